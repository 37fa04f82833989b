import { has, hasString, type Kinds, optional, providerOf, STRING, STRINGS_BY_KEY } from '../../private/props';
import { type EntityOptions } from '../entity-options';

export const HARNESS_PROVIDER = providerOf('harness', 'HarnessProvider');

export const ENTITY: Kinds<EntityOptions> = {
  name: optional(STRING),
  identifier: optional(STRING),
  description: optional(STRING),
  tags: optional(STRINGS_BY_KEY),
  provider: optional(HARNESS_PROVIDER),
};

export const HARNESS_SCOPE = {
  wanted: 'a HarnessScope',
  advice: "make one, such as HarnessScope.account('account-id')",
  accepts: (value: unknown) => has(value, '_attributes'),
};

export const OWNER = {
  wanted: 'a service account or user',
  advice: 'use ServiceAccount.fromIdentifier or User.fromId for one that exists',
  accepts: (value: unknown) => has(value, 'addApiKey'),
};

export const API_KEY = {
  wanted: 'an API key',
  advice: 'use ApiKey.fromAttributes for one that exists',
  accepts: (value: unknown) => has(value, 'addToken', 'addRotatingToken'),
};

export const PRINCIPAL = {
  wanted: 'a service account or user',
  advice: 'use ServiceAccount.fromIdentifier or User.fromId for one that exists',
  accepts: (value: unknown) => hasString(value, 'principalType'),
};

export const ROLE = {
  wanted: 'a Role', advice: "take Role.PROJECT_VIEWER and the like, or make one with Role.of('identifier')", accepts: (value: unknown) => hasString(value, 'identifier'),
};

export const RESOURCE_GROUP = {
  wanted: 'a ResourceGroup', advice: "make one with ResourceGroup.of('identifier')", accepts: (value: unknown) => hasString(value, 'identifier'),
};
