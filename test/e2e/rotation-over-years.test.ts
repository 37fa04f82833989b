/**
 * Ten simulated years of rotation by real Terraform: random schedules, the same files applied at random times. What must
 * hold is counted here from the starts up, by none of the library's arithmetic.
 */
import { dynatrace, Duration, harness, RotationSchedule } from '../../src';
import { readOutputs, readState, setPlanTime } from '../util/plan-time';
import { Workspace } from '../util/workspace';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const LEAD = 300 * SECOND;
const BEGIN = Date.parse('2026-11-01T00:00:00Z');
const YEARS = 10 * 365 * DAY;

jest.setTimeout(900_000);

interface Plan {
  readonly id: string;
  readonly start: number;
  readonly period: number;
  readonly overlap: number;
  readonly lifetime?: number;
}

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: new Date(BEGIN) });
});
afterEach(() => workspace.close());

/** The same numbers in each run, so that a failure comes back. */
function random(seed: number): () => number {
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
}

function synth(plans: Plan[]): void {
  workspace.synthStack((stack) => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) });
    for (const { id, start, period, overlap, lifetime } of plans) {
      const schedule = RotationSchedule.every(Duration.milliseconds(period), {
        startingAt: new Date(start).toISOString(),
        overlap: Duration.milliseconds(overlap),
        lifetime: lifetime ? Duration.milliseconds(lifetime) : undefined,
      });
      bot.addApiKey(`Key${id}`).addRotatingToken(`H${id}`, { schedule }).exportValue(`H${id}`);
      const apiToken = new dynatrace.RotatingApiToken(stack, `D${id}`, { scopes: dynatrace.ApiTokenScopes.dataIngest(), schedule });
      apiToken.exportValue(`D${id}`);
    }
  });
}

/** Applies the same files at each of the times, and checks all that must hold then, and in between. */
async function live(plans: Plan[], times: number[], next: () => number): Promise<void> {
  synth(plans);
  const { sandbox } = workspace;
  /** What each address was when it was first seen. */
  const known = new Map<string, unknown>();
  let delivered: Record<string, string> = {};
  const expectValid = (at: number, secrets: Record<string, string>) => {
    sandbox.clock.set(new Date(at));
    const dead = Object.entries(secrets).filter(([, secret]) => !sandbox.isValid(secret)).map(([name]) => name);
    expect({ at: new Date(at).toISOString(), dead }).toEqual({ at: new Date(at).toISOString(), dead: [] });
  };

  for (const [index, time] of times.entries()) {
    if (index > 0) {
      const [before, last] = [times[index - 1], time - 1];
      for (const moment of [before + next() * (last - before), last]) {
        expectValid(moment, delivered);
      }
    }
    sandbox.clock.set(new Date(time));
    setPlanTime(workspace, time);
    await workspace.apply();

    const previous = delivered;
    delivered = readOutputs(workspace);
    expectValid(time, delivered);
    const instances = [...readState(workspace, 'harness_platform_token'), ...readState(workspace, 'dynatrace_api_token')];
    for (const { id, start, period, overlap, lifetime = 3 * period } of plans) {
      // The starts are counted up, and not divided.
      let newest = start;
      while (newest + period <= time) {
        newest += period;
      }
      for (const [name, endOf, secretOf] of [
        [`H${id}`, ({ valid_to }: any) => Number(valid_to), ({ value }: any) => value],
        [`D${id}`, ({ expiration_date }: any) => Date.parse(expiration_date), ({ token }: any) => token],
      ] as const) {
        const own = instances.filter(({ attributes }) => attributes.name.startsWith(`${name} `)).map(({ attributes }) => attributes);
        const ends = own.map(endOf).sort((a, b) => a - b);
        const starts = ends.map((end) => end - lifetime);
        expect(own.length).toBeLessThanOrEqual(2);
        expect(own.map(secretOf).filter((secret) => secret === delivered[name])).toHaveLength(1);
        expect(endOf(own.find((attributes) => secretOf(attributes) === delivered[name]))).toBe(newest + lifetime);
        // Beside the newest there is only the one before, within its overlap, or the next one, within the lead.
        for (const other of starts.filter((candidate) => candidate !== newest)) {
          expect([newest - period, newest + period]).toContain(other);
          expect(other < newest ? time < newest + overlap : time >= other - LEAD).toBe(true);
        }
        // What was delivered before stays for the overlap.
        if (previous[name] && previous[name] !== delivered[name] && time < newest + overlap && time < newest + period - LEAD) {
          expectValid(newest + overlap - 1, { [name]: previous[name] });
          sandbox.clock.set(new Date(time));
        }
      }
    }
    for (const { address, attributes } of instances) {
      const { identifier, name, valid_to, expiration_date, value, token, scopes } = attributes;
      const facts = JSON.stringify({ identifier, name, valid_to, expiration_date, value, token, scopes });
      expect({ address, facts: known.get(address) ?? facts }).toEqual({ address, facts });
      known.set(address, facts);
    }
    // Nothing is left at the services that Terraform does not know.
    const { tokens, apiTokens } = sandbox.inventory();
    expect(tokens.length + apiTokens.length).toBe(instances.length);
  }
  await workspace.expectEmptyPlan();
  await workspace.destroy();
  expect(Object.values(sandbox.inventory()).flat()).toEqual([]);
}

test('with an apply at least each overlap, whatever the schedules, no delivered value is ever dead', async () => {
  const next = random(2026);
  const between = (min: number, max: number) => Math.round((min + next() * (max - min)) / SECOND) * SECOND;
  const plans = ['A', 'B', 'C', 'D'].map((id): Plan => {
    const period = id === 'A' ? 100 * DAY : between(90 * DAY, 500 * DAY);
    const overlap = id === 'B' ? period : between(60 * DAY, Math.min(period, 90 * DAY));
    const lifetime = id === 'C' ? period + 2 * overlap : id === 'D' ? between(period + 2 * overlap, 5 * period) : undefined;
    return { id, start: BEGIN + between(-period, 0.9 * period), period, overlap, lifetime };
  });
  const least = Math.min(...plans.map(({ overlap }) => overlap));
  const times: number[] = [BEGIN];
  while (times.at(-1)! < BEGIN + YEARS) {
    // Often at, just before or just after a start or a removal.
    const time = times.at(-1)! + between(0.4 * least, least);
    const { start, period, overlap } = plans[Math.floor(next() * plans.length)];
    const nudge = [-LEAD, -SECOND, 0, SECOND, LEAD][Math.floor(next() * 5)];
    const edge = start + Math.round((time - start) / period) * period + (next() < 0.5 ? 0 : overlap) + nudge;
    times.push(edge > times.at(-1)! && edge <= times.at(-1)! + least ? edge : time);
  }
  await live(plans, times, next);
});

test('with an overlap as long as the period, one apply a period is enough, whenever it comes', async () => {
  const next = random(7);
  const period = 73 * DAY;
  const plans: Plan[] = [{ id: 'A', start: BEGIN, period, overlap: period }, { id: 'B', start: BEGIN, period, overlap: period, lifetime: 4 * period }];
  const times = Array.from({ length: Math.floor(YEARS / period) }, (_, index) => {
    const share = [0, 1 - 1 / period, next(), next(), next()][Math.floor(next() * 5)];
    return BEGIN + Math.floor((index + share) * period / SECOND) * SECOND;
  });
  await live(plans, times, next);
});
