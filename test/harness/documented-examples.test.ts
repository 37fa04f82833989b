/** The examples of the providers' documentation, written with the L2s: what they render, and their import ids. */
import type * as cdktf from 'cdktf';
import { dynatrace, harness, l1 } from '../../src';
import { newStack, only, synth } from '../util/stacks';

const { HarnessScope } = harness;

function tokenOf(stack: cdktf.TerraformStack, owner: harness.IApiKeyOwner): harness.Token {
  return harness.ApiKey.fromAttributes(stack, 'Key', { owner, identifier: 'apikey_id' }).addToken('Test', { identifier: 'test_token', name: 'test token' });
}

/** What stands beside the documented attributes: the parent is not in the stack, so its place is held for replacement. */
const ADDED = { lifecycle: { replace_triggered_by: ['terraform_data.Key_Test_ReplaceOnChange_FD7FF8BD.id'] } };

test('Harness: a token for an account level API key of a user', () => {
  const stack = newStack();
  const token = tokenOf(stack, harness.User.fromId(stack, 'Me', { harnessScope: HarnessScope.account('account_id'), userId: 'apikey_parent_id' }));

  expect(only(synth(stack), 'harness_platform_token')).toEqual({
    identifier: 'test_token',
    name: 'test token',
    parent_id: 'apikey_parent_id',
    account_id: 'account_id',
    apikey_type: 'USER',
    apikey_id: 'apikey_id',
    ...ADDED,
  });
  expect(token.importId).toBe('apikey_parent_id/apikey_id/USER/test_token');
});

test('Harness: a token for an organization level API key of a service account', () => {
  const stack = newStack();
  const harnessScope = HarnessScope.organization('account_id', 'org_id');
  const token = tokenOf(stack, harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope, identifier: 'apikey_parent_id' }));

  expect(only(synth(stack), 'harness_platform_token')).toEqual({
    identifier: 'test_token',
    name: 'test token',
    parent_id: 'apikey_parent_id',
    account_id: 'account_id',
    org_id: 'org_id',
    apikey_type: 'SERVICE_ACCOUNT',
    apikey_id: 'apikey_id',
    ...ADDED,
  });
  expect(token.importId).toBe('org_id/apikey_parent_id/apikey_id/SERVICE_ACCOUNT/test_token');
});

test('Harness: a token for a project level API key of a service account', () => {
  const stack = newStack();
  const harnessScope = HarnessScope.project('account_id', 'org_id', 'project_id');
  const token = tokenOf(stack, harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope, identifier: 'apikey_parent_id' }));

  expect(only(synth(stack), 'harness_platform_token')).toEqual({
    identifier: 'test_token',
    name: 'test token',
    parent_id: 'apikey_parent_id',
    account_id: 'account_id',
    org_id: 'org_id',
    project_id: 'project_id',
    apikey_type: 'SERVICE_ACCOUNT',
    apikey_id: 'apikey_id',
    ...ADDED,
  });
  expect(token.importId).toBe('org_id/project_id/apikey_parent_id/apikey_id/SERVICE_ACCOUNT/test_token');
});

test('Dynatrace: a disabled token', () => {
  const stack = newStack();
  new dynatrace.ApiToken(stack, 'Test', { name: '#name#', enabled: false, scopes: [dynatrace.ApiTokenScope.of('geographicRegions.read')] });

  expect(only(synth(stack), 'dynatrace_api_token')).toEqual({
    name: '#name#',
    enabled: false,
    scopes: ['geographicRegions.read'],
    lifecycle: { create_before_destroy: true, replace_triggered_by: ['terraform_data.Test_ReplaceOnChange_2F05DE08.id'] },
  });
});

test('every resource and data source of the schemas is bound', () => {
  expect(Object.keys(l1.harness).sort()).toEqual([
    'dataHarnessPlatformApikey', 'dataHarnessPlatformCurrentUser', 'dataHarnessPlatformServiceAccount', 'dataHarnessPlatformToken',
    'platformApikey', 'platformRoleAssignments', 'platformSecretText', 'platformServiceAccount', 'platformToken',
  ]);
  expect(Object.keys(l1.dynatrace).sort()).toEqual(['apiToken', 'dataDynatraceApiToken', 'dataDynatraceApiTokens']);
});
