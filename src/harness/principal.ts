import { type IConstruct } from 'constructs';
import { type HarnessScope } from './harness-scope';
import { type PrincipalType } from './principal-type';
import { type Role } from './role';
import { type RoleAssignment, type RoleAssignmentOptions } from './role-assignment';

/**
 * Whom a role can be granted to: a service account or a user.
 */
export interface IPrincipal extends IConstruct {
  /**
   * Scope of the principal.
   */
  readonly harnessScope: HarnessScope;

  /**
   * Id of the principal: the identifier of the service account, or the id of the user.
   */
  readonly principalId: string;

  /**
   * What kind of principal it is.
   */
  readonly principalType: PrincipalType;

  /**
   * Grants a role to this principal. Its API keys of the same stack are created after that, and destroyed before.
   *
   * The construct id is made of role, scope and resource group: another one of these is another construct, granted beside
   * the old one's removal.
   *
   * @param role what the principal may do
   * @param options on what and where
   * @throws if the role or the resource group is for another level, or the scope does not lie in the principal's own
   */
  grantRole(role: Role, options?: RoleAssignmentOptions): RoleAssignment;
}
