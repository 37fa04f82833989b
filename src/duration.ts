import * as cdktf from 'cdktf';
import { lengthInWords } from './private/length-of-time';
import { refuseValue } from './private/refuse';

/**
 * A length of time with its unit.
 *
 * A number that only Terraform knows (a variable, a reference) cannot be converted at synth, so it is accepted
 * in milliseconds only.
 */
export class Duration {
  /**
   * @param amount a number of milliseconds; may be a value that only Terraform knows
   */
  public static milliseconds(amount: number): Duration {
    return new Duration(amount, 1, 'milliseconds');
  }

  public static seconds(amount: number): Duration {
    return new Duration(amount, 1_000, 'seconds');
  }

  public static minutes(amount: number): Duration {
    return new Duration(amount, 60_000, 'minutes');
  }

  public static hours(amount: number): Duration {
    return new Duration(amount, 3_600_000, 'hours');
  }

  /**
   * @param amount a number of days of 24 hours
   */
  public static days(amount: number): Duration {
    return new Duration(amount, 86_400_000, 'days');
  }

  private readonly lengthInMilliseconds: number;

  private constructor(amount: number, unitInMilliseconds: number, unit: string) {
    const prop = `amount of Duration.${unit}`;
    if (cdktf.Token.isUnresolved(amount)) {
      if (unitInMilliseconds !== 1) {
        refuseValue(prop, 'cannot convert a number that only Terraform knows', 'a reference', 'give it in milliseconds: Duration.milliseconds(...)');
      }
      this.lengthInMilliseconds = amount;
      return;
    }
    this.lengthInMilliseconds = amount * unitInMilliseconds;
    if (!(amount >= 0) || !Number.isSafeInteger(this.lengthInMilliseconds)) {
      refuseValue(prop, 'must be zero or more and a whole number of milliseconds', amount);
    }
  }

  /**
   * The length to be read, such as `30 days`.
   */
  public toHumanString(): string {
    return cdktf.Token.isUnresolved(this.lengthInMilliseconds) ? 'a length that only Terraform knows' : lengthInWords(this.lengthInMilliseconds);
  }

  /**
   * The length in milliseconds; a Terraform reference where the duration was made of one.
   */
  public toMilliseconds(): number {
    return this.lengthInMilliseconds;
  }
}
