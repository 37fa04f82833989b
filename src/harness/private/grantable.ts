import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { IDENTIFIER } from './entity';
import { isLateBound } from '../../private/late-bound';
import { nearest } from '../../private/nearest';
import { refuse, refuseValue } from '../../private/refuse';
import { type HarnessScope } from '../harness-scope';
import { type ScopeLevel } from '../scope-level';

/** A role or a resource group. */
interface Grantable {
  readonly identifier: string;
  readonly levels?: ScopeLevel[];
}

/** The constants of a class of which each is an instance of it, by their identifiers. */
export function builtIns<T extends Grantable>(type: Function & { prototype: T }): ReadonlyMap<string, T> {
  return new Map(Object.values(type).filter((value): value is T => value instanceof type).map((value) => [value.identifier, value]));
}

export function checkGrantId(factory: string, identifier: string): void {
  if (!isLateBound(identifier) && !IDENTIFIER.test(identifier)) {
    refuseValue(factory, "takes an identifier that starts with a letter or '_' and holds only letters, digits and '_'", identifier);
  }
}

/** Refuses what Harness has at other levels only, and warns of what looks built-in and is not known. */
export function checkLevel(construct: Construct, prop: string, granted: Grantable, scope: HarnessScope, known: string[]): void {
  const { identifier, levels } = granted;
  if (levels && !levels.includes(scope.level)) {
    refuse(construct, prop, `must be one that Harness has at the level of ${scope._describe()}`, identifier,
      `that one is for the level ${levels.join(' or ')}: use another one, or set harnessScope`);
  }
  if (!levels && identifier.startsWith('_') && !isLateBound(identifier)) {
    cdktf.Annotations.of(construct).addWarning(
      `${prop} '${identifier}' looks built-in and is not known to this library; did you mean '${nearest(identifier, known)}'? If Harness has it, it is granted`);
  }
}
