import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { ApiToken as ApiTokenResource } from '../../l1/dynatrace/api-token';
import { mendHcl } from '../../private/hcl';
import { isLateBound } from '../../private/late-bound';
import { nearest } from '../../private/nearest';
import { refuse } from '../../private/refuse';
import { withoutSecrets } from '../../private/secret-forms';
import { holdForReplacement } from '../../tokens/replacement';
import { type ApiTokenOptions } from '../api-token';
import { ApiTokenScope } from '../api-token-scope';
import { ApiTokenScopeGroup } from '../api-token-scope-group';

interface TokenAttributes extends Omit<ApiTokenOptions, 'warnBeforeExpiry'> {
  readonly name: string;
  readonly expirationDate?: string;
  readonly forEach?: cdktf.ITerraformIterator;
}

/** The resource of a token, rotating or not: replaced by another end or kind, which Dynatrace cannot change. */
export function addTokenResource(token: Construct, attributes: TokenAttributes): ApiTokenResource {
  const { name, scopes, enabled, personalAccessToken, provider, expirationDate, forEach } = attributes;
  checkScopes(token, attributes);
  const held = holdForReplacement(token, { expiration_date: expirationDate, personal_access_token: personalAccessToken ?? false }, { forEach });
  return mendHcl(new ApiTokenResource(token, 'Resource', {
    name,
    scopes: [...new Set(scopes.map((tokenScope) => tokenScope.id))].sort(),
    enabled: enabled ?? true,
    expirationDate,
    personalAccessToken,
    provider,
    forEach,
    // Names may repeat in Dynatrace, so the new token can be there before the old one goes.
    lifecycle: { replaceTriggeredBy: [held], createBeforeDestroy: true },
  }));
}

function checkScopes(token: Construct, { scopes, personalAccessToken }: TokenAttributes): void {
  if (scopes.length === 0) {
    refuse(token, 'scopes', 'must not be empty', '[]', 'give the least that the token needs');
  }
  const barred = personalAccessToken && scopes.find((tokenScope) => !tokenScope.allowedForPersonalTokens);
  if (barred) {
    refuse(token, 'scopes', 'must be ones that a personal access token can have', barred.id, 'leave it out, or use a token that is not personal');
  }
  for (const unknown of scopes.filter(({ group, id }) => group === ApiTokenScopeGroup.OTHER && !isLateBound(id))) {
    const similar = nearest(unknown.id, ApiTokenScope.all().map(({ id }) => id));
    cdktf.Annotations.of(token).addWarning(`scope '${withoutSecrets(unknown.id)}' is not known to this library; did you mean '${similar}'? If Dynatrace has it, the token gets it`);
  }
}
