import { type Construct } from 'constructs';
import { PlatformToken, type PlatformTokenConfig } from '../../l1/harness/platform-token';
import { mendHcl } from '../../private/hcl';
import { type IApiKey } from '../api-key';
import { ParentLink } from './parent-link';

/** What a token, rotating or not, says of itself; the rest follows from its API key. */
type OwnAttributes = Omit<PlatformTokenConfig,
  'accountId' | 'orgId' | 'projectId' | 'parentId' | 'apikeyType' | 'apikeyId' | 'lifecycle' | 'dependsOn' | 'count' | 'connection' | 'provisioners'>;

/** The resource of a token, below its API key: created after it, destroyed before it, replaced with it. */
export function addTokenResource(token: Construct, apiKey: IApiKey, own: OwnAttributes): PlatformToken {
  const link = new ParentLink(token, apiKey);
  const place = apiKey.harnessScope._attributes((attribute, value) => link.refer(attribute, value));
  const parentId = link.refer('parent_id', () => apiKey.ownerId);
  const apikeyId = link.refer('id', () => apiKey.apiKeyId);
  const resource = mendHcl(new PlatformToken(token, 'Resource', {
    ...own,
    ...place,
    parentId,
    apikeyType: apiKey.apiKeyType,
    apikeyId,
    ...link.metaArguments({
      account_id: place.accountId,
      org_id: place.orgId,
      project_id: place.projectId,
      parent_id: parentId,
      apikey_type: apiKey.apiKeyType,
      apikey_id: apikeyId,
    }, own.provider, own.forEach),
  }));
  link.addDependency(resource);
  return resource;
}
