import { type IConstruct } from 'constructs';
import { knownText } from '../../private/late-bound';
import { refuse } from '../../private/refuse';

/** The name given to a Dynatrace token, checked, or else the construct id. */
export function nameOf(construct: IConstruct, name: string = construct.node.id): string {
  return knownText(name)?.trim() === '' ? refuse(construct, 'name', 'must not be empty', name) : name;
}
