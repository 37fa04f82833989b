import type { Attributes } from './plan';
import type { HarnessPlace, KeyType } from '../live/harness';

export const ACCOUNT_TYPE = 'harness_platform_service_account';
export const KEY_TYPE = 'harness_platform_apikey';
export const HARNESS_TOKEN_TYPE = 'harness_platform_token';
export const DYNATRACE_TOKEN_TYPE = 'dynatrace_api_token';

/** What identifies a service account, an API key or a token of Harness within its account. */
export interface HarnessEntity extends HarnessPlace {
  readonly kind: 'service account' | 'API key' | 'token';
  readonly identifier: string;
  /** The owner of a key or token. */
  readonly type?: KeyType;
  readonly parent?: string;
  /** The key of a token. */
  readonly apiKey?: string;
}

/** Undefined if some of it is not known, or it is of another type. */
export function harnessEntity(type: string, attributes: Attributes): HarnessEntity | undefined {
  const identifier = textOf(attributes.identifier);
  const parent = textOf(attributes.parent_id);
  const apiKey = textOf(attributes.apikey_id);
  const owner = attributes.apikey_type === 'USER' || attributes.apikey_type === 'SERVICE_ACCOUNT' ? attributes.apikey_type : undefined;
  if (identifier === undefined) {
    return undefined;
  }
  // Keys of a user are in the account whatever is asked for.
  const place: HarnessPlace = owner === 'USER' ? {} : {
    ...textOf(attributes.org_id) !== undefined && { org: textOf(attributes.org_id) },
    ...textOf(attributes.project_id) !== undefined && { project: textOf(attributes.project_id) },
  };
  switch (type) {
    case ACCOUNT_TYPE: return { kind: 'service account', ...place, identifier };
    case KEY_TYPE: return parent !== undefined && owner ? { kind: 'API key', ...place, identifier, type: owner, parent } : undefined;
    case HARNESS_TOKEN_TYPE:
      return parent !== undefined && apiKey !== undefined && owner ? { kind: 'token', ...place, identifier, type: owner, parent, apiKey } : undefined;
    default: return undefined;
  }
}

/** The same for two that the service holds for one. */
export function keyOf(entity: HarnessEntity): string {
  const { kind, org, project, type, parent, apiKey, identifier } = entity;
  const parts = [kind, org, project, type, parent?.toLowerCase(), apiKey?.toLowerCase(), identifier.toLowerCase()];
  return JSON.stringify(parts.map((part) => part ?? null));
}

/** The account or the key that an entity is in; undefined for an account, and for the key of a user. */
export function ownerOf({ kind, org, project, type, parent, apiKey }: HarnessEntity): HarnessEntity | undefined {
  const place = { ...org !== undefined && { org }, ...project !== undefined && { project } };
  if (kind === 'token') {
    return { kind: 'API key', ...place, type, parent, identifier: apiKey! };
  }
  return kind === 'API key' && type === 'SERVICE_ACCOUNT' ? { kind: 'service account', ...place, identifier: parent! } : undefined;
}

/** What `terraform import` wants. */
export function importIdOf({ kind, org, project, type, parent, identifier }: HarnessEntity): string {
  const place = [org, project].filter((part) => part !== undefined);
  return [...place, ...kind === 'service account' ? [identifier] : [parent, identifier, type]].join('/');
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
