import type * as cdktf from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { type ApiTokenScope } from './api-token-scope';
import { type Duration } from '../duration';
import { type Expiration } from '../expiration';
import { ApiToken as ApiTokenResource } from '../l1/dynatrace/api-token';
import { DataDynatraceApiToken } from '../l1/dynatrace/data-dynatrace-api-token';
import { mendHcl } from '../private/hcl';
import { isLateBound } from '../private/late-bound';
import { checkProps, EXPIRATION, type Kinds, optional, STRING } from '../private/props';
import { refuse } from '../private/refuse';
import { ResourceReader } from '../private/resource-reader';
import { type RemovalPolicy } from '../removal-policy';
import { type ITokenFacts } from '../token-facts';
import { AccessTokenBase } from '../tokens/access-token-base';
import { DELETION_AFTER_END } from './private/deletion';
import { nameOf } from './private/name';
import { DYNATRACE_PROVIDER, OPTIONS } from './private/prop-kinds';
import { dynatraceTokenFacts } from './private/token-facts';
import { addTokenResource } from './private/token-resource';
import { enterStack } from '../tokens/entrance';
import { isoString, warnIfExpired } from '../tokens/expiry';
import { type End, endAtDate } from '../tokens/expiry-check';
import { type ConstructFacts } from '../tokens/facts';
import { applyRemovalPolicyTo } from '../tokens/removal';

/**
 * What can be known of a Dynatrace access token, whoever created it. Not its secret.
 */
export interface IApiToken extends IConstruct {
  /** Id of the token: the first two parts of its secret, safe to show. */
  readonly tokenId: string;

  /** Name of the token. */
  readonly tokenName: string;

  /** Whether Dynatrace accepts the token. */
  readonly enabled: cdktf.IResolvable;

  /** When the token ends, as `yyyy-MM-ddTHH:mm:ss.SSSZ`; empty for one that never does. */
  readonly expirationDate: string;

  /** The user who owns the token. */
  readonly owner: string;
}

/**
 * What a token and one that rotates have in common.
 */
export interface ApiTokenOptions {
  /**
   * Name of the token. Dynatrace allows several tokens of one name.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * What the token may do: one scope at least. A scope that is given twice counts once.
   */
  readonly scopes: ApiTokenScope[];

  /**
   * Whether Dynatrace accepts the token.
   *
   * The provider on its own creates a disabled token by default, in two calls of which the second can fail
   * and leave a live token behind.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Whether it is a personal access token, bound to the rights of the user who owns the provider's token. The environment
   * must allow such tokens. Dynatrace cannot change the kind: another one replaces the token.
   *
   * @default false
   */
  readonly personalAccessToken?: boolean;

  /**
   * The provider configuration to use, for several environments in one stack.
   *
   * @default - the stack's own DynatraceProvider without alias
   */
  readonly provider?: cdktf.TerraformProvider;

  /**
   * How long before its end Terraform starts to warn, at each plan and apply, by a `check` block. The health checks of HCP
   * Terraform alert on it. Terraform 1.5 or later. A token that never ends is refused.
   *
   * @default - no warning
   */
  readonly warnBeforeExpiry?: Duration;
}

export interface ApiTokenProps extends ApiTokenOptions {
  /**
   * When the token ends. Another end, or none, replaces the token: Dynatrace cannot change it.
   *
   * Dynatrace deletes a token seven days after its end, and the provider cannot plan for one that is gone. Until then,
   * set a later end or remove the token from the code; afterwards `cdktf-access-tokens repair` makes the state forget it.
   *
   * @default - the token never ends
   */
  readonly expiresAt?: Expiration;
}

/**
 * Which token to look up.
 */
export interface ApiTokenLookup {
  /**
   * Name of the token. Of several with that name, the newest is found.
   */
  readonly name: string;

  /**
   * The provider configuration to use, for several environments in one stack.
   *
   * @default - the stack's own DynatraceProvider without alias
   */
  readonly provider?: cdktf.TerraformProvider;
}

const LOOKUP: Kinds<ApiTokenLookup> = { name: STRING, provider: optional(DYNATRACE_PROVIDER) };

const PROPS: Kinds<ApiTokenProps> = { ...OPTIONS, expiresAt: optional(EXPIRATION) };

/**
 * A classic access token of a Dynatrace environment.
 *
 * Not for platform tokens, whose scopes have colons. The provider itself must be configured with an access token that has
 * the scopes of `ApiTokenScopes.tokenManagement()`.
 * @see https://registry.terraform.io/providers/dynatrace-oss/dynatrace/latest/docs/resources/api_token
 */
export class ApiToken extends AccessTokenBase implements IApiToken {
  /** Type of the token's resource in Terraform. */
  public static readonly tfResourceType = ApiTokenResource.tfResourceType;

