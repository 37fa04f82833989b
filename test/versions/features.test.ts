/**
 * One app with every feature, on the Terraform or OpenTofu that TERRAFORM_BINARY_NAME names; scripts/versions.ts runs it on
 * each that there is, and makes COMPATIBILITY.md of the names and outcomes of these tests.
 */
import { readFileSync } from 'node:fs';
import * as cdktf from 'cdktf';
import { binaryAt } from '../../scripts/terraform-binaries';
import { Duration, dynatrace, Expiration, harness, RotationSchedule } from '../../src';
import { bundleCommand } from '../cli/bundle';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;
const scopes = dynatrace.ApiTokenScopes.dataIngest();
const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-10-15T00:00:00Z', overlap: Duration.days(7) });
const DAY = 86_400_000;
const binary = binaryAt(process.env.TERRAFORM_BINARY_NAME ?? 'terraform');

/** Skipped where the version cannot; the reason is part of what is told. */
const testFrom = (minor: number, name: string, run: () => Promise<void>) =>
  (binary.isOpenTofu || binary.minor >= minor ? test : test.skip)(name, run);
const testOfOpenTofu = binary.isOpenTofu ? test : test.skip;

const command = bundleCommand();

let workspace: Workspace;
beforeAll(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterAll(() => workspace.close());

interface Situation {
  readonly end?: string;
  readonly description?: string;
  readonly renamed?: boolean;
}

const CHANGED: Situation = { description: 'changed' };
const REPLACED: Situation = { ...CHANGED, end: '2027-06-30T00:00:00Z' };
const LAST: Situation = { ...REPLACED, renamed: true };

function tokens(stack: cdktf.TerraformStack, { end = '2027-03-31T00:00:00Z', description, renamed }: Situation): harness.Token {
  const bot = new harness.ServiceAccount(stack, renamed ? 'CiBot' : 'Bot', {
    harnessScope: HarnessScope.project(workspace.account, 'delivery', 'shop'), name: 'Bot', description, tags: { team: 'delivery' },
  });
  const key = bot.addApiKey('Deploy');
  const token = key.addToken('Nightly', { expiresAt: Expiration.at('2027-03-31T00:00:00Z'), warnBeforeExpiry: Duration.days(14) });
  new harness.Token(stack, 'Free', { apiKey: key });
  const monthly = key.addRotatingToken('Monthly', { schedule, warnBeforeExpiry: Duration.days(3) });
  const ingest = new dynatrace.ApiToken(stack, 'Ingest', { scopes, name: 'ingest', expiresAt: Expiration.at(end), warnBeforeExpiry: Duration.days(14) });
  const rotating = new dynatrace.RotatingApiToken(stack, 'Rotating', { scopes, schedule });
  token.exportValue('Nightly');
  ingest.exportValue('Ingest');
  monthly.exportValue('Monthly');
  rotating.exportValue('Rotating');
  if (renamed) {
    bot.movedFrom('Bot');
  }
  bot.grantRole(harness.Role.PROJECT_VIEWER);
  return token;
}

function synth(situation: Situation, state?: string, addBackend?: (stack: cdktf.TerraformStack) => void): void {
  let token: harness.Token;
  workspace.synth({
    Tokens: (stack) => (token = tokens(stack, situation)),
    Consumer: (stack) => new harness.SecretText(stack, 'Nightly', { harnessScope: HarnessScope.account(workspace.account), value: token.value }),
  }, state, addBackend);
}

const OUTPUTS = ['Nightly', 'Ingest', 'Monthly', 'Rotating'];

async function secrets(state?: string): Promise<string[]> {
  return Promise.all(OUTPUTS.map((name) => workspace.outputValue(name, { stack: 'Tokens', state })));
}

async function expectValid(): Promise<string[]> {
  const values = await secrets();
  expect(values.map((secret) => workspace.sandbox.isValid(secret))).toEqual(OUTPUTS.map(() => true));
  return values;
}

async function expectNothingToDo(): Promise<void> {
  for (const stack of ['Tokens', 'Consumer']) {
    await workspace.expectEmptyPlan({ stack });
  }
}

test('init, validate', async () => {
  synth({});
  for (const stack of ['Tokens', 'Consumer']) {
    expect((await workspace.terraform(['validate'], { stack })).output).toContain('The configuration is valid.');
  }
});

test('apply, across stacks, then an empty plan', async () => {
  await workspace.apply({ stack: 'Tokens' });
  await workspace.apply({ stack: 'Consumer' });
  await expectNothingToDo();
  await expectValid();
});

test('a saved plan, a refresh', async () => {
  synth(CHANGED);
  await workspace.terraform(['plan', '-input=false', '-out=saved'], { stack: 'Tokens' });
  expect((await workspace.terraform(['apply', '-input=false', 'saved'], { stack: 'Tokens' })).output).toContain('0 added, 1 changed, 0 destroyed');
  await workspace.terraform(['apply', '-refresh-only', '-auto-approve', '-input=false'], { stack: 'Tokens' });
  await expectNothingToDo();
});

test('replacement of what cannot be changed', async () => {
  const [nightly, ingest] = await secrets();
  synth(REPLACED);
  await workspace.apply({ stack: 'Tokens' });
  await expectNothingToDo();
  const after = await expectValid();
  expect(after[0]).toBe(nightly);
  expect(after[1]).not.toBe(ingest);
  expect(workspace.sandbox.isValid(ingest)).toBe(false);
});

test('rotation', async () => {
  const before = await secrets();
  // Inside of the overlap after the next start.
  workspace.sandbox.clock.set('2026-11-15T00:00:00Z');
  synth(REPLACED);
  await workspace.apply({ stack: 'Tokens' });
  await expectNothingToDo();
  const after = await expectValid();
  expect(after.map((secret, index) => secret === before[index])).toEqual([true, true, false, false]);
  // The old ones live through the overlap.
  expect(before.map((secret) => workspace.sandbox.isValid(secret))).toEqual([true, true, true, true]);
});

test('movedFrom', async () => {
  const before = await secrets();
  workspace.takeCalls();
  synth(LAST);
  expect((await workspace.apply({ stack: 'Tokens' })).output).toContain('0 added, 0 changed, 0 destroyed');
  await expectNothingToDo();
  expect(workspace.takeCalls()).toEqual([]);
  expect(await secrets()).toEqual(before);
});

describe('taking over what exists', () => {
  const harnessScope = () => HarnessScope.account(workspace.account);

  function synthBot(adopt: boolean, state: string): void {
    workspace.synth({
      Adopted: (stack) => {
        const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harnessScope(), identifier: 'adopted' });
        const key = bot.addApiKey('Deploy');
        const all = [bot, key, key.addToken('Nightly'), new harness.Token(stack, 'Free', { apiKey: key })];
        const ingest = new dynatrace.ApiToken(stack, 'Ingest', { scopes, name: 'adopted' });
        if (adopt) {
          all.forEach((construct) => construct.adopt());
          ingest.adopt(workspace.sandbox.inventory().apiTokens.find(({ name }) => name === 'adopted')!.id);
        }
      },
    }, state);
  }

  test('adopt', async () => {
    synthBot(false, 'before');
    await workspace.apply({ stack: 'Adopted', state: 'before' });
    workspace.takeCalls();
    synthBot(true, 'adopted');
    expect((await workspace.apply({ stack: 'Adopted', state: 'adopted' })).output).toContain('5 imported, 3 added, 0 changed, 0 destroyed');
    await workspace.expectEmptyPlan({ stack: 'Adopted', state: 'adopted' });
    synthBot(false, 'adopted');
    await workspace.expectEmptyPlan({ stack: 'Adopted', state: 'adopted' });
    expect(workspace.takeCalls()).toEqual([]);
  });

  test('import command, with adopt in the code', async () => {
    synthBot(true, 'imported');
    for (const [address, { id }] of Object.entries(await workspace.resources({ stack: 'Adopted', state: 'before' }))) {
      if (/^(harness_platform_service_account|dynatrace_api_token)\./.test(address)) {
        await workspace.terraform(['import', '-input=false', address, id], { stack: 'Adopted', state: 'imported' });
      }
    }
    await workspace.apply({ stack: 'Adopted', state: 'imported' });
    synthBot(false, 'imported');
    await workspace.expectEmptyPlan({ stack: 'Adopted', state: 'imported' });
    expect(workspace.takeCalls()).toEqual([]);
    await workspace.destroy({ stack: 'Adopted', state: 'imported' });
  });

  testFrom(6, 'adopt below the current user', async () => {
    const synthMine = (adopt: boolean, state: string) => workspace.synth({
      Mine: (stack) => {
        const key = harness.User.current(stack, 'Me', { harnessScope: harnessScope() }).addApiKey('Mine');
        const token = key.addToken('Cli');
        if (adopt) {
          [key, token].forEach((construct) => construct.adopt());
        }
      },
    }, state);
    synthMine(false, 'before');
    await workspace.apply({ stack: 'Mine', state: 'before' });
    workspace.takeCalls();
    synthMine(true, 'adopted');
    expect((await workspace.apply({ stack: 'Mine', state: 'adopted' })).output).toContain('2 imported, 1 added, 0 changed, 0 destroyed');
    synthMine(false, 'adopted');
    await workspace.expectEmptyPlan({ stack: 'Mine', state: 'adopted' });
    expect(workspace.takeCalls()).toEqual([]);
    await workspace.destroy({ stack: 'Mine', state: 'adopted' });
  });
});

