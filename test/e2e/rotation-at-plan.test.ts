/**
 * Rotation is decided by Terraform at plan: the same files rotate when they are applied again later, old files do no harm,
 * and neither do slow clocks, faults on the way or long gaps.
 */
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { dynatrace, Duration, harness, type IRotatingAccessToken, RotationSchedule } from '../../src';
import { readOutputs, readState, setPlanTime } from '../util/plan-time';
import { type Outcome, type RunOptions, Workspace } from '../util/workspace';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.parse('2026-11-01T00:00:00Z');
const PERIOD = 30 * DAY;
const NAMES = ['Dynatrace', 'Harness'];
const scopes = dynatrace.ApiTokenScopes.dataIngest();

let workspace: Workspace;
let onCall: (method: string, path: string) => void;
beforeEach(async () => {
  onCall = () => undefined;
  workspace = await Workspace.open({ now: new Date(START), onCall: ({ method, path }) => onCall(method, path) });
});
afterEach(() => workspace.close());

interface Options {
  /** Whether the Harness token is left out. */
  readonly onlyDynatrace?: boolean;
  readonly overlapDays?: number;
  readonly lifetimeDays?: number;
  readonly warn?: boolean;
}

function add(stack: cdktf.TerraformStack, options: Options = {}): Record<string, IRotatingAccessToken> {
  const { onlyDynatrace, overlapDays = 7, lifetimeDays, warn } = options;
  const schedule = RotationSchedule.every(Duration.days(30), {
    startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(overlapDays), lifetime: lifetimeDays ? Duration.days(lifetimeDays) : undefined,
  });
  const warnBeforeExpiry = warn ? Duration.days(30) : undefined;
  const ingest = { Dynatrace: new dynatrace.RotatingApiToken(stack, 'Ingest', { scopes, schedule, warnBeforeExpiry }) };
  if (onlyDynatrace) {
    return ingest;
  }
  const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) });
  return { ...ingest, Harness: bot.addApiKey('Deploy').addRotatingToken('Nightly', { schedule, warnBeforeExpiry }) };
}

function synth(options?: Options, state?: string): void {
  workspace.synthStack((stack) => Object.entries(add(stack, options)).forEach(([name, token]) => {
    token.exportValue(name);
    new cdktf.TerraformOutput(stack, `Previous${name}`, { value: token.previousValue, sensitive: true, staticId: true });
    new cdktf.TerraformOutput(stack, `Next${name}`, { value: token.nextRotation, staticId: true });
    new cdktf.TerraformOutput(stack, `Version${name}`, { value: token.valueVersion, sensitive: true, staticId: true });
  }), state);
}

/** The services and the plan have the time; the files stay as they are. */
function setTime(time: number, options?: RunOptions): void {
  workspace.sandbox.clock.set(new Date(time));
  setPlanTime(workspace, time, options);
}

/** What a consumer gets by an apply at the time. */
async function applyAt(time: number, options?: RunOptions): Promise<string[]> {
  setTime(time, options);
  await workspace.apply(options);
  return delivered(options);
}

const delivered = (options?: RunOptions) => NAMES.map((name) => readOutputs(workspace, options)[name]).filter((secret) => secret !== undefined);
const previous = () => NAMES.map((name) => readOutputs(workspace)[`Previous${name}`]);
const areValid = (secrets: string[]) => secrets.map((secret) => workspace.sandbox.isValid(secret));
const stamps = (options?: RunOptions) => ['dynatrace_api_token', 'harness_platform_token']
  .map((type) => readState(workspace, type, options).map(({ address }) => /\["(\w+)"\]/.exec(address)![1]).sort());
const both = <T>(value: T): T[] => [value, value];

