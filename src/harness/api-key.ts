import * as cdktf from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { type IApiKeyOwner } from './api-key-owner';
import { type ApiKeyType } from './api-key-type';
import { type EntityOptions } from './entity-options';
import { type HarnessScope } from './harness-scope';
import { Duration } from '../duration';
import { type RemovalPolicy } from '../removal-policy';
import { entityAttributes } from './private/entity';
import { ParentLink } from './private/parent-link';
import { ENTITY, OWNER } from './private/prop-kinds';
import { keyAfterRights } from './private/rights-first';
import { RotatingToken, type RotatingTokenOptions } from './rotating-token';
import { Token, type TokenOptions } from './token';
import { PlatformApikey } from '../l1/harness/platform-apikey';
import { mendHcl } from '../private/hcl';
import { claimIdentity } from '../private/identity';
import { lengthInWords } from '../private/length-of-time';
import { checkProps, DURATION, type Kinds, NUMBER, optional, STRING } from '../private/props';
import { refuse } from '../private/refuse';
import { adopt } from '../tokens/adoption';
import { enterStack } from '../tokens/entrance';
import { moveFrom } from '../tokens/moves';
import { applyRemovalPolicyTo } from '../tokens/removal';

/** The service's own default, which drifts forever if it is not rendered. */
const DEFAULT_TOKEN_LIFETIME = Duration.days(30);

/** The service's own, unless the account has another. */
const DEFAULT_TOKEN_LIMIT = 5;

/**
 * What tokens belong to.
 */
export interface IApiKey extends IConstruct {
  /** Scope of the key and of its tokens. */
  readonly harnessScope: HarnessScope;

  /** Id of the key's owner. */
  readonly ownerId: string;

  /** The type of the key, which follows from its owner. */
  readonly apiKeyType: ApiKeyType;

  /** Identifier of the key. */
  readonly apiKeyId: string;

  /** What `terraform import` wants: `[<org_id>/[<project_id>/]]<parent_id>/<identifier>/<apikey_type>`. */
  readonly importId: string;

  /** How many tokens the key can have. */
  readonly tokenLimit: number;

  /**
   * Adds a token of this key.
   *
   * @param id construct id of the token, below the key; also its name, unless one is given, and so its identifier
   * @param options properties of the token
   */
  addToken(id: string, options?: TokenOptions): Token;

  /**
   * Adds a token of this key that rotates.
   *
   * @param id construct id of the token, below the key; also its name, unless one is given, and so its identifier
   * @param options properties of the token
   */
  addRotatingToken(id: string, options: RotatingTokenOptions): RotatingToken;
}

/**
 * What `addApiKey` takes.
 */
export interface ApiKeyOptions extends EntityOptions {
  /**
   * How many tokens the key can have, expired ones included. The limit is set in Harness; this only informs the library.
   * The tokens of the key are counted against it at synth.
   *
   * @default 5
   */
  readonly tokenLimit?: number;

  /**
   * Lifetime of the key's tokens that have no `expiresAt`. It counts from the token's creation: a later change does not
   * affect existing tokens.
   *
   * @default Duration.days(30)
   */
  readonly defaultTokenLifetime?: Duration;
}

export interface ApiKeyProps extends ApiKeyOptions {
  /**
   * The service account or user that the key belongs to. Another owner replaces the key and its tokens.
   */
  readonly owner: IApiKeyOwner;
}

/**
 * Identifies an existing API key.
 */
export interface ApiKeyAttributes {
  /**
   * The service account or user that the key belongs to.
   */
  readonly owner: IApiKeyOwner;

  /**
   * Identifier of the key.
   */
  readonly identifier: string;

  /**
   * How many tokens the key can have, expired ones included. The limit is set in Harness; this only informs the library.
   * The tokens of the key that are in the same app are counted against it at synth.
   *
   * @default 5
   */
  readonly tokenLimit?: number;
}

const ATTRIBUTES: Kinds<ApiKeyAttributes> = { owner: OWNER, identifier: STRING, tokenLimit: optional(NUMBER) };

const PROPS: Kinds<ApiKeyProps> = { ...ENTITY, owner: OWNER, tokenLimit: optional(NUMBER), defaultTokenLifetime: optional(DURATION) };

abstract class ApiKeyBase extends Construct implements IApiKey {
  public abstract readonly harnessScope: HarnessScope;
  public abstract readonly ownerId: string;
  public abstract readonly apiKeyType: ApiKeyType;
  public abstract readonly apiKeyId: string;
  public abstract readonly importId: string;
  public abstract readonly tokenLimit: number;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    enterStack(this);
  }

  public addToken(id: string, options: TokenOptions = {}): Token {
    return new Token(this, id, { ...options, apiKey: this });
  }

  public addRotatingToken(id: string, options: RotatingTokenOptions): RotatingToken {
    return new RotatingToken(this, id, { ...options, apiKey: this });
  }
}

/**
 * A key of a service account or user: it has no secret itself, its tokens do. Destroying it takes its tokens along.
 *
 * Account, organization, project, key type and parent follow from the owner.
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_apikey
 */
