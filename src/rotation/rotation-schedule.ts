import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { RotationRule } from './rotation-rule';
import { planRotation } from './terraform-rule';
import { Duration } from '../duration';
import { type Expiration } from '../expiration';
import { parseDateTime } from '../private/date-time';
import { isLateBound } from '../private/late-bound';
import { lengthInWords } from '../private/length-of-time';
import { now } from '../private/now';
import { refuse, refuseValue } from '../private/refuse';
import { LATEST_CALCULATED, LONGEST_CALCULATED } from '../private/terraform-time';
import { EndForm } from '../private/token-systems';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** What `Expiration` takes as its earliest, too: before it lie dates in seconds that were read as milliseconds. */
const EARLIEST_START = Date.parse('2001-09-09T00:00:00Z');

/**
 * Options of `RotationSchedule.every`.
 */
export interface RotationScheduleOptions {
  /**
   * When the first generation starts; the others follow from it, one a period. ISO 8601 with its zone and in whole seconds,
   * such as `2026-11-01T00:00:00Z`. It may be at most one period in the future; until then the first generation applies.
   */
  readonly startingAt: string;

  /**
   * How long a generation stays after the next one has started: greater than zero, the period at most. The first apply
   * after it removes the generation.
   *
   * It is the time within which a deploy must follow each start, and consumers must take the new value. If a deploy may
   * come at any moment of a period, make the overlap as long as the period.
   */
  readonly overlap: Duration;

  /**
   * How long after its start the service itself ends a token, if no deploy removes it: at least the period and twice the
   * overlap, at most 36,500 days. Another lifetime replaces Dynatrace tokens, and moves the end of Harness tokens.
   *
   * Dynatrace deletes a token seven days after its end, and its provider cannot plan for one that is gone. With this length
   * none is gone as long as an apply comes each overlap.
   *
   * @default - three periods
   */
  readonly lifetime?: Duration;
}

/**
 * Options of `RotationSchedule.manual`.
 */
export interface ManualRotationOptions {
  /**
   * When the generation ends.
   *
   * @default - for Harness, the API key's default token lifetime after its creation; for Dynatrace, never
   */
  readonly expiresAt?: Expiration;

  /**
   * Serial of the previous generation, which stays as it is.
   *
   * @default - it is removed in the deploy that creates the new one
   */
  readonly previousSerial?: string;

  /**
   * When the previous generation ends: what was its `expiresAt`. Another end replaces a Dynatrace token, and its value is
   * lost at once.
   *
   * @default - as for `expiresAt`, which then must not be set either
   */
  readonly previousExpiresAt?: Expiration;
}

/**
 * One of the tokens that follow each other.
 */
export interface RotationGeneration {
  /**
   * The last part of its identifier or name, and its key in `for_each`: the date, or date and time, of its start in UTC, or
   * its serial.
   */
  readonly stamp: string;

  /** Whether its value is the one to use. */
  readonly isNewest: boolean;

  /**
   * When it starts, as `yyyy-MM-ddTHH:mm:ss.SSSZ`.
   * @default - the schedule is manual
   */
  readonly startsAt?: string;

  /**
   * From when on an apply removes it, as `yyyy-MM-ddTHH:mm:ss.SSSZ`.
   * @default - the schedule is manual
   */
  readonly removedAt?: string;

  /**
   * When the service ends it, as `yyyy-MM-ddTHH:mm:ss.SSSZ`.
   * @default - the schedule gives it no end, or one that only Terraform knows
   */
  readonly expiresAt?: string;
}

/** A generation of a manual schedule. */
interface SerialGeneration {
  readonly stamp: string;
  readonly expiresAt?: Expiration;
}

/** The generations of a schedule as a resource of a stack renders them. Expressions are Terraform's, without `${}`. */
interface RenderedGenerations {
  /** What the resource's `for_each` iterates: a map from stamps. */
  readonly forEach: unknown;
  /** The end of each, as an attribute's value; undefined if none has an end. */
  readonly end?: string;
  /** Expression of the newest one's stamp. */
  readonly newest: string;
  /** Expression of the stamp of the one before; it need not be there. */
  readonly previous?: string;
  /** Expression of the date and time at which the next one starts. */
  readonly nextStart?: string;
}

/**
 * Which generations of a rotating token exist at a time.
 *
 * Terraform itself decides it, at each plan: the same synthesized files rotate when they are applied later. The methods here
 * do the same arithmetic, for tests and reports.
 *
 * Another period or start defines a different series: the deploy then removes those that are not in it. To keep a live
 * one, start a second rotating token on the new schedule and remove the first later.
 */