test('warnBeforeExpiry', async () => {
  const synthSoon = (days: number) => workspace.synth({
    Soon: (stack) => new dynatrace.ApiToken(stack, 'Soon', {
      scopes, expiresAt: Expiration.atEpochMilliseconds(workspace.sandbox.clock.millis() + days * DAY), warnBeforeExpiry: Duration.days(14),
    }),
  }, 'soon');
  synthSoon(5);
  expect((await workspace.plan({ stack: 'Soon', state: 'soon' })).output).toContain('The token Soon/Soon ends at');
  synthSoon(50);
  expect((await workspace.plan({ stack: 'Soon', state: 'soon' })).output).not.toContain('ends at');
});

test('HCL output', async () => {
  process.env.SYNTH_HCL_OUTPUT = 'true';
  try {
    synth(LAST, 'hcl', (stack) => new cdktf.LocalBackend(stack, { path: workspace.stateFile(stack.node.id) }));
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
  for (const stack of ['Tokens', 'Consumer']) {
    expect((await workspace.terraform(['validate'], { stack, state: 'hcl' })).output).toContain('The configuration is valid.');
    await workspace.expectEmptyPlan({ stack, state: 'hcl' });
  }
});

test('repair', async () => {
  const at = { stack: 'Broken', state: 'broken' };
  workspace.synth({
    Broken: (stack) => {
      new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account(workspace.account), identifier: 'broken' }).addApiKey('Deploy')
        .addToken('Nightly').exportValue('Nightly');
      new dynatrace.ApiToken(stack, 'Ingest', { scopes, name: 'broken' }).exportValue('Ingest');
    },
  }, 'broken');
  // What leaves the state and a service apart: a key whose creation is not answered, and a token that is deleted outside of Terraform.
  workspace.sandbox.addFault('POST /ng/api/apikey#1=lost');
  await workspace.apply({ ...at, codes: [1] });
  workspace.sandbox.clearFaults();
  const { DYNATRACE_ENV_URL: url, DYNATRACE_API_TOKEN: authorization } = workspace.sandbox.environment;
  const { id } = workspace.sandbox.inventory().apiTokens.find(({ name }) => name === 'broken')!;
  await fetch(`${url}/api/v2/apiTokens/${id}`, { method: 'DELETE', headers: { authorization: `Api-Token ${authorization}` } });
  await workspace.apply({ ...at, codes: [1] });

  const now = workspace.sandbox.clock.now().toISOString();
  const { output } = await workspace.command(process.execPath, [command.file, 'repair', '--app', '.', '--now', now, '--apply', '--yes'], at);
  expect(output).toMatch(/done .* import .*harness_platform_apikey\./);
  expect(output).toMatch(/done .* state rm dynatrace_api_token\./);
  workspace.takeCalls();
  await workspace.apply(at);
  expect(workspace.takeCalls().sort()).toEqual(['POST /api/v2/apiTokens -> 201', 'POST /ng/api/token -> 200']);
  await workspace.expectEmptyPlan(at);
  for (const name of ['Nightly', 'Ingest']) {
    expect(workspace.sandbox.isValid(await workspace.outputValue(name, at))).toBe(true);
  }
  await workspace.destroy(at);
});

