import type { IConstruct } from 'constructs';
import { isLateBound } from './late-bound';
import { refuse } from './refuse';
import { stateOf } from './tree-state';

/** On a tree's root: the construct that holds an identity. */
const HOLDERS = Symbol('accessTokens.identities');

/**
 * Refuses a second entity of one identity: Harness tells identifiers apart without regard to case.
 *
 * @param identity kind and place of the entity, with its identifier
 */
export function claimIdentity(construct: IConstruct, identity: string, identifier: string): void {
  if (isLateBound(identity)) {
    return;
  }
  const claimed = stateOf(construct.node.root, HOLDERS, () => new Map<string, IConstruct>());
  const key = identity.toLowerCase();
  const holder = claimed.get(key);
  if (holder) {
    refuse(construct, 'identifier', `must differ from its sibling's by more than case (${holder.node.path})`, identifier, 'set identifier');
  }
  claimed.set(key, construct);
}