export class RotationSchedule {
  /**
   * A new generation each period.
   *
   * A generation is the newest from its start to the next start, and stays for the overlap. Then the next apply removes
   * it. Without one the service ends it, one lifetime after its start. Never more than two exist after an apply: each is
   * created five minutes before its start, so that a machine with a slow clock does not destroy it.
   *
   * @param period from one start to the next: at least an hour
   * @param options first start, overlap and lifetime
   * @throws if period, overlap, lifetime or start are out of their bounds, no whole seconds, or known to Terraform only
   */
  public static every(period: Duration, options: RotationScheduleOptions): RotationSchedule {
    const length = knownLength('period', period);
    if (length < HOUR) {
      refuseLength('period', 'must be an hour or more', length);
    }
    const overlap = knownLength('overlap', options.overlap);
    if (overlap === 0 || overlap > length) {
      refuseLength('overlap', `must be greater than zero and at most the period (${lengthInWords(length)})`, overlap);
    }
    const lifetime = options.lifetime ? knownLength('lifetime', options.lifetime) : 3 * length;
    const shortest = length + 2 * overlap;
    if (lifetime < shortest || lifetime > LONGEST_CALCULATED) {
      const bounds = `at least the period and twice the overlap (${lengthInWords(shortest)}) and at most ${lengthInWords(LONGEST_CALCULATED)}`;
      refuseLength('lifetime', `must be ${bounds}`, lifetime);
    }
    const start = knownStart(options.startingAt, lifetime);
    return new RotationSchedule(new RotationRule(start / SECOND, length / SECOND, overlap / SECOND, lifetime / SECOND), []);
  }

  /**
   * A new generation for each serial: to rotate, give another one, with the previous one as `previousSerial`.
   *
   * The time plays no part. Whoever uses it sees to it that the old one is removed: leave `previousSerial` out again.
   *
   * @param serial name of the generation, such as `2`: letters, digits and `_`
   * @param options its end, and the previous generation
   * @throws if a serial has another character, both are the same (case-insensitive), or the newest has an end and the
   *   previous one none
   */
  public static manual(serial: string, options: ManualRotationOptions = {}): RotationSchedule {
    const { expiresAt, previousSerial, previousExpiresAt } = options;
    checkSerial('serial', serial);
    const newest = { stamp: serial, expiresAt };
    if (previousSerial === undefined) {
      if (previousExpiresAt) {
        refuseValue('previousExpiresAt of RotationSchedule.manual', 'needs a previousSerial', 'none');
      }
      return new RotationSchedule(undefined, [newest]);
    }
    checkSerial('previousSerial', previousSerial);
    if (previousSerial.toLowerCase() === serial.toLowerCase()) {
      refuseValue('previousSerial of RotationSchedule.manual', 'must differ from the serial (case-insensitive)', previousSerial);
    }
    if (expiresAt && !previousExpiresAt) {
      // Forgotten, it would replace the live Dynatrace token by one that never ends.
      refuseValue('previousExpiresAt of RotationSchedule.manual', 'must be set if expiresAt is', 'none', "give the previous generation's expiresAt, unchanged");
    }
    return new RotationSchedule(undefined, [newest, { stamp: previousSerial, expiresAt: previousExpiresAt }]);
  }

  private constructor(private readonly rule: RotationRule | undefined, private readonly serials: SerialGeneration[]) {}

  /**
   * From one start to the next.
   * @default - the schedule is manual
   */
  public get period(): Duration | undefined {
    return this.rule && Duration.seconds(this.rule.period);
  }

  /**
   * How long a generation stays after the next one has started.
   * @default - the schedule is manual
   */
  public get overlap(): Duration | undefined {
    return this.rule && Duration.seconds(this.rule.overlap);
  }

  /**
   * How long after its start the service itself ends a token.
   * @default - the schedule is manual
   */
  public get lifetime(): Duration | undefined {
    return this.rule && Duration.seconds(this.rule.lifetime);
  }

  /**
   * The generations that exist after an apply at a time: one or two, the latest first.
   *
   * In the five minutes before a start the latest has not started: it exists, and the one before is still the newest.
   * Before the first start it is the first generation alone, so that the first deploy issues a token.
   *
   * @param at date and time of ISO 8601 with its zone
   * @throws if it is no such date and time
   */
  public generations(at: string): RotationGeneration[] {
    const seconds = secondsOf(at);
    if (!this.rule) {
      return this.serials.map(({ stamp, expiresAt }, index) => ({
        stamp,
        isNewest: index === 0,
        expiresAt: expiresAt?.isKnown ? expiresAt.toIsoString() : undefined,
      }));
    }
    const newest = this.rule.newest(seconds).stamp;
    return this.rule.generations(seconds).map(({ stamp, start, removal, end }) => ({
      stamp,
      isNewest: stamp === newest,
      startsAt: iso(start),
      removedAt: iso(removal),
      expiresAt: iso(end),
    }));
  }

