import type { ApiToken } from '../state';
import { parseDate } from './dates';
import { type ConstraintViolation, violated } from './errors';
import { metadataOf } from './metadata';

const DEFAULT_FIELDS = ['id', 'name', 'enabled', 'owner', 'creationDate'];
const FURTHER_FIELDS = [
  'personalAccessToken', 'expirationDate', 'lastUsedDate', 'lastUsedIpAddress', 'modifiedDate', 'scopes', 'additionalMetadata',
];
const PARAMETERS = ['nextPageKey', 'pageSize', 'apiTokenSelector', 'fields', 'from', 'to', 'sort'];
const SORTABLE = ['name', 'creationDate', 'lastUsedDate', 'expirationDate', 'modifiedDate'] as const;
const PAGE_SIZE = { least: 100, most: 10_000, otherwise: 200 };

type Sortable = typeof SORTABLE[number];

interface Listing {
  readonly totalCount: number;
  readonly pageSize: number;
  readonly nextPageKey?: string;
  readonly apiTokens: ReadonlyArray<Record<string, unknown>>;
}

/** A page of the tokens, as the query asks for it. The key of the next page carries the query along, so nothing else may stand beside it. */
export function listTokens(tokens: readonly ApiToken[], query: URLSearchParams, now: number): Listing {
  const unknown = [...query.keys()].filter(name => !PARAMETERS.includes(name));
  if (unknown.length > 0) {
    throw violated(...unknown.map(name => inQuery(name, 'unknown parameter')));
  }
  const key = query.get('nextPageKey');
  if (key !== null && [...query.keys()].length > 1) {
    throw violated(inQuery('nextPageKey', 'must be the only parameter'));
  }
  const { offset, search } = key === null ? { offset: 0, search: query } : openPageKey(key);

  const pageSize = pageSizeOf(search.get('pageSize'));
  const fields = fieldsOf(search.get('fields'));
  const found = sorted(tokens, search.get('sort') ?? '-creationDate').filter(matcher(search, now));
  const next = offset + pageSize;
  return {
    totalCount: found.length,
    pageSize,
    ...(next < found.length ? { nextPageKey: Buffer.from(JSON.stringify([next, search.toString()])).toString('base64url') } : {}),
    apiTokens: found.slice(offset, next).map(token => Object.fromEntries(Object.entries(metadataOf(token)).filter(([name]) => fields.has(name)))),
  };
}

function inQuery(path: string, message: string): ConstraintViolation {
  return { path, message, parameterLocation: 'QUERY' };
}

function openPageKey(key: string): { offset: number; search: URLSearchParams } {
  try {
    const [offset, search] = JSON.parse(Buffer.from(key, 'base64url').toString()) as [unknown, unknown];
    if (Number.isSafeInteger(offset) && (offset as number) > 0 && typeof search === 'string') {
      return { offset: offset as number, search: new URLSearchParams(search) };
    }
  } catch {
    // Not a key that was given out.
  }
  throw violated(inQuery('nextPageKey', 'is not a key of a next page'));
}

function pageSizeOf(text: string | null): number {
  if (text === null) {
    return PAGE_SIZE.otherwise;
  }
  const size = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (!(size >= PAGE_SIZE.least && size <= PAGE_SIZE.most)) {
    throw violated(inQuery('pageSize', `must be a number from ${PAGE_SIZE.least} to ${PAGE_SIZE.most}`));
  }
  return size;
}

/** `+x` adds to the usual fields, `-x` takes away from them, a list without signs stands for itself. */
function fieldsOf(text: string | null): ReadonlySet<string> {
  // A plus sign that was not encoded arrives as a space.
  const entries = (text ?? '').split(',').filter(entry => entry !== '').map(entry => entry.replace(/^ /, '+'));
  const plain = entries.some(entry => !/^[+-]/.test(entry));
  const fields = new Set(plain ? [] : DEFAULT_FIELDS);
  for (const entry of entries) {
    const name = entry.replace(/^[+-]/, '').trim();
    if (!DEFAULT_FIELDS.includes(name) && !FURTHER_FIELDS.includes(name)) {
      throw violated(inQuery('fields', `'${name}' is not a field of a token`));
    }
    if (entry.startsWith('-')) {
      fields.delete(name);
    } else {
      fields.add(name);
    }
  }
  return fields;
}

function sorted(tokens: readonly ApiToken[], order: string): ApiToken[] {
  const name = order.replace(/^[+\- ]/, '') as Sortable;
  if (!SORTABLE.includes(name)) {
    throw violated(inQuery('sort', `must be one of ${SORTABLE.join(', ')}, with + or - in front`));
  }
  // Tokens that were made in the same millisecond keep the order in which they were made.
  const ascending = [...tokens].sort((a, b) => compare(a[name] ?? -Infinity, b[name] ?? -Infinity));
  return order.startsWith('-') ? ascending.reverse() : ascending;
}

function compare(one: string | number, other: string | number): number {
  return Number(one > other) - Number(one < other);
}

function matcher(query: URLSearchParams, now: number): (token: ApiToken) => boolean {
  const from = momentOf(query, 'from', now) ?? -Infinity;
  const to = momentOf(query, 'to', now) ?? Infinity;
  const bounded = query.has('from') || query.has('to');
  const criteria = criteriaOf(query.get('apiTokenSelector') ?? '');
  return token => (!bounded || (token.lastUsedDate !== null && token.lastUsedDate >= from && token.lastUsedDate <= to))
    && criteria.every(criterion => criterion(token));
}

function momentOf(query: URLSearchParams, name: string, now: number): number | undefined {
  const text = query.get(name);
  if (text === null) {
    return undefined;
  }
  const moment = parseDate(text, now);
  if (moment === undefined) {
    throw violated(inQuery(name, 'must be a timestamp'));
  }
  return moment;
}

const CRITERION = /^\s*(\w+)\(([^()]*)\)\s*(?:,|$)/;

/** `owner("jane"),personalAccessToken(false),scope("metrics.read","logs.read")`: all of them, and any of the scopes. */
function criteriaOf(selector: string): Array<(token: ApiToken) => boolean> {
  const criteria: Array<(token: ApiToken) => boolean> = [];
  let rest = selector;
  while (rest.trim() !== '') {
    const match = CRITERION.exec(rest);
    const criterion = match && criterionOf(match[1], match[2].split(',').map(value => value.trim().replace(/^"(.*)"$/, '$1')));
    if (!match || !criterion) {
      throw violated(inQuery('apiTokenSelector', 'must hold owner("..."), personalAccessToken(true|false), scope("...") only'));
    }
    criteria.push(criterion);
    rest = rest.slice(match[0].length);
  }
  return criteria;
}

function criterionOf(name: string, values: string[]): ((token: ApiToken) => boolean) | undefined {
  switch (name) {
    case 'owner': return token => values.length === 1 && token.owner === values[0];
    case 'scope': return token => token.scopes.some(scope => values.includes(scope));
    case 'personalAccessToken':
      return values.length === 1 && /^(true|false)$/.test(values[0]) ? token => String(token.personalAccessToken) === values[0] : undefined;
    default: return undefined;
  }
}
