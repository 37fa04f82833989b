import * as cdktf from 'cdktf';
import { type Construct, type IConstruct } from 'constructs';
import { isFirst, stateOf } from '../../private/tree-state';
import { type IApiKey } from '../api-key';
import { Token } from '../token';

/** A rotating token, whose tokens come and go. */
interface Rotating {
  readonly construct: Construct;
  readonly apiKey: IApiKey;
  readonly mostAtOnce: number;
}

/** On a tree's root: its rotating tokens. */
const ROTATING = Symbol('accessTokens.rotating');
const WARNED = Symbol('accessTokens.tokenLimitWarned');

/** Counts the tokens of a key at synth, when all of them are there. Only keys with a rotating token are looked at. */
export function checkTokenLimit(construct: Construct, apiKey: IApiKey, mostAtOnce: number): void {
  const all = stateOf(construct.node.root, ROTATING, (): Rotating[] => []);
  const first = !all.some((other) => isSame(other.apiKey, apiKey));
  all.push({ construct, apiKey, mostAtOnce });
  if (first) {
    construct.node.addValidation({ validate: () => overLimit(construct, apiKey, all) });
  }
}

function overLimit(construct: Construct, apiKey: IApiKey, all: Rotating[]): string[] {
  const limit = apiKey.tokenLimit;
  if (cdktf.Token.isUnresolved(limit)) {
    return [];
  }
  const generations = new Set<IConstruct | undefined>(all.map((rotating) => rotating.construct));
  const plain = construct.node.root.node.findAll()
    .filter((node) => node instanceof Token && isSame(node._apiKey, apiKey) && !generations.has(node.node.scope)).length;
  const rotating = all.filter((other) => isSame(other.apiKey, apiKey));
  const steady = plain + rotating.reduce((sum, { mostAtOnce }) => sum + mostAtOnce, 0);
  const count = `${plain} plain and ${rotating.length} rotating`;
  const advice = 'use another API key, or set tokenLimit of the key to what your account allows';
  if (steady > limit) {
    return [`tokens of one API key must be at most ${limit} at once, got ${steady} (${count}): ${advice} [${apiKey.node.path}]`];
  }
  // The next generation may be created before the oldest is gone.
  const peak = steady + rotating.length;
  if (peak > limit && isFirst(construct, WARNED)) {
    cdktf.Annotations.of(construct).addWarning(
      `the API key ${apiKey.node.path} may have ${peak} tokens for a moment while they rotate (${count}), and Harness allows ${limit}: ${advice}`);
  }
  return [];
}

/** Imports of one key count as one. */
function isSame(one: IApiKey, other: IApiKey): boolean {
  return one === other || (one.importId === other.importId && one.harnessScope.accountId === other.harnessScope.accountId);
}
