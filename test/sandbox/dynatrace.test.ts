import * as fs from 'node:fs';
import * as path from 'node:path';
import { createApiToken, DAY, dynatrace, NOW, NOW_MILLIS, start, temporaryFolder } from './support';
import { parseDate } from '../../sandbox/dynatrace/dates';
import { PERSONAL_SCOPES, SCOPES } from '../../sandbox/dynatrace/scopes';

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('API token of Dynatrace', () => {
  test('its creation is a 201 with id, secret and normalised expiry, in the form of the service and marked as a fake', async () => {
    const sandbox = await start();
    const { status, headers, body } = await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', {
      name: 'ingest', scopes: ['metrics.ingest'], expirationDate: '2027-01-01T01:00:00+01:00',
    });
    expect(status).toBe(201);
    expect(headers.get('content-type')).toBe('application/json');
    expect(body).toEqual({ id: expect.any(String), token: expect.any(String), expirationDate: '2027-01-01T00:00:00.000Z' });
    expect(body.token).toMatch(/^dt0[a-zA-Z]{1}[0-9]{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}$/);
    expect(body.token).toMatch(/^dt0c01\.SANDBOX[A-Z0-9]+\.SANDBOXSECRET/);
    expect(body.token.startsWith(`${body.id}.`)).toBe(true);
  });

  test('without an expiry it has none, in the answer as in what is read', async () => {
    const sandbox = await start();
    const created = await createApiToken(sandbox);
    expect(Object.keys(created).sort()).toEqual(['id', 'token']);
    const { status, body } = await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${created.id}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: created.id,
      name: 'ingest',
      enabled: true,
      personalAccessToken: false,
      owner: expect.any(String),
      creationDate: NOW,
      scopes: ['metrics.ingest'],
    });
  });

  test('it is enabled whatever the body of the published provider says', async () => {
    const sandbox = await start();
    for (const enabled of [true, false]) {
      const { id } = await createApiToken(sandbox, { enabled });
      expect((await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`)).body.enabled).toBe(true);
    }
  });

  test('two can have the same name', async () => {
    const sandbox = await start();
    const [one, other] = [await createApiToken(sandbox), await createApiToken(sandbox)];
    expect(one.id).not.toBe(other.id);
    expect(sandbox.inventory().apiTokens.map(token => token.name)).toEqual(['ingest', 'ingest']);
  });

  test.each<[unknown, string]>([
    [NOW_MILLIS + DAY, '2026-11-02T00:00:00.000Z'],
    ['now', NOW],
    [' now+1d ', '2026-11-02T00:00:00.000Z'],
  ])('its expiry can be %j', async (expirationDate, expected) => {
    expect((await createApiToken(await start(), { expirationDate })).expirationDate).toBe(expected);
  });

  test('null stands for a field that is left out, in a creation as in an update', async () => {
    const sandbox = await start();
    const { id, expirationDate } = await createApiToken(sandbox, { expirationDate: null, personalAccessToken: null });
    expect(expirationDate).toBeUndefined();
    expect((await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${id}`, { name: null, scopes: null, enabled: null })).status).toBe(204);
    expect(sandbox.inventory().apiTokens).toMatchObject([{ name: 'ingest', scopes: ['metrics.ingest'], enabled: true, personalAccessToken: false }]);
  });

  const NO_NAME = 'must be a text that is not blank';
  const NO_SCOPES = 'must be a list that is not empty';
  const NO_DATE = 'must be a timestamp: epoch milliseconds, 2021-01-25T05:57:01.123+01:00 or now+14d';
  const PAST = 'must not be in the past';
  test.each([
    ['name', { name: undefined }, NO_NAME],
    ['name', { name: '  ' }, NO_NAME],
    ['name', { name: 7 }, NO_NAME],
    ['scopes', { scopes: undefined }, NO_SCOPES],
    ['scopes', { scopes: [] }, NO_SCOPES],
    ['scopes[1]', { scopes: ['metrics.read', 'metrics.raed'] }, "'metrics.raed' is not a token scope"],
    ['scopes[0]', { scopes: ['Metrics.Read'] }, "'Metrics.Read' is not a token scope"],
    ['scopes[0]', { scopes: ['storage:logs:read'] }, "'storage:logs:read' is not a token scope"],
    ['scopes[0]', { scopes: [7] }, "'7' is not a token scope"],
    ['scopes[0]', { scopes: [['metrics.read']] }, "'metrics.read' is not a token scope"],
    ['scopes[0]', { personalAccessToken: true, scopes: ['metrics.ingest'] }, "'metrics.ingest' is not possible for a personal access token"],
    ['personalAccessToken', { personalAccessToken: 'yes' }, 'must be true or false'],
    ['expirationDate', { expirationDate: 'tomorrow' }, NO_DATE],
    ['expirationDate', { expirationDate: ['now+1d'] }, NO_DATE],
    ['expirationDate', { expirationDate: '2026-10-31T23:59:59.999Z' }, PAST],
    ['expirationDate', { expirationDate: 'now-1m' }, PAST],
    ['expirationDate', { expirationDate: '2027-02-30T00:00:00Z' }, NO_DATE],
    ['expirationDate', { expirationDate: String(Math.floor((NOW_MILLIS + DAY) / 1000)) }, PAST],
    ['description', { description: 'no such field' }, 'unknown property'],
    ['owner', { owner: 'me' }, 'unknown property'],
  ])('a bad %s (%j) is a 400 that names it', async (field, change, message) => {
    const sandbox = await start();
    const { status, body } = await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: 'ingest', scopes: ['metrics.read'], ...change });
    expect(status).toBe(400);
    expect(body).toEqual({
      error: {
        code: 400,
        message: 'Constraints violated.',
        constraintViolations: [{ path: field, message, parameterLocation: 'PAYLOAD_BODY', location: null }],
      },
    });
    expect(sandbox.inventory().apiTokens).toEqual([]);
  });

  test.each(['', 'null', '[]', '7', '"ingest"'])("the body '%s' is a 400, for a creation, an update and a look-up", async text => {
    const sandbox = await start();
    const { id } = await createApiToken(sandbox);
    for (const [method, where] of [['POST', ''], ['PUT', `/${id}`], ['POST', '/lookup']]) {
      const { status, body } = await dynatrace(sandbox, method, `/api/v2/apiTokens${where}`, text);
      expect({ status, body }).toEqual({ status: 400, body: { error: { code: 400, message: 'The request body must be a JSON object.' } } });
    }
  });

  test('each of the 91 documented scopes is known, each of the personal ones is one of them', async () => {
    const sandbox = await start();
    expect(SCOPES.size).toBe(91);
    expect(PERSONAL_SCOPES.size).toBe(39);
    expect([...PERSONAL_SCOPES].filter(scope => !SCOPES.has(scope))).toEqual([]);
    await createApiToken(sandbox, { scopes: [...SCOPES] });
    const { id } = await createApiToken(sandbox, { scopes: [...PERSONAL_SCOPES], personalAccessToken: true });
    expect((await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`)).body.personalAccessToken).toBe(true);
  });

  test('an update is a 204 without a body that changes name, scopes and enabled, and passes over expiry and kind', async () => {
    const sandbox = await start();
    const { id } = await createApiToken(sandbox, { expirationDate: '2027-01-01T00:00:00.000Z' });
    const { status, body } = await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${id}`, {
      name: 'renamed', scopes: ['logs.ingest'], enabled: false, expirationDate: '2028-01-01T00:00:00.000Z', personalAccessToken: true,
    });
    expect(status).toBe(204);
    expect(body).toBeUndefined();
    expect((await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`)).body).toMatchObject({
      name: 'renamed', scopes: ['logs.ingest'], enabled: false, expirationDate: '2027-01-01T00:00:00.000Z', personalAccessToken: false,
    });
  });

  test('the date of modification moves with a new name or new scopes, not with switching off and on', async () => {
    const sandbox = await start();
    const { id } = await createApiToken(sandbox);
    const modifiedAfter = async (change: object): Promise<string | undefined> => {
      sandbox.clock.advance(DAY);
      expect((await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${id}`, change)).status).toBe(204);
      return (await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`)).body.modifiedDate;
    };
    expect(await modifiedAfter({ enabled: false, name: 'ingest', scopes: ['metrics.ingest'] })).toBeUndefined();
    expect(await modifiedAfter({ name: 'renamed' })).toBe('2026-11-03T00:00:00.000Z');
    expect(await modifiedAfter({ enabled: true })).toBe('2026-11-03T00:00:00.000Z');
    expect(await modifiedAfter({ scopes: ['logs.ingest', 'metrics.ingest'] })).toBe('2026-11-05T00:00:00.000Z');
    expect(await modifiedAfter({ scopes: ['metrics.ingest', 'logs.ingest'] })).toBe('2026-11-05T00:00:00.000Z');
    expect(await modifiedAfter({ scopes: ['logs.ingest', 'metrics.ingest'] })).toBe('2026-11-05T00:00:00.000Z');
  });

  test('an update with a bad name, an unknown scope, a scope that its kind cannot have, or an unknown field is a 400 and changes nothing', async () => {
    const sandbox = await start();
    const { id } = await createApiToken(sandbox, { personalAccessToken: true, scopes: ['metrics.read'] });
    for (const change of [{ name: '' }, { scopes: ['nope'] }, { scopes: [] }, { scopes: ['logs.ingest'] }, { enabled: 'no' }, { color: 'red' }]) {
      expect((await dynatrace(sandbox, 'PUT', `/api/v2/apiTokens/${id}`, { enabled: false, ...change })).status).toBe(400);
    }
    expect(sandbox.inventory().apiTokens).toMatchObject([{ name: 'ingest', enabled: true, scopes: ['metrics.read'] }]);
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s of one that does not exist is a 404 in the error envelope', async method => {
    const { status, body } = await dynatrace(await start(), method, '/api/v2/apiTokens/dt0c01.NONE', method === 'PUT' ? { name: 'x' } : undefined);
    expect(status).toBe(404);
    expect(body).toEqual({ error: { code: 404, message: expect.any(String) } });
  });

  test('deleting one is a 204 without a body', async () => {
    const sandbox = await start();
    const { id } = await createApiToken(sandbox);
    const { status, body } = await dynatrace(sandbox, 'DELETE', `/api/v2/apiTokens/${id}`);
    expect([status, body]).toEqual([204, undefined]);
    expect(sandbox.inventory().apiTokens).toEqual([]);
  });

  describe('after its end', () => {
    const ended = async (past: number) => {
      const sandbox = await start();
      const { id, token } = await createApiToken(sandbox, { scopes: ['apiTokens.read'], expirationDate: 'now+1d' });
      sandbox.clock.advance(DAY + past);
      const listed = async () => (await dynatrace(sandbox, 'GET', '/api/v2/apiTokens')).body.apiTokens.map((entry: { id: string }) => entry.id);
      return { sandbox, id, token, listed };
    };

    test('it is there for seven days, refused where it is used', async () => {
      const { sandbox, id, token, listed } = await ended(7 * DAY - 1);
      expect(await listed()).toEqual([id]);
      expect((await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`)).status).toBe(200);
      expect((await dynatrace(sandbox, 'GET', '/api/v2/apiTokens', undefined, token)).status).toBe(401);
      expect(sandbox.inventory().apiTokens).toMatchObject([{ id, valid: false }]);
    });

    test('it is gone after seven days, from every call', async () => {
      const { sandbox, id, token, listed } = await ended(7 * DAY);
      expect(sandbox.inventory().apiTokens).toEqual([]);
      expect(await listed()).toEqual([]);
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const { status, body } = await dynatrace(sandbox, method, `/api/v2/apiTokens/${id}`, method === 'PUT' ? { name: 'x' } : undefined);
        expect({ status, body }).toEqual({ status: 404, body: { error: { code: 404, message: `Token ${id} does not exist.` } } });
      }
      expect((await dynatrace(sandbox, 'POST', '/api/v2/apiTokens/lookup', { token })).status).toBe(404);
      expect((await dynatrace(sandbox, 'GET', '/api/v2/apiTokens', undefined, token)).status).toBe(401);
    });

    test('a clock that is turned back does not bring back what was deleted', async () => {
      const { sandbox, listed } = await ended(7 * DAY);
      await listed();
      sandbox.clock.set(NOW);
      expect(await listed()).toEqual([]);
    });

    test('one without an end is never deleted', async () => {
      const sandbox = await start();
      const { id } = await createApiToken(sandbox);
      sandbox.clock.advance(3650 * DAY);
      expect((await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`)).status).toBe(200);
    });
  });

  test('looking up a secret tells whose it is, and never the secret', async () => {
    const sandbox = await start();
    const { id, token } = await createApiToken(sandbox);
    const { status, body } = await dynatrace(sandbox, 'POST', '/api/v2/apiTokens/lookup', { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, name: 'ingest', creationDate: expect.stringMatching(DATE) });
    expect(JSON.stringify(body)).not.toContain(token);
    const unknown = await dynatrace(sandbox, 'POST', '/api/v2/apiTokens/lookup', { token: `${token}X` });
    expect([unknown.status, unknown.body]).toEqual([404, { error: { code: 404, message: 'The token does not exist.' } }]);
    for (const none of [{}, { token: '' }, { token: 7 }]) {
      const refused = await dynatrace(sandbox, 'POST', '/api/v2/apiTokens/lookup', none);
      expect(refused.status).toBe(400);
      expect(refused.body.error).toEqual({
        code: 400,
        message: 'Constraints violated.',
        constraintViolations: [{ path: 'token', message: 'must not be empty', parameterLocation: 'PAYLOAD_BODY', location: null }],
      });
    }
  });

  test('the last use is remembered, with time and address', async () => {
    const sandbox = await start();
    const { id, token } = await createApiToken(sandbox, { scopes: ['apiTokens.read'] });
    sandbox.clock.advance(DAY);
    const { body } = await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`, undefined, token);
    expect(body).toMatchObject({ lastUsedDate: '2026-11-02T00:00:00.000Z', lastUsedIpAddress: '127.0.0.1' });
  });

  test('a new token belongs to the owner of the calling one', async () => {
    const sandbox = await start();
    const first = await createApiToken(sandbox, { scopes: ['apiTokens.write'] });
    await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: 'child', scopes: ['logs.read'] }, first.token);
    expect(new Set(sandbox.inventory().apiTokens.map(token => token.owner)).size).toBe(1);
  });
});

