import { inParallel } from '../parallel';
import { CallFailed, messageOf, type Problem } from '../problem';
import { cutTokens } from '../redact';
import { ApiClient } from './api-client';
import type { HarnessCredentials } from './credentials';
import type { LiveOptions } from './dynatrace';

/** Where an entity of an account lives; both undefined: in the account itself. */
export interface HarnessPlace {
  readonly org?: string;
  readonly project?: string;
}

export type KeyType = 'SERVICE_ACCOUNT' | 'USER';

export interface LiveServiceAccount extends HarnessPlace {
  readonly identifier: string;
  readonly name: string;
  readonly created?: Date;
}

export interface LiveApiKey extends HarnessPlace {
  readonly type: KeyType;
  /** The service account or the user it belongs to. */
  readonly parent: string;
  readonly identifier: string;
  readonly name: string;
  readonly created?: Date;
}

export interface LiveHarnessToken extends HarnessPlace {
  readonly type: KeyType;
  readonly parent: string;
  readonly apiKey: string;
  readonly identifier: string;
  readonly name: string;
  readonly validFrom?: Date;
  /** The earlier of its own end and the one that a rotation at the service set. */
  readonly end?: Date;
  readonly created?: Date;
}

export interface LiveHarness {
  readonly account: string;
  readonly endpoint: string;
  readonly serviceAccounts: readonly LiveServiceAccount[];
  readonly apiKeys: readonly LiveApiKey[];
  readonly tokens: readonly LiveHarnessToken[];
  /** The user that the key of the command belongs to: of users, only their own keys can be listed. */
  readonly user?: string;
  readonly problems: readonly Problem[];
  /** Whether every token of a place, or of one owner in it, was listed: only then what is not in the list is gone. */
  isListed(place: HarnessPlace, type: KeyType, parent: string): boolean;
}

export interface HarnessOptions extends LiveOptions {
  /** Places to read even if the service does not list organizations and projects. */
  readonly places?: readonly HarnessPlace[];
}

const PAGE_SIZE = 100;
const MOST_PAGES = 10_000;
const AT_A_TIME = 8;

export function harnessClient(credentials: HarnessCredentials, options: LiveOptions = {}): ApiClient {
  return new ApiClient({
    ...options,
    system: 'Harness',
    baseUrl: credentials.endpoint,
    headers: { 'x-api-key': credentials.key, 'Accept': 'application/json' },
    secret: credentials.key,
    credentials: 'check HARNESS_ENDPOINT, HARNESS_ACCOUNT_ID and HARNESS_PLATFORM_API_KEY, which must be allowed to view service accounts and to manage their API keys',
  });
}

/** Every token of every service account of the account, its organizations and projects, and those of the caller's own. */
export async function readHarness(credentials: HarnessCredentials, options: HarnessOptions = {}): Promise<LiveHarness> {
  return new HarnessReader(credentials, options).read();
}

/** How the query names a place. */
export function queryOf({ org, project }: HarnessPlace): Record<string, string | undefined> {
  return { orgIdentifier: org, projectIdentifier: project };
}

export function nameOfPlace({ org, project }: HarnessPlace): string {
  return project !== undefined ? `project ${org}/${project}` : org !== undefined ? `organization ${org}` : 'account';
}

interface Owner extends HarnessPlace {
  readonly type: KeyType;
  readonly parent: string;
}

class HarnessReader {
  private readonly client: ApiClient;
  private readonly serviceAccounts: LiveServiceAccount[] = [];
  private readonly apiKeys: LiveApiKey[] = [];
  private readonly tokens: LiveHarnessToken[] = [];
  private readonly problems: Problem[] = [];
  private readonly unread = new Set<string>();
  private isUnreachable = false;
  private readonly readPlaces = new Set<string>();

  public constructor(private readonly credentials: HarnessCredentials, private readonly options: HarnessOptions) {
    this.client = harnessClient(credentials, options);
  }

