import { ADMINISTRATOR_ID, createKey, createToken, harness, KEY_QUERY, NOW_MILLIS, SERVICE_ACCOUNT, start } from './support';

const IDENTIFIER_RULE = 'can be 128 characters long and can only contain alphanumeric and _ characters, and not start with a number';
const NAME_RULE = 'can be 128 characters long, must start with a letter or _ and can only contain alphanumeric, space, - and _ characters';

describe('service account of Harness', () => {
  test('it is created in an envelope of success with its account', async () => {
    const sandbox = await start();
    const { status, headers, body } = await harness(sandbox, 'POST', '/ng/api/serviceaccount', {
      ...SERVICE_ACCOUNT, description: 'builds', tags: { team: 'delivery' },
    });

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(body).toEqual({
      status: 'SUCCESS',
      data: {
        ...SERVICE_ACCOUNT,
        description: 'builds',
        tags: { team: 'delivery' },
        accountIdentifier: sandbox.environment.HARNESS_ACCOUNT_ID,
        orgIdentifier: null,
        projectIdentifier: null,
        governanceMetadata: null,
      },
      metaData: null,
      correlationId: expect.any(String),
    });
  });

  test('it is read through the aggregate, by its plain path and in both lists', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);

    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount/aggregate/ci_bot')).body.data).toMatchObject({
      serviceAccount: SERVICE_ACCOUNT, createdAt: NOW_MILLIS, lastModifiedAt: NOW_MILLIS, tokensCount: 1, roleAssignmentsMetadataDTO: [],
    });
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount/ci_bot')).body.data).toMatchObject(SERVICE_ACCOUNT);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount')).body.data).toMatchObject([SERVICE_ACCOUNT]);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount/aggregate')).body.data).toMatchObject({
      totalPages: 1, totalItems: 1, pageItemCount: 1, pageIndex: 0, empty: false, content: [{ serviceAccount: SERVICE_ACCOUNT }],
    });
  });

  test.each([
    ['of that scope', '', ['ci_bot', 'other'], [1, 0]],
    ['with the identifiers asked for', '?identifiers=other&identifiers=missing', ['other'], [0]],
    ['with the term in the identifier, whatever its case', '?searchTerm=cI_B', ['ci_bot'], [1]],
    ['with the term in the name, whatever its case', '?searchTerm=relEAse', ['other'], [0]],
    ['with the identifier as well as the term', '?identifiers=other&searchTerm=ci_bot', [], []],
  ])('both lists have those %s', async (_which, query, identifiers, tokens) => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier: 'other', name: 'Release' });
    await harness(sandbox, 'POST', '/ng/api/serviceaccount?orgIdentifier=acme', SERVICE_ACCOUNT);

    const plain = await harness(sandbox, 'GET', `/ng/api/serviceaccount${query}`);
    expect(plain.body.data.map((account: typeof SERVICE_ACCOUNT) => account.identifier)).toEqual(identifiers);
    expect((await harness(sandbox, 'GET', `/ng/api/serviceaccount/aggregate${query}`)).body.data.content)
      .toMatchObject(identifiers.map((identifier, index) => ({ serviceAccount: { identifier }, tokensCount: tokens[index] })));
  });

  test('the log tells which one each call was about, also of a call without a body', async () => {
    const sandbox = await start();
    await harness(sandbox, 'GET', '/ng/api/serviceaccount');
    await harness(sandbox, 'GET', '/ng/api/serviceaccount/aggregate');
    await harness(sandbox, 'GET', '/ng/api/serviceaccount/aggregate/ci_bot');
    expect((await harness(sandbox, 'POST', '/ng/api/serviceaccount')).status).toBe(400);
    expect(sandbox.calls.map(call => call.subject)).toEqual(['service accounts', 'service accounts', 'service account ci_bot', 'service account ']);
  });

  test('it lives in the scope of the query and in no other', async () => {
    const sandbox = await start();
    const scope = 'orgIdentifier=acme&projectIdentifier=shop';
    const created = await harness(sandbox, 'POST', `/ng/api/serviceaccount?${scope}`, SERVICE_ACCOUNT);

    expect(created.body.data).toMatchObject({ orgIdentifier: 'acme', projectIdentifier: 'shop' });
    expect((await harness(sandbox, 'GET', `/ng/api/serviceaccount/aggregate/ci_bot?${scope}`)).status).toBe(200);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount/aggregate/ci_bot?orgIdentifier=acme')).status).toBe(400);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount/aggregate/ci_bot')).status).toBe(400);
  });

  test('a project without an organization is refused', async () => {
    const { status, body } = await harness(await start(), 'POST', '/ng/api/serviceaccount?projectIdentifier=shop', SERVICE_ACCOUNT);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId: 'orgIdentifier', error: expect.any(String) }]);
  });

  test('an identifier that differs from another by case only is a duplicate in the same scope and none elsewhere', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const again = await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier: 'CI_Bot' });

    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({
      status: 'FAILURE', code: 'DUPLICATE_FIELD', message: 'Service account [CI_Bot] already exists', correlationId: expect.any(String),
    });
    expect((await harness(sandbox, 'POST', '/ng/api/serviceaccount?orgIdentifier=acme', SERVICE_ACCOUNT)).status).toBe(200);
  });

  test.each([
    ['identifier', { identifier: '9lives' }, IDENTIFIER_RULE],
    ['identifier', { identifier: 'with-dash' }, IDENTIFIER_RULE],
    ['identifier', { identifier: 'a'.repeat(129) }, IDENTIFIER_RULE],
    ['identifier', { identifier: 'null' }, "must not be one of the reserved words, got 'null'"],
    ['identifier', { identifier: '' }, 'cannot be empty'],
    ['name', { name: 'semi;colon' }, NAME_RULE],
    ['name', { name: undefined }, 'cannot be empty'],
    ['name', { name: 7 }, 'must be a text'],
    ['email', { email: 'no address' }, 'must be an e-mail address'],
    ['email', { email: undefined }, 'cannot be empty'],
    ['description', { description: 'x'.repeat(1025) }, 'size must be between 0 and 1024'],
    ['tags', { tags: Object.fromEntries(Array.from({ length: 129 }, (_, n) => [`t${n}`, ''])) }, 'size must be between 0 and 128'],
    ['tags', { tags: { size: 4 } }, 'must have texts as values'],
    ['tags', { tags: ['a:b'] }, 'must be an object'],
  ])('a bad %s (%j) is refused and named', async (fieldId, change, error) => {
    const sandbox = await start();
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, ...change });
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: 'FAILURE', code: 'INVALID_REQUEST', errors: [{ fieldId, error }] });
    expect(sandbox.inventory().serviceAccounts).toEqual([]);
  });

  test('the longest texts that are allowed are taken', async () => {
    const { status } = await harness(await start(), 'POST', '/ng/api/serviceaccount', {
      identifier: `_${'a'.repeat(127)}`,
      name: 'b'.repeat(128),
      email: 'x@y.zz',
      description: 'x'.repeat(1024),
      tags: Object.fromEntries(Array.from({ length: 128 }, (_, n) => [`t${n}`, ''])),
    });
    expect(status).toBe(200);
  });

  test('an update replaces name, description and tags of it alone, and clears what it leaves out', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier: 'other' });
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, description: 'old', tags: { a: 'b' } });
    const { status, body } = await harness(sandbox, 'PUT', '/ng/api/serviceaccount/ci_bot', { ...SERVICE_ACCOUNT, name: 'Renamed' });
    expect(status).toBe(200);
    const renamed = { ...SERVICE_ACCOUNT, name: 'Renamed', description: null, tags: {} };
    expect(body.data).toMatchObject(renamed);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount')).body.data).toMatchObject([{ ...SERVICE_ACCOUNT, identifier: 'other' }, renamed]);
  });

  test.each([
    ['email', { email: 'other@service.harness.io' }],
    ['identifier', { identifier: 'CI_Bot' }],
  ])('an update cannot change the %s', async (fieldId, change) => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const { status, body } = await harness(sandbox, 'PUT', '/ng/api/serviceaccount/ci_bot', { ...SERVICE_ACCOUNT, ...change });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error: 'cannot be changed for a service account' }]);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount')).body.data).toMatchObject([SERVICE_ACCOUNT]);
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s of one that does not exist is a 400', async method => {
    const path = method === 'GET' ? '/ng/api/serviceaccount/aggregate/ci_bot' : '/ng/api/serviceaccount/ci_bot';
    const { status, body } = await harness(await start(), method, path, method === 'PUT' ? SERVICE_ACCOUNT : undefined);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'INVALID_REQUEST', message: "Service account with identifier [ci_bot] doesn't exist in scope" });
  });

  test('deleting it takes its keys, tokens and role assignments along and nothing else', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox);
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier: 'other' });
    await harness(sandbox, 'POST', '/ng/api/apikey', { identifier: 'k', name: 'k', apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'other' });
    const grant = (identifier: string): object => (
      { roleIdentifier: '_viewer', resourceGroupIdentifier: '_all', principal: { identifier, type: 'SERVICE_ACCOUNT', scopeLevel: 'account' } });
    await harness(sandbox, 'POST', '/authz/api/roleassignments?orgIdentifier=acme', { identifier: 'a', ...grant('ci_bot') });
    await harness(sandbox, 'POST', '/authz/api/roleassignments?orgIdentifier=acme', { identifier: 'b', ...grant('other') });

    const { status, body } = await harness(sandbox, 'DELETE', '/ng/api/serviceaccount/ci_bot');

    expect(status).toBe(200);
    expect(body.data).toBe(true);
    expect(sandbox.isValid(secret)).toBe(false);
    const left = sandbox.inventory();
    expect(left.serviceAccounts.map(account => account.identifier)).toEqual(['other']);
    expect(left.apiKeys.map(key => key.parent)).toEqual(['other']);
    expect(left.tokens).toEqual([]);
    expect(left.roleAssignments.map(assignment => assignment.identifier)).toEqual(['b']);
    expect((await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/deploy?${KEY_QUERY}`)).status).toBe(400);
  });

  test('deleting it leaves what a user, or a group of users, of the same identifier has', async () => {
    const sandbox = await start();
    const identifier = ADMINISTRATOR_ID;
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier });
    const own = async (apiKeyType: string): Promise<string> => createToken(sandbox, { apiKeyType, parentIdentifier: identifier });
    const [robot, person] = [await own('SERVICE_ACCOUNT'), await own('USER')];
    for (const type of ['SERVICE_ACCOUNT', 'USER', 'USER_GROUP']) {
      expect((await harness(sandbox, 'POST', '/authz/api/roleassignments', {
        identifier: type, roleIdentifier: '_viewer', resourceGroupIdentifier: '_all', principal: { identifier, type },
      })).status).toBe(200);
    }

    expect((await harness(sandbox, 'DELETE', `/ng/api/serviceaccount/${identifier}`)).status).toBe(200);

    expect([sandbox.isValid(robot), sandbox.isValid(person)]).toEqual([false, true]);
    const left = sandbox.inventory();
    expect(left.apiKeys.map(key => key.type)).toEqual(['USER']);
    expect(left.tokens.map(token => token.type)).toEqual(['USER']);
    expect(left.roleAssignments.map(assignment => assignment.principalType)).toEqual(['USER', 'USER_GROUP']);
  });
});
