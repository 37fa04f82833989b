import {
  ADMINISTRATOR_ID, createKey, createToken, DAY, harness, KEY_QUERY, NOW, NOW_MILLIS, readToken, SERVICE_ACCOUNT, start, TOKEN, TOKEN_QUERY,
} from './support';

const THIRTY_DAYS = 30 * DAY;

describe('token of Harness', () => {
  test('its creation answers with the secret and nothing else, in the form of the service and marked as a fake', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox);
    expect(secret).toMatch(new RegExp(`^sat\\.${sandbox.environment.HARNESS_ACCOUNT_ID}\\.[0-9a-f]{24}\\.sandbox[A-Za-z0-9]{13}$`));
    expect(secret.split('.')[3]).toHaveLength(20);
  });

  test('that of a user begins with pat', async () => {
    const sandbox = await start();
    const personal = { identifier: 'mine', name: 'Mine', apiKeyType: 'USER', parentIdentifier: ADMINISTRATOR_ID, apiKeyIdentifier: 'own' };
    const { body } = await harness(sandbox, 'POST', '/ng/api/token', { ...personal, orgIdentifier: 'acme' });
    expect(body.data).toMatch(/^pat\./);
    expect(sandbox.inventory().tokens).toMatchObject([{ scope: 'account', type: 'USER', identifier: 'mine' }]);
    const query = `apiKeyType=USER&parentIdentifier=${ADMINISTRATOR_ID}&apiKeyIdentifier=own`;
    expect((await harness(sandbox, 'GET', `/ng/api/token/aggregate?${query}`)).body.data.totalItems).toBe(1);
    expect((await harness(sandbox, 'GET', `/ng/api/token/aggregate?${query}&orgIdentifier=acme`)).body.data.empty).toBe(true);
  });

  test('the list tells all but the secret, and drops e-mail, user name and password', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox, { description: 'ci', tags: { a: 'b' }, email: 'x@y.zz', username: 'x', encodedPassword: 'p', valid: true });
    const { body } = await harness(sandbox, 'GET', `/ng/api/token/aggregate?${TOKEN_QUERY}&identifiers=pipeline`);
    expect(body.data).toEqual({
      totalPages: 1,
      totalItems: 1,
      pageItemCount: 1,
      pageSize: expect.any(Number),
      pageIndex: 0,
      empty: false,
      content: [{
        token: {
          ...TOKEN,
          description: 'ci',
          tags: { a: 'b' },
          validFrom: NOW_MILLIS,
          validTo: NOW_MILLIS + THIRTY_DAYS,
          scheduledExpireTime: null,
          valid: true,
          accountIdentifier: sandbox.environment.HARNESS_ACCOUNT_ID,
          orgIdentifier: null,
          projectIdentifier: null,
          email: null,
          username: null,
          encodedPassword: null,
        },
        expiryAt: NOW_MILLIS + THIRTY_DAYS,
        createdAt: NOW_MILLIS,
        lastModifiedAt: NOW_MILLIS,
      }],
    });
    expect(JSON.stringify(body)).not.toContain(secret.split('.')[3]);
  });

  test('the list is filtered by identifiers and by a term, and is empty, not an error, where nothing is', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    await createToken(sandbox, { identifier: 'second', name: 'Nightly' });
    const list = async (query: string): Promise<any> => (await harness(sandbox, 'GET', `/ng/api/token/aggregate?${query}`)).body.data;
    expect(await list(TOKEN_QUERY)).toMatchObject({ totalItems: 2 });
    expect(await list(`${TOKEN_QUERY}&identifiers=second`)).toMatchObject({ content: [{ token: { identifier: 'second' } }] });
    expect(await list(`${TOKEN_QUERY}&identifiers=pipeline&identifiers=second`)).toMatchObject({ totalItems: 2 });
    expect(await list(`${TOKEN_QUERY}&pageSize=1&pageIndex=1`)).toMatchObject({ totalPages: 2, content: [{ token: { identifier: 'second' } }] });
    const second = { totalItems: 1, content: [{ token: { identifier: 'second' } }] };
    expect(await list(`${TOKEN_QUERY}&searchTerm=SECo`)).toMatchObject(second);
    expect(await list(`${TOKEN_QUERY}&searchTerm=nighT`)).toMatchObject(second);
    expect(await list(`${TOKEN_QUERY}&identifiers=third`)).toMatchObject({ totalItems: 0, content: [], empty: true });
    expect(await list(`${TOKEN_QUERY.replace('deploy', 'missing')}`)).toMatchObject({ empty: true });
  });

  test.each(['', '&apiKeyIdentifier='])('a query without an API key id (%j) is refused', async query => {
    const sandbox = await start();
    for (const [method, path] of [['GET', 'aggregate'], ['DELETE', 'pipeline']]) {
      const { status, body } = await harness(sandbox, method, `/ng/api/token/${path}?${KEY_QUERY}${query}`);
      expect(status).toBe(400);
      expect(body.errors).toEqual([{ fieldId: 'apiKeyIdentifier', error: 'cannot be empty' }]);
    }
  });

  test('the log tells which token each call was about, also of a call without a body', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    sandbox.clearCalls();
    await harness(sandbox, 'GET', `/ng/api/token/aggregate?${TOKEN_QUERY}`);
    await harness(sandbox, 'GET', `/ng/api/token/aggregate?${TOKEN_QUERY}&identifiers=a&identifiers=b`);
    await harness(sandbox, 'DELETE', `/ng/api/token/pipeline?${TOKEN_QUERY}`);
    expect((await harness(sandbox, 'POST', '/ng/api/token')).status).toBe(400);
    expect(sandbox.calls.map(call => call.subject)).toEqual(['token list', 'token a, b', 'token pipeline', 'token ']);
  });

  test('it begins now and lives as long as its key says unless told otherwise', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox, { validFrom: NOW_MILLIS + DAY });
    expect(await readToken(sandbox)).toMatchObject({ validFrom: NOW_MILLIS + DAY, validTo: NOW_MILLIS + DAY + THIRTY_DAYS, valid: false });
    await createToken(sandbox, { identifier: 'short', validTo: NOW_MILLIS + DAY });
    expect(await readToken(sandbox, 'short')).toMatchObject({ validFrom: NOW_MILLIS, validTo: NOW_MILLIS + DAY, valid: true });
    await createToken(sandbox, { identifier: 'scheduled', scheduledExpireTime: NOW_MILLIS + DAY });
    expect(await readToken(sandbox, 'scheduled')).toMatchObject({ validTo: NOW_MILLIS + THIRTY_DAYS, scheduledExpireTime: NOW_MILLIS + DAY });
  });

  test.each([
    ['an end in the past', { validTo: NOW_MILLIS - 1 }, 'validTo', 'cannot be before current time'],
    ['an end in seconds', { validTo: Math.floor((NOW_MILLIS + DAY) / 1000) }, 'validTo', 'cannot be before current time'],
    ['an end before the beginning', { validFrom: NOW_MILLIS + DAY, validTo: NOW_MILLIS + DAY - 1 }, 'validTo', 'cannot be before validFrom'],
    ['an end that is a text', { validTo: NOW }, 'validTo', 'must be a whole number of milliseconds'],
    ['a missing API key id', { apiKeyIdentifier: undefined }, 'apiKeyIdentifier', 'cannot be empty'],
    ['a bad API key id', { apiKeyIdentifier: 'a b' }, 'apiKeyIdentifier', expect.stringContaining('alphanumeric and _')],
    ['a bad identifier', { identifier: 'a b' }, 'identifier', expect.stringContaining('alphanumeric and _')],
  ])('%s is refused and makes no key', async (_what, change, fieldId, error) => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, ...change });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error }]);
    expect(sandbox.inventory()).toMatchObject({ apiKeys: [], tokens: [] });
  });

  test('an end in the past is refused too if it comes from the lifetime of the key', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const { body } = await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, validFrom: NOW_MILLIS - THIRTY_DAYS - 1 });
    expect(body.errors).toEqual([{ fieldId: 'validTo', error: 'cannot be before current time' }]);
    expect(sandbox.inventory().tokens).toEqual([]);
  });

  test('an end at this very moment is taken, and the token is dead', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    expect(sandbox.isValid(await createToken(sandbox, { validTo: NOW_MILLIS }))).toBe(false);
  });

  test('case alone does not make an identifier another one in the same key', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, identifier: 'PIPELINE' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'DUPLICATE_FIELD', message: 'Token [PIPELINE] already exists in scope' });
    await createToken(sandbox, { identifier: 'PIPELINE', apiKeyIdentifier: 'another_key' });
  });

  test('a key holds five tokens at most, or as many as the sandbox was told', async () => {
    const sandbox = await start({ now: NOW, limits: { tokensPerApiKey: 2 } });
    await createKey(sandbox);
    await createToken(sandbox, { identifier: 'a' });
    await createToken(sandbox, { identifier: 'b' });
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, identifier: 'c' });
    expect(status).toBe(400);
    expect(body.message).toBe('Maximum limit of 2 tokens reached for api key [deploy]');

    const usual = await start();
    await createKey(usual);
    for (const identifier of ['a', 'b', 'c', 'd', 'e']) {
      await createToken(usual, { identifier });
    }
    expect((await harness(usual, 'POST', '/ng/api/token', { ...TOKEN, identifier: 'f' })).status).toBe(400);
  });

  test('an expired token still counts towards the limit', async () => {
    const sandbox = await start({ now: NOW, limits: { tokensPerApiKey: 1 } });
    await createKey(sandbox);
    await createToken(sandbox);
    sandbox.clock.advance(THIRTY_DAYS);
    expect((await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, identifier: 'next' })).status).toBe(400);
  });

  test('creating one under a key that does not exist makes that key without a word', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    await createToken(sandbox);
    expect(sandbox.inventory().apiKeys).toMatchObject([{ identifier: 'deploy', name: 'deploy_auto' }]);
  });

  test('updating one under a key that does not exist makes that key too, and then fails with a 500 for want of the token', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    const { status, body } = await harness(sandbox, 'PUT', '/ng/api/token/pipeline', {
      ...TOKEN, apiKeyIdentifier: 'moved', validFrom: NOW_MILLIS, validTo: NOW_MILLIS + DAY,
    });
    expect(status).toBe(500);
    const message = 'No token present with identifier: pipeline';
    expect(body).toMatchObject({ status: 'ERROR', code: 'UNKNOWN_ERROR', message, detailedMessage: null, responseMessages: [{ code: 'UNKNOWN_ERROR', message }] });
    expect(sandbox.inventory().apiKeys.map(key => key.name)).toEqual(['Deploy', 'moved_auto']);
  });

  test('a service account that does not exist in the scope is a 400 and makes no key', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    expect((await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, parentIdentifier: 'ghost' })).status).toBe(400);
    expect((await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, orgIdentifier: 'acme' })).status).toBe(400);
    expect(sandbox.inventory().apiKeys).toEqual([]);
  });

  test('an update changes texts and times, and neither the secret nor another token', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox, { description: 'old', tags: { a: 'b' } });
    await createToken(sandbox, { identifier: 'other' });
    const { status, body } = await harness(sandbox, 'PUT', '/ng/api/token/pipeline', {
      ...TOKEN, name: 'Renamed', validFrom: NOW_MILLIS, validTo: NOW_MILLIS + 2 * THIRTY_DAYS,
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ name: 'Renamed', description: null, tags: {}, validTo: NOW_MILLIS + 2 * THIRTY_DAYS });
    expect(sandbox.inventory().tokens.map(token => `${token.identifier} ${token.name}`)).toEqual(['other Pipeline', 'pipeline Renamed']);
    sandbox.clock.advance(THIRTY_DAYS + 1);
    expect(sandbox.isValid(secret)).toBe(true);
  });

  test.each([
    ['its beginning', { validTo: NOW_MILLIS + DAY }, 'validFrom', 'cannot be empty'],
    ['its end', { validFrom: NOW_MILLIS }, 'validTo', 'cannot be empty'],
    ['an end that is not past', { validFrom: NOW_MILLIS - DAY, validTo: NOW_MILLIS - 1 }, 'validTo', 'cannot be before current time'],
    ['its API key id', { apiKeyIdentifier: undefined }, 'apiKeyIdentifier', 'cannot be empty'],
    ['a valid API key id', { apiKeyIdentifier: 'a b' }, 'apiKeyIdentifier', expect.stringContaining('alphanumeric and _')],
  ])('an update needs %s', async (_what, change, fieldId, error) => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    const { status, body } = await harness(sandbox, 'PUT', '/ng/api/token/pipeline', { ...TOKEN, ...change });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error }]);
  });

  test('deleting it revokes its secret and no other; deleting it again is an ENTITY_NOT_FOUND', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox);
    const other = await createToken(sandbox, { identifier: 'other' });
    expect([sandbox.isValid(secret), sandbox.isValid(other)]).toEqual([true, true]);
    expect((await harness(sandbox, 'DELETE', `/ng/api/token/pipeline?${TOKEN_QUERY}`)).body.data).toBe(true);
    expect([sandbox.isValid(secret), sandbox.isValid(other)]).toEqual([false, true]);
    const again = await harness(sandbox, 'DELETE', `/ng/api/token/pipeline?${TOKEN_QUERY}`);
    expect(again.status).toBe(404);
    expect(again.body).toMatchObject({ code: 'ENTITY_NOT_FOUND', message: 'Token with identifier [pipeline] not found' });
  });
});

