import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { watchProviders } from './providers';
import { stateOf } from '../private/tree-state';

const ENTERED = Symbol('accessTokens.entered');

/** Under which jsii keeps a class's name. */
const JSII_TYPE = Symbol.for('jsii.rtti');

/** What each construct of the library does first. */
export function enterStack(construct: IConstruct): void {
  const stack = construct.node.scopes.find(cdktf.TerraformStack.isStack);
  if (stack) {
    // Once a stack, unless it is refused.
    stateOf(stack, ENTERED, () => {
      refuseOtherCore(construct, stack);
      watchProviders(stack);
      return {};
    });
  }
}

/** cdktf and cdktn take each other's constructs, and fail at synth with a riddle. */
function refuseOtherCore(construct: IConstruct, stack: cdktf.TerraformStack): void {
  const [ours, theirs] = [coreOf(cdktf.TerraformStack), coreOf(stack.constructor)];
  if (theirs !== undefined && theirs !== ours) {
    throw new Error(`the stack is one of ${theirs}, and this package is for ${ours}: install ${theirs}-access-tokens, and import from that [${construct.node.path}]`);
  }
}

/** The package that a class of stacks comes from in the end. */
function coreOf(stackClass: unknown): string | undefined {
  for (let type: any = stackClass; type; type = Object.getPrototypeOf(type)) {
    const [core, name] = String(type[JSII_TYPE]?.fqn).split('.');
    if (name === 'TerraformStack') {
      return core;
    }
  }
  return undefined;
}
