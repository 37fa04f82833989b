/** Each construct at each scope it has, by real Terraform: apply, change, import, adopt, destroy, and an empty plan after each. */
import type * as cdktf from 'cdktf';
import { Duration, dynatrace, Expiration, harness } from '../../src';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;
const { ApiTokenScope } = dynatrace;

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

interface Round {
  readonly changed?: boolean;
  readonly adopt?: boolean;
}

/** All that a case makes, in the order of its creation, with the id that imports it. */
type Made = [cdktf.TerraformResource, string][];
type Build = (stack: cdktf.TerraformStack, round: Round) => Made;

function resourceOf(construct: { node: { defaultChild?: unknown } }): cdktf.TerraformResource {
  return construct.node.defaultChild as cdktf.TerraformResource;
}

function chain(harnessScope: () => harness.HarnessScope): Build {
  return (stack, { changed, adopt }) => {
    const more: harness.EntityOptions = changed
      ? { description: 'changed', tags: { changed: 'yes' } }
      : { tags: { team: 'delivery', flag: '' } };
    const bot = new harness.ServiceAccount(stack, 'CiBot', { harnessScope: harnessScope(), name: changed ? 'New name' : 'CI bot', identifier: 'ci_bot', ...more });
    const key = bot.addApiKey('Deploy', { defaultTokenLifetime: Duration.days(changed ? 60 : 30), ...more });
    const token = key.addToken('Pipeline', { expiresAt: Expiration.at(changed ? '2027-06-30T00:00:00Z' : '2027-03-31T00:00:00Z'), ...more });
    if (adopt) {
      [bot, key, token].forEach((construct) => construct.adopt());
    }
    return [[resourceOf(bot), bot.importId], [resourceOf(key), key.importId], [resourceOf(token), token.importId]];
  };
}

/** The one user who may manage a user's keys: the one whom the provider's credentials belong to. */
const USER_ID = 'SandboxAdministrator00';

const userChain: Build = (stack, { changed, adopt }) => {
  const harnessScope = HarnessScope.account(workspace.account);
  const me = adopt ? harness.User.fromId(stack, 'Me', { harnessScope, userId: USER_ID }) : harness.User.current(stack, 'Me', { harnessScope });
  const key = me.addApiKey('Mine', { description: changed ? 'changed' : undefined });
  const token = key.addToken('Nightly', { description: changed ? 'changed' : undefined });
  if (adopt) {
    [key, token].forEach((construct) => construct.adopt());
  }
  const importId = `${USER_ID}/Mine/USER`;
  return [[resourceOf(key), importId], [resourceOf(token), `${importId}/Nightly`]];
};

function apiToken(props: dynatrace.ApiTokenProps): Build {
  return (stack, { changed, adopt }) => {
    const token = new dynatrace.ApiToken(stack, 'Ingest', {
      ...props, ...(changed && { name: 'renamed', enabled: false, scopes: [ApiTokenScope.METRICS_READ] }),
    });
    const existing = workspace.sandbox.inventory().apiTokens[0]?.id ?? '';
    if (adopt) {
      token.adopt(existing);
    }
    return [[resourceOf(token), existing]];
  };
}

const CASES: [string, Build][] = [
  ['a chain at account scope', chain(() => HarnessScope.account(workspace.account))],
  ['a chain at organization scope', chain(() => HarnessScope.organization(workspace.account, 'org'))],
  ['a chain at project scope', chain(() => HarnessScope.project(workspace.account, 'org', 'proj'))],
  ['a chain of a user', userChain],
  ['a Dynatrace token', apiToken({ scopes: [ApiTokenScope.METRICS_INGEST, ApiTokenScope.LOGS_INGEST] })],
  ['a Dynatrace token that ends', apiToken({ scopes: [ApiTokenScope.METRICS_READ], expiresAt: Expiration.at('2027-03-31T00:00:00Z') })],
  ['a personal Dynatrace token', apiToken({ scopes: [ApiTokenScope.SETTINGS_READ], personalAccessToken: true })],
];

test.each(CASES)('%s', async (_, build) => {
  const nothing = workspace.sandbox.inventory();

  workspace.synthStack((stack) => build(stack, {}));
  await workspace.apply();
  await workspace.expectEmptyPlan();

  workspace.synthStack((stack) => build(stack, { changed: true }));
  workspace.takeCalls();
  expect((await workspace.apply()).output).toMatch(/0 added, [1-9]\d* changed, 0 destroyed/);
  expect(workspace.takeCalls().map((call) => call.split(' ')[0])).toEqual(expect.not.arrayContaining(['POST', 'DELETE']));
  await workspace.expectEmptyPlan();

  let made: Made = [];
  workspace.synthStack((stack) => (made = build(stack, { changed: true })), 'imported');
  for (const [resource, importId] of made) {
    await workspace.terraform(['import', '-input=false', `${resource.terraformResourceType}.${resource.friendlyUniqueId}`, importId], { state: 'imported' });
  }
  expect((await workspace.apply({ state: 'imported' })).output).toContain('0 changed, 0 destroyed');
  await workspace.expectEmptyPlan({ state: 'imported' });

  workspace.synthStack((stack) => build(stack, { changed: true, adopt: true }), 'adopted');
  expect((await workspace.apply({ state: 'adopted' })).output).toMatch(new RegExp(`${made.length} imported, \\d added, 0 changed, 0 destroyed`));
  await workspace.expectEmptyPlan({ state: 'adopted' });

  await workspace.destroy();
  expect(workspace.sandbox.inventory()).toEqual(nothing);
});
