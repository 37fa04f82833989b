/**
 * Faults at the calls of the chain, and what becomes of them: what the next apply mends, and what stays until somebody acts,
 * which `repair` then finds. What the providers mend by asking again is tested with the stand-ins, in test/providers.
 */
import { type TerraformStack } from 'cdktf';
import { dynatrace, Expiration, harness } from '../../src';
import { Workspace } from '../util/workspace';

const { ApiTokenScope } = dynatrace;

type Outcome =
  /** The provider asks again, and the command succeeds. */
  | 'at once'
  /** The command fails; the same command again succeeds. */
  | 'next time'
  /** The command fails each time: what the lost answer told is gone, and what it made is in the way. */
  | 'by hand'
  /** The command fails, the next one succeeds and leaves what the lost answer told of behind. */
  | 'orphan';

let workspace: Workspace;
afterEach(() => workspace.close());

function addChain(stack: TerraformStack, description?: string): void {
  new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.project(workspace.account, 'org', 'proj'), description })
    .addApiKey('Deploy', { description })
    .addToken('Nightly', { description, expiresAt: Expiration.at('2027-03-31T00:00:00Z') });
}

function addReader(stack: TerraformStack, name = 'reader'): void {
  new dynatrace.ApiToken(stack, 'Reader', { name, scopes: [ApiTokenScope.METRICS_READ] });
}

function synth(changed = false): void {
  workspace.synthStack((stack) => {
    addChain(stack, changed ? 'changed' : undefined);
    addReader(stack, changed ? 'changed' : undefined);
  });
}

const NOTHING = { serviceAccounts: 0, apiKeys: 0, tokens: 0, apiTokens: 0 };
const CHAIN = { ...NOTHING, serviceAccounts: 1, apiKeys: 1, tokens: 1 };
const READER = { ...NOTHING, apiTokens: 1 };
const ALL = { ...CHAIN, apiTokens: 1 };

function counts(): Record<string, number> {
  const { serviceAccounts, apiKeys, tokens, apiTokens } = workspace.sandbox.inventory();
  return { serviceAccounts: serviceAccounts.length, apiKeys: apiKeys.length, tokens: tokens.length, apiTokens: apiTokens.length };
}

/** Runs the command with the fault, then again without it, and tells what became of it. */
async function outcomeOf(command: 'apply' | 'destroy', wanted: Record<string, number>): Promise<Outcome> {
  const first = await workspace[command]({ codes: [0, 1] });
  workspace.sandbox.clearFaults();
  if (first.code === 0) {
    expect(counts()).toEqual(wanted);
    if (command === 'apply') {
      await workspace.expectEmptyPlan();
    }
    return 'at once';
  }
  return again(command, wanted);
}

async function again(command: 'apply' | 'destroy', wanted: Record<string, number>): Promise<Outcome> {
  const second = await workspace[command]({ codes: [0, 1] });
  if (second.code !== 0) {
    // No third attempt mends it, and none makes it worse.
    const before = workspace.sandbox.inventory();
    await workspace[command]({ codes: [1] });
    expect(workspace.sandbox.inventory()).toEqual(before);
    return 'by hand';
  }
  if (command === 'apply') {
    await workspace.expectEmptyPlan();
  }
  const left = counts();
  const more = Object.keys(wanted).filter((kind) => left[kind] !== wanted[kind]);
  expect(more.filter((kind) => left[kind] !== wanted[kind] + 1)).toEqual([]);
  return more.length === 0 ? 'next time' : 'orphan';
}

/** What becomes of a fault at a call. */
type Case = [fault: string, call: string, expected: Outcome];

const CREATE: Case[] = [
  ['lost', 'POST /ng/api/serviceaccount', 'by hand'],
  ['lost', 'POST /ng/api/apikey', 'by hand'],
  ['lost', 'POST /ng/api/token', 'by hand'],
  ['lost', 'POST /api/v2/apiTokens', 'orphan'],
  ['500', 'POST /api/v2/apiTokens', 'next time'],
];
const DESTROY: Case[] = [
  ['lost', 'DELETE /ng/api/serviceaccount/*', 'by hand'],
  ['lost', 'DELETE /ng/api/apikey/*', 'by hand'],
  ['lost', 'DELETE /ng/api/token/*', 'by hand'],
  ['lost', 'DELETE /api/v2/apiTokens/*', 'by hand'],
  ['500', 'DELETE /api/v2/apiTokens/*', 'next time'],
];

