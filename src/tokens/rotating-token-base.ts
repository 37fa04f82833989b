import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { type AccessTokenBase } from './access-token-base';
import { warnBeforeEnd } from './expiry-check';
import { exportSecret } from './export-secret';
import { moveFrom } from './moves';
import { type IAccessToken } from '../access-token';
import { Duration } from '../duration';
import { now } from '../private/now';
import { refuse } from '../private/refuse';
import { type RotationSchedule } from '../rotation';

type Generation = ReturnType<RotationSchedule['_generations']>[number];

/**
 * What the rotating tokens of both systems do alike. Its children are the tokens of the generations.
 * @internal
 */
export abstract class RotatingTokenBase extends Construct implements IAccessToken {
  /**
   * When the next generation starts, as `yyyy-MM-ddTHH:mm:ss.SSSZ`: from then on a deploy issues the next token.
   *
   * @default - the schedule is by hand
   */
  public readonly nextRotation?: string;

  private readonly schedule: RotationSchedule;
  private readonly generations: Generation[];
  private tokens: AccessTokenBase[] = [];

  protected constructor(scope: Construct, id: string, schedule: RotationSchedule) {
    super(scope, id);
    this.schedule = schedule;
    const time = now(this);
    const next = schedule._nextRotation(time);
    this.generations = schedule._generations(time, this);
    this.nextRotation = next === undefined ? undefined : new Date(next).toISOString();
  }

  public get value(): string {
    return this.tokens[0].value;
  }

  /**
   * A reference to the secret before the newest, for a consumer that accepts two. Where only one generation lives it is
   * the same as `value`, so that such a consumer need not care.
   *
   * @throws where that token was adopted: its secret could be read at creation only
   */
  public get previousValue(): string {
    return this.tokens[this.tokens.length - 1].value;
  }

  /**
   * Makes an output of the newest secret, in the token's stack. It is always sensitive, and keeps its name from
   * generation to generation.
   *
   * @param id the exact name of the Terraform output
   * @returns the output
   * @throws where the name is no Terraform name, or the stack has an output of that name
   */
  public exportValue(id: string): cdktf.TerraformOutput {
    return exportSecret(this, id, this.value);
  }

  /**
   * Keeps the tokens and their secrets when this construct is renamed or moved within its stack: at the next apply Terraform moves the
   * state of all that stands below it. Without it Terraform destroys what it finds at the old addresses.
   *
   * Leave the call in the code until every state is moved. Renamed or moved again, call it once for each former path, the oldest first.
   *
   * @param path where the construct stood in its stack: construct ids with `/` between them, such as `Former/Bot`
   * @throws if the path is the present one, was given before, or is no path below the stack; at synth if something stands there
   * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
   */
  public movedFrom(path: string): void {
    moveFrom(this, path);
  }

  /**
   * Makes the tokens of the generations that are alive, the newest first.
   * @internal
   */
  protected _issue<T extends AccessTokenBase>(make: (generation: Generation) => T): T[] {
    const tokens = this.generations.map(make);
    this.tokens = tokens;
    return tokens;
  }

  /** @internal */
  protected _warnBeforeExpiry(before: Duration | undefined): void {
    if (!before) {
      return;
    }
    const end = this.tokens[0]._end();
    if (!end) {
      refuse(this, 'warnBeforeExpiry', 'needs an end to warn of', 'a token that never ends', 'set expiresAt of the schedule');
    }
    const { path } = this.node;
    const { _overlap: overlap } = this.schedule;
    if (overlap === undefined) {
      return warnBeforeEnd(this, end, [{ before, message: `The newest token of ${path} ends at ${end.text}: rotate it by another serial, and deploy.` }]);
    }
    const milliseconds = before.toMilliseconds();
    if (!cdktf.Token.isUnresolved(milliseconds) && milliseconds > overlap) {
      cdktf.Annotations.of(this).addWarning(
        `warnBeforeExpiry (${milliseconds} ms) is longer than the overlap (${overlap} ms), so it warns before the next rotation is due: make it at most the overlap`);
    }
    const advice = 'deploy, so that the next one is issued';
    // A generation ends one overlap after the next one starts.
    warnBeforeEnd(this, end, [
      { before, message: `The newest token of ${path} ends at ${end.text}: ${advice}.` },
      { before: Duration.milliseconds(overlap), message: `The newest token of ${path} is due to be replaced since ${this.nextRotation}: ${advice}.` },
    ]);
  }
}
