import { type Api, type ApiRequest, Refusal } from '../http-server';
import { hashOf } from '../secrets';
import { apiKeyRoutes } from './api-keys';
import { ADMINISTRATOR, type HarnessCaller, type HarnessContext } from './context';
import { currentUserRoutes } from './current-user';
import { answerFor, failure, invalidField, policyDenial } from './envelope';
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
    ],
    authenticate: request => {
      const caller = authenticate(context, administratorHash, request);
      checkAccount(context, request);
      return caller;
    },
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
  return token.apiKeyType === 'USER' ? { userId: token.parentIdentifier } : {};
}

function checkAccount(context: HarnessContext, request: ApiRequest): void {
  const account = request.query.get('accountIdentifier');
  if (account === null && ACCOUNT_FROM_CALLER.some(pattern => pattern.test(`${request.method} ${request.path}`))) {
    return;
  }
  if (account === null || account === '') {
    throw invalidField('accountIdentifier', 'must not be null');
  }
  if (account !== context.accountId) {
    throw new Refusal(failure(401, 'INVALID_TOKEN', `Token is not valid for account [${account}]`));
  }
}
