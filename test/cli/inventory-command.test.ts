/** The command as it is shipped: what it reads, how it ends, and that no secret gets out of it in whatever way. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox';
import { start, temporaryFolder } from '../sandbox/support';
import { COMMAND } from '../util/built-library';
import { type Estate, ESTATE_NOW, MARK, writeEstate } from '../util/token-estate';

const FORMATS = ['text', 'json', 'csv', 'html', 'sarif', 'ics'];

// Each test starts processes, and the machine may be busy.
jest.setTimeout(60_000);

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: string[], options: { cwd?: string; environment?: NodeJS.ProcessEnv; input?: string } = {}): Promise<Outcome> {
  return new Promise((fulfil, reject) => {
    const child = spawn(process.execPath, [COMMAND, 'inventory', '--now', ESTATE_NOW, ...args], {
      cwd: options.cwd, env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...options.environment }, stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (said.stdout += text));
    child.stderr.on('data', (text) => (said.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => fulfil({ code, ...said }));
    child.stdin.end(options.input ?? '');
  });
}

let estate: Estate;
beforeEach(() => {
  estate = writeEstate(temporaryFolder(), { stacks: 9, tokensPerStack: 8 });
});

/** What Terraform and the services need. */
function environmentOf(sandbox: Sandbox, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { TERRAFORM_BINARY_NAME: estate.terraform, ...sandbox.environment, ...more };
}
const services = (): Promise<Sandbox> => start({ stateFile: estate.services });
const json = ({ stdout }: Outcome): any => JSON.parse(stdout);

test('joins the three sources of an app', async () => {
  const outcome = await run(['--state', '--live', '--format', 'json'], { cwd: estate.folder, environment: environmentOf(await services()) });
  expect([outcome.code, outcome.stderr]).toEqual([0, '']);
  const { tokens, sources, complete } = json(outcome);
  expect([complete, sources.map(({ source, tokens: count }: any) => [source, count])]).toEqual([true, [['code', 72], ['state', 72], ['live', 73]]]);
  expect(new Set(tokens.flatMap(({ findings }: any) => findings.map(({ id }: any) => id))))
    .toEqual(new Set(['ended', 'ends-soon', 'secret-lost', 'never-ends', 'unmanaged', 'unused', 'classic-token']));
});

test.each([
  [['--check'], 2], [['--check', '--severity', 'error'], 2], [[], 0], [['--check', '--severity', 'error', '--now', '2026-11-20T00:00:00Z'], 0],
  [['--check', '--now', '2026-11-20T00:00:00Z', '--ends-within', '1d'], 2],
])('%p ends with %d', async (args, code) => {
  expect((await run(args, { cwd: estate.folder })).code).toBe(code);
});

test('a state is read from a file and from standard input, by the name of its stack', async () => {
  const [stack, other] = estate.stacks;
  const outcome = await run(['--state-file', `${stack}=-`, '--state-file', estate.stateFileOf(other), '--format', 'json'], {
    cwd: estate.folder, input: readFileSync(estate.stateFileOf(stack), 'utf8'),
  });
  expect(outcome.code).toBe(0);
  expect(json(outcome).tokens.filter(({ sources }: any) => sources.join() === 'code,state').map((token: any) => token.stack)).toEqual(expect.arrayContaining([stack, other]));
  const alone = await run(['--no-app', '--state-file', estate.stateFileOf(stack), '--format', 'json'], { cwd: estate.folder });
  expect([alone.code, json(alone).tokens.length, json(alone).tokens[0].consumers.length]).toEqual([0, 8, 1]);
});

