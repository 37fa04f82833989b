import { ScopeLevel } from './scope-level';
import { isLateBound, textOf } from '../private/late-bound';
import { refuseValue } from '../private/refuse';
import { type ITokenPlace } from '../token-rule-inputs';

/** As the L1 resources take it. */
interface ScopeAttributes {
  readonly accountId: string;
  readonly orgId?: string;
  readonly projectId?: string;
}

/**
 * A place in the hierarchy of Harness: the account, one of its organizations, or a project of an organization.
 *
 * A project without its organization cannot be expressed.
 * @see https://developer.harness.io/docs/platform/role-based-access-control/rbac-in-harness#permissions-hierarchy-scopes
 */
export class HarnessScope implements ITokenPlace {
  /**
   * The account itself.
   *
   * @param accountId the account's id, the one that the provider is configured with
   * @throws if an id is empty or has a slash or white space in it
   */
  public static account(accountId: string): HarnessScope {
    return new HarnessScope(accountId);
  }

  /**
   * An organization of the account.
   *
   * @param accountId the account's id, the one that the provider is configured with
   * @param orgId identifier of the organization
   * @throws if an id is empty or has a slash or white space in it
   */
  public static organization(accountId: string, orgId: string): HarnessScope {
    checkId('orgId', orgId);
    return new HarnessScope(accountId, orgId);
  }

  /**
   * A project of an organization.
   *
   * @param accountId the account's id, the one that the provider is configured with
   * @param orgId identifier of the organization
   * @param projectId identifier of the project
   * @throws if an id is empty or has a slash or white space in it
   */
  public static project(accountId: string, orgId: string, projectId: string): HarnessScope {
    checkId('orgId', orgId);
    checkId('projectId', projectId);
    return new HarnessScope(accountId, orgId, projectId);
  }

  private constructor(
    /**
     * The account's id.
     */
    public readonly accountId: string,
    /**
     * Identifier of the organization.
     * @default - the account itself
     */
    public readonly orgId?: string,
    /**
     * Identifier of the project.
     * @default - the account or organization itself
     */
    public readonly projectId?: string,
  ) {
    checkId('accountId', accountId);
  }

  /** The level of the hierarchy that the scope is at. */
  public get level(): ScopeLevel {
    return this.projectId !== undefined ? ScopeLevel.PROJECT : this.orgId !== undefined ? ScopeLevel.ORGANIZATION : ScopeLevel.ACCOUNT;
  }

  /**
   * Whether another scope is this one or lies in it. What only Terraform knows counts as equal.
   * @internal
   */
  public _contains(other: HarnessScope): boolean {
    const isSame = (own: string | undefined, its: string | undefined) => own === its || isLateBound(own) || isLateBound(its);
    return isSame(this.accountId, other.accountId)
      && (this.orgId === undefined || (other.orgId !== undefined && isSame(this.orgId, other.orgId)))
      && (this.projectId === undefined || (other.projectId !== undefined && isSame(this.projectId, other.projectId)));
  }

  /**
   * The scope for people.
   * @internal
   */
  public _describe(): string {
    return this.orgId === undefined ? 'the account' : `the ${this.level} ${[this.orgId, this.projectId].filter((part) => part !== undefined).join('/')}`;
  }

  /**
   * What stands before an id in an import id: nothing, `<org_id>/` or `<org_id>/<project_id>/`.
   * @internal
   */
  public _importPrefix(): string {
    return [this.orgId, this.projectId].filter((part) => part !== undefined).map((part) => `${part}/`).join('');
  }

  /**
   * The scope in the provider's words.
   *
   * @param refer gives what stands for a value: the value itself, or a reference to the attribute of a parent
   * @internal
   */
  public _attributes(refer: (attribute: string, value: () => string) => string = (_, value) => value()): ScopeAttributes {
    const { accountId, orgId, projectId } = this;
    return {
      accountId: refer('account_id', () => accountId),
      orgId: orgId === undefined ? undefined : refer('org_id', () => orgId),
      projectId: projectId === undefined ? undefined : refer('project_id', () => projectId),
    };
  }
}

function checkId(prop: string, id: string): void {
  if (!isLateBound(id) && !/^[^\s/]+$/.test(textOf(id ?? ''))) {
    refuseValue(`${prop} of a HarnessScope`, 'must not be empty nor hold a slash or white space', id);
  }
}
