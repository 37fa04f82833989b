import * as cdktf from 'cdktf';
import * as fc from 'fast-check';
import { Duration, Expiration, type RotationGeneration, RotationSchedule } from '../../src';
import { lateBoundStrings, newStack } from '../util/stacks';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** fast-check prints the seed of a failure; this one makes every run the same. */
const RUNS = { seed: 20_261_101, numRuns: 1_000 };

interface Case {
  readonly schedule: RotationSchedule;
  readonly start: number;
  readonly period: number;
  readonly overlap: number;
}

const iso = (time: number) => new Date(time).toISOString();
const lengths = fc.oneof(fc.integer({ min: 1, max: 400 }).map((days) => days * DAY), fc.integer({ min: 1, max: 2_000 }).map((hours) => hours * HOUR),
  fc.integer({ min: HOUR, max: 400 * DAY }));
const starts = fc.oneof(fc.integer({ min: 12_000, max: 40_000 }).map((days) => days * DAY), fc.integer({ min: 12_000 * DAY, max: 40_000 * DAY }));

/** A part of a whole, often none or all of it. */
const shares = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

/** Schedules of every kind, some with an overlap as short or as long as can be. */
const schedules: fc.Arbitrary<Case> = fc.record({ start: starts, period: lengths, share: shares }).map(({ start, period, share }) => {
  const overlap = Math.max(1, Math.round(period * share));
  const schedule = RotationSchedule.every(Duration.milliseconds(period), { startingAt: iso(start), overlap: Duration.milliseconds(overlap) });
  return { schedule, start, period, overlap };
});

/** A schedule and a moment, from the earliest allowed on; often one at which something changes, or beside it. */
const moments = fc.tuple(schedules, fc.integer({ min: -1, max: 40 }), shares, fc.constantFrom(-1, 0, 1)).map(([of, index, share, nudge]) => {
  const { start, period, overlap } = of;
  const after = share === 1 ? overlap : Math.floor(share * (period - 1));
  return { ...of, at: Math.max(start - period, start + index * period + after + nudge) };
});

const alive = ({ startsAt, expiresAt }: RotationGeneration, at: number) => Date.parse(startsAt!) <= at && at < Date.parse(expiresAt!);

describe('at any moment of any schedule', () => {
  test('one or two generations are there, all of them alive, the newest first', () => {
    fc.assert(fc.property(moments, ({ schedule, at, start }) => {
      const generations = schedule.generations(iso(at));
      expect([1, 2]).toContain(generations.length);
      expect(generations.map(({ isNewest }) => isNewest)).toEqual(generations.map((_, index) => index === 0));
      for (const generation of generations) {
        // The first is there before its start.
        expect(alive(generation, Math.max(at, start))).toBe(true);
      }
      const times = generations.map(({ startsAt }) => startsAt!);
      expect(times).toEqual([...times].sort().reverse());
    }), RUNS);
  });

  test('the newest is the one that started last, and none that lives is left out', () => {
    fc.assert(fc.property(moments, ({ schedule, at, start, period, overlap }) => {
      // Counted up from the first, not divided.
      const expected: string[] = [];
      for (let begin = start; begin <= Math.max(at, start); begin += period) {
        if (Math.max(at, start) < begin + period + overlap) {
          expected.unshift(iso(begin));
        }
      }
      expect(schedule.generations(iso(at)).map(({ startsAt }) => startsAt)).toEqual(expected);
    }), RUNS);
  });

  test('a generation ends one overlap after the next one starts', () => {
    fc.assert(fc.property(moments, ({ schedule, at, period, overlap }) => {
      for (const { startsAt, expiresAt } of schedule.generations(iso(at))) {
        expect(Date.parse(expiresAt!)).toBe(Date.parse(startsAt!) + period + overlap);
      }
      const [newest] = schedule.generations(iso(at));
      expect(schedule.nextRotation(iso(at))).toBe(iso(Date.parse(newest.startsAt!) + period));
    }), RUNS);
  });

  test('nothing changes before the next change, and something does then', () => {
    fc.assert(fc.property(moments, fc.double({ min: 0, max: 1, noNaN: true }), ({ schedule, at }, share) => {
      const change = Date.parse(schedule.nextChange(iso(at))!);
      const between = at + Math.floor(share * (change - 1 - at));
      expect(change).toBeGreaterThan(at);
      for (const time of [between, change - 1]) {
        expect(schedule.generations(iso(time))).toEqual(schedule.generations(iso(at)));
      }
      expect(schedule.generations(iso(change))).not.toEqual(schedule.generations(iso(at)));
    }), RUNS);
  });

  test('stamps are legal, of one form, and no two generations have the same', () => {
    fc.assert(fc.property(schedules, ({ schedule, start, period }) => {
      const stamps = Array.from({ length: 10 }, (_, index) => schedule.generations(iso(start + index * period))[0]);
      const form = [/^G\d{8}$/, /^G\d{8}T\d{4}Z$/, /^G\d{8}T\d{9}Z$/].find((candidate) => candidate.test(stamps[0].id));
      expect(stamps.every(({ id, stamp }) => form!.test(id) && id === `G${stamp}`)).toBe(true);
      expect(new Set(stamps.map(({ stamp }) => stamp)).size).toBe(10);
    }), RUNS);
  });
});

