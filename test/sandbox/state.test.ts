import * as fs from 'node:fs';
import * as path from 'node:path';
import { NOW, NOW_MILLIS, send, start, temporaryFolder } from './support';
import { SandboxError } from '../../sandbox';
import { takeLock } from '../../sandbox/lock';
import { reason } from '../../sandbox/reason';
import { type ApiToken, SandboxState } from '../../sandbox/state';

/** The module itself, whose functions can be replaced. */
const files: typeof fs = jest.requireActual('node:fs');
const failure = (code: string): Error => Object.assign(new Error(`${code}: of a test`), { code });

const HEAD = { format: 'cdktf-access-tokens sandbox state', version: 1, clock: { standingAt: null, offset: 0 } };
const NOTHING = { serviceAccounts: [], apiKeys: [], tokens: [], roleAssignments: [], secrets: [], apiTokens: [] };
const ACCOUNT = { identifier: 'ci_bot', name: 'CI bot', email: 'ci_bot@service.harness.io', tags: {}, account: null, org: null, project: null };

const place = (): string => path.join(temporaryFolder(), 'state.json');
afterEach(() => jest.restoreAllMocks());

function apiToken(id: string): ApiToken {
  return {
    id,
    name: id,
    enabled: true,
    personalAccessToken: false,
    owner: 'o',
    scopes: ['logs.read'],
    creationDate: NOW_MILLIS,
    modifiedDate: null,
    lastUsedDate: null,
    lastUsedIpAddress: null,
    expirationDate: null,
    secretHash: 'h',
  };
}

describe('state file', () => {
  test('it has a line for each thing, so that two states can be compared', async () => {
    const file = place();
    const state = await SandboxState.open(file);
    state.data.apiTokens.push(apiToken('a'), apiToken('b'));
    state.changed();
    await state.close();
    expect(fs.readFileSync(file, 'utf8')).toBe(`{
  "format": "cdktf-access-tokens sandbox state",
  "version": 1,
  "clock": {"standingAt":null,"offset":0},
  "accountId": null,
  "serviceAccounts": [],
  "apiKeys": [],
  "tokens": [],
  "roleAssignments": [],
  "secrets": [],
  "apiTokens": [
    ${JSON.stringify(apiToken('a'))},
    ${JSON.stringify(apiToken('b'))}
  ]
}
`);
    const again = await SandboxState.open(file);
    expect(again.data.apiTokens).toEqual([apiToken('a'), apiToken('b')]);
    await again.close();
  });

  test('what is in another account than the first stays there, and what is from before there were several is in the first', async () => {
    const file = place();
    const { account, ...older } = ACCOUNT;
    fs.writeFileSync(file, JSON.stringify({ ...HEAD, ...NOTHING, serviceAccounts: [{ ...ACCOUNT, account: 'other' }, older] }));
    const state = await SandboxState.open(file);
    expect(state.data.serviceAccounts.map(one => one.account)).toEqual(['other', null]);
    expect(state.data.accountId).toBeNull();
    await state.close();
  });

  test.each<[string, unknown, string]>([
    ['nothing', null, 'is not a state file of this sandbox'],
    ['a clock that is a list', { ...HEAD, clock: [] }, "is broken: 'clock' is missing or not a clock"],
    ['a clock that is null', { ...HEAD, clock: null }, "is broken: 'clock' is missing or not a clock"],
    ['a clock that is ahead by a text', { ...HEAD, clock: { standingAt: null, offset: '5' } }, "is broken: 'clock' is missing or not a clock"],
    ['a clock that stands at a text', { ...HEAD, clock: { standingAt: NOW, offset: 0 } }, "is broken: 'clock' is missing or not a clock"],
    ['an account id that is a number', { ...HEAD, accountId: 5, ...NOTHING }, "is broken: 'accountId' is no text"],
    ['one without tokens', { ...HEAD, ...NOTHING, tokens: undefined }, "is broken: 'tokens' is missing or not a list"],
    ['secrets that are no list', { ...HEAD, ...NOTHING, secrets: {} }, "is broken: 'secrets' is missing or not a list"],
    ['tags that are null', { ...HEAD, ...NOTHING, serviceAccounts: [ACCOUNT, { ...ACCOUNT, tags: null }] },
      "is broken: 'serviceAccounts[1].tags' is missing or not of type object"],
    ['an entry that is null', { ...HEAD, ...NOTHING, serviceAccounts: [null] }, "is broken: 'serviceAccounts[0].identifier' is missing or not of type string"],
  ])('%s is refused by what is wrong with it', async (_what, content, problem) => {
    const file = place();
    fs.writeFileSync(file, JSON.stringify(content));
    const refused = SandboxState.open(file);
    await expect(refused).rejects.toThrow(SandboxError);
    await expect(refused).rejects.toThrow(problem);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['state.json']);
  });

  test('one that cannot be read is not taken as empty', async () => {
    const folder = temporaryFolder();
    await expect(SandboxState.open(folder)).rejects.toThrow(new SandboxError(`the state file '${folder}' cannot be read: it is a directory`));
  });

  test('it is written when something changed, and only then', async () => {
    const file = place();
    const state = await SandboxState.open(file);
    const before = fs.statSync(file).ino;
    await state.saved();
    expect(fs.statSync(file).ino).toBe(before);
    state.data.apiTokens.push(apiToken('a'));
    state.changed();
    await state.saved();
    expect(fs.statSync(file).ino).not.toBe(before);
    await state.close();
  });

  test('it is closed again after each write', async () => {
    const open = jest.spyOn(files.promises, 'open');
    const state = await SandboxState.open(place());
    await state.close();
    const handles = await Promise.all(open.mock.results.map(result => result.value as Promise<fs.promises.FileHandle>));
    expect(handles.map(handle => handle.fd)).toEqual([-1]);
  });

  test('what could not be written is told, and written with the next call for which it can be', async () => {
    const file = place();
    const state = await SandboxState.open(file);
    expect(state.problem).toBeUndefined();
    state.data.apiTokens.push(apiToken('a'));
    state.changed();
    jest.spyOn(files.promises, 'open').mockRejectedValueOnce(failure('EACCES'));
    const problem = `the state file '${file}' cannot be written: permission denied`;
    await expect(state.saved()).rejects.toThrow(new SandboxError(problem));
    expect(state.problem).toBe(problem);
    await state.saved();
    expect(JSON.parse(fs.readFileSync(file, 'utf8')).apiTokens).toEqual([apiToken('a')]);
    await state.close();
  });

  test("a change by the sandbox's own paths that cannot be written is a 500", async () => {
    const stateFile = place();
    const sandbox = await start({ stateFile });
    fs.rmSync(path.dirname(stateFile), { recursive: true });
    const { status, body } = await send(`${sandbox.environment.DYNATRACE_ENV_URL}/sandbox/clock`, 'PUT', {}, { advance: '1d' });
    expect([status, body]).toEqual([500, { message: `the state file '${stateFile}' cannot be written: its directory does not exist` }]);
  });
});