describe('the same files, applied again later', () => {
  test('rotate at each start, remove after each overlap, and plan nothing in between', async () => {
    synth();
    const first = await applyAt(START + DAY);
    expect([stamps(), previous()]).toEqual([both(['20261101']), first]);
    expect(readOutputs(workspace).NextHarness).toBe('2026-12-01T00:00:00.000Z');
    await workspace.expectEmptyPlan();
    setTime(START + 29 * DAY);
    await workspace.expectEmptyPlan();

    const second = await applyAt(START + PERIOD + DAY);
    expect([stamps(), previous()]).toEqual([both(['20261101', '20261201']), first]);
    expect(readOutputs(workspace).NextHarness).toBe('2026-12-31T00:00:00.000Z');
    expect(second.filter((secret) => first.includes(secret))).toEqual([]);
    expect(areValid([...first, ...second])).toEqual([true, true, true, true]);
    await workspace.expectEmptyPlan();

    expect(await applyAt(START + PERIOD + 8 * DAY)).toEqual(second);
    expect([stamps(), previous()]).toEqual([both(['20261201']), second]);
    expect(areValid(first)).toEqual([false, false]);
    await workspace.expectEmptyPlan();
  });

  test('live with every other command of Terraform, before and after a start', async () => {
    synth({ warn: true });
    const refreshOnly = () => workspace.terraform(['apply', '-refresh-only', '-auto-approve', '-input=false']);
    setTime(START + DAY);
    await workspace.terraform(['validate']);
    await workspace.terraform(['plan', '-refresh-only', '-input=false']);
    const first = await applyAt(START + DAY);
    setTime(START + 2 * PERIOD + DAY);
    await workspace.terraform(['validate']);
    await refreshOnly();
    expect([stamps(), delivered()]).toEqual([both(['20261101']), first]);
    await workspace.terraform(['plan', '-out=saved', '-input=false']);
    // A saved plan does what it says, whatever the time has become.
    workspace.sandbox.clock.set(new Date(START + 2 * PERIOD + 2 * DAY));
    await workspace.terraform(['apply', 'saved']);
    expect(stamps()).toEqual(both(['20261201', '20261231']));
    expect(areValid(delivered())).toEqual([true, true]);
    await workspace.expectEmptyPlan();
    setTime(START + 4 * PERIOD);
    await workspace.terraform(['plan', '-destroy', '-input=false']);
    await workspace.destroy();
    expect(Object.values(workspace.sandbox.inventory()).flat()).toEqual([]);
    await workspace.terraform(['plan', '-refresh-only', '-input=false']);
  });
});

test('a leaked token is revoked and issued again in its generation by -replace', async () => {
  synth();
  const leaked = await applyAt(START + DAY);
  const addresses = ['dynatrace_api_token', 'harness_platform_token'].map((type) => readState(workspace, type)[0].address);
  await workspace.terraform(['apply', '-auto-approve', '-input=false', ...addresses.map((address) => `-replace=${address}`)]);
  expect(areValid([...leaked, ...delivered()])).toEqual([false, false, true, true]);
  expect(stamps()).toEqual(both(['20261101']));
  await workspace.expectEmptyPlan();
});

test('what replaces the account of a Harness token replaces all of its generations', async () => {
  const build = (email?: string) => workspace.synthStack((stack) => {
    const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(30) });
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account), email })
      .addApiKey('Deploy').addRotatingToken('Nightly', { schedule }).exportValue('Harness');
  });
  build();
  await applyAt(START + DAY);
  const [before] = await applyAt(START + PERIOD + DAY);
  build('other@service.harness.io');
  const [after] = await applyAt(START + PERIOD + 2 * DAY);
  expect(after).not.toBe(before);
  expect(workspace.sandbox.isValid(after)).toBe(true);
  expect(readState(workspace, 'harness_platform_token').map(({ attributes }) => workspace.sandbox.isValid(attributes.value))).toEqual([true, true]);
  expect(workspace.sandbox.inventory().tokens).toHaveLength(2);
  await workspace.expectEmptyPlan();
});

test('a plain token becomes a rotating one at its own place, and back, in one apply each', async () => {
  const build = (rotates: boolean) => workspace.synthStack((stack) => {
    const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Deploy');
    (rotates ? key.addRotatingToken('Nightly', { schedule }) : key.addToken('Nightly')).exportValue('Harness');
    (rotates ? new dynatrace.RotatingApiToken(stack, 'Ingest', { scopes, schedule }) : new dynatrace.ApiToken(stack, 'Ingest', { scopes })).exportValue('Dynatrace');
  });
  let before: string[] = [];
  for (const rotates of [false, true, false]) {
    build(rotates);
    await workspace.apply();
    expect(areValid([...before, ...delivered()])).toEqual([...before.map(() => false), true, true]);
    await workspace.expectEmptyPlan();
    before = delivered();
  }
});

describe('an old artifact', () => {
  test('applied late neither destroys the token in use nor brings an ended one back', async () => {
    synth({}, 'old');
    await applyAt(START + DAY, { state: 'old' });
    // The new files have another overlap, and go on with the same state.
    workspace.synthStack((stack) => Object.entries(add(stack, { overlapDays: 14 })).forEach(([name, token]) => token.exportValue(name)), 'new',
      (stack) => new cdktf.LocalBackend(stack, { path: `${workspace.folder}/old/Stack.tfstate` }));
    setTime(START + 3 * PERIOD + DAY, { state: 'new' });
    await workspace.apply({ state: 'new' });
    const live = delivered({ state: 'old' });
    workspace.takeCalls();

    expect(await applyAt(START + 3 * PERIOD + 2 * DAY, { state: 'old' })).toEqual(live);
    expect(areValid(live)).toEqual([true, true]);
    expect(workspace.takeCalls()).toEqual([]);
    expect(stamps({ state: 'old' })).toEqual(both(['20261231', '20270130']));
  });
});