test('destroy', async () => {
  await workspace.destroy({ stack: 'Consumer' });
  await workspace.destroy({ stack: 'Tokens' });
  const { serviceAccounts, apiKeys, tokens: left, apiTokens, secrets: texts } = workspace.sandbox.inventory();
  expect([serviceAccounts, apiKeys, left, apiTokens, texts]).toEqual([[], [], [], [], []]);
});

testOfOpenTofu('state and plan encryption', async () => {
  const environment = {
    TF_ENCRYPTION: `
      key_provider "pbkdf2" "main" {
        passphrase = "correct horse battery staple"
        iterations = 200000
      }
      method "aes_gcm" "main" {
        keys = key_provider.pbkdf2.main
      }
      state {
        method   = method.aes_gcm.main
        enforced = true
      }
      plan {
        method   = method.aes_gcm.main
        enforced = true
      }
      remote_state_data_sources {
        default {
          method = method.aes_gcm.main
        }
      }`,
  };
  synth({}, 'encrypted');
  for (const stack of ['Tokens', 'Consumer']) {
    await workspace.terraform(['plan', '-input=false', '-out=saved'], { stack, state: 'encrypted', environment });
    await workspace.terraform(['apply', '-input=false', 'saved'], { stack, state: 'encrypted', environment });
    await workspace.expectEmptyPlan({ stack, state: 'encrypted', environment });
    expect(readFileSync(workspace.stateFile(stack, 'encrypted'), 'utf8')).not.toMatch(/sandbox|dt0c01|harness_platform/i);
  }
  for (const stack of ['Consumer', 'Tokens']) {
    await workspace.destroy({ stack, state: 'encrypted', environment });
  }
});
