import type * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { type ApiTokenOptions } from './api-token';
import { ApiToken as ApiTokenResource } from '../l1/dynatrace/api-token';
import { type Kinds, ROTATION_SCHEDULE } from '../private/props';
import { ResourceReader } from '../private/resource-reader';
import { type RotationSchedule } from '../rotation';
import { type ITokenFacts } from '../token-facts';
import { DELETION_AFTER_END } from './private/deletion';
import { nameOf } from './private/name';
import { OPTIONS } from './private/prop-kinds';
import { type End } from '../tokens/expiry-check';
import { dynatraceTokenFacts } from './private/token-facts';
import { addTokenResource } from './private/token-resource';
import { type ConstructFacts } from '../tokens/facts';
import { RotatingTokenBase } from '../tokens/rotating-token-base';

export interface RotatingApiTokenProps extends ApiTokenOptions {
  /**
   * When the token rotates, and how long the old one stays.
   */
  readonly schedule: RotationSchedule;
}

const PROPS: Kinds<RotatingApiTokenProps> = { ...OPTIONS, schedule: ROTATION_SCHEDULE };

/**
 * A classic access token of a Dynatrace environment that rotates. Its resource has an instance for each generation that
 * exists, with its date as the last part of the name, an address and an end of its own; Terraform decides at each plan which
 * those are.
 *
 * An apply within the overlap after each start delivers the next token's value, while the old one is still valid; an apply
 * after the overlap removes the old one. Without an apply nothing is issued, and the tokens end one lifetime after their
 * start. Dynatrace deletes a token seven days after its end.
 */
export class RotatingApiToken extends RotatingTokenBase {
  /** Type of the token's resource in Terraform. */
  public static readonly tfResourceType = ApiTokenResource.tfResourceType;

  /** @internal */
  protected readonly _endsUnasked = false;

  /**
   * @param scope construct that the token is added to
   * @param id construct id; also the name of the token, unless one is given
   * @param props properties of the token
   * @throws if there is no scope, or one that the kind of token cannot have, or the schedule starts more than a
   *   period in the future
   */
  public constructor(scope: Construct, id: string, props: RotatingApiTokenProps) {
    super(scope, id, props, PROPS, ApiTokenResource.tfResourceType);
    addTokenResource(this, {
      ...props,
      name: `${nameOf(this, props.name)} \${each.key}`,
      expirationDate: this._endOfEach,
      forEach: this._forEach,
    });
    if (props.warnBeforeExpiry) {
      this._warnBeforeExpiry(props.warnBeforeExpiry);
    }
  }

  /** @internal */
  public _end(): End | undefined {
    const end = super._end();
    return end && { ...end, consequence: DELETION_AFTER_END };
  }

  /** @internal */
  public _factsOf(resource: cdktf.TerraformResource, of: ConstructFacts, look: ResourceReader = new ResourceReader()): ITokenFacts {
    return dynatraceTokenFacts(resource, look, of);
  }
}
