import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ClockSetting } from './clock';
import { SandboxError } from './errors';

/** Where an entity of Harness lives. Both null: in the account itself. */
export interface Scope {
  readonly org: string | null;
  readonly project: string | null;
}

interface Entity extends Scope {
  readonly identifier: string;
  readonly name: string;
  readonly description: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
}

export interface ServiceAccount extends Entity {
  readonly email: string;
}

export type ApiKeyType = 'USER' | 'SERVICE_ACCOUNT';

export interface ApiKey extends Entity {
  readonly apiKeyType: ApiKeyType;
  readonly parentIdentifier: string;
  readonly defaultTimeToExpireToken: number;
}

export interface HarnessToken extends Entity {
  readonly apiKeyType: ApiKeyType;
  readonly parentIdentifier: string;
  readonly apiKeyIdentifier: string;
  readonly validFrom: number;
  readonly validTo: number;
  readonly scheduledExpireTime: number | null;
  readonly secretHash: string;
}

export interface RoleAssignment extends Scope {
  readonly identifier: string;
  readonly resourceGroupIdentifier: string;
  readonly roleIdentifier: string;
  readonly roleReference: { readonly identifier: string; readonly scopeLevel: string | null } | null;
  readonly principal: { readonly identifier: string; readonly type: string; readonly scopeLevel: string | null };
  readonly disabled: boolean;
  readonly managed: boolean;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
}

export interface TextSecret extends Entity {
  readonly secretManagerIdentifier: string;
  readonly valueType: string;
  /** The path in the secret manager; an inline value is never kept, only its hash. */
  readonly reference: string | null;
  readonly valueHash: string | null;
  readonly additionalMetadata: unknown;
}

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly personalAccessToken: boolean;
  readonly owner: string;
  readonly scopes: readonly string[];
  readonly creationDate: number;
  readonly modifiedDate: number | null;
  readonly lastUsedDate: number | null;
  readonly lastUsedIpAddress: string | null;
  readonly expirationDate: number | null;
  readonly secretHash: string;
}

/** Everything the two systems hold, in the order of creation. Entities are replaced, never changed in place. */
export interface SandboxData {
  clock: ClockSetting;
  serviceAccounts: ServiceAccount[];
  apiKeys: ApiKey[];
  tokens: HarnessToken[];
  roleAssignments: RoleAssignment[];
  secrets: TextSecret[];
  apiTokens: ApiToken[];
}

const FORMAT = 'cdktf-access-tokens sandbox state';
const VERSION = 1;

/** What an entry of each collection must have for the servers to work with it. */
const SHAPES = {
  serviceAccounts: { identifier: 'string', name: 'string', email: 'string', tags: 'object' },
  apiKeys: { identifier: 'string', name: 'string', tags: 'object', apiKeyType: 'string', parentIdentifier: 'string', defaultTimeToExpireToken: 'number' },
  tokens: { identifier: 'string', apiKeyType: 'string', parentIdentifier: 'string', apiKeyIdentifier: 'string', validTo: 'number', secretHash: 'string' },
  roleAssignments: { identifier: 'string', roleIdentifier: 'string', principal: 'object' },
  secrets: { identifier: 'string', name: 'string', tags: 'object', valueType: 'string' },
  apiTokens: { id: 'string', name: 'string', enabled: 'boolean', scopes: 'object', creationDate: 'number', secretHash: 'string' },
} as const;

/** The state of the sandbox, in memory or in a file that is whole at every moment. */
export class SandboxState {
  /** @throws SandboxError if the file cannot be used */
  public static open(file: string | undefined): SandboxState {
    if (file === undefined) {
      return new SandboxState(empty(), undefined, undefined);
    }
    const resolved = path.resolve(file);
    const lock = takeLock(resolved);
    try {
      const state = new SandboxState(read(resolved), resolved, lock);
      // A place that cannot be written to is found out now, not after the first token was issued.
      state.write();
      return state;
    } catch (error) {
      fs.rmSync(lock, { force: true });
      throw error;
    }
  }

  private dirty = false;

  private constructor(public readonly data: SandboxData, private readonly file: string | undefined, private readonly lock: string | undefined) {}

