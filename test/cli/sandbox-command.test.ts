import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { bundleCommand, isRunning } from './bundle';
import { temporaryFolder } from '../sandbox/support';

const VARIABLES = ['HARNESS_ENDPOINT', 'HARNESS_ACCOUNT_ID', 'HARNESS_PLATFORM_API_KEY', 'DYNATRACE_ENV_URL', 'DYNATRACE_API_TOKEN'];

// Each test starts a process or several, and the machine may be busy.
jest.setTimeout(120_000);

const command = bundleCommand();

interface Run {
  readonly process: ChildProcess;
  readonly end: Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** Resolves when the text has appeared on standard output. */
  shown(text: string): Promise<string>;
}

const runs: Run[] = [];

afterEach(() => {
  for (const started of runs.splice(0)) {
    started.process.kill('SIGKILL');
  }
});

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [command.file, ...args], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', data => stdout += data);
  child.stderr.on('data', data => stderr += data);
  const started: Run = {
    process: child,
    end: new Promise(resolve => child.on('close', code => resolve({ code, stdout, stderr }))),
    shown: text => new Promise((resolve, reject) => {
      const look = (): void => {
        if (stdout.includes(text)) {
          resolve(stdout);
        }
      };
      child.stdout.on('data', look);
      child.on('close', () => reject(new Error(`ended without showing '${text}': ${stdout}${stderr}`)));
      look();
    }),
  };
  runs.push(started);
  return started;
}

const sandbox = (...args: string[]): Run['end'] => run(['sandbox', ...args]).end;

/** A command that runs this code, with `harness(method, path, body)` and `dynatrace(...)` at hand. */
function script(code: string): string[] {
  return [process.execPath, '-e', `
    const call = async (url, headers, method, body) => {
      const reply = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
      return { status: reply.status, body: await reply.json().catch(() => undefined) };
    };
    const e = process.env;
    const harness = (method, path, body, key = e.HARNESS_PLATFORM_API_KEY) =>
      call(e.HARNESS_ENDPOINT + path + '?accountIdentifier=' + e.HARNESS_ACCOUNT_ID, { 'x-api-key': key }, method, body);
    const dynatrace = (method, path, body, token = e.DYNATRACE_API_TOKEN) =>
      call(e.DYNATRACE_ENV_URL + path, { Authorization: 'Api-Token ' + token }, method, body);
    const account = name => harness('POST', '/ng/api/serviceaccount', { identifier: name, name, email: 'a@b.cc' });
    const show = value => console.log(JSON.stringify(value));
    (async () => { ${code} })().catch(error => { console.error(error); process.exit(99); });
  `];
}

