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
