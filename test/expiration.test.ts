import * as cdktf from 'cdktf';
import * as fc from 'fast-check';
import { Expiration } from '../src';
import { newStack } from './util/stacks';

test.each([
  ['2027-03-31T00:00:00Z', '2027-03-31T00:00:00.000Z'],
  ['2027-03-31T00:00Z', '2027-03-31T00:00:00.000Z'],
  ['2027-03-31T00:00:00.5Z', '2027-03-31T00:00:00.500Z'],
  ['2027-03-31T02:00:00+02:00', '2027-03-31T00:00:00.000Z'],
  ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  // As Python's isoformat() and str(), Go's RFC3339Nano, java.time and strftime's %z print it.
  ['2027-03-31T00:00:00.123456+00:00', '2027-03-31T00:00:00.123Z'],
  ['2027-03-31 00:00:00.123456+00:00', '2027-03-31T00:00:00.123Z'],
  ['2027-03-31T00:00:00.999999999Z', '2027-03-31T00:00:00.999Z'],
  ['2027-03-31T02:00:00+0200', '2027-03-31T00:00:00.000Z'],
  ['2027-03-31T00:00:00+0000', '2027-03-31T00:00:00.000Z'],
])('takes %s for %s', (given, canonical) => {
  expect(Expiration.at(given).toIsoString()).toBe(canonical);
  expect(Expiration.at(given).toEpochMilliseconds()).toBe(Date.parse(canonical));
});

test.each(['', '2027-03-31', '2027-03-31T00:00:00', '2027-02-29T00:00:00Z', '2027-13-01T00:00:00Z', '2027-03-31T25:00:00Z',
  '2027-03-31T00:00:00+2', '2027-03-31T00:00:00+00:99', '2027-03-31T00:00:00.Z', '2027-03-31T00:00.5Z', 'now+14d', '1806451200000', 'tomorrow'])(
  'refuses %j, which is no date and time with a zone', (given) => {
    expect(() => Expiration.at(given)).toThrow(`dateTime of Expiration.at must be a date and time of ISO 8601 with its zone, such as 2027-03-31T00:00:00Z, got '${given}'`);
  });

test('takes seconds given for milliseconds for an error', () => {
  expect(() => Expiration.atEpochMilliseconds(1_806_451_200)).toThrow(
    'epochMilliseconds of Expiration.atEpochMilliseconds must not be before 2001-09-09, got 1806451200: were seconds given for milliseconds?');
  expect(() => Expiration.at('1999-12-31T00:00:00Z')).toThrow('must not be before 2001-09-09');
});

test.each([1.5e12 + 0.5, NaN, Infinity, 2.6e14])('refuses %d as milliseconds', (given) => {
  expect(() => Expiration.atEpochMilliseconds(given)).toThrow('must be a whole number of milliseconds before the year 10000');
});

test('takes the first and the last moment, and none beyond', () => {
  for (const [time, canonical] of [[1_000_000_000_000, '2001-09-09T01:46:40.000Z'], [253_402_300_799_999, '9999-12-31T23:59:59.999Z']] as const) {
    expect(Expiration.atEpochMilliseconds(time).toIsoString()).toBe(canonical);
    expect(Expiration.at(canonical).toEpochMilliseconds()).toBe(time);
  }
  expect(() => Expiration.atEpochMilliseconds(999_999_999_999)).toThrow('must not be before 2001-09-09');
  expect(() => Expiration.atEpochMilliseconds(253_402_300_800_000)).toThrow('before the year 10000');
});

test("takes the language's own date", () => {
  expect(Expiration.atDate(new Date('2027-03-31T00:00:00Z')).toIsoString()).toBe('2027-03-31T00:00:00.000Z');
  for (const date of [new Date('soon'), '2027-03-31T00:00:00Z', 1_806_451_200_000, undefined]) {
    expect(() => Expiration.atDate(date as Date)).toThrow(/^date of Expiration\.atDate must be a valid Date, got .*: use Expiration\.at\('2027-03-31T00:00:00Z'\) for a string$/);
  }
  expect(() => Expiration.atDate(new Date(0))).toThrow('must not be before 2001-09-09');
});

test('any moment comes back from its canonical form', () => {
  fc.assert(fc.property(fc.integer({ min: 1e12, max: 253_402_300_799_999 }), (time) => {
    const canonical = Expiration.atEpochMilliseconds(time).toIsoString();
    expect(canonical).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    expect(Expiration.at(canonical).toEpochMilliseconds()).toBe(time);
  }), { seed: 1 });
});

describe('a point in time that only Terraform knows', () => {
  const variable = () => new cdktf.TerraformVariable(newStack(), 'end', {});

  test('passes in its own unit', () => {
    const { stringValue, numberValue } = variable();
    expect(Expiration.at(stringValue).toIsoString()).toBe(stringValue);
    expect(Expiration.at('${var.end}').toIsoString()).toBe('${var.end}');
    expect(Expiration.atEpochMilliseconds(numberValue).toEpochMilliseconds()).toBe(numberValue);
    expect(Expiration.at(stringValue).isKnown).toBe(false);
  });

  test('is not converted to the other', () => {
    const { stringValue, numberValue } = variable();
    expect(() => Expiration.at(stringValue).toEpochMilliseconds()).toThrow(
      /^Expiration cannot turn a date string that only Terraform knows into milliseconds, got .*: give it as Expiration\.atEpochMilliseconds\(\.\.\.\)$/,
    );
    expect(() => Expiration.atEpochMilliseconds(numberValue).toIsoString()).toThrow(
      /^Expiration cannot turn milliseconds that only Terraform knows into a date string, got 'a reference': give it as Expiration\.at\(\.\.\.\)$/,
    );
  });
});
