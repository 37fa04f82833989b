/**
 * Each row of README's fault table: the fault, `repair --apply`, an apply, an empty plan, and delivered values that are valid. And what
 * repair must not touch.
 */
import { type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TerraformStack } from 'cdktf';
import { dynatrace, Duration, Expiration, harness, RotationSchedule } from '../../src';
import { bundleCommand } from '../cli/bundle';
import { until } from '../util/until';
import { type Outcome, type RunOptions, Workspace } from '../util/workspace';

const { ApiTokenScope } = dynatrace;
const NOW = '2026-11-01T00:00:00Z';
const DAY = 86_400_000;

const command = bundleCommand();

let workspace: Workspace;
afterEach(() => workspace.close());

const open = async (options = {}) => {
  workspace = await Workspace.open({ now: NOW, ...options });
};

function addChain(stack: TerraformStack, email?: string): void {
  new harness.ServiceAccount(stack, 'Bot', {
    harnessScope: harness.HarnessScope.project(workspace.account, 'org', 'proj'), tags: { team: 'delivery' }, description: 'builds', email,
  })
    .addApiKey('Deploy', { defaultTokenLifetime: Duration.days(60) })
    .addToken('Nightly', { expiresAt: Expiration.at('2027-03-31T00:00:00Z'), tags: { team: 'delivery' } })
    .exportValue('HarnessValue');
}

function addReader(stack: TerraformStack, end = '2027-03-31T00:00:00Z'): void {
  new dynatrace.ApiToken(stack, 'Reader', { name: 'reader', scopes: [ApiTokenScope.METRICS_READ, ApiTokenScope.LOGS_READ], expiresAt: Expiration.at(end) })
    .exportValue('DynatraceValue');
}

const SYSTEMS: Record<string, (stack: TerraformStack) => void> = { Harness: (stack) => addChain(stack), Dynatrace: (stack) => addReader(stack) };

function synth(system?: string): void {
  workspace.synthStack((stack) => {
    Object.entries(SYSTEMS).filter(([name]) => system === undefined || system === name).forEach(([, add]) => add(stack));
  });
}

async function repair(args: string[] = [], options: RunOptions = {}): Promise<Outcome> {
  return workspace.command(process.execPath, [command.file, 'repair', '--app', '.', '--now', workspace.sandbox.clock.now().toISOString(), ...args], options);
}

/** `repair` alone names commands and changes nothing; with `--apply` it mends; then one apply converges. */
async function expectMended({ orphans = false, system = undefined as string | undefined } = {}): Promise<string> {
  const more = orphans ? ['--orphans'] : [];
  const before = workspace.sandbox.inventory();
  const states = await workspace.resources();
  const dry = await repair(more, { codes: [2] });
  expect(workspace.sandbox.inventory()).toEqual(before);
  expect(await workspace.resources()).toEqual(states);
  const { output } = await repair([...more, '--apply', '--yes']);
  expect(output).toContain('done ');
  await expectConverged(system);
  expect((await repair(more)).output).toContain('Nothing to mend in 1 stack.');
  return dry.output;
}

async function expectConverged(system?: string): Promise<void> {
  await workspace.apply();
  await workspace.expectEmptyPlan();
  for (const name of system === undefined ? Object.keys(SYSTEMS) : [system]) {
    expect(workspace.sandbox.isValid(await workspace.outputValue(`${name}Value`))).toBe(true);
  }
  const { serviceAccounts, apiKeys, tokens, apiTokens } = workspace.sandbox.inventory();
  const wanted = [system !== 'Dynatrace' ? 1 : 0, system !== 'Harness' ? 1 : 0];
  expect([serviceAccounts.length, apiKeys.length, tokens.length, apiTokens.length]).toEqual([wanted[0], wanted[0], wanted[0], wanted[1]]);
}

const call = (method: string, url: string, headers: Record<string, string>) => fetch(url, { method, headers });

