const UNITS: readonly [number, string][] = [[86_400_000, 'day'], [3_600_000, 'hour'], [60_000, 'minute'], [1_000, 'second']];

/** A length of time as a person says it: in the largest unit of which it is a whole number, such as `30 days`. */
export function lengthInWords(milliseconds: number): string {
  const [length, unit] = UNITS.find(([candidate]) => milliseconds % candidate === 0) ?? [1, 'millisecond'];
  const count = milliseconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
