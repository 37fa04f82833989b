import { harness, start } from './support';
import { enclosing, sameScope, scopeLevel } from '../../sandbox/harness/scope';

const IDENTIFIER_RULE = 'can be 128 characters long and can only contain alphanumeric and _ characters, and not start with a number';

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

test.each([
  ['orgIdentifier=a-b', 'orgIdentifier', IDENTIFIER_RULE],
  ['orgIdentifier=null', 'orgIdentifier', "must not be one of the reserved words, got 'null'"],
  ['orgIdentifier=acme&projectIdentifier=9', 'projectIdentifier', IDENTIFIER_RULE],
  ['projectIdentifier=shop', 'orgIdentifier', 'cannot be empty where a project is given'],
])('a query with %s names no scope and is refused', async (query, fieldId, error) => {
  const { status, body } = await harness(await start(), 'GET', `/ng/api/serviceaccount?${query}`);
  expect(status).toBe(400);
  expect(body.errors).toEqual([{ fieldId, error }]);
});

test('an organization or a project that is empty in the query is none', async () => {
  const sandbox = await start();
  const secret = { type: 'SecretText', name: 'A', identifier: 'a', spec: { secretManagerIdentifier: 'harnessSecretManager', valueType: 'Inline', value: 'x' } };
  const { body } = await harness(sandbox, 'POST', '/ng/api/v2/secrets?orgIdentifier=&projectIdentifier=', { secret });
  expect(body.data.secret).toMatchObject({ orgIdentifier: null, projectIdentifier: null });
});