const deleteAtHarness = async (path: string) => {
  const { HARNESS_ENDPOINT: endpoint, HARNESS_PLATFORM_API_KEY: key } = workspace.sandbox.environment;
  const query = `accountIdentifier=${workspace.account}&orgIdentifier=org&projectIdentifier=proj&apiKeyType=SERVICE_ACCOUNT&parentIdentifier=Bot&apiKeyIdentifier=Deploy`;
  expect((await call('DELETE', `${endpoint}/ng/api/${path}?${query}`, { 'x-api-key': key })).status).toBe(200);
};
const deleteAtDynatrace = async (id: string) => {
  const { DYNATRACE_ENV_URL: url, DYNATRACE_API_TOKEN: token } = workspace.sandbox.environment;
  expect((await call('DELETE', `${url}/api/v2/apiTokens/${id}`, { authorization: `Api-Token ${token}` })).status).toBe(204);
};

describe('a lost answer after a create', () => {
  test.each([
    ['a service account', '/ng/api/serviceaccount', 'import'],
    ['an API key', '/ng/api/apikey', 'import'],
    ['a Harness token', '/ng/api/token', 'curl'],
  ])('of %s is mended', async (_, path, mend) => {
    await open();
    synth();
    workspace.sandbox.addFault(`POST ${path}#1=lost`);
    await workspace.apply({ codes: [1] });
    workspace.sandbox.clearFaults();
    expect(await expectMended()).toContain(mend);
  });

  test.each([['before', false], ['after', true]])('of a Dynatrace token is mended %s the next apply', async (_, applied) => {
    await open();
    synth();
    workspace.sandbox.addFault('POST /api/v2/apiTokens#1=lost');
    await workspace.apply({ codes: [1] });
    workspace.sandbox.clearFaults();
    if (applied) {
      workspace.sandbox.clock.advance(60_000);
      await workspace.apply();
    }
    const named = await repair([], { codes: [2] });
    expect(named.output).toMatch(/Left to you[^]*dt0c01\.SANDBOX\w+ 'reader', created 2026-11-01T00:00:00\.000Z, was never used[^]*curl .*-X DELETE/);
    expect(await expectMended({ orphans: true })).toContain('curl');
  });
});

