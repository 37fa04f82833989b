import { builtIns, checkGrantId } from './private/grantable';
import { ScopeLevel } from './scope-level';

const { ACCOUNT, ORGANIZATION, PROJECT } = ScopeLevel;

/**
 * A resource group of Harness: the resources on which a role is granted.
 *
 * The set is open: `of()` takes a group of your own, or a built-in one that is not listed here.
 * @see https://developer.harness.io/docs/platform/role-based-access-control/add-resource-groups
 */
export class ResourceGroup {
  /** `_all_account_level_resources`: all of the account's own, none of its organizations and projects. */
  public static readonly ALL_ACCOUNT_LEVEL = new ResourceGroup('_all_account_level_resources', [ACCOUNT]);
  /** `_all_organization_level_resources`: all of the organization's own, none of its projects. */
  public static readonly ALL_ORGANIZATION_LEVEL = new ResourceGroup('_all_organization_level_resources', [ORGANIZATION]);
  /** `_all_project_level_resources`: all of the project's. */
  public static readonly ALL_PROJECT_LEVEL = new ResourceGroup('_all_project_level_resources', [PROJECT]);
  /** `_all_resources_including_child_scopes`: all of the account or organization and of what is below it. */
  public static readonly ALL_INCLUDING_CHILD_SCOPES = new ResourceGroup('_all_resources_including_child_scopes', [ACCOUNT, ORGANIZATION]);

  /**
   * A resource group by its identifier, of the scope in which the role is granted. That of a built-in group which is listed
   * here gives that one. Synth warns of one that looks built-in (it starts with `_`) and is not listed, and names the
   * nearest that is.
   *
   * @param identifier identifier of the resource group
   * @throws if the identifier breaks Harness's rule
   */
  public static of(identifier: string): ResourceGroup {
    checkGrantId('ResourceGroup.of', identifier);
    return ResourceGroup.builtIn.get(identifier) ?? new ResourceGroup(identifier);
  }

  /**
   * All resources of a scope of the level, child scopes left out.
   * @internal
   */
  public static _allOf(level: ScopeLevel): ResourceGroup {
    const { ALL_ACCOUNT_LEVEL, ALL_ORGANIZATION_LEVEL, ALL_PROJECT_LEVEL } = ResourceGroup;
    return { [ACCOUNT]: ALL_ACCOUNT_LEVEL, [ORGANIZATION]: ALL_ORGANIZATION_LEVEL, [PROJECT]: ALL_PROJECT_LEVEL }[level];
  }

  /** @internal */
  public static _builtIn(): string[] {
    return [...ResourceGroup.builtIn.keys()];
  }

  private static readonly builtIn = builtIns(ResourceGroup);

  private constructor(
    /** Identifier of the resource group. */
    public readonly identifier: string,
    /**
     * The levels at which Harness has the group.
     * @default - not known to this library
     */
    public readonly levels?: ScopeLevel[],
  ) {}
}