describe('sandbox -- <command>', () => {
  test('gives the command the five variables and the exit code back, its output untouched, the calls on standard error', async () => {
    const { code, stdout, stderr } = await sandbox('--', ...script(`
      show(${JSON.stringify(VARIABLES)}.map(name => name in e));
      show([(await account('ci_bot')).status, (await dynatrace('GET', '/api/v2/apiTokens')).status]);
      process.exitCode = 3;`));
    expect(code).toBe(3);
    expect(stdout).toBe('[true,true,true,true,true]\n[200,200]\n');
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^ +1 {2}\S+ {2}harness +POST +\/ng\/api\/serviceaccount -> 200 {2}service account ci_bot$/);
    expect(lines[1]).toMatch(/^ +2 {2}\S+ {2}dynatrace +GET +\/api\/v2\/apiTokens -> 200 {2}API tokens$/);
  });

  test('takes real credentials under other names away from the command', async () => {
    const { stdout } = await run(['sandbox', '--', ...script('show([e.DT_API_TOKEN, e.HARNESS_API_KEY, e.DYNATRACE_PLATFORM_TOKEN, e.KEPT])')], {
      DT_API_TOKEN: 'real', HARNESS_API_KEY: 'real', DYNATRACE_PLATFORM_TOKEN: 'real', KEPT: 'yes',
    }).end;
    expect(JSON.parse(stdout)).toEqual([null, null, null, 'yes']);
  });

  test('leaves the options of the command to the command', async () => {
    const { stdout } = await sandbox('--json', '--', process.execPath, '-p', 'process.argv.slice(1).join()', '--', '--state', '--help');
    expect(stdout).toBe('--state,--help\n');
  });

  test('a command that dies of a signal gives 128 and its number', async () => {
    expect((await sandbox('--', ...script("process.kill(process.pid, 'SIGKILL')"))).code).toBe(137);
  });

  test('--json writes the calls as JSON lines and --calls writes them to a file', async () => {
    const file = path.join(temporaryFolder(), 'calls.jsonl');
    const twice = script("await account('a'); await account('a');");
    const { stderr } = await sandbox('--json', '--', ...twice);
    const calls = stderr.trim().split('\n').map(line => JSON.parse(line));
    expect(calls).toMatchObject([
      { number: 1, system: 'harness', method: 'POST', path: '/ng/api/serviceaccount', status: 200, subject: 'service account a' },
      { number: 2, status: 400 },
    ]);
    const quiet = await sandbox('--json', '--calls', file, '--', ...twice);
    expect(quiet.stderr).toBe('');
    expect(fs.readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line).status)).toEqual([200, 400]);
  });

  test.each([[], ['--json']])('no secret is in its output (%s)', async (...options) => {
    const { code, stdout, stderr } = await sandbox(...options, '--', ...script(`
      await account('ci_bot');
      const issued = [
        (await harness('POST', '/ng/api/token', {
          identifier: 't', name: 't', apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'ci_bot', apiKeyIdentifier: 'k' })).body.data,
        (await dynatrace('POST', '/api/v2/apiTokens', { name: 'x', scopes: ['apiTokens.read'] })).body.token,
      ];
      for (const secret of [...issued, e.HARNESS_PLATFORM_API_KEY, e.DYNATRACE_API_TOKEN]) {
        await harness('GET', '/ng/api/serviceaccount/' + secret, undefined, secret);
        await dynatrace('GET', '/api/v2/apiTokens/' + secret + '?token=' + secret + '&q=' + encodeURIComponent(encodeURIComponent('%' + secret)), undefined, secret);
        await dynatrace('POST', '/api/v2/apiTokens', { name: secret, scopes: [secret] });
        await dynatrace('POST', '/api/v2/apiTokens/lookup', { token: secret });
        console.log(secret);
      }`));
    expect(code).toBe(0);
    const secrets = stdout.trim().split('\n');
    expect(secrets).toHaveLength(4);
    expect(stderr.trim().split('\n').length).toBeGreaterThan(15);
    for (const secret of secrets) {
      expect(stderr).not.toContain(secret.split('.').pop());
    }
  });

  test('--fault lets calls go wrong, also several', async () => {
    const { stdout } = await sandbox('--fault', 'POST /ng/api/serviceaccount#2=503', '--fault', 'GET /api/v2/apiTokens=429:retry-after=2', '--', ...script(`
      show([(await account('a')).status, (await account('b')).status, (await account('b')).status, (await dynatrace('GET', '/api/v2/apiTokens')).status]);`));
    expect(JSON.parse(stdout)).toEqual([200, 503, 200, 429]);
  });

  test('a fault that never happened is told, and fails with --strict-faults', async () => {
    const faults = ['--fault', 'POST /ng/api/serviceaccount#2=500', '--fault', 'GET *=500', '--fault', 'POST /ng/api/serviceaccount#1=400'];
    const once = script("await account('a');");
    const told = "cdktf-access-tokens: the fault 'POST /ng/api/serviceaccount#2=500' never happened: one call matched it\n"
      + "cdktf-access-tokens: the fault 'GET *=500' never happened: no call matched it\n";
    const [loose, strict, failing] = await Promise.all([
      sandbox(...faults, '--', ...once), sandbox('--strict-faults', ...faults, '--', ...once),
      sandbox('--strict-faults', ...faults, '--', ...script('process.exit(7);')),
    ]);
    expect([loose.code, strict.code, failing.code]).toEqual([0, 1, 7]);
    expect(loose.stderr.endsWith(told)).toBe(true);
    expect(strict.stderr.endsWith(told)).toBe(true);
    expect((await sandbox('--strict-faults', '--fault', 'POST *=400', '--', ...once)).code).toBe(0);
  });

  test('--account-id is what the command gets', async () => {
    const { stdout } = await sandbox('--account-id', 'account-id', '--', ...script("show([e.HARNESS_ACCOUNT_ID, (await account('a')).body.data.accountIdentifier])"));
    expect(JSON.parse(stdout)).toEqual(['account-id', 'account-id']);
  });

  test('--token-limit and --api-key-limit set the limits', async () => {
    const { stdout } = await sandbox('--token-limit', '1', '--api-key-limit', '1', '--', ...script(`
      await account('bot');
      const token = (apiKeyIdentifier, identifier) => harness('POST', '/ng/api/token', {
        identifier, name: 'x', apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'bot', apiKeyIdentifier });
      show([(await token('k', 'a')).status, (await token('k', 'b')).status, (await token('l', 'a')).status]);`));
    expect(JSON.parse(stdout)).toEqual([200, 400, 400]);
  });

  test('--state keeps what exists, and the clock that was set, for the next run', async () => {
    const state = path.join(temporaryFolder(), 'state.json');
    const date = script("show((await dynatrace('GET', '/sandbox/clock')).body.now)");
    const first = await sandbox('--state', state, '--now', '2026-11-01T00:00:00Z', '--', ...script(
      "await account('a'); show((await dynatrace('POST', '/api/v2/apiTokens', { name: 'x', scopes: ['apiTokens.read'], expirationDate: 'now+14d' })).body.token)"));
    const token = JSON.parse(first.stdout);
    const use = script(`show((await dynatrace('GET', '/api/v2/apiTokens', undefined, '${token}')).status)`);

    expect((await sandbox('--state', state, '--', ...script("show((await account('a')).body.code)"))).stdout).toBe('"DUPLICATE_FIELD"\n');
    expect((await sandbox('--state', state, '--', ...date)).stdout).toBe('"2026-11-01T00:00:00.000Z"\n');
    expect((await sandbox('--state', state, '--advance', '13d', '--', ...use)).stdout).toBe('200\n');
    expect((await sandbox('--state', state, '--advance', '1d', '--', ...use)).stdout).toBe('401\n');
    expect((await sandbox('--state', state, '--', ...date)).stdout).toBe('"2026-11-15T00:00:00.000Z"\n');
    expect((await run(['sandbox', '--state', state, '--', ...use], { ACCESS_TOKENS_SANDBOX_NOW: '2026-11-02T00:00:00Z' }).end).stdout).toBe('200\n');
    expect((await run(['sandbox', '--state', state, '--now', '2026-12-01T00:00:00Z', '--', ...date], { ACCESS_TOKENS_SANDBOX_NOW: '2026-11-02T00:00:00Z' }).end).stdout)
      .toBe('"2026-12-01T00:00:00.000Z"\n');
    expect(fs.readFileSync(state, 'utf8')).not.toContain(token.split('.')[2]);
  });
});

