import * as http from 'node:http';
import { createApiToken, createKey, createToken, dynatrace, harness, NOW, send, start, TOKEN_QUERY } from './support';
import { describeCall } from '../../sandbox/call-log';
import { cutSecrets } from '../../sandbox/secrets';

describe('servers of the sandbox', () => {
  test('the environment is what both providers read', async () => {
    const { environment } = await start();
    expect(environment).toEqual({
      HARNESS_ENDPOINT: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/gateway$/),
      HARNESS_ACCOUNT_ID: expect.stringMatching(/^\w{22}$/),
      HARNESS_PLATFORM_API_KEY: expect.stringMatching(/^pat\.\w{22}\.[0-9a-f]{24}\.sandbox[A-Za-z0-9]{13}$/),
      DYNATRACE_ENV_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      DYNATRACE_API_TOKEN: expect.stringMatching(/^dt0c01\.SANDBOX[A-Z0-9]{17}\.SANDBOXSECRET[A-Z0-9]{51}$/),
    });
  });

  test('Harness answers without /gateway too', async () => {
    const sandbox = await start();
    const { origin } = new URL(sandbox.environment.HARNESS_ENDPOINT);
    const { status } = await send(`${origin}/ng/api/user/currentUser`, 'GET', { 'x-api-key': sandbox.environment.HARNESS_PLATFORM_API_KEY });
    expect(status).toBe(200);
  });

  test.each(['0.0.0.0', '::', '10.0.0.1', '192.168.1.2', 'example.com', '128.0.0.1', '127.0.0.256', '127.1', 'localhost.example.com', ''])(
    "it does not listen on '%s'", async host => {
      await expect(start({ host })).rejects.toThrow(/loopback addresses only/);
    });

  test.each(['localhost', '127.0.0.1', '127.0.0.2'])('it listens on %s', async host => {
    const sandbox = await start({ host });
    expect((await dynatrace(sandbox, 'GET', '/api/v2/apiTokens')).status).toBe(200);
  });

  test('a port in use is refused by name, and what was begun is undone', async () => {
    const sandbox = await start();
    const used = Number(new URL(sandbox.environment.HARNESS_ENDPOINT).port);
    await expect(start({ dynatracePort: used })).rejects.toThrow(`port ${used} on 127.0.0.1 is in use`);
    await expect(start({ harnessPort: used })).rejects.toThrow(`port ${used} on 127.0.0.1 is in use`);
    await sandbox.stop();
    const again = await start({ harnessPort: used });
    expect(again.environment.HARNESS_ENDPOINT).toContain(`:${used}/`);
  });

  test('a limit that is no whole number is refused', async () => {
    for (const tokensPerApiKey of [0, -1, 1.5, NaN]) {
      await expect(start({ limits: { tokensPerApiKey } })).rejects.toThrow(/must be a whole number/);
    }
  });

  test('unknown paths are a 404, other methods a 405, both with a code', async () => {
    const sandbox = await start();
    const answers = [
      await harness(sandbox, 'GET', '/ng/api/connectors'), await harness(sandbox, 'PUT', '/ng/api/serviceaccount', {}),
      await dynatrace(sandbox, 'GET', '/api/v2/settings'), await dynatrace(sandbox, 'DELETE', '/api/v2/apiTokens'),
    ];
    expect(answers.map(answer => [answer.status, answer.body.code ?? answer.body.error.code])).toEqual([
      [404, 'RESOURCE_NOT_FOUND_EXCEPTION'], [405, 'INVALID_REQUEST'], [404, 404], [405, 405],
    ]);
  });

  test('a body that is no JSON, or no object, is a 400 that does not repeat it', async () => {
    const sandbox = await start();
    for (const body of ['{"name": "dt0c01', '[]', '"text"', '']) {
      const answers = [await harness(sandbox, 'POST', '/ng/api/serviceaccount', body), await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', body)];
      expect(answers.map(answer => answer.status)).toEqual([400, 400]);
      expect(JSON.stringify(answers)).not.toContain('dt0c01');
    }
  });

  test('a body that is too large is a 413', async () => {
    const { status } = await harness(await start(), 'POST', '/ng/api/serviceaccount', { name: 'x'.repeat(1_100_000) });
    expect(status).toBe(413);
  });

  test('a call under another host name than a loopback one is refused, as that of a page in a browser would be', async () => {
    const sandbox = await start();
    const { port } = new URL(sandbox.environment.DYNATRACE_ENV_URL);
    const status = await new Promise(resolve => http.get(
      { host: '127.0.0.1', port, path: '/sandbox/inventory', headers: { Host: 'rebound.example.com' } },
      reply => {
        reply.resume();
        resolve(reply.statusCode);
      },
    ));
    expect(status).toBe(403);
  });
});

