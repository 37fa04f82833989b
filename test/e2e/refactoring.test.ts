/** A construct that has another id or place has other addresses: what that does to a live token, and how movedFrom keeps it. */
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { Duration, dynatrace, Expiration, harness, l1, RotationSchedule } from '../../src';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;
const scopes = dynatrace.ApiTokenScopes.dataIngest();
const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-10-15T00:00:00Z', overlap: Duration.days(7) });

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

interface Secrets {
  readonly [output: string]: string;
}

async function secretsOf(...outputs: string[]): Promise<Secrets> {
  const values = await Promise.all(outputs.map(async (name) => [name, await workspace.outputValue(name)]));
  return Object.fromEntries(values);
}

function areValid(secrets: Secrets): boolean[] {
  return Object.values(secrets).map((secret) => workspace.sandbox.isValid(secret));
}

function chain(scope: Construct, id: string): harness.ServiceAccount {
  const bot = new harness.ServiceAccount(scope, id, { harnessScope: HarnessScope.organization(workspace.account, 'org'), name: 'Bot' });
  const key = bot.addApiKey('Deploy');
  key.addToken('Nightly').exportValue('Nightly');
  key.addRotatingToken('Monthly', { schedule }).exportValue('Monthly');
  return bot;
}

describe('without movedFrom', () => {
  test('a renamed account loses its live tokens, and the apply fails half-way', async () => {
    workspace.synthStack((stack) => chain(stack, 'Bot'));
    await workspace.apply();
    const before = await secretsOf('Nightly', 'Monthly');
    expect(areValid(before)).toEqual([true, true]);

    workspace.synthStack((stack) => chain(stack, 'CiBot'));
    const { output } = await workspace.apply({ codes: [1] });
    expect(output).toContain('Service account [Bot] already exists');
    expect(areValid(before)).toEqual([false, false]);
    expect(workspace.sandbox.inventory().tokens).toEqual([]);
  });

  test('a renamed Dynatrace token is another one: who has its secret is locked out', async () => {
    workspace.synthStack((stack) => new dynatrace.ApiToken(stack, 'Ingest', { scopes, name: 'ingest' }).exportValue('Ingest'));
    await workspace.apply();
    const before = await secretsOf('Ingest');

    workspace.synthStack((stack) => new dynatrace.ApiToken(stack, 'Collector', { scopes, name: 'ingest' }).exportValue('Ingest'));
    await workspace.apply();
    expect(areValid(before)).toEqual([false]);
  });
});

describe('movedFrom keeps each token and its secret', () => {
  const place = (stack: Construct, path: string): Construct => path.split('/').slice(0, -1).reduce((scope, id) => new Construct(scope, id), stack);
  const lastOf = (path: string): string => path.split('/').at(-1)!;

  type Build = (stack: cdktf.TerraformStack) => void;

  async function expectKept(before: Build, after: Build, outputs: string[]): Promise<void> {
    workspace.synthStack(before);
    await workspace.apply();
    const secrets = await secretsOf(...outputs);
    workspace.takeCalls();

    workspace.synthStack(after);
    const { output } = await workspace.plan();
    expect(output).toContain('has moved to');
    expect(output).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
    await workspace.apply();
    expect(workspace.takeCalls()).toEqual([]);
    expect(await secretsOf(...outputs)).toEqual(secrets);
    expect(areValid(secrets)).not.toContain(false);
    await workspace.expectEmptyPlan();
  }

  test.each([
    ['renamed', 'Bot', 'CiBot'],
    ['moved below another construct', 'Bot', 'Team/Bot'],
    ['wrapped in a construct of its own id', 'Bot', 'Bot/Account'],
  ])('in an account with keys and tokens, plain and rotating, that was %s', async (_, from, to) => {
    await expectKept(
      (stack) => chain(place(stack, from), lastOf(from)),
      (stack) => chain(place(stack, to), lastOf(to)).movedFrom(from),
      ['Nightly', 'Monthly'],
    );
    await workspace.destroy();
    expect(workspace.sandbox.inventory()).toMatchObject({ serviceAccounts: [], apiKeys: [], tokens: [] });
  });

  test('in a key that was renamed, and a token of it as well', async () => {
    await expectKept((stack) => chain(stack, 'Bot'), (stack) => {
      const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.organization(workspace.account, 'org') });
      const key = bot.addApiKey('Renamed', { name: 'Deploy' });
      key.movedFrom('Bot/Deploy');
      const token = key.addToken('Nights', { name: 'Nightly' });
      token.movedFrom('Bot/Deploy/Nightly');
      token.exportValue('Nightly');
      key.addRotatingToken('Monthly', { schedule }).exportValue('Monthly');
    }, ['Nightly', 'Monthly']);
  });

  test('of Dynatrace, plain and rotating', async () => {
    const build = (suffix: string, move: boolean) => (stack: cdktf.TerraformStack) => {
      const token = new dynatrace.ApiToken(stack, `Ingest${suffix}`, { scopes, name: 'ingest' });
      const rotating = new dynatrace.RotatingApiToken(stack, `Monthly${suffix}`, { scopes, schedule, name: 'monthly' });
      token.exportValue('Ingest');
      rotating.exportValue('Monthly');
      if (move) {
        token.movedFrom('Ingest');
        rotating.movedFrom('Monthly');
      }
    };
    await expectKept(build('', false), build('New', true), ['Ingest', 'Monthly']);
  });

  test('of a state that missed a move', async () => {
    await expectKept((stack) => chain(stack, 'Old'), (stack) => {
      const bot = chain(stack, 'Newest');
      bot.movedFrom('Old');
      bot.movedFrom('Newer');
    }, ['Nightly', 'Monthly']);
  });

  test('and a token can be changed in the same apply', async () => {
    workspace.synthStack((stack) => new dynatrace.ApiToken(stack, 'Ingest', { scopes, name: 'before' }).exportValue('Ingest'));
    await workspace.apply();
    const before = await secretsOf('Ingest');
    workspace.synthStack((stack) => {
      const token = new dynatrace.ApiToken(stack, 'Collector', { scopes, name: 'after' });
      token.movedFrom('Ingest');
      token.exportValue('Ingest');
    });
    expect((await workspace.apply()).output).toContain('0 added, 1 changed, 0 destroyed');
    expect(await secretsOf('Ingest')).toEqual(before);
    expect(workspace.sandbox.inventory().apiTokens).toMatchObject([{ name: 'after' }]);
  });
});

