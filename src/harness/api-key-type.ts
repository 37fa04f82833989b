/**
 * Whose API key it is, in the provider's words. It follows from the owner.
 */
export enum ApiKeyType {
  /** A personal key of a user. */
  USER = 'USER',
  /** A key of a service account. */
  SERVICE_ACCOUNT = 'SERVICE_ACCOUNT',
}