  /** To be called after each change of the data. */
  public changed(): void {
    this.dirty = true;
  }

  /** Puts the changes since the last time into the file, if there is one. */
  public save(): void {
    if (this.dirty) {
      this.write();
      this.dirty = false;
    }
  }

  public close(): void {
    try {
      this.save();
    } finally {
      if (this.lock !== undefined) {
        fs.rmSync(this.lock, { force: true });
      }
    }
  }

  /**
   * Writes beside the file and renames: whoever reads the file, or kills this process, meets the old or the new state and never half of one.
   */
  private write(): void {
    if (this.file === undefined) {
      return;
    }
    const beside = `${this.file}.${process.pid}.tmp`;
    try {
      const handle = fs.openSync(beside, 'w', 0o600);
      try {
        fs.writeFileSync(handle, `${JSON.stringify({ format: FORMAT, version: VERSION, ...this.data }, null, 2)}\n`);
        fs.fsyncSync(handle);
      } finally {
        fs.closeSync(handle);
      }
      fs.renameSync(beside, this.file);
    } catch (error) {
      fs.rmSync(beside, { force: true });
      throw new SandboxError(`the state file '${this.file}' cannot be written: ${reason(error)}`);
    }
  }
}

function empty(): SandboxData {
  return { clock: { standingAt: null, offset: 0 }, serviceAccounts: [], apiKeys: [], tokens: [], roleAssignments: [], secrets: [], apiTokens: [] };
}

function read(file: string): SandboxData {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return empty();
    }
    throw new SandboxError(`the state file '${file}' cannot be read: ${reason(error)}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new SandboxError(`the state file '${file}' is broken: it is not JSON`);
  }
  if (!isRecord(parsed) || parsed.format !== FORMAT) {
    throw new SandboxError(`'${file}' is not a state file of this sandbox`);
  }
  if (parsed.version !== VERSION) {
    throw new SandboxError(`the state file '${file}' has version ${String(parsed.version)}, this sandbox reads version ${VERSION}`);
  }
  const problem = findProblem(parsed);
  if (problem !== undefined) {
    throw new SandboxError(`the state file '${file}' is broken: ${problem}`);
  }
  const { format, version, ...data } = parsed;
  return data as unknown as SandboxData;
}

function findProblem(state: Record<string, unknown>): string | undefined {
  const clock = state.clock;
  if (!isRecord(clock) || typeof clock.offset !== 'number' || (clock.standingAt !== null && typeof clock.standingAt !== 'number')) {
    return "'clock' is missing or not a clock";
  }
  for (const [collection, shape] of Object.entries(SHAPES)) {
    const entries = state[collection];
    if (!Array.isArray(entries)) {
      return `'${collection}' is missing or not a list`;
    }
    for (const [index, entry] of entries.entries()) {
      const wrong = Object.entries(shape).find(([field, type]) => !isRecord(entry) || typeof entry[field] !== type || entry[field] === null);
      if (wrong) {
        return `'${collection}[${index}].${wrong[0]}' is missing or not of type ${wrong[1]}`;
      }
    }
  }
  return undefined;
}

/** Two sandboxes on one file would silently overwrite each other's tokens. */
function takeLock(file: string): string {
  const lock = `${file}.lock`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      fs.writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' });
      return lock;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new SandboxError(`the state file '${file}' cannot be used: ${reason(error)}`);
      }
      const holder = Number(readOrEmpty(lock).trim());
      if (Number.isInteger(holder) && holder > 0 && isAlive(holder)) {
        throw new SandboxError(`the state file '${file}' is in use by process ${holder} (if that is no sandbox, remove '${lock}')`);
      }
      // Left behind by a sandbox that was killed.
      fs.rmSync(lock, { force: true });
    }
  }
  throw new SandboxError(`the state file '${file}' is in use by another sandbox`);
}

function readOrEmpty(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Node's message without the part that repeats the path. */
function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    EACCES: 'permission denied',
    EISDIR: 'it is a directory',
    ENOENT: 'its directory does not exist',
    ENOTDIR: 'its directory does not exist',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
  };
  return known[code ?? ''] ?? message.split('\n')[0];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
