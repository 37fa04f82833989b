/** The command at a terminal, which it shares with what it runs. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleCommand, isRunning } from './bundle';

jest.setTimeout(60_000);

const command = bundleCommand();

interface Outcome {
  readonly code: number;
  readonly shown: string;
}

/** @param steps what to wait for, and then type or send */
async function atTerminal(steps: [string, string][], ...argv: string[]): Promise<Outcome> {
  const { stdout } = await promisify(execFile)('python3', [join(__dirname, 'terminal.py'), JSON.stringify(steps), ...argv], {
    env: { ...process.env, TERM: 'dumb', INPUTRC: '/dev/null' },
  });
  const { problem, ...outcome } = JSON.parse(stdout);
  expect({ problem, shown: outcome.shown }).toEqual({ problem: null, shown: outcome.shown });
  return outcome;
}

const sandbox = (...args: string[]): string[] => [process.execPath, command.file, 'sandbox', ...args];
const node = (code: string): string[] => [process.execPath, '-e', code];
/** How bash begins its prompt where no file says otherwise. */
const PROMPT = 'bash-';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
const CTRL_Z = '\x1a';

test('a shell in it has job control', async () => {
  const { code, shown } = await atTerminal([
    [PROMPT, 'set -o | grep monitor\n'],
    ['monitor        \ton', 'sed -u s/o/0/\n'],
    ['s/o/0/', 'one\n'],
    // It waits for input: a shell that is just starting a process may miss a Ctrl-Z.
    ['0ne', CTRL_Z],
    ['Stopped', 'kill %1; wait\n'],
    [PROMPT, 'node -e "setInterval(() => {}, 1000); console.log(\'run\' + \'ning\')"\n'],
    ['running', CTRL_C],
    [PROMPT, 'exit 7\n'],
  ], ...sandbox('--', 'bash', '--norc', '--noprofile', '-i'));
  expect(code).toBe(7);
  expect(shown).not.toMatch(/no job control|cannot set terminal/);
});

test('a Ctrl-C reaches the command once, and what it decides holds', async () => {
  const { code, shown } = await atTerminal([['ready', CTRL_C]], ...sandbox('--grace', '100ms', '--', ...node(`
    let count = 0;
    process.on('SIGINT', () => { count++ || setTimeout(() => { console.log('got ' + count); process.exit(40 + count); }, 400); });
    setInterval(() => {}, 1000);
    console.log('ready');`)));
  expect(shown).toContain('got 1');
  expect(code).toBe(41);
});

test('a Ctrl-Z stops both, and fg goes on with both', async () => {
  const echo = 'process.on("SIGCONT", () => console.log("ba" + "ck")); process.stdin.on("data", (text) => console.log(`got ${text}`)); console.log("u" + "p");';
  const quoted = sandbox('--', ...node(echo)).map((part) => `'${part}'`).join(' ');
  const { code } = await atTerminal([
    [PROMPT, `${quoted}\n`],
    ['up', 'one\n'],
    ['got one', CTRL_Z],
    ['Stopped', 'fg\n'],
    ['back', 'two\n'],
    ['got two', CTRL_D],
    [PROMPT, 'exit 3\n'],
  ], 'bash', '--norc', '--noprofile', '-i');
  expect(code).toBe(3);
});

test('a SIGTERM reaches all of the command, and what ignores it is killed after the grace period', async () => {
  const deaf = "for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {}); setInterval(() => {}, 1000);";
  const { code, shown } = await atTerminal([['deaf ', 'SIGTERM']], ...sandbox('--grace', '300ms', '--', ...node(`
    ${deaf}
    console.log('me ' + process.pid);
    require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(`${deaf} console.log('deaf ' + process.pid);`)}], { stdio: 'inherit' });`)));
  expect(code).toBe(137);
  const pids = [...shown.matchAll(/(?:me|deaf) (\d+)/g)].map((match) => Number(match[1]));
  expect(pids).toHaveLength(2);
  expect(pids.filter(isRunning)).toEqual([]);
});
