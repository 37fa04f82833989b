import type { SandboxClock } from '../clock';
import type { ApiRequest, ApiResponse, Route } from '../http-server';
import { hashOf, issueDynatraceSecret } from '../secrets';
import type { ApiToken, SandboxData } from '../state';
import { formatDate, parseDate } from './dates';
import { type ConstraintViolation, refusal, violated } from './errors';
import { listTokens } from './list';
import { metadataOf } from './metadata';
import { PERSONAL_SCOPES, SCOPES } from './scopes';

export interface DynatraceContext {
  readonly data: SandboxData;
  readonly clock: SandboxClock;
  /** To be called after each change of the data. */
  changed(): void;
}

export interface DynatraceCaller {
  /** The token the call was made with; undefined for the administrator's, which is not in the list. */
  readonly tokenId?: string;
  /** Whose token it is: new tokens belong to that user. */
  readonly owner: string;
  /** @throws Refusal unless the caller's token has the scope */
  need(scope: string): void;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * `enabled` is no field of a new token, but the published provider sends it and the service lets it pass without a word;
 * the same with the last two in an update. Anything else is refused.
 */
const CREATE_FIELDS = ['name', 'scopes', 'personalAccessToken', 'expirationDate', 'enabled'];
const UPDATE_FIELDS = ['name', 'scopes', 'enabled', 'personalAccessToken', 'expirationDate'];

export function apiTokenRoutes(context: DynatraceContext): Array<Route<DynatraceCaller>> {
  const describe = (token: Pick<ApiToken, 'id' | 'name'>): string => `API token ${token.name} (${token.id})`;

  const named = (request: ApiRequest): string => {
    const token = context.data.apiTokens.find(candidate => candidate.id === request.params.id);
    return token ? describe(token) : `API token ${request.params.id}`;
  };

  const existing = (request: ApiRequest): ApiToken => {
    const found = context.data.apiTokens.find(token => token.id === request.params.id);
    if (!found) {
      throw refusal(404, `Token ${request.params.id} does not exist.`);
    }
    return found;
  };

  const create = (request: ApiRequest, caller: DynatraceCaller): ApiResponse => {
    const body = bodyOf(request);
    const personalAccessToken = body.personalAccessToken === true;
    const now = context.clock.millis();
    const expirationDate = expiryOf(body.expirationDate, now);
    refuseIf([
      ...unknownFields(body, CREATE_FIELDS),
      ...nameProblems(body.name),
      ...scopeProblems(body.scopes, personalAccessToken),
      ...flagProblems(body, 'personalAccessToken'),
      ...expirationDate.problems,
    ]);
    const { id, secret } = issueDynatraceSecret();
    const token: ApiToken = {
      id,
      name: body.name as string,
      // A new token is enabled, whatever was sent.
      enabled: true,
      personalAccessToken,
      owner: caller.owner,
      scopes: [...new Set(body.scopes as string[])],
      creationDate: now,
      modifiedDate: null,
      lastUsedDate: null,
      lastUsedIpAddress: null,
      expirationDate: expirationDate.millis,
      secretHash: hashOf(secret),
    };
    context.data.apiTokens.push(token);
    context.changed();
    return {
      status: 201,
      body: { id, token: secret, ...(token.expirationDate === null ? {} : { expirationDate: formatDate(token.expirationDate) }) },
      subject: describe(token),
    };
  };

  const update = (request: ApiRequest, caller: DynatraceCaller): ApiResponse => {
    const before = existing(request);
    const body = bodyOf(request);
    refuseIf([
      ...unknownFields(body, UPDATE_FIELDS),
      ...(isGiven(body.name) ? nameProblems(body.name) : []),
      ...(isGiven(body.scopes) ? scopeProblems(body.scopes, before.personalAccessToken) : []),
      ...flagProblems(body, 'enabled'),
    ]);
    if (body.enabled === false && before.id === caller.tokenId) {
      throw refusal(400, 'The token used to authenticate this request cannot be disabled.');
    }
    const name = isGiven(body.name) ? body.name as string : before.name;
    const scopes = isGiven(body.scopes) ? [...new Set(body.scopes as string[])] : before.scopes;
    const enabled = isGiven(body.enabled) ? body.enabled as boolean : before.enabled;
    const modified = name !== before.name || [...scopes].sort().join() !== [...before.scopes].sort().join();
    // Expiry and kind cannot be changed. Who asks for it is not told.
    const after: ApiToken = { ...before, name, scopes, enabled, modifiedDate: modified ? context.clock.millis() : before.modifiedDate };
    context.data.apiTokens = context.data.apiTokens.map(token => token === before ? after : token);
    context.changed();
    return { status: 204, subject: describe(after) };
  };

  return [
    {
      method: 'GET',
      path: '/api/v2/apiTokens',
      subject: () => 'API tokens',
      handle: (request, caller) => {
        caller.need('apiTokens.read');
        return { status: 200, body: listTokens(context.data.apiTokens, request.query, context.clock.millis()) };
      },
    },
    {
      method: 'POST',
      path: '/api/v2/apiTokens',
      subject: request => `API token ${(request.body as Body | undefined)?.name ?? ''}`,
      handle: (request, caller) => {
        caller.need('apiTokens.write');
        return create(request, caller);
      },
    },
    {
      method: 'POST',
      path: '/api/v2/apiTokens/lookup',
      subject: () => 'API token of a secret',
      handle: (request, caller) => {
        caller.need('apiTokens.read');
        const { token: secret } = bodyOf(request);
        if (typeof secret !== 'string' || secret === '') {
          throw violated({ path: 'token', message: 'must not be empty', parameterLocation: 'PAYLOAD_BODY' });
        }
        const hash = hashOf(secret);
        const found = context.data.apiTokens.find(token => token.secretHash === hash);
        if (!found) {
          throw refusal(404, 'The token does not exist.');
        }
        return { status: 200, body: metadataOf(found), subject: describe(found) };
      },
    },
    {
      method: 'GET',
      path: '/api/v2/apiTokens/{id}',
      subject: named,
      handle: (request, caller) => {
        caller.need('apiTokens.read');
        return { status: 200, body: metadataOf(existing(request)) };
      },
    },
    {
      method: 'PUT',
      path: '/api/v2/apiTokens/{id}',
      subject: named,
      handle: (request, caller) => {
        caller.need('apiTokens.write');
        return update(request, caller);
      },
    },
    {
      method: 'DELETE',
      path: '/api/v2/apiTokens/{id}',
      subject: named,
      handle: (request, caller) => {
        caller.need('apiTokens.write');
        const gone = existing(request);
        context.data.apiTokens = context.data.apiTokens.filter(token => token !== gone);
        context.changed();
        return { status: 204 };
      },
    },
  ];
}

function bodyOf(request: ApiRequest): Body {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refusal(400, 'The request body must be a JSON object.');
  }
  return body as Body;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function refuseIf(problems: readonly ConstraintViolation[]): void {
  if (problems.length > 0) {
    throw violated(...problems);
  }
}

function inBody(path: string, message: string): ConstraintViolation {
  return { path, message, parameterLocation: 'PAYLOAD_BODY' };
}

function unknownFields(body: Body, known: readonly string[]): ConstraintViolation[] {
  return Object.keys(body).filter(field => !known.includes(field)).map(field => inBody(field, 'unknown property'));
}

function nameProblems(name: unknown): ConstraintViolation[] {
  return typeof name === 'string' && name.trim() !== '' ? [] : [inBody('name', 'must be a text that is not blank')];
}

function scopeProblems(scopes: unknown, personal: boolean): ConstraintViolation[] {
  if (!Array.isArray(scopes) || scopes.length === 0) {
    return [inBody('scopes', 'must be a list that is not empty')];
  }
  return scopes.flatMap((scope, index) => {
    if (!SCOPES.has(scope)) {
      return [inBody(`scopes[${index}]`, `'${String(scope)}' is not a token scope`)];
    }
    return personal && !PERSONAL_SCOPES.has(scope) ? [inBody(`scopes[${index}]`, `'${scope}' is not possible for a personal access token`)] : [];
  });
}

function flagProblems(body: Body, field: string): ConstraintViolation[] {
  return !isGiven(body[field]) || typeof body[field] === 'boolean' ? [] : [inBody(field, 'must be true or false')];
}

function expiryOf(given: unknown, now: number): { millis: number | null; problems: ConstraintViolation[] } {
  if (!isGiven(given)) {
    return { millis: null, problems: [] };
  }
  const millis = typeof given === 'string' || typeof given === 'number' ? parseDate(String(given), now) : undefined;
  if (millis === undefined) {
    return { millis: null, problems: [inBody('expirationDate', 'must be a timestamp: epoch milliseconds, 2021-01-25T05:57:01.123+01:00 or now+14d')] };
  }
  return millis < now ? { millis: null, problems: [inBody('expirationDate', 'must not be in the past')] } : { millis, problems: [] };
}