describe('a Terraform that is killed', () => {
  const killedAt = async (system: string, method: string, path: RegExp, terraform: 'apply' | 'destroy') => {
    let kill: (() => void) | undefined;
    let killed = false;
    await open({
      onCall: (made: { method: string; path: string }) => {
        if (kill && !killed && made.method === method && path.test(made.path)) {
          killed = true;
          kill();
        }
      },
    });
    synth(system);
    await (terraform === 'destroy' ? workspace.apply() : workspace.terraform(['validate']));
    await workspace[terraform]({
      codes: [0, 1],
      onStart: (child) => {
        kill = () => process.kill(-child.pid!, 'SIGKILL');
      },
    });
    kill = undefined;
    expect(killed).toBe(true);
  };

  test.each<[string, string, string, RegExp, 'apply' | 'destroy']>([
    ['after a service account was created', 'Harness', 'POST', /serviceaccount$/, 'apply'],
    ['after an API key was created', 'Harness', 'POST', /apikey$/, 'apply'],
    ['after a Harness token was created', 'Harness', 'POST', /\/token$/, 'apply'],
    ['after a Dynatrace token was created', 'Dynatrace', 'POST', /apiTokens$/, 'apply'],
    ['after a Harness token was deleted', 'Harness', 'DELETE', /\/token\//, 'destroy'],
    ['after an API key was deleted', 'Harness', 'DELETE', /apikey/, 'destroy'],
    ['after a service account was deleted', 'Harness', 'DELETE', /serviceaccount/, 'destroy'],
    ['after a Dynatrace token was deleted', 'Dynatrace', 'DELETE', /apiTokens/, 'destroy'],
  ])('%s is mended', async (_, system, method, path, terraform) => {
    await killedAt(system, method, path, terraform);
    await expectMended({ system, orphans: system === 'Dynatrace' && terraform === 'apply' });
  });
});

describe('a lost answer after a delete', () => {
  test.each([
    ['a service account', '/ng/api/serviceaccount/*'], ['an API key', '/ng/api/apikey/*'], ['a Harness token', '/ng/api/token/*'], ['a Dynatrace token', '/api/v2/apiTokens/*'],
  ])('of %s is mended; a destroy goes on', async (_, path) => {
    await open();
    synth();
    await workspace.apply();
    workspace.sandbox.addFault(`DELETE ${path}#1=lost`);
    await workspace.destroy({ codes: [1] });
    workspace.sandbox.clearFaults();
    expect(await expectMended()).toContain('state rm');

    workspace.sandbox.addFault(`DELETE ${path}#1=lost`);
    await workspace.destroy({ codes: [1] });
    workspace.sandbox.clearFaults();
    await repair(['--apply', '--yes']);
    await workspace.destroy();
    expect(workspace.sandbox.inventory()).toMatchObject({ serviceAccounts: [], apiKeys: [], tokens: [], apiTokens: [] });
  });
});

describe('what the next apply mends', () => {
  test.each([
    ['a 500 before any effect', 'POST /api/v2/apiTokens#1=500'],
    ['a broken connection before any effect', 'POST /api/v2/apiTokens#1=reset'],
    ['a policy that forbids the token', 'POST /ng/api/token#1=denied'],
  ])('%s is nothing for repair', async (_, fault) => {
    await open();
    synth();
    workspace.sandbox.addFault(fault);
    await workspace.apply({ codes: [1] });
    workspace.sandbox.clearFaults();
    expect((await repair()).output).toContain('Nothing to mend');
    await expectConverged();
  });

  test('a Harness replacement whose create fails is nothing for repair', async () => {
    await open();
    synth('Harness');
    await workspace.apply();
    const changed = () => workspace.synthStack((stack) => addChain(stack, 'other@service.harness.io'));
    changed();
    workspace.sandbox.addFault('POST /ng/api/serviceaccount#1=400');
    await workspace.apply({ codes: [1] });
    workspace.sandbox.clearFaults();
    expect((await repair()).output).toContain('Nothing to mend');
    await expectConverged('Harness');
  });
});

test('a Dynatrace replacement whose create failed is tried again; one that is still due is no finding', async () => {
  await open();
  synth('Dynatrace');
  await workspace.apply();
  workspace.synthStack((stack) => addReader(stack, '2027-06-30T00:00:00Z'));
  expect((await repair()).output).toContain('Nothing to mend');
  workspace.sandbox.addFault('POST /api/v2/apiTokens#1=500');
  await workspace.apply({ codes: [1] });
  workspace.sandbox.clearFaults();
  expect(await expectMended({ system: 'Dynatrace' })).toContain('taint dynatrace_api_token.Reader_F7BF189D');
  expect(workspace.sandbox.inventory().apiTokens).toMatchObject([{ expirationDate: '2027-06-30T00:00:00.000Z' }]);
});

test('a Dynatrace replacement whose delete lost its answer keeps the new token, and forgets the one before', async () => {
  await open();
  synth('Dynatrace');
  await workspace.apply();
  workspace.synthStack((stack) => addReader(stack, '2027-06-30T00:00:00Z'));
  workspace.sandbox.addFault('DELETE /api/v2/apiTokens/*#1=lost');
  await workspace.apply({ codes: [1] });
  workspace.sandbox.clearFaults();
  await workspace.apply({ codes: [1] });
  const [{ id }] = workspace.sandbox.inventory().apiTokens;
  expect(await expectMended({ system: 'Dynatrace' })).toMatch(/Reader_F7BF189D \(before its replacement\): dt0c01\.\w+ is gone[^]*state pull \| jq '[^']+' \| terraform/);
  expect(workspace.sandbox.inventory().apiTokens).toMatchObject([{ id, expirationDate: '2027-06-30T00:00:00.000Z' }]);
});

describe('what was deleted outside of Terraform', () => {
  test.each<[string, () => Promise<void>]>([
    ['a Harness token', () => deleteAtHarness('token/Nightly')],
    ['an API key, with its token', () => deleteAtHarness('apikey/Deploy')],
    ['a service account, with all in it', () => deleteAtHarness('serviceaccount/Bot')],
    ['a Dynatrace token', () => deleteAtDynatrace(workspace.sandbox.inventory().apiTokens[0].id)],
  ])('%s is mended', async (_, remove) => {
    await open();
    synth();
    await workspace.apply();
    await remove();
    expect(await expectMended()).toContain('state rm');
  });

  test('a Dynatrace token that ended and was deleted by the service leaves the state, and a later end issues another', async () => {
    await open();
    synth('Dynatrace');
    await workspace.apply();
    workspace.sandbox.clock.set('2027-05-01T00:00:00Z');
    workspace.synthStack((stack) => addReader(stack, '2027-09-30T00:00:00Z'));
    await workspace.plan({ codes: [1] });
    expect(await expectMended({ system: 'Dynatrace' })).toContain('ended at 2027-03-31T00:00:00.000Z, and Dynatrace has deleted it since');
  });
});

describe('rotating tokens', () => {
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: NOW, overlap: Duration.days(30) });
  const synthRotating = () => workspace.synthStack((stack) => {
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.project(workspace.account, 'org', 'proj') })
      .addApiKey('Deploy').addRotatingToken('Nightly', { schedule }).exportValue('HarnessValue');
    new dynatrace.RotatingApiToken(stack, 'Reader', { scopes: [ApiTokenScope.METRICS_READ], schedule }).exportValue('DynatraceValue');
  });
  const expectDelivered = async () => {
    await workspace.apply();
    await workspace.expectEmptyPlan();
    for (const name of ['HarnessValue', 'DynatraceValue']) {
      expect(workspace.sandbox.isValid(await workspace.outputValue(name))).toBe(true);
    }
  };

  test('are mended after a gap in which Dynatrace deleted all generations', async () => {
    await open();
    synthRotating();
    await workspace.apply();
    workspace.sandbox.clock.advance(30 * DAY);
    synthRotating();
    await workspace.apply();
    workspace.sandbox.clock.advance(400 * DAY);
    synthRotating();
    await workspace.apply({ codes: [1] });
    const { output } = await repair(['--apply', '--yes']);
    expect(output).toContain('Dynatrace has deleted it since');
    await expectDelivered();
  });

  test('whose create lost its answer are mended, generation by generation', async () => {
    await open();
    synthRotating();
    await workspace.apply();
    workspace.sandbox.clock.advance(30 * DAY);
    synthRotating();
    workspace.sandbox.addFault('POST /ng/api/token#1=lost');
    await workspace.apply({ codes: [1] });
    workspace.sandbox.clearFaults();
    const [current] = workspace.sandbox.inventory().tokens;
    const { output } = await repair(['--apply', '--yes']);
    expect(output).toContain('/ng/api/token/Nightly_20261201?');
    expect(workspace.sandbox.inventory().tokens).toEqual([current]);
    await expectDelivered();
    expect(workspace.sandbox.inventory().tokens.map(({ identifier }) => identifier)).toEqual(['Nightly_20261101', 'Nightly_20261201']);
  });
});

