import * as cdktf from 'cdktf';
import { now } from '../../src/private/now';

const nowIn = (fixed: unknown) => now(new cdktf.TerraformStack(cdktf.Testing.app({ context: { 'accessTokens:now': fixed } }), 'Stack'));

test.each<[unknown, string]>([
  ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T01:00:00.123456+01:00', '2026-11-01T00:00:00.123Z'],
  [1_793_491_200_000, '2026-11-01T00:00:00.000Z'],
])('the context value accessTokens:now %j fixes the time', (fixed, time) => {
  expect(new Date(nowIn(fixed)).toISOString()).toBe(time);
});

test('without one, all constructs of a tree see one moment, the next synth another', () => {
  const clock = jest.spyOn(Date, 'now');
  try {
    let time = 1_793_491_200_000;
    clock.mockImplementation(() => time++);
    const [first, second] = [0, 1].map(() => {
      const app = cdktf.Testing.app();
      return [new cdktf.TerraformStack(app, 'A'), new cdktf.TerraformStack(app, 'B')].map(now);
    });
    expect(first[1]).toBe(first[0]);
    expect(second[1]).toBe(second[0]);
    expect(second[0]).toBeGreaterThan(first[0]);
  } finally {
    clock.mockRestore();
  }
});

// Without a zone it would be another moment on each machine.
test.each(['2026-11-01T00:00:00', '2026-11-01', '1793491200000', 'soon', '', 1.5, NaN, null, true, {}])('the context value accessTokens:now %j is refused', (fixed) => {
  expect(() => nowIn(fixed)).toThrow(
    /^context value accessTokens:now must be a date and time of ISO 8601 with its zone, such as 2027-03-31T00:00:00Z, or epoch milliseconds, got .* \[Stack\]$/);
});