describe('call of Dynatrace', () => {
  test('the log tells which token it was about, as far as that is known', async () => {
    const sandbox = await start();
    await createApiToken(sandbox, { name: 'one' });
    const { id } = await createApiToken(sandbox, { name: 'other' });
    sandbox.clearCalls();
    await dynatrace(sandbox, 'GET', '/api/v2/apiTokens');
    await dynatrace(sandbox, 'GET', `/api/v2/apiTokens/${id}`);
    await dynatrace(sandbox, 'GET', '/api/v2/apiTokens/dt0c01.NONE');
    await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: 'refused' });
    await dynatrace(sandbox, 'POST', '/api/v2/apiTokens');
    await dynatrace(sandbox, 'POST', '/api/v2/apiTokens/lookup', {});
    expect(sandbox.calls.map(call => call.subject)).toEqual([
      'API tokens', `API token other (${id})`, 'API token dt0c01.NONE', 'API token refused', 'API token ', 'API token of a secret',
    ]);
  });

  test.each([
    [`dt0c01.${'A'.repeat(24)}.***`, `dt0c01.${'A'.repeat(24)}.${'B'.repeat(64)}`],
    ['***', `SANDBOXSECRET${'B'.repeat(51)}`],
    ['pat.***', 'pat.account.id.secret'],
    ['sat.***', 'sat.account.id.secret'],
  ])('an answer leaves of a secret only what may be known: %s', async (left, secret) => {
    const { status, body } = await dynatrace(await start(), 'GET', `/api/v2/apiTokens/${secret}`);
    expect([status, body.error.message]).toEqual([404, `Token ${left} does not exist.`]);
  });

  test('one that a fault for every call denies is a 403 without effect', async () => {
    const sandbox = await start({ now: NOW, faults: ['* *=denied'] });
    const { status, body } = await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: 'ingest', scopes: ['metrics.ingest'] });
    expect([status, body]).toEqual([403, { error: { code: 403, message: 'denied by a fault of the sandbox' } }]);
    expect(sandbox.inventory().apiTokens).toEqual([]);
  });

  test('one of the administrator that only reads needs no state file that can be written', async () => {
    const stateFile = path.join(temporaryFolder(), 'state.json');
    const sandbox = await start({ now: NOW, stateFile });
    await createApiToken(sandbox);
    fs.rmSync(path.dirname(stateFile), { recursive: true });
    expect((await dynatrace(sandbox, 'GET', '/api/v2/apiTokens')).status).toBe(200);
  });
});

