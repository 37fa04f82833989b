import type { SandboxClock } from '../clock';
import type { ApiKey, SandboxData } from '../state';
import type { Accounts } from './accounts';

/** What every call of the Harness side works on. */
export interface HarnessContext {
  readonly data: SandboxData;
  readonly clock: SandboxClock;
  readonly accounts: Accounts;
  readonly limits: HarnessLimits;
  /** Those that are there beside Harness's own; any if undefined. */
  readonly secretManagers?: readonly string[];
  /** To be called after each change of the data. */
  changed(): void;
}

export interface HarnessLimits {
  readonly tokensPerApiKey: number;
  readonly apiKeysPerParent: number;
}

/** Who makes a call. */
export interface HarnessCaller {
  /** The user's id; undefined if a service account calls. */
  readonly userId?: string;
}

/** Where an API key, and everything in it, belongs. */
export type KeyOwner = Pick<ApiKey, 'account' | 'org' | 'project' | 'apiKeyType' | 'parentIdentifier'>;

/** The person behind the sandbox's administrator credentials. */
export const ADMINISTRATOR = {
  id: 'SandboxAdministrator00',
  name: 'Sandbox Administrator',
  email: 'administrator@sandbox.example',
};