describe('nothing is touched that is not proven to be the app\'s', () => {
  test('the chain of another deployment of the same code survives, and is named', async () => {
    await open();
    synth('Harness');
    await workspace.apply();
    const secret = await workspace.outputValue('HarnessValue');
    workspace.synthStack((stack) => addChain(stack), 'other');
    await workspace.apply({ state: 'other', codes: [1] });
    const before = workspace.sandbox.inventory();
    const { output } = await repair(['--apply', '--yes'], { state: 'other', codes: [2] });
    expect(output).toContain('but it has Deploy in it, so somebody else uses it');
    expect(workspace.sandbox.inventory()).toEqual(before);
    expect(workspace.sandbox.isValid(secret)).toBe(true);
  });

  test('a token that is not new is named, unless the user says how old it can be', async () => {
    await open();
    synth('Harness');
    workspace.sandbox.addFault('POST /ng/api/token#1=lost');
    await workspace.apply({ codes: [1] });
    workspace.sandbox.clearFaults();
    workspace.sandbox.clock.advance(2 * DAY);
    const { output } = await repair(['--apply', '--yes'], { codes: [2] });
    expect(output).toContain('but it was created at 2026-11-01T00:00:00.000Z, which is longer ago than --since');
    expect(workspace.sandbox.inventory().tokens).toHaveLength(1);
    await repair(['--since', '3d', '--apply', '--yes']);
    await expectConverged('Harness');
  });

  test('a service account that differs from what the code says is named', async () => {
    await open();
    const { HARNESS_ENDPOINT: endpoint, HARNESS_PLATFORM_API_KEY: key } = workspace.sandbox.environment;
    const made = await fetch(`${endpoint}/ng/api/serviceaccount?accountIdentifier=${workspace.account}&orgIdentifier=org&projectIdentifier=proj`, {
      method: 'POST', headers: { 'x-api-key': key }, body: JSON.stringify({ identifier: 'Bot', name: 'Another', email: 'bot@service.harness.io' }),
    });
    expect(made.status).toBe(200);
    synth('Harness');
    await workspace.apply({ codes: [1] });
    const { output } = await repair(['--apply', '--yes'], { codes: [2] });
    expect(output).toContain('but its name is not what the code says: adopt() takes it over if it is yours');
  });

  test('Dynatrace tokens of the same name survive: without --orphans all, with it those that differ, are older, or were used', async () => {
    await open();
    const { DYNATRACE_ENV_URL: url, DYNATRACE_API_TOKEN: token } = workspace.sandbox.environment;
    const create = async (more: object) => {
      const reply = await fetch(`${url}/api/v2/apiTokens`, {
        method: 'POST',
        headers: { authorization: `Api-Token ${token}` },
        body: JSON.stringify({ name: 'reader', scopes: ['metrics.read', 'logs.read'], expirationDate: '2027-03-31T00:00:00Z', ...more }),
      });
      return await reply.json() as { id: string; token: string };
    };
    const old = await create({});
    workspace.sandbox.clock.advance(2 * DAY);
    const others = [await create({ scopes: ['metrics.read'] }), await create({ expirationDate: '2027-04-30T00:00:00Z' }), await create({ name: 'writer' })];
    const used = await create({});
    await fetch(`${url}/api/v2/apiTokens`, { headers: { authorization: `Api-Token ${used.token}` } });
    synth('Dynatrace');
    workspace.sandbox.addFault('POST /api/v2/apiTokens#1=lost');
    await workspace.apply({ codes: [1] });
    const ids = () => workspace.sandbox.inventory().apiTokens.map(({ id }) => id);
    const before = ids();
    await repair(['--apply', '--yes'], { codes: [2] });
    expect(ids()).toEqual(before);
    await repair(['--orphans', '--apply', '--yes']);
    expect(ids().sort()).toEqual([old, ...others, used].map(({ id }) => id).sort());
  });

  test('an environment that knows none of several tokens is taken for the wrong one, unless the user says otherwise', async () => {
    await open();
    workspace.synthStack((stack) => ['A', 'B'].forEach((id) => new dynatrace.ApiToken(stack, id, { scopes: [ApiTokenScope.METRICS_READ] })));
    await workspace.apply();
    for (const { id } of workspace.sandbox.inventory().apiTokens) {
      await deleteAtDynatrace(id);
    }
    const { output } = await repair(['--apply', '--yes'], { codes: [2] });
    expect(output).toMatch(/is http\S+ the right environment\? If it is, say --all-gone/);
    expect(Object.keys(await workspace.resources()).filter((address) => address.startsWith('dynatrace'))).toHaveLength(2);
    await repair(['--all-gone', '--apply', '--yes']);
    expect(Object.keys(await workspace.resources()).filter((address) => address.startsWith('dynatrace'))).toHaveLength(0);
  });

  test('a stack that is just being applied is left alone', async () => {
    await open();
    synth('Harness');
    workspace.sandbox.addFault('POST /ng/api/token#1=lost');
    workspace.sandbox.addFault('POST /ng/api/token#2=delay:60s');
    let terraform: ChildProcess | undefined;
    const applied = workspace.apply({
      codes: [0, 1],
      onStart: (child) => {
        terraform = child;
      },
    });
    // The first try has taken effect, and the second waits: Terraform holds the lock.
    await until(() => workspace.sandbox.inventory().tokens.length > 0);
    const { code, output } = await repair([], { codes: [0, 2, 3] });
    expect({ code, output }).toMatchObject({ code: 3, output: expect.stringContaining('state lock') });
    process.kill(-terraform!.pid!, 'SIGKILL');
    await applied;
    await expectMended({ system: 'Harness' });
  });
});

