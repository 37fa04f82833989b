import { inWords, parseDuration } from '../../sandbox/durations';

test.each([
  ['1500ms', 1500, '1500 milliseconds'], ['1ms', 1, '1 millisecond'], ['2s', 2000, '2 seconds'], ['45m', 2_700_000, '45 minutes'],
  ['1h', 3_600_000, '1 hour'], [' 30d ', 2_592_000_000, '30 days'], ['2w', 1_209_600_000, '14 days'],
])('%s is a length of time', (text, milliseconds, words) => {
  expect(parseDuration(text, 'x')).toBe(milliseconds);
  expect(inWords(milliseconds)).toBe(words);
});

test('a length is told in the largest unit in which it is whole', () => {
  expect([25, 36, 48].map((hours) => inWords(hours * 3_600_000))).toEqual(['25 hours', '36 hours', '2 days']);
  expect([90_000, 90_001, 0.5].map(inWords)).toEqual(['90 seconds', '90001 milliseconds', '0.5 milliseconds']);
});

test.each(['', '5', 'd', '5 d', 'in 5d', '5days', '-5d', '1.5d', '1234567890s'])("'%s' is none", (text) => {
  expect(() => parseDuration(text, "'advance'")).toThrow(`'advance' must be a number with a unit (ms, s, m, h, d, w) such as 30d, got '${text}'`);
});
