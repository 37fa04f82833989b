import { type Call, CallLog } from './call-log';
import { SandboxClock } from './clock';
import { control } from './control';
import { dynatraceApi } from './dynatrace';
import { isApiTokenValid } from './dynatrace/metadata';
import { SandboxError } from './errors';
import { Faults, type UnfiredFault } from './faults';
import { harnessApi } from './harness';
import { ACCOUNT_ID, Accounts } from './harness/accounts';
import type { HarnessLimits } from './harness/context';
import { sameScope } from './harness/scope';
import { isTokenValid } from './harness/tokens';
import { inUrl, loopbackAddress, type RunningServer, serve, type ServerContext } from './http-server';
import { type Inventory, takeInventory } from './inventory';
import { hashOf, issueDynatraceSecret, issueHarnessSecret } from './secrets';
import { SandboxState, type Scope } from './state';

export interface SandboxOptions {
  /** @default - a free one */
  readonly harnessPort?: number;
  /** @default - a free one */
  readonly dynatracePort?: number;
  /** A loopback address. @default - 127.0.0.1 */
  readonly host?: string;
  /**
   * The id of the Harness account. Resources that ask for another one are refused.
   *
   * @default - the id that the first resource asks for
   */
  readonly accountId?: string;
  /** Where what the two systems hold is kept between runs. @default - in memory only */
  readonly stateFile?: string;
  /** Sets the clock, which then stands still. @default - the clock of the state file, else the machine's */
  readonly now?: Date | string;
  /** Faults from the start on, as `addFault` takes them. */
  readonly faults?: readonly string[];
  readonly limits?: {
    /** @default - 5 */
    readonly tokensPerApiKey?: number;
    /** @default - 5 */
    readonly apiKeysPerParent?: number;
  };
  /** Identifiers of the secret managers that are there, beside Harness's own. @default - any is taken as existing */
  readonly secretManagers?: readonly string[];
  /** Told of each call when it has taken effect. */
  readonly onCall?: (call: Call) => void;
}

/** The variables both providers read. The two secrets among them are accepted by this sandbox, until it stops, and by nothing else. */
export interface SandboxEnvironment {
  readonly HARNESS_ENDPOINT: string;
  readonly HARNESS_ACCOUNT_ID: string;
  readonly HARNESS_PLATFORM_API_KEY: string;
  readonly DYNATRACE_ENV_URL: string;
  readonly DYNATRACE_API_TOKEN: string;
}

/** Loopback stand-ins for Harness and Dynatrace, running. */
export interface Sandbox {
  readonly environment: SandboxEnvironment;
  readonly clock: SandboxClock;
  /** The calls in the order in which they took effect. */
  readonly calls: readonly Call[];
  /** Why the state file could not be written at some point; undefined if all is well. */
  readonly stateProblem: string | undefined;
  /** The faults that came into force for no call up to now. */
  readonly unfiredFaults: readonly UnfiredFault[];
  clearCalls(): void;
  /** @param spec such as `POST /ng/api/token#2=500`; its calls are counted from now on */
  addFault(spec: string): void;
  clearFaults(): void;
  inventory(): Inventory;
  /** Whether one of the two systems accepts the secret at this moment. */
  isValid(secret: string): boolean;
  /** Whether a text secret of Harness holds this value (which it would tell nobody). @param id as pipelines write it: `x`, `org.x` or `account.x` */
  secretHolds(id: string, value: string, scope?: { org?: string; project?: string }): boolean;
  stop(): Promise<void>;
}

const DEFAULT_LIMIT = 5;

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const address = loopbackAddress(options.host ?? '127.0.0.1');
  if (options.accountId !== undefined && !/^[\w-]+$/.test(options.accountId)) {
    throw new SandboxError(`the id of the account must hold letters, digits, '_' and '-' only, got '${options.accountId}'`);
  }
  const limits: HarnessLimits = {
    tokensPerApiKey: limit(options.limits?.tokensPerApiKey, 'tokens per API key'),
    apiKeysPerParent: limit(options.limits?.apiKeysPerParent, 'API keys per parent'),
  };
  const state = await SandboxState.open(options.stateFile);
  const servers: RunningServer[] = [];
  try {
    return await start(options, address, limits, state, servers);
  } catch (error) {
    await Promise.all(servers.map(server => server.close()));
    await state.close();
    throw error;
  }
}

