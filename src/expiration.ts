import * as cdktf from 'cdktf';
import { parseDateTime } from './private/date-time';
import { isLateBound } from './private/late-bound';
import { refuseValue } from './private/refuse';

/** 2001-09-09T01:46:40Z. What lies before it, read as milliseconds, is a date of our days in seconds. */
const EARLIEST = 1_000_000_000_000;
/** The last millisecond of the year 9999: the last date with a year of four digits. */
const LATEST = 253_402_300_799_999;

/**
 * A point in time, such as the one at which a token ends.
 *
 * It is rendered in the one form that each provider stores unchanged: epoch milliseconds for Harness,
 * `yyyy-MM-ddTHH:mm:ss.SSSZ` for Dynatrace. There is no "from now" on purpose: each deploy would move it.
 */
export class Expiration {
  /**
   * A date and time.
   *
   * @param dateTime ISO 8601 with its zone, such as `2027-03-31T00:00:00Z` or `2027-03-31T02:00:00+02:00`.
   *   A value that only Terraform knows is passed on as it is: it must be in the form `yyyy-MM-ddTHH:mm:ss.SSSZ`, and
   *   only Dynatrace tokens take it.
   * @throws if it is not such a date and time, or is before 2001-09-09
   */
  public static at(dateTime: string): Expiration {
    if (isLateBound(dateTime)) {
      return new Expiration(dateTime, undefined);
    }
    return Expiration.atEpochMilliseconds(parseDateTime('dateTime of Expiration.at', dateTime));
  }

  /**
   * A count of milliseconds since 1970-01-01T00:00:00Z.
   *
   * @param epochMilliseconds a value that only Terraform knows is passed on as it is, and only Harness tokens take it
   * @throws if it is not a whole number, or is before 2001-09-09 (seconds given for milliseconds)
   */
  public static atEpochMilliseconds(epochMilliseconds: number): Expiration {
    if (!cdktf.Token.isUnresolved(epochMilliseconds)) {
      const prop = 'epochMilliseconds of Expiration.atEpochMilliseconds';
      if (!Number.isSafeInteger(epochMilliseconds) || epochMilliseconds > LATEST) {
        refuseValue(prop, 'must be a whole number of milliseconds before the year 10000', epochMilliseconds);
      }
      if (epochMilliseconds < EARLIEST) {
        refuseValue(prop, 'must not be before 2001-09-09', epochMilliseconds, 'were seconds given for milliseconds?');
      }
    }
    return new Expiration(undefined, epochMilliseconds);
  }

  /**
   * A date of the language: JavaScript's `Date`, Python's `datetime`, Go's `time.Time`. What is below a millisecond is cut.
   *
   * @throws if it is not a valid date, or is before 2001-09-09
   */
  public static atDate(date: Date): Expiration {
    const time = Object.prototype.toString.call(date) === '[object Date]' ? date.getTime() : NaN;
    return Number.isNaN(time)
      ? refuseValue('date of Expiration.atDate', 'must be a valid Date', date, "use Expiration.at('2027-03-31T00:00:00Z') for a string")
      : Expiration.atEpochMilliseconds(time);
  }

  private constructor(private readonly dateTime: string | undefined, private readonly epochMilliseconds: number | undefined) {}

  /**
   * Whether the point in time is known at synth; otherwise only Terraform knows it.
   */
  public get isKnown(): boolean {
    return this.epochMilliseconds !== undefined && !cdktf.Token.isUnresolved(this.epochMilliseconds);
  }

  /**
   * Milliseconds since 1970-01-01T00:00:00Z, as Harness stores it.
   *
   * @throws if the point in time is a date string that only Terraform knows
   */
  public toEpochMilliseconds(): number {
    return this.epochMilliseconds ?? refuseValue('Expiration', 'cannot turn a date string that only Terraform knows into milliseconds', this.dateTime,
      'give it as Expiration.atEpochMilliseconds(...)');
  }

  /**
   * `yyyy-MM-ddTHH:mm:ss.SSSZ`, as Dynatrace stores it.
   *
   * @throws if the point in time is a number that only Terraform knows
   */
  public toIsoString(): string {
    if (this.dateTime !== undefined) {
      return this.dateTime;
    }
    return this.isKnown
      ? new Date(this.toEpochMilliseconds()).toISOString()
      : refuseValue('Expiration', 'cannot turn milliseconds that only Terraform knows into a date string', 'a reference', 'give it as Expiration.at(...)');
  }
}
