import type { Scope } from '../state';
import { invalidField } from './envelope';
import { type Body, checkIdentifier, optionalText } from './identifier';

/** The scope a query names. Organizations and projects are taken as existing. */
export function scopeOfQuery(query: URLSearchParams): Scope {
  return scopeOf(query.get('accountIdentifier') || undefined, query.get('orgIdentifier') || undefined, query.get('projectIdentifier') || undefined);
}

/** The scope a body names, for the calls that carry it nowhere else. */
export function scopeOfBody(body: Body): Scope {
  return scopeOf(optionalText(body, 'accountIdentifier'), optionalText(body, 'orgIdentifier'), optionalText(body, 'projectIdentifier'));
}

function scopeOf(account: string | undefined, org: string | undefined, project: string | undefined): Scope {
  if (project !== undefined && org === undefined) {
    throw invalidField('orgIdentifier', 'cannot be empty where a project is given');
  }
  if (org !== undefined) {
    checkIdentifier(org, 'orgIdentifier');
  }
  if (project !== undefined) {
    checkIdentifier(project, 'projectIdentifier');
  }
  return { account: account ?? null, org: org ?? null, project: project ?? null };
}

export function sameScope(one: Scope, other: Scope): boolean {
  return one.account === other.account && one.org === other.org && one.project === other.project;
}

export function scopeLevel(scope: Scope): 'account' | 'organization' | 'project' {
  return scope.project !== null ? 'project' : scope.org !== null ? 'organization' : 'account';
}

/** The scope of a level that a scope lies in, or itself; undefined if there is none. */
export function enclosing(scope: Scope, level: string): Scope | undefined {
  switch (level) {
    case 'account': return { ...scope, org: null, project: null };
    case 'organization': return scope.org === null ? undefined : { ...scope, project: null };
    case 'project': return scope.project === null ? undefined : scope;
    default: return undefined;
  }
}

interface Taken {
  /** How many of the list have been looked at. */
  count: number;
  readonly keys: Set<string>;
}

const taken = new WeakMap<readonly Scope[], Taken>();

/**
 * Whether the list has the identifier in the scope. Each create asks, so the answer is kept: a list of entities only grows, or another one
 * takes its place.
 */
export function isTaken(entities: ReadonlyArray<Scope & { readonly identifier: string }>, scope: Scope, identifier: string): boolean {
  const keyOf = ({ account, org, project }: Scope, id: string): string => JSON.stringify([account, org, project, id.toLowerCase()]);
  const known = taken.get(entities) ?? { count: 0, keys: new Set<string>() };
  taken.set(entities, known);
  for (; known.count < entities.length; known.count++) {
    const entity = entities[known.count];
    known.keys.add(keyOf(entity, entity.identifier));
  }
  return known.keys.has(keyOf(scope, identifier));
}
