import type { ApiRequest, Route } from '../http-server';
import type { ApiKey, ApiKeyType, Scope } from '../state';
import type { HarnessCaller, HarnessContext, KeyOwner } from './context';
import { duplicate, invalid, invalidField, notFound, pageOf, success } from './envelope';
import { type Body, bodyOf, entityFields, optionalMillis, requiredText, sameIdentifier } from './identifier';
import { sameScope, scopeOfBody, scopeOfQuery } from './scope';
import { findServiceAccount } from './service-accounts';

/** 30 days: what the service gives a key whose token lifetime nobody chose. */
const DEFAULT_TOKEN_LIFETIME = 2_592_000_000;

/** The owner a query names. Taken as it is: a personal key that is looked for in a project is not found there. */
export function ownerOfQuery(query: URLSearchParams): KeyOwner {
  const parentIdentifier = query.get('parentIdentifier') ?? '';
  if (parentIdentifier === '') {
    throw invalidField('parentIdentifier', 'cannot be empty');
  }
  return { ...scopeOfQuery(query), apiKeyType: apiKeyType(query.get('apiKeyType')), parentIdentifier };
}

/** The owner a body names, which must exist and, if it is a user, be the caller. Personal keys belong to the account whatever scope was given. */
export function ownerOfBody(context: HarnessContext, body: Body, caller: HarnessCaller): KeyOwner {
  const type = apiKeyType(body.apiKeyType);
  const parentIdentifier = requiredText(body, 'parentIdentifier');
  const given: Scope = scopeOfBody(body);
  if (type === 'USER') {
    if (caller.userId !== parentIdentifier) {
      throw invalid(`User [${caller.userId ?? 'none'}] not authenticated to work on api keys of user [${parentIdentifier}]`);
    }
    return { account: given.account, org: null, project: null, apiKeyType: type, parentIdentifier };
  }
  if (!findServiceAccount(context, given, parentIdentifier)) {
    throw invalid(`Service account with identifier [${parentIdentifier}] doesn't exist in scope`);
  }
  return { ...given, apiKeyType: type, parentIdentifier };
}

export function sameOwner(one: KeyOwner, other: KeyOwner): boolean {
  return one.parentIdentifier === other.parentIdentifier && one.apiKeyType === other.apiKeyType && sameScope(one, other);
}

export function findApiKey(context: HarnessContext, owner: KeyOwner, identifier: string): ApiKey | undefined {
  return context.data.apiKeys.find(key => key.identifier === identifier && sameOwner(key, owner));
}

/** Tokens make a missing key this way too: by an answer that says nothing of it. */
export function createApiKey(
  context: HarnessContext, owner: KeyOwner, fields: ReturnType<typeof entityFields>, defaultTimeToExpireToken = DEFAULT_TOKEN_LIFETIME,
): ApiKey {
  const siblings = context.data.apiKeys.filter(key => sameOwner(key, owner));
  if (siblings.some(key => sameIdentifier(key.identifier, fields.identifier))) {
    throw duplicate(`Api key [${fields.identifier}] already exists in scope`);
  }
  if (siblings.length >= context.limits.apiKeysPerParent) {
    throw invalid(`Maximum limit of ${context.limits.apiKeysPerParent} api keys reached for [${owner.parentIdentifier}]`);
  }
  const now = context.clock.millis();
  const key: ApiKey = { ...owner, ...fields, defaultTimeToExpireToken, createdAt: now, lastModifiedAt: now };
  context.data.apiKeys.push(key);
  context.changed();
  return key;
}