describe('bad input is named, and the rest is listed', () => {
  const partial = async (args: string[], message: RegExp, tokens: number, environment: NodeJS.ProcessEnv = {}): Promise<void> => {
    const outcome = await run([...args, '--format', 'json'], { cwd: estate.folder, environment: { TERRAFORM_BINARY_NAME: estate.terraform, ...environment } });
    expect(outcome.stderr).toMatch(message);
    expect([outcome.code, json(outcome).complete, json(outcome).tokens.length]).toEqual([3, false, tokens]);
    const text = await run(args, { cwd: estate.folder, environment: { TERRAFORM_BINARY_NAME: estate.terraform, ...environment } });
    expect([text.code, text.stdout]).toEqual([3, expect.stringContaining('This list is partial. It lacks:')]);
    expect(`${outcome.stderr}${outcome.stdout}${text.stdout}`).not.toContain(MARK);
  };

  test('a half-written document', async () => {
    const file = join(estate.app, 'stacks', estate.stacks[0], 'cdk.tf.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 900));
    await partial([], /code of stack 'checkout-prod': '.*' is no Terraform JSON, maybe half written: run 'cdktf synth' again/, 64);
  });

  test('a manifest that is broken', async () => {
    writeFileSync(join(estate.app, 'manifest.json'), '{"stacks":');
    await partial([], /manifest.json is broken: run 'cdktf synth' again; found 9 stacks without it/, 72);
  });

  test('no app, where something else is there', async () => {
    await partial(['--app', 'elsewhere', '--state-file', estate.stateFileOf(estate.stacks[0])], /app 'elsewhere': there is no such folder: run 'cdktf synth'/, 8);
  });

  test('a state of a newer version, a broken one, and a stack that Terraform refuses', async () => {
    writeFileSync(estate.stateFileOf(estate.stacks[0]), '{"format_version":"2.0"}');
    writeFileSync(estate.stateFileOf(estate.stacks[1]), readFileSync(estate.stateFileOf(estate.stacks[1]), 'utf8').slice(0, 3000));
    rmSync(estate.stateFileOf(estate.stacks[2]));
    await partial(['--state'], new RegExp([
      "state of stack 'checkout-prod': .* the state has the format 2\\.0, which this version does not know: update this package",
      "state of stack 'payments-prod': .* the state ends in the middle",
      "state of stack 'search-prod': .* ended with 1: cat: .*No such file or directory",
    ].join('\n.*')), 72);
  });

  test('no Terraform', async () => {
    await partial(['--state'], /there is no command 'no-such-command': install Terraform, or name it in TERRAFORM_BINARY_NAME/, 72, { TERRAFORM_BINARY_NAME: 'no-such-command' });
  });

  test('no credentials', async () => {
    await partial(['--live'], /Harness: no credentials: set the variables HARNESS_ACCOUNT_ID and HARNESS_PLATFORM_API_KEY\n.*Dynatrace: no credentials: set/, 72);
  });

  test('wrong credentials, and those of one system only', async () => {
    const { environment } = await services();
    const { HARNESS_ENDPOINT, HARNESS_ACCOUNT_ID, DYNATRACE_ENV_URL } = environment;
    await partial(['--live'], /Harness does not accept the credentials \(401\).*\n.*Dynatrace does not accept the credentials \(401\)/, 72, {
      HARNESS_ENDPOINT, HARNESS_ACCOUNT_ID, DYNATRACE_ENV_URL, HARNESS_PLATFORM_API_KEY: `pat.${HARNESS_ACCOUNT_ID}.000000000000000000000000.${MARK}00000000000000`, DYNATRACE_API_TOKEN: `dt0c01.X.${MARK}`,
    });
    await partial(['--live'], /Dynatrace: no credentials/, 72, { HARNESS_ENDPOINT, HARNESS_ACCOUNT_ID, HARNESS_PLATFORM_API_KEY: environment.HARNESS_PLATFORM_API_KEY });
  });
});

test.each<[string[], RegExp]>([
  [['--format', 'pdf'], /--format must be one of text, json, csv, html, sarif, ics, got 'pdf'/],
  [['--severity', 'bad'], /--severity must be one of note, warning, error, got 'bad'/],
  [['--ends-within', 'soon'], /--ends-within must be a number with a unit/],
  [['--app', 'elsewhere'], /app 'elsewhere': there is no such folder/],
  [['--no-app'], /there is nothing to read: give --app, --state-file or --live/],
  [['--no-app', '--state'], /--state needs the app whose states it reads/],
  [['--state-file', '-', '--state-file', 'x=-'], /only one state from standard input/],
  [['--output', 'no/such/folder/x'], /'no\/such\/folder\/x' cannot be written \(ENOENT\)/],
  [['extra'], /too many arguments for 'inventory'/],
])('%p is refused in one line', async (args, message) => {
  const { code, stdout, stderr } = await run(args, { cwd: estate.folder });
  expect(stderr).toMatch(message);
  expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
});

test('an old file is there until the new one is whole, and nothing else is left', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'tokens.csv'), 'old');
  expect((await run(['--format', 'csv', '--output', join(folder, 'tokens.csv')], { cwd: estate.folder })).code).toBe(0);
  expect(readdirSync(folder)).toEqual(['tokens.csv']);
  expect(readFileSync(join(folder, 'tokens.csv'), 'utf8')).toMatch(/^system,kind,/);
});