describe('what goes wrong on the way', () => {
  test('a connection that is lost half-way leaves things no worse, and is told', async () => {
    await open();
    synth();
    await workspace.apply();
    await deleteAtDynatrace(workspace.sandbox.inventory().apiTokens[0].id);
    await deleteAtHarness('token/Nightly');
    workspace.sandbox.addFault('POST /ng/api/token#1=lost');
    await repair(['--apply', '--yes']);
    await workspace.apply({ codes: [1] });
    workspace.sandbox.clearFaults();
    workspace.sandbox.addFault('DELETE /ng/api/token/*=reset');
    const { output } = await repair(['--apply', '--yes'], { codes: [1] });
    expect(output).toMatch(/failed {4}curl[^]*Harness cannot be reached[^]*What is done is done/);
    workspace.sandbox.clearFaults();
    await expectMended();
  });

  test('a service that cannot be read is named, and what it has is not taken for gone', async () => {
    await open();
    synth();
    await workspace.apply();
    workspace.sandbox.addFault('GET /api/v2/apiTokens=403');
    workspace.sandbox.addFault('GET /ng/api/serviceaccount/aggregate=403');
    const { output } = await repair(['--apply', '--yes'], { codes: [3] });
    expect(output).toMatch(/Not looked at:[^]*Dynatrace refuses[^]*Harness refuses/);
    expect(output).not.toContain('state rm');
  });

  test('a stack whose state cannot be read is named; what only it may hold is left alone', async () => {
    await open();
    const synthTwo = () => workspace.synth({ One: (stack) => addChain(stack), Two: (stack) => addReader(stack) });
    synthTwo();
    workspace.sandbox.addFault('POST /ng/api/serviceaccount#1=lost');
    await workspace.apply({ stack: 'One', codes: [1] });
    workspace.sandbox.clearFaults();
    await workspace.apply({ stack: 'Two' });
    const state = join(workspace.folder, 'state', 'Two.tfstate');
    writeFileSync(state, readFileSync(state, 'utf8').slice(0, 200));
    const { output } = await repair(['--apply', '--yes'], { codes: [2] });
    expect(output).toContain("but the state of 'Two' could not be read and may hold it");
    expect(output).toMatch(/Not looked at:[^]*stack 'Two'/);
  });

  test.each<[string, string[], string]>([
    ['no app', ['--app', 'nowhere'], "run 'cdktf synth'"],
    ['--apply without a terminal and without --yes', ['--apply'], 'say --yes as well'],
    ['--yes without --apply', ['--yes'], 'say both'],
    ['a bad length of time', ['--since', 'yesterday'], '--since'],
  ])('%s ends in one line', async (_, args, hint) => {
    await open();
    synth();
    const { output } = await repair(args, { codes: [1] });
    expect(output).toMatch(/^cdktf-access-tokens: [^\n]+\n$/);
    expect(output).toContain(hint);
  });

  test('without credentials the systems are named', async () => {
    await open();
    synth();
    await workspace.apply();
    const none = Object.fromEntries(Object.keys(workspace.sandbox.environment).map((name) => [name, '']));
    const { output } = await repair([], { codes: [3], environment: none });
    expect(output).toMatch(/Harness: no credentials: set the variables HARNESS_ACCOUNT_ID/);
    expect(output).toMatch(/Dynatrace: no credentials: set the variables DYNATRACE_ENV_URL/);
  });

  test('no secret is in any output', async () => {
    await open();
    synth();
    await workspace.apply();
    const secrets = await Promise.all(['HarnessValue', 'DynatraceValue'].map((name) => workspace.outputValue(name)));
    const { HARNESS_PLATFORM_API_KEY: key, DYNATRACE_API_TOKEN: token } = workspace.sandbox.environment;
    await deleteAtDynatrace(workspace.sandbox.inventory().apiTokens[0].id);
    await deleteAtHarness('token/Nightly');
    const outputs = [await repair([], { codes: [2] }), await repair(['--apply', '--yes'])].map(({ output }) => output).join('');
    for (const secret of [...secrets, key, token]) {
      expect(outputs).not.toContain(secret.split('.').pop());
    }
  });
});

