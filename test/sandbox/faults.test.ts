import { createKey, createToken, dynatrace, harness, NOW, SERVICE_ACCOUNT, start, TOKEN, TOKEN_QUERY } from './support';
import { SandboxError } from '../../sandbox';
import { Faults } from '../../sandbox/faults';

describe('fault', () => {
  test('a status answers with it, in the envelope of the system, without effect, at the call it is meant for', async () => {
    const sandbox = await start({ now: NOW, faults: ['POST /ng/api/serviceaccount#2=500'] });
    const create = (identifier: string): ReturnType<typeof harness> => harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier });
    expect((await create('a')).status).toBe(200);
    const hit = await create('b');
    expect(hit.status).toBe(500);
    expect(hit.body).toMatchObject({
      status: 'ERROR', code: expect.any(String), message: 'fault of the sandbox: 500', responseMessages: [expect.any(Object)],
    });
    expect(hit.headers.has('retry-after')).toBe(false);
    expect((await create('c')).status).toBe(200);
    expect(sandbox.inventory().serviceAccounts.map(account => account.identifier)).toEqual(['a', 'c']);
  });

  test('each status of 4xx and 5xx of Harness comes with a code', async () => {
    const sandbox = await start();
    for (const status of [400, 401, 403, 404, 409, 418, 429, 500, 502, 503]) {
      sandbox.clearFaults();
      sandbox.addFault(`* *=${status}`);
      const answer = await harness(sandbox, 'GET', '/ng/api/serviceaccount');
      expect(answer.status).toBe(status);
      expect(answer.body.code).toMatch(/^[A-Z_]+$/);
    }
  });

  test('a status can carry Retry-After, on either system', async () => {
    const sandbox = await start({ now: NOW, faults: ['GET /api/v2/apiTokens/*=429:retry-after=2', 'GET /ng/api/serviceaccount=503:retry-after=7'] });
    const throttled = await dynatrace(sandbox, 'GET', '/api/v2/apiTokens/dt0c01.X');
    expect([throttled.status, throttled.headers.get('retry-after'), throttled.body.error.code]).toEqual([429, '2', 429]);
    const busy = await harness(sandbox, 'GET', '/ng/api/serviceaccount');
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '7']);
    expect((await dynatrace(sandbox, 'GET', '/api/v2/apiTokens')).status).toBe(200);
  });

  test('a range hits its calls, * in a path matches slashes too, and * as a method every method', async () => {
    const sandbox = await start({ now: NOW, faults: ['* /ng/*#2-3=503'] });
    const statuses = [];
    for (const path of ['/ng/api/serviceaccount', '/ng/api/serviceaccount/aggregate/x', '/ng/api/serviceaccount/x', '/ng/api/serviceaccount']) {
      statuses.push((await harness(sandbox, path.endsWith('/x') ? 'DELETE' : 'GET', path)).status);
    }
    expect(statuses[0]).toBe(200);
    expect(statuses.slice(1, 3)).toEqual([503, 503]);
    expect(statuses[3]).toBe(200);
  });

  test('its calls are counted from when it was added', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await createToken(sandbox, { identifier: 'a' });
    sandbox.addFault('POST /ng/api/token#1=500');
    expect((await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, identifier: 'b' })).status).toBe(500);
    await createToken(sandbox, { identifier: 'c' });
    sandbox.addFault('POST /ng/api/token=500');
    sandbox.clearFaults();
    await createToken(sandbox, { identifier: 'd' });
  });

  test('a reset breaks the connection and has no effect', async () => {
    const sandbox = await start({ now: NOW, faults: ['POST /ng/api/serviceaccount=reset'] });
    await expect(harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT)).rejects.toThrow();
    expect(sandbox.inventory().serviceAccounts).toEqual([]);
    expect(sandbox.calls).toMatchObject([{ status: null, fault: 'reset', subject: 'service account ci_bot' }]);
  });

  test('a lost answer breaks the connection after the effect', async () => {
    const sandbox = await start({ now: NOW, faults: ['POST /api/v2/apiTokens=lost'] });
    await expect(dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: 'x', scopes: ['logs.read'] })).rejects.toThrow();
    expect(sandbox.inventory().apiTokens).toMatchObject([{ name: 'x' }]);
    expect(sandbox.calls).toMatchObject([{ status: 201, fault: 'lost' }]);
  });

  test('a denial is HTTP 200 with status FAILURE and without data, and has no effect', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    sandbox.addFault('POST /ng/api/token=denied');
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/token', TOKEN);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'FAILURE', data: null });
    expect((await harness(sandbox, 'GET', `/ng/api/token/aggregate?${TOKEN_QUERY}`)).body.data.empty).toBe(true);
  });
});

