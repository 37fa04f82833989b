/** The demo and the sandbox command, as a user starts them. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installStandInProviders } from '../../scripts/stand-in-providers';
import { COMMAND } from '../util/built-library';

const ROOT = resolve(__dirname, '..', '..');

function start(command: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; output: string }> {
  return new Promise((fulfil, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    [child.stdout, child.stderr].forEach((stream) => stream.on('data', (text) => (output += text)));
    child.on('error', reject);
    child.on('close', (code) => fulfil({ code, output }));
  });
}

test('the demo deploys in order, plans nothing a second time, and leaves nothing behind', async () => {
  const { code, output } = await start(process.execPath, ['-r', 'ts-node/register/transpile-only', 'scripts/demo.ts']);
  expect(output).toContain('== how to go on');
  expect(code).toBe(0);

  const section = (title: string) => output.split(`${title}\n`)[1].split('\n\n')[0].split('\n').map((line) => line.trim());
  const order = (lines: string[], calls: RegExp[]) => calls.map((call) => lines.findIndex((line) => call.test(line)));
  const created = section('created: service account -> API key -> token');
  for (const [account, key, token] of [['CI_bot', 'Pipelines', 'Ci'], ['Deploy_bot', 'Deploy', 'Production']]) {
    const positions = order(created, [new RegExp(`service account ${account}$`), new RegExp(`API key ${key}$`), new RegExp(`token ${token}$`)]);
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    const reverse = order(section('deleted: token -> API key -> service account'),
      [new RegExp(`token ${token}$`), new RegExp(`API key ${key}$`), new RegExp(`service account ${account}$`)]);
    expect(reverse).not.toContain(-1);
    expect(reverse).toEqual([...reverse].sort((a, b) => a - b));
  }
  expect(output).toContain('CiToken = <sensitive>');
  expect(output).toContain('tokens: no changes');
  expect(output).toContain('pipeline-secrets: no changes');
  expect(output).toContain('nothing is left in the sandbox');
  const page = readFileSync(join(ROOT, 'node_modules', '.cache', 'demo', 'inventory.html'), 'utf8');
  expect(output).toContain('open the list of what was there:   node_modules/.cache/demo/inventory.html');
  expect(page).toContain('"sources":["code","state","live"]');
  expect(output).toMatch(/^ +Harness +.*Deploy_bot \/ Deploy +.*code\+state\+live/m);
  for (const text of [output, page]) {
    expect(text).not.toMatch(/\.SANDBOXSECRET|\.sandbox[A-Za-z0-9]{13}/);
  }
});

test.each([
  ['terraform', 'terraform is missing: install Terraform'],
  ['go', 'go is missing: install Go'],
])('the demo without %s says in one line what to install', async (tool, message) => {
  const folder = mkdtempSync(join(tmpdir(), 'access-tokens-path-'));
  try {
    // A PATH on which all but the one tool is found.
    const tools = ['terraform', 'go', 'node'].filter((name) => name !== tool);
    tools.forEach((name) => spawnSync('ln', ['-s', spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim(), join(folder, name)]));
    const { code, output } = await start(process.execPath, ['-r', 'ts-node/register/transpile-only', 'scripts/demo.ts'], { PATH: folder });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toEqual([expect.stringContaining(message)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('deploy, change and destroy of an app are separate runs of the command on one state file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'access-tokens-cli-'));
  const { environment } = await installStandInProviders();
  const state = join(folder, 'sandbox.json');
  const terraform = (...args: string[]) => start(process.execPath, [COMMAND, 'sandbox', '--state', state, '--json', '--', 'terraform', `-chdir=${folder}`, ...args], environment);
  try {
    const config = (description: string) => JSON.stringify({
      terraform: { required_providers: { harness: { source: 'harness/harness' } } },
      provider: { harness: [{}] },
      resource: {
        harness_platform_service_account: {
          bot: {
            account_id: 'SandboxAccount00000000', identifier: 'bot', name: 'bot', email: 'bot@service.harness.io', description,
          },
        },
      },
    });
    const write = (description: string) => spawnSync('tee', [join(folder, 'main.tf.json')], { input: config(description) });
    write('first');
    expect((await terraform('init', '-no-color')).code).toBe(0);
    const applied = await terraform('apply', '-auto-approve', '-no-color');
    expect(applied.output).toContain('1 added');
    expect(applied.output).toContain('"path":"/ng/api/serviceaccount"');
    write('second');
    expect((await terraform('apply', '-auto-approve', '-no-color')).output).toContain('1 changed');
    expect((await terraform('plan', '-detailed-exitcode', '-no-color')).code).toBe(0);
    expect((await terraform('destroy', '-auto-approve', '-no-color')).output).toContain('1 destroyed');
    expect(JSON.parse(readFileSync(state, 'utf8')).serviceAccounts).toEqual([]);
    expect(existsSync(`${state}.lock`)).toBe(false);
    // The exit code of the command is that of what it runs.
    expect((await terraform('apply', '-no-such-flag')).code).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