describe('list of Dynatrace API tokens', () => {
  test('it shows the five usual fields, newest first', async () => {
    const sandbox = await start();
    await createApiToken(sandbox, { name: 'old' });
    sandbox.clock.advance(1000);
    await createApiToken(sandbox, { name: 'new' });
    await createApiToken(sandbox, { name: 'newest' });
    const { status, body } = await dynatrace(sandbox, 'GET', '/api/v2/apiTokens');
    expect(status).toBe(200);
    expect(body).toMatchObject({ totalCount: 3, pageSize: 200 });
    expect(body.nextPageKey).toBeUndefined();
    expect(body.apiTokens.map((token: { name: string }) => token.name)).toEqual(['newest', 'new', 'old']);
    expect(Object.keys(body.apiTokens[0]).sort()).toEqual(['creationDate', 'enabled', 'id', 'name', 'owner']);
  });

  test('it takes the query of the published provider', async () => {
    const sandbox = await start();
    await createApiToken(sandbox, { expirationDate: 'now+1d' });
    const { body } = await dynatrace(
      sandbox, 'GET', '/api/v2/apiTokens?pageSize=10000&fields=%2Bscopes%2C%2BexpirationDate%2C%2BpersonalAccessToken&sort=-creationDate');
    expect(body.apiTokens).toEqual([{
      id: expect.any(String),
      name: 'ingest',
      enabled: true,
      owner: expect.any(String),
      creationDate: NOW,
      scopes: ['metrics.ingest'],
      expirationDate: '2026-11-02T00:00:00.000Z',
      personalAccessToken: false,
    }]);
  });

  test('fields can be taken away or be named without signs', async () => {
    const sandbox = await start();
    await createApiToken(sandbox);
    const fields = async (query: string): Promise<string[]> => Object.keys((await dynatrace(sandbox, 'GET', `/api/v2/apiTokens?fields=${query}`)).body.apiTokens[0]);
    expect(await fields('-owner,-enabled,+scopes')).toEqual(['id', 'name', 'creationDate', 'scopes']);
    expect(await fields('name,scopes')).toEqual(['name', 'scopes']);
    expect(await fields('name ,scopes ')).toEqual(['name', 'scopes']);
  });

  test('it comes in pages; the key of the next page carries the query and must stand alone', async () => {
    const sandbox = await start();
    for (let n = 0; n < 205; n++) {
      await createApiToken(sandbox, { name: `t${String(n).padStart(3, '0')}`, scopes: [n % 41 === 0 ? 'logs.read' : 'metrics.read'] });
    }
    const seen: string[] = [];
    let pages = 0;
    let page = (await dynatrace(sandbox, 'GET', '/api/v2/apiTokens?pageSize=100&sort=%2Bname&fields=name&apiTokenSelector=scope(%22metrics.read%22)')).body;
    expect(page).toMatchObject({ totalCount: 200, pageSize: 100 });
    const key = page.nextPageKey;
    for (;;) {
      pages++;
      seen.push(...page.apiTokens.map((token: { name: string }) => token.name));
      if (page.nextPageKey === undefined) {
        break;
      }
      page = (await dynatrace(sandbox, 'GET', `/api/v2/apiTokens?nextPageKey=${page.nextPageKey}`)).body;
    }
    expect(pages).toBe(2);
    expect(seen).toHaveLength(200);
    expect(seen).toEqual([...new Set(seen)].sort());
    expect((await dynatrace(sandbox, 'GET', `/api/v2/apiTokens?nextPageKey=${key}&sort=name`)).status).toBe(400);
  });

  test('those that are equal in what it is sorted by keep the order in which they were made, or the reverse of it', async () => {
    const sandbox = await start();
    for (const name of ['a', 'b', 'c']) {
      await createApiToken(sandbox, { name, ...(name === 'b' ? { expirationDate: 'now+1d' } : {}) });
    }
    const names = async (sort: string): Promise<string> =>
      (await dynatrace(sandbox, 'GET', `/api/v2/apiTokens?sort=${sort}`)).body.apiTokens.map((token: { name: string }) => token.name).join('');
    expect(await Promise.all(['creationDate', '-creationDate', 'expirationDate', '-expirationDate'].map(names))).toEqual(['abc', 'cba', 'acb', 'bca']);
  });

  test('it can be sorted, and narrowed down by owner, kind, scopes and last use', async () => {
    const sandbox = await start();
    const used = await createApiToken(sandbox, { name: 'b', scopes: ['apiTokens.read'], expirationDate: 'now+2d' });
    await createApiToken(sandbox, { name: 'a', scopes: ['metrics.read'], personalAccessToken: true, expirationDate: 'now+1d' });
    await createApiToken(sandbox, { name: 'c', scopes: ['logs.read', 'metrics.read'] });
    await dynatrace(sandbox, 'GET', '/api/v2/apiTokens', undefined, used.token);
    const names = async (query: string): Promise<string> =>
      (await dynatrace(sandbox, 'GET', `/api/v2/apiTokens?sort=name&${query}`)).body.apiTokens.map((token: { name: string }) => token.name).join('');
    expect(await names('')).toBe('abc');
    expect((await dynatrace(sandbox, 'GET', '/api/v2/apiTokens?sort=-expirationDate')).body.apiTokens.map((token: { name: string }) => token.name))
      .toEqual(['b', 'a', 'c']);
    expect(await names('apiTokenSelector=personalAccessToken(true)')).toBe('a');
    expect(await names('apiTokenSelector=scope("logs.read","apiTokens.read")')).toBe('bc');
    expect(await names('apiTokenSelector=scope("metrics.read"),personalAccessToken(false)')).toBe('c');
    expect(await names('apiTokenSelector=scope( "logs.read" , "apiTokens.read" ) ')).toBe('bc');
    expect(await names('apiTokenSelector=scope(logs.read)')).toBe('c');
    expect(await names('apiTokenSelector=scope(logs."read")')).toBe('');
    expect(await names('apiTokenSelector=scope("logs".read)')).toBe('');
    expect(await names('apiTokenSelector=%20')).toBe('abc');
    expect(await names('apiTokenSelector=owner("sandbox.administrator")')).toBe('abc');
    expect(await names('apiTokenSelector=owner("nobody")')).toBe('');
    expect(await names('apiTokenSelector=owner("sandbox.administrator","nobody")')).toBe('');
    expect(await names('from=now-1h&to=now')).toBe('b');
    expect(await names('from=now')).toBe('b');
    expect(await names('from=now%2B1h')).toBe('');
    expect(await names('to=now')).toBe('b');
    expect(await names('to=now-1h')).toBe('');
  });

  const pageKey = (content: unknown): string => `nextPageKey=${Buffer.from(JSON.stringify(content)).toString('base64url')}`;
  const NO_SIZE = 'must be a number from 100 to 10000';
  const NO_SELECTOR = 'must hold owner("..."), personalAccessToken(true|false), scope("...") only';
  const NO_KEY = 'is not a key of a next page';
  test.each([
    ['pageSize', 'pageSize=99', NO_SIZE],
    ['pageSize', 'pageSize=10001', NO_SIZE],
    ['pageSize', 'pageSize=many', NO_SIZE],
    ['pageSize', 'pageSize=1e3', NO_SIZE],
    ['fields', 'fields=secret', "'secret' is not a field of a token"],
    ['fields', 'fields=na-me', "'na-me' is not a field of a token"],
    ['sort', 'sort=secretHash', 'must be one of name, creationDate, lastUsedDate, expirationDate, modifiedDate, with + or - in front'],
    ['apiTokenSelector', 'apiTokenSelector=color("red")', NO_SELECTOR],
    ['apiTokenSelector', 'apiTokenSelector=owner("x', NO_SELECTOR],
    ...['', 'maybe', 'untrue', 'truest', 'true,false'].map(kind => ['apiTokenSelector', `apiTokenSelector=personalAccessToken(${kind})`, NO_SELECTOR]),
    ['from', 'from=soon', 'must be a timestamp'],
    ['to', 'to=soon', 'must be a timestamp'],
    ['filter', 'filter=x', 'unknown parameter'],
    ['nextPageKey', 'nextPageKey=made-up', NO_KEY],
    ['nextPageKey', pageKey([0, '']), NO_KEY],
    ['nextPageKey', pageKey([1.5, '']), NO_KEY],
    ['nextPageKey', pageKey([100, 7]), NO_KEY],
    ['nextPageKey', `${pageKey([100, ''])}&sort=name`, 'must be the only parameter'],
  ])('a bad %s (%s) is a 400 that names it', async (parameter, query, message) => {
    const { status, body } = await dynatrace(await start(), 'GET', `/api/v2/apiTokens?${query}`);
    expect(status).toBe(400);
    expect(body.error.constraintViolations).toEqual([{ path: parameter, message, parameterLocation: 'QUERY', location: null }]);
  });
});

