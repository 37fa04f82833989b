/** `cdktf synth --hcl`, the way out of cdktf: Terraform reads it as it reads the JSON. */
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { Duration, dynatrace, Expiration, harness, RotationSchedule } from '../../src';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;
const scopes = dynatrace.ApiTokenScopes.dataIngest();
const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-10-15T00:00:00Z', overlap: Duration.days(7) });
/** Whatever a text can hold, in Terraform's words and in literal ones. */
const TEXT = 'first "line"\nsecond \\ with a\ttab, a $${literal}, %%{ too, ${upper("an } \\"expression\\" {")} and %{ if true }a "directive"%{ endif }';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

/** Synthesizes as HCL what has its state beside the JSON. */
function synthHcl(build: (stack: cdktf.TerraformStack) => void): void {
  process.env.SYNTH_HCL_OUTPUT = 'true';
  try {
    workspace.synthStack(build, 'hcl', (stack) => new cdktf.LocalBackend(stack, { path: workspace.stateFile('Stack') }));
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
}

async function expectSamePlan(): Promise<void> {
  expect((await workspace.terraform(['validate'], { state: 'hcl' })).output).toBe('Success! The configuration is valid.\n\n');
  await workspace.expectEmptyPlan({ state: 'hcl' });
}

function everything(stack: cdktf.TerraformStack, move = false, adopt = false): void {
  const europe = new harness.HarnessProvider(stack, 'Europe', { alias: 'europe' });
  const team = new Construct(stack, move ? 'Newer' : 'Team "one"');
  const bot = new harness.ServiceAccount(team, 'Bot', {
    harnessScope: HarnessScope.project(workspace.account, 'org', 'proj'), description: TEXT, tags: { team: 'a "quoted" \\ one', flag: '' }, provider: europe,
  });
  const key = bot.addApiKey('Deploy');
  const token = key.addToken('Nightly', { expiresAt: Expiration.at('2027-03-31T00:00:00Z'), warnBeforeExpiry: Duration.days(14) });
  const free = new harness.Token(stack, 'Free', { apiKey: key });
  const monthly = key.addRotatingToken('Monthly', { schedule, warnBeforeExpiry: Duration.days(3) });
  const ingest = new dynatrace.ApiToken(stack, 'Ingest', { scopes, name: '${terraform.workspace} "ingest"', expiresAt: Expiration.at('2027-03-31T00:00:00Z') });
  new dynatrace.RotatingApiToken(stack, 'Rotating', { scopes, schedule }).exportValue('Rotating');
  const personal = harness.User.current(stack, 'Me', { harnessScope: HarnessScope.account(workspace.account) }).addApiKey('Mine').addToken('Cli');
  dynatrace.ApiToken.fromName(stack, 'Existing', { name: 'existing' });
  bot.grantRole(harness.Role.PROJECT_VIEWER);
  new harness.SecretText(stack, 'Secret', { harnessScope: HarnessScope.account(workspace.account), value: ingest.value, description: TEXT });
  token.exportValue('Nightly');
  monthly.exportValue('Monthly');
  (ingest.node.defaultChild as cdktf.TerraformResource).addOverride('lifecycle.prevent_destroy', false);
  (personal.node.defaultChild as cdktf.TerraformResource).addOverride('description', TEXT);
  if (move) {
    bot.movedFrom('Team "one"/Bot');
  }
  if (adopt) {
    [bot, key, token, free].forEach((construct) => construct.adopt());
  }
}

test('of every construct is valid, and plans nothing on the state of the JSON', async () => {
  workspace.synth({ Stack: (stack) => new dynatrace.ApiToken(stack, 'Existing', { scopes, name: 'existing' }) }, 'before');
  await workspace.apply({ state: 'before' });
  workspace.synthStack(everything);
  await workspace.apply();
  const addresses = Object.keys(await workspace.resources());
  expect(addresses.length).toBeGreaterThan(10);

  synthHcl(everything);
  await expectSamePlan();
});

test('moves as the JSON does', async () => {
  workspace.synth({ Stack: (stack) => new dynatrace.ApiToken(stack, 'Existing', { scopes, name: 'existing' }) }, 'before');
  await workspace.apply({ state: 'before' });
  workspace.synthStack(everything);
  await workspace.apply();
  workspace.takeCalls();
  synthHcl((stack) => everything(stack, true));
  expect((await workspace.apply({ state: 'hcl' })).output).toContain('0 added, 0 changed, 0 destroyed');
  expect(workspace.takeCalls()).toEqual([]);
});

test('adopts as the JSON does, and keeps what is held back', async () => {
  const build = (adopt: boolean, end: string) => (stack: cdktf.TerraformStack) => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account(workspace.account), description: TEXT, email: 'a@b.c' });
    const apiToken = new dynatrace.ApiToken(stack, 'Ingest', { scopes, expiresAt: Expiration.at(end) });
    if (adopt) {
      bot.adopt();
      apiToken.adopt(workspace.sandbox.inventory().apiTokens[0].id);
    }
  };
  workspace.synthStack(build(false, '2027-03-31T00:00:00Z'), 'before');
  await workspace.apply({ state: 'before' });
  workspace.takeCalls();
  synthHcl(build(true, '2027-03-31T00:00:00Z'));
  expect((await workspace.apply({ state: 'hcl' })).output).toContain('2 imported, 2 added, 0 changed, 0 destroyed');
  await expectSamePlan();
  synthHcl(build(true, '2027-06-30T00:00:00Z'));
  expect((await workspace.plan({ state: 'hcl', codes: [1] })).output).toContain('would have to be replaced');
  synthHcl(build(false, '2027-03-31T00:00:00Z'));
  await expectSamePlan();
  expect(workspace.takeCalls()).toEqual([]);
});

test('replaces as the JSON does', async () => {
  const build = (end: string) => (stack: cdktf.TerraformStack) => new dynatrace.ApiToken(stack, 'Ingest', { scopes, expiresAt: Expiration.at(end) });
  workspace.synthStack(build('2027-03-31T00:00:00Z'));
  await workspace.apply();
  synthHcl(build('2027-06-30T00:00:00Z'));
  expect((await workspace.plan({ state: 'hcl' })).output).toContain('2 to add, 0 to change, 2 to destroy');
});
