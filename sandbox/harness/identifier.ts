import { invalidField } from './envelope';

const IDENTIFIER = /^[a-zA-Z_][0-9a-zA-Z_]{0,127}$/;
const NAME = /^[a-zA-Z_][-0-9a-zA-Z_\s]{0,127}$/;

/** Words of the service's expression language, which can therefore name nothing. */
const RESERVED = new Set([
  'or', 'and', 'eq', 'ne', 'lt', 'gt', 'le', 'ge', 'div', 'mod', 'not', 'null', 'true', 'false', 'new', 'var', 'return',
]);

const LONGEST_DESCRIPTION = 1024;
const MOST_TAGS = 128;

/** Half of what a date can hold, so that a point in time and a length of time can be added. */
const FARTHEST = 4_320_000_000_000_000;

/** The fields that service accounts, API keys, tokens and secrets have in common. */
export interface EntityFields {
  readonly identifier: string;
  readonly name: string;
  readonly description: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export type Body = Readonly<Record<string, unknown>>;

export function bodyOf(body: unknown, what = 'body'): Body {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidField(what, 'must be an object');
  }
  return body as Body;
}

export function checkIdentifier(identifier: string, fieldId: string): string {
  if (!IDENTIFIER.test(identifier)) {
    throw invalidField(fieldId, 'can be 128 characters long and can only contain alphanumeric and _ characters, and not start with a number');
  }
  if (RESERVED.has(identifier)) {
    throw invalidField(fieldId, `must not be one of the reserved words, got '${identifier}'`);
  }
  return identifier;
}

/** @throws Refusal if a rule of the service is broken */
export function entityFields(body: Body): EntityFields {
  const identifier = checkIdentifier(requiredText(body, 'identifier'), 'identifier');
  const name = requiredText(body, 'name');
  if (!NAME.test(name)) {
    throw invalidField('name', 'can be 128 characters long, must start with a letter or _ and can only contain alphanumeric, space, - and _ characters');
  }
  const description = optionalText(body, 'description');
  if (description !== undefined && description.length > LONGEST_DESCRIPTION) {
    throw invalidField('description', `size must be between 0 and ${LONGEST_DESCRIPTION}`);
  }
  const tags = tagsOf(body.tags);
  return { identifier, name, description: description ?? null, tags };
}

function tagsOf(tags: unknown): Readonly<Record<string, string>> {
  if (tags === undefined || tags === null) {
    return {};
  }
  const given = Object.entries(bodyOf(tags, 'tags'));
  if (given.length > MOST_TAGS) {
    throw invalidField('tags', `size must be between 0 and ${MOST_TAGS}`);
  }
  if (given.some(([, value]) => typeof value !== 'string')) {
    throw invalidField('tags', 'must have texts as values');
  }
  return Object.fromEntries(given) as Record<string, string>;
}

/** An empty text is the same as none: the published client never sends one. */
export function optionalText(body: Body, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw invalidField(field, 'must be a text');
  }
  return value;
}

export function requiredText(body: Body, field: string): string {
  const value = optionalText(body, field);
  if (value === undefined) {
    throw invalidField(field, 'cannot be empty');
  }
  return value;
}

/** Zero is the same as none: the published client never sends it. */
export function optionalMillis(body: Body, field: string): number | undefined {
  const value = body[field];
  if (value === undefined || value === null || value === 0) {
    return undefined;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > FARTHEST) {
    throw invalidField(field, 'must be a whole number of milliseconds');
  }
  return value;
}

export function flag(body: Body, field: string): boolean {
  const value = body[field];
  if (value === undefined || value === null) {
    return false;
  }
  if (typeof value !== 'boolean') {
    throw invalidField(field, 'must be true or false');
  }
  return value;
}

/** The service keeps the case of an identifier but holds two that differ in nothing else for one. */
export function sameIdentifier(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
