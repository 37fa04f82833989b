import { enclosing, sameScope, scopeLevel } from '../../sandbox/harness/scope';

const ACCOUNT = { account: 'a', org: null, project: null };
const ORGANIZATION = { account: 'a', org: 'o', project: null };
const PROJECT = { account: 'a', org: 'o', project: 'p' };

test('a scope is of the level of its deepest part', () => {
  expect([ACCOUNT, ORGANIZATION, PROJECT].map(scopeLevel)).toEqual(['account', 'organization', 'project']);
});

test.each([
  ['account', [ACCOUNT, ACCOUNT, ACCOUNT]],
  ['organization', [undefined, ORGANIZATION, ORGANIZATION]],
  ['project', [undefined, undefined, PROJECT]],
  ['planet', [undefined, undefined, undefined]],
])('what encloses a scope at the level %s', (level, expected) => {
  expect([ACCOUNT, ORGANIZATION, PROJECT].map((scope) => enclosing(scope, level))).toEqual(expected);
});

test('scopes are the same where all parts are', () => {
  expect(sameScope(PROJECT, { ...PROJECT })).toBe(true);
  expect([{ ...PROJECT, account: 'x' }, { ...PROJECT, org: 'x' }, { ...PROJECT, project: 'x' }].map((other) => sameScope(PROJECT, other))).toEqual([false, false, false]);
});
