import type { IConstruct } from 'constructs';
import { isLateBound, textOf } from './late-bound';
import { refuse } from './refuse';
import { isAttached, stateOf } from './tree-state';

/** On a tree's root: which construct holds an identity. */
const HOLDERS = Symbol('accessTokens.identities');

/** An identity that ends with a stamp of one of the forms that a schedule gives its generations. */
const STAMPED = /^(.*)_\d{8}(?:t\d{4}(?:\d{2})?z)?$/;

interface Holders {
  readonly entities: Map<string, IConstruct>;
  /** Rotating tokens, by the identity without stamp. */
  readonly series: Map<string, IConstruct>;
  /** Entities whose identity could be that of a generation, by the identity without stamp. */
  readonly stamped: Map<string, IConstruct>;
}

/**
 * Refuses a second entity of one identity. Harness compares identifiers case-insensitively. To be called when nothing else
 * can be refused any more: a construct that was refused holds nothing.
 *
 * @param identity kind and place of the entity, with its identifier
 */
export function claimIdentity(construct: IConstruct, identity: string, identifier: string): void {
  if (isLateBound(identity)) {
    return;
  }
  const { entities, series, stamped } = holdersOf(construct);
  const key = textOf(identity).toLowerCase();
  refuseHeld(construct, entities, key, identifier);
  const base = STAMPED.exec(key)?.[1];
  if (base !== undefined) {
    const rotating = holder(series, base);
    if (rotating && !construct.node.scopes.includes(rotating)) {
      refuse(construct, 'identifier', `must not be one that a generation of ${rotating.node.path} can have`, identifier, 'set another identifier');
    }
    stamped.set(base, construct);
  }
  entities.set(key, construct);
}

/**
 * Refuses an entity beside a rotating token that has the identity of one of its generations, whenever that one comes.
 *
 * @param identity kind and place of a generation's entity, with the identifier that it has before the stamp
 */
export function claimSeries(construct: IConstruct, identity: string, identifier: string): void {
  if (isLateBound(identity)) {
    return;
  }
  const { series, stamped } = holdersOf(construct);
  const key = textOf(identity).toLowerCase();
  refuseHeld(construct, series, key, identifier);
  const entity = holder(stamped, key);
  if (entity) {
    refuse(construct, 'identifier', `must not lead to generations with the identifier of ${entity.node.path}`, identifier, 'set another identifier');
  }
  series.set(key, construct);
}

function refuseHeld(construct: IConstruct, holders: Map<string, IConstruct>, key: string, identifier: string): void {
  const other = holder(holders, key);
  if (other) {
    refuse(construct, 'identifier', `is already used by ${other.node.path} (case-insensitive)`, identifier, 'set another identifier');
  }
}

/** The construct that holds the key, unless it was removed from the tree. */
function holder(holders: Map<string, IConstruct>, key: string): IConstruct | undefined {
  const construct = holders.get(key);
  return construct && isAttached(construct) ? construct : undefined;
}

function holdersOf(construct: IConstruct): Holders {
  return stateOf(construct.node.root, HOLDERS, () => ({ entities: new Map(), series: new Map(), stamped: new Map() }));
}