export function apiKeyRoutes(context: HarnessContext): Array<Route<HarnessCaller>> {
  const named = (request: ApiRequest): string => `API key ${request.params.id}`;
  const inBody = (request: ApiRequest): string => `API key ${(request.body as Body | undefined)?.identifier ?? ''}`;

  const selected = (query: URLSearchParams): ApiKey[] => {
    const owner = ownerOfQuery(query);
    const identifiers = query.getAll('identifiers');
    const term = query.get('searchTerm')?.toLowerCase() ?? '';
    return context.data.apiKeys.filter(key => sameOwner(key, owner)
      && (identifiers.length === 0 || identifiers.includes(key.identifier))
      && (key.identifier.toLowerCase().includes(term) || key.name.toLowerCase().includes(term)));
  };

  const dto = (key: ApiKey): object => ({
    identifier: key.identifier,
    name: key.name,
    description: key.description,
    tags: key.tags,
    apiKeyType: key.apiKeyType,
    parentIdentifier: key.parentIdentifier,
    defaultTimeToExpireToken: key.defaultTimeToExpireToken,
    accountIdentifier: context.accounts.idOf(key.account),
    orgIdentifier: key.org,
    projectIdentifier: key.project,
    governanceMetadata: null,
  });

  const aggregate = (key: ApiKey): object => ({
    apiKey: dto(key),
    createdAt: key.createdAt,
    lastModifiedAt: key.lastModifiedAt,
    tokensCount: context.data.tokens.filter(token => sameOwner(token, key) && token.apiKeyIdentifier === key.identifier).length,
  });

  return [
    {
      method: 'POST',
      path: '/ng/api/apikey',
      subject: inBody,
      handle: (request, caller) => {
        const body = bodyOf(request.body);
        const fields = entityFields(body);
        return success(dto(createApiKey(context, ownerOfBody(context, body, caller), fields, lifetime(body))));
      },
    },
    {
      method: 'GET',
      path: '/ng/api/apikey',
      subject: () => 'API keys',
      handle: request => success(selected(request.query).map(dto)),
    },
    {
      method: 'GET',
      path: '/ng/api/apikey/aggregate',
      subject: () => 'API keys',
      handle: request => success(pageOf(selected(request.query).map(aggregate), request.query)),
    },
    {
      method: 'GET',
      path: '/ng/api/apikey/aggregate/{id}',
      subject: named,
      handle: request => {
        const key = findApiKey(context, ownerOfQuery(request.query), request.params.id);
        if (!key) {
          throw invalid(`Api key with identifier [${request.params.id}] doesn't exist in scope`);
        }
        return success(aggregate(key));
      },
    },
    {
      method: 'PUT',
      // The published provider sends the account's id here. The service looks at the body alone, and so does this.
      path: '/ng/api/apikey/{ignored}',
      subject: inBody,
      handle: (request, caller) => {
        const body = bodyOf(request.body);
        const fields = entityFields(body);
        const before = findApiKey(context, ownerOfBody(context, body, caller), fields.identifier);
        if (!before) {
          throw invalid(`Api key with identifier [${fields.identifier}] doesn't exist in scope`);
        }
        const after: ApiKey = {
          ...before,
          ...fields,
          defaultTimeToExpireToken: lifetime(body) ?? DEFAULT_TOKEN_LIFETIME,
          lastModifiedAt: context.clock.millis(),
        };
        context.data.apiKeys = context.data.apiKeys.map(key => key === before ? after : key);
        context.changed();
        return success(dto(after));
      },
    },
    {
      method: 'DELETE',
      path: '/ng/api/apikey/{id}',
      subject: named,
      handle: request => {
        const gone = findApiKey(context, ownerOfQuery(request.query), request.params.id);
        if (!gone) {
          throw notFound(`Api key with identifier [${request.params.id}] not found`);
        }
        const { data } = context;
        data.apiKeys = data.apiKeys.filter(key => key !== gone);
        data.tokens = data.tokens.filter(token => !(sameOwner(token, gone) && token.apiKeyIdentifier === gone.identifier));
        context.changed();
        return success(true);
      },
    },
  ];
}

function apiKeyType(type: unknown): ApiKeyType {
  if (type !== 'USER' && type !== 'SERVICE_ACCOUNT') {
    throw invalidField('apiKeyType', 'must be USER or SERVICE_ACCOUNT');
  }
  return type;
}

function lifetime(body: Body): number | undefined {
  const millis = optionalMillis(body, 'defaultTimeToExpireToken');
  if ((millis ?? 0) < 0) {
    throw invalidField('defaultTimeToExpireToken', 'must not be negative');
  }
  return millis;
}