describe('rotation of a Harness token', () => {
  const rotate = async (sandbox: Awaited<ReturnType<typeof start>>, timestamp: number | string): ReturnType<typeof harness> =>
    harness(sandbox, 'POST', `/ng/api/token/rotate/pipeline?${TOKEN_QUERY}&rotateTimestamp=${timestamp}`);

  test('gives a new secret under the old identifier and end, and lets the old one live until the time given', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const old = await createToken(sandbox);
    sandbox.clock.advance(DAY);
    const { status, body } = await rotate(sandbox, NOW_MILLIS + 2 * DAY);

    expect(status).toBe(200);
    expect(body.data).toMatch(/^sat\./);
    expect(body.data).not.toBe(old);
    expect(await readToken(sandbox)).toMatchObject({ validTo: NOW_MILLIS + THIRTY_DAYS, scheduledExpireTime: null });
    const rotated = sandbox.inventory().tokens.filter(token => token.identifier !== 'pipeline');
    expect(rotated).toMatchObject([{ identifier: expect.stringMatching(/^rotated_[A-Za-z]{15}$/), scheduledExpireTime: '2026-11-03T00:00:00.000Z' }]);
    expect([sandbox.isValid(old), sandbox.isValid(body.data)]).toEqual([true, true]);
    sandbox.clock.advance(DAY);
    expect([sandbox.isValid(old), sandbox.isValid(body.data)]).toEqual([false, true]);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount', undefined, old)).status).toBe(401);
  });

  test('a token with a scheduled end cannot be updated any more', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    await rotate(sandbox, NOW_MILLIS + DAY);
    const identifier = sandbox.inventory().tokens.find(token => token.scheduledExpireTime !== null)?.identifier;
    const times = { validFrom: NOW_MILLIS, validTo: NOW_MILLIS + DAY };
    const update = (change: object) => harness(sandbox, 'PUT', '/ng/api/token/x', { ...TOKEN, ...times, ...change });
    const refusal = (name?: string) => ({ status: 400, body: { message: `Token [${name}] is about to be expired and cannot be updated` } });
    expect(await update({ identifier })).toMatchObject(refusal(identifier));
    expect(await update({ scheduledExpireTime: NOW_MILLIS + DAY })).toMatchObject(refusal('pipeline'));
    expect((await update({})).status).toBe(200);
  });

  test('needs the time until which the old one lives, a token, and room in the key', async () => {
    const sandbox = await start({ now: NOW, limits: { tokensPerApiKey: 1 } });
    await createKey(sandbox);
    expect((await rotate(sandbox, NOW_MILLIS)).status).toBe(404);
    await createToken(sandbox);
    expect((await rotate(sandbox, NOW_MILLIS)).body.message).toBe('Maximum limit of 1 tokens reached for api key [deploy]');
    expect(await readToken(sandbox)).toMatchObject({ identifier: 'pipeline', scheduledExpireTime: null });
  });

  test.each(['', '&rotateTimestamp=', '&rotateTimestamp=t1', '&rotateTimestamp=1d', `&rotateTimestamp=${'1'.repeat(16)}`])(
    'needs that time in milliseconds, unlike %j', async query => {
      const sandbox = await start();
      await createKey(sandbox);
      await createToken(sandbox);
      const { status, body } = await harness(sandbox, 'POST', `/ng/api/token/rotate/pipeline?${TOKEN_QUERY}${query}`);
      expect(status).toBe(400);
      expect(body.errors).toEqual([{ fieldId: 'rotateTimestamp', error: 'must be a time in milliseconds' }]);
      expect(sandbox.inventory().tokens).toHaveLength(1);
    });
});
