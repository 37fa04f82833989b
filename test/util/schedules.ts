import * as fc from 'fast-check';
import { Duration, RotationSchedule } from '../../src';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** How long before its start a generation is created. */
export const LEAD = 5 * MINUTE;

export interface ScheduleCase {
  readonly schedule: RotationSchedule;
  readonly start: number;
  readonly period: number;
  readonly overlap: number;
  readonly lifetime: number;
}

export const iso = (time: number) => new Date(time).toISOString();
const lengths = fc.oneof(fc.integer({ min: 1, max: 400 }).map((days) => days * DAY), fc.integer({ min: 1, max: 2_000 }).map((hours) => hours * HOUR),
  fc.integer({ min: 3_600, max: 400 * 86_400 }).map((seconds) => seconds * SECOND));
const starts = fc.oneof(fc.integer({ min: 12_000, max: 40_000 }).map((days) => days * DAY),
  fc.integer({ min: 12_000 * 86_400, max: 40_000 * 86_400 }).map((seconds) => seconds * SECOND));

/** A part of a whole, often none or all of it. */
const shares = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

/** Schedules of every kind, some with an overlap or a lifetime as short or as long as can be. */
const parts = fc.record({ start: starts, period: lengths, share: shares, more: fc.option(shares) });
export const schedules: fc.Arbitrary<ScheduleCase> = parts.map(({ start, period, share, more }) => {
  const overlap = Math.max(SECOND, Math.round(period * share / SECOND) * SECOND);
  const lifetime = more === null ? 3 * period : period + 2 * overlap + Math.round(period * more / SECOND) * SECOND;
  const schedule = RotationSchedule.every(Duration.milliseconds(period), {
    startingAt: iso(start), overlap: Duration.milliseconds(overlap), lifetime: more === null ? undefined : Duration.milliseconds(lifetime),
  });
  return { schedule, start, period, overlap, lifetime };
});

/** A schedule and a moment; often one at which something changes, or beside it. */
const nudges = fc.constantFrom(-SECOND, -1, 0, 1, SECOND);
export const moments: fc.Arbitrary<ScheduleCase & { at: number }> = fc
  .tuple(schedules, fc.integer({ min: -1, max: 40 }), shares, fc.constantFrom(-LEAD, 0, LEAD), nudges)
  .map(([of, index, share, lead, nudge]) => {
    const { start, period, overlap } = of;
    const after = share === 1 ? overlap : Math.floor(share * (period - 1));
    return { ...of, at: start + index * period + after + lead + nudge };
  });
