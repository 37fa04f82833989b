import * as fs from 'node:fs';
import * as path from 'node:path';
import { createApiToken, createKey, createToken, DAY, dynatrace, harness, NOW, NOW_MILLIS, readToken, start, temporaryFolder } from './support';
import { type Sandbox, SandboxError } from '../../sandbox';

/** The machine's clock, in the hands of the test. */
let machine: number;
beforeEach(() => {
  machine = Date.parse('2026-12-24T18:00:00Z');
  jest.spyOn(Date, 'now').mockImplementation(() => machine);
});
afterEach(() => jest.restoreAllMocks());

describe('clock of the sandbox', () => {
  test('it runs with the machine until it is set; then it stands', async () => {
    const sandbox = await start({});
    expect(sandbox.clock.standing).toBe(false);
    expect(sandbox.clock.now().getTime()).toBe(machine);
    machine += DAY;
    expect(sandbox.clock.now().getTime()).toBe(machine);
    sandbox.clock.set('2030-01-01T00:00:00Z');
    machine += DAY;
    expect(sandbox.clock.now().toISOString()).toBe('2030-01-01T00:00:00.000Z');
    expect(sandbox.clock.standing).toBe(true);
    sandbox.clock.advance(-DAY);
    expect(sandbox.clock.now().toISOString()).toBe('2029-12-31T00:00:00.000Z');
    sandbox.clock.set(new Date(NOW));
    expect(sandbox.clock.now().toISOString()).toBe(NOW);
  });

  test('moved while it runs, it goes on running', async () => {
    const sandbox = await start({});
    sandbox.clock.advance(30 * DAY);
    expect(sandbox.clock.standing).toBe(false);
    machine += DAY;
    expect(sandbox.clock.now().getTime()).toBe(machine + 30 * DAY);
    expect(() => sandbox.clock.advance(1e8 * DAY)).toThrow('the clock cannot be moved by 100000000 days: there is no such date');
    expect(sandbox.clock.now().getTime()).toBe(machine + 30 * DAY);
  });

  test.each(['yesterday', '2026-11-01', '2026-11-01T00:00:00', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z', ''])("'%s' is no date to set it to", async date => {
    await expect(start({ now: date })).rejects.toThrow(SandboxError);
    const sandbox = await start();
    expect(() => sandbox.clock.set(date)).toThrow(SandboxError);
    expect(() => sandbox.clock.set(new Date(NaN))).toThrow(SandboxError);
    for (const none of [NaN, Infinity]) {
      expect(() => sandbox.clock.advance(none)).toThrow(new SandboxError(`the clock can only be moved by a number of milliseconds, got '${none}'`));
    }
    expect(() => sandbox.clock.advance(86_400_000e9)).toThrow('the clock cannot be moved by 1000000000 days: there is no such date');
    expect(sandbox.clock.now().toISOString()).toBe(NOW);
  });

  test('the 29th of February is one in a leap year', async () => {
    expect((await start({ now: '2028-02-29T12:00:00+02:00' })).clock.now().toISOString()).toBe('2028-02-29T10:00:00.000Z');
  });
});

