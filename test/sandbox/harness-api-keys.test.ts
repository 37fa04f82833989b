import {
  ADMINISTRATOR_ID, API_KEY, createKey, createToken, harness, KEY_QUERY, NOW, NOW_MILLIS, send, SERVICE_ACCOUNT, start,
} from './support';

const PERSONAL = { identifier: 'mine', name: 'Mine', apiKeyType: 'USER', parentIdentifier: ADMINISTRATOR_ID };

describe('API key of Harness', () => {
  test('it is created with 30 days as the lifetime of its tokens unless told otherwise', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const first = await harness(sandbox, 'POST', '/ng/api/apikey', API_KEY);
    const second = await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, identifier: 'short', defaultTimeToExpireToken: 3_600_000 });

    expect(first.status).toBe(200);
    expect(first.body.data).toMatchObject({ ...API_KEY, defaultTimeToExpireToken: 2_592_000_000, orgIdentifier: null });
    expect(second.body.data.defaultTimeToExpireToken).toBe(3_600_000);
  });

  test('it is read through the aggregate and in both lists', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    expect((await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/deploy?${KEY_QUERY}`)).body.data).toMatchObject({
      apiKey: API_KEY, createdAt: NOW_MILLIS, lastModifiedAt: NOW_MILLIS, tokensCount: 1,
    });
    expect((await harness(sandbox, 'GET', `/ng/api/apikey?${KEY_QUERY}`)).body.data).toMatchObject([API_KEY]);
    expect((await harness(sandbox, 'GET', `/ng/api/apikey/aggregate?${KEY_QUERY}`)).body.data).toMatchObject({ totalItems: 1 });
  });

  test('its scope comes from the body alone', async () => {
    const sandbox = await start();
    const scope = 'orgIdentifier=acme&projectIdentifier=shop';
    await harness(sandbox, 'POST', `/ng/api/serviceaccount?${scope}`, SERVICE_ACCOUNT);
    const created = await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, orgIdentifier: 'acme', projectIdentifier: 'shop' });
    expect(created.body.data).toMatchObject({ orgIdentifier: 'acme', projectIdentifier: 'shop' });
    expect((await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/deploy?${scope}&${KEY_QUERY}`)).status).toBe(200);
  });

  test('a service account that is not in the scope cannot have one', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, orgIdentifier: 'acme' });
    expect(status).toBe(400);
    expect(body.message).toContain("doesn't exist in scope");
  });

  test('a personal key goes to the account whatever scope was asked for, and is not found in that scope', async () => {
    const sandbox = await start();
    const created = await harness(sandbox, 'POST', '/ng/api/apikey', { ...PERSONAL, orgIdentifier: 'acme', projectIdentifier: 'shop' });
    expect(created.body.data).toMatchObject({ orgIdentifier: null, projectIdentifier: null });
    const query = `apiKeyType=USER&parentIdentifier=${ADMINISTRATOR_ID}`;
    expect((await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/mine?${query}`)).status).toBe(200);
    expect((await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/mine?${query}&orgIdentifier=acme`)).status).toBe(400);
  });

  test('a personal key of somebody else than the caller is refused', async () => {
    const sandbox = await start();
    expect((await harness(sandbox, 'POST', '/ng/api/apikey', { ...PERSONAL, parentIdentifier: 'another' })).status).toBe(400);
    await createKey(sandbox);
    const robot = await createToken(sandbox);
    expect((await harness(sandbox, 'POST', '/ng/api/apikey', PERSONAL, robot)).status).toBe(400);
  });

  test('an update looks at the body alone: any id in the path, no query', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const { status, body } = await send(
      `${sandbox.environment.HARNESS_ENDPOINT}/ng/api/apikey/${sandbox.environment.HARNESS_ACCOUNT_ID}`, 'PUT',
      { 'x-api-key': sandbox.environment.HARNESS_PLATFORM_API_KEY },
      { ...API_KEY, name: 'Renamed', defaultTimeToExpireToken: 60_000 },
    );
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ identifier: 'deploy', name: 'Renamed', defaultTimeToExpireToken: 60_000 });
  });

  test('an update without a lifetime brings the default back', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, defaultTimeToExpireToken: 60_000 });
    expect((await harness(sandbox, 'PUT', '/ng/api/apikey/x', API_KEY)).body.data.defaultTimeToExpireToken).toBe(2_592_000_000);
  });

  test('case alone does not make an identifier another one under the same owner', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    expect((await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, identifier: 'Deploy' })).body.code).toBe('DUPLICATE_FIELD');
  });

  test('an owner has five keys at most, or as many as the sandbox was told', async () => {
    const create = async (limit: number | undefined, count: number): Promise<number> => {
      const sandbox = await start({ now: NOW, limits: { apiKeysPerParent: limit } });
      await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
      for (let n = 1; n < count; n++) {
        expect((await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, identifier: `k${n}` })).status).toBe(200);
      }
      return (await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, identifier: 'last' })).status;
    };
    expect(await create(undefined, 5)).toBe(200);
    expect(await create(undefined, 6)).toBe(400);
    expect(await create(1, 2)).toBe(400);
  });

  test.each([
    ['apiKeyType', { apiKeyType: 'ROBOT' }],
    ['parentIdentifier', { parentIdentifier: undefined }],
    ['defaultTimeToExpireToken', { defaultTimeToExpireToken: -1 }],
    ['defaultTimeToExpireToken', { defaultTimeToExpireToken: '30d' }],
  ])('a bad %s (%j) is refused and named', async (field, change) => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, ...change });
    expect(status).toBe(400);
    expect(body.errors[0].fieldId).toBe(field);
  });

  test('reading or updating a missing one is a 400, deleting it an ENTITY_NOT_FOUND', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const read = await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/deploy?${KEY_QUERY}`);
    expect(read.status).toBe(400);
    expect(read.body.message).toContain("doesn't exist in scope");
    expect((await harness(sandbox, 'PUT', '/ng/api/apikey/deploy', API_KEY)).status).toBe(400);
    const gone = await harness(sandbox, 'DELETE', `/ng/api/apikey/deploy?${KEY_QUERY}`);
    expect(gone.status).toBe(404);
    expect(gone.body).toMatchObject({ status: 'ERROR', code: 'ENTITY_NOT_FOUND', responseMessages: [{ code: 'ENTITY_NOT_FOUND' }] });
  });

  test('deleting it takes its tokens along', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox);
    expect((await harness(sandbox, 'DELETE', `/ng/api/apikey/deploy?${KEY_QUERY}`)).body.data).toBe(true);
    expect(sandbox.inventory().tokens).toEqual([]);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount', undefined, secret)).status).toBe(401);
  });
});