export class ApiKey extends ApiKeyBase {
  /** Type of the key's resource in Terraform. */
  public static readonly tfResourceType = PlatformApikey.tfResourceType;

  /**
   * An existing API key. It renders no resource.
   *
   * @param scope construct that the key is added to
   * @param id construct id
   * @param attrs identifies the key
   */
  public static fromAttributes(scope: Construct, id: string, attrs: ApiKeyAttributes): IApiKey {
    class Import extends ApiKeyBase {
      public readonly harnessScope: HarnessScope;
      public readonly ownerId: string;
      public readonly apiKeyType: ApiKeyType;
      public readonly apiKeyId: string;
      public readonly importId: string;
      public readonly tokenLimit: number;

      public constructor() {
        super(scope, id);
        checkProps(this, attrs, ATTRIBUTES);
        const { owner, identifier } = attrs;
        this.harnessScope = owner.harnessScope;
        this.ownerId = owner.ownerId;
        this.apiKeyType = owner.apiKeyType;
        this.apiKeyId = identifier;
        this.importId = importIdOf(owner, identifier);
        this.tokenLimit = tokenLimitOf(this, attrs.tokenLimit);
      }
    }
    return new Import();
  }

  /** Scope of the key. */
  public readonly harnessScope: HarnessScope;

  /** The type of the key, which follows from its owner. */
  public readonly apiKeyType: ApiKeyType;

  /** What `terraform import` wants: `[<org_id>/[<project_id>/]]<parent_id>/<identifier>/<apikey_type>`. */
  public readonly importId: string;

  /** How many tokens the key can have. */
  public readonly tokenLimit: number;

  private readonly resource: PlatformApikey;

  /**
   * @param scope construct that the key is added to
   * @param id construct id; also the name of the key, unless one is given, and so its identifier
   * @param props properties of the key
   * @throws if a property breaks a rule of Harness, or the owner already has a key of that identifier
   */
  public constructor(scope: Construct, id: string, props: ApiKeyProps) {
    super(scope, id);
    checkProps(this, props, PROPS);
    const { owner } = props;
    const entity = entityAttributes(this, props);
    this.apiKeyType = owner.apiKeyType;
    this.harnessScope = owner.harnessScope;
    this.importId = importIdOf(owner, entity.identifier);
    this.tokenLimit = tokenLimitOf(this, props.tokenLimit);
    const defaultTimeToExpireToken = lifetimeInMilliseconds(this, props.defaultTokenLifetime ?? DEFAULT_TOKEN_LIFETIME);
    claimIdentity(this, `API key ${owner.harnessScope.accountId}/${this.importId}`, entity.identifier);

    const link = new ParentLink(this, owner);
    const place = this.harnessScope._attributes((attribute, value) => link.refer(attribute, value));
    const parentId = link.refer('id', () => owner.ownerId);
    this.resource = mendHcl(new PlatformApikey(this, 'Resource', {
      ...entity,
      ...place,
      parentId,
      apikeyType: owner.apiKeyType,
      defaultTimeToExpireToken,
      ...link.metaArguments({
        account_id: place.accountId,
        org_id: place.orgId,
        project_id: place.projectId,
        parent_id: parentId,
        apikey_type: owner.apiKeyType,
      }, props.provider),
    }));
    link.addDependency(this.resource);
    keyAfterRights(owner, this.resource);
  }

  /** Id of the key's owner, as a reference to the key. */
  public get ownerId(): string {
    return this.resource.parentId;
  }

  /** Identifier of the key, as a reference to it. */
  public get apiKeyId(): string {
    return this.resource.id;
  }

  /**
   * Decides what happens to the key when a plan would destroy or replace it.
   *
   * @param policy the policy, instead of the one before
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    applyRemovalPolicyTo(this.resource, policy);
  }

  /**
   * Takes over the key that exists under this identifier, by an import block.
   *
   * Remove the call once it is applied: while it is in the code, a change that has to replace the key fails at plan.
   *
   * @throws at synth if its id is known to Terraform only and the Terraform at hand is older than 1.6
   */
  public adopt(): void {
    adopt(this, this.importId);
  }

  /**
   * Keeps the key and its tokens when this construct is renamed or moved within its stack: at the next apply Terraform moves the
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

function tokenLimitOf(construct: Construct, limit: number = DEFAULT_TOKEN_LIMIT): number {
  return cdktf.Token.isUnresolved(limit) || (Number.isInteger(limit) && limit > 0)
    ? limit
    : refuse(construct, 'tokenLimit', 'must be a whole number greater than zero', limit);
}

function importIdOf(owner: IApiKeyOwner, identifier: string): string {
  return `${owner.importId}/${identifier}/${owner.apiKeyType}`;
}

function lifetimeInMilliseconds(construct: Construct, lifetime: Duration): number {
  const milliseconds = lifetime.toMilliseconds();
  // The provider leaves a zero out, and the service then takes its own default.
  return cdktf.Token.isUnresolved(milliseconds) || milliseconds > 0
    ? milliseconds
    : refuse(construct, 'defaultTokenLifetime', 'must be greater than zero', lengthInWords(milliseconds));
}
