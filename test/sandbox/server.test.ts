import * as http from 'node:http';
import * as net from 'node:net';
import { createApiToken, createKey, createToken, dynatrace, harness, NOW, send, SERVICE_ACCOUNT, start, TOKEN_QUERY } from './support';
import { SandboxError } from '../../sandbox';
import { describeCall } from '../../sandbox/call-log';
import { type Api, inUrl, loopbackAddress, type Route, serve, type ServerContext } from '../../sandbox/http-server';
import { cutSecrets } from '../../sandbox/secrets';

/** A call as `fetch` would not make it. */
function rawCall(url: string, options: http.RequestOptions): Promise<{ status: number | undefined; body: any }> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => http.request({ host: '127.0.0.1', port, ...options }, reply => {
    let text = '';
    reply.setEncoding('utf8').on('data', part => text += part).on('end', () => resolve({ status: reply.statusCode, body: JSON.parse(text) }));
  }).on('error', reject).end());
}

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

  test.each([
    ['127.0.0.[1]'], ['[127].0.0.1'], ['x[::1]'], ['1127.0.0.1'], ['127.0.0.1x'], ['127.0.0.260'], ['127.0.0.01'], ['[localhost'], ['::2'],
  ])("'%s' is no loopback address", host => {
    expect(() => loopbackAddress(host)).toThrow(
      new SandboxError(`the sandbox listens on loopback addresses only (127.0.0.1, ::1, localhost), got '${host}'`));
  });

  test.each([
    ['LOCALHOST', '127.0.0.1', '127.0.0.1'],
    ['127.255.249.199', '127.255.249.199', '127.255.249.199'],
    ['127.10.45.9', '127.10.45.9', '127.10.45.9'],
    ['127.0.0.240', '127.0.0.240', '127.0.0.240'],
    ['::1', '::1', '[::1]'],
    ['[::1]', '::1', '[::1]'],
  ])("'%s' means the address %s, in a URL %s", (host, address, written) => {
    expect(loopbackAddress(host)).toBe(address);
    expect(inUrl(address)).toBe(written);
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

  test('a server that was begun is stopped if the other one cannot be', async () => {
    const [sandbox, free] = [await start(), await start()];
    const [dynatracePort, harnessPort] = [sandbox, free].map(({ environment }) => Number(new URL(environment.HARNESS_ENDPOINT).port));
    await free.stop();
    await expect(start({ harnessPort, dynatracePort })).rejects.toThrow(SandboxError);
    expect((await start({ harnessPort })).environment.HARNESS_ENDPOINT).toContain(`:${harnessPort}/`);
  });

  test.each([
    ['EACCES', 'port 80 on 127.0.0.1 needs rights that this process does not have'],
    ['EADDRNOTAVAIL', 'this machine has no address 127.0.0.1'],
    ['EIO', 'cannot listen on 127.0.0.1, port 80: it is broken'],
  ])('a port for which the system answers %s is refused in one line', async (code, message) => {
    const listen = jest.spyOn(net.Server.prototype, 'listen').mockImplementation(function (this: net.Server) {
      process.nextTick(() => this.emit('error', Object.assign(new Error('it is broken\nin two places'), { code })));
      return this;
    });
    try {
      await expect(start({ harnessPort: 80 })).rejects.toThrow(new SandboxError(message));
    } finally {
      listen.mockRestore();
    }
  });

  test('a limit that is no whole number is refused', async () => {
    for (const given of [0, -1, 1.5, NaN]) {
      await expect(start({ limits: { tokensPerApiKey: given } })).rejects.toThrow(
        new SandboxError(`the limit of tokens per API key must be a whole number from 1 upwards, got '${given}'`));
      await expect(start({ limits: { apiKeysPerParent: given } })).rejects.toThrow(
        new SandboxError(`the limit of API keys per parent must be a whole number from 1 upwards, got '${given}'`));
    }
  });

  test('a secret is valid if the sandbox gave it out, and nothing else is', async () => {
    const sandbox = await start();
    const { token } = await createApiToken(sandbox);
    const { HARNESS_PLATFORM_API_KEY, DYNATRACE_API_TOKEN } = sandbox.environment;
    for (const secret of [HARNESS_PLATFORM_API_KEY, DYNATRACE_API_TOKEN, token]) {
      expect(sandbox.isValid(secret)).toBe(true);
      expect(sandbox.isValid(`${secret}x`)).toBe(false);
    }
  });

  test('a text secret of Harness holds a value in its own scope only, under the id that pipelines write', async () => {
    const sandbox = await start();
    const home = { org: 'acme', project: 'shop' };
    for (const [identifier, value, query, scope] of [
      ['x', 'in the account', '', {}],
      ['x', 'in the organization', '?orgIdentifier=acme', { orgIdentifier: 'acme' }],
      ['x', 'in the project', '?orgIdentifier=acme&projectIdentifier=shop', { orgIdentifier: 'acme', projectIdentifier: 'shop' }],
      ['my_x', 'under a longer id', '?orgIdentifier=acme&projectIdentifier=shop', { orgIdentifier: 'acme', projectIdentifier: 'shop' }],
      ['y', 'another', '', {}],
    ]) {
      const spec = { secretManagerIdentifier: 'm', valueType: 'Inline', value };
      const body = { secret: { type: 'SecretText', name: 'S', identifier, spec, ...scope as object } };
      expect((await harness(sandbox, 'POST', `/ng/api/v2/secrets${query}`, body)).status).toBe(200);
    }
    const holds = (value: string): string[] => ['account.x', 'org.x', 'x', 'y', 'account.y', 'my_x', 'my_account.x']
      .filter(id => sandbox.secretHolds(id, value, home));
    expect(holds('in the account')).toEqual(['account.x']);
    expect(holds('in the organization')).toEqual(['org.x']);
    expect(holds('in the project')).toEqual(['x']);
    expect(holds('under a longer id')).toEqual(['my_x']);
    expect(holds('another')).toEqual(['account.y']);
    expect(holds('nothing')).toEqual([]);
    expect(sandbox.secretHolds('x', 'in the account')).toBe(true);
    expect(sandbox.secretHolds('x', 'in the organization', { org: 'acme' })).toBe(true);
  });

  test('who looks on and throws breaks the connection of that call', async () => {
    const sandbox = await start({
      onCall: () => {
        throw new Error('looked away');
      },
    });
    await expect(harness(sandbox, 'GET', '/ng/api/serviceaccount')).rejects.toThrow();
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
    expect(answers.map(answer => answer.body.message ?? answer.body.error.message)).toEqual([
      'there is no such resource', 'method PUT is not allowed here', 'there is no such resource', 'method DELETE is not allowed here',
    ]);
    expect(sandbox.calls.map(call => call.subject)).toEqual(['', '', '', '']);
  });

  test('a body that is no JSON, or no object, is a 400 that does not repeat it', async () => {
    const sandbox = await start();
    for (const body of ['{"name": "dt0c01', '[]', '"text"', '']) {
      const answers = [await harness(sandbox, 'POST', '/ng/api/serviceaccount', body), await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', body)];
      expect(answers.map(answer => answer.status)).toEqual([400, 400]);
      expect(JSON.stringify(answers)).not.toContain('dt0c01');
    }
  });

  test('a body that is no JSON is told from one that is missing, or blank', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const broken = await harness(sandbox, 'POST', '/ng/api/serviceaccount', '{');
    expect([broken.status, broken.body.message]).toEqual([400, 'the body is not JSON']);
    expect((await harness(sandbox, 'DELETE', '/ng/api/serviceaccount/ci_bot', ' \n')).status).toBe(200);
  });

  test('a body can be a megabyte; one that is larger is a 413', async () => {
    const sandbox = await start();
    const body = JSON.stringify(SERVICE_ACCOUNT).padStart(1_048_576);
    expect((await harness(sandbox, 'POST', '/ng/api/serviceaccount', body)).status).toBe(200);
    const tooLarge = await harness(sandbox, 'POST', '/ng/api/serviceaccount', `${body} `);
    expect([tooLarge.status, tooLarge.body.message]).toEqual([413, 'the body is too large']);
  });

  test('a path with an empty part for an id is none, and one that is not decoded to the end is taken as it is', async () => {
    const sandbox = await start();
    const empty = await dynatrace(sandbox, 'GET', '/api/v2/apiTokens/');
    expect([empty.status, empty.body.error.message]).toEqual([404, 'there is no such resource']);
    await dynatrace(sandbox, 'GET', '/api/v2/apiTokens/50%25%zz');
    await dynatrace(sandbox, 'GET', '/api/v2/apiTokens/%2541');
    expect(sandbox.calls.map(call => call.path)).toEqual(['/api/v2/apiTokens/', '/api/v2/apiTokens/50%25%zz', '/api/v2/apiTokens/A']);
  });

  test('a call that asks for a whole URL, as of a proxy, finds nothing', async () => {
    const sandbox = await start();
    const url = sandbox.environment.DYNATRACE_ENV_URL;
    const headers = { Authorization: `Api-Token ${sandbox.environment.DYNATRACE_API_TOKEN}` };
    expect((await rawCall(url, { path: `${url}/api/v2/apiTokens`, headers })).status).toBe(404);
    expect(sandbox.calls.map(call => call.path)).toEqual(['/']);
  });

  test('a call under another host name than a loopback one is refused, as that of a page in a browser would be', async () => {
    const sandbox = await start();
    const url = sandbox.environment.DYNATRACE_ENV_URL;
    const callAs = (host: string): ReturnType<typeof rawCall> => rawCall(url, { path: '/sandbox/inventory', headers: { Host: host } });
    expect(await callAs('rebound.example.com')).toMatchObject({
      status: 403, body: { error: { message: 'the sandbox answers to loopback addresses only' } },
    });
    expect((await callAs('127.0.0.1:80:90')).status).toBe(403);
    for (const host of ['127.0.0.1', 'localhost:80', '[::1]', '[::1]:8080']) {
      expect((await callAs(host)).status).toBe(200);
    }
  });

  test('a call without a host name is refused', async () => {
    const { environment } = await start();
    const socket = net.connect(Number(new URL(environment.DYNATRACE_ENV_URL).port), '127.0.0.1');
    socket.end('GET /sandbox/inventory HTTP/1.0\r\n\r\n');
    let answer = '';
    for await (const part of socket) {
      answer += part;
    }
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

describe('a server', () => {
  const route = (path: string, handle: Route<null>['handle'] = request => ({ status: 200, body: { path, params: request.params } })): Route<null> =>
    ({ method: 'GET', path, subject: () => '', handle });

  async function get(path: string, ...routes: Array<Route<null>>): Promise<unknown> {
    const answerFor: Api<null>['answerFor'] = (status, message) => ({ status, body: message });
    const api: Api<null> = { system: 'harness', prefix: '/p', routes, authenticate: () => null, answerFor, denial: () => answerFor(200, 'denied') };
    const context = {
      clock: { now: () => new Date(NOW) }, log: { add: () => undefined }, faults: { next: () => undefined }, commit: async () => undefined,
    } as unknown as ServerContext;
    const server = await serve(api, '127.0.0.1', 0, context);
    try {
      const { status, body } = await send(`http://127.0.0.1:${server.port}${path}`, 'GET', {});
      return [status, body];
    } finally {
      await server.close();
    }
  }

  test('tries a route without a varying part first, wherever it stands', async () => {
    const routes = [route('/a/{id}'), route('/a/fixed'), route('/a/{other}')];
    expect(await get('/a/fixed', ...routes)).toEqual([200, { path: '/a/fixed', params: {} }]);
    expect(await get('/a/else', ...routes)).toEqual([200, { path: '/a/{id}', params: { id: 'else' } }]);
    expect(await get('/p/a/fixed', ...routes)).toEqual([200, { path: '/a/fixed', params: {} }]);
    expect(await get('/path/a/fixed', ...routes)).toEqual([404, 'there is no such resource']);
  });

  test('tells a mistake of its own as a 500, without a secret', async () => {
    const broken = route('/a', () => {
      throw new TypeError('pat.account.id.secret is no object');
    });
    expect(await get('/a', broken)).toEqual([500, 'mistake in the sandbox: TypeError: pat.*** is no object']);
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
    expect(sandbox.calls.filter(call => 'fault' in call)).toEqual([]);
    expect(sandbox.calls[4].query).toMatchObject({ apiKeyType: 'SERVICE_ACCOUNT', identifiers: 'pipeline' });
    expect(describeCall(sandbox.calls[0])).toBe(`   1  ${NOW}  harness    POST   /ng/api/serviceaccount -> 200  service account ci_bot`);
    sandbox.clearCalls();
    expect(sandbox.calls).toEqual([]);
    await harness(sandbox, 'GET', '/ng/api/serviceaccount');
    expect(sandbox.calls[0].number).toBe(1);
  });

  test('a parameter that is given twice has both values in it', async () => {
    const sandbox = await start();
    await dynatrace(sandbox, 'GET', '/api/v2/apiTokens?sort=name&sort=%2Bname&x=');
    expect(sandbox.calls[0].query).toEqual({ sort: 'name,+name', x: '' });
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
      const often = twice.replace(/%25/g, `%${'25'.repeat(6)}`);
      for (const text of [secret, encodeURIComponent(secret), twice, often]) {
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
