import type * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { ApiKey, type ApiKeyOptions } from './api-key';
import { type IApiKeyOwner } from './api-key-owner';
import { ApiKeyType } from './api-key-type';
import { type HarnessScope } from './harness-scope';
import { PrincipalType } from './principal-type';
import { grantRole } from './private/grant-role';
import { HARNESS_PROVIDER, HARNESS_SCOPE } from './private/prop-kinds';
import { type Role } from './role';
import { type RoleAssignment, type RoleAssignmentOptions } from './role-assignment';
import { DataHarnessPlatformCurrentUser } from '../l1/harness/data-harness-platform-current-user';
import { type AnyKinds, checkProps, type Kinds, optional, STRING } from '../private/props';
import { refuse } from '../private/refuse';
import { enterStack } from '../tokens/entrance';

/**
 * Which user the provider's own credentials belong to.
 */
export interface CurrentUserProps {
  /**
   * The account. A user's keys are always created at account scope, so a narrower scope is refused.
   */
  readonly harnessScope: HarnessScope;

  /**
   * The provider configuration whose credentials identify the user.
   *
   * @default - the stack's HarnessProvider without alias
   */
  readonly provider?: cdktf.TerraformProvider;
}

/**
 * Identifies a user.
 */
export interface UserAttributes {
  /**
   * The account. A user's keys are always created at account scope, so a narrower scope is refused.
   */
  readonly harnessScope: HarnessScope;

  /**
   * Id of the user. Harness lets a user's keys be managed by that user's own credentials only.
   */
  readonly userId: string;
}

const CURRENT: Kinds<CurrentUserProps> = { harnessScope: HARNESS_SCOPE, provider: optional(HARNESS_PROVIDER) };

const ATTRIBUTES: Kinds<UserAttributes> = { harnessScope: HARNESS_SCOPE, userId: STRING };

/**
 * A person, the owner of personal API keys. It renders no user.
 */
export class User extends Construct implements IApiKeyOwner {
  /**
   * The user whom the provider's credentials belong to.
   *
   * @param scope construct that the user is added to
   * @param id construct id
   * @param props where the user is looked up
   * @throws if the scope is narrower than the account
   */
  public static current(scope: Construct, id: string, props: CurrentUserProps): User {
    const user = new User(scope, id, props, CURRENT);
    user._ownerId = new DataHarnessPlatformCurrentUser(user, 'Resource', { provider: props.provider }).id;
    return user;
  }

  /**
   * A user of a known id. It renders nothing.
   *
   * @param scope construct that the user is added to
   * @param id construct id
   * @param attrs identifies the user
   * @throws if the scope is narrower than the account
   */
  public static fromId(scope: Construct, id: string, attrs: UserAttributes): User {
    const user = new User(scope, id, attrs, ATTRIBUTES);
    user._ownerId = attrs.userId;
    return user;
  }

  public readonly apiKeyType: ApiKeyType = ApiKeyType.USER;
  public readonly principalType: PrincipalType = PrincipalType.USER;

  public readonly harnessScope: HarnessScope;

  /** @internal */
  private _ownerId!: string;

  private constructor(scope: Construct, id: string, props: CurrentUserProps | UserAttributes, kinds: AnyKinds) {
    super(scope, id);
    enterStack(this);
    checkProps(this, props, kinds);
    const { harnessScope } = props;
    this.harnessScope = harnessScope;
    if (harnessScope.orgId !== undefined) {
      refuse(this, 'harnessScope', "of a user must be the account, since Harness keeps a user's keys there", harnessScope.projectId ? 'a project' : 'an organization',
        'use HarnessScope.account(...), or a service account as the owner');
    }
  }

  /** Id of the user. */
  public get ownerId(): string {
    return this._ownerId;
  }

  /** Id of the user. */
  public get principalId(): string {
    return this._ownerId;
  }

  /** The user's part in the import ids of its keys and tokens: its id. */
  public get importId(): string {
    return this._ownerId;
  }

  /**
   * Adds a personal API key of this user.
   *
   * @param id construct id of the key, below the user; also its name, unless one is given, and so its identifier
   * @param options properties of the key
   */
  public addApiKey(id: string, options: ApiKeyOptions = {}): ApiKey {
    return new ApiKey(this, id, { ...options, owner: this });
  }

  /**
   * Grants a role to this user, at the account or, with `harnessScope`, in an organization or project.
   *
   * @param role what the user may do
   * @param options on what and where
   * @throws if the role or the resource group is for another level
   */
  public grantRole(role: Role, options: RoleAssignmentOptions = {}): RoleAssignment {
    return grantRole(this, role, options);
  }
}