describe('secrets', () => {
  /** A mark in each place that a secret can be in, in the form of a secret where the place would be shown else. */
  function plant(): void {
    const secret = `dt0c01.${'A'.repeat(24)}.${MARK.padEnd(64, '0')}`;
    const file = join(estate.app, 'stacks', estate.stacks[0], 'cdk.tf.json');
    const document = JSON.parse(readFileSync(file, 'utf8'));
    document.resource.dynatrace_api_token.Pasted = { name: `old ${secret}`, scopes: [secret], enabled: true, expiration_date: '2027-01-01T00:00:00.000Z' };
    document.resource.harness_platform_token.Pasted = { identifier: secret, name: secret, encoded_password: MARK, account_id: 'a', parent_id: secret, apikey_id: 'k', apikey_type: 'SERVICE_ACCOUNT', tags: [secret] };
    document.locals = { clear: MARK };
    document.output.Clear = { value: MARK };
    document.provider.harness[0].endpoint = `https://user:${MARK}@harness.example`;
    writeFileSync(file, JSON.stringify(document));
    const live = JSON.parse(readFileSync(estate.services, 'utf8'));
    live.apiTokens[0].name = `copy of ${secret}`;
    live.apiTokens[1].owner = secret;
    live.tokens[0].name = `sat.SandboxAccount00000000.0123456789abcdef01234567.${MARK}00000000000000`;
    writeFileSync(estate.services, JSON.stringify(live));
  }

  /** A calendar breaks its lines anywhere. */
  const unfolded = (text: string) => text.replaceAll('\r\n ', '');

  test.each(FORMATS)('no %s holds any, nor does a log or a temporary file', async (format) => {
    plant();
    const temporary = temporaryFolder();
    const output = join(estate.folder, `out.${format}`);
    const environment = environmentOf(await services(), { TMPDIR: temporary, TF_LOG: 'trace' });
    const printed = await run(['--state', '--live', '--format', format], { cwd: estate.folder, environment });
    const written = await run(['--state', '--live', '--format', format, '--output', output], { cwd: estate.folder, environment });
    expect([printed.code, written.code]).toEqual([0, 0]);
    // The output has what it should: else it would have nothing to hide.
    expect(unfolded(printed.stdout)).toContain('old dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA');
    for (const text of [printed.stdout, printed.stderr, written.stderr, written.stdout, readFileSync(output, 'utf8')].map(unfolded)) {
      expect(text).not.toContain(MARK);
      expect(text).not.toContain(environment.DYNATRACE_API_TOKEN);
      expect(text).not.toContain(environment.HARNESS_PLATFORM_API_KEY);
    }
    expect(readdirSync(temporary)).toEqual([]);
    const others = readdirSync(estate.folder).filter((name) => !/^(cdktf\.out|states|fake-terraform|services\.json.*|out\..*)$/.test(name));
    expect(others).toEqual([]);
  });

  test('no error repeats what Terraform or a service says of one', async () => {
    const folder = temporaryFolder();
    const terraform = join(folder, 'terraform');
    writeFileSync(terraform, `#!/bin/sh\necho "Error: cannot read state, token=${MARK} of postgres://me:${MARK}@db, sat.SandboxAccount00000000.0123456789abcdef01234567.${MARK}00000000000000" >&2\necho '{"a": "${MARK}"' \nexit 1\n`);
    chmodSync(terraform, 0o755);
    const { environment } = await services();
    for (const format of FORMATS) {
      const { code, stdout, stderr } = await run(['--state', '--live', '--format', format], {
        cwd: estate.folder, environment: { ...environment, HARNESS_PLATFORM_API_KEY: `${MARK}-is-no-key`, DYNATRACE_API_TOKEN: `${MARK}-is-no-token`, TERRAFORM_BINARY_NAME: terraform },
      });
      expect(code).toBe(3);
      expect(stdout + stderr).not.toContain(MARK);
    }
  });
});

test('a name cannot bring markup, a formula or a line of its own along', async () => {
  mkdirSync(join(estate.folder, 'app', 'stacks', 's'), { recursive: true });
  writeFileSync(join(estate.folder, 'app', 'stacks', 's', 'cdk.tf.json'), JSON.stringify({
    resource: { dynatrace_api_token: { A: { name: '</script><script>alert(1)</script>\u2028\n\u001b[31m=1+1', scopes: ['x'] } } },
  }));
  const page = await run(['--app', 'app', '--format', 'html'], { cwd: estate.folder });
  expect(page.stdout.match(/<\/script>/g)).toHaveLength(2);
  const text = await run(['--app', 'app'], { cwd: estate.folder });
  // eslint-disable-next-line no-control-regex
  expect(text.stdout).not.toMatch(/\u001b|\u2028/);
});
