import { refuseValue } from './refuse';

const ISO_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Epoch milliseconds of a date and time of ISO 8601 that has its zone. */
export function parseDateTime(prop: string, dateTime: string): number {
  const time = ISO_DATE_TIME.test(dateTime) ? Date.parse(dateTime) : NaN;
  if (Number.isNaN(time) || !isOnTheCalendar(dateTime)) {
    refuseValue(prop, 'must be a date and time of ISO 8601 with its zone, such as 2027-03-31T00:00:00Z', dateTime);
  }
  return time;
}

/** `Date.parse` rolls 30 February over into March. */
function isOnTheCalendar(dateTime: string): boolean {
  const [year, month, day] = dateTime.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(dateTime.slice(0, 10));
}