test.each([['yes', 0, 0], ['y', 2, 1]])("--apply asks one question; '%s' is the answer", async (answer, code, left) => {
  await open();
  synth('Dynatrace');
  await workspace.apply();
  await deleteAtDynatrace(workspace.sandbox.inventory().apiTokens[0].id);
  const steps = JSON.stringify([["Only 'yes' is taken for one: ", `${answer}\n`]]);
  const terminal = await workspace.command('python3', [
    join(__dirname, '..', 'cli', 'terminal.py'), steps, process.execPath, command.file, 'repair', '--app', '.', '--apply',
  ]);
  expect(JSON.parse(terminal.output)).toMatchObject({ problem: null, code });
  expect(Object.keys(await workspace.resources()).filter((address) => address.startsWith('dynatrace'))).toHaveLength(left);
});

test('a repair that is stopped while it plans leaves no plan behind', async () => {
  await open();
  synth();
  await workspace.terraform(['validate']);
  const temporary = join(workspace.folder, 'temporary');
  mkdirSync(temporary);
  // It does not end before it is stopped.
  const endless = join(workspace.folder, 'endless');
  writeFileSync(endless, '#!/bin/sh\nterraform "$@"\ncode=$?\ncase "$1" in plan) touch "$TMPDIR/planned"; exec tail -f /dev/null;; esac\nexit $code\n', { mode: 0o755 });
  const { code } = await repair([], {
    environment: { TMPDIR: temporary, TERRAFORM_BINARY_NAME: endless },
    codes: [143],
    onStart: (child) => {
      const timer = setInterval(() => {
        if (readdirSync(temporary).includes('planned')) {
          clearInterval(timer);
          expect(readdirSync(temporary)).toContainEqual(expect.stringMatching(/^access-tokens-/));
          child.kill('SIGTERM');
        }
      }, 50);
    },
  });
  expect(code).toBe(143);
  expect(readdirSync(temporary)).toEqual(['planned']);
});

test('a binary of another name is used, in commands and in what is shown', async () => {
  await open();
  synth();
  await workspace.apply();
  await deleteAtHarness('token/Nightly');
  const folder = join(workspace.folder, 'bin');
  mkdirSync(folder);
  const binary = join(folder, 'my terraform');
  writeFileSync(binary, '#!/bin/sh\nexec terraform "$@"\n', { mode: 0o755 });
  const { output } = await repair(['--apply', '--yes'], { environment: { TERRAFORM_BINARY_NAME: binary } });
  expect(output).toContain(`'${binary}' -chdir=stacks/Stack state rm harness_platform_token.`);
  rmSync(folder, { recursive: true });
  await expectConverged();
});
