import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect(synth(stack).terraform.required_version).toBe('>= 1.5.0');
});

test('uses the provider of the resource', () => {
  const stack = newStack();
  const provider = new harness.HarnessProvider(stack, 'Other', { alias: 'other' });
  for (const id of ['A', 'B']) {
    new harness.ServiceAccount(stack, id, { harnessScope: harness.HarnessScope.account('acct'), provider }).adopt();
  }
  expect(synth(stack).import.map((block: any) => block.provider)).toEqual(['harness.other', 'harness.other']);
  expect(cdktf.Testing.synthHcl(stack)).toMatch(/import \{\s+to = harness_platform_service_account\.A_\w+\s+id = "A"\s+provider = harness\.other\s+\}/);
});

test('needs no Terraform on the machine that synthesizes', () => {
  const path = process.env.PATH;
  process.env.PATH = '';
  try {
    const { stack, account, key, token, apiToken } = everything();
    account.adopt();
    key.adopt();
    token.adopt();
    apiToken.adopt(TOKEN_ID);
    expect(synth(stack).import).toHaveLength(4);
  } finally {
    process.env.PATH = path;
  }
});

test('renders one block, however often it is called', () => {
  const { stack, account, apiToken } = everything();
  account.adopt();
  account.adopt();
  apiToken.adopt(TOKEN_ID);
  apiToken.adopt(TOKEN_ID);
  expect(synth(stack).import).toHaveLength(2);
});

test('takes over one token only', () => {
  const { apiToken } = everything();
  apiToken.adopt(TOKEN_ID);
  expect(() => apiToken.adopt(TOKEN_ID.replace('A', 'B'))).toThrow(
    `adopt must take over one thing (${TOKEN_ID}), got '${TOKEN_ID.replace('A', 'B')}': call it once [Stack/Ingest]`);
});

describe('while adopt() is in the code', () => {
  function documentOf(adopt: boolean): any {
    const { stack, account, key, token, apiToken } = everything();
    const free = new harness.Token(stack, 'Free', { apiKey: key });
    if (adopt) {
      [account, key, token, free].forEach((construct) => construct.adopt());
      apiToken.adopt(TOKEN_ID);
    }
    return synth(stack);
  }

  const lifecycles = (document: any): any[] => Object.values<any>(document.resource).flatMap(Object.values).map(({ lifecycle }) => lifecycle ?? {});
  const triggers = (document: any): string[] => lifecycles(document).flatMap((lifecycle) => lifecycle.replace_triggered_by ?? []);

  test('nothing that is created in the same apply triggers a replacement', () => {
    expect(triggers(documentOf(false)).filter((trigger) => trigger.startsWith('terraform_data.'))).toHaveLength(3);
    expect(triggers(documentOf(true)).filter((trigger) => trigger.startsWith('terraform_data.'))).toEqual([]);
    expect(triggers(documentOf(true))).toHaveLength(3);
  });

  test('an apply that would have to replace fails', () => {
    const { resource, locals } = documentOf(true);
    const [[name, account]] = Object.entries<any>(resource.harness_platform_service_account);
    const held = Object.keys(resource.terraform_data).find((id) => id.startsWith('Bot_'))!;
    expect(name).toMatch(/^Bot_/);
    expect(account.lifecycle).toEqual({
      precondition: [{
        condition: `\${jsonencode(terraform_data.${held}.triggers_replace) == jsonencode(local.${Object.keys(locals).find((id) => id.startsWith('Bot_'))})}`,
        error_message: 'Stack/Bot would have to be replaced, which adopt() holds back: remove adopt() from the code, since it has done its work, and apply.',
      }],
    });
    expect(resource.terraform_data[held].lifecycle).toEqual({ ignore_changes: ['triggers_replace'] });
    expect(Object.values(locals)).toContainEqual(resource.terraform_data[held].triggers_replace);
  });

  test('what is held, its addresses and all else stay as they are', () => {
    const [plain, adopted] = [documentOf(false), documentOf(true)].map(({ resource }) => JSON.parse(JSON.stringify(resource, (key, value) => (key === 'lifecycle' ? undefined : value))));
    expect(adopted).toEqual(plain);
  });

  test.each([[undefined], [{ preventDestroy: true }]])("a lifecycle of the user's is kept: %j", (lifecycle) => {
    const { stack, account } = everything();
    (account.node.defaultChild as cdktf.TerraformResource).lifecycle = lifecycle;
    account.adopt();
    expect(Object.values<any>(synth(stack).resource.harness_platform_service_account)[0].lifecycle).toEqual({
      ...lifecycle && { prevent_destroy: true }, precondition: [expect.objectContaining({ condition: expect.any(String) })],
    });
  });

  test('a Dynatrace token is still created before the old one is destroyed', () => {
    const [token] = Object.values<any>(documentOf(true).resource.dynatrace_api_token);
    expect(token.lifecycle).toMatchObject({ create_before_destroy: true });
    expect(token.lifecycle).not.toHaveProperty('replace_triggered_by');
  });
});

