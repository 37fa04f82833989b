/**
 * A level of the hierarchy of Harness.
 */
export enum ScopeLevel {
  /** The account itself. */
  ACCOUNT = 'account',
  /** An organization of the account. */
  ORGANIZATION = 'organization',
  /** A project of an organization. */
  PROJECT = 'project',
}
