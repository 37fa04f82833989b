import * as cdktf from 'cdktf';
import { Duration } from '../src';
import { newStack } from './util/stacks';

test.each([
  ['milliseconds', Duration.milliseconds(1), 1],
  ['seconds', Duration.seconds(1), 1_000],
  ['minutes', Duration.minutes(1), 60_000],
  ['hours', Duration.hours(1), 3_600_000],
  ['days', Duration.days(30), 2_592_000_000],
  ['parts of a unit', Duration.days(0.5), 43_200_000],
])('counts %s in milliseconds', (_, duration, milliseconds) => {
  expect(duration.toMilliseconds()).toBe(milliseconds);
});

test.each([-1, NaN, Infinity, 0.1])('refuses %d milliseconds', (amount) => {
  expect(() => Duration.milliseconds(amount)).toThrow(`amount of Duration.milliseconds must be zero or more and a whole number of milliseconds, got ${amount}`);
});

test('can be read', () => {
  expect(Duration.days(30).toHumanString()).toBe('30 days');
  expect(Duration.milliseconds(90 * 60_000).toHumanString()).toBe('90 minutes');
  expect(Duration.days(1).toHumanString()).toBe('1 day');
  const { numberValue } = new cdktf.TerraformVariable(newStack(), 'lifetime', {});
  expect(Duration.milliseconds(numberValue).toHumanString()).toBe('a length that only Terraform knows');
});

test('passes on milliseconds that only Terraform knows', () => {
  const { numberValue } = new cdktf.TerraformVariable(newStack(), 'lifetime', {});
  expect(Duration.milliseconds(numberValue).toMilliseconds()).toBe(numberValue);
});

test('refuses to convert a number that only Terraform knows', () => {
  const { numberValue } = new cdktf.TerraformVariable(newStack(), 'days', {});
  for (const unit of ['seconds', 'minutes', 'hours', 'days'] as const) {
    expect(() => Duration[unit](numberValue)).toThrow(
      `amount of Duration.${unit} cannot convert a number that only Terraform knows, got 'a reference': give it in milliseconds: Duration.milliseconds(...)`);
  }
});
