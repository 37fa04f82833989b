/** The live clients against the sandbox, and against services that do what services do. */
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCredentials } from '../../cli/live/credentials';
import { readDynatrace } from '../../cli/live/dynatrace';
import { type HarnessOptions, type LiveHarness, readHarness } from '../../cli/live/harness';
import type { Sandbox } from '../../sandbox';
import { ACCOUNT_ID } from '../../sandbox';
import { API_KEY, createApiToken, createKey, createToken, dynatrace, harness, NOW, SERVICE_ACCOUNT, start } from '../sandbox/support';

const waits: number[] = [];
/** A wait that takes no time, and remembers how long it was to be. */
const sleep = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
beforeEach(() => waits.splice(0));

const servers: http.Server[] = [];
afterEach(() => {
  servers.splice(0).forEach((server) => {
    server.closeAllConnections();
    server.close();
  });
});

/** A service that answers as it is told to. */
async function service(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const harnessOf = (sandbox: Sandbox, options: HarnessOptions = {}): Promise<LiveHarness> =>
  readHarness(readCredentials(sandbox.environment as never).harness!, { sleep, ...options });

describe('Harness', () => {
  test('lists the tokens of service accounts at every scope, and those of the caller', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox, { validTo: Date.parse('2027-01-01T00:00:00Z') });
    for (const query of ['orgIdentifier=delivery', 'orgIdentifier=delivery&projectIdentifier=shop']) {
      const [org, project] = query.split('&').map((part) => part.split('=')[1]);
      const scope = { orgIdentifier: org, ...project === undefined ? {} : { projectIdentifier: project } };
      expect((await harness(sandbox, 'POST', `/ng/api/serviceaccount?${query}`, { ...SERVICE_ACCOUNT, ...scope })).status).toBe(200);
      expect((await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, ...scope })).status).toBe(200);
      await createToken(sandbox, scope);
    }
    const mine = { apiKeyType: 'USER', parentIdentifier: 'SandboxAdministrator00' };
    await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, ...mine });
    await createToken(sandbox, mine);

    const { tokens, serviceAccounts, apiKeys, problems, isListed } = await harnessOf(sandbox);
    expect(problems).toEqual([]);
    expect(tokens.map(({ type, org, project, parent, apiKey, identifier }) => [type, org, project, parent, apiKey, identifier])).toEqual([
      ['SERVICE_ACCOUNT', undefined, undefined, 'ci_bot', 'deploy', 'pipeline'],
      ['SERVICE_ACCOUNT', 'delivery', undefined, 'ci_bot', 'deploy', 'pipeline'],
      ['SERVICE_ACCOUNT', 'delivery', 'shop', 'ci_bot', 'deploy', 'pipeline'],
      ['USER', undefined, undefined, 'SandboxAdministrator00', 'deploy', 'pipeline'],
    ]);
    expect(tokens[0]).toMatchObject({ name: 'Pipeline', end: new Date('2027-01-01T00:00:00Z'), created: new Date(NOW) });
    expect([serviceAccounts.length, apiKeys.length]).toEqual([3, 4]);
    expect(isListed({}, 'SERVICE_ACCOUNT', 'anyone')).toBe(true);
    expect(isListed({ org: 'gone' }, 'SERVICE_ACCOUNT', 'bot')).toBe(true);
    expect(isListed({}, 'USER', 'SandboxAdministrator00')).toBe(true);
    expect(isListed({}, 'USER', 'somebody_else')).toBe(false);
  });

  test('reads every page', async () => {
    const sandbox = await start({ now: NOW, limits: { tokensPerApiKey: 500 } });
    await createKey(sandbox);
    for (let i = 0; i < 205; i++) {
      await createToken(sandbox, { identifier: `t${i}` });
    }
    for (let i = 0; i < 120; i++) {
      await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier: `bot${i}` });
    }
    const { tokens, serviceAccounts } = await harnessOf(sandbox);
    expect([new Set(tokens.map(({ identifier }) => identifier)).size, serviceAccounts.length]).toEqual([205, 121]);
  }, 60_000);

  test('ends with the earlier of both ends after a rotation at the service', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox, { validTo: Date.parse('2027-01-01T00:00:00Z'), scheduledExpireTime: Date.parse('2026-12-01T00:00:00Z') });
    expect((await harnessOf(sandbox)).tokens[0].end).toEqual(new Date('2026-12-01T00:00:00Z'));
  });

  test('waits as long as a 429 says, then goes on', async () => {
    const sandbox = await start({ now: NOW, faults: ['GET /ng/api/token/aggregate#1=429:retry-after=7', 'GET /ng/api/apikey/aggregate#1=503'] });
    await createKey(sandbox);
    await createToken(sandbox);
    const { tokens, problems } = await harnessOf(sandbox);
    expect([tokens.length, problems]).toEqual([1, []]);
    expect(waits).toEqual([500, 7000]);
  });

  test('keeps what it read of the others where one service account cannot be read, and does not take its tokens for gone', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox);
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier: 'other' });
    await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, parentIdentifier: 'other' });
    await createToken(sandbox, { parentIdentifier: 'other' });
    sandbox.addFault('GET /ng/api/apikey/aggregate#1=403');
    const { tokens, problems, isListed } = await harnessOf(sandbox);
    expect(tokens).toHaveLength(1);
    expect(problems).toEqual([{ source: `Harness account ${ACCOUNT_ID}, service account ci_bot of account`, message: expect.stringContaining('(403)') }]);
    expect([isListed({}, 'SERVICE_ACCOUNT', 'ci_bot'), isListed({}, 'SERVICE_ACCOUNT', 'other')]).toEqual([false, true]);
  });

  test('without the list of projects reads those that it is told of, and takes nothing elsewhere for gone', async () => {
    const sandbox = await start({ now: NOW, faults: ['GET /ng/api/projects=403'] });
    await harness(sandbox, 'POST', '/ng/api/serviceaccount?orgIdentifier=delivery&projectIdentifier=shop', { ...SERVICE_ACCOUNT });
    const { serviceAccounts, problems, isListed } = await harnessOf(sandbox, { places: [{ org: 'delivery', project: 'shop' }] });
    expect(serviceAccounts).toHaveLength(1);
    expect(problems).toMatchObject([{ source: expect.stringContaining('organizations and projects') }]);
    expect([isListed({ org: 'delivery', project: 'shop' }, 'SERVICE_ACCOUNT', 'x'), isListed({ org: 'other' }, 'SERVICE_ACCOUNT', 'x')]).toEqual([true, false]);
  });

  test('tells wrong credentials once, without showing them', async () => {
    const sandbox = await start();
    const key = `pat.${ACCOUNT_ID}.0123456789abcdef01234567.MARKEDSECRET0000wxyz`;
    const { tokens, problems, isListed } = await readHarness({ endpoint: sandbox.environment.HARNESS_ENDPOINT, account: ACCOUNT_ID, key }, { sleep });
    expect([tokens, isListed({}, 'SERVICE_ACCOUNT', 'x')]).toEqual([[], false]);
    expect(problems).toEqual([{
      source: `Harness account ${ACCOUNT_ID}, account`,
      message: expect.stringMatching(/^Harness does not accept the credentials \(401\): check HARNESS_ENDPOINT/),
    }]);
    expect(JSON.stringify(problems)).not.toMatch(/MARKEDSECRET/);
  });

  test.each<[string, http.RequestListener, RegExp]>([
    ['a login page', (_, reply) => void reply.setHeader('content-type', 'text/html').end('<html>MARKEDSECRET</html>'), /something that is no JSON \(text\/html\)/],
    ['other JSON', (_, reply) => void reply.end('{"data":"MARKEDSECRET"}'), /JSON that is no list/],
    ['null', (_, reply) => void reply.end('null'), /JSON that is no list/],
    ['an entry that is none', (_, reply) => void reply.end('{"data":{"content":[{"MARKEDSECRET":1}]}}'), /an entry that is no service account/],
    ['a redirect', (_, reply) => void reply.writeHead(302, { location: 'https://elsewhere.example/?MARKEDSECRET' }).end(), /redirects .* to another address \(302\)/],
    ['a broken connection', (request) => void request.socket.destroy(), /cannot be reached \(.*\), asked 5 times/],
    ['an error that repeats the credentials', (request, reply) => void reply.writeHead(400).end(JSON.stringify({ message: `no ${request.headers['x-api-key']}` })), /with 400 'no \*\*\*'/],
  ])('a service that answers with %s is named, without what it said', async (_, answer, message) => {
    const endpoint = await service(answer);
    const { problems, tokens } = await readHarness({ endpoint, account: 'a', key: 'MARKEDSECRET' }, { sleep });
    expect(tokens).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0].message).toMatch(message);
    expect(JSON.stringify(problems)).not.toContain('MARKEDSECRET');
  });

  test('a service that does not answer is given up after a while', async () => {
    const endpoint = await service(() => undefined);
    const { problems } = await readHarness({ endpoint, account: 'a', key: 'secret-of-the-test' }, { sleep, timeout: 50 });
    expect(problems[0].message).toMatch(/does not answer 'GET .*' within 0.05 s, asked 5 times/);
  });
});

