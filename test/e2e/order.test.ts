/** In which order the services are called, within a stack and across stacks. */
import * as cdktf from 'cdktf';
import { dynatrace, harness, l1 } from '../../src';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

const CREATED = ['POST /ng/api/serviceaccount -> 200', 'POST /ng/api/apikey -> 200', 'POST /ng/api/token -> 200'];
const DELETED = ['DELETE /ng/api/token/Nightly -> 200', 'DELETE /ng/api/apikey/Deploy -> 200', 'DELETE /ng/api/serviceaccount/Bot -> 200'];

test('a chain is created from account to token and destroyed in the reverse', async () => {
  workspace.synthStack((stack) => {
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.project(workspace.account, 'org', 'proj') }).addApiKey('Deploy').addToken('Nightly');
  });
  await workspace.apply();
  expect(workspace.takeCalls()).toEqual(CREATED);
  await workspace.destroy();
  expect(workspace.takeCalls()).toEqual(DELETED);
});

test('the order stays where every reference is overridden by a literal', async () => {
  workspace.synthStack((stack) => {
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account(workspace.account) }).addApiKey('Deploy');
    const token = key.addToken('Nightly');
    for (const construct of [key, token]) {
      const resource = construct.node.defaultChild as cdktf.TerraformResource;
      resource.addOverride('account_id', workspace.account);
      resource.addOverride('parent_id', 'Bot');
    }
    (token.node.defaultChild as cdktf.TerraformResource).addOverride('apikey_id', 'Deploy');
  });
  await workspace.apply();
  expect(workspace.takeCalls()).toEqual(CREATED);
  await workspace.destroy();
  expect(workspace.takeCalls()).toEqual(DELETED);
});

test('two stacks that own parent and child deploy and destroy in order, and the secret of one reaches the other', async () => {
  workspace.synth({
    Parents: (stack) => {
      new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.organization(workspace.account, 'org') }).addApiKey('Deploy');
    },
    Children: (stack, [parents]) => {
      const key = parents.node.findChild('Bot').node.findChild('Deploy') as harness.ApiKey;
      const token = new harness.Token(stack, 'Nightly', { apiKey: key });
      token.exportValue('Nightly');
    },
    Consumers: (stack, [, children]) => {
      const token = children.node.findChild('Nightly') as harness.Token;
      new cdktf.TerraformOutput(stack, 'Bearer', { value: `Bearer ${token.value}`, sensitive: true });
    },
  });
  for (const stack of ['Parents', 'Children', 'Consumers']) {
    await workspace.apply({ stack });
  }
  for (const stack of ['Parents', 'Children', 'Consumers']) {
    await workspace.expectEmptyPlan({ stack });
  }
  expect(workspace.takeCalls()).toEqual(CREATED);
  const bearer: string = await workspace.outputValue('Bearer', { stack: 'Consumers' });
  expect(bearer).toMatch(/^Bearer sat\./);
  expect(workspace.sandbox.isValid(bearer.slice('Bearer '.length))).toBe(true);

  for (const stack of ['Consumers', 'Children', 'Parents']) {
    await workspace.destroy({ stack });
  }
  expect(workspace.takeCalls()).toEqual(DELETED);
});

test('a secret read from another state is not shown in a plan', async () => {
  const stacks = (mark: string) => ({
    Issuer: (stack: cdktf.TerraformStack) => {
      new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
    },
    Consumer: (stack: cdktf.TerraformStack, [issuer]: cdktf.TerraformStack[]) => {
      const { value } = issuer.node.findChild('Ingest') as dynatrace.ApiToken;
      new l1.harness.platformServiceAccount.PlatformServiceAccount(stack, 'Holder', {
        accountId: workspace.account, identifier: 'Holder', name: 'Holder', email: 'holder@service.harness.io', description: `${mark} ${value}`,
      });
    },
  });
  workspace.synth(stacks('first'));
  await workspace.apply({ stack: 'Issuer' });
  const created = await workspace.apply({ stack: 'Consumer' });
  workspace.synth(stacks('second'));
  const changed = await workspace.plan({ stack: 'Consumer' });
  const held = (await workspace.resources({ stack: 'Consumer' }))['harness_platform_service_account.Holder'].description;
  expect(held).toMatch(/^first dt0c01\./);
  for (const { output } of [created, changed]) {
    expect(output).toContain('(sensitive value)');
    expect(output).not.toContain(held.split('.')[2]);
  }
});
