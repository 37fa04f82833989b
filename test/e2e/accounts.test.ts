/** Which Harness account a stack works on. */
import { harness } from '../../src';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;

let workspace: Workspace;
afterEach(() => workspace.close());

test('an app runs unchanged on the sandbox whatever account it is written for, several at once as well', async () => {
  workspace = await Workspace.open();
  workspace.synthStack((stack) => {
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.project('account-id', 'delivery', 'shop') }).addApiKey('Key').addToken('Token');
    harness.User.fromId(stack, 'Me', { harnessScope: HarnessScope.account('account-id'), userId: 'SandboxAdministrator00' }).addApiKey('Laptop').addToken('Cli');
    const provider = new harness.HarnessProvider(stack, 'Europe', { alias: 'europe', accountId: 'europe-account' });
    new harness.ServiceAccount(stack, 'EuropeBot', { harnessScope: HarnessScope.account('europe-account'), identifier: 'Bot', provider }).addApiKey('Key').addToken('Token');
  });
  await workspace.apply();
  await workspace.expectEmptyPlan();
  expect(workspace.sandbox.inventory().serviceAccounts.map(({ scope }) => scope)).toEqual(['delivery/shop', 'europe-account: account']);
  await workspace.destroy();
  expect(workspace.sandbox.inventory()).toMatchObject({ serviceAccounts: [], apiKeys: [], tokens: [] });
});

test.each<[string, string | undefined]>([['two scopes', undefined], ['--account-id and a scope', 'account-id']])(
  '%s that name different accounts are told apart, not left to Terraform to be astonished at', async (_, accountId) => {
    workspace = await Workspace.open({ accountId });
    workspace.synthStack((stack) => {
      new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account('account-id') });
      new harness.ServiceAccount(stack, 'Other', { harnessScope: HarnessScope.account('other-id') });
    });
    const { output } = await workspace.apply({ codes: [1] });
    expect(output.replace(/[│\s]+/g, ' ')).toMatch(/The resource asks for account \[(other|account)-id\], but its provider works on account \[(account|other)-id\]/);
    expect(output).not.toContain('inconsistent');
  });
