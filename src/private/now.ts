import type { IConstruct } from 'constructs';
import { refuse } from './refuse';
import { stateOf } from './tree-state';

/** Context value that fixes "now", for tests and reproducible builds: an ISO date and time, or epoch milliseconds. */
const NOW_CONTEXT = 'accessTokens:now';

/** One synth is one moment: every construct of a tree sees the same one. */
const SYNTH_TIME = Symbol('accessTokens.synthTime');

/** Now, in epoch milliseconds. */
export function now(construct: IConstruct): number {
  const fixed = construct.node.tryGetContext(NOW_CONTEXT);
  if (fixed !== undefined) {
    const time = new Date(fixed).getTime();
    return Number.isNaN(time) ? refuse(construct, `context value ${NOW_CONTEXT}`, 'must be an ISO date and time or epoch milliseconds', fixed) : time;
  }
  return stateOf(construct.node.root, SYNTH_TIME, () => ({ time: Date.now() })).time;
}
