import type * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { Duration } from '../duration';
import { now } from '../private/now';
import { type ResourceReader, type Unknown, UNKNOWN } from '../private/resource-reader';
import { type RotationSchedule } from '../rotation';
import { TokenFact, type ITokenFacts, TokenKind, type TokenRotation } from '../token-facts';

/** What only a token's construct knows; the rest is read from its resource. */
export interface ConstructFacts {
  readonly construct: IConstruct;
  readonly warnBeforeExpiry?: Duration;
  readonly adopted?: boolean;
  readonly schedule?: RotationSchedule;
}

/** Reads the facts of one system's tokens. */
export type FactsReader = (resource: cdktf.TerraformResource, reader: ResourceReader, construct: ConstructFacts) => ITokenFacts;

/** What a system's reader found. */
export interface Findings {
  readonly system: string;
  readonly kind: TokenKind | Unknown;
  readonly name: string | undefined | Unknown;
  readonly place: Partial<Record<'accountId' | 'orgId' | 'projectId' | 'environment', string | undefined | Unknown>>;
  readonly owner: string | undefined | Unknown;
  /** A function, since to look for granted roles takes a walk through the tree. */
  readonly permissions: () => KnownPart<string[]>;
  readonly tags: KnownPart<{ [key: string]: string }>;
  readonly end: End;
  readonly enabled: unknown;
}

/** What is known of a value, and whether it is all. */
export interface KnownPart<T> {
  readonly known: T;
  readonly complete: boolean;
}

/** Times are epoch milliseconds; lengths are milliseconds. */
export type End = Unknown | 'never' | { readonly at: number; readonly from?: number } | { readonly after: number };

export function tokenFacts(resource: cdktf.TerraformResource, reader: ResourceReader, of: ConstructFacts, found: Findings): ITokenFacts {
  const unknown = new Set<TokenFact>();
  const known = <T>(fact: TokenFact, value: T | Unknown): T | undefined => {
    if (value === UNKNOWN) {
      unknown.add(fact);
      return undefined;
    }
    return value as T;
  };
  const part = <T>(fact: TokenFact, { known: value, complete }: KnownPart<T>): T => {
    if (!complete) {
      unknown.add(fact);
    }
    return value;
  };
  const present = reader.once(now, () => now(of.construct));
  const rotation = of.schedule && rotationOf(of.schedule);
  const end = of.schedule ? endOf(of.schedule, found.end) : found.end;
  const facts = {
    system: found.system,
    kind: known(TokenFact.KIND, found.kind) ?? TokenKind.UNKNOWN,
    path: of.construct.node.path,
    stack: resource.cdktfStack.node.path,
    address: `${resource.terraformResourceType}.${resource.friendlyUniqueId}`,
    name: known(TokenFact.NAME, found.name),
    accountId: known(TokenFact.PLACE, found.place.accountId),
    orgId: known(TokenFact.PLACE, found.place.orgId),
    projectId: known(TokenFact.PLACE, found.place.projectId),
    environment: known(TokenFact.PLACE, found.place.environment),
    owner: known(TokenFact.OWNER, found.owner),
    tags: part(TokenFact.TAGS, found.tags),
    ...endFacts(known(TokenFact.END, end), present),
    rotation,
    warnBeforeExpiry: of.warnBeforeExpiry,
    enabled: known(TokenFact.ENABLED, found.enabled) !== false,
    adopted: of.adopted === true || reader.isImported(resource),
    destroyPrevented: reader.isDestroyPrevented(resource),
  };
  const withPermissions = () => {
    const permissions = part(TokenFact.PERMISSIONS, found.permissions());
    return { permissions, unknown: [...unknown] };
  };
  if (reader.isShared) {
    return Object.assign(facts, withPermissions());
  }
  // Whoever reads the end of each of ten thousand tokens, one by one, does not look for ten thousand times their roles.
  let late: ReturnType<typeof withPermissions> | undefined;
  return Object.defineProperties(facts, {
    permissions: { enumerable: true, get: () => (late ??= withPermissions()).permissions },
    unknown: { enumerable: true, get: () => (late ??= withPermissions()).unknown },
  }) as ITokenFacts;
}

function endFacts(end: Exclude<End, Unknown> | undefined, present: number): Pick<ITokenFacts, 'endsAt' | 'neverEnds' | 'longestLife'> {
  if (end === undefined || end === 'never') {
    return { neverEnds: end === 'never', endsAt: undefined, longestLife: undefined };
  }
  return 'at' in end
    ? { neverEnds: false, endsAt: new Date(end.at).toISOString(), longestLife: Duration.milliseconds(Math.max(0, end.at - (end.from ?? present))) }
    : { neverEnds: false, endsAt: undefined, longestLife: Duration.milliseconds(end.after) };
}

function rotationOf({ period, overlap, lifetime }: RotationSchedule): TokenRotation {
  return { period, overlap, lifetime };
}

/** Of a rotating token its resource tells nothing that would be known at synth. */
function endOf({ lifetime, _newestExpiresAt: expiresAt }: RotationSchedule, ofResource: End): End {
  if (lifetime) {
    return { after: lifetime.toMilliseconds() };
  }
  if (!expiresAt) {
    return ofResource;
  }
  return expiresAt.isKnown ? { at: expiresAt.toEpochMilliseconds() } : UNKNOWN;
}

/** What the name of a rotating token's resource ends with. */
const STAMP = ' ${each.key}';

/** The name of a token; of a rotating one that of the whole. */
export function nameOf(resource: cdktf.TerraformResource, reader: ResourceReader): string | undefined | Unknown {
  const { name } = reader.attributesOf(resource);
  const whole = typeof name === 'string' && name.endsWith(STAMP) ? name.slice(0, -STAMP.length) : name;
  const { value } = reader.followValue(resource, whole);
  return value === undefined || value === UNKNOWN ? value as undefined | Unknown : String(value);
}

/** A point in time in the form of a provider: milliseconds, or a date and time. */
export function timeOf(value: unknown): number | undefined | Unknown {
  if (value === undefined) {
    return undefined;
  }
  const time = /^\d+$/.test(String(value)) ? Number(value) : Date.parse(String(value));
  return Number.isNaN(time) ? UNKNOWN : time;
}
