import type { IConstruct } from 'constructs';

/**
 * State that belongs to a construct, or to a whole tree if the construct is its root: it hangs on the construct, as cdktf's
 * own aspects do, and goes away with it.
 */
export function stateOf<T extends object>(construct: IConstruct, key: symbol, initial: () => T): T {
  const holder = construct as unknown as Record<symbol, T | undefined>;
  let state = holder[key];
  if (state === undefined) {
    state = initial();
    // Not enumerable: whoever prints or compares a construct sees none of it.
    Object.defineProperty(construct, key, { value: state });
  }
  return state;
}

/** Whether this is the first time that the construct is asked for under the key. */
export function isFirst(construct: IConstruct, key: symbol): boolean {
  const state = stateOf(construct, key, () => ({ count: 0 }));
  return state.count++ === 0;
}

/** Whether the construct still stands in its tree: neither it nor one above was removed. */
export function isAttached(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isAttached(scope));
}
