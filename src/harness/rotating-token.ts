import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { type IApiKey } from './api-key';
import { type EntityOptions } from './entity-options';
import { type Duration } from '../duration';
import { PlatformToken } from '../l1/harness/platform-token';
import { claimIdentity, claimSeries } from '../private/identity';
import { type ResourceReader } from '../private/resource-reader';
import { type RotationSchedule } from '../rotation';
import { type ITokenFacts } from '../token-facts';
import { entityAttributes, identifierOf } from './private/entity';
import { harnessReader, harnessTokenFacts } from './private/token-facts';
import { checkTokenLimit } from './private/token-limit';
import { addTokenResource } from './private/token-resource';
import { type ConstructFacts } from '../tokens/facts';
import { API_KEY, ENTITY } from './private/prop-kinds';
import { DURATION, type Kinds, optional, ROTATION_SCHEDULE } from '../private/props';
import { checkWarning } from '../tokens/expiry-check';
import { RotatingTokenBase } from '../tokens/rotating-token-base';

/**
 * What `addRotatingToken` takes. Each generation appends its date to the name and identifier.
 */
export interface RotatingTokenOptions extends EntityOptions {
  /**
   * When the token rotates, and how long the old one stays.
   */
  readonly schedule: RotationSchedule;

  /**
   * From how long before the end of the newest generation on Terraform warns, at each plan and apply, by a `check` block.
   * It warns as well once a rotation is due and not deployed. The health checks of HCP Terraform alert by it.
   * Terraform 1.5 or later.
   *
   * Make it at most the schedule's overlap: a longer one warns before anything is due.
   *
   * @default - no warning
   */
  readonly warnBeforeExpiry?: Duration;
}

export interface RotatingTokenProps extends RotatingTokenOptions {
  /**
   * The API key that the tokens belong to. Another key replaces them.
   */
  readonly apiKey: IApiKey;
}

const PROPS: Kinds<RotatingTokenProps> = { ...ENTITY, apiKey: API_KEY, schedule: ROTATION_SCHEDULE, warnBeforeExpiry: optional(DURATION) };

/**
 * A token of the Harness platform that rotates. Its resource has an instance for each generation that exists, with an
 * identifier, an address and an end of its own; Terraform decides at each plan which those are.
 *
 * An apply within the overlap after each start delivers the next token's value, while the old one is still valid; an apply
 * after the overlap removes the old one. Without an apply nothing is issued, and the tokens end one lifetime after their
 * start.
 *
 * Harness limits the tokens of a key, see `tokenLimit` of the key. There are two generations at once, and in an apply,
 * where Terraform creates and removes in no certain order, for a moment three; after missed deploys, four. If an apply
 * fails at the limit, run it again: the old ones are gone then.
 */
export class RotatingToken extends RotatingTokenBase {
  /** Type of the token's resource in Terraform. */
  public static readonly tfResourceType = PlatformToken.tfResourceType;

  /** @internal */
  protected readonly _endsUnasked = true;

  /**
   * @param scope construct that the token is added to
   * @param id construct id; also the name of the token, unless one is given, and so its identifier
   * @param props properties of the token
   * @throws if a property breaks a rule of Harness, the key already has a rotating token of that identifier, or the
   *   schedule starts more than a period in the future
   */
  public constructor(scope: Construct, id: string, props: RotatingTokenProps) {
    super(scope, id, props, PROPS, PlatformToken.tfResourceType);
    const { apiKey, description, tags, provider } = props;
    const name = props.name ?? id;
    const identifier = identifierOf(this, props);
    const place = `token ${apiKey.harnessScope.accountId}/${apiKey.importId}`;
    const stamped = (stamp: string) => entityAttributes(this, { name: `${name} ${stamp}`, identifier: `${identifier}_${stamp}`, description, tags });
    // Only Terraform knows the stamps of a periodic schedule, so the checks get one of the same form.
    const samples = props.schedule._stamps.map(stamped);
    checkWarning(this, props.warnBeforeExpiry);
    claimSeries(this, `${place}/${identifier}`, identifier);
    samples.forEach((sample) => claimIdentity(this, `${place}/${sample.identifier}`, sample.identifier));

    addTokenResource(this, apiKey, {
      ...stamped('${each.key}'),
      validTo: this._endOfEach === undefined ? undefined : cdktf.Token.asNumber(this._endOfEach),
      provider,
      forEach: this._forEach,
    });
    if (props.warnBeforeExpiry) {
      this._warnBeforeExpiry(props.warnBeforeExpiry);
    }
    checkTokenLimit(this, apiKey, props.schedule._mostAtOnce, true);
  }

  /** @internal */
  public _factsOf(resource: cdktf.TerraformResource, of: ConstructFacts, look: ResourceReader = harnessReader()): ITokenFacts {
    return harnessTokenFacts(resource, look, of);
  }
}
