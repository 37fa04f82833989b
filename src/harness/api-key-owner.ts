import { type ApiKey, type ApiKeyOptions } from './api-key';
import { type ApiKeyType } from './api-key-type';
import { type IPrincipal } from './principal';

/**
 * What API keys belong to: a service account or a user. The keys and their tokens are in its scope.
 */
export interface IApiKeyOwner extends IPrincipal {
  /**
   * Id of the owner: the identifier of the service account, or the id of the user.
   */
  readonly ownerId: string;

  /**
   * The type of the owner's keys.
   */
  readonly apiKeyType: ApiKeyType;

  /**
   * The owner's part in the import ids of its keys and tokens: its id, after its organization and project, if any.
   */
  readonly importId: string;

  /**
   * Adds an API key of this owner.
   *
   * @param id construct id of the key, below the owner; also its name, unless one is given, and so its identifier
   * @param options properties of the key
   */
  addApiKey(id: string, options?: ApiKeyOptions): ApiKey;
}
