import { inWords } from './durations';
import { SandboxError } from './errors';

/** What has to be remembered to go on with a clock in another process. */
export interface ClockSetting {
  /** The instant (epoch milliseconds) at which the clock was set to stand, or null while it runs. */
  readonly standingAt: number | null;
  /** How far a running clock is ahead of the machine's, in milliseconds. */
  readonly offset: number;
}

/**
 * The time by which tokens begin, expire and are stamped.
 *
 * It runs with the machine's clock until somebody sets it. A clock that was set stands still until it is set or moved
 * again: a run must not be able to expire a token only because the machine was slow. Moving a running clock leaves it running.
 */
export class SandboxClock {
  public constructor(private setting: ClockSetting, private readonly onChange: () => void) {}

  public now(): Date {
    return new Date(this.millis());
  }

  public millis(): number {
    return this.setting.standingAt ?? Date.now() + this.setting.offset;
  }

  public set(date: Date | string): void {
    this.setting = { standingAt: parseInstant(date), offset: 0 };
    this.onChange();
  }

  public advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds)) {
      throw new SandboxError(`the clock can only be moved by a number of milliseconds, got '${milliseconds}'`);
    }
    const { standingAt, offset } = this.setting;
    const moved = standingAt === null ? { standingAt, offset: offset + milliseconds } : { standingAt: standingAt + milliseconds, offset };
    if (Number.isNaN(new Date(moved.standingAt ?? Date.now() + moved.offset).getTime())) {
      throw new SandboxError(`the clock cannot be moved by ${inWords(milliseconds)}: there is no such date`);
    }
    this.setting = moved;
    this.onChange();
  }

  /** Whether the clock was set and therefore stands still. */
  public get standing(): boolean {
    return this.setting.standingAt !== null;
  }

  public get saved(): ClockSetting {
    return this.setting;
  }
}

/** ISO 8601 with a zone, because a date that means something else on another machine is no use for a test. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** @throws SandboxError if it is no date, or one that depends on where it is read */
export function parseInstant(date: Date | string): number {
  const millis = typeof date === 'string' ? parseIso(date) : date.getTime();
  if (Number.isNaN(millis)) {
    throw new SandboxError(`the clock needs a date such as 2026-11-01T00:00:00Z, got '${String(date)}'`);
  }
  return millis;
}

function parseIso(text: string): number {
  const [, year, month, day] = (ISO.exec(text) ?? []).map(Number);
  // Date.parse takes the 30th of February for the 2nd of March.
  const daysOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day <= daysOfMonth ? Date.parse(text) : NaN;
}