  /**
   * An existing token, looked up by its name at plan. Its secret cannot be looked up.
   *
   * Terraform fails where there is none: the provider's data source alone would go on with an empty id.
   *
   * @param scope construct that the token is added to
   * @param id construct id
   * @param lookup which token
   */
  public static fromName(scope: Construct, id: string, lookup: ApiTokenLookup): IApiToken {
    class Lookup extends Construct implements IApiToken {
      public readonly tokenId: string;
      public readonly tokenName: string;
      public readonly enabled: cdktf.IResolvable;
      public readonly expirationDate: string;
      public readonly owner: string;

      public constructor() {
        super(scope, id);
        enterStack(this);
        checkProps(this, lookup, LOOKUP);
        const source = mendHcl(new DataDynatraceApiToken(this, 'Resource', {
          name: lookup.name,
          provider: lookup.provider,
          lifecycle: {
            postcondition: [{
              condition: '${self.id != null && self.id != ""}',
              errorMessage: `There is no Dynatrace access token of the name looked up by ${this.node.path}.`,
            }],
          },
        }));
        this.tokenId = source.id;
        this.tokenName = lookup.name;
        this.enabled = source.enabled;
        this.expirationDate = source.expirationDate;
        this.owner = source.owner;
      }
    }
    return new Lookup();
  }

  private readonly resource: ApiTokenResource;
  private readonly expiresAt?: Expiration;

  /**
   * @param scope construct that the token is added to
   * @param id construct id; also the name of the token, unless one is given
   * @param props properties of the token
   * @throws if there is no scope, or one that the kind of token cannot have
   */
  public constructor(scope: Construct, id: string, props: ApiTokenProps) {
    super(scope, id);
    checkProps(this, props, PROPS);
    const name = nameOf(this, props.name);
    warnIfExpired(this, props.expiresAt);
    this.expiresAt = props.expiresAt;

    this.resource = addTokenResource(this, { ...props, name, expirationDate: isoString(this, 'expiresAt', props.expiresAt) });
    if (props.warnBeforeExpiry) {
      this._warnBeforeExpiry(props.warnBeforeExpiry);
    }
  }

  public get tokenId(): string {
    return this.resource.id;
  }

  public get tokenName(): string {
    return this.resource.name;
  }

  public get enabled(): cdktf.IResolvable {
    return this.resource.getBooleanAttribute('enabled');
  }

  public get expirationDate(): string {
    return this.resource.expirationDate;
  }

  public get owner(): string {
    return this.resource.owner;
  }

  /** When the token was created. Unknown in the apply that creates it. */
  public get creationDate(): string {
    return this.resource.creationDate;
  }

  /** When name or scopes of the token were last changed. Unknown in the apply that creates it. */
  public get modifiedDate(): string {
    return this.resource.modifiedDate;
  }

  /** When the token was last used. It changes at each use, so nothing should depend on it. */
  public get lastUsedDate(): string {
    return this.resource.lastUsedDate;
  }

  /** From where the token was last used. It may change at each use, so nothing should depend on it. */
  public get lastUsedIpAddress(): string {
    return this.resource.lastUsedIpAddress;
  }

  /**
   * Decides what happens to the token when a plan would destroy or replace it.
   *
   * @param policy the policy, instead of the one before
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    applyRemovalPolicyTo(this.resource, policy);
  }

  /**
   * Takes over a token that exists, by an import block. Its secret stays unknown: `value` of it is an error at synth.
   * Give `expiresAt` as the token has it: the provider cannot change it.
   *
   * Remove the call once it is applied: while it is in the code, a change that has to replace the token fails at plan.
   *
   * @param tokenId id of the token: the first two parts of its secret, as the Dynatrace UI shows it
   * @throws if it is not such an id, or another one was given before
   */
  public adopt(tokenId: string): void {
    if (!isLateBound(tokenId) && !/^dt0[a-zA-Z][0-9]{2}\.[A-Z0-9]{24}$/.test(tokenId)) {
      refuse(this, 'tokenId of adopt', 'must be the first two parts of a token, such as dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX', tokenId);
    }
    this._adopt(tokenId);
  }

  /** @internal */
  public _end(): End | undefined {
    return this.expiresAt && {
      ...endAtDate(this.resource.expirationDate, this.expiresAt),
      consequence: DELETION_AFTER_END,
    };
  }

  /** @internal */
  public _factsOf(resource: cdktf.TerraformResource, of: ConstructFacts, look: ResourceReader = new ResourceReader()): ITokenFacts {
    return dynatraceTokenFacts(resource, look, of);
  }

  /** @internal */
  protected _secretAttribute(): string {
    return this.resource.token;
  }
}