async function start(
  options: SandboxOptions, address: string, limits: HarnessLimits, state: SandboxState, servers: RunningServer[],
): Promise<Sandbox> {
  const { data } = state;
  const clock = new SandboxClock(data.clock, () => {
    data.clock = clock.saved;
    state.changed();
    // Whoever sets the clock need not wait; a problem is told when the sandbox stops.
    state.saved().catch(() => undefined);
  });
  if (options.now !== undefined) {
    clock.set(options.now);
    await state.saved();
  }

  const changed = (): void => state.changed();
  const accounts = new Accounts(data, options.accountId, changed);
  const harnessAdministrator = issueHarnessSecret('pat', options.accountId ?? ACCOUNT_ID).secret;
  const dynatraceAdministrator = issueDynatraceSecret().secret;
  const { secretManagers } = options;
  const harness = harnessApi({ data, clock, accounts, limits, secretManagers, changed }, hashOf(harnessAdministrator));
  const dynatrace = dynatraceApi({ data, clock, changed }, hashOf(dynatraceAdministrator));

  const log = new CallLog(options.onCall);
  const faults = new Faults([...harness.routes, ...dynatrace.routes]);
  for (const spec of options.faults ?? []) {
    faults.add(spec);
  }

  const inventory = (): Inventory => takeInventory(data, clock.millis());
  const context: ServerContext = {
    clock,
    log,
    faults,
    commit: () => state.saved(),
    control: async (method, path, body) => {
      const response = control(method, path, body, clock, log, inventory);
      return state.saved().then(() => response, (error: Error) => ({ status: 500, body: { message: error.message } }));
    },
  };
  servers.push(await serve(harness, address, options.harnessPort ?? 0, context));
  servers.push(await serve(dynatrace, address, options.dynatracePort ?? 0, context));
  const [harnessUrl, dynatraceUrl] = servers.map(({ port }) => `http://${inUrl(address)}:${port}`);

  let stopping: Promise<void> | undefined;
  return {
    get environment() {
      return {
        HARNESS_ENDPOINT: `${harnessUrl}/gateway`,
        HARNESS_ACCOUNT_ID: options.accountId ?? accounts.idOf(null),
        HARNESS_PLATFORM_API_KEY: harnessAdministrator,
        DYNATRACE_ENV_URL: dynatraceUrl,
        DYNATRACE_API_TOKEN: dynatraceAdministrator,
      };
    },
    clock,
    get calls() {
      return log.calls;
    },
    clearCalls: () => log.clear(),
    addFault: spec => faults.add(spec),
    clearFaults: () => faults.clear(),
    get unfiredFaults() {
      return faults.unfired;
    },
    inventory,
    isValid: secret => {
      const hash = hashOf(secret);
      const now = clock.millis();
      return secret === harnessAdministrator || secret === dynatraceAdministrator
        || data.tokens.some(token => token.secretHash === hash && isTokenValid(token, now))
        || data.apiTokens.some(token => token.secretHash === hash && isApiTokenValid(token, now));
    },
    secretHolds: (id, value, scope = {}) => {
      const hash = hashOf(value);
      const home = homeOf(id, { account: null, org: scope.org ?? null, project: scope.project ?? null });
      return data.secrets.some(secret => secret.identifier === id.replace(/^(account|org)\./, '') && sameScope(secret, home) && secret.valueHash === hash);
    },
    get stateProblem() {
      return state.problem;
    },
    stop: () => stopping ??= (async () => {
      await Promise.all(servers.map(server => server.close()));
      // A problem stays to be read.
      await state.close().catch(() => undefined);
    })(),
  };
}

/** The scope that the prefix of a secret's id names. */
function homeOf(id: string, scope: Scope): Scope {
  if (id.startsWith('account.')) {
    return { ...scope, org: null, project: null };
  }
  return id.startsWith('org.') ? { ...scope, project: null } : scope;
}

function limit(given: number | undefined, what: string): number {
  const value = given ?? DEFAULT_LIMIT;
  if (!Number.isInteger(value) || value < 1) {
    throw new SandboxError(`the limit of ${what} must be a whole number from 1 upwards, got '${value}'`);
  }
  return value;
}
