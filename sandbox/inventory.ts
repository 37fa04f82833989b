import { isApiTokenValid } from './dynatrace/metadata';
import { isKept } from './dynatrace/retention';
import { scopeLevel } from './harness/scope';
import { isTokenValid } from './harness/tokens';
import type { SandboxData, Scope } from './state';

/** What the two systems hold, without secrets, each list sorted. `scope` is `account`, `<org>` or `<org>/<project>`, behind the id of an account that is not the sandbox's own; times are ISO strings. */
export interface Inventory {
  readonly serviceAccounts: readonly ServiceAccountEntry[];
  readonly apiKeys: readonly ApiKeyEntry[];
  readonly tokens: readonly TokenEntry[];
  readonly roleAssignments: readonly RoleAssignmentEntry[];
  readonly secrets: readonly SecretEntry[];
  readonly apiTokens: readonly ApiTokenEntry[];
}

export interface ServiceAccountEntry {
  readonly scope: string;
  readonly identifier: string;
  readonly name: string;
  readonly email: string;
}

export interface ApiKeyEntry {
  readonly scope: string;
  readonly type: string;
  readonly parent: string;
  readonly identifier: string;
  readonly name: string;
}

export interface TokenEntry {
  readonly scope: string;
  readonly type: string;
  readonly parent: string;
  readonly apiKey: string;
  readonly identifier: string;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly scheduledExpireTime: string | null;
  readonly valid: boolean;
}

export interface RoleAssignmentEntry {
  readonly scope: string;
  readonly identifier: string;
  readonly role: string;
  readonly resourceGroup: string;
  readonly principal: string;
  readonly principalType: string;
}

export interface SecretEntry {
  readonly scope: string;
  readonly identifier: string;
  readonly name: string;
  readonly secretManager: string;
  readonly valueType: string;
}

export interface ApiTokenEntry {
  readonly name: string;
  readonly creationDate: string;
  readonly expirationDate: string | null;
  readonly enabled: boolean;
  readonly personalAccessToken: boolean;
  readonly scopes: readonly string[];
  readonly owner: string;
  readonly id: string;
  readonly valid: boolean;
}

export function takeInventory(data: SandboxData, now: number): Inventory {
  const iso = (millis: number): string => new Date(millis).toISOString();
  return {
    serviceAccounts: sorted(data.serviceAccounts.map(account => (
      { scope: nameOf(account), identifier: account.identifier, name: account.name, email: account.email }))),
    apiKeys: sorted(data.apiKeys.map(key => (
      { scope: nameOf(key), type: key.apiKeyType, parent: key.parentIdentifier, identifier: key.identifier, name: key.name }))),
    tokens: sorted(data.tokens.map(token => ({
      scope: nameOf(token),
      type: token.apiKeyType,
      parent: token.parentIdentifier,
      apiKey: token.apiKeyIdentifier,
      identifier: token.identifier,
      name: token.name,
      validFrom: iso(token.validFrom),
      validTo: iso(token.validTo),
      scheduledExpireTime: token.scheduledExpireTime === null ? null : iso(token.scheduledExpireTime),
      valid: isTokenValid(token, now),
    }))),
    roleAssignments: sorted(data.roleAssignments.map(assignment => ({
      scope: nameOf(assignment),
      identifier: assignment.identifier,
      role: assignment.roleIdentifier,
      resourceGroup: assignment.resourceGroupIdentifier,
      principal: assignment.principal.identifier,
      principalType: assignment.principal.type,
    }))),
    secrets: sorted(data.secrets.map(secret => ({
      scope: nameOf(secret),
      identifier: secret.identifier,
      name: secret.name,
      secretManager: secret.secretManagerIdentifier,
      valueType: secret.valueType,
    }))),
    apiTokens: sorted(data.apiTokens.filter(token => isKept(token, now)).map(token => ({
      // The name first, as the id is random and would shuffle the order.
      name: token.name,
      creationDate: iso(token.creationDate),
      expirationDate: token.expirationDate === null ? null : iso(token.expirationDate),
      enabled: token.enabled,
      personalAccessToken: token.personalAccessToken,
      scopes: token.scopes,
      owner: token.owner,
      id: token.id,
      valid: isApiTokenValid(token, now),
    }))),
  };
}

function nameOf(scope: Scope): string {
  const name = scopeLevel(scope) === 'account' ? 'account' : [scope.org, scope.project].filter(part => part !== null).join('/');
  return scope.account === null ? name : `${scope.account}: ${name}`;
}

/** By the fields from the first to the last. */
function sorted<T extends object>(items: T[]): T[] {
  return items.map(item => ({ item, key: JSON.stringify(Object.values(item)) }))
    .sort((a, b) => a.key < b.key ? -1 : 1)
    .map(({ item }) => item);
}
