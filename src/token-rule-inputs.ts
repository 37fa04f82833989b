/**
 * Something that a token may do, by its id: a `dynatrace.ApiTokenScope`.
 */
export interface ITokenPermission {
  /** Id of the permission in the service's API. */
  readonly id: string;
}

/**
 * A place in Harness: a `harness.HarnessScope`.
 */
export interface ITokenPlace {
  /** The account's id. */
  readonly accountId: string;

  /**
   * Identifier of the organization.
   * @default - the account itself
   */
  readonly orgId?: string;

  /**
   * Identifier of the project.
   * @default - the account or organization itself
   */
  readonly projectId?: string;
}