describe('a signal', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s reaches the command, which ends in its own way', async signal => {
    const started = run(['sandbox', '--', ...script(`
      process.on('${signal}', () => process.exit(41));
      setInterval(() => {}, 1000);
      console.log('ready');`)]);
    await started.shown('ready');
    started.process.kill(signal);
    expect((await started.end).code).toBe(41);
  });

  test('a Ctrl-C, which a terminal sends to all of its group, reaches the command once', async () => {
    const started = run(['sandbox', '--', ...script(`
      let count = 0;
      process.on('SIGINT', () => console.log('got ' + ++count));
      process.on('SIGTERM', () => process.exit(40 + count));
      setInterval(() => {}, 1000);
      console.log('ready');`)]);
    await started.shown('ready');
    process.kill(-started.process.pid!, 'SIGINT');
    await started.shown('got 1');
    // Passed on behind anything that the first one has led to.
    started.process.kill('SIGTERM');
    expect((await started.end).code).toBe(41);
  });

  test('a second one is passed on too', async () => {
    const started = run(['sandbox', '--', ...script(`
      let count = 0;
      process.on('SIGINT', () => { console.log('got ' + ++count); if (count === 2) process.exit(42); });
      setInterval(() => {}, 1000);
      console.log('ready');`)]);
    await started.shown('ready');
    started.process.kill('SIGINT');
    await started.shown('got 1');
    started.process.kill('SIGINT');
    expect((await started.end).code).toBe(42);
  });

  test('ends a command that does not handle it with 128 and its number', async () => {
    const started = run(['sandbox', '--', ...script("setInterval(() => {}, 1000); console.log('ready');")]);
    await started.shown('ready');
    started.process.kill('SIGTERM');
    expect((await started.end).code).toBe(143);
  });

  test('a command that ignores it is killed after the grace period, with all it started', async () => {
    const deaf = "for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {}); setInterval(() => {}, 1000);";
    const started = run(['sandbox', '--grace', '300ms', '--', ...script(`
      ${deaf}
      const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(`${deaf} console.log('deaf ' + process.pid);`)}], { stdio: 'inherit' });
      show('me ' + process.pid);`)]);
    const shown = await started.shown('deaf ');
    await started.shown('me ');
    const pids = [...`${shown}${await started.shown('me ')}`.matchAll(/(?:deaf|me) (\d+)/g)].map(match => Number(match[1]));
    started.process.kill('SIGINT');
    expect((await started.end).code).toBe(137);
    expect(pids.length).toBeGreaterThanOrEqual(2);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('what a command leaves behind when it was told to stop is killed as well', async () => {
    const deaf = "for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {}); setInterval(() => {}, 1000); console.log('deaf ' + process.pid);";
    const started = run(['sandbox', '--grace', '300ms', '--', ...script(`
      require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(deaf)}], { stdio: 'inherit' });
      process.on('SIGINT', () => process.exit(5));`)]);
    const pid = Number(/deaf (\d+)/.exec(await started.shown('deaf '))?.[1]);
    expect(isRunning(pid)).toBe(true);
    started.process.kill('SIGINT');
    expect((await started.end).code).toBe(5);
    expect(isRunning(pid)).toBe(false);
  });

  test('SIGINT in the middle of changes leaves a whole state file, which the next run takes', async () => {
    const state = path.join(temporaryFolder(), 'state.json');
    const started = run(['sandbox', '--state', state, '--grace', '200ms', '--', ...script(`
      for (let n = 0; ; n++) { await account('a' + n); if (n === 20) console.log('ready'); }`)]);
    await started.shown('ready');
    started.process.kill('SIGINT');
    await new Promise(resolve => started.process.on('exit', resolve));
    const { serviceAccounts } = JSON.parse(fs.readFileSync(state, 'utf8'));
    expect(serviceAccounts.length).toBeGreaterThan(20);
    const { stdout } = await sandbox('--state', state, '--', ...script("show((await account('a20')).status)"));
    expect(stdout).toBe('400\n');
  });
});