/** What the providers mend by asking again, once at each call. */
const MENDED = ['POST', 'GET', 'PUT', 'DELETE'].flatMap((method) => [
  `${method} /ng/api/serviceaccount*#1=429:retry-after=1`, `${method} /ng/api/apikey*#1=500`, `${method} /ng/api/token*#1=reset`,
  `${method} /api/v2/apiTokens*#1=429:retry-after=1`,
]);

test('what the providers mend by asking again is not seen: as all is created, read and changed, and destroyed', async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
  for (const [changed, command, wanted, methods] of [
    [false, 'apply', ALL, ['POST']], [true, 'apply', ALL, ['GET', 'PUT']], [true, 'destroy', NOTHING, ['GET', 'DELETE']],
  ] as const) {
    synth(changed);
    workspace.sandbox.clearCalls();
    MENDED.forEach((fault) => workspace.sandbox.addFault(fault));
    expect(await outcomeOf(command, wanted)).toBe('at once');
    const failed = workspace.sandbox.calls.filter(({ fault }) => fault).map(({ method }) => method);
    expect(methods.map((method) => failed.filter((other) => other === method).length)).toEqual(methods.map(() => 4));
  }
});

test.each(CREATE)('%s at %s, as all is created, is mended %s', async (fault, call, expected) => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
  synth();
  workspace.sandbox.addFault(`${call}#1=${fault}`);
  expect(await outcomeOf('apply', ALL)).toBe(expected);
});

describe('while all is there', () => {
  beforeEach(async () => {
    workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
    synth();
    await workspace.apply();
  });

  test.each<Case>([
    ['500', 'GET /api/v2/apiTokens/*', 'next time'],
    ['lost', 'PUT /api/v2/apiTokens/*', 'next time'],
    ['lost', 'PUT /ng/api/token/*', 'at once'],
  ])('%s at %s, as it is changed, is mended %s', async (fault, call, expected) => {
    synth(true);
    workspace.sandbox.addFault(`${call}#1=${fault}`);
    expect(await outcomeOf('apply', ALL)).toBe(expected);
  });

  test.each(DESTROY)('%s at %s, as it is destroyed, is mended %s', async (fault, call, expected) => {
    workspace.sandbox.addFault(`${call}#1=${fault}`);
    expect(await outcomeOf('destroy', NOTHING)).toBe(expected);
  });
});

describe('a Terraform that is killed when', () => {
  // One system at a time: Terraform walks them side by side, and a kill would find the other at any point.
  const killedAt = async (method: string, path: RegExp, command: 'apply' | 'destroy') => {
    const ofDynatrace = path.source.includes('apiTokens');
    let kill: (() => void) | undefined;
    let killed = false;
    workspace = await Workspace.open({
      now: '2026-11-01T00:00:00Z',
      onCall: (call) => {
        if (kill && !killed && call.method === method && path.test(call.path)) {
          killed = true;
          kill();
        }
      },
    });
    workspace.synthStack(ofDynatrace ? (stack) => addReader(stack) : (stack) => addChain(stack));
    if (command === 'destroy') {
      await workspace.apply();
    } else {
      await workspace.terraform(['validate']);
    }
    await workspace[command]({
      codes: [0, 1],
      onStart: (child) => {
        kill = () => process.kill(-child.pid!, 'SIGKILL');
      },
    });
    expect(killed).toBe(true);
    kill = undefined;
    return again(command, command === 'destroy' ? NOTHING : ofDynatrace ? READER : CHAIN);
  };

  test.each<[string, string, RegExp, 'apply' | 'destroy', Outcome]>([
    ['a Harness token was created', 'POST', /\/token$/, 'apply', 'by hand'],
    ['a Dynatrace token was created', 'POST', /apiTokens$/, 'apply', 'orphan'],
    ['an API key was deleted', 'DELETE', /apikey/, 'destroy', 'by hand'],
    ['a Dynatrace token was deleted', 'DELETE', /apiTokens/, 'destroy', 'by hand'],
  ])('%s', async (_, method, path, command, expected) => {
    expect(await killedAt(method, path, command)).toBe(expected);
  });
});

