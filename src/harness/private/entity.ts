import { type IConstruct } from 'constructs';
import { isLateBound, knownText, textOf } from '../../private/late-bound';
import { refuse } from '../../private/refuse';

/**
 * Rules of the Harness service for what every entity has. The reserved words are those of the page and of the server.
 * https://developer.harness.io/docs/platform/references/entity-identifier-reference
 */
export const IDENTIFIER = /^[a-zA-Z_][0-9a-zA-Z_]*$/;
const LONGEST_IDENTIFIER = 128;
const NAME = /^[a-zA-Z_][-0-9a-zA-Z_\s]*$/;
const LONGEST_NAME = 128;
const LONGEST_DESCRIPTION = 1024;
const MOST_TAGS = 128;
const RESERVED_WORDS = new Set([
  'or', 'and', 'eq', 'ne', 'lt', 'gt', 'le', 'ge', 'div', 'mod', 'not', 'null', 'true', 'false', 'new', 'var', 'return', 'step', 'parallel',
  'stepGroup', 'org', 'account', 'status', 'liteEngineTask', 'class', 'shellScriptProvisioner',
]);

interface EntityProps {
  readonly name?: string;
  readonly identifier?: string;
  readonly description?: string;
  readonly tags?: { [key: string]: string };
}

interface EntityAttributes {
  readonly name: string;
  readonly identifier: string;
  readonly description?: string;
  readonly tags?: string[];
}

/** The entity's own attributes, checked, with the defaults that the Harness UI gives. */
export function entityAttributes(construct: IConstruct, props: EntityProps): EntityAttributes {
  const name = props.name ?? construct.node.id;
  checkName(construct, name);
  const identifier = identifierOf(construct, props);
  checkIdentifier(construct, identifier);
  const { description } = props;
  const { length } = knownText(description ?? '') ?? '';
  if (length > LONGEST_DESCRIPTION) {
    refuse(construct, 'description', `must be at most ${LONGEST_DESCRIPTION} characters`, `${length} characters`);
  }
  return { name, identifier, description, tags: renderTags(construct, props.tags) };
}

function checkName(construct: IConstruct, given: string): void {
  const name = knownText(given);
  if (name === undefined) {
    return;
  }
  if (!NAME.test(name)) {
    refuse(construct, 'name', "must start with a letter or '_' and hold only letters, digits, '_', '-' and spaces", name);
  }
  if (name.length > LONGEST_NAME) {
    refuse(construct, 'name', `must be at most ${LONGEST_NAME} characters`, name);
  }
}

/** The identifier given, or else the one that follows from the name; not checked. */
export function identifierOf(construct: IConstruct, props: EntityProps): string {
  const name = props.name ?? construct.node.id;
  if (props.identifier !== undefined) {
    return props.identifier;
  }
  return isLateBound(name)
    ? refuse(construct, 'identifier', 'cannot be derived from a name that only Terraform knows', name, 'set identifier')
    : textOf(name).replace(/[^0-9a-zA-Z_]/g, '_');
}

export function checkIdentifier(construct: IConstruct, given: string): void {
  const identifier = knownText(given);
  if (identifier === undefined) {
    return;
  }
  if (!IDENTIFIER.test(identifier)) {
    refuse(construct, 'identifier', "must start with a letter or '_' and hold only letters, digits and '_'", identifier);
  }
  if (identifier.length > LONGEST_IDENTIFIER) {
    refuse(construct, 'identifier', `must be at most ${LONGEST_IDENTIFIER} characters`, identifier);
  }
  if (RESERVED_WORDS.has(identifier)) {
    refuse(construct, 'identifier', 'must not be a reserved word of Harness', identifier, 'set identifier to another word');
  }
}

function renderTags(construct: IConstruct, tags: { [key: string]: string } | undefined): string[] | undefined {
  const entries = Object.entries(tags ?? {});
  if (entries.length === 0) {
    return undefined;
  }
  if (entries.length > MOST_TAGS) {
    refuse(construct, 'tags', `must be at most ${MOST_TAGS}`, entries.length);
  }
  return entries.sort(([a], [b]) => (textOf(a) < textOf(b) ? -1 : 1)).map(([key, value]) => renderTag(construct, key, value));
}

function renderTag(construct: IConstruct, key: string, value: string): string {
  if (!knownText(key)?.trim()) {
    refuse(construct, 'tags', 'must have keys that are known and not empty', key);
  }
  for (const part of [key, value]) {
    if (knownText(part)?.includes(':')) {
      refuse(construct, 'tags', "must not hold ':' in a key or value, since the provider splits there", part);
    }
  }
  // The provider stores a tag without a value as its key alone.
  return value === '' ? key : `${key}:${value}`;
}
