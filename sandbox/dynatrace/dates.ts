/** The one form in which the service gives dates back, whatever form they came in: `2027-01-01T00:00:00.000Z`. */
export function formatDate(millis: number): string {
  return new Date(millis).toISOString();
}

const ISO_LIKE = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/;
const RELATIVE = /^now(?:([+-])(\d{1,6})([mhdwMy]))?(?:\/([mhdwMy]))?$/;

/**
 * Epoch milliseconds of a date in one of the three forms the service takes: epoch milliseconds; `2021-01-25T05:57:01.123+01:00` (a space for the
 * `T`; no zone means UTC; seconds and their fraction may be missing); `now+14d` (units m, h, d, w, M, y; `/d` at the end rounds down to the day).
 *
 * @returns undefined if it is none of these
 */
export function parseDate(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,15}$/.test(trimmed)) {
    return Number(trimmed);
  }
  const relative = RELATIVE.exec(trimmed);
  if (relative) {
    const [, sign, amount, unit, alignment] = relative;
    const moved = amount === undefined ? now : add(now, Number(amount) * (sign === '-' ? -1 : 1), unit);
    const aligned = alignment === undefined ? moved : roundDown(moved, alignment);
    return Number.isNaN(new Date(aligned).getTime()) ? undefined : aligned;
  }
  return parseIsoLike(trimmed);
}

function parseIsoLike(text: string): number | undefined {
  const match = ISO_LIKE.exec(text);
  if (!match) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = match;
  const inFull = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const utc = Date.parse(inFull);
  // A date that rolled over, such as the 30th of February, is none.
  const same = !Number.isNaN(utc) && formatDate(utc) === inFull;
  const offset = zone === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return same && Math.abs(offset) <= 18 * 60 ? utc - offset * 60_000 : undefined;
}

const FIXED_UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function add(from: number, amount: number, unit: string): number {
  if (unit in FIXED_UNITS) {
    return from + amount * FIXED_UNITS[unit];
  }
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + amount * (unit === 'y' ? 12 : 1));
  // The 31st of January and a month is the last of February.
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

function roundDown(millis: number, unit: string): number {
  const date = new Date(millis);
  switch (unit) {
    case 'y': return Date.UTC(date.getUTCFullYear(), 0, 1);
    case 'M': return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    // Weeks begin on Monday; the epoch was a Thursday.
    case 'w': return Math.floor((millis - 4 * FIXED_UNITS.d) / FIXED_UNITS.w) * FIXED_UNITS.w + 4 * FIXED_UNITS.d;
    default: return Math.floor(millis / FIXED_UNITS[unit]) * FIXED_UNITS[unit];
  }
}
