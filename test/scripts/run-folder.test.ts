/** A run of tests leaves nothing in the temporary folder, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ROOT } from '../../scripts/tools';
import { isRunning } from '../cli/bundle';

jest.setTimeout(120_000);

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(realpathSync(tmpdir()), 'run-folder-'));
});
afterEach(() => rmSync(temporary, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<string>;
  said(pattern: RegExp): Promise<RegExpExecArray>;
}

/** A run of its own, as from a shell. Its output ends with the last process that writes to it. */
function start(command: string, args: string[], more: NodeJS.ProcessEnv = {}): Run {
  const { ACCESS_TOKENS_RUN_FOLDER: _, JEST_WORKER_ID: __, ...environment } = process.env;
  const env = { ...environment, TMPDIR: temporary, DISABLE_V8_COMPILE_CACHE: '1', ...more };
  const child = spawn(command, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise<string>((fulfil) => child.on('close', () => fulfil(output)));
  [child.stdout, child.stderr].forEach((stream) => stream.on('data', (text) => (output += text)));
  const said = (pattern: RegExp) => new Promise<RegExpExecArray>((fulfil, reject) => {
    const look = () => {
      const found = pattern.exec(output);
      return found && fulfil(found);
    };
    [child.stdout, child.stderr].forEach((stream) => stream.on('data', look));
    child.on('close', () => reject(new Error(`ended without ${pattern}:\n${output}`)));
  });
  return { child, ended, said };
}

const jestRun = (...args: string[]) => start(join(ROOT, 'node_modules', '.bin', 'jest'), ['--ci', ...args]);

test('a run of jest alone leaves nothing', async () => {
  const output = await jestRun('test/text.test.ts', 'test/duration.test.ts').ended;
  expect(output).toContain('Test Suites: 2 passed');
  expect(readdirSync(temporary)).toEqual([]);
});

const IN_WORKER = '--workerIdleMemoryLimit=4GB';

test.each([
  ['Ctrl-C', '--runInBand', (jest: number) => process.kill(-jest, 'SIGINT')],
  ['Ctrl-C, in a worker', IN_WORKER, (jest: number) => process.kill(-jest, 'SIGINT')],
  ['SIGTERM to jest alone', IN_WORKER, (jest: number) => process.kill(jest, 'SIGTERM')],
  ['SIGKILL', '--runInBand', (jest: number) => process.kill(jest, 'SIGKILL')],
])('nor does one that ends by %s', async (_, option, interrupt) => {
  const { child, ended, said } = jestRun(option, '--testMatch', '<rootDir>/test/scripts/unfinished.ts');
  const { folder, pids } = JSON.parse((await said(/^left (.+)$/m))[1]);
  expect(pids[0] === child.pid).toBe(option === '--runInBand');
  expect(folder).toMatch(`${temporary}/`);
  expect(readdirSync(temporary)).toHaveLength(1);
  interrupt(child.pid!);
  await ended;
  expect(readdirSync(temporary)).toEqual([]);
  // One that was killed may still be on its way out.
  while (pids.some(isRunning)) {
    await setImmediate();
  }
});

test.each([
  ['Ctrl-C', ['projen', 'test', 'e2e'], (run: number) => process.kill(-run, 'SIGINT')],
  ['SIGTERM', ['ts-node', '-T', 'scripts/test.ts', 'e2e'], (run: number) => process.kill(run, 'SIGTERM')],
])('nor does a run of the stages that ends by %s', async (_, [tool, ...args], interrupt) => {
  const { child, ended, said } = start(join(ROOT, 'node_modules', '.bin', tool), args);
  await said(/^== e2e/m);
  expect(readdirSync(temporary)).toHaveLength(1);
  interrupt(child.pid!);
  await ended;
  expect(readdirSync(temporary)).toEqual([]);
});

// Other systems have no /proc, and always a ps.
(existsSync('/proc/self/environ') ? test : test.skip)('nor does one on a machine without ps, which says nothing of it', async () => {
  const bin = join(temporary, 'bin');
  mkdirSync(bin);
  for (const tool of ['sh', 'grep', 'cut', 'rm']) {
    const found = process.env.PATH!.split(delimiter).map((folder) => join(folder, tool)).find((path) => existsSync(path))!;
    symlinkSync(found, join(bin, tool));
  }
  const program = `
    const folder = require('./scripts/run-folder').openRunFolder();
    require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)'], { detached: true, stdio: 'ignore' });
    folder.remove().then(() => console.log('the last line'));`;
  const { ended } = start(process.execPath, ['--require', 'ts-node/register/transpile-only', '--eval', program], { PATH: bin });
  expect(await ended).toBe('the last line\n');
  expect(readdirSync(temporary)).toEqual(['bin']);
});
