/** Rotating tokens by real Terraform, the sandbox's clock being moved. */
import type * as cdktf from 'cdktf';
import { Duration, dynatrace, Expiration, harness, type IAccessToken, RotationSchedule } from '../../src';
import { Workspace } from '../util/workspace';

const DAY = 86_400_000;
const START = Date.parse('2026-11-01T00:00:00Z');
const PERIOD = 30 * DAY;

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: new Date(START) });
});
afterEach(() => workspace.close());

interface Schedule {
  readonly overlapDays?: number;
}

function synth({ overlapDays = 30 }: Schedule = {}): void {
  workspace.synthStack((stack) => {
    const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(overlapDays) });
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Deploy');
    const tokens: Record<string, IAccessToken> = {
      Harness: key.addRotatingToken('Nightly', { schedule }),
      Dynatrace: new dynatrace.RotatingApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest(), schedule }),
    };
    Object.entries(tokens).forEach(([id, token]) => token.exportValue(id));
  });
}

/** Deploys at the sandbox's present moment, and gives what a consumer gets. */
async function deploy(schedule?: Schedule): Promise<string[]> {
  synth(schedule);
  await workspace.apply();
  await workspace.expectEmptyPlan();
  return Promise.all(['Harness', 'Dynatrace'].map((name) => workspace.outputValue(name)));
}

function living(): number[] {
  const { tokens, apiTokens } = workspace.sandbox.inventory();
  return [tokens.length, apiTokens.length];
}

/** The same numbers in each run, so that a failure comes back. */
function random(seed: number): () => number {
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
}

test('over 24 periods, with one deploy at a random moment of each, the last delivered value is valid at every moment', async () => {
  const next = random(24);
  let delivered: string[] = [];
  for (let period = 0; period < 24; period++) {
    const deployAt = START + (period + next()) * PERIOD;
    const before = workspace.sandbox.clock.millis();
    const lastMoment = deployAt - 1;
    for (const moment of [...Array.from({ length: 5 }, () => before + next() * (lastMoment - before)), lastMoment].sort((a, b) => a - b)) {
      workspace.sandbox.clock.set(new Date(moment));
      expect({ moment: new Date(moment), valid: delivered.map((secret) => workspace.sandbox.isValid(secret)) })
        .toEqual({ moment: new Date(moment), valid: delivered.map(() => true) });
    }
    workspace.sandbox.clock.set(new Date(deployAt));
    delivered = await deploy();
    expect(delivered.map((secret) => workspace.sandbox.isValid(secret))).toEqual([true, true]);
    expect(Math.max(...living())).toBeLessThanOrEqual(2);
  }
  await workspace.destroy();
  expect(Object.values(workspace.sandbox.inventory()).flat()).toEqual([]);
});

// Later than that the services have nothing left of them, and `repair` comes first: test/e2e/repair.test.ts.
test.each([0, 6])('the tokens end when they should, and a deploy %d days after that makes those of its time and removes the rest', async (days) => {
  const first = await deploy({ overlapDays: 7 });
  const end = START + 3 * PERIOD;
  workspace.sandbox.clock.set(new Date(end - 1));
  expect(first.map((secret) => workspace.sandbox.isValid(secret))).toEqual([true, true]);
  workspace.sandbox.clock.set(new Date(end));
  expect(first.map((secret) => workspace.sandbox.isValid(secret))).toEqual([false, false]);

  workspace.sandbox.clock.set(new Date(end + days * DAY));
  const second = await deploy({ overlapDays: 7 });
  expect(second.map((secret) => workspace.sandbox.isValid(secret))).toEqual([true, true]);
  // And the one before it, which is within its overlap.
  expect(living()).toEqual([2, 2]);
});

test('a secret that has ended or was revoked is refused where it is used', async () => {
  const [harnessSecret, dynatraceSecret] = await deploy();
  const { HARNESS_ENDPOINT: endpoint, DYNATRACE_ENV_URL: url } = workspace.sandbox.environment;
  const statuses = async () => Promise.all([
    fetch(`${endpoint}/ng/api/serviceaccount?accountIdentifier=${workspace.account}`, { headers: { 'x-api-key': harnessSecret } }),
    fetch(`${url}/api/v2/apiTokens`, { headers: { authorization: `Api-Token ${dynatraceSecret}` } }),
  ].map(async (answer) => (await answer).status));
  // The ingest token is known, and may not list tokens.
  expect(await statuses()).toEqual([200, 403]);
  workspace.sandbox.clock.set(new Date(START + 3 * PERIOD));
  expect(await statuses()).toEqual([401, 401]);
});

