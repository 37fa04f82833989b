import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { type IApiKey } from './api-key';
import { type EntityOptions } from './entity-options';
import { type Duration } from '../duration';
import { type Expiration } from '../expiration';
import { PlatformToken } from '../l1/harness/platform-token';
import { claimIdentity } from '../private/identity';
import { refuse } from '../private/refuse';
import { type ResourceReader } from '../private/resource-reader';
import { type ITokenFacts } from '../token-facts';
import { AccessTokenBase } from '../tokens/access-token-base';
import { epochMilliseconds, warnIfExpired } from '../tokens/expiry';
import { checkWarning, type End, endAtMilliseconds } from '../tokens/expiry-check';
import { entityAttributes } from './private/entity';
import { isLateBound } from '../private/late-bound';
import { harnessReader, harnessTokenFacts } from './private/token-facts';
import { addTokenResource } from './private/token-resource';
import { type ConstructFacts } from '../tokens/facts';
import { API_KEY, ENTITY } from './private/prop-kinds';
import { checkTokenLimit } from './private/token-limit';
import { BOOLEAN, checkProps, DURATION, EXPIRATION, HIDDEN_STRING, type Kinds, optional, STRING } from '../private/props';
import { type RemovalPolicy } from '../removal-policy';
import { applyRemovalPolicyTo } from '../tokens/removal';

/**
 * What `addToken` takes.
 */
export interface TokenOptions extends EntityOptions {
  /**
   * When the token begins to be valid.
   *
   * @default - at its creation
   */
  readonly validFrom?: Expiration;

  /**
   * When the token ends. A later one prolongs the same secret: it does not rotate it.
   *
   * @default - the API key's default token lifetime after the begin
   */
  readonly expiresAt?: Expiration;

  /**
   * An end that Harness schedules beside `expiresAt`, as its own rotation does. Harness refuses every later update of a
   * token that has one, so synth warns.
   *
   * @default - none
   */
  readonly scheduledExpiry?: Expiration;

  /**
   * E-mail address of the creator. Harness ignores it and never returns it, so each plan shows a change; synth warns.
   *
   * @default - none
   */
  readonly email?: string;

  /**
   * Name of the creator. Harness ignores it and never returns it, so each plan shows a change; synth warns.
   *
   * @default - none
   */
  readonly username?: string;

  /**
   * Whether the token is valid, which Harness itself decides: setting it shows a change once the token ends; synth warns.
   *
   * @default - Harness decides
   */
  readonly valid?: boolean;

  /**
   * A reference to a password. The provider never sends it, but plan and state contain it in clear text; synth warns, and
   * refuses a literal.
   *
   * @default - none
   */
  readonly encodedPassword?: string;

  /**
   * How long before its end Terraform starts to warn, at each plan and apply, by a `check` block. The health checks of HCP
   * Terraform alert on it. Terraform 1.5 or later.
   *
   * For a token without `expiresAt`, the end is unknown in the plan that creates it, and the check says so.
   *
   * @default - no warning
   */
  readonly warnBeforeExpiry?: Duration;
}

export interface TokenProps extends TokenOptions {
  /**
   * The API key that the token belongs to. Another key replaces the token.
   */
  readonly apiKey: IApiKey;
}

const PROPS: Kinds<TokenProps> = {
  ...ENTITY,
  apiKey: API_KEY,
  validFrom: optional(EXPIRATION),
  expiresAt: optional(EXPIRATION),
  scheduledExpiry: optional(EXPIRATION),
  email: optional(STRING),
  username: optional(STRING),
  valid: optional(BOOLEAN),
  encodedPassword: optional(HIDDEN_STRING),
  warnBeforeExpiry: optional(DURATION),
};

/**
 * A token of the Harness platform: the secret with which a service account or a user calls Harness.
 *
 * Account, organization, project, key, key type and parent follow from the API key. The token is created after its key
 * and destroyed before it.
 * @see https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_token
 */
export class Token extends AccessTokenBase {
  /** Type of the token's resource in Terraform. */
  public static readonly tfResourceType = PlatformToken.tfResourceType;

  /** What `terraform import` wants: `[<org_id>/[<project_id>/]]<parent_id>/<apikey_id>/<apikey_type>/<identifier>`. */
  public readonly importId: string;

  private readonly resource: PlatformToken;
  private readonly expiresAt?: Expiration;

