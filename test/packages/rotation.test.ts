/** The app that rotates, in each language and on both builds, on one state: what one has deployed, the next rotates. */
import { join } from 'node:path';
import { LONG, type Program, pythonExample, synthesize, typescriptExample } from '../util/packages';
import { Workspace } from '../util/workspace';

jest.setTimeout(LONG);

const PROGRAMS: [string, () => Promise<Program>][] = [
  ['TypeScript on cdktf', () => typescriptExample('cdktf', 'rotating-tokens')],
  ['Python on cdktf', () => pythonExample('cdktf', 'rotating-tokens')],
  ['TypeScript on cdktn', () => typescriptExample('cdktn', 'rotating-tokens')],
  ['Python on cdktn', () => pythonExample('cdktn', 'rotating-tokens')],
];
const STACK = 'rotating-tokens';
const PERIOD = 30 * 86_400_000;
/** Within the overlap of each period, which is of 14 days. */
const FIRST_DEPLOY = Date.parse('2026-11-08T00:00:00Z');

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: new Date(FIRST_DEPLOY) });
});
afterEach(() => workspace.close());

async function synth(program: () => Promise<Program>, state: string): Promise<any> {
  const stacks = await synthesize(await program(), workspace.folder, join(workspace.folder, state), {
    HARNESS_ACCOUNT_ID: workspace.account,
    CDKTF_CONTEXT_JSON: JSON.stringify({ 'accessTokens:now': workspace.sandbox.clock.now().toISOString() }),
  });
  delete stacks[STACK]['//'].metadata.version;
  return stacks[STACK];
}

/** What pipelines have of a secret. */
async function delivered(state: string, identifier: string): Promise<string> {
  const resources: any[] = Object.values(await workspace.resources({ stack: STACK, state }));
  return resources.find((resource) => resource.identifier === identifier).value;
}

test('each rotates what the one before it deployed, and no delivered value dies between two deploys', async () => {
  const nothing = workspace.sandbox.inventory();
  let newest: string[] = [];
  for (const [index, [state, program]] of PROGRAMS.entries()) {
    workspace.sandbox.clock.set(new Date(FIRST_DEPLOY + index * PERIOD));
    expect({ state, valid: newest.map((secret) => workspace.sandbox.isValid(secret)) }).toEqual({ state, valid: newest.map(() => true) });
    await synth(program, state);
    await workspace.apply({ stack: STACK, state });
    await workspace.expectEmptyPlan({ stack: STACK, state });

    const before = newest;
    newest = [await delivered(state, 'deploy_token'), await delivered(state, 'dynatrace_ingest_token')];
    expect(newest.filter((secret) => before.includes(secret))).toEqual([]);
    expect(newest.map((secret) => workspace.sandbox.isValid(secret))).toEqual([true, true]);
    expect(await delivered(state, 'previous_deploy_token')).toBe(before[0] ?? newest[0]);
    const { tokens, apiTokens } = workspace.sandbox.inventory();
    expect([tokens.length, apiTokens.length]).toEqual(index === 0 ? [1, 1] : [2, 2]);
  }
  await workspace.destroy({ stack: STACK, state: PROGRAMS.at(-1)![0] });
  expect(workspace.sandbox.inventory()).toEqual(nothing);
});

test('all of them make the same JSON', async () => {
  const made: any[] = [];
  for (const [state, program] of PROGRAMS) {
    made.push(await synth(program, state));
  }
  expect(Object.keys(made[0].resource.harness_platform_token)).toHaveLength(1);
  expect(made.slice(1)).toEqual([made[0], made[0], made[0]]);
});
