import * as cdktf from 'cdktf';
import { dynatrace, harness } from '../src';
import { newStack, PASTED, synth } from './util/stacks';

const TOKEN_ID = `dt0c01.${'A'.repeat(24)}`;

function everything() {
  const stack = newStack();
  const account = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.organization('acct', 'org') });
  const key = account.addApiKey('Deploy');
  const token = key.addToken('Nightly');
  const apiToken = new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  return { stack, account, key, token, apiToken };
}

test('renders an import block with the id that the provider wants at the scope', () => {
  const { stack, account, key, token, apiToken } = everything();
  account.adopt();
  key.adopt();
  token.adopt();
  apiToken.adopt(TOKEN_ID);
  expect(synth(stack).import).toEqual(expect.arrayContaining([
    { id: 'org/Bot', to: expect.stringMatching(/^harness_platform_service_account\.Bot_\w+$/) },
    { id: 'org/Bot/Deploy/SERVICE_ACCOUNT', to: expect.stringMatching(/^harness_platform_apikey\.Bot_Deploy_\w+$/) },
    { id: 'org/Bot/Deploy/SERVICE_ACCOUNT/Nightly', to: expect.stringMatching(/^harness_platform_token\.Bot_Deploy_Nightly_\w+$/) },
    { id: TOKEN_ID, to: expect.stringMatching(/^dynatrace_api_token\.Ingest_\w+$/) },
  ]));
  expect(synth(stack).import).toHaveLength(4);
});

test('uses the provider of the resource', () => {
  const stack = newStack();
  const provider = new harness.HarnessProvider(stack, 'Other', { alias: 'other' });
  for (const id of ['A', 'B']) {
    new harness.ServiceAccount(stack, id, { harnessScope: harness.HarnessScope.account('acct'), provider }).adopt();
  }
  expect(synth(stack).import.map((block: any) => block.provider)).toEqual(['harness.other', 'harness.other']);
});

test('starts Terraform once a stack to check its version, however many are adopted', () => {
  const { stack, account, key, token, apiToken } = everything();
  account.adopt();
  key.adopt();
  token.adopt();
  apiToken.adopt(TOKEN_ID);
  const checks = stack.node.findAll().flatMap((node) => (node.node as any)._validations ?? []).filter((validation) => 'versionConstraint' in validation);
  expect(checks).toHaveLength(1);
});

test('the same import blocks come out as HCL', () => {
  const { stack, account, key } = everything();
  account.adopt();
  key.adopt();
  const hcl = cdktf.Testing.synthHcl(stack);
  expect(hcl).toMatch(/import \{\s+to = harness_platform_service_account\.Bot_\w+\s+id = "org\/Bot"/);
  expect(hcl).toMatch(/import \{\s+to = harness_platform_apikey\.Bot_Deploy_\w+\s+id = "org\/Bot\/Deploy\/SERVICE_ACCOUNT"/);
});

describe.each([
  ['Harness', (all: ReturnType<typeof everything>) => all.token, (all: ReturnType<typeof everything>) => all.token.adopt(), 'Stack/Bot/Deploy/Nightly'],
  ['Dynatrace', (all: ReturnType<typeof everything>) => all.apiToken, (all: ReturnType<typeof everything>) => all.apiToken.adopt(TOKEN_ID), 'Stack/Ingest'],
])('the value of an adopted %s token', (_, tokenOf, adopt, path) => {
  const message = `value of an adopted token can't be had, since the service gives a secret at creation only: issue a new token and hand that one on [${path}]`;

  test('is an error, since nobody can know it', () => {
    const all = everything();
    adopt(all);
    expect(() => tokenOf(all).value).toThrow(message);
    expect(() => tokenOf(all).exportValue('Out')).toThrow(message);
  });

  test('is an error at synth where it was taken before', () => {
    const all = everything();
    new cdktf.TerraformOutput(all.stack, 'Early', { value: tokenOf(all).value, sensitive: true });
    adopt(all);
    expect(() => synth(all.stack)).toThrow(message);
  });
});

test.each(['', 'Ingest', TOKEN_ID.toLowerCase(), PASTED.dynatrace])('a Dynatrace token is not adopted by %j', (id) => {
  const attempt = () => everything().apiToken.adopt(id);
  expect(attempt).toThrow('tokenId of adopt must be the first two parts of a token, such as dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX, got');
  expect(attempt).not.toThrow(PASTED.dynatrace);
});

test('a Dynatrace token is adopted by an id that only Terraform knows', () => {
  const { stack, apiToken } = everything();
  apiToken.adopt('${var.token_id}');
  expect(synth(stack).import[0].id).toBe('${var.token_id}');
});
