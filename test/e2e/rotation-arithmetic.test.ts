/** What Terraform calculates at plan is what the library calculates: hundreds of schedules at random moments, in one plan. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { dynatrace } from '../../src';
import { iso, moments, type ScheduleCase } from '../util/schedules';
import { newStack, synth } from '../util/stacks';
import { Workspace } from '../util/workspace';

type Case = ScheduleCase & { readonly at: number };

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open();
});
afterEach(() => workspace.close());

/** The locals of a stack that has the schedule and is planned at the moment, each name with the prefix. */
function localsOf({ schedule, at }: Case, prefix: string): Record<string, string> {
  // Late enough for every start; the moment of the case takes its place.
  const late = '2200-01-01T00:00:00Z';
  const stack = newStack({ now: late });
  new dynatrace.RotatingApiToken(stack, 'Token', { scopes: dynatrace.ApiTokenScopes.dataIngest(), schedule });
  const now = iso(Math.floor(at / 1_000) * 1_000).replace('.000Z', 'Z');
  const text = JSON.stringify(synth(stack).locals).replaceAll('AccessTokens', prefix).replace(late, now);
  return JSON.parse(text);
}

async function calculated(cases: Case[]): Promise<any[]> {
  const locals: Record<string, string> = {};
  const results = cases.map((of, index) => {
    const prefix = `c${index}_`;
    const own = localsOf(of, prefix);
    Object.assign(locals, own);
    const [map] = Object.keys(own).filter((name) => /_\d+[a-z]$/.test(name));
    return `{ generations = local.${map}, newest = local.${map}_newest, next = local.${map}_next, seconds = local.${prefix}Seconds }`;
  });
  const folder = join(workspace.folder, 'state', 'stacks', 'Stack');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ locals, output: { Results: { value: `\${[${results.join(', ')}]}` } } }));
  await workspace.apply();
  return workspace.outputValue('Results');
}

function expected({ schedule, at }: Case): unknown {
  const generations = schedule.generations(iso(at));
  return {
    seconds: Math.floor(at / 1_000),
    generations: Object.fromEntries(generations.map(({ stamp, expiresAt }) => [stamp, { end: expiresAt, end_milliseconds: Date.parse(expiresAt!) }])),
    newest: generations.find(({ isNewest }) => isNewest)!.stamp,
    next: schedule.nextRotation(iso(at)),
  };
}

test('at random moments of random schedules', async () => {
  const cases = fc.sample(moments, { seed: 20_261_101, numRuns: 250 });
  const results = await calculated(cases);
  expect(results).toEqual(cases.map(expected));
});

test('on the days at which calendars go wrong', async () => {
  const [{ schedule, ...of }] = fc.sample(moments, { seed: 1, numRuns: 1 });
  const days = [
    '2002-12-31', '2003-01-01', '2004-02-28', '2004-02-29', '2004-03-01', '2026-02-28', '2026-03-01',
    '2096-02-29', '2099-12-31', '2100-02-28', '2100-03-01', '2200-03-01',
  ];
  const cases = days.flatMap((day) => ['00:00:00', '23:59:59'].map((time) => ({ ...of, schedule, at: Date.parse(`${day}T${time}Z`) })));
  const results = await calculated(cases);
  expect(results.map((result, index) => [iso(cases[index].at), result])).toEqual(cases.map((one) => [iso(one.at), expected(one)]));
});
