import { createKey, createToken, harness, KEY_QUERY, NOW_MILLIS, SERVICE_ACCOUNT, start } from './support';

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
      serviceAccount: SERVICE_ACCOUNT, createdAt: NOW_MILLIS, lastModifiedAt: NOW_MILLIS, tokensCount: 1,
    });
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount/ci_bot')).body.data).toMatchObject(SERVICE_ACCOUNT);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount')).body.data).toMatchObject([SERVICE_ACCOUNT]);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount/aggregate')).body.data).toMatchObject({
      totalPages: 1, totalItems: 1, pageItemCount: 1, pageIndex: 0, empty: false, content: [{ serviceAccount: SERVICE_ACCOUNT }],
    });
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
    expect(again.body).toMatchObject({ status: 'FAILURE', code: 'DUPLICATE_FIELD', message: expect.any(String), correlationId: expect.any(String) });
    expect((await harness(sandbox, 'POST', '/ng/api/serviceaccount?orgIdentifier=acme', SERVICE_ACCOUNT)).status).toBe(200);
  });

  test.each([
    ['identifier', { identifier: '9lives' }],
    ['identifier', { identifier: 'with-dash' }],
    ['identifier', { identifier: 'a'.repeat(129) }],
    ['identifier', { identifier: 'null' }],
    ['identifier', { identifier: '' }],
    ['name', { name: 'semi;colon' }],
    ['name', { name: undefined }],
    ['name', { name: 7 }],
    ['email', { email: 'no address' }],
    ['email', { email: undefined }],
    ['description', { description: 'x'.repeat(1025) }],
    ['tags', { tags: Object.fromEntries(Array.from({ length: 129 }, (_, n) => [`t${n}`, ''])) }],
    ['tags', { tags: { size: 4 } }],
    ['tags', { tags: ['a:b'] }],
  ])('a bad %s (%j) is refused and named', async (field, change) => {
    const sandbox = await start();
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, ...change });
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: 'FAILURE', code: 'INVALID_REQUEST', errors: [{ fieldId: field, error: expect.any(String) }] });
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

  test('an update replaces name, description and tags, and clears what it leaves out', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, description: 'old', tags: { a: 'b' } });
    const { status, body } = await harness(sandbox, 'PUT', '/ng/api/serviceaccount/ci_bot', { ...SERVICE_ACCOUNT, name: 'Renamed' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ name: 'Renamed', description: null, tags: {} });
  });

  test('an update cannot change the e-mail', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const { status, body } = await harness(sandbox, 'PUT', '/ng/api/serviceaccount/ci_bot', { ...SERVICE_ACCOUNT, email: 'other@service.harness.io' });
    expect(status).toBe(400);
    expect(body.errors[0].fieldId).toBe('email');
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s of one that does not exist is a 400', async method => {
    const path = method === 'GET' ? '/ng/api/serviceaccount/aggregate/ci_bot' : '/ng/api/serviceaccount/ci_bot';
    const { status, body } = await harness(await start(), method, path, method === 'PUT' ? SERVICE_ACCOUNT : undefined);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'INVALID_REQUEST', message: expect.stringContaining("doesn't exist in scope") });
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
});
