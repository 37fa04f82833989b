import { createHash } from 'node:crypto';
// Bundled into the command, so that users of the library get no dependency from it.
// eslint-disable-next-line import/no-extraneous-dependencies
import ical, { ICalAlarmType, ICalCalendarMethod } from 'ical-generator';
import { NAME } from '../../command-line';
import type { Inventory, InventoryToken } from '../model';

const WEEK = 7 * 86_400;

/** iCalendar (RFC 5545): when tokens end, with an alarm a week before, and when they rotate. The same event has the same UID each time. */
export function toCalendar({ tokens, at }: Inventory): string {
  const calendar = ical({ name: 'Access tokens', prodId: { company: NAME, product: 'inventory', language: 'EN' }, method: ICalCalendarMethod.PUBLISH });
  for (const token of tokens) {
    const { end, rotation } = token;
    if (end instanceof Date) {
      const event = calendar.createEvent({ ...eventOf(token, 'end', at), start: end, end, summary: `${token.system} token ${token.name} ends` });
      event.createAlarm({ type: ICalAlarmType.display, triggerBefore: WEEK });
    }
    if (rotation?.isNewest) {
      calendar.createEvent({ ...eventOf(token, 'rotation', at), start: rotation.next, end: rotation.next, summary: `${token.system} token ${token.name} rotates: deploy ${token.stack}` });
    }
  }
  return calendar.toString();
}

function eventOf(token: InventoryToken, what: string, at: Date): { id: string; stamp: Date; description: string } {
  const { id, scope, owner, stack, address } = token;
  const facts = { Scope: scope, Owner: owner, Stack: stack, Address: address };
  return {
    id: `${createHash('sha256').update(`${id} ${what}`).digest('hex').slice(0, 32)}@${NAME}`,
    stamp: at,
    description: Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}`)).join('\n'),
  };
}
