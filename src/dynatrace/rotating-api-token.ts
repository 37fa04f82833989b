import { type Construct } from 'constructs';
import { ApiToken, type ApiTokenOptions } from './api-token';
import { type RotationSchedule } from '../rotation';
import { nameOf } from './private/name';
import { RotatingTokenBase } from '../tokens/rotating-token-base';

export interface RotatingApiTokenProps extends ApiTokenOptions {
  /**
   * When the token rotates, and how long the old one stays.
   */
  readonly schedule: RotationSchedule;
}

/**
 * A classic access token of a Dynatrace environment that rotates: one token for each generation that is alive at synth,
 * each with its date behind the name, an address and an end of its own.
 *
 * A deploy within the overlap after each start issues the next token and delivers its value, while the old one is valid
 * still; a deploy after the overlap removes the old one. Without a deploy nothing is issued, and the tokens end by
 * themselves. The time is that of the synth, or the context value `accessTokens:now`.
 *
 * `warnBeforeExpiry` is about the newest generation, and warns as well once a rotation is due and not deployed. Make it
 * at most the schedule's overlap: a longer one warns before anything is due.
 */
export class RotatingApiToken extends RotatingTokenBase {
  /** The newest generation's token. */
  public readonly current: ApiToken;

  /**
   * The token of the generation before.
   * @default - it does not live any more
   */
  public readonly previous?: ApiToken;

  /**
   * @param scope construct that the token is added to
   * @param id construct id, and name of the token where none is given
   * @param props properties of the token
   * @throws where a scope is missing, twice there or one that the kind of token cannot have, or the schedule starts more
   *   than a period ahead
   */
  public constructor(scope: Construct, id: string, props: RotatingApiTokenProps) {
    super(scope, id, props.schedule);
    const { scopes, enabled, personalAccessToken, provider } = props;
    const name = nameOf(this, props.name);

    [this.current, this.previous] = this._issue((generation) => new ApiToken(this, generation.id, {
      scopes,
      enabled,
      personalAccessToken,
      provider,
      name: `${name} ${generation.stamp}`,
      expiresAt: generation.expiresAt,
    }));
    this._warnBeforeExpiry(props.warnBeforeExpiry);
  }
}
