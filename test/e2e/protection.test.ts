/** applyRemovalPolicy: Terraform refuses each plan that would destroy or replace what is protected, and nothing else. */
import { dynatrace, Expiration, harness, RemovalPolicy } from '../../src';
import { Workspace } from '../util/workspace';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterAll(() => workspace.close());

const chain = (policy: RemovalPolicy, expiresAt: string, description: string) => workspace.synthStack((stack) => {
  const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account), description });
  bot.addApiKey('Key').addToken('Token').applyRemovalPolicy(policy);
  new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest(), expiresAt: Expiration.at(expiresAt) }).applyRemovalPolicy(policy);
});

test('a protected token outlives a replacement and a destroy, and can still be changed and freed', async () => {
  chain(RemovalPolicy.PREVENT_DESTROY, '2027-03-31T00:00:00Z', 'first');
  await workspace.apply();
  const tokens = () => workspace.sandbox.inventory().apiTokens.concat(workspace.sandbox.inventory().tokens as any).length;
  expect(tokens()).toBe(2);

  // Another end replaces a Dynatrace token.
  chain(RemovalPolicy.PREVENT_DESTROY, '2027-06-30T00:00:00Z', 'first');
  expect((await workspace.plan({ codes: [1] })).output).toContain('Instance cannot be destroyed');
  chain(RemovalPolicy.PREVENT_DESTROY, '2027-03-31T00:00:00Z', 'second');
  await workspace.apply();
  await workspace.expectEmptyPlan();
  // What stands below an account keeps the account, too.
  expect((await workspace.destroy({ codes: [1] })).output).toContain('Instance cannot be destroyed');
  expect(tokens()).toBe(2);

  chain(RemovalPolicy.DESTROY, '2027-03-31T00:00:00Z', 'second');
  await workspace.destroy();
  expect(tokens()).toBe(0);
});
