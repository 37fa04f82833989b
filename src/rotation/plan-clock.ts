import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { fixedNow, NOW_CONTEXT } from '../private/now';
import { stateOf } from '../private/tree-state';

/** One for all copies of the library, since a stack takes one element of a name. */
const CLOCK = Symbol.for('accessTokens.planClock');

/** The time of the plan as an expression of Terraform: a date and time in UTC. The context's "now" takes its place. */
export function planTime(construct: IConstruct): string {
  const fixed = fixedNow(construct);
  return fixed === undefined ? 'plantimestamp()' : `"${new Date(fixed).toISOString().replace(/\.\d+/, '')}"`;
}

/**
 * The time of the plan in seconds since 1970-01-01T00:00:00Z, as an expression of Terraform, which has no function for it.
 * It is calculated once a stack.
 */
export function planSeconds(stack: cdktf.TerraformStack): string {
  return stateOf(stack, CLOCK, () => ({ seconds: addClock(stack) })).seconds;
}

function addClock(stack: cdktf.TerraformStack): string {
  if (fixedNow(stack) !== undefined) {
    cdktf.Annotations.of(stack).addInfo(
      `the context value ${NOW_CONTEXT} fixes the time of every plan of ${stack.node.path}, so nothing in it rotates by itself: leave it out of what is deployed`);
  }
  const local = (id: string, expression: string) => `local.${new cdktf.TerraformLocal(stack, `AccessTokens${id}`, `\${${expression}}`).friendlyUniqueId}`;
  const now = local('Now', planTime(stack));
  const part = (form: string) => `parseint(formatdate("${form}", ${now}), 10)`;
  // Counted from March on, the day that leap years add is the last of a year.
  const months = local('Months', `12 * ${part('YYYY')} + ${part('M')} - 3`);
  const years = local('Years', `floor(${months} / 12)`);
  const days = `365 * ${years} + floor(${years} / 4) - floor(${years} / 100) + floor(${years} / 400) + floor((153 * (${months} % 12) + 2) / 5) + ${part('D')} - 719469`;
  return local('Seconds', `86400 * (${days}) + 3600 * ${part('h')} + 60 * ${part('m')} + ${part('s')}`);
}
