import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { type Duration } from '../duration';
import { Expiration } from '../expiration';
import { parseDateTime } from '../private/date-time';
import { isLateBound } from '../private/late-bound';
import { refuse, refuseValue } from '../private/refuse';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * What `RotationSchedule.every` takes beside the period.
 */
export interface RotationScheduleOptions {
  /**
   * When the first generation starts; the others follow from it, one a period. ISO 8601 with its zone, such as
   * `2026-11-01T00:00:00Z`. It may lie ahead by one period at most: until then the first generation is there already.
   */
  readonly startingAt: string;

  /**
   * How long a generation stays valid after the next one has started: longer than nothing, the period at most.
   *
   * It is the time within which a deploy must follow each start, and consumers must take the new value. Where a
   * deploy may come at any moment of a period, make the overlap as long as the period.
   */
  readonly overlap: Duration;
}

/**
 * What `RotationSchedule.manual` takes beside the serial.
 */
export interface ManualRotationOptions {
  /**
   * When the generation ends.
   *
   * @default - for Harness, the API key's default token lifetime after its creation; for Dynatrace, never
   */
  readonly expiresAt?: Expiration;

  /**
   * Serial of the generation before, which stays as it is.
   *
   * @default - it is removed in the deploy that creates the new one
   */
  readonly previousSerial?: string;

  /**
   * When the generation before ends: what was its `expiresAt`. Another end replaces a Dynatrace token, and its value is
   * lost at once.
   *
   * @default - as for `expiresAt`
   */
  readonly previousExpiresAt?: Expiration;
}

/**
 * One token in the row of those that follow each other.
 */
export interface RotationGeneration {
  /** Construct id of its token: `G` and the stamp, such as `G20261101`. */
  readonly id: string;

  /** What its identifier or name ends with: the date, or date and time, of its start in UTC, or its serial. */
  readonly stamp: string;

  /** Whether its value is the one to use. */
  readonly isNewest: boolean;

  /**
   * When it starts, as `yyyy-MM-ddTHH:mm:ss.SSSZ`.
   * @default - rotated by hand
   */
  readonly startsAt?: string;

  /**
   * When it ends, as `yyyy-MM-ddTHH:mm:ss.SSSZ`.
   * @default - the schedule gives it no end, or one that only Terraform knows
   */
  readonly expiresAt?: string;
}

/** A generation as the constructs need it. */
interface Generation {
  readonly id: string;
  readonly stamp: string;
  readonly startsAt?: number;
  readonly expiresAt?: Expiration;
}

/** How a schedule answers. Times are epoch milliseconds. */
interface Rule {
  readonly mostAtOnce: number;
  readonly overlap?: number;
  /** The generations that are there, the newest first. */
  generations(at: number, construct?: IConstruct): Generation[];
  nextRotation(at: number): number | undefined;
  nextChange(at: number): number | undefined;
}

/**
 * Which generations of a rotating token there are at a time. It is arithmetic alone: the same time gives the same answer,
 * on any machine.
 *
 * Another period, start or overlap is another row of generations: the deploy then removes those that are not in it. Where
 * a live one must stay, start a second rotating token on the new schedule and remove the first later.
 */
export class RotationSchedule {
  /**
   * A new generation each period.
   *
   * A generation lives from its start to the next start plus the overlap, so never more than two are alive. A token
   * of it dies at that end, deploy or no deploy.
   *
   * @param period from one start to the next: an hour at least
   * @param options first start and overlap
   * @throws where the period or overlap is out of its bounds, the start is no date and time, or one of them is known to
   *   Terraform only
   */
  public static every(period: Duration, options: RotationScheduleOptions): RotationSchedule {
    const length = knownLength('period', period);
    if (length < HOUR) {
      refuseValue('period of RotationSchedule.every', 'must be an hour or more', `${length} ms`);
    }
    const overlap = knownLength('overlap', options.overlap);
    if (overlap === 0 || overlap > length) {
      refuseValue('overlap of RotationSchedule.every', `must be longer than nothing and at most the period (${length} ms)`, `${overlap} ms`);
    }
    if (isLateBound(options.startingAt)) {
      refuseValue('startingAt of RotationSchedule.every', 'must be known at synth', options.startingAt);
    }
    return new RotationSchedule(periodic(length, parseDateTime('startingAt of RotationSchedule.every', options.startingAt), overlap));
  }

  /**
   * A new generation for each serial: to rotate, give another one, with the one before as `previousSerial`.
   *
   * The time plays no part. Who uses it sees to it that the old one is removed: leave `previousSerial` out again.
   *
   * @param serial name of the generation, such as `2`: letters, digits and `_`
   * @param options its end, and the generation before
   * @throws where a serial has another character, or both are the same but for case
   */
  public static manual(serial: string, options: ManualRotationOptions = {}): RotationSchedule {
    const { previousSerial, previousExpiresAt } = options;
    checkSerial('serial', serial);
    const newest = { ...named(serial), expiresAt: options.expiresAt };
    if (previousSerial === undefined) {
      if (previousExpiresAt) {
        refuseValue('previousExpiresAt of RotationSchedule.manual', 'needs a previousSerial', 'none');
      }
      return new RotationSchedule(byHand([newest]));
    }
    checkSerial('previousSerial', previousSerial);
    if (previousSerial.toLowerCase() === serial.toLowerCase()) {
      refuseValue('previousSerial of RotationSchedule.manual', 'must differ from the serial by more than case', previousSerial);
    }
    return new RotationSchedule(byHand([newest, { ...named(previousSerial), expiresAt: previousExpiresAt }]));
  }

