import type * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { type HarnessScope } from './harness-scope';
import { type IPrincipal } from './principal';
import { PrincipalType } from './principal-type';
import { ResourceGroup } from './resource-group';
import { Role } from './role';
import { PlatformRoleAssignments } from '../l1/harness/platform-role-assignments';
import { mendHcl } from '../private/hcl';
import { BOOLEAN, checkProps, type Kinds, optional, STRING } from '../private/props';
import { refuse } from '../private/refuse';
import { adopt } from '../tokens/adoption';
import { enterStack } from '../tokens/entrance';
import { moveFrom } from '../tokens/moves';
import { checkIdentifier } from './private/entity';
import { checkLevel } from './private/grantable';
import { ParentLink } from './private/parent-link';
import { HARNESS_PROVIDER, HARNESS_SCOPE, PRINCIPAL, RESOURCE_GROUP, ROLE } from './private/prop-kinds';
import { grantFirst } from './private/rights-first';

/**
 * What `grantRole` takes beside the role.
 */
export interface RoleAssignmentOptions {
  /**
   * The resources that the role is granted on.
   *
   * @default - all resources of the scope's level, without those of scopes below it
   */
  readonly on?: ResourceGroup;

  /**
   * Where the role is granted: the principal's own scope or one in it. A service account of a higher scope needs Harness's
   * hierarchical service accounts, a feature that is enabled per account.
   *
   * @default - the principal's own scope
   * @see https://developer.harness.io/docs/platform/role-based-access-control/heirarchichal-support-for-service-accounts
   */
  readonly harnessScope?: HarnessScope;

  /**
   * Identifier of the assignment.
   *
   * @default - Harness makes one
   */
  readonly identifier?: string;

  /**
   * Whether the role is withheld for now.
   *
   * @default false
   */
  readonly disabled?: boolean;

  /**
   * The provider configuration to use, for several accounts in one stack.
   *
   * @default - the principal's in the same stack, else the stack's own HarnessProvider without alias
   */
  readonly provider?: cdktf.TerraformProvider;
}

export interface RoleAssignmentProps extends RoleAssignmentOptions {
  /**
   * Whom the role is granted to.
   */
  readonly principal: IPrincipal;

  /**
   * What the principal may do.
   */
  readonly role: Role;
}

const PROPS: Kinds<RoleAssignmentProps> = {
  principal: PRINCIPAL,
  role: ROLE,
  on: optional(RESOURCE_GROUP),
  harnessScope: optional(HARNESS_SCOPE),
  identifier: optional(STRING),
  disabled: optional(BOOLEAN),
  provider: optional(HARNESS_PROVIDER),
};

/**
 * A role that is granted to a principal, on a resource group of a scope.
 *
 * None of it can be changed at the service, so each change replaces the assignment. Where the service account is replaced,
 * its assignments are, too, in the same apply. Account, assignments, keys and tokens are created in this order, as far as
 * they are in one stack, and destroyed in the reverse.
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_role_assignments
 */
export class RoleAssignment extends Construct {
  /** Type of the assignment's resource in Terraform. */
  public static readonly tfResourceType = PlatformRoleAssignments.tfResourceType;

  /** Where the role is granted. */
  public readonly harnessScope: HarnessScope;

  private readonly resource: PlatformRoleAssignments;

  /**
   * @param scope construct that the assignment is added to
   * @param id construct id
   * @param props properties of the assignment
   * @throws if the role or the resource group is for another level, or the scope does not lie in the principal's own
   */
  public constructor(scope: Construct, id: string, props: RoleAssignmentProps) {
    super(scope, id);
    enterStack(this);
    checkProps(this, props, PROPS);
    const { principal, role, identifier } = props;
    this.harnessScope = props.harnessScope ?? principal.harnessScope;
    const resourceGroup = props.on ?? ResourceGroup._allOf(this.harnessScope.level);
    if (identifier !== undefined) {
      checkIdentifier(this, identifier);
    }
    if (!principal.harnessScope._contains(this.harnessScope)) {
      refuse(this, 'harnessScope', `must be the principal's own or lie in it (${principal.harnessScope._describe()})`, this.harnessScope._describe(),
        'use a principal of that scope or of one above it');
    }
    checkLevel(this, 'role', role, this.harnessScope, Role._builtIn());
    checkLevel(this, 'on', resourceGroup, this.harnessScope, ResourceGroup._builtIn());

    const link = new ParentLink(this, principal);
    const { orgId, projectId } = this.harnessScope._attributes(
      (attribute, value) => (props.harnessScope === undefined ? link.refer(attribute, value) : value()));
    const principalId = link.refer('id', () => principal.principalId);
    // A user has no level: users are the account's, and Harness keeps none for them.
    const scopeLevel = principal.principalType === PrincipalType.USER ? undefined : principal.harnessScope.level;
    this.resource = mendHcl(new PlatformRoleAssignments(this, 'Resource', {
      identifier,
      orgId,
      projectId,
      roleIdentifier: role.identifier,
      roleReference: role.definedAt && { identifier: role.identifier, scopeLevel: role.definedAt },
      resourceGroupIdentifier: resourceGroup.identifier,
      principal: [{ identifier: principalId, type: principal.principalType, scopeLevel }],
      disabled: props.disabled,
      ...link.replacedWith({
        account_id: this.harnessScope.accountId,
        org_id: orgId,
        project_id: projectId,
        identifier,
        role: role.identifier,
        role_defined_at: role.definedAt,
        resource_group: resourceGroup.identifier,
        principal: principalId,
        principal_type: principal.principalType,
        principal_level: scopeLevel,
        disabled: props.disabled ?? false,
      }, props.provider),
    }));
    link.addDependency(this.resource);
    grantFirst(principal, this.resource);
  }

  /** Identifier of the assignment. */
  public get identifier(): string {
    return this.resource.identifier;
  }

  /**
   * Takes over an assignment that exists, by an import block.
   *
   * @param identifier identifier of the assignment in its scope, such as `role_assignment_4mA0b3RnTqBOhJ2kYxWf`
   */
  public adopt(identifier: string): void {
    adopt(this, this.harnessScope._importPrefix() + identifier);
  }

  /**
   * Keeps the assignment when this construct is renamed or moved within its stack: at the next apply Terraform moves the state of all
   * that stands below it. Without it Terraform destroys what it finds at the old addresses. What stands below an
   * account moves with the account.
   *
   * Leave the call in the code until every state is moved. Renamed or moved again, call it once for each former path, the oldest first.
   *
   * @param path where the construct stood in its stack: construct ids with `/` between them, such as `Former/Viewer`
   * @throws if the path is the present one, was given before, or is no path below the stack; at synth if something stands there
   * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
   */
  public movedFrom(path: string): void {
    moveFrom(this, path);
  }
}
