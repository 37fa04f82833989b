import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { isAttached, isFirst, stateOf } from '../../private/tree-state';
import { type IApiKey } from '../api-key';

/** A token, or a rotating one that stands for several. */
interface Counted {
  readonly construct: Construct;
  readonly apiKey: IApiKey;
  readonly mostAtOnce: number;
  readonly rotates: boolean;
}

/** On a tree's root: the tokens by their key. */
const TOKENS = Symbol('accessTokens.tokensByKey');
const WARNED = Symbol('accessTokens.tokenLimitWarned');

/** Counts the tokens of a key at synth, when all of them are there, over all stacks. */
export function checkTokenLimit(construct: Construct, apiKey: IApiKey, mostAtOnce: number, rotates: boolean): void {
  const byKey = stateOf(construct.node.root, TOKENS, () => new Map<string, Counted[]>());
  // Imports of one key count as one.
  const key = `${apiKey.harnessScope.accountId}/${apiKey.importId}`;
  const tokens = byKey.get(key) ?? [];
  byKey.set(key, tokens);
  const counted = { construct, apiKey, mostAtOnce, rotates };
  tokens.push(counted);
  // One token of each stack speaks for all, since a stack can be validated alone.
  construct.node.addValidation({ validate: () => (tokens.find((other) => isBeside(other, construct)) === counted ? overLimit(tokens) : []) });
}

function isBeside(other: Counted, construct: Construct): boolean {
  return isAttached(other.construct) && cdktf.TerraformStack.of(other.construct) === cdktf.TerraformStack.of(construct);
}

function overLimit(all: Counted[]): string[] {
  const tokens = all.filter(({ construct }) => isAttached(construct));
  const limits = tokens.map(({ apiKey }) => apiKey.tokenLimit);
  if (limits.some((limit) => cdktf.Token.isUnresolved(limit))) {
    return [];
  }
  const limit = Math.max(...new Set(limits));
  const [{ construct, apiKey }] = tokens;
  const rotating = tokens.filter(({ rotates }) => rotates).length;
  const steady = tokens.reduce((sum, { mostAtOnce }) => sum + mostAtOnce, 0);
  const count = `${tokens.length - rotating} plain and ${rotating} rotating`;
  const advice = 'use another API key, or set tokenLimit of the key to what your account allows';
  if (steady > limit) {
    return [`tokens of one API key must be at most ${limit} at once, got ${steady} (${count}): ${advice} [${apiKey.node.path}]`];
  }
  // The next generation may be created before the oldest is gone.
  const peak = steady + rotating;
  if (peak > limit && isFirst(construct, WARNED)) {
    cdktf.Annotations.of(construct).addWarning(
      `the API key ${apiKey.node.path} may have ${peak} tokens for a moment while they rotate (${count}), and Harness allows ${limit}: ${advice}`);
  }
  return [];
}
