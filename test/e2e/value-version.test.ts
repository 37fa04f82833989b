/** A consumer with a write-only input takes each secret once, when it is new, and keeps none: by the version beside it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as cdktf from 'cdktf';
import { Duration, dynatrace, harness, type IAccessToken, RotationSchedule } from '../../src';
import { ConsumerProvider, ConsumerSecret, received, type Received } from '../util/consumer';
import { Workspace } from '../util/workspace';

let workspace: Workspace;
let journal: string;
let read: number;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-02T00:00:00Z' });
  journal = join(workspace.folder, 'journal');
  read = 0;
});
afterEach(() => workspace.close());

/** What the consumers got since the last look. */
function takeReceived(): Received[] {
  const all = received(journal);
  const news = all.slice(read).sort((a, b) => (a.name < b.name ? -1 : 1));
  read = all.length;
  return news;
}

function consume(stack: cdktf.TerraformStack, tokens: Record<string, IAccessToken>): void {
  new ConsumerProvider(stack, 'Consumer', journal);
  for (const [name, token] of Object.entries(tokens)) {
    new ConsumerSecret(stack, name, token.value, token.valueVersion);
  }
}

function plainTokens(stack: cdktf.TerraformStack): Record<string, IAccessToken> {
  return {
    harness: new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Key').addToken('Nightly'),
    dynatrace: new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() }),
  };
}

function rotatingTokens(stack: cdktf.TerraformStack): Record<string, IAccessToken> {
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  return {
    harness: new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Key')
      .addRotatingToken('Monthly', { schedule }),
    dynatrace: new dynatrace.RotatingApiToken(stack, 'Ingest', { schedule, scopes: dynatrace.ApiTokenScopes.dataIngest() }),
  };
}

/** The instances of a state or plan but for those of the types. */
function instancesBut(types: string[], resources: any[]): string {
  return JSON.stringify(resources.filter(({ type }) => !types.includes(type)));
}

const TOKENS = ['harness_platform_token', 'dynatrace_api_token'];

function stateOf(stack: string): any {
  return JSON.parse(readFileSync(join(workspace.folder, 'state', `${stack}.tfstate`), 'utf8'));
}

type Build = (stack: cdktf.TerraformStack) => Record<string, IAccessToken>;
const inOneStack = (tokens: Build) => () => workspace.synthStack((stack) => consume(stack, tokens(stack)));

function expectValid(news: Received[], action: string): void {
  expect(news.map((line) => [line.action, line.name, workspace.sandbox.isValid(line.secret!)])).toEqual([[action, 'dynatrace', true], [action, 'harness', true]]);
}

test('created, unchanged, updated and replaced: a secret is sent when it is new and only then', async () => {
  const synth = inOneStack(plainTokens);
  synth();
  await workspace.terraform(['plan', '-input=false', '-out=first.plan']);
  await workspace.terraform(['apply', '-input=false', 'first.plan']);
  const first = takeReceived();
  expectValid(first, 'create');
  await workspace.expectEmptyPlan();
  await workspace.apply();
  expect(takeReceived()).toEqual([]);

  workspace.synthStack((stack) => {
    const tokens = plainTokens(stack);
    (tokens.dynatrace.node.defaultChild as cdktf.TerraformResource).addOverride('name', 'renamed');
    (tokens.harness.node.defaultChild as cdktf.TerraformResource).addOverride('description', 'changed');
    consume(stack, tokens);
  });
  expect((await workspace.apply()).output).toContain('0 added, 2 changed, 0 destroyed');
  expect(takeReceived()).toEqual([]);

  synth();
  const replaced = Object.keys(await workspace.resources()).filter((address) => TOKENS.includes(address.split('.')[0])).map((address) => `-replace=${address}`);
  expect(replaced).toHaveLength(2);
  await workspace.terraform(['plan', '-input=false', '-out=second.plan', ...replaced]);
  const { output: plan } = await workspace.terraform(['show', '-json', 'second.plan']);
  await workspace.terraform(['apply', '-input=false', 'second.plan']);
  const second = takeReceived();
  expectValid(second, 'update');
  expect(first.map(({ secret }) => workspace.sandbox.isValid(secret!))).toEqual([false, false]);
  await workspace.expectEmptyPlan();

  // The token's own instance holds the secret; the consumer's, in state and plan, and all else, does not.
  const { resource_changes: changes, prior_state: prior } = JSON.parse(plan);
  const kept = [instancesBut(TOKENS, stateOf('Stack').resources), instancesBut(TOKENS, changes), instancesBut(TOKENS, prior.values.root_module.resources)];
  for (const { secret } of [...first, ...second]) {
    kept.forEach((text) => expect(text).not.toContain(secret));
  }
  expect(kept[0]).toMatch(/"secret_wo":null,"secret_wo_version":\d{9,15}/);

  await workspace.destroy();
  expect(takeReceived()).toEqual([{ action: 'delete', name: 'dynatrace' }, { action: 'delete', name: 'harness' }]);
});

