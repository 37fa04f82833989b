import { textOf } from './late-bound';
import { refuseValue } from './refuse';

/** As the standard libraries of the languages print it: more decimals than three, a zone without colon, a space for the `T`. */
const ISO_DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(?:Z|([+-]\d{2}):?(\d{2}))$/;

export const DATE_TIME_RULE = 'must be a date and time of ISO 8601 with its zone, such as 2027-03-31T00:00:00Z';

/** Epoch milliseconds of a date and time of ISO 8601 that has its zone; what is below a millisecond is cut. */
export function epochMillisecondsOf(dateTime: string): number | undefined {
  const parts = ISO_DATE_TIME.exec(textOf(dateTime));
  if (!parts) {
    return undefined;
  }
  const [, date, minutes, seconds = '00', fraction = '0', zoneHours = '+00', zoneMinutes = '00'] = parts;
  const time = Date.parse(`${date}T${minutes}:${seconds}.${fraction}${zoneHours}:${zoneMinutes}`);
  return Number.isNaN(time) || !isOnTheCalendar(date) ? undefined : time;
}

/** The same, of a value that belongs to no construct yet. */
export function parseDateTime(prop: string, dateTime: string): number {
  return epochMillisecondsOf(dateTime) ?? refuseValue(prop, DATE_TIME_RULE, dateTime);
}

/** `Date.parse` rolls 30 February over into March. */
function isOnTheCalendar(date: string): boolean {
  const [year, month, day] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(date);
}