describe('Dynatrace', () => {
  test('lists every token of the environment with its end, last use and scopes, page by page', async () => {
    const sandbox = await start();
    for (let i = 0; i < 1_203; i++) {
      await createApiToken(sandbox, { name: `t${i}` });
    }
    const { id, token } = await createApiToken(sandbox, { name: 'used', scopes: ['apiTokens.read'], expirationDate: '2027-01-01T00:00:00.000Z' });
    await dynatrace(sandbox, 'GET', '/api/v2/apiTokens', undefined, token);
    const { tokens, complete, problems, environment } = await readDynatrace({ environment: sandbox.environment.DYNATRACE_ENV_URL, token }, { sleep });
    expect([tokens.length, complete, problems, environment]).toEqual([1_204, true, [], sandbox.environment.DYNATRACE_ENV_URL]);
    expect(tokens.find(({ name }) => name === 'used')).toEqual({
      id,
      name: 'used',
      enabled: true,
      personal: false,
      owner: 'sandbox.administrator',
      scopes: ['apiTokens.read'],
      created: new Date(NOW),
      end: new Date('2027-01-01T00:00:00Z'),
      lastUsed: new Date(NOW),
      isCaller: true,
    });
    expect(tokens.find(({ name }) => name === 't7')).not.toHaveProperty('end');
  }, 120_000);

  test('keeps the pages before one that fails, and says that there are more', async () => {
    let calls = 0;
    const environment = await service((_, reply) => void (calls++ === 0
      ? reply.end(JSON.stringify({ apiTokens: [{ id: 'dt0c01.A', name: 'a' }], nextPageKey: 'x' })) : reply.writeHead(500).end()));
    const { tokens, complete, problems } = await readDynatrace({ environment, token: 'dt0c01.X.SECRET' }, { sleep });
    expect([tokens.length, complete]).toEqual([1, false]);
    expect(problems[0].message).toMatch(/answers 'GET \/api\/v2\/apiTokens' with 500, asked 5 times/);
  });

  test('does not turn in circles where the service does', async () => {
    const environment = await service((_, reply) => void reply.end(JSON.stringify({ apiTokens: [], nextPageKey: 'same' })));
    const { problems } = await readDynatrace({ environment, token: 'dt0c01.X.SECRET' }, { sleep });
    expect(problems[0].message).toBe('Dynatrace gives the same page again and again');
  });

  test('does not wait longer than a minute', async () => {
    const environment = await service((_, reply) => void reply.writeHead(429, { 'retry-after': '3600' }).end());
    const { problems } = await readDynatrace({ environment, token: 'dt0c01.X.SECRET' }, { sleep });
    expect([problems[0].message, waits]).toEqual(["Dynatrace answers 'GET /api/v2/apiTokens' with 429, and asks to wait for too long", []]);
  });

  test('a token without the scope is told which it needs', async () => {
    const sandbox = await start();
    const { token } = await createApiToken(sandbox);
    const { problems } = await readDynatrace({ environment: sandbox.environment.DYNATRACE_ENV_URL, token }, { sleep });
    expect(problems[0].message).toMatch(/\(403\) 'Token is missing required scope.*apiTokens\.read/);
  });
});

describe('credentials', () => {
  test('are read from the variables that the providers read, in their order', () => {
    expect(readCredentials({ HARNESS_ACCOUNT_ID: 'a', HARNESS_PLATFORM_API_KEY: 'k' }).harness).toEqual({ endpoint: 'https://app.harness.io/gateway', account: 'a', key: 'k' });
    expect(readCredentials({ DT_ENV_URL: 'https://abc.apps.dynatrace.com/', DT_API_TOKEN: 't', DYNATRACE_ENV_URL: '' }).dynatrace)
      .toEqual({ environment: 'https://abc.live.dynatrace.com', token: 't' });
    expect(readCredentials({})).toEqual({ problems: [], withoutVariables: ['Harness', 'Dynatrace'] });
  });

  test.each([
    [{ HARNESS_ACCOUNT_ID: 'a' }, 'set the variable HARNESS_PLATFORM_API_KEY'],
    [{ HARNESS_PLATFORM_API_KEY: 'MARKED' }, 'set the variable HARNESS_ACCOUNT_ID'],
    [{ HARNESS_ACCOUNT_ID: 'a', HARNESS_PLATFORM_API_KEY: 'MAR\nKED' }, 'HARNESS_PLATFORM_API_KEY holds characters that no token has'],
    [{ DYNATRACE_ENV_URL: 'MARKED', DYNATRACE_API_TOKEN: 'x' }, 'DYNATRACE_ENV_URL must hold an address'],
    [{ DYNATRACE_ENV_URL: 'https://me:MARKED@abc.example', DYNATRACE_API_TOKEN: 'x' }, 'without a user or a password'],
    [{ DYNATRACE_API_TOKEN: 'MARKED' }, 'set the variable DYNATRACE_ENV_URL'],
  ])('%p: says which variable is wrong, never its text', (environment, message) => {
    const { problems } = readCredentials(environment);
    expect(problems).toHaveLength(1);
    expect(problems[0].message).toContain(message);
    expect(problems[0].message).not.toContain('MARKED');
  });
});