  private constructor(private readonly rule: Rule) {}

  /**
   * The generations that are there at a time, the newest first: one or two.
   *
   * Before the first start it is the first generation, so that the first deploy issues a token: that one lives longer by
   * the time until the start.
   *
   * @param at date and time of ISO 8601 with its zone
   * @throws where it is no such date and time, or lies before the first start by more than a period
   */
  public generations(at: string): RotationGeneration[] {
    return this._generations(parseDateTime('at of RotationSchedule', at)).map(({ id, stamp, startsAt, expiresAt }, index) => ({
      id,
      stamp,
      isNewest: index === 0,
      startsAt: iso(startsAt),
      expiresAt: expiresAt?.isKnown ? expiresAt.toIsoString() : undefined,
    }));
  }

  /**
   * When the next generation starts, as `yyyy-MM-ddTHH:mm:ss.SSSZ`; undefined where it is by hand.
   *
   * @param at date and time of ISO 8601 with its zone
   * @throws where it is no such date and time
   */
  public nextRotation(at: string): string | undefined {
    return iso(this._nextRotation(parseDateTime('at of RotationSchedule', at)));
  }

  /**
   * When `generations` will next give something else, as `yyyy-MM-ddTHH:mm:ss.SSSZ`: a generation ends or starts.
   * Undefined where it is by hand.
   *
   * @param at date and time of ISO 8601 with its zone
   * @throws where it is no such date and time
   */
  public nextChange(at: string): string | undefined {
    return iso(this.rule.nextChange(parseDateTime('at of RotationSchedule', at)));
  }

  /** @internal */
  public _generations(at: number, construct?: IConstruct): Generation[] {
    return this.rule.generations(at, construct);
  }

  /** @internal */
  public _nextRotation(at: number): number | undefined {
    return this.rule.nextRotation(at);
  }

  /** How many generations there are at once, at most.
   * @internal */
  public get _mostAtOnce(): number {
    return this.rule.mostAtOnce;
  }

  /** Milliseconds, where it is by time.
   * @internal */
  public get _overlap(): number | undefined {
    return this.rule.overlap;
  }
}

function periodic(period: number, start: number, overlap: number): Rule {
  const stamp = stampOf(period, start);
  const startOf = (generation: number) => start + generation * period;
  const newestAt = (at: number) => Math.max(0, Math.floor((at - start) / period));
  const hasPrevious = (at: number) => newestAt(at) > 0 && at < startOf(newestAt(at)) + overlap;
  return {
    generations: (at, construct) => {
      if (at < start - period) {
        // So far ahead it is a slip of the pen, and would give a token that does not rotate for as long.
        const refusal = ['startingAt', 'must lie ahead by one period at most', iso(start), 'give an earlier start: nothing rotates before it'] as const;
        return construct ? refuse(construct, ...refusal) : refuseValue(...refusal);
      }
      const newest = newestAt(at);
      return (hasPrevious(at) ? [newest, newest - 1] : [newest]).map((generation) => ({
        ...named(stamp(startOf(generation))),
        startsAt: startOf(generation),
        expiresAt: Expiration.atEpochMilliseconds(startOf(generation + 1) + overlap),
      }));
    },
    nextRotation: (at) => startOf(newestAt(at) + 1),
    nextChange: (at) => (hasPrevious(at) ? startOf(newestAt(at)) + overlap : startOf(newestAt(at) + 1)),
    mostAtOnce: 2,
    overlap,
  };
}

function byHand(generations: Generation[]): Rule {
  return { generations: () => generations, nextRotation: () => undefined, nextChange: () => undefined, mostAtOnce: generations.length };
}

/** Addresses hang on the stamp, so it is of one form for all generations: as short as tells them apart. */
function stampOf(period: number, start: number): (time: number) => string {
  const divides = (unit: number) => period % unit === 0 && start % unit === 0;
  const compact = (time: number) => new Date(time).toISOString().replace(/[-:.]/g, '');
  if (divides(DAY)) {
    return (time) => compact(time).slice(0, 8);
  }
  if (divides(MINUTE)) {
    return (time) => `${compact(time).slice(0, 13)}Z`;
  }
  return compact;
}

function named(stamp: string): { id: string; stamp: string } {
  return { id: `G${stamp}`, stamp };
}

function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

function knownLength(prop: string, duration: Duration): number {
  const length = duration.toMilliseconds();
  return cdktf.Token.isUnresolved(length) ? refuseValue(`${prop} of RotationSchedule.every`, 'must be known at synth', 'a reference') : length;
}

function checkSerial(prop: string, serial: string): void {
  if (!/^[0-9A-Za-z_]+$/.test(serial)) {
    refuseValue(`${prop} of RotationSchedule.manual`, "must hold only letters, digits and '_', and one at least", serial);
  }
}
