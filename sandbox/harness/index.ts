import { type Api, type ApiRequest, Refusal } from '../http-server';
import { hashOf } from '../secrets';
import { apiKeyRoutes } from './api-keys';
import { ADMINISTRATOR, type HarnessCaller, type HarnessContext } from './context';
import { currentUserRoutes } from './current-user';
import { answerFor, failure, invalidField, policyDenial } from './envelope';
import { type Body, optionalText } from './identifier';
import { organizationRoutes } from './organizations';
import { roleAssignmentRoutes } from './role-assignments';
import { secretRoutes } from './secrets';
import { serviceAccountRoutes } from './service-accounts';
import { isTokenValid, tokenRoutes } from './tokens';

/** The calls that may leave the account out: the published provider updates an API key without any query. */
const ACCOUNT_FROM_CALLER = [/^PUT \/ng\/api\/apikey\//, /^GET \/ng\/api\/user\/currentUser$/];

/** The Harness NG API as far as service accounts, API keys, tokens, role assignments and text secrets need it. */
export function harnessApi(context: HarnessContext, administratorHash: string): Api<HarnessCaller> {
  return {
    system: 'harness',
    prefix: '/gateway',
    routes: [
      ...serviceAccountRoutes(context),
      ...apiKeyRoutes(context),
      ...tokenRoutes(context),
      ...roleAssignmentRoutes(context),
      ...secretRoutes(context),
      ...organizationRoutes(context),
      ...currentUserRoutes(context),
    ].map(route => ({ ...route, handle: (request, caller) => route.handle(inAccount(context, request), caller) })),
    authenticate: request => authenticate(context, administratorHash, request),
    answerFor,
    denial: policyDenial,
  };
}

function authenticate(context: HarnessContext, administratorHash: string, request: ApiRequest): HarnessCaller {
  const key = request.headers['x-api-key'];
  if (typeof key !== 'string' || key === '') {
    throw new Refusal(failure(401, 'INVALID_TOKEN', 'Token is not valid: header x-api-key is missing'));
  }
  const hash = hashOf(key);
  const account = accountOf(context, request);
  if (hash === administratorHash) {
    return { userId: ADMINISTRATOR.id };
  }
  const token = context.data.tokens.find(candidate => candidate.secretHash === hash);
  if (!token) {
    throw new Refusal(failure(401, 'INVALID_TOKEN', 'Token is not valid'));
  }
  if (!isTokenValid(token, context.clock.millis())) {
    throw new Refusal(failure(401, 'EXPIRED_TOKEN', `Token [${token.identifier}] is not valid at this time`));
  }
  if (account !== token.account) {
    throw new Refusal(failure(401, 'INVALID_TOKEN', `Token is not valid for account [${context.accounts.idOf(account)}]`));
  }
  return token.apiKeyType === 'USER' ? { userId: token.parentIdentifier } : {};
}

/** The account that a call works on. */
function accountOf(context: HarnessContext, request: ApiRequest): string | null {
  const id = request.query.get('accountIdentifier');
  if (id === null && ACCOUNT_FROM_CALLER.some(pattern => pattern.test(`${request.method} ${request.path}`))) {
    const asked = accountInBody(request);
    return asked === undefined ? null : context.accounts.named(asked);
  }
  if (id === null || id === '') {
    throw invalidField('accountIdentifier', 'must not be null');
  }
  return context.accounts.named(id);
}

/** The request with its account as the entities have it. */
function inAccount(context: HarnessContext, request: ApiRequest): ApiRequest {
  const account = accountOf(context, request);
  const asked = accountInBody(request);
  if (asked !== undefined) {
    context.accounts.settle(account, asked);
  }
  const query = new URLSearchParams(request.query);
  query.set('accountIdentifier', account ?? '');
  const body = isObject(request.body) ? { ...request.body, accountIdentifier: account } : request.body;
  return { ...request, query, body };
}

function accountInBody({ body }: ApiRequest): string | undefined {
  return isObject(body) ? optionalText(body, 'accountIdentifier') : undefined;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