  public async read(): Promise<LiveHarness> {
    const { account, endpoint } = this.credentials;
    const result = (user?: string, placesListed = false): LiveHarness => ({
      account,
      endpoint,
      serviceAccounts: this.serviceAccounts,
      apiKeys: this.apiKeys,
      tokens: this.tokens,
      ...(user === undefined ? {} : { user }),
      problems: this.problems,
      isListed: (place, type, parent) => {
        if (type === 'USER') {
          return user !== undefined && parent === user && !this.unread.has(keyOf({ type, parent }));
        }
        // A place that the service does not list is gone, and all in it.
        const isPlaceListed = this.readPlaces.has(keyOf(place)) || (placesListed && !this.unread.has(keyOf(place)));
        return isPlaceListed && !this.unread.has(keyOf({ ...place, type, parent }));
      },
    });

    // Wrong credentials are told once, not for each place.
    const owners = await this.ownersAt({});
    if (owners === undefined && this.isUnreachable) {
      return result();
    }
    const [places, user] = await Promise.all([this.places(), this.user()]);
    const known = (this.options.places ?? []).filter(({ org }) => org !== undefined);
    const all = new Map([...(places ?? []), ...known].map((place) => [keyOf(place), place]));
    const further = await inParallel([...all.values()], AT_A_TIME, (place) => this.ownersAt(place));
    const self: Owner[] = user === undefined ? [] : [{ type: 'USER', parent: user }];
    await inParallel([...owners ?? [], ...further.flatMap((found) => found ?? []), ...self], AT_A_TIME, (owner) => this.readOwner(owner));
    return result(user, places !== undefined);
  }

  /** The service accounts of a place; undefined if they cannot be listed. */
  private async ownersAt(place: HarnessPlace): Promise<Owner[] | undefined> {
    try {
      const entries = await this.list('/ng/api/serviceaccount/aggregate', place, {});
      const owners = entries.map((entry): Owner => {
        const { identifier, name } = entityOf(entry.serviceAccount, 'service account');
        const created = dateOf(entry.createdAt);
        this.serviceAccounts.push({ ...place, identifier, name, ...created && { created } });
        return { ...place, type: 'SERVICE_ACCOUNT', parent: identifier };
      });
      this.readPlaces.add(keyOf(place));
      return owners;
    } catch (error) {
      this.unread.add(keyOf(place));
      // What is forbidden here may be allowed elsewhere; anything else would be the same everywhere.
      this.isUnreachable ||= !(error instanceof CallFailed) || error.status !== 403;
      this.problem(nameOfPlace(place), error);
      return undefined;
    }
  }

  private async readOwner({ org, project, type, parent }: Owner): Promise<void> {
    const place = { ...org !== undefined && { org }, ...project !== undefined && { project } };
    const ownerQuery = { apiKeyType: type, parentIdentifier: parent };
    try {
      for (const entry of await this.list('/ng/api/apikey/aggregate', place, ownerQuery)) {
        const key = entityOf(entry.apiKey, 'API key');
        const created = dateOf(entry.createdAt);
        this.apiKeys.push({ ...place, type, parent, identifier: key.identifier, name: key.name, ...created && { created } });
        if (entry.tokensCount === 0) {
          continue;
        }
        for (const found of await this.list('/ng/api/token/aggregate', place, { ...ownerQuery, apiKeyIdentifier: key.identifier })) {
          this.tokens.push({ ...place, type, parent, apiKey: key.identifier, ...tokenOf(found) });
        }
      }
    } catch (error) {
      this.unread.add(keyOf({ ...place, type, parent }));
      this.problem(`${type === 'USER' ? 'user' : 'service account'} ${parent} of ${nameOfPlace(place)}`, error);
    }
    this.options.onProgress?.(`Harness: ${this.tokens.length} tokens of ${this.serviceAccounts.length} service accounts`);
  }

