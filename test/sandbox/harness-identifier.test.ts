import { type Body, bodyOf, checkIdentifier, entityFields, flag, optionalMillis, optionalText, requiredText } from '../../sandbox/harness/identifier';
import { Refusal } from '../../sandbox/http-server';

const FARTHEST = 4_320_000_000_000_000;
const IDENTIFIER_RULE = 'can be 128 characters long and can only contain alphanumeric and _ characters, and not start with a number';
const NAME_RULE = 'can be 128 characters long, must start with a letter or _ and can only contain alphanumeric, space, - and _ characters';
const ENTITY = { identifier: 'ci_bot', name: 'CI bot' };

/** What a refusal says about the field at fault. */
function refusalOf(read: () => unknown): unknown {
  try {
    return { taken: read() };
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    const { status, body } = (error as Refusal).response as { status: number; body: any };
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(1);
    expect(body.message).toBe(`Invalid request: ${body.errors[0].fieldId} ${body.errors[0].error}`);
    return body.errors[0];
  }
}

function tags(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`t${n}`, '']));
}

describe('body', () => {
  test.each([[undefined], [null], ['text'], [7], [[{}]]])('%j is no object and refused', value => {
    expect(refusalOf(() => bodyOf(value))).toEqual({ fieldId: 'body', error: 'must be an object' });
    expect(refusalOf(() => bodyOf(value, 'spec'))).toEqual({ fieldId: 'spec', error: 'must be an object' });
  });

  test('an object is taken as it is', () => {
    expect(bodyOf({ a: 1 })).toEqual({ a: 1 });
  });
});

test.each([
  ['9lives', IDENTIFIER_RULE],
  ['a b', IDENTIFIER_RULE],
  ['', IDENTIFIER_RULE],
  ['a'.repeat(129), IDENTIFIER_RULE],
  ['null', "must not be one of the reserved words, got 'null'"],
])('the identifier %j is refused', (identifier, error) => {
  expect(refusalOf(() => checkIdentifier(identifier, 'orgIdentifier'))).toEqual({ fieldId: 'orgIdentifier', error });
});

test.each([
  ['name', { name: 'semi;colon' }, NAME_RULE],
  ['name', { name: undefined }, 'cannot be empty'],
  ['name', { name: '' }, 'cannot be empty'],
  ['description', { description: 'x'.repeat(1025) }, 'size must be between 0 and 1024'],
  ['tags', { tags: tags(129) }, 'size must be between 0 and 128'],
  ['tags', { tags: { text: 'a', number: 4 } }, 'must have texts as values'],
  ['tags', { tags: 'a:b' }, 'must be an object'],
])('of the fields that all entities have, a bad %s (%j) is refused', (fieldId, change, error) => {
  expect(refusalOf(() => entityFields({ ...ENTITY, ...change }))).toEqual({ fieldId, error });
});

test.each([
  [{}, { description: null, tags: {} }],
  [{ description: null, tags: null }, { description: null, tags: {} }],
  [{ description: '', tags: {} }, { description: null, tags: {} }],
  [{ description: 'x'.repeat(1024), tags: tags(128) }, { description: 'x'.repeat(1024), tags: tags(128) }],
])('of the fields that all entities have, %j is taken', (change, expected) => {
  expect(entityFields({ ...ENTITY, ...change })).toEqual({ ...ENTITY, ...expected });
});

describe('field', () => {
  const read = <T>(reader: (body: Body, field: string) => T, value: unknown): unknown => refusalOf(() => reader({ field: value }, 'field'));
  const refused = (error: string): unknown => ({ fieldId: 'field', error });

  test.each([[undefined], [null], ['']])('a text that is %j is the same as none', value => {
    expect(read(optionalText, value)).toEqual({ taken: undefined });
    expect(read(requiredText, value)).toEqual(refused('cannot be empty'));
  });

  test.each([[0], [false], [{}], [['a']]])('a text cannot be %j', value => {
    expect(read(optionalText, value)).toEqual(refused('must be a text'));
    expect(read(requiredText, value)).toEqual(refused('must be a text'));
  });

  test.each([[undefined], [null], [0]])('milliseconds that are %j are the same as none', value => {
    expect(read(optionalMillis, value)).toEqual({ taken: undefined });
  });

  test.each([[1], [-1], [FARTHEST], [-FARTHEST]])('milliseconds can be %j', value => {
    expect(read(optionalMillis, value)).toEqual({ taken: value });
  });

  test.each([[''], ['1'], [true], [1.5], [FARTHEST + 1], [-FARTHEST - 1]])('milliseconds cannot be %j', value => {
    expect(read(optionalMillis, value)).toEqual(refused('must be a whole number of milliseconds'));
  });

  test.each([[undefined, false], [null, false], [false, false], [true, true]])('a flag that is %j is %j', (value, expected) => {
    expect(read(flag, value)).toEqual({ taken: expected });
  });

  test.each([[''], ['true'], [0]])('a flag cannot be %j', value => {
    expect(read(flag, value)).toEqual(refused('must be true or false'));
  });
});
