import { Construct } from 'constructs';
import { isAttached, isFirst, stateOf } from '../../src/private/tree-state';

const KEY = Symbol('key');
const OTHER = Symbol('other');

test('state is made once a construct and key, and nobody sees it', () => {
  const construct = new Construct(undefined as never, '');
  const made = jest.fn(() => ({}));
  expect(stateOf(construct, KEY, made)).toBe(stateOf(construct, KEY, made));
  expect(stateOf(construct, OTHER, made)).not.toBe(stateOf(construct, KEY, made));
  expect(made).toHaveBeenCalledTimes(2);
  expect(Object.getOwnPropertySymbols(construct).filter((key) => Object.prototype.propertyIsEnumerable.call(construct, key))).not.toContain(KEY);
});

test('a construct is asked for the first time once', () => {
  const construct = new Construct(undefined as never, '');
  expect([isFirst(construct, KEY), isFirst(construct, KEY), isFirst(construct, KEY), isFirst(construct, OTHER)]).toEqual([true, false, false, true]);
});

test('what was removed, or stands in something that was, is not attached', () => {
  const root = new Construct(undefined as never, '');
  const parent = new Construct(root, 'Parent');
  const child = new Construct(parent, 'Child');
  expect([root, parent, child].map(isAttached)).toEqual([true, true, true]);
  root.node.tryRemoveChild('Parent');
  expect([root, parent, child].map(isAttached)).toEqual([true, false, false]);
});
