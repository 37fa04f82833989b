import { builtIns, checkGrantId } from './private/grantable';
import { ScopeLevel } from './scope-level';

const { ACCOUNT, ORGANIZATION, PROJECT } = ScopeLevel;

/**
 * What `Role.of` takes beside the identifier.
 */
export interface RoleOptions {
  /**
   * The level at which the role is defined, if that is above the scope in which it is granted.
   *
   * @default - the role is defined in the scope in which it is granted
   */
  readonly definedAt?: ScopeLevel;
}

/**
 * A role of Harness: a set of permissions. A resource group says on what.
 *
 * The set is open: `of()` takes a role of your own, or a built-in one that is not listed here.
 * @see https://developer.harness.io/docs/platform/role-based-access-control/add-manage-roles
 */
export class Role {
  /** `_account_admin`: administers the account and all below it. */
  public static readonly ACCOUNT_ADMIN = new Role('_account_admin', [ACCOUNT]);
  /** `_account_viewer`: views the account and all below it. */
  public static readonly ACCOUNT_VIEWER = new Role('_account_viewer', [ACCOUNT]);
  /** `_account_basic`: views the account's own settings and license. */
  public static readonly ACCOUNT_BASIC = new Role('_account_basic', [ACCOUNT]);
  /** `_billing_admin`: views and edits licenses. */
  public static readonly BILLING_ADMIN = new Role('_billing_admin', [ACCOUNT]);
  /** `_ccm_admin`: administers Cloud Cost Management. */
  public static readonly CCM_ADMIN = new Role('_ccm_admin', [ACCOUNT]);
  /** `_ccm_viewer`: views Cloud Cost Management. */
  public static readonly CCM_VIEWER = new Role('_ccm_viewer', [ACCOUNT]);
  /** `_dashboard_admin`: views and edits dashboards. */
  public static readonly DASHBOARD_ADMIN = new Role('_dashboard_admin', [ACCOUNT]);
  /** `_dashboard_viewer`: views dashboards. */
  public static readonly DASHBOARD_VIEWER = new Role('_dashboard_viewer', [ACCOUNT]);
  /** `_organization_admin`: administers an organization. */
  public static readonly ORGANIZATION_ADMIN = new Role('_organization_admin', [ORGANIZATION]);
  /** `_organization_viewer`: views an organization. */
  public static readonly ORGANIZATION_VIEWER = new Role('_organization_viewer', [ORGANIZATION]);
  /** `_organization_basic`: views that the organization is there. */
  public static readonly ORGANIZATION_BASIC = new Role('_organization_basic', [ORGANIZATION]);
  /** `_project_admin`: administers a project. */
  public static readonly PROJECT_ADMIN = new Role('_project_admin', [PROJECT]);
  /** `_project_viewer`: views a project. */
  public static readonly PROJECT_VIEWER = new Role('_project_viewer', [PROJECT]);
  /** `_project_basic`: views that the project is there. */
  public static readonly PROJECT_BASIC = new Role('_project_basic', [PROJECT]);
  /** `_pipeline_executor`: runs pipelines, with what they need. */
  public static readonly PIPELINE_EXECUTOR = new Role('_pipeline_executor', [PROJECT]);
  /** `_feature_flag_manage_role`: creates, edits and views feature flags. */
  public static readonly FEATURE_FLAG_MANAGER = new Role('_feature_flag_manage_role', [ACCOUNT, ORGANIZATION, PROJECT]);
  /** `_gitops_admin_role`: administers GitOps. */
  public static readonly GITOPS_ADMIN = new Role('_gitops_admin_role', [ACCOUNT, ORGANIZATION, PROJECT]);
  /** `_chaos_admin`: administers Chaos Engineering. */
  public static readonly CHAOS_ADMIN = new Role('_chaos_admin', [ACCOUNT, ORGANIZATION, PROJECT]);
  /** `_code_admin`: administers Harness Code repositories. */
  public static readonly CODE_ADMIN = new Role('_code_admin', [ACCOUNT, ORGANIZATION, PROJECT]);
  /** `_sto_developer_role`: works on security issues. */
  public static readonly STO_DEVELOPER = new Role('_sto_developer_role', [ACCOUNT, ORGANIZATION, PROJECT]);
  /** `_sto_secops_role`: works on security issues, and approves exemptions. */
  public static readonly STO_SECOPS = new Role('_sto_secops_role', [ACCOUNT, ORGANIZATION, PROJECT]);

  /**
   * A role by its identifier. That of a built-in role which is listed here gives that one. Synth warns of one that looks
   * built-in (it starts with `_`) and is not listed, and names the nearest that is.
   *
   * @param identifier identifier of the role
   * @param options where the role is defined
   * @throws if the identifier breaks Harness's rule
   */
  public static of(identifier: string, options: RoleOptions = {}): Role {
    const { definedAt } = options;
    checkGrantId('Role.of', identifier);
    return (definedAt === undefined ? Role.builtIn.get(identifier) : undefined) ?? new Role(identifier, undefined, definedAt);
  }

  /** @internal */
  public static _builtIn(): string[] {
    return [...Role.builtIn.keys()];
  }

  private static readonly builtIn = builtIns(Role);

  private constructor(
    /** Identifier of the role. */
    public readonly identifier: string,
    /**
     * The levels at which Harness grants the role.
     * @default - not known to this library
     */
    public readonly levels?: ScopeLevel[],
    /**
     * The level at which the role is defined.
     * @default - that of the scope in which it is granted
     */
    public readonly definedAt?: ScopeLevel,
  ) {}
}
