import type { Api, ApiRequest } from '../http-server';
import { hashOf } from '../secrets';
import { apiTokenRoutes, type DynatraceCaller, type DynatraceContext } from './api-tokens';
import { answerFor, refusal } from './errors';
import { isApiTokenValid } from './metadata';
import { isKept } from './retention';

/** The user behind the sandbox's administrator credentials. */
const ADMINISTRATOR = 'sandbox.administrator';

/** The Dynatrace Access tokens API v2. */
export function dynatraceApi(context: DynatraceContext, administratorHash: string): Api<DynatraceCaller> {
  return {
    system: 'dynatrace',
    prefix: '',
    routes: apiTokenRoutes(context),
    authenticate: request => {
      deleteEnded(context);
      return authenticate(context, administratorHash, request);
    },
    answerFor,
    denial: () => answerFor(403, 'denied by a fault of the sandbox'),
  };
}

/** The service does so by itself; here it is enough that no call finds one. */
function deleteEnded({ data, clock, changed }: DynatraceContext): void {
  const now = clock.millis();
  const kept = data.apiTokens.filter(token => isKept(token, now));
  if (kept.length < data.apiTokens.length) {
    data.apiTokens = kept;
    changed();
  }
}

function authenticate(context: DynatraceContext, administratorHash: string, request: ApiRequest): DynatraceCaller {
  const secret = /^Api-Token (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (secret === undefined) {
    throw refusal(401, 'Missing authorization parameter.');
  }
  const hash = hashOf(secret);
  if (hash === administratorHash) {
    return { owner: ADMINISTRATOR, need: () => undefined };
  }
  const now = context.clock.millis();
  const token = context.data.apiTokens.find(candidate => candidate.secretHash === hash);
  if (!token || !isApiTokenValid(token, now)) {
    throw refusal(401, 'Token Authentication failed');
  }
  const used = { ...token, lastUsedDate: now, lastUsedIpAddress: request.remoteAddress };
  context.data.apiTokens = context.data.apiTokens.map(candidate => candidate === token ? used : candidate);
  context.changed();
  return {
    tokenId: token.id,
    owner: token.owner,
    need: scope => {
      if (!token.scopes.includes(scope)) {
        throw refusal(403, `Token is missing required scope. Use one of: ${scope}`);
      }
    },
  };
}