describe('a state file under stress', () => {
  test('SIGKILL in the middle of a write leaves the file as it was, which the next run takes', async () => {
    const folder = temporaryFolder();
    const state = path.join(folder, 'state.json');
    const preload = path.join(folder, 'kill-in-write.js');
    fs.writeFileSync(preload, `
      const { promises } = require('fs');
      const { open } = promises;
      promises.open = async (...args) => {
        const handle = await open(...args);
        const { writeFile } = handle;
        handle.writeFile = async function (text) {
          if (text.includes('"a20"')) {
            await handle.write(text.slice(0, text.length / 2));
            process.kill(process.pid, 'SIGKILL');
          }
          await writeFile.call(this, text);
        };
        return handle;
      };`);
    const started = run(['sandbox', '--state', state, '--', ...script("for (let n = 0; ; n++) await account('a' + n);")], { NODE_OPTIONS: `--require=${preload}` });
    expect((await started.end).code).toBe(null);
    const { serviceAccounts } = JSON.parse(fs.readFileSync(state, 'utf8'));
    expect(serviceAccounts.map(({ identifier }: { identifier: string }) => identifier)).toEqual(Array.from({ length: 20 }, (_, n) => `a${n}`));
    const { stdout } = await sandbox('--state', state, '--', ...script("show([(await account('a19')).status, (await account('a20')).status])"));
    expect(stdout).toBe('[400,200]\n');
  });

  test('50 clients at once lose no acknowledged change to a SIGKILL, however often, and no half-written files pile up', async () => {
    const folder = temporaryFolder();
    const state = path.join(folder, 'state.json');
    const acknowledged: string[] = [];
    for (const round of [1, 2, 3]) {
      const started = run(['sandbox', '--state', state, '--', ...script(`
        let count = 0;
        const client = async n => { for (let i = 0; ; i++) {
          const name = 'r${round}_c' + n + '_' + i;
          const { status } = await account(name);
          if (status === 200) { process.stdout.write(name + '\\n'); if (++count === 300) process.stdout.write('enough\\n'); }
        } };
        await Promise.all(Array.from({ length: 50 }, (_, n) => client(n)));`)]);
      await started.shown('enough');
      started.process.kill('SIGKILL');
      const { stdout } = await started.end;
      acknowledged.push(...stdout.split('\n').filter(line => line.startsWith(`r${round}_`)));
    }
    const kept = new Set(JSON.parse(fs.readFileSync(state, 'utf8')).serviceAccounts.map(({ identifier }: { identifier: string }) => identifier));
    expect(acknowledged.length).toBeGreaterThan(900);
    expect(acknowledged.filter(name => !kept.has(name))).toEqual([]);
    expect(fs.readdirSync(folder).filter(name => name.endsWith('.tmp')).length).toBeLessThanOrEqual(1);

    await sandbox('--state', state, '--', 'true');
    expect(fs.readdirSync(folder)).toEqual(['state.json']);
  });

  test('of eight that start on the lock of a dead sandbox one gets the file', async () => {
    const folder = temporaryFolder();
    const state = path.join(folder, 'state.json');
    for (let round = 0; round < 4; round++) {
      fs.writeFileSync(`${state}.lock`, '4194304999\n');
      // The one that got it holds it until all others have ended.
      const starts = Array.from({ length: 8 }, () => run(['sandbox', '--state', state, '--', ...script("setInterval(() => {}, 1000); console.log('mine');")]));
      const codes = starts.map(({ process: child }) => new Promise<number | null>(resolve => child.on('exit', code => resolve(code))));
      let ended = 0;
      const allButOne = new Promise<void>(resolve => codes.forEach(code => void code.then(() => ++ended === 7 && resolve())));
      const owner = await Promise.any(starts.map((start, index) => start.shown('mine').then(() => index)));
      await allButOne;
      starts[owner].process.kill('SIGTERM');
      const results = await Promise.all(starts.map(({ end }) => end));
      expect(results.map(({ stdout }) => stdout).filter(text => text === 'mine\n')).toHaveLength(1);
      expect(results.map(({ code }) => code).sort()).toEqual([1, 1, 1, 1, 1, 1, 1, 143]);
      results.filter(({ code }) => code === 1).forEach(({ stderr }) => expect(stderr).toMatch(/in use|taken over/));
      expect(fs.readdirSync(folder)).toEqual(['state.json']);
    }
  }, 120_000);
});

