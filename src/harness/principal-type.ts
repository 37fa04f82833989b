/**
 * What kind of principal it is, in the provider's words.
 */
export enum PrincipalType {
  /** A user. */
  USER = 'USER',
  /** A service account. */
  SERVICE_ACCOUNT = 'SERVICE_ACCOUNT',
}
