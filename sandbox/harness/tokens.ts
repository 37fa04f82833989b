import { type ApiRequest, Refusal, type Route } from '../http-server';
import { hashOf, issueHarnessSecret, randomLetters } from '../secrets';
import type { ApiKey, HarnessToken } from '../state';
import { createApiKey, findApiKey, ownerOfBody, ownerOfQuery, sameOwner } from './api-keys';
import type { HarnessCaller, HarnessContext, KeyOwner } from './context';
import { duplicate, failure, invalid, invalidField, notFound, pageOf, success } from './envelope';
import { type Body, bodyOf, checkIdentifier, entityFields, optionalMillis, requiredText, sameIdentifier } from './identifier';

/** When the token's secret is refused from: its own end, or the end of the time a rotation left it. */
export function expiryOf(token: HarnessToken): number {
  return Math.min(token.validTo, token.scheduledExpireTime ?? Infinity);
}

export function isTokenValid(token: HarnessToken, now: number): boolean {
  return token.validFrom <= now && now < expiryOf(token);
}

export function tokenRoutes(context: HarnessContext): Array<Route<HarnessCaller>> {
  const named = (request: ApiRequest): string => `token ${request.params.id}`;
  const inBody = (request: ApiRequest): string => `token ${(request.body as Body | undefined)?.identifier ?? ''}`;

  const inKey = (owner: KeyOwner, apiKeyIdentifier: string): HarnessToken[] =>
    context.data.tokens.filter(token => sameOwner(token, owner) && token.apiKeyIdentifier === apiKeyIdentifier);

  const find = (owner: KeyOwner, apiKeyIdentifier: string, identifier: string): HarnessToken | undefined =>
    inKey(owner, apiKeyIdentifier).find(token => token.identifier === identifier);

  /** The token that a query and the path name. */
  const existing = (request: ApiRequest): HarnessToken => {
    const found = find(ownerOfQuery(request.query), apiKeyOfQuery(request.query), request.params.id);
    if (!found) {
      throw notFound(`Token with identifier [${request.params.id}] not found`);
    }
    return found;
  };

  /** The service makes a missing key without a word, so a mistyped key id shows as a key nobody asked for. */
  const keyFor = (owner: KeyOwner, identifier: string): ApiKey => findApiKey(context, owner, identifier)
    ?? createApiKey(context, owner, { identifier, name: `${identifier}_auto`, description: null, tags: {} });

  const checkTimes = (validFrom: number, validTo: number): void => {
    if (validTo < context.clock.millis()) {
      throw invalidField('validTo', 'cannot be before current time');
    }
    if (validTo < validFrom) {
      throw invalidField('validTo', 'cannot be before validFrom');
    }
  };

  const checkLimit = (key: ApiKey): void => {
    if (inKey(key, key.identifier).length >= context.limits.tokensPerApiKey) {
      throw invalid(`Maximum limit of ${context.limits.tokensPerApiKey} tokens reached for api key [${key.identifier}]`);
    }
  };

  /** Keeps the token, and gives its secret: the only time anybody sees it. */
  const issue = (token: Omit<HarnessToken, 'createdAt' | 'lastModifiedAt' | 'secretHash'>): string => {
    const { secret } = issueHarnessSecret(token.apiKeyType === 'USER' ? 'pat' : 'sat', context.accounts.idOf(token.account));
    const now = context.clock.millis();
    context.data.tokens.push({ ...token, createdAt: now, lastModifiedAt: now, secretHash: hashOf(secret) });
    context.changed();
    return secret;
  };

  const replace = (before: HarnessToken, after: HarnessToken): void => {
    context.data.tokens = context.data.tokens.map(token => token === before ? after : token);
    context.changed();
  };

  const dto = (token: HarnessToken): object => ({
    identifier: token.identifier,
    name: token.name,
    validFrom: token.validFrom,
    validTo: token.validTo,
    scheduledExpireTime: token.scheduledExpireTime,
    valid: isTokenValid(token, context.clock.millis()),
    accountIdentifier: context.accounts.idOf(token.account),
    projectIdentifier: token.project,
    orgIdentifier: token.org,
    apiKeyIdentifier: token.apiKeyIdentifier,
    parentIdentifier: token.parentIdentifier,
    apiKeyType: token.apiKeyType,
    description: token.description,
    tags: token.tags,
    // Whatever was sent for these three is dropped.
    email: null,
    username: null,
    encodedPassword: null,
  });

  return [
    {
      method: 'POST',
      path: '/ng/api/token',
      subject: inBody,
      handle: (request, caller) => {
        const body = bodyOf(request.body);
        const fields = entityFields(body);
        const owner = ownerOfBody(context, body, caller);
        const apiKeyIdentifier = checkIdentifier(requiredText(body, 'apiKeyIdentifier'), 'apiKeyIdentifier');
        const validFrom = optionalMillis(body, 'validFrom') ?? context.clock.millis();
        const validTo = optionalMillis(body, 'validTo');
        checkTimes(validFrom, validTo ?? Infinity);
        const key = keyFor(owner, apiKeyIdentifier);
        if (inKey(owner, key.identifier).some(token => sameIdentifier(token.identifier, fields.identifier))) {
          throw duplicate(`Token [${fields.identifier}] already exists in scope`);
        }
        checkLimit(key);
        const end = validTo ?? validFrom + key.defaultTimeToExpireToken;
        checkTimes(validFrom, end);
        return success(issue({
          ...owner,
          ...fields,
          apiKeyIdentifier: key.identifier,
          validFrom,
          validTo: end,
          scheduledExpireTime: optionalMillis(body, 'scheduledExpireTime') ?? null,
        }));
      },
    },
    {
      method: 'GET',
      path: '/ng/api/token/aggregate',
      subject: request => `token ${request.query.getAll('identifiers').join(', ') || 'list'}`,
      handle: request => {
        const { query } = request;
        const identifiers = query.getAll('identifiers');
        const term = query.get('searchTerm')?.toLowerCase() ?? '';
        const found = inKey(ownerOfQuery(query), apiKeyOfQuery(query)).filter(token =>
          (identifiers.length === 0 || identifiers.includes(token.identifier))
          && (token.identifier.toLowerCase().includes(term) || token.name.toLowerCase().includes(term)));
        return success(pageOf(found.map(token => ({
          token: dto(token),
          expiryAt: expiryOf(token),
          createdAt: token.createdAt,
          lastModifiedAt: token.lastModifiedAt,
        })), query));
      },
    },
    {
      method: 'PUT',
      path: '/ng/api/token/{ignored}',
      subject: inBody,
      handle: (request, caller) => {
        const body = bodyOf(request.body);
        const fields = entityFields(body);
        const owner = ownerOfBody(context, body, caller);
        const key = keyFor(owner, checkIdentifier(requiredText(body, 'apiKeyIdentifier'), 'apiKeyIdentifier'));
        const before = find(owner, key.identifier, fields.identifier);
        if (!before) {
          throw new Refusal(failure(500, 'UNKNOWN_ERROR', `No token present with identifier: ${fields.identifier}`));
        }
        if (before.scheduledExpireTime !== null || optionalMillis(body, 'scheduledExpireTime') !== undefined) {
          throw invalid(`Token [${fields.identifier}] is about to be expired and cannot be updated`);
        }
        const validFrom = optionalMillis(body, 'validFrom');
        const validTo = optionalMillis(body, 'validTo');
        if (validFrom === undefined || validTo === undefined) {
          throw invalidField(validFrom === undefined ? 'validFrom' : 'validTo', 'cannot be empty');
        }
        checkTimes(validFrom, validTo);
        const after: HarnessToken = { ...before, ...fields, validFrom, validTo, lastModifiedAt: context.clock.millis() };
        replace(before, after);
        return success(dto(after));
      },
    },
    {
      method: 'POST',
      path: '/ng/api/token/rotate/{id}',
      subject: named,
      handle: request => {
        const text = request.query.get('rotateTimestamp') ?? '';
        if (!/^\d{1,15}$/.test(text)) {
          throw invalidField('rotateTimestamp', 'must be a time in milliseconds');
        }
        const before = existing(request);
        const key = keyFor(before, before.apiKeyIdentifier);
        checkLimit(key);
        checkTimes(before.validFrom, before.validTo);
        replace(before, {
          ...before,
          identifier: `rotated_${randomLetters(15)}`,
          scheduledExpireTime: Number(text),
          lastModifiedAt: context.clock.millis(),
        });
        const { createdAt, lastModifiedAt, secretHash, ...kept } = before;
        // A rotation changes the secret and not how long it lives.
        return success(issue({ ...kept, scheduledExpireTime: null }));
      },
    },
    {
      method: 'DELETE',
      path: '/ng/api/token/{id}',
      subject: named,
      handle: request => {
        const gone = existing(request);
        context.data.tokens = context.data.tokens.filter(token => token !== gone);
        context.changed();
        return success(true);
      },
    },
  ];
}

function apiKeyOfQuery(query: URLSearchParams): string {
  const identifier = query.get('apiKeyIdentifier') ?? '';
  if (identifier === '') {
    throw invalidField('apiKeyIdentifier', 'cannot be empty');
  }
  return identifier;
}