describe('sandbox without a command', () => {
  test('serves until it is stopped, prints the exports to paste and shows the calls as they come', async () => {
    const started = run(['sandbox']);
    const text = await started.shown('DYNATRACE_API_TOKEN=');
    const exports = Object.fromEntries(text.trim().split('\n').map(line => /^export (\w+)=(\S+)$/.exec(line)!.slice(1)));
    expect(Object.keys(exports)).toEqual(VARIABLES);
    const reply = await fetch(`${exports.DYNATRACE_ENV_URL}/api/v2/apiTokens`, { headers: { Authorization: `Api-Token ${exports.DYNATRACE_API_TOKEN}` } });
    expect(reply.status).toBe(200);
    started.process.kill('SIGINT');
    const { code, stderr } = await started.end;
    expect(code).toBe(0);
    expect(stderr).toContain('/api/v2/apiTokens -> 200');
    expect(stderr).not.toContain(exports.DYNATRACE_API_TOKEN.split('.').pop());
    await expect(fetch(exports.DYNATRACE_ENV_URL)).rejects.toThrow();
  });

  test('takes the ports it is given', async () => {
    let [one, other, started, text]: [number, number, Run | undefined, string | undefined] = [0, 0, undefined, undefined];
    while (started === undefined || text === undefined) {
      [one, other] = [await freePort(), await freePort()];
      started = run(['sandbox', '--harness-port', String(one), '--dynatrace-port', String(other), '--host', 'localhost']);
      text = await started.shown('DYNATRACE_API_TOKEN=').catch((error: Error) => {
        // Somebody else was faster.
        expect(error.message).toMatch(/port \d+ on 127\.0\.0\.1 is in use/);
        return undefined;
      });
    }
    expect(text).toContain(`HARNESS_ENDPOINT=http://127.0.0.1:${one}/gateway\n`);
    expect(text).toContain(`DYNATRACE_ENV_URL=http://127.0.0.1:${other}\n`);
    started.process.kill('SIGTERM');
    expect((await started.end).code).toBe(0);
  });
});

