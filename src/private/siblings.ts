import { IConstruct } from 'constructs';
import { isLateBound } from './late-bound';
import { refuse } from './refuse';

/** For each tree, the construct that holds an identity. */
const holders = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Refuses a second entity of one identity: Harness tells identifiers apart without regard to case.
 *
 * @param identity kind and place of the entity, with its identifier
 */
export function claimIdentity(construct: IConstruct, identity: string, identifier: string): void {
  if (isLateBound(identity)) {
    return;
  }
  const root = construct.node.root;
  let claimed = holders.get(root);
  if (!claimed) {
    holders.set(root, (claimed = new Map()));
  }
  const key = identity.toLowerCase();
  const holder = claimed.get(key);
  if (holder) {
    refuse(construct, 'identifier', `must differ from its sibling's by more than case (${holder.node.path})`, identifier, 'set identifier');
  }
  claimed.set(key, construct);
}
