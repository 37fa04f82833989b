import { type Construct } from 'constructs';
import { type IApiKey } from './api-key';
import { type EntityOptions } from './entity-options';
import { checkTokenLimit } from './private/token-limit';
import { Token } from './token';
import { type Duration } from '../duration';
import { identifierOf } from './private/entity';
import { claimSeries } from '../private/identity';
import { type RotationSchedule } from '../rotation';
import { RotatingTokenBase } from '../tokens/rotating-token-base';

/**
 * What `addRotatingToken` takes. Name and identifier are those of the whole; each generation's have its date behind them.
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

/**
 * A token of the Harness platform that rotates: one token for each generation that is alive at synth, each with an
 * identifier, an address and an end of its own.
 *
 * A deploy within the overlap after each start issues the next token and delivers its value, while the old one is valid
 * still; a deploy after the overlap removes the old one. Without a deploy nothing is issued, and the tokens end by
 * themselves. The time is that of the synth, or the context value `accessTokens:now`.
 *
 * Harness bounds the tokens of a key, see `tokenLimit` of the key. There are two generations at once, and in an apply,
 * where Terraform creates and removes in no certain order, for a moment three; after missed deploys, four. Where an apply
 * fails at the bound, run it again: the old ones are gone then.
 */
export class RotatingToken extends RotatingTokenBase {
  /** The newest generation's token. */
  public readonly current: Token;

  /**
   * The token of the generation before.
   * @default - it does not live any more
   */
  public readonly previous?: Token;

  /**
   * @param scope construct that the token is added to
   * @param id construct id, and name of the token where none is given
   * @param props properties of the token
   * @throws where a property breaks a rule of Harness, the key has a rotating token of that identifier already, or the
   *   schedule starts more than a period ahead
   */
  public constructor(scope: Construct, id: string, props: RotatingTokenProps) {
    super(scope, id, props.schedule);
    const { apiKey, description, tags, provider } = props;
    const name = props.name ?? id;
    const identifier = identifierOf(this, props);
    claimSeries(this, `token ${apiKey.harnessScope.accountId}/${apiKey.importId}/${identifier}`, identifier);

    [this.current, this.previous] = this._issue((generation) => new Token(this, generation.id, {
      apiKey,
      description,
      tags,
      provider,
      name: `${name} ${generation.stamp}`,
      identifier: `${identifier}_${generation.stamp}`,
      expiresAt: generation.expiresAt,
    }));
    checkTokenLimit(this, apiKey, props.schedule._mostAtOnce);
    this._warnBeforeExpiry(props.warnBeforeExpiry);
  }
}