describe('what is held for replacements may be new, and then replaces nothing', () => {
  test('for a token that was written by hand', async () => {
    const address = 'dynatrace_api_token.by_hand';
    workspace.synthStack((stack) => {
      const token = new l1.dynatrace.apiToken.ApiToken(stack, 'ByHand', { name: 'ingest', enabled: true, scopes: scopes.map(({ id }) => id) });
      token.overrideLogicalId('by_hand');
      new cdktf.TerraformOutput(stack, 'Ingest', { value: token.token, sensitive: true, staticId: true });
    });
    await workspace.apply();
    const before = await secretsOf('Ingest');

    const build = (expiresAt?: Expiration, movedFrom = true) => workspace.synthStack((stack) => {
      const token = new dynatrace.ApiToken(stack, 'Ingest', { scopes, name: 'ingest', expiresAt });
      if (movedFrom) {
        token.movedFrom(address);
      }
      token.exportValue('Ingest');
    });
    build();
    expect((await workspace.apply()).output).toContain('1 added, 0 changed, 0 destroyed');
    expect(await secretsOf('Ingest')).toEqual(before);
    await workspace.expectEmptyPlan();

    // The provider would update in place, and then again at each apply.
    build(Expiration.at('2027-03-31T00:00:00Z'));
    expect((await workspace.plan({ codes: [1] })).output.replace(/\s+/g, ' ')).toContain("Stack/Ingest would have to be replaced, which movedFrom('dynatrace_api_token.by_hand')");

    build(undefined, false);
    await workspace.expectEmptyPlan();
    build(Expiration.at('2027-03-31T00:00:00Z'), false);
    await workspace.apply();
    expect(areValid(before)).toEqual([false]);
    await workspace.expectEmptyPlan();
  });

  test('for a key and its tokens that are moved out of the account', async () => {
    const build = (inside: boolean) => workspace.synthStack((stack) => {
      const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account(workspace.account) });
      const key = inside ? bot.addApiKey('Deploy') : new harness.ApiKey(stack, 'Deploy', { owner: bot });
      key.addToken('Nightly').exportValue('Nightly');
      if (!inside) {
        key.movedFrom('Bot/Deploy');
      }
    });
    build(true);
    await workspace.apply();
    const before = await secretsOf('Nightly');
    build(false);
    expect((await workspace.apply()).output).toContain('1 added, 0 changed, 0 destroyed');
    expect(await secretsOf('Nightly')).toEqual(before);
    expect(areValid(before)).toEqual([true]);
    await workspace.expectEmptyPlan();
  });
});

test('to another stack a chain goes by its state, as docs/refactoring.md tells', async () => {
  const one = (stack: Construct) => chain(stack, 'Bot');
  workspace.synth({ Old: one, New: () => undefined });
  await workspace.apply({ stack: 'Old' });
  const secret = await workspace.outputValue('Nightly', { stack: 'Old' });
  const addresses = Object.keys(await workspace.resources({ stack: 'Old' }));
  workspace.takeCalls();

  workspace.synth({ Old: () => undefined, New: one });
  for (const address of addresses) {
    await workspace.terraform(['state', 'mv', `-state=${workspace.stateFile('Old')}`, `-state-out=${workspace.stateFile('New')}`, address, address], { stack: 'Old' });
  }
  for (const stack of ['Old', 'New']) {
    expect((await workspace.apply({ stack })).output).toContain('0 added, 0 changed, 0 destroyed');
    await workspace.expectEmptyPlan({ stack });
  }
  expect(await workspace.outputValue('Nightly', { stack: 'New' })).toBe(secret);
  expect(workspace.sandbox.isValid(secret)).toBe(true);
  expect(workspace.takeCalls()).toEqual([]);
});
