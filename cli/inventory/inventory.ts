import { findingsOf, type FindingOptions } from './findings';
import { join, type Joined, type Read } from './join';
import { type Inventory, type InventoryToken, rank, type SourceSummary, worstOf } from './model';

/** The list of tokens that the sources give together, the most urgent first. */
export function takeInventory(read: Read, options: FindingOptions): Inventory {
  const joined = join(read, options.at);
  const tokens = joined.map((token) => inventoryTokenOf(token, read, options));
  return {
    at: options.at,
    sources: sourcesOf(read, joined),
    problems: [...read.code?.problems ?? [], ...read.states?.problems ?? [], ...read.harness?.problems ?? [], ...read.dynatrace?.problems ?? []],
    tokens: tokens.sort(byUrgency),
  };
}

function inventoryTokenOf(token: Joined, read: Read, options: FindingOptions): InventoryToken {
  const { id, system, stack, code, state, live, identity, environment, rotation, consumers } = token;
  const attributes = state?.attributes ?? {};
  const created = live?.harness?.created ?? live?.dynatrace?.created ?? dateOf(attributes.creation_date);
  const lastUsed = live?.dynatrace?.lastUsed ?? dateOf(attributes.last_used_date);
  const end = endOf(token);
  const enabled = live?.dynatrace?.enabled ?? (system === 'Dynatrace' ? booleanOf(attributes.enabled) ?? code?.enabled : undefined);
  const identifier = identity?.identifier ?? live?.dynatrace?.id ?? textOf(system === 'Dynatrace' ? attributes.id : attributes.identifier);
  const name = live?.harness?.name ?? live?.dynatrace?.name ?? textOf(attributes.name) ?? code?.name
    ?? identifier ?? state?.name ?? code?.construct ?? code?.address ?? id;
  // Of a rotating token the code has no identifier, and still its place.
  const place = system === 'Harness' ? { ...code?.attributes, ...attributes } : {};
  const owner = identity?.parent ?? live?.dynatrace?.owner ?? textOf(attributes.owner) ?? textOf(place.parent_id);
  const scope = scopeOf(token) ?? environment;
  const apiKey = identity?.apiKey ?? textOf(place.apikey_id);
  const address = state?.address ?? code?.address;
  const known = {
    ...identifier !== undefined && { identifier },
    ...scope !== undefined && { scope },
    ...owner !== undefined && { owner },
    ...apiKey !== undefined && { apiKey },
    ...enabled !== undefined && { enabled },
    ...stack !== undefined && { stack },
    ...address !== undefined && { address },
    ...code?.construct !== undefined && { construct: code.construct },
    ...created !== undefined && { created },
    ...lastUsed !== undefined && { lastUsed },
    ...end !== undefined && { end },
    ...rotation !== undefined && { rotation },
  };
  return {
    id,
    system,
    kind: kindOf(token),
    name,
    permissions: [...live?.dynatrace?.scopes ?? listOf(attributes.scopes) ?? code?.permissions ?? []].sort(),
    tags: [...listOf(attributes.tags) ?? code?.tags ?? []].sort(),
    sources: [...code ? ['code' as const] : [], ...state ? ['state' as const] : [], ...live ? ['live' as const] : []],
    consumers,
    ...known,
    findings: findingsOf(token, known, read, options).sort((one, other) => rank(other.severity) - rank(one.severity)),
  };
}

function kindOf({ system, identity, code, state, live }: Joined): string {
  if (system === 'Harness') {
    const type = identity?.type ?? state?.attributes.apikey_type ?? code?.attributes.apikey_type;
    return type === 'USER' ? 'personal token' : 'service account token';
  }
  const isPersonal = live?.dynatrace?.personal ?? state?.attributes.personal_access_token ?? code?.personal;
  return isPersonal === true ? 'personal access token' : 'API token';
}

function scopeOf({ system, identity, code, state }: Joined): string | undefined {
  if (system === 'Dynatrace') {
    return undefined;
  }
  const { account_id: account, org_id: org, project_id: project }: Record<string, unknown> = { ...code?.attributes, ...state?.attributes };
  const parts = identity ? [identity.account, identity.org, identity.project] : [account, org, project];
  return parts[0] === undefined ? undefined : parts.filter((part) => part !== undefined && part !== '').join('/');
}

function endOf({ code, state, live, system }: Joined): Date | 'never' | undefined {
  if (live?.harness !== undefined) {
    return live.harness.end;
  }
  if (live?.dynatrace !== undefined) {
    return live.dynatrace.end ?? 'never';
  }
  if (state !== undefined) {
    const { valid_to: validTo, scheduled_expire_time: scheduled, expiration_date: expirationDate } = state.attributes;
    if (system === 'Dynatrace') {
      return dateOf(expirationDate) ?? 'never';
    }
    const ends = [validTo, scheduled].map(Number).filter((millis) => millis > 0);
    return ends.length === 0 ? undefined : dateOf(Math.min(...ends));
  }
  switch (code?.end.kind) {
    case 'at': return code.end.at;
    case 'never': return code.rotation === undefined ? 'never' : undefined;
    default: return undefined;
  }
}

function sourcesOf({ code, states, harness, dynatrace }: Read, joined: readonly Joined[]): SourceSummary[] {
  const count = (has: (token: Joined) => boolean): number => joined.filter(has).length;
  const stacks = (number: number): string => (number === 1 ? '1 stack' : `${number} stacks`);
  const services = [harness && `Harness account ${harness.account}`, dynatrace && `Dynatrace ${dynatrace.environment}`].filter((service) => service !== undefined);
  return [
    ...code ? [{ source: 'code' as const, what: stacks(code.stacks.length), tokens: count((token) => token.code !== undefined) }] : [],
    ...states ? [{ source: 'state' as const, what: stacks(states.stacks.length), tokens: count((token) => token.state !== undefined) }] : [],
    ...services.length > 0 ? [{ source: 'live' as const, what: services.join(', '), tokens: count((token) => token.live !== undefined) }] : [],
  ];
}

/** The worst finding first, then the next end. */
function byUrgency(one: InventoryToken, other: InventoryToken): number {
  const worst = (token: InventoryToken): number => (worstOf(token) === undefined ? -1 : rank(worstOf(token)!));
  const end = (token: InventoryToken): number => (token.end instanceof Date ? token.end.getTime() : Infinity);
  const ends = end(one) === end(other) ? 0 : end(one) - end(other);
  return worst(other) - worst(one) || ends || compare(one.name, other.name) || compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function listOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value as string[] : undefined;
}

function dateOf(value: unknown): Date | undefined {
  const date = typeof value === 'string' && value !== '' || typeof value === 'number' ? new Date(value) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