describe('a consumer in another stack', () => {
  const stacks = () => {
    let tokens: Record<string, IRotatingAccessToken>;
    workspace.synth({
      Issuer: (stack) => (tokens = add(stack)),
      Consumer: (stack) => Object.entries(tokens).forEach(([name, { value, previousValue }]) => {
        new cdktf.TerraformOutput(new Construct(stack, `Of${name}`), name, { value, sensitive: true, staticId: true });
        new cdktf.TerraformOutput(stack, `Previous${name}`, { value: previousValue, sensitive: true, staticId: true });
      }),
    });
  };

  test('takes each new value by its unchanged files, when it is applied', async () => {
    stacks();
    const issuer = { stack: 'Issuer' };
    const consumer = { stack: 'Consumer' };
    let before: string[] = [];
    for (let period = 0; period < 4; period++) {
      setTime(START + period * PERIOD + DAY, issuer);
      await workspace.apply(issuer);
      // Until it is applied it has the value before, which is valid within the overlap.
      expect(areValid(before)).toEqual(before.map(() => true));
      const { output } = await workspace.apply(consumer);
      const now = delivered(consumer);
      expect(areValid(now)).toEqual([true, true]);
      expect(now.filter((secret) => before.includes(secret))).toEqual([]);
      expect(NAMES.map((name) => readOutputs(workspace, consumer)[`Previous${name}`])).toEqual(before.length > 0 ? before : now);
      now.forEach((secret) => expect(output).not.toContain(secret));
      before = now;
    }
  });
});

describe('a machine whose clock is behind', () => {
  test.each([0, MINUTE, 4 * MINUTE])('keeps what another has just delivered: planned %d ms after the start by the one, up to 5 minutes before by the other', async (after) => {
    synth();
    const old = await applyAt(START + PERIOD - DAY);
    const fresh = await applyAt(START + PERIOD + after);
    workspace.takeCalls();
    // The services' clock is right; that of the plan is not.
    setPlanTime(workspace, START + PERIOD + after - 5 * MINUTE + 1_000);
    await workspace.apply();
    expect(delivered()).toEqual(old);
    expect(areValid([...old, ...fresh])).toEqual([true, true, true, true]);
    expect(workspace.takeCalls()).toEqual([]);
    expect(await applyAt(START + PERIOD + after + MINUTE)).toEqual(fresh);
  });

  test('brings nothing back that matters at the end of an overlap', async () => {
    synth();
    await applyAt(START + PERIOD + DAY);
    const removal = START + PERIOD + 7 * DAY;
    const fresh = await applyAt(removal);
    setPlanTime(workspace, removal - 2 * MINUTE);
    await workspace.apply();
    expect(delivered()).toEqual(fresh);
    expect(areValid(fresh)).toEqual([true, true]);
    expect(await applyAt(removal + MINUTE)).toEqual(fresh);
    expect(stamps()).toEqual(both(['20261201']));
  });
});