describe("a consumer's last delivered value", () => {
  /** The first moment between the deploys at which the value delivered last was no valid one. */
  function firstGap(schedule: RotationSchedule, deploys: number[]): string | undefined {
    for (let index = 0; index + 1 < deploys.length; index++) {
      const delivered = schedule.generations(iso(deploys[index]))[0];
      if (Date.parse(delivered.expiresAt!) <= deploys[index + 1] - 1) {
        return delivered.expiresAt;
      }
    }
    return undefined;
  }

  const days = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 24, maxLength: 24 });

  test('is valid until the next deploy, with one a period at any moment, where the overlap is the period', () => {
    fc.assert(fc.property(schedules, days, ({ start, period }, within) => {
      const length = Duration.milliseconds(period);
      const schedule = RotationSchedule.every(length, { startingAt: iso(start), overlap: length });
      expect(firstGap(schedule, within.map((share, index) => start + index * period + Math.floor(share * period)))).toBeUndefined();
    }), RUNS);
  });

  test('is valid until the next deploy, with one within each overlap, whatever the overlap', () => {
    fc.assert(fc.property(schedules, days, ({ schedule, start, period, overlap }, within) => {
      expect(firstGap(schedule, within.map((share, index) => start + index * period + Math.floor(share * overlap)))).toBeUndefined();
    }), RUNS);
  });

  test('ends when no deploy comes within the overlap', () => {
    const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
    expect(firstGap(schedule, [Date.parse('2026-11-01T00:00:00Z'), Date.parse('2026-12-08T00:00:00Z')])).toBeUndefined();
    expect(firstGap(schedule, [Date.parse('2026-11-01T00:00:00Z'), Date.parse('2026-12-08T00:00:00.001Z')])).toBe('2026-12-08T00:00:00.000Z');
  });
});