describe('what stays until somebody acts', () => {
  test('an account and a key that a lost answer told of are taken over by adopt()', async () => {
    workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
    const build = (adopt: boolean) => workspace.synthStack((stack) => {
      const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) });
      const key = bot.addApiKey('Deploy');
      key.addToken('Nightly');
      if (adopt) {
        bot.adopt();
        key.adopt();
      }
    });
    build(false);
    workspace.sandbox.addFault('POST /ng/api/apikey#1=lost');
    await workspace.apply({ codes: [1] });
    await workspace.apply({ codes: [1] });
    build(true);
    await workspace.apply();
    await workspace.expectEmptyPlan();
    expect(counts()).toMatchObject({ serviceAccounts: 1, apiKeys: 1, tokens: 1 });
  });

  test('a token that a policy forbids leaves no token, and is created once the policy allows it', async () => {
    workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
    synth();
    workspace.sandbox.addFault('POST /ng/api/token#1=denied');
    await workspace.apply({ codes: [1] });
    expect(counts()).toMatchObject({ apiKeys: 1, tokens: 0 });
    await workspace.apply();
    await workspace.expectEmptyPlan();
  });

  test('a replacement whose creation fails keeps the old token, and is asked for again by -replace', async () => {
    workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
    const build = (end: string) => workspace.synthStack((stack) => {
      new dynatrace.ApiToken(stack, 'Reader', { scopes: [ApiTokenScope.METRICS_READ], expiresAt: Expiration.at(end) }).exportValue('Secret');
    });
    build('2027-03-31T00:00:00Z');
    await workspace.apply();
    const before = await workspace.outputValue('Secret');
    build('2027-06-30T00:00:00Z');
    workspace.sandbox.addFault('POST /api/v2/apiTokens#1=500');
    await workspace.apply({ codes: [1] });
    expect(workspace.sandbox.isValid(before)).toBe(true);

    expect((await workspace.plan()).code).toBe(2);
    await workspace.terraform(['apply', '-auto-approve', '-input=false', '-replace=dynatrace_api_token.Reader_F7BF189D']);
    await workspace.expectEmptyPlan();
    expect(workspace.sandbox.inventory().apiTokens).toMatchObject([{ expirationDate: '2027-06-30T00:00:00.000Z' }]);
  });

  test('a replaced chain whose account is not created is created by the next apply', async () => {
    workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
    const build = (email: string) => workspace.synthStack((stack) => {
      new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account), email }).addApiKey('Deploy').addToken('Nightly');
    });
    build('first@service.harness.io');
    await workspace.apply();
    build('second@service.harness.io');
    workspace.sandbox.addFault('POST /ng/api/serviceaccount#1=400');
    await workspace.apply({ codes: [1] });
    await workspace.apply();
    await workspace.expectEmptyPlan();
    expect(counts()).toMatchObject({ serviceAccounts: 1, apiKeys: 1, tokens: 1 });
  });

  describe('a token that was deleted outside of Terraform', () => {
    const callService = (method: string, url: string, headers: Record<string, string>) => fetch(url, { method, headers });

    test('of Harness is not noticed, and is made anew once the state forgets it', async () => {
      workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
      synth();
      await workspace.apply();
      const { HARNESS_ENDPOINT: endpoint, HARNESS_PLATFORM_API_KEY: key } = workspace.sandbox.environment;
      const query = `accountIdentifier=${workspace.account}&orgIdentifier=org&projectIdentifier=proj&apiKeyType=SERVICE_ACCOUNT&parentIdentifier=Bot&apiKeyIdentifier=Deploy`;
      expect((await callService('DELETE', `${endpoint}/ng/api/token/Nightly?${query}`, { 'x-api-key': key })).status).toBe(200);
      await workspace.expectEmptyPlan();
      const address = Object.keys(await workspace.resources()).find((name) => name.startsWith('harness_platform_token.'))!;
      await workspace.terraform(['state', 'rm', address]);
      await workspace.apply();
      expect(counts()).toMatchObject(ALL);
    });

    test('of Dynatrace breaks the plan, until the state forgets it', async () => {
      workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
      synth();
      await workspace.apply();
      const [{ id }] = workspace.sandbox.inventory().apiTokens;
      const { DYNATRACE_ENV_URL: url, DYNATRACE_API_TOKEN: token } = workspace.sandbox.environment;
      expect((await callService('DELETE', `${url}/api/v2/apiTokens/${id}`, { authorization: `Api-Token ${token}` })).status).toBe(204);
      await workspace.plan({ codes: [1] });
      await workspace.terraform(['state', 'rm', 'dynatrace_api_token.Reader_F7BF189D']);
      await workspace.apply();
      expect(counts()).toMatchObject(ALL);
    });
  });
});
