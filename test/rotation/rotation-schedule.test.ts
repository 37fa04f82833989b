import * as cdktf from 'cdktf';
import * as fc from 'fast-check';
import { Duration, Expiration, type RotationGeneration, RotationSchedule, type RotationScheduleOptions } from '../../src';
import { DAY, iso, LEAD, moments, schedules, SECOND } from '../util/schedules';
import { lateBoundStrings, newStack } from '../util/stacks';

/** fast-check prints the seed of a failure; this one makes every run the same. */
const RUNS = { seed: 20_261_101, numRuns: 1_000 };

const newestOf = (generations: RotationGeneration[]) => generations.find(({ isNewest }) => isNewest)!;

describe('at any moment of any schedule', () => {
  test('one or two generations exist, the latest first, one of them the newest that has started', () => {
    fc.assert(fc.property(moments, ({ schedule, at, start }) => {
      const generations = schedule.generations(iso(at));
      expect([1, 2]).toContain(generations.length);
      expect(generations.filter(({ isNewest }) => isNewest)).toHaveLength(1);
      const times = generations.map(({ startsAt }) => startsAt!);
      expect(times).toEqual([...times].sort().reverse());
      // The first exists before its start.
      expect(Date.parse(newestOf(generations).startsAt!)).toBeLessThanOrEqual(Math.max(at, start));
      // Only one that starts within the lead comes before the newest.
      generations.filter(({ startsAt }) => startsAt! > newestOf(generations).startsAt!).forEach(({ startsAt }) =>
        expect(Date.parse(startsAt!) - at).toBeLessThanOrEqual(LEAD));
    }), RUNS);
  });

  test('the newest is the one that started last, and the one before it stays for the overlap', () => {
    fc.assert(fc.property(moments, ({ schedule, at, start, period, overlap }) => {
      // Counted up from the first, not divided.
      const clock = Math.max(Math.floor(at / SECOND) * SECOND, start);
      let newest = start;
      while (newest + period <= clock) {
        newest += period;
      }
      const generations = schedule.generations(iso(at));
      expect(newestOf(generations).startsAt).toBe(iso(newest));
      if (clock < newest + period - LEAD) {
        const kept = newest > start && clock < newest + overlap;
        expect(generations.map(({ startsAt }) => startsAt)).toEqual((kept ? [newest, newest - period] : [newest]).map(iso));
      }
    }), RUNS);
  });

  test('none that exists has less than an overlap to live', () => {
    fc.assert(fc.property(moments, ({ schedule, at, overlap }) => {
      for (const { expiresAt } of schedule.generations(iso(at))) {
        expect(Date.parse(expiresAt!) - at).toBeGreaterThan(overlap - SECOND);
      }
    }), RUNS);
  });

  test('a generation ends one lifetime after its start, whatever the overlap, and is the same whenever one looks', () => {
    fc.assert(fc.property(moments, ({ schedule, at, period, overlap, lifetime, start }) => {
      for (const generation of schedule.generations(iso(at))) {
        const { startsAt, expiresAt, removedAt } = generation;
        expect(Date.parse(expiresAt!)).toBe(Date.parse(startsAt!) + lifetime);
        expect(Date.parse(removedAt!)).toBe(Date.parse(startsAt!) + period + overlap);
        const again = schedule.generations(startsAt!).find(({ stamp }) => stamp === generation.stamp);
        expect(again).toEqual({ ...generation, isNewest: true });
      }
      expect(schedule.nextRotation(iso(at))).toBe(iso(Math.max(start, Date.parse(newestOf(schedule.generations(iso(at))).startsAt!)) + period));
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

  test('stamps are legal, of one form, in the order of time, and no two generations have the same', () => {
    fc.assert(fc.property(schedules, ({ schedule, start, period }) => {
      const stamps = Array.from({ length: 10 }, (_, index) => newestOf(schedule.generations(iso(start + index * period))).stamp);
      const form = [/^\d{8}$/, /^\d{8}T\d{4}Z$/, /^\d{8}T\d{6}Z$/].find((candidate) => candidate.test(stamps[0]));
      expect(stamps.every((stamp) => form!.test(stamp))).toBe(true);
      expect(stamps).toEqual([...new Set(stamps)].sort());
    }), RUNS);
  });

  test('a clock that is behind by less than the lead has the newest of the others in its plan', () => {
    fc.assert(fc.property(moments, fc.double({ min: 0, max: 1, noNaN: true }), ({ schedule, at, start }, share) => {
      const behind = Math.max(start, at - Math.floor(share * (LEAD - SECOND)));
      const newest = newestOf(schedule.generations(iso(Math.max(start, at)))).stamp;
      expect(schedule.generations(iso(behind)).map(({ stamp }) => stamp)).toContain(newest);
    }), RUNS);
  });
});

describe("a consumer's last delivered value", () => {
  /** The first moment between the deploys at which the value delivered last was no valid one. */
  function firstGap(schedule: RotationSchedule, deploys: number[]): string | undefined {
    for (let index = 0; index + 1 < deploys.length; index++) {
      const delivered = newestOf(schedule.generations(iso(deploys[index])));
      if (Date.parse(delivered.expiresAt!) <= deploys[index + 1] - 1) {
        return delivered.expiresAt;
      }
    }
    return undefined;
  }

  const parts = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 24, maxLength: 24 });

  test('is valid until the next deploy, with one a period at any moment, where the overlap is the period', () => {
    fc.assert(fc.property(schedules, parts, ({ start, period }, within) => {
      const length = Duration.milliseconds(period);
      const schedule = RotationSchedule.every(length, { startingAt: iso(start), overlap: length, lifetime: Duration.milliseconds(3 * period) });
      expect(firstGap(schedule, within.map((share, index) => start + index * period + Math.floor(share * period)))).toBeUndefined();
    }), RUNS);
  });

  test('is valid until the next deploy, with one within each overlap, whatever the overlap', () => {
    fc.assert(fc.property(schedules, parts, ({ schedule, start, period, overlap }, within) => {
      expect(firstGap(schedule, within.map((share, index) => start + index * period + Math.floor(share * overlap)))).toBeUndefined();
    }), RUNS);
  });

  test('ends when no deploy comes within the lifetime', () => {
    const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
    expect(firstGap(schedule, [Date.parse('2026-11-01T00:00:00Z'), Date.parse('2027-01-30T00:00:00Z')])).toBeUndefined();
    expect(firstGap(schedule, [Date.parse('2026-11-01T00:00:00Z'), Date.parse('2027-01-30T00:00:00.001Z')])).toBe('2027-01-30T00:00:00.000Z');
  });
});

describe('RotationSchedule.every', () => {
  const monthly = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  const first = { stamp: '20261101', startsAt: '2026-11-01T00:00:00.000Z', removedAt: '2026-12-08T00:00:00.000Z', expiresAt: '2027-01-30T00:00:00.000Z' };
  const second = { stamp: '20261201', startsAt: '2026-12-01T00:00:00.000Z', removedAt: '2027-01-07T00:00:00.000Z', expiresAt: '2027-03-01T00:00:00.000Z' };
  const newest = (generation: typeof first) => ({ ...generation, isNewest: true });
  const other = (generation: typeof first) => ({ ...generation, isNewest: false });

  test.each([
    ['2026-11-01T00:00:00Z', [newest(first)], '2026-12-01T00:00:00.000Z', '2026-11-30T23:55:00.000Z'],
    ['2026-11-30T23:54:59.999Z', [newest(first)], '2026-12-01T00:00:00.000Z', '2026-11-30T23:55:00.000Z'],
    ['2026-11-30T23:55:00Z', [other(second), newest(first)], '2026-12-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-12-01T00:00:00Z', [newest(second), other(first)], '2026-12-31T00:00:00.000Z', '2026-12-08T00:00:00.000Z'],
    ['2026-12-08T01:00:00+02:00', [newest(second), other(first)], '2026-12-31T00:00:00.000Z', '2026-12-08T00:00:00.000Z'],
    ['2026-12-08T00:00:00Z', [newest(second)], '2026-12-31T00:00:00.000Z', '2026-12-30T23:55:00.000Z'],
  ])('gives at %s its generations and next dates', (at, generations, nextRotation, nextChange) => {
    expect(monthly.generations(at)).toEqual(generations);
    expect(monthly.nextRotation(at)).toBe(nextRotation);
    expect(monthly.nextChange(at)).toBe(nextChange);
  });

  test('another overlap changes no end', () => {
    const longer = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(30) });
    expect(longer.generations('2026-11-02T00:00:00Z')[0].expiresAt).toBe(first.expiresAt);
  });

  test('tells its period, overlap and lifetime', () => {
    expect([monthly.period, monthly.overlap, monthly.lifetime].map((length) => length!.toMilliseconds() / DAY)).toEqual([30, 7, 90]);
    const manual = RotationSchedule.manual('1');
    expect([manual.period, manual.overlap, manual.lifetime]).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    ['whole days from midnight', Duration.days(1), '2026-11-01T00:00:00Z', ['20261101', '20261102']],
    ['whole days from another hour', Duration.days(1), '2026-11-01T06:00:00Z', ['20261101T0600Z', '20261102T0600Z']],
    ['midnight of another zone', Duration.days(1), '2026-11-01T00:00:00+02:00', ['20261031T2200Z', '20261101T2200Z']],
    ['hours', Duration.hours(12), '2026-11-01T00:00:00Z', ['20261101T0000Z', '20261101T1200Z']],
    ['periods of 90 minutes', Duration.minutes(90), '2026-11-01T00:00:00Z', ['20261101T0000Z', '20261101T0130Z']],
    ['a start off the hour', Duration.hours(2), '2026-11-01T00:20:00Z', ['20261101T0020Z', '20261101T0220Z']],
    ['a start off the minute', Duration.hours(2), '2026-11-01T00:20:05Z', ['20261101T002005Z', '20261101T022005Z']],
    ['whole days from a start off the minute', Duration.days(1), '2026-11-01T00:00:30Z', ['20261101T000030Z', '20261102T000030Z']],
    ['seconds', Duration.seconds(3_601), '2026-11-01T00:00:00Z', ['20261101T000000Z', '20261101T010001Z']],
  ])('stamps %s so that each is told apart, all in one form', (_, period, startingAt, stamps) => {
    const schedule = RotationSchedule.every(period, { startingAt, overlap: Duration.hours(1) });
    const start = Date.parse(startingAt);
    expect([0, 1].map((index) => newestOf(schedule.generations(iso(start + index * period.toMilliseconds()))).stamp)).toEqual(stamps);
  });

  test('before its start the first generation applies', () => {
    for (const at of ['2026-09-02T00:00:00Z', '2026-10-31T23:59:59Z']) {
      expect(monthly.generations(at)).toEqual([newest(first)]);
      expect(monthly.nextRotation(at)).toBe('2026-12-01T00:00:00.000Z');
      expect(monthly.nextChange(at)).toBe('2026-11-30T23:55:00.000Z');
    }
  });

  const options = { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.hours(1) };

  test.each<[string, Duration, Partial<RotationScheduleOptions>, string]>([
    ['a period below an hour', Duration.minutes(59), {}, "period of RotationSchedule.every must be an hour or more, got '59 minutes'"],
    ['a period of nothing', Duration.days(0), {}, "period of RotationSchedule.every must be an hour or more, got '0 days'"],
    ['a period of a part of a second', Duration.milliseconds(3_600_001), {}, "period of RotationSchedule.every must be a whole number of seconds, got '3600001 milliseconds'"],
    ['an overlap longer than the period', Duration.days(30), { overlap: Duration.days(31) },
      "overlap of RotationSchedule.every must be greater than zero and at most the period (30 days), got '31 days'"],
    ['an overlap of nothing', Duration.hours(2), { overlap: Duration.days(0) },
      "overlap of RotationSchedule.every must be greater than zero and at most the period (2 hours), got '0 days'"],
    ['an overlap of a part of a second', Duration.hours(2), { overlap: Duration.milliseconds(1) }, 'overlap of RotationSchedule.every must be a whole number of seconds'],
    ['a lifetime shorter than the period and twice the overlap', Duration.days(30), { overlap: Duration.days(7), lifetime: Duration.days(43) },
      "lifetime of RotationSchedule.every must be at least the period and twice the overlap (44 days) and at most 36500 days, got '43 days'"],
    ['a lifetime of centuries', Duration.days(30), { lifetime: Duration.days(36_501) }, "and at most 36500 days, got '36501 days'"],
    ['a period so long that three of them are centuries', Duration.days(12_167), {}, "and at most 36500 days, got '36501 days'"],
    ['a lifetime of a part of a second', Duration.days(30), { lifetime: Duration.milliseconds(40 * DAY + 1) }, 'lifetime of RotationSchedule.every must be a whole number of seconds'],
    ['a start without a zone', Duration.days(1), { startingAt: '2026-11-01T00:00:00' },
      "startingAt of RotationSchedule.every must be a date and time of ISO 8601 with its zone, such as 2027-03-31T00:00:00Z, got '2026-11-01T00:00:00'"],
    ['a start that is only a date', Duration.days(1), { startingAt: '2026-11-01' }, 'startingAt of RotationSchedule.every must be a date and time'],
    ['a start on no day', Duration.days(1), { startingAt: '2026-02-30T00:00:00Z' }, 'startingAt of RotationSchedule.every must be a date and time'],
    ['a start that is none', Duration.days(1), { startingAt: 'soon' }, 'startingAt of RotationSchedule.every must be a date and time'],
    ['a start within a second', Duration.days(1), { startingAt: '2026-11-01T00:00:00.5Z' },
      "startingAt of RotationSchedule.every must be in whole seconds, got '2026-11-01T00:00:00.5Z'"],
    ['a start in seconds read as milliseconds', Duration.days(1), { startingAt: '1970-01-21T18:11:31Z' },
      "startingAt of RotationSchedule.every must not be before 2001-09-09, got '1970-01-21T18:11:31Z'"],
    ['ends that Terraform cannot calculate', Duration.days(365), { startingAt: '2262-01-01T00:00:00Z' },
      "startingAt of RotationSchedule.every must lie so that the first generation ends before 2262-04-11, where the arithmetic of Terraform ends, got '2262-01-01T00:00:00Z'"],
  ])('refuses %s', (_, period, given, message) => {
    expect(() => RotationSchedule.every(period, { ...options, ...given })).toThrow(message);
  });

  test('takes the bounds', () => {
    expect(() => RotationSchedule.every(Duration.hours(1), { ...options, overlap: Duration.hours(1) })).not.toThrow();
    const least = { overlap: Duration.seconds(1), lifetime: Duration.seconds(3_602) };
    expect(() => RotationSchedule.every(Duration.hours(1), { ...options, ...least })).not.toThrow();
    expect(() => RotationSchedule.every(Duration.days(30), { ...options, lifetime: Duration.days(36_500) })).not.toThrow();
    expect(() => RotationSchedule.every(Duration.days(30), { ...options, startingAt: '2001-09-09T00:00:00Z' })).not.toThrow();
    const latest = { overlap: Duration.seconds(1), lifetime: Duration.hours(2) };
    expect(() => RotationSchedule.every(Duration.hours(1), { ...latest, startingAt: '2262-04-11T21:47:16Z' })).not.toThrow();
    expect(() => RotationSchedule.every(Duration.hours(1), { ...latest, startingAt: '2262-04-11T21:47:17Z' })).toThrow('startingAt of RotationSchedule.every must lie so');
  });

  test('refuses what only Terraform knows', () => {
    const stack = newStack();
    const length = Duration.milliseconds(new cdktf.TerraformVariable(stack, 'length', { type: 'number' }).numberValue);
    expect(() => RotationSchedule.every(length, options)).toThrow("period of RotationSchedule.every must be known at synth, got 'a reference'");
    expect(() => RotationSchedule.every(Duration.days(1), { ...options, overlap: length })).toThrow('overlap of RotationSchedule.every must be known at synth');
    expect(() => RotationSchedule.every(Duration.days(1), { ...options, lifetime: length })).toThrow('lifetime of RotationSchedule.every must be known at synth');
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
      expect(schedule.generations(time)).toEqual([{ stamp: '2', isNewest: true, expiresAt: '2027-03-31T00:00:00.000Z' }]);
      expect(schedule.nextRotation(time)).toBeUndefined();
      expect(schedule.nextChange(time)).toBeUndefined();
    }
  });

  test('keeps the one before on request, as it was', () => {
    const [before] = RotationSchedule.manual('1', { expiresAt }).generations(at);
    const [newest, kept] = RotationSchedule.manual('2', { previousSerial: '1', previousExpiresAt: expiresAt }).generations(at);
    expect(newest).toEqual({ stamp: '2', isNewest: true });
    expect(kept).toEqual({ ...before, isNewest: false });
  });

  test('does not tell an end that only Terraform knows', () => {
    const schedule = RotationSchedule.manual('1', { expiresAt: Expiration.at('${var.end}') });
    expect(schedule.generations(at)).toEqual([{ stamp: '1', isNewest: true }]);
  });

  test.each<[string, () => RotationSchedule, string]>([
    ['no serial', () => RotationSchedule.manual(''), "serial of RotationSchedule.manual must hold only letters, digits and '_', and one at least, got ''"],
    ['a serial with another character', () => RotationSchedule.manual('2-a'), 'serial of RotationSchedule.manual must hold only'],
    ['a serial that only Terraform knows', () => RotationSchedule.manual('${var.serial}'), 'serial of RotationSchedule.manual must be known at synth'],
    ['a previous serial with another character', () => RotationSchedule.manual('2', { previousSerial: '1 ' }), 'previousSerial of RotationSchedule.manual must hold only'],
    ['the same serial but for case', () => RotationSchedule.manual('a', { previousSerial: 'A' }), "previousSerial of RotationSchedule.manual must differ from the serial (case-insensitive), got 'A'"],
    ['an end of no previous one', () => RotationSchedule.manual('a', { previousExpiresAt: expiresAt }), "previousExpiresAt of RotationSchedule.manual needs a previousSerial, got 'none'"],
    ['an end of the newest alone, which would replace the previous one by a token without end',
      () => RotationSchedule.manual('2', { expiresAt, previousSerial: '1' }),
      "previousExpiresAt of RotationSchedule.manual must be set if expiresAt is, got 'none': give the previous generation's expiresAt, unchanged"],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
