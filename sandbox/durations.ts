import { SandboxError } from './errors';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * Milliseconds of a length of time as it is typed on a command line: `1500ms`, `2s`, `45m`, `12h`, `30d`, `2w`.
 *
 * @param what names the setting in the error message
 */
export function parseDuration(text: string, what: string): number {
  const match = /^(\d{1,9})(ms|s|m|h|d|w)$/.exec(text.trim());
  if (!match) {
    throw new SandboxError(`${what} must be a number with a unit (ms, s, m, h, d, w) such as 30d, got '${text}'`);
  }
  return Number(match[1]) * UNITS[match[2]];
}

const WORDS: ReadonlyArray<[string, number]> = [['day', UNITS.d], ['hour', UNITS.h], ['minute', UNITS.m], ['second', UNITS.s]];

/** A length of time as a person would say it: in the largest unit in which it is a whole number. */
export function inWords(milliseconds: number): string {
  const [word, unit] = WORDS.find(([, length]) => milliseconds % length === 0) ?? ['millisecond', 1];
  const count = milliseconds / unit;
  return `${count} ${word}${Math.abs(count) === 1 ? '' : 's'}`;
}
