import * as cdktf from 'cdktf';
import { planSeconds } from './plan-clock';
import { type RotationRule } from './rotation-rule';
import { lengthInWords } from '../private/length-of-time';
import { stateOf } from '../private/tree-state';

/** One for all copies of the library, since a stack takes one element of a name. */
const SCHEDULES = Symbol.for('accessTokens.schedules');
const EPOCH = '1970-01-01T00:00:00Z';
const DATE_TIME = "YYYY-MM-DD'T'hh:mm:ss'.000Z'";

/** A periodic schedule within a stack: expressions of Terraform. */
export interface PlannedRotation {
  /** A map from the stamp of each generation that the plan has to its `end` (a date and time) and `end_milliseconds`. */
  readonly generations: string;
  /** Stamp of the newest generation that has started. */
  readonly newest: string;
  /** When the next one starts, as a date and time. */
  readonly nextStart: string;
}

/** The arithmetic of `RotationRule`, done by Terraform at plan; rendered once a stack for all equal schedules. */
export function planRotation(stack: cdktf.TerraformStack, rule: RotationRule): PlannedRotation {
  const { start, period, overlap, lifetime } = rule;
  const planned = stateOf(stack, SCHEDULES, () => new Map<string, PlannedRotation>());
  // Of its contents and not of its place: the order in which schedules are used must not matter.
  const name = ['AccessTokensRotation', rule.newest(start).stamp, ...[period, overlap, lifetime].map(shortLength)].join('_');
  let rotation = planned.get(name);
  if (!rotation) {
    rotation = render(stack, rule, name);
    planned.set(name, rotation);
  }
  return rotation;
}

/** Such as `30d`. */
function shortLength(seconds: number): string {
  const [count, unit] = lengthInWords(1_000 * seconds).split(' ');
  return `${count}${unit[0]}`;
}

function render(stack: cdktf.TerraformStack, rule: RotationRule, name: string): PlannedRotation {
  const { start, period, overlap, lead, lifetime, stampForm } = rule;
  const seconds = planSeconds(stack);
  const local = (id: string, expression: string) => `local.${new cdktf.TerraformLocal(stack, `${name}${id}`, `\${${expression}}`).friendlyUniqueId}`;
  const format = (form: string, time: string) => `formatdate("${form}", timeadd("${EPOCH}", "\${${time}}s"))`;
  const startedAt = (time: string) => `max(0, floor((${time} - ${start}) / ${period}))`;

  const started = local('_started', startedAt(seconds));
  const latest = local('_latest', startedAt(`${seconds} + ${lead}`));
  const starts = `[for index in [${latest}, ${latest} - 1] : ${start} + index * ${period} if index >= 0]`;
  const generation = `{ end = ${format(DATE_TIME, `start + ${lifetime}`)}, end_milliseconds = 1000 * (start + ${lifetime}) }`;
  return {
    generations: local('', `{for start in ${starts} : ${format(stampForm, 'start')} => ${generation} if ${seconds} < start + ${period + overlap}}`),
    newest: local('_newest', format(stampForm, `${start} + ${started} * ${period}`)),
    nextStart: local('_next', format(DATE_TIME, `${start} + (${started} + 1) * ${period}`)),
  };
}