test('a plain token moves to a rotating one while its old value stays valid', async () => {
  const build = (plain: boolean, rotating: boolean, exported: 'plain' | 'rotating') => workspace.synthStack((stack) => {
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Deploy');
    const tokens: Partial<Record<string, IAccessToken>> = {
      plain: plain ? key.addToken('Nightly', { expiresAt: Expiration.at('2027-03-31T00:00:00Z') }) : undefined,
      rotating: rotating ? key.addRotatingToken('NightlyRotating', {
        schedule: RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) }),
      }) : undefined,
    };
    tokens[exported]!.exportValue('Secret');
  });
  build(true, false, 'plain');
  await workspace.apply();
  const old = await workspace.outputValue('Secret');

  build(true, true, 'rotating');
  await workspace.apply();
  const renewed = await workspace.outputValue('Secret');
  expect(renewed).not.toBe(old);
  expect([old, renewed].map((secret) => workspace.sandbox.isValid(secret))).toEqual([true, true]);

  build(false, true, 'rotating');
  await workspace.apply();
  expect([old, renewed].map((secret) => workspace.sandbox.isValid(secret))).toEqual([false, true]);
  await workspace.expectEmptyPlan();
});

describe('warnBeforeExpiry', () => {
  // Terraform's own clock is the machine's, so here the ends are counted from the present.
  const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

  beforeEach(() => {
    workspace.sandbox.clock.set(new Date());
  });

  const build = (days: number) => workspace.synthStack((stack) => {
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Deploy')
      .addToken('Nightly', { expiresAt: Expiration.at(inDays(days)), warnBeforeExpiry: Duration.days(14) });
    new dynatrace.ApiToken(stack, 'Ingest', {
      scopes: dynatrace.ApiTokenScopes.dataIngest(), expiresAt: Expiration.at(inDays(days)), warnBeforeExpiry: Duration.days(14),
    });
  });
  const warningsOf = (json: string) => json.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
    .filter((event) => event['@level'] === 'warn' && event.diagnostic).map((event) => event.diagnostic.detail as string);

  test('is silent outside of the window', async () => {
    build(60);
    expect((await workspace.apply()).output).not.toContain('Warning');
    const { output } = await workspace.plan();
    expect(output).not.toContain('Warning');
    const json = await workspace.terraform(['plan', '-json', '-input=false']);
    expect(warningsOf(json.output)).toEqual([]);
  });

  test('warns inside of the window, in the text and the JSON of a plan', async () => {
    build(7);
    await workspace.apply();
    const { output } = await workspace.plan();
    expect(output.match(/Warning: Check block assertion failed/g)).toHaveLength(2);
    expect(output).toContain('Stack/Bot/Deploy/Nightly');
    expect(output).toContain('Stack/Ingest');
    const json = await workspace.terraform(['plan', '-json', '-input=false']);
    expect(warningsOf(json.output)).toEqual(expect.arrayContaining([expect.stringContaining('Stack/Bot/Deploy/Nightly'), expect.stringContaining('Stack/Ingest')]));
    expect(json.output).not.toMatch(/SANDBOXSECRET|\.sandbox[A-Za-z0-9]{13}/);
  });

  test('warns of a token whose end the service has decided', async () => {
    workspace.synthStack((stack) => {
      new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) })
        .addApiKey('Deploy', { defaultTokenLifetime: Duration.days(7) }).addToken('Nightly', { warnBeforeExpiry: Duration.days(14) });
    });
    await workspace.apply();
    expect((await workspace.plan()).output).toContain('Stack/Bot/Deploy/Nightly');
  });

  test('warns of a rotation that is overdue where nothing but the state is looked at, as health checks do', async () => {
    const rotating = (now: string) => {
      workspace.sandbox.clock.set(now);
      workspace.synthStack((stack) => {
        new dynatrace.RotatingApiToken(stack, 'Ingest', {
          scopes: dynatrace.ApiTokenScopes.dataIngest(),
          schedule: RotationSchedule.every(Duration.days(30), { startingAt: inDays(-40).replace(/T.*/, 'T00:00:00Z'), overlap: Duration.days(30) }),
          warnBeforeExpiry: Duration.days(1),
        });
      });
    };
    const look = async () => (await workspace.terraform(['plan', '-refresh-only', '-input=false', '-lock=false'])).output.replace(/\s+/g, ' ');
    // Deployed twenty days ago, when the first generation was the newest; the second has begun since.
    rotating(inDays(-20));
    await workspace.apply();
    expect(await look()).not.toContain('Warning');
    rotating(new Date().toISOString());
    expect(await look()).toMatch(/Warning: Check block assertion failed[^]*The newest token of Stack\/Ingest is due to be replaced: deploy, so that the next one is issued\./);
    // A plan that rotates has nothing to warn of.
    expect((await workspace.plan()).output).not.toContain('Warning');
    await workspace.apply();
    expect(await look()).not.toContain('Warning');
  });
});

test('rotation by hand replaces one serial by the next, and keeps the one before as long as it is named', async () => {
  const apply = async (schedule: RotationSchedule) => {
    workspace.synthStack((stack: cdktf.TerraformStack) => {
      new dynatrace.RotatingApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest(), schedule }).exportValue('Secret');
    });
    await workspace.apply();
    await workspace.expectEmptyPlan();
    return workspace.outputValue('Secret');
  };
  const first = await apply(RotationSchedule.manual('1'));
  const second = await apply(RotationSchedule.manual('2', { previousSerial: '1' }));
  expect([first, second].map((secret) => workspace.sandbox.isValid(secret))).toEqual([true, true]);
  expect(await apply(RotationSchedule.manual('2'))).toBe(second);
  expect([first, second].map((secret) => workspace.sandbox.isValid(secret))).toEqual([false, true]);
});
