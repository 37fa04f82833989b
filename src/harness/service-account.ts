import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { ApiKey, type ApiKeyOptions } from './api-key';
import { type IApiKeyOwner } from './api-key-owner';
import { ApiKeyType } from './api-key-type';
import { type EntityOptions } from './entity-options';
import { type HarnessScope } from './harness-scope';
import { PrincipalType } from './principal-type';
import { entityAttributes } from './private/entity';
import { grantRole } from './private/grant-role';
import { ENTITY, HARNESS_SCOPE } from './private/prop-kinds';
import { type Role } from './role';
import { type RoleAssignment, type RoleAssignmentOptions } from './role-assignment';
import { PlatformServiceAccount } from '../l1/harness/platform-service-account';
import { mendHcl } from '../private/hcl';
import { claimIdentity } from '../private/identity';
import { isLateBound, textOf } from '../private/late-bound';
import { checkProps, type Kinds, optional, STRING } from '../private/props';
import { refuse } from '../private/refuse';
import { type RemovalPolicy } from '../removal-policy';
import { adopt } from '../tokens/adoption';
import { enterStack } from '../tokens/entrance';
import { moveFrom } from '../tokens/moves';
import { applyRemovalPolicyTo } from '../tokens/removal';
import { holdForReplacement } from '../tokens/replacement';

export interface ServiceAccountProps extends EntityOptions {
  /**
   * Scope of the account. Another scope replaces it, with its keys and tokens.
   */
  readonly harnessScope: HarnessScope;

  /**
   * E-mail address. No mail is sent to it. It cannot be changed: another one replaces the account.
   *
   * @default - `<identifier in lower case>@service.harness.io`, as the Harness UI gives it
   */
  readonly email?: string;
}

/**
 * Identifies an existing service account.
 */
export interface ServiceAccountAttributes {
  /**
   * Scope of the account.
   */
  readonly harnessScope: HarnessScope;

  /**
   * Identifier of the account.
   */
  readonly identifier: string;
}

const ATTRIBUTES: Kinds<ServiceAccountAttributes> = { harnessScope: HARNESS_SCOPE, identifier: STRING };

const PROPS: Kinds<ServiceAccountProps> = { ...ENTITY, harnessScope: HARNESS_SCOPE, email: optional(STRING) };

abstract class ServiceAccountBase extends Construct implements IApiKeyOwner {
  public readonly apiKeyType: ApiKeyType = ApiKeyType.SERVICE_ACCOUNT;
  public readonly principalType: PrincipalType = PrincipalType.SERVICE_ACCOUNT;
  public abstract readonly harnessScope: HarnessScope;
  public abstract readonly ownerId: string;
  public abstract readonly importId: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    enterStack(this);
  }

  public get principalId(): string {
    return this.ownerId;
  }

  public addApiKey(id: string, options: ApiKeyOptions = {}): ApiKey {
    return new ApiKey(this, id, { ...options, owner: this });
  }

  public grantRole(role: Role, options: RoleAssignmentOptions = {}): RoleAssignment {
    return grantRole(this, role, options);
  }
}

/**
 * An account for a machine, the owner of API keys. Destroying it takes its keys and their tokens along, also those that
 * Terraform does not know.
 *
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_service_account
 */
export class ServiceAccount extends ServiceAccountBase {
  /** Type of the account's resource in Terraform. */
  public static readonly tfResourceType = PlatformServiceAccount.tfResourceType;

  /**
   * An existing service account. It renders no resource.
   *
   * @param scope construct that the account is added to
   * @param id construct id
   * @param attrs identifies the account
   */
  public static fromIdentifier(scope: Construct, id: string, attrs: ServiceAccountAttributes): IApiKeyOwner {
    class Import extends ServiceAccountBase {
      public readonly harnessScope: HarnessScope;
      public readonly ownerId: string;
      public readonly importId: string;

      public constructor() {
        super(scope, id);
        checkProps(this, attrs, ATTRIBUTES);
        this.harnessScope = attrs.harnessScope;
        this.ownerId = attrs.identifier;
        this.importId = attrs.harnessScope._importPrefix() + attrs.identifier;
      }
    }
    return new Import();
  }

  /** Scope of the account. */
  public readonly harnessScope: HarnessScope;

  /** What `terraform import` wants: `[<org_id>/[<project_id>/]]<identifier>`. */
  public readonly importId: string;

  private readonly resource: PlatformServiceAccount;

  /**
   * @param scope construct that the account is added to
   * @param id construct id; also the name of the account, unless one is given, and so its identifier
   * @param props properties of the account
   * @throws if a property breaks a rule of Harness, or the scope already has an account of that identifier
   */
  public constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    checkProps(this, props, PROPS);
    const entity = entityAttributes(this, props);
    const email = props.email ?? defaultEmail(entity.identifier);
    checkEmail(this, email);
    const place = props.harnessScope;
    this.harnessScope = place;
    this.importId = place._importPrefix() + entity.identifier;
    claimIdentity(this, `service account ${place.accountId}/${this.importId}`, entity.identifier);

    const held = holdForReplacement(this, { account_id: place.accountId, org_id: place.orgId, project_id: place.projectId, email });
    this.resource = mendHcl(new PlatformServiceAccount(this, 'Resource', {
      ...entity,
      ...place._attributes(),
      email,
      provider: props.provider,
      lifecycle: { replaceTriggeredBy: [held] },
    }));
  }

  /** Identifier of the account, as a reference to it. */
  public get ownerId(): string {
    return this.resource.id;
  }

  /** E-mail address of the account. */
  public get email(): string {
    return this.resource.email;
  }

  /**
   * Decides what happens to the account when a plan would destroy or replace it.
   *
   * @param policy the policy, instead of the one before
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    applyRemovalPolicyTo(this.resource, policy);
  }

  /**
   * Takes over the account that exists under this identifier, by an import block.
   *
   * Remove the call once it is applied: while it is in the code, a change that has to replace the account fails at plan.
   */
  public adopt(): void {
    adopt(this, this.importId);
  }

  /**
   * Keeps the account, its keys and their tokens when this construct is renamed or moved within its stack: at the next apply Terraform moves the
   * state of all that stands below it. Without it Terraform destroys what it finds at the old addresses.
   *
   * Leave the call in the code until every state is moved. Renamed or moved again, call it once for each former path, the oldest first.
   *
   * @param path where the construct stood in its stack: construct ids with `/` between them, such as `Former/Bot`;
   *   or the address of its own resource, as it was written by hand
   * @throws if the path is the present one, was given before, or is no path below the stack; at synth if something stands there
   * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
   */
  public movedFrom(path: string): void {
    moveFrom(this, path);
  }
}

function defaultEmail(identifier: string): string {
  return `${isLateBound(identifier) ? cdktf.Fn.lower(identifier) : textOf(identifier).toLowerCase()}@service.harness.io`;
}

function checkEmail(construct: Construct, email: string): void {
  if (!isLateBound(email) && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(textOf(email))) {
    refuse(construct, 'email', 'must be an e-mail address', email, 'leave it out, or use one of the domain service.harness.io');
  }
}
