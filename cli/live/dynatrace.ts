import { CallFailed, messageOf, type Problem } from '../problem';
import { cutTokens } from '../redact';
import { ApiClient, type ApiClientOptions } from './api-client';
import type { DynatraceCredentials } from './credentials';

/** What the service tells of a token, but for its secret, which it never tells. */
export interface LiveApiToken {
  /** The first two parts of the token, safe to show. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly personal: boolean;
  readonly owner?: string;
  readonly scopes: readonly string[];
  readonly created?: Date;
  /** Undefined: it never ends. */
  readonly end?: Date;
  readonly lastUsed?: Date;
  /** Whether the list was read with this token. */
  readonly isCaller: boolean;
}

export interface LiveDynatrace {
  readonly environment: string;
  readonly tokens: readonly LiveApiToken[];
  /** Whether `tokens` is the whole list of the environment. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
}

export interface LiveOptions extends Pick<ApiClientOptions, 'timeout' | 'sleep'> {
  /** Told how far the reading is. */
  readonly onProgress?: (text: string) => void;
}

const FIELDS = '+personalAccessToken,+expirationDate,+lastUsedDate,+scopes';
const PAGE_SIZE = '1000';

export function dynatraceClient(credentials: DynatraceCredentials, options: LiveOptions = {}): ApiClient {
  return new ApiClient({
    ...options,
    system: 'Dynatrace',
    baseUrl: credentials.environment,
    headers: { Authorization: `Api-Token ${credentials.token}`, Accept: 'application/json' },
    secret: credentials.token,
    credentials: 'check DYNATRACE_ENV_URL and DYNATRACE_API_TOKEN, a classic access token with the scope apiTokens.read',
  });
}

/** Every token of the environment. What was read before something went wrong is kept. */
export async function readDynatrace(credentials: DynatraceCredentials, options: LiveOptions = {}): Promise<LiveDynatrace> {
  const client = dynatraceClient(credentials, options);
  const { environment } = credentials;
  const callerId = credentials.token.split('.').slice(0, 2).join('.');
  const tokens = new Map<string, LiveApiToken>();
  let problem: string | undefined;
  try {
    const seen = new Set<string>();
    let pageKey: string | undefined;
    do {
      // The key of a page carries the query along.
      const page = await client.get('/api/v2/apiTokens', pageKey === undefined ? { pageSize: PAGE_SIZE, fields: FIELDS } : { nextPageKey: pageKey });
      const { apiTokens, nextPageKey } = (page ?? {}) as { apiTokens?: unknown; nextPageKey?: unknown };
      if (!Array.isArray(apiTokens)) {
        throw new CallFailed('Dynatrace answers \'GET /api/v2/apiTokens\' with JSON that is no list of tokens: check DYNATRACE_ENV_URL');
      }
      for (const entry of apiTokens) {
        const token = tokenOf(entry, callerId);
        if (token === undefined) {
          problem = 'Dynatrace lists an entry that is no token; it is left out';
        } else {
          tokens.set(token.id, token);
        }
      }
      options.onProgress?.(`Dynatrace: ${tokens.size} tokens`);
      pageKey = typeof nextPageKey === 'string' && nextPageKey !== '' ? nextPageKey : undefined;
      if (pageKey !== undefined && seen.has(pageKey)) {
        throw new CallFailed('Dynatrace gives the same page again and again');
      }
      seen.add(pageKey ?? '');
    } while (pageKey !== undefined);
  } catch (error) {
    problem = messageOf(error);
  }
  return {
    environment,
    tokens: [...tokens.values()],
    complete: problem === undefined,
    problems: problem === undefined ? [] : [{ source: `Dynatrace ${environment}`, message: problem }],
  };
}

function tokenOf(entry: unknown, callerId: string): LiveApiToken | undefined {
  if (typeof entry !== 'object' || entry === null || typeof (entry as { id?: unknown }).id !== 'string') {
    return undefined;
  }
  const token = entry as Record<string, unknown>;
  const id = cutTokens(token.id as string);
  return {
    id,
    name: textOf(token.name) ?? id,
    enabled: token.enabled !== false,
    personal: token.personalAccessToken === true,
    ...(textOf(token.owner) === undefined ? {} : { owner: textOf(token.owner) }),
    scopes: Array.isArray(token.scopes) ? token.scopes.filter((scope) => typeof scope === 'string').map(cutTokens) : [],
    ...dated('created', token.creationDate),
    ...dated('end', token.expirationDate),
    ...dated('lastUsed', token.lastUsedDate),
    isCaller: id === callerId,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? cutTokens(value) : undefined;
}

function dated(name: string, value: unknown): Record<string, Date> {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? {} : { [name]: date };
}