describe('specification of a fault', () => {
  const faults = (): Faults => new Faults([
    { method: 'POST', path: '/ng/api/token' }, { method: 'DELETE', path: '/ng/api/token/{id}' }, { method: 'GET', path: '/api/v2/apiTokens/{id}' },
  ]);

  test.each([
    'POST /ng/api/token=500',
    'post /ng/api/token#1=400',
    ' POST  /ng/api/token=500 ',
    '* *=599',
    'DELETE /ng/api/token/pipeline#2-2=reset',
    'DELETE /ng/api/*/pipe*ine=lost',
    'DELETE */token/*=delay:10m',
    'GET /api/v2/apiTokens/dt0c01.*=429:retry-after=0',
  ])("'%s' is understood", spec => {
    expect(() => faults().add(spec)).not.toThrow();
  });

  test.each([
    ['', 'reads'],
    ['POST', 'reads'],
    ['/ng/api/token=500', 'reads'],
    ['POST ng/api/token=500', 'reads'],
    ['POST /ng/api/token', 'reads'],
    ['POST /ng/api/token=', 'reads'],
    ['POST /ng/api/token#x=500', 'reads'],
    ['POST /ng/api/token#0=500', "the calls of the fault 'POST /ng/api/token#0=500' must count from 1 upwards, got '#0'"],
    ['POST /ng/api/token#3-2=500', "the calls of the fault 'POST /ng/api/token#3-2=500' must count from 1 upwards, got '#3-2'"],
    ['POST /ng/api/token=200', 'unknown fault'],
    ['POST /ng/api/token=5000', 'unknown fault'],
    ['POST /ng/api/token=1500', 'unknown fault'],
    ['POST /ng/api/token=explode', 'unknown fault'],
    ['POST /ng/api/token=500:later', 'retry-after'],
    ['POST /ng/api/token=500:retry-after=', 'retry-after'],
    ['POST /ng/api/token=500:retry-after=2s', 'retry-after'],
    ['POST /ng/api/token=500:no-retry-after=2', 'retry-after'],
    ['POST /ng/api/token=500:retry-after=1234567', 'retry-after'],
    ['POST /ng/api/token=lost:yes', 'colon'],
    ['POST /ng/api/token=delay', "the delay of the fault 'POST /ng/api/token=delay' must be a number with a unit (ms, s, m, h, d, w) such as 30d, got ''"],
    ['POST /ng/api/token=delay:5', 'must be a number with a unit'],
    ['POST /ng/api/token=delay:1h', 'ten minutes'],
    ['POST /ng/api/tokens=500', 'no call'],
    ['PATCH /ng/api/token=500', 'no call'],
    ['POST /gateway/ng/api/token=500', 'no call'],
    ['DELETE /ng/api/token/=500', 'no call'],
    ['DELETE /ng/api/token/a/b=500', 'no call'],
    ['GET /api/v2/apiTokens/x=denied', 'Harness'],
  ])("'%s' is refused in one line", (spec, hint) => {
    const refused = jest.fn(() => faults().add(spec));
    expect(refused).toThrow(SandboxError);
    expect(refused).toThrow(hint);
    expect(refused).not.toThrow(/\n/);
  });

  test.each<[string, string, boolean]>([
    ['/ng/api/token/*', '/ng/api/token/pipeline', true],
    ['/ng/api/token/*', '/ng/api/token', false],
    ['*/token/*', '/ng/api/token/', true],
    ['/ng/*/pipe*ine', '/ng/api/token/pipeline', true],
    ['/ng/*/pipe*ine', '/ng/api/token/pipelines', false],
    ['/ng/*token/*n', '/ng/api/token/token', true],
    ['/ng/api/token/p*p', '/ng/api/token/p', false],
    ['/ng/api/token/**', '/ng/api/token/a', true],
    ['/ng/*token/*n', '/ng/api/n', false],
    ['*/ng/*n', '/ng/api/token/n', true],
    ['/ng/api/token/*abc*cd', '/ng/api/token/abcd', false],
    ['/ng/api/token/*abc*cd', '/ng/api/token/abccd', true],
    ['/ng/api/token/a.c*', '/ng/api/token/abc', false],
  ])("'%s' and the path '%s': %s", (pattern, at, expected) => {
    const armed = faults();
    armed.add(`* ${pattern}=500`);
    expect(armed.next('DELETE', at) !== undefined).toBe(expected);
  });

  test('without a number it is for every call, with one for that call, with a range for each call in it', () => {
    const armed = (calls: string): boolean[] => {
      const some = faults();
      some.add(`POST /ng/api/token${calls}=500`);
      return [1, 2, 3, 4].map(() => some.next('POST', '/ng/api/token') !== undefined);
    };
    expect(armed('')).toEqual([true, true, true, true]);
    expect(armed('#2')).toEqual([false, true, false, false]);
    expect(armed('#2-3')).toEqual([false, true, true, false]);
  });

  test.each([
    ['503', { kind: 'status', status: 503 }],
    ['429:retry-after=120000', { kind: 'status', status: 429, retryAfter: 120_000 }],
    ['delay:2s', { kind: 'delay', milliseconds: 2000 }],
    ['lost', { kind: 'lost' }],
  ])("'%s' is read as what it does", (action, expected) => {
    const armed = faults();
    armed.add(`POST /ng/api/token=${action}`);
    expect(armed.next('POST', '/ng/api/token')).toMatchObject({ action: expected, label: action });
    expect(Object.keys(armed.next('POST', '/ng/api/token')!.action)).toEqual(Object.keys(expected));
  });

  test('a pattern of a thousand stars is understood and matched, whatever the path', () => {
    const armed = faults();
    armed.add(`DELETE /ng/api/token/${'*a'.repeat(1000)}=500`);
    expect(armed.next('DELETE', `/ng/api/token/${'a'.repeat(50_000)}b`)).toBeUndefined();
    expect(armed.next('DELETE', `/ng/api/token/${'a'.repeat(50_000)}`)).toBeDefined();
    expect(() => armed.add(`DELETE /ng/api/token/${'a'.repeat(100_000)}=500`)).not.toThrow();
  });

  test('what never came into force is told, with how many calls it matched', () => {
    const armed = faults();
    ['POST /ng/api/token#2=500', 'DELETE *=reset', 'POST /ng/api/token#3=lost'].forEach(spec => armed.add(spec));
    armed.next('POST', '/ng/api/token');
    armed.next('POST', '/ng/api/token');
    expect(armed.unfired).toEqual([{ spec: 'DELETE *=reset', matchingCalls: 0 }, { spec: 'POST /ng/api/token#3=lost', matchingCalls: 2 }]);
  });

  test('a sandbox tells which of its own never came into force, until they are cleared', async () => {
    const sandbox = await start({ now: NOW, faults: ['GET /ng/api/serviceaccount=503', 'POST /api/v2/apiTokens=lost'] });
    await harness(sandbox, 'GET', '/ng/api/serviceaccount');
    expect(sandbox.unfiredFaults).toEqual([{ spec: 'POST /api/v2/apiTokens=lost', matchingCalls: 0 }]);
    sandbox.clearFaults();
    expect(sandbox.unfiredFaults).toEqual([]);
  });

  test('a sandbox does not start with a bad one', async () => {
    await expect(start({ faults: ['POST /nowhere=500'] })).rejects.toThrow(SandboxError);
  });
});
