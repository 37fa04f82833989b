import type { ApiToken } from '../state';
import { formatDate } from './dates';

export function isApiTokenValid(token: ApiToken, now: number): boolean {
  return token.enabled && (token.expirationDate === null || now < token.expirationDate);
}

/** What the service tells about a token. Never its secret. */
export function metadataOf(token: ApiToken): Record<string, unknown> {
  return {
    id: token.id,
    name: token.name,
    enabled: token.enabled,
    personalAccessToken: token.personalAccessToken,
    owner: token.owner,
    creationDate: formatDate(token.creationDate),
    ...(token.modifiedDate === null ? {} : { modifiedDate: formatDate(token.modifiedDate) }),
    ...(token.lastUsedDate === null ? {} : { lastUsedDate: formatDate(token.lastUsedDate) }),
    ...(token.lastUsedIpAddress === null ? {} : { lastUsedIpAddress: token.lastUsedIpAddress }),
    ...(token.expirationDate === null ? {} : { expirationDate: formatDate(token.expirationDate) }),
    scopes: token.scopes,
  };
}