describe("the sandbox's own paths", () => {
  test('tell and set the time, on both servers, without being calls', async () => {
    const sandbox = await start();
    for (const url of [new URL(sandbox.environment.HARNESS_ENDPOINT).origin, sandbox.environment.DYNATRACE_ENV_URL]) {
      expect((await send(`${url}/sandbox/clock`, 'GET', {})).body).toMatchObject({ standing: true });
      const set = await send(`${url}/sandbox/clock`, 'PUT', {}, { now: '2027-01-01T00:00:00Z' });
      expect(set).toMatchObject({ status: 200, body: { now: '2027-01-01T00:00:00.000Z' } });
      expect((await send(`${url}/sandbox/clock`, 'PUT', {}, { advance: '2d' })).body.now).toBe('2027-01-03T00:00:00.000Z');
    }
    expect(sandbox.clock.now().toISOString()).toBe('2027-01-03T00:00:00.000Z');
    expect(sandbox.calls).toEqual([]);
  });

  test('refuse what they cannot do', async () => {
    const sandbox = await start();
    const url = sandbox.environment.DYNATRACE_ENV_URL;
    const neither = 'the body must be {"now": "2026-11-01T00:00:00Z"} or {"advance": "30d"}';
    for (const [body, message] of [
      [{ now: 'soon' }, "the clock needs a date such as 2026-11-01T00:00:00Z, got 'soon'"],
      [{ now: 5 }, neither],
      [{ advance: '1 day' }, "'advance' must be a number with a unit (ms, s, m, h, d, w) such as 30d, got '1 day'"],
      [{}, neither],
      [undefined, neither],
    ]) {
      expect(await send(`${url}/sandbox/clock`, 'PUT', {}, body)).toMatchObject({ status: 400, body: { message } });
    }
    expect((await send(`${url}/sandbox/clock`, 'PUT', {}, 'no json')).status).toBe(400);
    const nothing = { status: 404, body: { message: 'the sandbox has clock (GET, PUT), calls (GET) and inventory (GET) here' } };
    expect(await send(`${url}/sandbox/nothing`, 'GET', {})).toMatchObject(nothing);
    expect(await send(`${url}/sandbox/clock`, 'DELETE', {})).toMatchObject(nothing);
    expect(sandbox.clock.now().toISOString()).toBe(NOW);
  });

  test('show the calls and what exists', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const url = sandbox.environment.DYNATRACE_ENV_URL;
    expect((await send(`${url}/sandbox/calls`, 'GET', {})).body).toEqual(sandbox.calls);
    expect((await send(`${url}/sandbox/inventory`, 'GET', {})).body).toEqual(sandbox.inventory());
    expect(sandbox.calls).toHaveLength(2);
  });
});