  /**
   * When the next generation starts, as `yyyy-MM-ddTHH:mm:ss.SSSZ`; undefined for a manual schedule.
   *
   * @param at date and time of ISO 8601 with its zone
   * @throws if it is no such date and time
   */
  public nextRotation(at: string): string | undefined {
    const seconds = secondsOf(at);
    return this.rule && iso(this.rule.nextStart(seconds));
  }

  /**
   * When `generations` will next give something else, as `yyyy-MM-ddTHH:mm:ss.SSSZ`. Undefined for a manual schedule.
   *
   * @param at date and time of ISO 8601 with its zone
   * @throws if it is no such date and time
   */
  public nextChange(at: string): string | undefined {
    const seconds = secondsOf(at);
    return this.rule && iso(this.rule.nextChange(seconds));
  }

  /** A stamp of each form that its generations have.
   * @internal */
  public get _stamps(): string[] {
    return this.rule ? [this.rule.newest(this.rule.start).stamp] : this.serials.map(({ stamp }) => stamp);
  }

  /** How many generations there are at once, at most.
   * @internal */
  public get _mostAtOnce(): number {
    return this.rule ? 2 : this.serials.length;
  }

  /** The end of the newest serial, if any.
   * @internal */
  public get _newestExpiresAt(): Expiration | undefined {
    return this.serials[0]?.expiresAt;
  }

  /** @internal */
  public _checkStart(construct: IConstruct): void {
    // So far in the future it is almost certainly a typo, and would give a token that does not rotate for as long.
    if (this.rule && now(construct) < (this.rule.start - this.rule.period) * SECOND) {
      refuse(construct, 'startingAt', 'may be at most one period in the future', iso(this.rule.start), 'give an earlier start: nothing rotates before it');
    }
  }

  /** @internal */
  public _render(stack: cdktf.TerraformStack, form: EndForm): RenderedGenerations {
    if (this.rule) {
      const { generations, newest, nextStart } = planRotation(stack, this.rule);
      return {
        forEach: `\${${generations}}`,
        end: form === EndForm.DATE_TIME ? '${each.value.end}' : '${each.value.end_milliseconds}',
        newest,
        nextStart,
      };
    }
    const [newest, previous] = this.serials;
    const ends = this.serials.map(({ expiresAt }) => (form === EndForm.DATE_TIME ? expiresAt?.toIsoString() : expiresAt?.toEpochMilliseconds()));
    const end = ends.includes(undefined) ? '${each.value == "" ? null : each.value}' : '${each.value}';
    return {
      // cdktf renders no null.
      forEach: Object.fromEntries(this.serials.map(({ stamp }, index) => [stamp, ends[index] ?? ''])),
      end: ends.some((given) => given !== undefined) ? end : undefined,
      newest: `"${newest.stamp}"`,
      previous: previous && `"${previous.stamp}"`,
    };
  }
}

function knownLength(prop: string, duration: Duration): number {
  const length = duration.toMilliseconds();
  if (cdktf.Token.isUnresolved(length)) {
    refuseValue(`${prop} of RotationSchedule.every`, 'must be known at synth', 'a reference');
  }
  return length % SECOND === 0 ? length : refuseLength(prop, 'must be a whole number of seconds', length);
}

function knownStart(startingAt: string, lifetime: number): number {
  const prop = 'startingAt of RotationSchedule.every';
  if (isLateBound(startingAt)) {
    refuseValue(prop, 'must be known at synth', startingAt);
  }
  const start = parseDateTime(prop, startingAt);
  if (start % SECOND !== 0) {
    refuseValue(prop, 'must be in whole seconds', startingAt);
  }
  if (start < EARLIEST_START) {
    refuseValue(prop, 'must not be before 2001-09-09', startingAt);
  }
  if (start + lifetime > LATEST_CALCULATED) {
    refuseValue(prop, 'must lie so that the first generation ends before 2262-04-11, where the arithmetic of Terraform ends', startingAt);
  }
  return start;
}

function refuseLength(prop: string, rule: string, got: number): never {
  return refuseValue(`${prop} of RotationSchedule.every`, rule, lengthInWords(got));
}

function secondsOf(at: string): number {
  return Math.floor(parseDateTime('at of RotationSchedule', at) / SECOND);
}

function iso(seconds: number): string {
  return new Date(seconds * SECOND).toISOString();
}

function checkSerial(prop: string, serial: string): void {
  if (isLateBound(serial)) {
    refuseValue(`${prop} of RotationSchedule.manual`, 'must be known at synth, since names and addresses follow from it', serial);
  }
  if (!/^[0-9A-Za-z_]+$/.test(serial)) {
    refuseValue(`${prop} of RotationSchedule.manual`, "must hold only letters, digits and '_', and one at least", serial);
  }
}