describe('a fault within a rotation', () => {
  const atFault = async (fault: string): Promise<Outcome> => {
    synth();
    await applyAt(START + DAY);
    await applyAt(START + PERIOD + DAY);
    // The third comes, and the first goes.
    setTime(START + 2 * PERIOD + DAY);
    workspace.sandbox.addFault(fault);
    const outcome = await workspace.apply({ codes: [0, 1] });
    workspace.sandbox.clearFaults();
    return outcome;
  };

  test.each([
    'POST /api/v2/apiTokens=500', 'POST /api/v2/apiTokens=reset', 'DELETE /api/v2/apiTokens/*=500', 'DELETE /api/v2/apiTokens/*=reset',
    'POST /ng/api/token=403', 'DELETE /ng/api/token/*=403', 'GET /api/v2/apiTokens/*=500',
  ])('%s leaves a valid value, and the next apply mends it', async (fault) => {
    const { code } = await atFault(fault);
    expect(code).toBe(1);
    // What the state has as outputs may be of before: it is valid still.
    expect(areValid(delivered())).toEqual([true, true]);
    await workspace.apply();
    expect(areValid(delivered())).toEqual([true, true]);
    expect(stamps()).toEqual(both(['20261201', '20261231']));
    await workspace.expectEmptyPlan();
    const { tokens, apiTokens } = workspace.sandbox.inventory();
    expect([tokens.length, apiTokens.length]).toEqual([2, 2]);
  });

  test.each([
    ['created: the next apply creates it again', 'POST'],
    ['removed: it has to be taken out of the state', 'DELETE'],
  ])('Terraform is killed when a Dynatrace token was %s; what was delivered stays valid', async (_, method) => {
    // Alone: Terraform walks the two systems side by side, and a kill would find the other at any point.
    synth({ onlyDynatrace: true });
    await applyAt(START + DAY);
    const second = await applyAt(START + PERIOD + DAY);
    const removed = readState(workspace, 'dynatrace_api_token').find(({ address }) => address.includes('20261101'))!.address;
    setTime(START + 2 * PERIOD + DAY);
    await workspace.apply({
      codes: [0, 1],
      // One after the other: Terraform writes the state between the calls, and a kill within that would leave half a file.
      environment: { TF_CLI_ARGS_apply: '-parallelism=1' },
      onStart: (child) => (onCall = (calledMethod, path) => {
        if (calledMethod === method && path.includes('apiTokens')) {
          onCall = () => undefined;
          process.kill(-child.pid!, 'SIGKILL');
        }
      }),
    });
    expect(areValid(second)).toEqual([true]);
    // Terraform creates and removes side by side, so a kill at the creation may find the removal done, too.
    const isGone = !workspace.sandbox.inventory().apiTokens.some(({ name }) => name === 'Ingest 20261101');
    if (method === 'DELETE') {
      expect(isGone).toBe(true);
    }
    if (isGone && readState(workspace, 'dynatrace_api_token').some(({ address }) => address === removed)) {
      expect((await workspace.apply({ codes: [1] })).output).toMatch(/Token dt0c01\.\w+ does not exist/);
      await workspace.terraform(['state', 'rm', removed]);
    }
    await workspace.apply();
    expect(areValid(delivered())).toEqual([true]);
    expect(stamps()[0]).toEqual(['20261201', '20261231']);
    await workspace.expectEmptyPlan();
  });
});

describe('a gap longer than everything', () => {
  test('within the lifetime: the next apply issues the newest and removes the rest', async () => {
    synth();
    const first = await applyAt(START + DAY);
    workspace.sandbox.clock.set(new Date(START + 3 * PERIOD - 1));
    expect(areValid(first)).toEqual([true, true]);
    const next = await applyAt(START + 3 * PERIOD + 6 * DAY);
    expect(areValid(next)).toEqual([true, true]);
    // The one before it is created as well, since its overlap is not over.
    expect(stamps()).toEqual(both(['20261231', '20270130']));
    await workspace.expectEmptyPlan();
  });

  test('once Dynatrace has deleted what ended, plans fail until that is taken out of the state; then one apply mends all', async () => {
    synth();
    await applyAt(START + DAY);
    setTime(START + 3 * PERIOD + 8 * DAY);
    const { output } = await workspace.apply({ codes: [1] });
    expect(output).toMatch(/Token dt0c01\.\w+ does not exist/);
    await workspace.terraform(['state', 'rm', ...readState(workspace, 'dynatrace_api_token').map(({ address }) => address)]);
    await workspace.apply();
    expect(areValid(delivered())).toEqual([true, true]);
    await workspace.expectEmptyPlan();
  });
});

describe('another', () => {
  test('overlap changes no token', async () => {
    synth();
    const live = await applyAt(START + PERIOD + DAY);
    workspace.takeCalls();
    synth({ overlapDays: 30 });
    expect(await applyAt(START + PERIOD + 2 * DAY)).toEqual(live);
    expect(workspace.takeCalls()).toEqual([]);
  });

  test('lifetime moves the ends of Harness tokens, and replaces those of Dynatrace', async () => {
    synth();
    const [ingest, nightly] = await applyAt(START + DAY);
    synth({ lifetimeDays: 60 });
    const after = await applyAt(START + 2 * DAY);
    expect(after[1]).toBe(nightly);
    expect(after[0]).not.toBe(ingest);
    expect(areValid([ingest, ...after])).toEqual([false, true, true]);
    const [{ attributes }] = readState(workspace, 'harness_platform_token');
    expect(Number(attributes.valid_to)).toBe(START + 60 * DAY);
    await workspace.expectEmptyPlan();
  });
});