  /** Organizations and projects; undefined if they cannot be listed. */
  private async places(): Promise<HarnessPlace[] | undefined> {
    try {
      const [organizations, projects] = await Promise.all([
        this.list('/ng/api/organizations', {}, {}), this.list('/ng/api/projects', {}, {}),
      ]);
      return [
        ...organizations.map((entry) => ({ org: entityOf(entry.organization, 'organization').identifier })),
        ...projects.map((entry) => {
          const { identifier, orgIdentifier } = entityOf(entry.project, 'project');
          return { org: String(orgIdentifier ?? 'default'), project: identifier };
        }),
      ];
    } catch (error) {
      this.problem('organizations and projects', error);
      return undefined;
    }
  }

  /** Undefined if a service account's token is used: it has no keys of its own to list. */
  private async user(): Promise<string | undefined> {
    try {
      const answer = await this.client.get('/ng/api/user/currentUser', { accountIdentifier: this.credentials.account });
      const uuid = (answer as { data?: { uuid?: unknown } } | undefined)?.data?.uuid;
      return typeof uuid === 'string' ? uuid : undefined;
    } catch (error) {
      messageOf(error);
      return undefined;
    }
  }

  /** All pages of a list. */
  private async list(path: string, place: HarnessPlace, query: Readonly<Record<string, string>>): Promise<ReadonlyArray<Record<string, unknown>>> {
    const found: Array<Record<string, unknown>> = [];
    for (let pageIndex = 0; pageIndex < MOST_PAGES; pageIndex++) {
      const answer = await this.client.get(path, {
        accountIdentifier: this.credentials.account, ...queryOf(place), ...query, pageIndex: String(pageIndex), pageSize: String(PAGE_SIZE),
      });
      const { content, totalPages } = ((answer as { data?: unknown } | undefined)?.data ?? {}) as { content?: unknown; totalPages?: unknown };
      if (!Array.isArray(content) || content.some((entry) => typeof entry !== 'object' || entry === null)) {
        throw new CallFailed(`Harness answers 'GET ${path}' with JSON that is no list: check HARNESS_ENDPOINT`);
      }
      found.push(...content);
      if (content.length === 0 || (typeof totalPages === 'number' ? pageIndex + 1 >= totalPages : content.length < PAGE_SIZE)) {
        break;
      }
    }
    return found;
  }

  private problem(what: string, error: unknown): void {
    this.problems.push({ source: `Harness account ${this.credentials.account}, ${what}`, message: messageOf(error) });
  }
}

function keyOf(owner: HarnessPlace & { type?: KeyType; parent?: string }): string {
  return JSON.stringify([owner.org ?? null, owner.project ?? null, owner.type ?? null, owner.parent ?? null]);
}

function entityOf(value: unknown, what: string): Record<string, unknown> & { identifier: string; name: string } {
  const entity = value as Record<string, unknown> | null | undefined;
  if (typeof entity !== 'object' || entity === null || typeof entity.identifier !== 'string') {
    throw new CallFailed(`Harness lists an entry that is no ${what}: check HARNESS_ENDPOINT`);
  }
  return { ...entity, identifier: cutTokens(entity.identifier), name: typeof entity.name === 'string' ? cutTokens(entity.name) : entity.identifier };
}

function tokenOf(entry: Record<string, unknown>): Pick<LiveHarnessToken, 'identifier' | 'name' | 'validFrom' | 'end' | 'created'> {
  const token = entityOf(entry.token, 'token');
  const ends = [token.validTo, token.scheduledExpireTime].map(dateOf).filter((date) => date !== undefined);
  const end = ends.sort((one, other) => one.getTime() - other.getTime())[0];
  const validFrom = dateOf(token.validFrom);
  const created = dateOf(entry.createdAt);
  return { identifier: token.identifier, name: token.name, ...validFrom && { validFrom }, ...end && { end }, ...created && { created } };
}

function dateOf(millis: unknown): Date | undefined {
  const date = typeof millis === 'number' && millis > 0 ? new Date(millis) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
