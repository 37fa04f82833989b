import type * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { stateOf } from '../../private/tree-state';

/** On an owner of API keys: what has to be in order. */
const ORDERED = Symbol('accessTokens.rightsFirst');

interface Ordered {
  readonly assignments: cdktf.TerraformResource[];
  readonly keys: cdktf.TerraformResource[];
}

function orderedOf(owner: IConstruct): Ordered {
  return stateOf(owner, ORDERED, () => ({ assignments: [], keys: [] }));
}

/** A token works from its creation on, so its owner's rights are there first. Whichever of the two is made first. */
export function grantFirst(owner: IConstruct, assignment: cdktf.TerraformResource): void {
  const { assignments, keys } = orderedOf(owner);
  assignments.push(assignment);
  keys.forEach((key) => createAfter(key, assignment));
}

export function keyAfterRights(owner: IConstruct, key: cdktf.TerraformResource): void {
  const { assignments, keys } = orderedOf(owner);
  keys.push(key);
  assignments.forEach((assignment) => createAfter(key, assignment));
}

/** Terraform knows an order within a stack only. */
function createAfter(later: cdktf.TerraformResource, earlier: cdktf.TerraformResource): void {
  if (later.cdktfStack === earlier.cdktfStack) {
    later.dependsOn = [...(later.dependsOn ?? []), `${earlier.terraformResourceType}.${earlier.friendlyUniqueId}`];
  }
}