describe('state file', () => {
  const file = (): string => path.join(temporaryFolder(), 'state.json');

  const fill = async (sandbox: Sandbox): Promise<{ harnessSecret: string; dynatraceSecret: string; id: string }> => {
    await createKey(sandbox);
    const harnessSecret = await createToken(sandbox);
    const { token, id } = await createApiToken(sandbox, { scopes: ['apiTokens.read'], expirationDate: 'now+60d' });
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', {
      secret: {
        type: 'SecretText', name: 'S', identifier: 'S', spec: { secretManagerIdentifier: 'm', valueType: 'Inline', value: 'inline-secret-value' },
      },
    });
    await harness(sandbox, 'POST', '/authz/api/roleassignments', {
      identifier: 'r', roleIdentifier: 'a', resourceGroupIdentifier: 'b', principal: { identifier: 'ci_bot', type: 'SERVICE_ACCOUNT' },
    });
    return { harnessSecret, dynatraceSecret: token, id };
  };

  test('what exists, what is valid and a clock that was set are the same in the next run', async () => {
    const stateFile = file();
    const first = await start({ stateFile, now: NOW });
    const { harnessSecret, dynatraceSecret, id } = await fill(first);
    const before = first.inventory();
    await first.stop();

    const second = await start({ stateFile });
    expect(second.clock.now().toISOString()).toBe(NOW);
    expect(second.inventory()).toEqual(before);
    expect([harnessSecret, dynatraceSecret].map(secret => second.isValid(secret))).toEqual([true, true]);
    expect(second.secretHolds('S', 'inline-secret-value')).toBe(true);
    expect((await readToken(second))).toMatchObject({ identifier: 'pipeline', validFrom: NOW_MILLIS });
    expect((await dynatrace(second, 'GET', `/api/v2/apiTokens/${id}`, undefined, dynatraceSecret)).status).toBe(200);
    second.clock.advance(60 * DAY);
    await second.stop();

    const third = await start({ stateFile });
    expect([harnessSecret, dynatraceSecret].map(secret => third.isValid(secret))).toEqual([false, false]);
    await third.stop();
    expect((await start({ stateFile, now: NOW })).isValid(dynatraceSecret)).toBe(true);
  });

  test('a running clock that was moved stays ahead in the next run', async () => {
    const stateFile = file();
    const first = await start({ stateFile });
    first.clock.advance(30 * DAY);
    await first.stop();
    const second = await start({ stateFile });
    expect(second.clock.standing).toBe(false);
    machine += DAY;
    expect(second.clock.now().getTime()).toBe(machine + 30 * DAY);
  });

  test('each change is in the file before it is answered, and no secret is in it', async () => {
    const stateFile = file();
    const sandbox = await start({ stateFile, now: NOW });
    const { harnessSecret, dynatraceSecret } = await fill(sandbox);
    const text = fs.readFileSync(stateFile, 'utf8');
    expect(text).toContain('"ci_bot"');
    for (const secret of [harnessSecret, dynatraceSecret, 'inline-secret-value', ...Object.values(sandbox.environment).filter(value => /\.sandbox/i.test(value))]) {
      expect(text).not.toContain(secret.split('.').pop());
    }
    await harness(sandbox, 'DELETE', '/ng/api/serviceaccount/ci_bot');
    expect(JSON.parse(fs.readFileSync(stateFile, 'utf8'))).toMatchObject({ serviceAccounts: [], apiKeys: [], tokens: [], roleAssignments: [] });
    expect(fs.statSync(stateFile).mode % 0o1000).toBe(0o600);
  });

  test('the folder holds nothing but the file once the sandbox has stopped', async () => {
    const stateFile = file();
    const sandbox = await start({ stateFile });
    await createKey(sandbox);
    expect(fs.readdirSync(path.dirname(stateFile)).sort()).toEqual(['state.json', 'state.json.lock']);
    await sandbox.stop();
    expect(fs.readdirSync(path.dirname(stateFile))).toEqual(['state.json']);
  });

  test('two sandboxes cannot have the same one; a lock that a dead process left is none', async () => {
    const stateFile = file();
    const sandbox = await start({ stateFile });
    await expect(start({ stateFile })).rejects.toThrow(/in use by process/);
    await sandbox.stop();
    fs.writeFileSync(`${stateFile}.lock`, '4194304999\n');
    await start({ stateFile });
  });

  test.each([
    ['no JSON', 'not json', 'it is not JSON'],
    ['half of one', '{"format": "cdktf-access-tokens sandbox state", "vers', 'it is not JSON'],
    ['the state of something else', '{"version": 4, "terraform_version": "1.11.4"}', 'not a state file of this sandbox'],
    ['a list', '[]', 'not a state file of this sandbox'],
    ['another version', '{"format": "cdktf-access-tokens sandbox state", "version": 2}', 'has version 2'],
    ['one without a clock', '{"format": "cdktf-access-tokens sandbox state", "version": 1}', "'clock'"],
    ['a damaged one', JSON.stringify({
      format: 'cdktf-access-tokens sandbox state', version: 1, clock: { standingAt: null, offset: 0 }, serviceAccounts: [{ identifier: 'x' }],
    }), 'serviceAccounts[0].name'],
  ])('%s is refused in one line, left as it is and not kept locked', async (_what, text, hint) => {
    const stateFile = file();
    fs.writeFileSync(stateFile, text);
    const refused = start({ stateFile });
    await expect(refused).rejects.toThrow(SandboxError);
    await expect(refused).rejects.toThrow(hint);
    expect(fs.readFileSync(stateFile, 'utf8')).toBe(text);
    expect(fs.readdirSync(path.dirname(stateFile))).toEqual(['state.json']);
  });

  test('a folder, and a file in a folder that does not exist, is refused', async () => {
    await expect(start({ stateFile: temporaryFolder() })).rejects.toThrow('it is a directory');
    await expect(start({ stateFile: path.join(temporaryFolder(), 'no', 'state.json') })).rejects.toThrow('its directory does not exist');
  });

  test('a change that cannot be written is a 500 and is told when the sandbox stops', async () => {
    const stateFile = file();
    const sandbox = await start({ stateFile });
    fs.rmSync(path.dirname(stateFile), { recursive: true });
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/serviceaccount', { identifier: 'a', name: 'a', email: 'a@b.cc' });
    expect(status).toBe(500);
    expect(body.message).toContain('cannot be written');
    await sandbox.stop();
    expect(sandbox.stateProblem).toContain('cannot be written');
  });

  test('a change that cannot take the place of the file leaves nothing beside it', async () => {
    const stateFile = file();
    const sandbox = await start({ stateFile });
    fs.rmSync(stateFile);
    fs.mkdirSync(stateFile);
    expect((await harness(sandbox, 'POST', '/ng/api/serviceaccount', { identifier: 'a', name: 'a', email: 'a@b.cc' })).status).toBe(500);
    expect(fs.readdirSync(path.dirname(stateFile)).sort()).toEqual(['state.json', 'state.json.lock']);
    await sandbox.stop();
    expect(fs.readdirSync(path.dirname(stateFile))).toEqual(['state.json']);
  });
});
