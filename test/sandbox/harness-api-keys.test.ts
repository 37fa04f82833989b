import {
  ADMINISTRATOR_ID, API_KEY, createKey, createToken, harness, KEY_QUERY, NOW, NOW_MILLIS, send, SERVICE_ACCOUNT, start,
} from './support';
import type { Sandbox } from '../../sandbox';

const PERSONAL = { identifier: 'mine', name: 'Mine', apiKeyType: 'USER', parentIdentifier: ADMINISTRATOR_ID };

/** Each differs from another one in its scope, its type or its parent alone. */
const OWNERS = [
  { apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'ci_bot' },
  { apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'ci_bot', orgIdentifier: 'acme' },
  { apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'other' },
  { apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: ADMINISTRATOR_ID },
  { apiKeyType: 'USER', parentIdentifier: ADMINISTRATOR_ID },
];

/** Two keys of the same ids for each owner, and a token of the same id in each key. */
async function withOwners(): Promise<Sandbox> {
  const sandbox = await start();
  for (const { apiKeyType, parentIdentifier: identifier, orgIdentifier } of OWNERS) {
    if (apiKeyType === 'SERVICE_ACCOUNT') {
      const query = orgIdentifier === undefined ? '' : `?orgIdentifier=${orgIdentifier}`;
      expect((await harness(sandbox, 'POST', `/ng/api/serviceaccount${query}`, { ...SERVICE_ACCOUNT, identifier })).status).toBe(200);
    }
  }
  for (const owner of OWNERS) {
    for (const key of [{ identifier: 'deploy', name: 'Roll-out' }, { identifier: 'build', name: 'Nightly' }]) {
      expect((await harness(sandbox, 'POST', '/ng/api/apikey', { ...owner, ...key })).status).toBe(200);
      await createToken(sandbox, { ...owner, apiKeyIdentifier: key.identifier });
    }
  }
  return sandbox;
}

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

  test.each([
    ['of that owner', '', ['deploy', 'build']],
    ['with the identifiers asked for', '&identifiers=build&identifiers=missing', ['build']],
    ['with the term in the identifier, whatever its case', '&searchTerm=DEPl', ['deploy']],
    ['with the term in the name, whatever its case', '&searchTerm=nighT', ['build']],
    ['with the identifier as well as the term', '&identifiers=build&searchTerm=deploy', []],
  ])('both lists have the keys %s', async (_which, query, identifiers) => {
    const sandbox = await withOwners();
    const plain = await harness(sandbox, 'GET', `/ng/api/apikey?${KEY_QUERY}${query}`);
    expect(plain.body.data.map((key: typeof API_KEY) => key.identifier)).toEqual(identifiers);
    expect((await harness(sandbox, 'GET', `/ng/api/apikey/aggregate?${KEY_QUERY}${query}`)).body.data.content)
      .toMatchObject(identifiers.map(identifier => ({ apiKey: { identifier }, tokensCount: 1 })));
  });

  test.each([
    ['parentIdentifier', 'apiKeyType=USER', 'cannot be empty'],
    ['parentIdentifier', 'apiKeyType=USER&parentIdentifier=', 'cannot be empty'],
    ['apiKeyType', 'parentIdentifier=ci_bot', 'must be USER or SERVICE_ACCOUNT'],
  ])('a query without its %s (%s) is refused', async (fieldId, query, error) => {
    const { status, body } = await harness(await start(), 'GET', `/ng/api/apikey?${query}`);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error }]);
  });

  test('the log tells which key each call was about, also of a call without a body', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    sandbox.clearCalls();
    await harness(sandbox, 'GET', `/ng/api/apikey?${KEY_QUERY}`);
    await harness(sandbox, 'GET', `/ng/api/apikey/aggregate?${KEY_QUERY}`);
    await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/deploy?${KEY_QUERY}`);
    await harness(sandbox, 'PUT', '/ng/api/apikey/x', API_KEY);
    expect((await harness(sandbox, 'POST', '/ng/api/apikey')).status).toBe(400);
    expect(sandbox.calls.map(call => call.subject)).toEqual(['API keys', 'API keys', 'API key deploy', 'API key deploy', 'API key ']);
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
    const another = await harness(sandbox, 'POST', '/ng/api/apikey', { ...PERSONAL, parentIdentifier: 'another' });
    expect(another.status).toBe(400);
    expect(another.body.message).toBe(`User [${ADMINISTRATOR_ID}] not authenticated to work on api keys of user [another]`);
    await createKey(sandbox);
    const robot = await harness(sandbox, 'POST', '/ng/api/apikey', PERSONAL, await createToken(sandbox));
    expect(robot.status).toBe(400);
    expect(robot.body.message).toBe(`User [none] not authenticated to work on api keys of user [${ADMINISTRATOR_ID}]`);
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
    expect((await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, identifier: 'Deploy' })).body).toMatchObject({
      code: 'DUPLICATE_FIELD', message: 'Api key [Deploy] already exists in scope',
    });
  });

  test('an owner has five keys at most, or as many as the sandbox was told', async () => {
    const create = async (limit: number | undefined, count: number): Promise<unknown[]> => {
      const sandbox = await start({ now: NOW, limits: { apiKeysPerParent: limit } });
      await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
      for (let n = 1; n < count; n++) {
        expect((await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, identifier: `k${n}` })).status).toBe(200);
      }
      const { status, body } = await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, identifier: 'last' });
      return [status, body.message];
    };
    expect(await create(undefined, 5)).toEqual([200, undefined]);
    expect(await create(undefined, 6)).toEqual([400, 'Maximum limit of 5 api keys reached for [ci_bot]']);
    expect(await create(1, 2)).toEqual([400, 'Maximum limit of 1 api keys reached for [ci_bot]']);
  });

  test.each([
    ['apiKeyType', { apiKeyType: 'ROBOT' }, 'must be USER or SERVICE_ACCOUNT'],
    ['parentIdentifier', { parentIdentifier: undefined }, 'cannot be empty'],
    ['defaultTimeToExpireToken', { defaultTimeToExpireToken: -1 }, 'must not be negative'],
    ['defaultTimeToExpireToken', { defaultTimeToExpireToken: '30d' }, 'must be a whole number of milliseconds'],
  ])('a bad %s (%j) is refused and named', async (fieldId, change, error) => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, ...change });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error }]);
  });

  test('reading or updating a missing one is a 400, deleting it an ENTITY_NOT_FOUND', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const read = await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/deploy?${KEY_QUERY}`);
    expect(read.status).toBe(400);
    expect(read.body.message).toBe("Api key with identifier [deploy] doesn't exist in scope");
    const updated = await harness(sandbox, 'PUT', '/ng/api/apikey/deploy', API_KEY);
    expect(updated.status).toBe(400);
    expect(updated.body.message).toBe("Api key with identifier [deploy] doesn't exist in scope");
    const gone = await harness(sandbox, 'DELETE', `/ng/api/apikey/deploy?${KEY_QUERY}`);
    expect(gone.status).toBe(404);
    expect(gone.body).toMatchObject({
      status: 'ERROR', code: 'ENTITY_NOT_FOUND', message: 'Api key with identifier [deploy] not found', responseMessages: [{ code: 'ENTITY_NOT_FOUND' }],
    });
  });

  test('deleting it takes its tokens along', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox);
    expect((await harness(sandbox, 'DELETE', `/ng/api/apikey/deploy?${KEY_QUERY}`)).body.data).toBe(true);
    expect(sandbox.inventory().apiKeys).toEqual([]);
    expect(sandbox.inventory().tokens).toEqual([]);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount', undefined, secret)).status).toBe(401);
  });

  test('deleting it leaves the other keys of its owner, those of other owners, and their tokens', async () => {
    const sandbox = await withOwners();
    const before = sandbox.inventory();
    expect((await harness(sandbox, 'DELETE', `/ng/api/apikey/deploy?${KEY_QUERY}`)).status).toBe(200);
    const isOther = (key: string, { scope, parent }: { scope: string; parent: string }) => key !== 'deploy' || scope !== 'account' || parent !== 'ci_bot';
    const after = sandbox.inventory();
    expect(after.apiKeys).toHaveLength(9);
    expect(after.apiKeys).toEqual(before.apiKeys.filter(key => isOther(key.identifier, key)));
    expect(after.tokens).toHaveLength(9);
    expect(after.tokens).toEqual(before.tokens.filter(token => isOther(token.apiKey, token)));
  });
});
