import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ClockSetting } from './clock';
import { SandboxError } from './errors';
import { type Lock, takeLock } from './lock';
import { reason } from './reason';

/** Where an entity of Harness lives. Organization and project null: in the account itself. */
export interface Scope {
  /** Null for the sandbox's own account. */
  readonly account: string | null;
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
  /** What the sandbox's own account is called; null as long as nothing asked for an id. */
  accountId: string | null;
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
  public static async open(file: string | undefined): Promise<SandboxState> {
    if (file === undefined) {
      return new SandboxState(empty(), undefined, undefined);
    }
    const resolved = path.resolve(file);
    const lock = takeLock(resolved);
    try {
      const state = new SandboxState(read(resolved), resolved, lock);
      // A place that cannot be written to is found out now, not after the first token was issued.
      state.changed();
      await state.saved();
      return state;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private dirty = false;
  private writing?: Promise<void>;
  private queued?: Promise<void>;
  private lastProblem?: string;

  private constructor(public readonly data: SandboxData, private readonly file: string | undefined, private readonly lock: Lock | undefined) {}

  /** Why the file could not be written at some point; undefined if all is well. */
  public get problem(): string | undefined {
    return this.lastProblem;
  }

  /** To be called after each change of the data. */
  public changed(): void {
    this.dirty = true;
  }

  /**
   * Resolves once all changes up to now are in the file, if there is one. Changes that come while it is written share the next write,
   * so that many clients do not wait for one write each.
   *
   * @throws SandboxError if they could not be written
   */
  public async saved(): Promise<void> {
    if (this.file === undefined || !this.dirty) {
      return this.writing;
    }
    const { file } = this;
    this.queued ??= (this.writing ?? Promise.resolve()).catch(() => undefined).then(() => {
      this.queued = undefined;
      return this.write(file);
    });
    return this.queued;
  }

  public async close(): Promise<void> {
    try {
      await this.saved();
    } finally {
      this.lock?.release();
    }
  }

  private async write(file: string): Promise<void> {
    this.dirty = false;
    this.writing = replaceFile(file, serialize(this.data)).catch(error => {
      this.dirty = true;
      this.lastProblem = `the state file '${file}' cannot be written: ${reason(error)}`;
      throw new SandboxError(this.lastProblem);
    });
    try {
      await this.writing;
    } finally {
      this.writing = undefined;
    }
  }
}

/**
 * Writes beside the file and renames: whoever reads the file, or kills this process, meets the old or the new state and never half of
 * one. Always the same file beside it, so that kills leave one at most and the next sandbox takes it away.
 */
async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.tmp`;
  try {
    const handle = await fs.promises.open(beside, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await fs.promises.rename(beside, file);
  } catch (error) {
    await fs.promises.rm(beside, { force: true });
    throw error;
  }
}

const serialized = new WeakMap<object, string>();

/** An entity is replaced and never changed in place, so each is turned into text once: a large state costs little more to write than a small one. */
function serialize({ clock, accountId, ...collections }: SandboxData): string {
  const textOf = (entity: object): string => {
    let text = serialized.get(entity);
    if (text === undefined) {
      text = JSON.stringify(entity);
      serialized.set(entity, text);
    }
    return text;
  };
  const lists = Object.entries(collections).map(([name, entities]: [string, object[]]) =>
    `  ${JSON.stringify(name)}: [${entities.map(entity => `\n    ${textOf(entity)}`).join(',')}${entities.length > 0 ? '\n  ' : ''}]`);
  const head = Object.entries({ format: FORMAT, version: VERSION, clock, accountId })
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${[...head, ...lists].join(',\n')}\n}\n`;
}

function empty(): SandboxData {
  const nothing = { serviceAccounts: [], apiKeys: [], tokens: [], roleAssignments: [], secrets: [], apiTokens: [] };
  return { clock: { standingAt: null, offset: 0 }, accountId: null, ...nothing };
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
  return withAccounts(data as unknown as SandboxData);
}

/** A file from before there were several accounts. */
function withAccounts(data: SandboxData): SandboxData {
  const own = <T extends Scope>(entities: T[]): T[] => entities.map(entity => ({ ...entity, account: entity.account ?? null }));
  return {
    ...data,
    accountId: data.accountId ?? null,
    serviceAccounts: own(data.serviceAccounts),
    apiKeys: own(data.apiKeys),
    tokens: own(data.tokens),
    roleAssignments: own(data.roleAssignments),
    secrets: own(data.secrets),
  };
}

function findProblem(state: Record<string, unknown>): string | undefined {
  const clock = state.clock;
  if (!isRecord(clock) || typeof clock.offset !== 'number' || (clock.standingAt !== null && typeof clock.standingAt !== 'number')) {
    return "'clock' is missing or not a clock";
  }
  if (typeof (state.accountId ?? '') !== 'string') {
    return "'accountId' is no text";
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