describe('log of calls', () => {
  test('it has the calls of both systems in order, numbered, with what they were about', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    const { id } = await createApiToken(sandbox);
    await harness(sandbox, 'GET', `/ng/api/token/aggregate?${TOKEN_QUERY}&identifiers=pipeline`);
    await dynatrace(sandbox, 'DELETE', `/api/v2/apiTokens/${id}`);
    const columns = ['number', 'at', 'system', 'method', 'path', 'status', 'subject'] as const;
    expect(sandbox.calls.map(call => columns.map(column => call[column]))).toEqual([
      [1, NOW, 'harness', 'POST', '/ng/api/serviceaccount', 200, 'service account ci_bot'],
      [2, NOW, 'harness', 'POST', '/ng/api/apikey', 200, 'API key deploy'],
      [3, NOW, 'harness', 'POST', '/ng/api/token', 200, 'token pipeline'],
      [4, NOW, 'dynatrace', 'POST', '/api/v2/apiTokens', 201, `API token ingest (${id})`],
      [5, NOW, 'harness', 'GET', '/ng/api/token/aggregate', 200, 'token pipeline'],
      [6, NOW, 'dynatrace', 'DELETE', `/api/v2/apiTokens/${id}`, 204, `API token ingest (${id})`],
    ]);
    expect(sandbox.calls[4].query).toMatchObject({ apiKeyType: 'SERVICE_ACCOUNT', identifiers: 'pipeline' });
    expect(describeCall(sandbox.calls[0])).toBe(`   1  ${NOW}  harness    POST   /ng/api/serviceaccount -> 200  service account ci_bot`);
    sandbox.clearCalls();
    expect(sandbox.calls).toEqual([]);
    await harness(sandbox, 'GET', '/ng/api/serviceaccount');
    expect(sandbox.calls[0].number).toBe(1);
  });

  test('a fault is told in a line', () => {
    const call = { number: 7, at: NOW, system: 'harness', method: 'PUT', path: '/x', query: {}, subject: '' } as const;
    expect(describeCall({ ...call, status: null, fault: 'reset' })).toMatch(/\/x -> no answer \(fault: reset\)$/);
    expect(describeCall({ ...call, status: 200, fault: 'lost' })).toMatch(/\/x -> 200, answer lost$/);
    expect(describeCall({ ...call, status: 200, fault: 'delay:1s' })).toMatch(/\/x -> 200 \(fault: delay:1s\)$/);
  });

  test('no secret gets into it: not from a path, a query, a header or a body, nor behind an encoding', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const secrets = [await createToken(sandbox), (await createApiToken(sandbox)).token, sandbox.environment.HARNESS_PLATFORM_API_KEY];
    for (const secret of secrets) {
      const twice = [...secret].map(letter => `%25${letter.charCodeAt(0).toString(16)}`).join('');
      for (const text of [secret, encodeURIComponent(secret), twice]) {
        await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${text}?${text}=x&token=${text}`);
        await harness(sandbox, 'GET', `/ng/api/serviceaccount/${text}?orgIdentifier=${text}`);
        await harness(sandbox, 'GET', `/nowhere/${text}`);
      }
      await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: secret, scopes: ['logs.read'] });
      await dynatrace(sandbox, 'POST', '/api/v2/apiTokens/lookup', { token: secret });
      await harness(sandbox, 'POST', '/ng/api/serviceaccount', { identifier: secret }, secret);
    }
    const log = JSON.stringify(sandbox.calls) + sandbox.calls.map(describeCall).join('\n');
    expect(log.length).toBeGreaterThan(1000);
    const plain = log.replace(/(%(25)*)([0-9a-f]{2})/gi, (_match, _signs, _more, code) => String.fromCharCode(parseInt(code, 16)));
    for (const secret of secrets) {
      expect(plain).not.toContain(secret.split('.').pop());
    }
  });

  test('an error message does not give a secret back', async () => {
    const sandbox = await start();
    const { token } = await createApiToken(sandbox);
    const answers = [
      await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${token}`),
      await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: 'x', scopes: [token] }),
      await harness(sandbox, 'GET', `/ng/api/serviceaccount/${token}`),
    ];
    expect(answers.map(answer => answer.status)).toEqual([404, 400, 400]);
    expect(JSON.stringify(answers)).not.toContain(token.split('.').pop());
  });

  test("a caller's text can neither begin a line of the log nor steer a terminal", () => {
    expect(cutSecrets('a\nb\r\u001b[31mc\u2028d')).toBe('ab[31mcd');
  });
});

describe('inventory', () => {
  test('it is sorted, whatever the order of creation, and empty where nothing is', async () => {
    const sandbox = await start();
    expect(sandbox.inventory()).toEqual({ serviceAccounts: [], apiKeys: [], tokens: [], roleAssignments: [], secrets: [], apiTokens: [] });
    for (const [identifier, query] of [['b', ''], ['a', '?orgIdentifier=acme&projectIdentifier=shop'], ['a', '?orgIdentifier=acme'], ['a', '']]) {
      await harness(sandbox, 'POST', `/ng/api/serviceaccount${query}`, { identifier, name: identifier, email: 'a@b.cc' });
    }
    await createApiToken(sandbox, { name: 'z' });
    await createApiToken(sandbox, { name: 'y', expirationDate: 'now+1d' });
    const inventory = sandbox.inventory();
    expect(inventory.serviceAccounts.map(({ scope, identifier }) => `${scope} ${identifier}`)).toEqual(['account a', 'account b', 'acme a', 'acme/shop a']);
    expect(inventory.apiTokens.map(({ name, expirationDate, valid }) => [name, expirationDate, valid])).toEqual([
      ['y', '2026-11-02T00:00:00.000Z', true], ['z', null, true],
    ]);
  });
});