test('rotated: the consumers get the new secret once, and nothing when the old one goes', async () => {
  const synth = inOneStack(rotatingTokens);
  synth();
  await workspace.apply();
  const first = takeReceived();
  expectValid(first, 'create');

  workspace.sandbox.clock.set('2026-12-03T00:00:00Z');
  synth();
  await workspace.apply();
  const second = takeReceived();
  expectValid(second, 'update');
  expect(first.map(({ secret }) => workspace.sandbox.isValid(secret!))).toEqual([true, true]);
  await workspace.expectEmptyPlan();

  workspace.sandbox.clock.set('2026-12-20T00:00:00Z');
  synth();
  await workspace.apply();
  expect(takeReceived()).toEqual([]);
  expect(second.map(({ secret }) => workspace.sandbox.isValid(secret!))).toEqual([true, true]);
});

test.each([['plain', plainTokens], ['rotating', rotatingTokens]])('%s, in another stack: the version is shown, the secret is not', async (_, tokens) => {
  let made: Record<string, IAccessToken>;
  workspace.synth({
    Issuer: (stack) => {
      made = tokens(stack);
    },
    Taker: (stack) => consume(stack, made),
  });
  await workspace.apply({ stack: 'Issuer' });
  const { output } = await workspace.apply({ stack: 'Taker' });
  const news = takeReceived();
  expectValid(news, 'create');
  expect(output).toMatch(/secret_wo_version += \d{9,15}/);
  await workspace.expectEmptyPlan({ stack: 'Taker' });
  const consumers = instancesBut(['terraform_remote_state'], stateOf('Taker').resources);
  const all = JSON.stringify(stateOf('Taker'));
  for (const { secret } of news) {
    expect(output).not.toContain(secret);
    expect(consumers).not.toContain(secret);
    // What README says of other stacks: Terraform keeps all outputs of the state that is read.
    expect(all).toContain(secret);
  }
});

test('a stack that takes the version alone holds no byte of the secret, and learns of each new one', async () => {
  let token: IAccessToken;
  workspace.synth({
    Issuer: (stack) => {
      token = plainTokens(stack).dynatrace;
    },
    Taker: (stack) => {
      new ConsumerProvider(stack, 'Consumer', journal);
      // As one that reads the secret where Terraform keeps nothing, such as from Vault by an ephemeral resource.
      new ConsumerSecret(stack, 'reader', 'read elsewhere', token.valueVersion);
    },
  });
  const versions: number[] = [];
  await workspace.apply({ stack: 'Issuer' });
  const [address] = Object.keys(await workspace.resources({ stack: 'Issuer' })).filter((name) => name.startsWith('dynatrace_api_token.'));
  for (const action of ['create', 'update']) {
    await workspace.apply({ stack: 'Taker' });
    expect(takeReceived()).toEqual([{ action, name: 'reader', secret: 'read elsewhere' }]);
    versions.push((await workspace.resources({ stack: 'Taker' }))['consumer_secret.reader'].secret_wo_version);
    expect(JSON.stringify(stateOf('Taker'))).not.toMatch(/dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]/);
    await workspace.terraform(['apply', '-auto-approve', '-input=false', `-replace=${address}`], { stack: 'Issuer' });
  }
  expect(versions[0]).not.toBe(versions[1]);
});