describe('RotationSchedule.every', () => {
  const monthly = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  const first = { id: 'G20261101', stamp: '20261101', startsAt: '2026-11-01T00:00:00.000Z', expiresAt: '2026-12-08T00:00:00.000Z' };
  const second = { id: 'G20261201', stamp: '20261201', startsAt: '2026-12-01T00:00:00.000Z', expiresAt: '2027-01-07T00:00:00.000Z' };

  test.each([
    ['2026-11-01T00:00:00Z', [first], '2026-12-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-11-30T23:59:59.999Z', [first], '2026-12-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-12-01T00:00:00Z', [second, first], '2026-12-31T00:00:00.000Z', '2026-12-08T00:00:00.000Z'],
    ['2026-12-08T01:00:00+02:00', [second, first], '2026-12-31T00:00:00.000Z', '2026-12-08T00:00:00.000Z'],
    ['2026-12-08T00:00:00Z', [second], '2026-12-31T00:00:00.000Z', '2026-12-31T00:00:00.000Z'],
  ])('gives at %s its generations and next dates', (at, generations, nextRotation, nextChange) => {
    expect(monthly.generations(at)).toEqual(generations.map((generation, index) => ({ ...generation, isNewest: index === 0 })));
    expect(monthly.nextRotation(at)).toBe(nextRotation);
    expect(monthly.nextChange(at)).toBe(nextChange);
  });

  test.each([
    ['whole days from midnight', Duration.days(1), '2026-11-01T00:00:00Z', ['20261101', '20261102']],
    ['whole days from another hour', Duration.days(1), '2026-11-01T06:00:00Z', ['20261101T0600Z', '20261102T0600Z']],
    ['midnight of another zone', Duration.days(1), '2026-11-01T00:00:00+02:00', ['20261031T2200Z', '20261101T2200Z']],
    ['hours', Duration.hours(12), '2026-11-01T00:00:00Z', ['20261101T0000Z', '20261101T1200Z']],
    ['milliseconds', Duration.milliseconds(HOUR + 1), '2026-11-01T00:00:00Z', ['20261101T000000000Z', '20261101T010000001Z']],
  ])('stamps %s so that each is told apart, all in one form', (_, period, startingAt, stamps) => {
    const schedule = RotationSchedule.every(period, { startingAt, overlap: Duration.hours(1) });
    const start = Date.parse(startingAt);
    expect([0, 1].map((index) => schedule.generations(iso(start + index * period.toMilliseconds()))[0].stamp)).toEqual(stamps);
  });

  test('before its start the first generation is there already, for one period at most', () => {
    for (const at of ['2026-10-02T00:00:00Z', '2026-10-31T23:59:59Z']) {
      expect(monthly.generations(at)).toEqual([{ ...first, isNewest: true }]);
      expect(monthly.nextRotation(at)).toBe('2026-12-01T00:00:00.000Z');
      expect(monthly.nextChange(at)).toBe('2026-12-01T00:00:00.000Z');
    }
    expect(() => monthly.generations('2026-10-01T23:59:59Z')).toThrow(
      "startingAt must lie ahead by one period at most, got '2026-11-01T00:00:00.000Z': give an earlier start: nothing rotates before it");
  });

  const options = { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.hours(1) };

  test.each<[string, Duration, Partial<typeof options>, string]>([
    ['a period below an hour', Duration.minutes(59), {}, "period of RotationSchedule.every must be an hour or more, got '3540000 ms'"],
    ['a period of nothing', Duration.days(0), {}, "period of RotationSchedule.every must be an hour or more, got '0 ms'"],
    ['an overlap longer than the period', Duration.hours(2), { overlap: Duration.minutes(121) },
      "overlap of RotationSchedule.every must be longer than nothing and at most the period (7200000 ms), got '7260000 ms'"],
    ['an overlap of nothing', Duration.hours(2), { overlap: Duration.days(0) },
      "overlap of RotationSchedule.every must be longer than nothing and at most the period (7200000 ms), got '0 ms'"],
    ['a start without a zone', Duration.days(1), { startingAt: '2026-11-01T00:00:00' },
      "startingAt of RotationSchedule.every must be a date and time of ISO 8601 with its zone, such as 2027-03-31T00:00:00Z, got '2026-11-01T00:00:00'"],
    ['a start that is only a date', Duration.days(1), { startingAt: '2026-11-01' }, 'startingAt of RotationSchedule.every must be a date and time'],
    ['a start on no day', Duration.days(1), { startingAt: '2026-02-30T00:00:00Z' }, 'startingAt of RotationSchedule.every must be a date and time'],
    ['a start that is none', Duration.days(1), { startingAt: 'soon' }, 'startingAt of RotationSchedule.every must be a date and time'],
  ])('refuses %s', (_, period, given, message) => {
    expect(() => RotationSchedule.every(period, { ...options, ...given })).toThrow(message);
  });

  test('takes the bounds', () => {
    expect(() => RotationSchedule.every(Duration.hours(1), { ...options, overlap: Duration.hours(1) })).not.toThrow();
    expect(() => RotationSchedule.every(Duration.hours(1), { ...options, overlap: Duration.milliseconds(1) })).not.toThrow();
  });

  test('refuses what only Terraform knows', () => {
    const stack = newStack();
    const length = Duration.milliseconds(new cdktf.TerraformVariable(stack, 'length', { type: 'number' }).numberValue);
    expect(() => RotationSchedule.every(length, options)).toThrow("period of RotationSchedule.every must be known at synth, got 'a reference'");
    expect(() => RotationSchedule.every(Duration.days(1), { ...options, overlap: length })).toThrow('overlap of RotationSchedule.every must be known at synth');
    for (const startingAt of Object.values(lateBoundStrings(stack))) {
      expect(() => RotationSchedule.every(Duration.days(1), { ...options, startingAt })).toThrow('startingAt of RotationSchedule.every must be known at synth');
    }
  });

  test.each(['', 'now', '2026-11-01'])('refuses to tell of the time %j', (at) => {
    for (const ask of [() => monthly.generations(at), () => monthly.nextRotation(at), () => monthly.nextChange(at)]) {
      expect(ask).toThrow('at of RotationSchedule must be a date and time of ISO 8601 with its zone');
    }
  });
});

