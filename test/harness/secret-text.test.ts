/** Text secrets: what they hold, where they live, and how pipelines name them. */
import * as cdktf from 'cdktf';
import { dynatrace, harness, type l1 } from '../../src';
import { lateBoundStrings, newApp, newStack, only, PASTED, synth, synthApp } from '../util/stacks';

const { HarnessScope } = harness;
const TYPE = 'harness_platform_secret_text';

const ACCOUNT = HarnessScope.account('acct');
const ORGANIZATION = HarnessScope.organization('acct', 'delivery');
const PROJECT = HarnessScope.project('acct', 'delivery', 'shop');

function ingest(stack: cdktf.TerraformStack): dynatrace.ApiToken {
  return new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
}

function rendered(stack: cdktf.TerraformStack): any {
  const { '//': _, ...attributes } = only(synth(stack), TYPE);
  return attributes;
}

test.each([
  [ACCOUNT, {}, 'account.'],
  [ORGANIZATION, { org_id: 'delivery' }, 'org.'],
  [PROJECT, { org_id: 'delivery', project_id: 'shop' }, ''],
])('a token becomes a secret in one line, at %j', (harnessScope, place, prefix) => {
  const stack = newStack();
  const secret = new harness.SecretText(stack, 'IngestToken', { harnessScope, value: ingest(stack).value });
  new cdktf.TerraformOutput(stack, 'Reference', { value: secret.reference, staticId: true });
  new cdktf.TerraformOutput(stack, 'Expression', { value: secret.expression, staticId: true });
  expect(rendered(stack)).toEqual({
    ...place,
    identifier: 'IngestToken',
    name: 'IngestToken',
    secret_manager_identifier: 'harnessSecretManager',
    value_type: 'Inline',
    value: '${dynatrace_api_token.Ingest_4069586C.token}',
    lifecycle: { replace_triggered_by: ['terraform_data.IngestToken_ReplaceOnChange_330308E0.id'] },
  });
  const { output } = synth(stack);
  expect(output.Reference.value).toBe(`${prefix}\${harness_platform_secret_text.IngestToken_CF9F516B.id}`);
  expect(output.Expression.value).toBe(`<+secrets.getValue("${prefix}\${harness_platform_secret_text.IngestToken_CF9F516B.id}")>`);
});

test('another place replaces it, for which that is held', () => {
  const stack = newStack();
  new harness.SecretText(stack, 'IngestToken', { harnessScope: PROJECT, value: '${var.x}' });
  expect(only(synth(stack), 'terraform_data').triggers_replace).toEqual({ account_id: 'acct', org_id: 'delivery', project_id: 'shop' });
});

test('a secret can be one that an external secret manager has', () => {
  const stack = newStack();
  new harness.SecretText(stack, 'Deploy', { harnessScope: PROJECT, secretManager: 'account.vault', pathInSecretManager: 'ci/tokens#deploy' });
  expect(rendered(stack)).toMatchObject({ value_type: 'Reference', value: 'ci/tokens#deploy', secret_manager_identifier: 'account.vault' });
});

test('what is no token is taken, too: a sensitive variable, a part of a text', () => {
  const stack = newStack();
  const variable = new cdktf.TerraformVariable(stack, 'license', { sensitive: true, type: 'string' });
  new harness.SecretText(stack, 'License', { harnessScope: ACCOUNT, value: variable.stringValue });
  new harness.SecretText(stack, 'Header', { harnessScope: ACCOUNT, value: `Api-Token ${ingest(stack).value}` });
  expect(Object.values<any>(synth(stack).resource[TYPE]).map(({ value }) => value)).toEqual([
    'Api-Token ${dynatrace_api_token.Ingest_4069586C.token}', '${var.license}',
  ]);
});