describe('what has an id that only Terraform knows', () => {
  const attempt = (output?: string, end = 'exit 0') => {
    const folder = mkdtempSync(join(tmpdir(), 'access-tokens-version-'));
    const terraform = join(folder, 'terraform');
    if (output) {
      writeFileSync(terraform, `#!/bin/sh\n[ "$*" = "version -json" ] && [ "$CHECKPOINT_DISABLE" = 1 ] && [ "$HOME" ] && echo '${output}' && ${end}\n`, { mode: 0o755 });
    }
    const before = process.env.TERRAFORM_BINARY_NAME;
    process.env.TERRAFORM_BINARY_NAME = terraform;
    try {
      let document: any;
      jest.isolateModules(() => {
        // A process of its own as far as the version is concerned.
        const { User, HarnessScope }: typeof harness = jest.requireActual('../src').harness;
        const stack = newStack();
        const me = User.current(stack, 'Me', { harnessScope: HarnessScope.account('acct') });
        me.addApiKey('Mine').adopt();
        document = synth(stack);
      });
      return document;
    } finally {
      rmSync(folder, { recursive: true });
      if (before === undefined) {
        delete process.env.TERRAFORM_BINARY_NAME;
      } else {
        process.env.TERRAFORM_BINARY_NAME = before;
      }
    }
  };

  test('is refused where the Terraform at hand would take the expression as the id', () => {
    expect(() => attempt('{"terraform_version":"1.5.7"}')).toThrow('got 1.5.7');
    expect(() => attempt('{ "terraform_version": "1.5.7" }')).toThrow(
      'adopt() of what has an id that only Terraform knows needs Terraform >= 1.6, got 1.5.7: install it, or give the id, for a user by User.fromId [Stack/Me/Mine]');
  });

  test('is adopted with a Terraform that fails', () => {
    expect(attempt('{ "terraform_version": "1.5.7" }', 'exit 1').import).toHaveLength(1);
  });

  test.each([['Terraform 1.6', '{ "terraform_version": "1.6.0" }'], ['Terraform 2', '{ "terraform_version": "2.0.0" }'], ['OpenTofu', '{ "terraform_version": "1.12.6" }'], ['none', undefined], ['another tool', 'hello']])(
    'is adopted with %s at hand', (_, output) => {
      const document = attempt(output);
      expect(document.import).toEqual([expect.objectContaining({ id: expect.stringMatching(/^\$\{data\.harness_platform_current_user\..*\.id\}\/Mine\/USER$/) })]);
      expect(document.terraform.required_version).toBe('>= 1.6.0');
    });
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

test.each([
  ['nothing', ''],
  ['a name', 'Ingest'],
  ['an id in lower case', TOKEN_ID.toLowerCase()],
  ['a whole secret', PASTED.dynatrace],
  ['an id behind something else', `x${TOKEN_ID}`],
])('a Dynatrace token is not adopted by %s', (_, id) => {
  const attempt = () => everything().apiToken.adopt(id);
  expect(attempt).toThrow('tokenId of adopt must be the first two parts of a token, such as dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX, got');
  expect(attempt).not.toThrow(PASTED.dynatrace);
});

test('a Dynatrace token is adopted by an id that only Terraform knows', () => {
  const { stack, apiToken } = everything();
  apiToken.adopt('${var.token_id}');
  expect(synth(stack).import[0].id).toBe('${var.token_id}');
});
