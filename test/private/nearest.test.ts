import { nearest } from '../../src/private/nearest';

test.each<[string, string[], number | undefined, string | undefined]>([
  ['nam', ['email', 'name'], undefined, 'name'],
  ['NAME', ['name'], 0, 'name'],
  ['nome', ['name', 'home'], undefined, 'name'],
  ['nome', ['home', 'name'], undefined, 'home'],
  ['naem', ['name'], 1, undefined],
  ['naem', ['name'], 2, 'name'],
  ['x', [], undefined, undefined],
])('of %s in %j with at most %s edits the nearest is %s', (word, candidates, mostEdits, found) => {
  expect(nearest(word, candidates, mostEdits)).toBe(found);
});