describe('bad input gets one line and a code that is not zero', () => {
  test.each<[string, string[], number, string]>([
    ['nothing at all', [], 1, '--help'],
    ['another subcommand', ['sandbx'], 1, "unknown command 'sandbx'"],
    ['an unknown option', ['sandbox', '--falt', 'x'], 1, "unknown option '--falt'"],
    ['an option without its value', ['sandbox', '--state'], 1, '--state'],
    ['a command without --', ['sandbox', 'cdktf', 'deploy'], 1, "put '--' before the command"],
    ['no command after --', ['sandbox', '--'], 1, "no command after '--'"],
    ['a command that does not exist', ['sandbox', '--', '/no/such/command'], 127, "cannot start '/no/such/command'"],
    ['a command that is empty', ['sandbox', '--', ''], 127, "cannot start ''"],
    ['a command that is no program', ['sandbox', '--', __filename], 126, 'it may not be executed'],
    ['an unknown fault', ['sandbox', '--fault', 'POST /ng/api/token=explode', '--', 'true'], 1, "unknown fault 'explode'"],
    ['a fault that no call can match', ['sandbox', '--fault', 'POST /ng/api/tokens=500', '--', 'true'], 1, 'no call of the sandbox'],
    ['an address that is not loopback', ['sandbox', '--host', '0.0.0.0'], 1, 'loopback addresses only'],
    ['a port that is none', ['sandbox', '--harness-port', '70000'], 1, '--harness-port'],
    ['a port in words', ['sandbox', '--dynatrace-port', 'http'], 1, '--dynatrace-port'],
    ['a bad date', ['sandbox', '--now', 'tomorrow', '--', 'true'], 1, 'the clock needs a date'],
    ['a bad step', ['sandbox', '--advance', '30', '--', 'true'], 1, '--advance'],
    ['a bad grace period', ['sandbox', '--grace', 'long', '--', 'true'], 1, '--grace'],
    ['a limit of zero', ['sandbox', '--token-limit', '0', '--', 'true'], 1, 'limit of tokens'],
    ['a state file that is a folder', ['sandbox', '--state', os.tmpdir(), '--', 'true'], 1, 'it is a directory'],
    ['a state file of something else', ['sandbox', '--state', path.join(__dirname, '..', '..', 'package.json'), '--', 'true'], 1, 'not a state file'],
    ['a file for the calls that cannot be written', ['sandbox', '--calls', os.tmpdir(), '--', 'true'], 1, 'the calls cannot be written'],
    ['a secret where a date should be', ['sandbox', '--now', `dt0c01.${'A'.repeat(24)}.${'B'.repeat(64)}`, '--', 'true'], 1, `dt0c01.${'A'.repeat(24)}.***`],
  ])('%s', async (_what, args, expected, hint) => {
    const { code, stdout, stderr } = await run(args).end;
    expect(code).toBe(expected);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^cdktf-access-tokens: [^\n]+\n$/);
    expect(stderr).toContain(hint);
  });

  test('a bad date in the variable', async () => {
    const { code, stderr } = await run(['sandbox', '--', 'true'], { ACCESS_TOKENS_SANDBOX_NOW: 'later' }).end;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cdktf-access-tokens: ACCESS_TOKENS_SANDBOX_NOW: the clock needs a date [^\n]+'later'\n$/);
  });

  test('a port in use', async () => {
    const server = net.createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const { code, stderr } = await sandbox('--harness-port', String(port), '--', 'true');
    server.close();
    expect(code).toBe(1);
    expect(stderr).toBe(`cdktf-access-tokens: port ${port} on 127.0.0.1 is in use\n`);
  });

  test('--version is that of the package', async () => {
    const { code, stdout } = await run(['--version']).end;
    expect(code).toBe(0);
    expect(stdout).toBe(`${JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')).version}\n`);
  });

  test('help is no bad input', async () => {
    const { code, stdout } = await run(['sandbox', '--help']).end;
    expect(code).toBe(0);
    expect(stdout).toContain('--fault <spec>');
  });
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