test('a value of another stack stays marked as sensitive', () => {
  const app = newApp();
  const token = ingest(newStack({ app, id: 'Tokens' }));
  new harness.SecretText(newStack({ app, id: 'Secrets' }), 'IngestToken', { harnessScope: ACCOUNT, value: token.value });
  expect(only(synthApp(app).Secrets, TYPE).value).toMatch(/^\$\{sensitive\(data\.terraform_remote_state\./);
});

describe('refuses', () => {
  const attempt = (props: Partial<harness.SecretTextProps>) => () => new harness.SecretText(newStack(), 'X', { harnessScope: ACCOUNT, ...props });

  test.each(['literal', '', ...Object.values(PASTED)])('a literal, and does not show it', (value) => {
    expect(attempt({ value })).toThrow(
      "value must be a reference, since code and its history would contain the secret in clear text, got 'a literal': pass a token's value or a sensitive variable [Stack/X]");
  });

  test.each<[Partial<harness.SecretTextProps>, string]>([
    [{}, "value or pathInSecretManager must be set, and not both, got 'neither'"],
    [{ value: '${var.x}', pathInSecretManager: 'a#b', secretManager: 'vault' }, "must be set, and not both, got 'both'"],
    [{ pathInSecretManager: 'a#b' }, "secretManager must be an external one where pathInSecretManager is set, since Harness's own has no paths, got 'harnessSecretManager'"],
    [{ pathInSecretManager: 'a#b', secretManager: 'account.harnessSecretManager' }, 'secretManager must be an external one'],
    [{ pathInSecretManager: ' ', secretManager: 'vault' }, 'pathInSecretManager must not be empty'],
    [{ value: '${var.x}', secretManager: 'my vault' }, "secretManager must be an identifier, with 'org.' or 'account.' before it if the secret manager is in a higher scope, got 'my vault'"],
    [{ value: '${var.x}', secretManager: 'project.vault' }, 'secretManager must be an identifier'],
    [{ value: '${var.x}', secretManager: 'org.vault' }, "secretManager must not be an organization's for a secret of the account"],
  ])('%j', (props, message) => {
    expect(attempt(props)).toThrow(message);
  });

  test('a second one of the same identifier in the same place, and what was refused does not count', () => {
    const stack = newStack();
    const add = (id: string, harnessScope: harness.HarnessScope, value = '${var.x}') => new harness.SecretText(stack, id, { harnessScope, value, identifier: 'same' });
    expect(() => add('A', PROJECT, 'literal')).toThrow('value must be a reference');
    add('B', PROJECT);
    add('C', ORGANIZATION);
    expect(() => add('D', PROJECT)).toThrow('identifier is already used by Stack/B');
  });
});

test.each([
  ['account.vault', ACCOUNT], ['vault', ACCOUNT], ['account.vault', ORGANIZATION], ['org.vault', ORGANIZATION], ['org.vault', PROJECT], ['account.vault', PROJECT], ['vault', PROJECT],
])('the secret manager %s can keep a secret of a scope below its own, or in it', (secretManager, harnessScope) => {
  const stack = newStack();
  new harness.SecretText(stack, 'X', { harnessScope, value: '${var.x}', secretManager });
  expect(only(synth(stack), TYPE).secret_manager_identifier).toBe(secretManager);
});

test('what only Terraform knows passes', () => {
  const stack = newStack();
  Object.entries(lateBoundStrings(stack)).forEach(([id, text]) => {
    new harness.SecretText(stack, id, { harnessScope: ACCOUNT, value: text, secretManager: text });
    new harness.SecretText(stack, `${id}Path`, { harnessScope: ACCOUNT, pathInSecretManager: text, secretManager: text });
  });
  expect(Object.keys(synth(stack).resource[TYPE])).toHaveLength(10);
});

test.each([[ACCOUNT, 'x'], [ORGANIZATION, 'delivery/x'], [PROJECT, 'delivery/shop/x']])('import id and adoption at %j', (harnessScope, importId) => {
  const stack = newStack();
  const secret = new harness.SecretText(stack, 'X', { harnessScope, identifier: 'x', value: '${var.x}' });
  expect(secret.importId).toBe(importId);
  secret.adopt();
  expect(synth(stack).import).toEqual([{ to: expect.stringMatching(new RegExp(`^${TYPE}\\.X_`)), id: importId }]);
});

test('a secret that moved keeps its state', () => {
  const stack = newStack();
  new harness.SecretText(stack, 'New', { harnessScope: ACCOUNT, value: '${var.x}' }).movedFrom('Old');
  expect(synth(stack).moved).toContainEqual({ from: expect.stringMatching(/^harness_platform_secret_text\.Old_/), to: expect.stringMatching(/^harness_platform_secret_text\.New_/) });
});

test('the escape hatch is the generated resource, by which all else is reached', () => {
  const stack = newStack();
  const secret = new harness.SecretText(stack, 'X', { harnessScope: ACCOUNT, value: '${var.x}' });
  const resource = secret.node.defaultChild as l1.harness.platformSecretText.PlatformSecretText;
  resource.addOverride('additional_metadata', [{ values: [{ version: '1' }] }]);
  expect(rendered(stack).additional_metadata).toEqual([{ values: [{ version: '1' }] }]);
});
