import type { IConstruct } from 'constructs';
import { DATE_TIME_RULE, epochMillisecondsOf } from './date-time';
import { refuse } from './refuse';
import { stateOf } from './tree-state';

/** Context value that fixes "now", for tests and reproducible builds: a date and time with its zone, or epoch milliseconds. */
export const NOW_CONTEXT = 'accessTokens:now';

/** One synth is one moment: every construct of a tree sees the same one. */
const SYNTH_TIME = Symbol('accessTokens.synthTime');

/** Now, in epoch milliseconds. */
export function now(construct: IConstruct): number {
  return fixedNow(construct) ?? stateOf(construct.node.root, SYNTH_TIME, () => ({ time: Date.now() })).time;
}

/** "Now" as the context fixes it, in epoch milliseconds. */
export function fixedNow(construct: IConstruct): number | undefined {
  const fixed: unknown = construct.node.tryGetContext(NOW_CONTEXT);
  if (fixed === undefined) {
    return undefined;
  }
  const time = typeof fixed === 'string' ? epochMillisecondsOf(fixed) : fixed;
  return Number.isSafeInteger(time)
    ? time as number
    : refuse(construct, `context value ${NOW_CONTEXT}`, `${DATE_TIME_RULE}, or epoch milliseconds`, fixed);
}