  /**
   * @param scope construct that the token is added to
   * @param id construct id; also the name of the token, unless one is given, and so its identifier
   * @param props properties of the token
   * @throws if a property breaks a rule of Harness, or the key already has a token of that identifier
   */
  public constructor(scope: Construct, id: string, props: TokenProps) {
    super(scope, id);
    checkProps(this, props, PROPS);
    const { apiKey, validFrom, expiresAt, warnBeforeExpiry } = props;
    this.expiresAt = expiresAt;
    const entity = entityAttributes(this, props);
    this.importId = `${apiKey.importId}/${entity.identifier}`;
    if (validFrom?.isKnown && expiresAt?.isKnown && validFrom.toEpochMilliseconds() >= expiresAt.toEpochMilliseconds()) {
      refuse(this, 'validFrom', `must be before expiresAt (${expiresAt.toIsoString()})`, validFrom.toIsoString());
    }
    const times = {
      validFrom: epochMilliseconds(this, 'validFrom', validFrom),
      validTo: epochMilliseconds(this, 'expiresAt', expiresAt),
      scheduledExpireTime: epochMilliseconds(this, 'scheduledExpiry', props.scheduledExpiry),
    };
    checkWarning(this, warnBeforeExpiry);
    warnOfIgnoredInputs(this, props);
    warnIfExpired(this, expiresAt);
    claimIdentity(this, `token ${apiKey.harnessScope.accountId}/${this.importId}`, entity.identifier);

    this.resource = addTokenResource(this, apiKey, {
      ...entity,
      ...times,
      email: props.email,
      username: props.username,
      valid: props.valid,
      encodedPassword: props.encodedPassword,
      provider: props.provider,
    });
    checkTokenLimit(this, apiKey, 1, false);
    if (warnBeforeExpiry) {
      this._warnBeforeExpiry(warnBeforeExpiry);
    }
  }

  /** Identifier of the token, as a reference to it. */
  public get tokenId(): string {
    return this.resource.id;
  }

  /** When the token begins to be valid, in epoch milliseconds. */
  public get validFrom(): number {
    return this.resource.validFrom;
  }

  /** When the token ends, in epoch milliseconds. */
  public get validTo(): number {
    return this.resource.validTo;
  }

  /** Whether Harness accepts the token at present. */
  public get valid(): cdktf.IResolvable {
    return this.resource.getBooleanAttribute('valid');
  }

  /** E-mail address of the creator, as it was given. */
  public get email(): string {
    return this.resource.email;
  }

  /** Name of the creator, as it was given. */
  public get username(): string {
    return this.resource.username;
  }

  /** The password, as it was given. */
  public get encodedPassword(): string {
    return this.resource.encodedPassword;
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
   * Takes over the token that exists under this identifier, by an import block. Its secret stays unknown: `value` of it
   * is an error at synth.
   *
   * Remove the call once it is applied: while it is in the code, a change that has to replace the token fails at plan.
   *
   * @throws at synth if its id is known to Terraform only and the Terraform at hand is older than 1.6
   */
  public adopt(): void {
    this._adopt(this.importId);
  }

  /** @internal */
  public _end(): End {
    return endAtMilliseconds(this, this.resource.validTo, this.expiresAt);
  }

  /** @internal */
  public _factsOf(resource: cdktf.TerraformResource, of: ConstructFacts, look: ResourceReader = harnessReader()): ITokenFacts {
    return harnessTokenFacts(resource, look, of);
  }

  /** @internal */
  protected _secretAttribute(): string {
    return this.resource.value;
  }
}

function warnOfIgnoredInputs(token: Token, props: TokenProps): void {
  const warn = (message: string) => cdktf.Annotations.of(token).addWarning(message);
  if (props.encodedPassword !== undefined) {
    if (!isLateBound(props.encodedPassword)) {
      refuse(token, 'encodedPassword', 'must be a reference, since the state would contain it in clear text', 'a literal', 'leave it out: the provider never sends it');
    }
    warn('encodedPassword is never sent to Harness, and plan and state contain it in clear text: leave it out');
  }
  for (const prop of ['email', 'username'] as const) {
    if (props[prop] !== undefined) {
      warn(`${prop} is ignored by Harness, and every plan will show it as a change: leave it out`);
    }
  }
  if (props.valid !== undefined) {
    warn('valid is decided by Harness, and plans will show it as a change once the token ends: leave it out');
  }
  if (props.scheduledExpiry !== undefined) {
    warn('scheduledExpiry makes Harness refuse every later update of the token: use expiresAt');
  }
}
