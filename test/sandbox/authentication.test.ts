import { createApiToken, createKey, createToken, DAY, dynatrace, harness, NOW_MILLIS, send, start, TOKEN_QUERY } from './support';

describe('authentication at Harness', () => {
  test('a call without a key, and one with a wrong key, is a 401 with a code', async () => {
    const sandbox = await start();
    const url = `${sandbox.environment.HARNESS_ENDPOINT}/ng/api/serviceaccount?accountIdentifier=${sandbox.environment.HARNESS_ACCOUNT_ID}`;
    for (const headers of [{}, { 'x-api-key': '' }, { 'x-api-key': 'pat.a.b.c' }]) {
      const { status, body } = await send(url, 'GET', headers as Record<string, string>);
      expect(status).toBe(401);
      expect(body).toMatchObject({ status: 'ERROR', code: 'INVALID_TOKEN' });
    }
  });

  test('another account than that of an issued token is a 401, none at all a 400', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const headers = { 'x-api-key': await createToken(sandbox) };
    const url = `${sandbox.environment.HARNESS_ENDPOINT}/ng/api/serviceaccount`;
    expect((await send(`${url}?accountIdentifier=another`, 'GET', headers)).status).toBe(401);
    expect((await send(url, 'GET', headers)).body.errors[0].fieldId).toBe('accountIdentifier');
  });

  test('an issued token is accepted from its beginning and refused from its end', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox, { validFrom: NOW_MILLIS + DAY, validTo: NOW_MILLIS + 2 * DAY });
    const use = async (): Promise<[number, string | undefined]> => {
      const { status, body } = await harness(sandbox, 'GET', '/ng/api/serviceaccount', undefined, secret);
      return [status, body.code];
    };
    expect(await use()).toEqual([401, 'EXPIRED_TOKEN']);
    sandbox.clock.advance(DAY);
    expect(await use()).toEqual([200, undefined]);
    sandbox.clock.advance(DAY - 1);
    expect(await use()).toEqual([200, undefined]);
    sandbox.clock.advance(1);
    expect(await use()).toEqual([401, 'EXPIRED_TOKEN']);
    expect(sandbox.isValid(secret)).toBe(false);
  });

  test('a deleted token is refused', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secret = await createToken(sandbox);
    expect((await harness(sandbox, 'DELETE', `/ng/api/token/pipeline?${TOKEN_QUERY}`, undefined, secret)).status).toBe(200);
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount', undefined, secret)).status).toBe(401);
  });

  test('the credentials of one sandbox are nothing to another', async () => {
    const [one, other] = [await start(), await start()];
    expect((await harness(one, 'GET', '/ng/api/serviceaccount', undefined, other.environment.HARNESS_PLATFORM_API_KEY)).status).toBe(401);
    expect((await dynatrace(one, 'GET', '/api/v2/apiTokens', undefined, other.environment.DYNATRACE_API_TOKEN)).status).toBe(401);
    expect(one.isValid(one.environment.DYNATRACE_API_TOKEN)).toBe(true);
    expect(one.isValid(other.environment.DYNATRACE_API_TOKEN)).toBe(false);
  });
});

describe('authentication at Dynatrace', () => {
  test('a call without a token, with another scheme, or with a wrong token is a 401', async () => {
    const sandbox = await start();
    const url = `${sandbox.environment.DYNATRACE_ENV_URL}/api/v2/apiTokens`;
    const token = sandbox.environment.DYNATRACE_API_TOKEN;
    const none = 'Missing authorization parameter.';
    for (const [headers, message] of [
      [{}, none], [{ Authorization: `Bearer ${token}` }, none], [{ Authorization: `An Api-Token ${token}` }, none], [{ Authorization: `Api-Token ${token} x` }, none],
      [{ Authorization: `Api-Token ${token}X` }, 'Token Authentication failed'],
    ] as Array<[Record<string, string>, string]>) {
      const { status, body } = await send(url, 'GET', headers);
      expect(status).toBe(401);
      expect(body).toEqual({ error: { code: 401, message } });
    }
  });

  test('a token without the scope that a call needs is a 403', async () => {
    const sandbox = await start();
    const reader = (await createApiToken(sandbox, { scopes: ['apiTokens.read'] })).token;
    const writer = (await createApiToken(sandbox, { scopes: ['apiTokens.write'] })).token;
    const statuses = async (token: string): Promise<number[]> => {
      const { id } = await createApiToken(sandbox);
      return [
        (await dynatrace(sandbox, 'GET', '/api/v2/apiTokens', undefined, token)).status,
        (await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`, undefined, token)).status,
        (await dynatrace(sandbox, 'POST', '/api/v2/apiTokens/lookup', { token: reader }, token)).status,
        (await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: 'x', scopes: ['logs.read'] }, token)).status,
        (await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${id}`, { name: 'y' }, token)).status,
        (await dynatrace(sandbox, 'DELETE', `/api/v2/apiTokens/${id}`, undefined, token)).status,
      ];
    };
    expect(await statuses(reader)).toEqual([200, 200, 200, 403, 403, 403]);
    expect(await statuses(writer)).toEqual([403, 403, 403, 201, 204, 204]);
    expect((await dynatrace(sandbox, 'GET', '/api/v2/apiTokens', undefined, writer)).body.error)
      .toEqual({ code: 403, message: expect.stringContaining('apiTokens.read') });
  });

  test('a token is refused once it is disabled, expired or deleted', async () => {
    const sandbox = await start();
    const scopes = ['apiTokens.read'];
    const [disabled, expired, deleted] = [
      await createApiToken(sandbox, { scopes }), await createApiToken(sandbox, { scopes, expirationDate: 'now+1d' }), await createApiToken(sandbox, { scopes }),
    ];
    const secrets = [disabled.token, expired.token, deleted.token];
    const use = (): Promise<number[]> =>
      Promise.all(secrets.map(async secret => (await dynatrace(sandbox, 'GET', '/api/v2/apiTokens', undefined, secret)).status));
    sandbox.clock.advance(DAY - 1);
    expect(await use()).toEqual([200, 200, 200]);
    expect(secrets.map(secret => sandbox.isValid(secret))).toEqual([true, true, true]);
    await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${disabled.id}`, { enabled: false });
    await dynatrace(sandbox, 'DELETE', `/api/v2/apiTokens/${deleted.id}`);
    sandbox.clock.advance(1);
    expect(await use()).toEqual([401, 401, 401]);
    expect(secrets.map(secret => sandbox.isValid(secret))).toEqual([false, false, false]);
    await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${disabled.id}`, { enabled: true });
    expect((await use())[0]).toBe(200);
  });

  test('a token cannot disable itself, but another one', async () => {
    const sandbox = await start();
    const { id, token } = await createApiToken(sandbox, { scopes: ['apiTokens.write'] });
    const { status, body } = await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${id}`, { enabled: false }, token);
    expect(status).toBe(400);
    expect(body).toEqual({ error: { code: 400, message: 'The token used to authenticate this request cannot be disabled.' } });
    expect(sandbox.isValid(token)).toBe(true);
    expect((await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${id}`, { name: 'renamed', enabled: true }, token)).status).toBe(204);
    const other = await createApiToken(sandbox);
    expect((await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${other.id}`, { enabled: false }, token)).status).toBe(204);
  });
});