describe('RotationSchedule.manual', () => {
  const at = '2026-11-01T00:00:00Z';
  const expiresAt = Expiration.at('2027-03-31T00:00:00Z');

  test('has one generation a serial, whatever the time', () => {
    const schedule = RotationSchedule.manual('2', { expiresAt });
    for (const time of [at, '2099-01-01T00:00:00Z']) {
      expect(schedule.generations(time)).toEqual([{ id: 'G2', stamp: '2', isNewest: true, expiresAt: '2027-03-31T00:00:00.000Z' }]);
      expect(schedule.nextRotation(time)).toBeUndefined();
      expect(schedule.nextChange(time)).toBeUndefined();
    }
  });

  test('keeps the one before on request, as it was', () => {
    const [before] = RotationSchedule.manual('1', { expiresAt }).generations(at);
    const [newest, kept] = RotationSchedule.manual('2', { previousSerial: '1', previousExpiresAt: expiresAt }).generations(at);
    expect(newest).toEqual({ id: 'G2', stamp: '2', isNewest: true });
    expect(kept).toEqual({ ...before, isNewest: false });
  });

  test('does not tell an end that only Terraform knows', () => {
    const schedule = RotationSchedule.manual('1', { expiresAt: Expiration.at('${var.end}') });
    expect(schedule.generations(at)).toEqual([{ id: 'G1', stamp: '1', isNewest: true }]);
  });

  test.each<[string, () => RotationSchedule, string]>([
    ['no serial', () => RotationSchedule.manual(''), "serial of RotationSchedule.manual must hold only letters, digits and '_', and one at least, got ''"],
    ['a serial with another character', () => RotationSchedule.manual('2-a'), 'serial of RotationSchedule.manual must hold only'],
    ['a serial that only Terraform knows', () => RotationSchedule.manual('${var.serial}'), 'serial of RotationSchedule.manual must hold only'],
    ['a previous serial with another character', () => RotationSchedule.manual('2', { previousSerial: '1 ' }), 'previousSerial of RotationSchedule.manual must hold only'],
    ['the same serial but for case', () => RotationSchedule.manual('a', { previousSerial: 'A' }), "previousSerial of RotationSchedule.manual must differ from the serial by more than case, got 'A'"],
    ['an end of no previous one', () => RotationSchedule.manual('a', { previousExpiresAt: expiresAt }), "previousExpiresAt of RotationSchedule.manual needs a previousSerial, got 'none'"],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