describe('lock of a state file', () => {
  /** One whose holder is dead, as no process has such an id. */
  const DEAD = '4194304999';
  const own = `${process.pid}\n`;
  const lockOf = (file: string): string => `${file}.lock`;
  const takeoverOf = (file: string): string => `${file}.lock.takeover`;
  const folderOf = (file: string): string[] => fs.readdirSync(path.dirname(file));

  test('it names this process, and goes when it is released, even if somebody was faster', () => {
    const file = place();
    const lock = takeLock(file);
    expect(fs.readFileSync(lockOf(file), 'utf8')).toBe(own);
    expect(folderOf(file)).toEqual(['state.json.lock']);
    lock.release();
    expect(folderOf(file)).toEqual([]);
    expect(() => lock.release()).not.toThrow();
  });

  test.each([DEAD, '', '0', '-1', '1.5', 'nobody'])("one that holds '%s' is taken over whole", content => {
    const file = place();
    fs.writeFileSync(lockOf(file), content);
    takeLock(file);
    expect(fs.readFileSync(lockOf(file), 'utf8')).toBe(own);
    expect(folderOf(file)).toEqual(['state.json.lock']);
  });

  test.each([['EPERM', true], ['ESRCH', false]])('a holder for which the system answers %s is alive: %s', (code, alive) => {
    const file = place();
    fs.writeFileSync(lockOf(file), '42\n');
    jest.spyOn(process, 'kill').mockImplementation(() => {
      throw failure(code);
    });
    const take = jest.fn(() => takeLock(file));
    if (alive) {
      expect(take).toThrow(new SandboxError(`the state file '${file}' is in use by process 42 (if that is no sandbox, remove '${lockOf(file)}')`));
    } else {
      expect(take).not.toThrow();
    }
    expect(fs.readFileSync(lockOf(file), 'utf8')).toBe(alive ? '42\n' : own);
  });

  test('while another takes it over it is refused, and left to that one', () => {
    const file = place();
    fs.writeFileSync(lockOf(file), DEAD);
    fs.writeFileSync(takeoverOf(file), own);
    expect(() => takeLock(file)).toThrow(new SandboxError(
      `the state file '${file}' is just being taken over by another sandbox (if there is none, remove '${takeoverOf(file)}')`));
    expect(folderOf(file)).toEqual(['state.json.lock', 'state.json.lock.takeover']);
    expect(fs.readFileSync(lockOf(file), 'utf8')).toBe(DEAD);
  });

  test('what is left of a takeover does not matter where there is no lock', () => {
    const file = place();
    fs.writeFileSync(takeoverOf(file), DEAD);
    takeLock(file);
    expect(fs.readFileSync(lockOf(file), 'utf8')).toBe(own);
  });

  test('a new one that comes while a dead one is taken over is not removed', () => {
    const file = place();
    fs.writeFileSync(lockOf(file), DEAD);
    jest.spyOn(files, 'existsSync').mockImplementationOnce(() => {
      fs.writeFileSync(lockOf(file), '42\n');
      return false;
    });
    expect(() => takeLock(file)).toThrow(new SandboxError(`the state file '${file}' is in use by another sandbox`));
    expect(fs.readFileSync(lockOf(file), 'utf8')).toBe('42\n');
    expect(folderOf(file)).toEqual(['state.json.lock']);
  });

  test('one that is removed by hand while it is taken over is taken', () => {
    const file = place();
    fs.writeFileSync(lockOf(file), DEAD);
    jest.spyOn(files, 'existsSync').mockImplementationOnce(() => {
      fs.rmSync(lockOf(file));
      fs.rmSync(takeoverOf(file));
      return true;
    });
    takeLock(file);
    expect(fs.readFileSync(lockOf(file), 'utf8')).toBe(own);
  });
});

test.each([
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['ENOENT', 'its directory does not exist'],
  ['ENOTDIR', 'its directory does not exist'],
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
  ['EIO', 'EIO: of a test'],
])('the reason that the system calls %s is told as "%s"', (code, told) => {
  expect(reason(failure(code))).toBe(told);
});

test('a reason that the system has no name for is told in one line', () => {
  expect(reason(new Error('first\nsecond'))).toBe('first');
});