describe('date as Dynatrace takes it', () => {
  const now = Date.parse('2026-01-31T10:20:30.400Z');
  test.each([
    ['1798761600000', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T00:00', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01 00:00:00', '2027-01-01T00:00:00.000Z'],
    ['2021-01-25T05:57:01.123+01:00', '2021-01-25T04:57:01.123Z'],
    ['2021-01-25T05:57:01.1-0930', '2021-01-25T15:27:01.100Z'],
    ['2021-01-25T05:57:01.123456Z', '2021-01-25T05:57:01.123Z'],
    ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00.000Z'],
    ['2021-01-25T12:00:00+18:00', '2021-01-24T18:00:00.000Z'],
    ['2021-01-25T12:00:00-18:00', '2021-01-26T06:00:00.000Z'],
    ['now', '2026-01-31T10:20:30.400Z'],
    ['now+14d', '2026-02-14T10:20:30.400Z'],
    ['now-90m', '2026-01-31T08:50:30.400Z'],
    ['now+2h', '2026-01-31T12:20:30.400Z'],
    ['now+1w', '2026-02-07T10:20:30.400Z'],
    ['now+1M', '2026-02-28T10:20:30.400Z'],
    ['now-11M', '2025-02-28T10:20:30.400Z'],
    ['now+1y', '2027-01-31T10:20:30.400Z'],
    ['now+1d/d', '2026-02-01T00:00:00.000Z'],
    ['now/w', '2026-01-26T00:00:00.000Z'],
    ['now/M', '2026-01-01T00:00:00.000Z'],
    ['now/y', '2026-01-01T00:00:00.000Z'],
    ['now-2M/y', '2025-01-01T00:00:00.000Z'],
    ['now/h', '2026-01-31T10:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(parseDate(text, now)!).toISOString()).toBe(expected);
  });

  test.each([
    '', 'tomorrow', '2027-01-01', '2027-13-01T00:00:00Z', '2027-02-29T00:00:00Z', '2027-01-01T24:00:00Z', '2027-01-01T00:60:00Z', '2027-01-01T00:00:60Z',
    '2027-01-01T00:00:00+18:01', '2027-01-01T00:00:00-18:01', 'now+14', 'now+1s', 'now + 1d', 'now+999999y', '-1',
  ])("'%s' is none", text => {
    expect(parseDate(text, now)).toBeUndefined();
  });
});
