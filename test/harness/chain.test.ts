import * as cdktf from 'cdktf';
import { Duration, Expiration, harness } from '../../src';
import { lateBoundStrings, newApp, newStack, only, synth, synthApp, warnings } from '../util/stacks';

const { HarnessScope } = harness;

describe('HarnessScope', () => {
  test.each([
    ['accountId', () => HarnessScope.account('')],
    ['orgId', () => HarnessScope.organization('acct', '')],
    ['orgId', () => HarnessScope.project('acct', undefined as any, 'proj')],
    ['projectId', () => HarnessScope.project('acct', 'org', 'my project')],
    ['orgId', () => HarnessScope.organization('acct', 'a/b')],
  ])('refuses an empty or broken %s', (prop, make) => {
    expect(make).toThrow(`${prop} of a HarnessScope must not be empty nor hold a slash or white space`);
  });

  test('takes ids that only Terraform knows', () => {
    for (const id of Object.values(lateBoundStrings(newStack()))) {
      expect(HarnessScope.project(id, id, id)).toMatchObject({ accountId: id, orgId: id, projectId: id });
    }
  });
});

describe.each([
  ['account', HarnessScope.account('acct'), {}, ''],
  ['organization', HarnessScope.organization('acct', 'org'), { org_id: 'org' }, 'org/'],
  ['project', HarnessScope.project('acct', 'org', 'proj'), { org_id: 'org', project_id: 'proj' }, 'org/proj/'],
])('a chain at %s scope', (_, harnessScope, place, prefix) => {
  const chain = () => {
    const stack = newStack();
    const bot = new harness.ServiceAccount(stack, 'CiBot', { harnessScope, name: 'CI bot' });
    const key = bot.addApiKey('Deploy');
    return { stack, bot, key, token: key.addToken('Pipeline', { expiresAt: Expiration.at('2027-03-31T00:00:00Z') }) };
  };

  test('types the account once: every other input is a reference to the parent', () => {
    const document = synth(chain().stack);
    const account = 'harness_platform_service_account.CiBot_C0913AC8';
    const key = 'harness_platform_apikey.CiBot_Deploy_597CAC99';
    const referring = (parent: string) => Object.fromEntries(Object.keys(place).map((attribute) => [attribute, `\${${parent}.${attribute}}`]));

    expect(only(document, 'harness_platform_service_account')).toEqual({
      identifier: 'CI_bot',
      name: 'CI bot',
      email: 'ci_bot@service.harness.io',
      account_id: 'acct',
      ...place,
      lifecycle: { replace_triggered_by: ['terraform_data.CiBot_ReplaceOnChange_EDC61C6E.id'] },
    });
    expect(only(document, 'terraform_data')).toEqual({ triggers_replace: { account_id: 'acct', ...place, email: 'ci_bot@service.harness.io' } });
    expect(only(document, 'harness_platform_apikey')).toEqual({
      identifier: 'Deploy',
      name: 'Deploy',
      account_id: `\${${account}.account_id}`,
      ...referring(account),
      parent_id: `\${${account}.id}`,
      apikey_type: 'SERVICE_ACCOUNT',
      default_time_to_expire_token: 2_592_000_000,
      depends_on: [account],
      lifecycle: { replace_triggered_by: [`${account}.id`] },
    });
    expect(only(document, 'harness_platform_token')).toEqual({
      identifier: 'Pipeline',
      name: 'Pipeline',
      account_id: `\${${key}.account_id}`,
      ...referring(key),
      parent_id: `\${${key}.parent_id}`,
      apikey_type: 'SERVICE_ACCOUNT',
      apikey_id: `\${${key}.id}`,
      valid_to: Date.parse('2027-03-31T00:00:00Z'),
      depends_on: [key],
      lifecycle: { replace_triggered_by: [`${key}.id`] },
    });
  });

  test('has the import ids that the provider wants', () => {
    const { bot, key, token } = chain();
    expect(bot.importId).toBe(`${prefix}CI_bot`);
    expect(key.importId).toBe(`${prefix}CI_bot/Deploy/SERVICE_ACCOUNT`);
    expect(token.importId).toBe(`${prefix}CI_bot/Deploy/SERVICE_ACCOUNT/Pipeline`);
  });
});

test('the order stays when a user overrides a reference by a literal', () => {
  const stack = newStack();
  const bot = new harness.ServiceAccount(stack, 'CiBot', { harnessScope: HarnessScope.account('acct') });
  const key = bot.addApiKey('Deploy');
  (key.node.defaultChild as cdktf.TerraformResource).addOverride('parent_id', 'CiBot');
  expect(only(synth(stack), 'harness_platform_apikey')).toMatchObject({
    parent_id: 'CiBot', depends_on: ['harness_platform_service_account.CiBot_C0913AC8'],
  });
});

test('a child that does not stand below its parent holds its place, so that another parent replaces it', () => {
  const stack = newStack();
  const owner = new harness.ServiceAccount(stack, 'CiBot', { harnessScope: HarnessScope.account('acct') });
  new harness.ApiKey(stack, 'Free', { owner });
  const document = synth(stack);
  const [, held] = Object.entries<any>(document.resource.terraform_data).find(([name]) => name.startsWith('Free'))!;
  expect(held.triggers_replace).toEqual({
    account_id: '${harness_platform_service_account.CiBot_C0913AC8.account_id}',
    parent_id: '${harness_platform_service_account.CiBot_C0913AC8.id}',
    apikey_type: 'SERVICE_ACCOUNT',
  });
  expect(only(document, 'harness_platform_apikey').lifecycle.replace_triggered_by).toEqual([
    expect.stringMatching(/^terraform_data\.Free_ReplaceOnChange_\w+\.id$/),
    'harness_platform_service_account.CiBot_C0913AC8.id',
  ]);
});

test('below what exists in a project a key and a token hold their whole place', () => {
  const stack = newStack();
  const owner = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: HarnessScope.project('acct', 'org', 'proj'), identifier: 'bot' });
  owner.addApiKey('Deploy');
  harness.ApiKey.fromAttributes(stack, 'Existing', { owner, identifier: 'existing' }).addToken('Nightly');
  const place = { account_id: 'acct', org_id: 'org', project_id: 'proj', parent_id: 'bot', apikey_type: 'SERVICE_ACCOUNT' };
  expect(Object.values<any>(synth(stack).resource.terraform_data).map(({ triggers_replace: held }) => held))
    .toEqual([place, { ...place, apikey_id: 'existing' }]);
});

test('elsewhere than below their parents in a project they hold it by references', () => {
  const stack = newStack();
  const owner = new harness.ServiceAccount(stack, 'CiBot', { harnessScope: HarnessScope.project('acct', 'org', 'proj') });
  const apiKey = new harness.ApiKey(stack, 'Key', { owner });
  new harness.Token(stack, 'Free', { apiKey });
  const heldBy = (id: string) => Object.entries<any>(synth(stack).resource.terraform_data).find(([name]) => name.startsWith(id))![1].triggers_replace;
  const of = (parent: string, ...attributes: string[]) => Object.fromEntries(attributes.map((attribute) => [attribute, `\${${parent}.${attribute}}`]));
  const account = 'harness_platform_service_account.CiBot_C0913AC8';
  const key = `harness_platform_apikey.${(apiKey.node.defaultChild as cdktf.TerraformResource).friendlyUniqueId}`;
  expect(heldBy('Key')).toEqual({ ...of(account, 'account_id', 'org_id', 'project_id'), parent_id: `\${${account}.id}`, apikey_type: 'SERVICE_ACCOUNT' });
  expect(heldBy('Free')).toEqual({ ...of(key, 'account_id', 'org_id', 'project_id', 'parent_id'), apikey_type: 'SERVICE_ACCOUNT', apikey_id: `\${${key}.id}` });
});

describe('a parent in another stack', () => {
  test('gives a cross-stack reference and a stack dependency, and no address of the other stack', () => {
    const app = newApp();
    const [parents, children] = ['Parents', 'Children'].map((id) => newStack({ app, id }));
    const bot = new harness.ServiceAccount(parents, 'CiBot', { harnessScope: HarnessScope.organization('acct', 'org') });
    new harness.ApiKey(children, 'Key', { owner: bot });
    new harness.Token(children, 'Token', { apiKey: bot.addApiKey('Deploy') });

    const documents = synthApp(app);
    expect(children.dependencies).toEqual([parents]);
    const remote = 'data.terraform_remote_state.cross-stack-reference-input-Parents.outputs.cross-stack-output-harness_platform_';
    const [key] = Object.values<any>(documents.Children.resource.harness_platform_apikey);
    expect(key).toMatchObject({
      account_id: 'acct',
      org_id: 'org',
      parent_id: `\${${remote}service_accountCiBot_C0913AC8id}`,
    });
    const [token] = Object.values<any>(documents.Children.resource.harness_platform_token);
    expect(token.apikey_id).toBe(`\${${remote}apikeyCiBot_Deploy_597CAC99id}`);
    for (const resource of [key, token]) {
      expect(resource.depends_on).toBeUndefined();
      expect(resource.lifecycle.replace_triggered_by).toEqual([expect.stringMatching(/^terraform_data\.\w+\.id$/)]);
    }
    expect(JSON.stringify(documents.Children)).not.toMatch(/\$\{harness_platform_(service_account|apikey)\./);
    for (const name of key.lifecycle.replace_triggered_by.map((address: string) => address.split('.')[1])) {
      expect(documents.Children.resource.terraform_data).toHaveProperty(name);
    }
  });
});

describe('ServiceAccount', () => {
  const harnessScope = HarnessScope.account('acct');

  test('takes an e-mail address, and holds it for replacement', () => {
    const stack = newStack();
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope, email: 'bot@example.com' });
    new cdktf.TerraformOutput(stack, 'Email', { value: bot.email });
    const document = synth(stack);
    expect(document.output.Email.value).toMatch(/^\$\{harness_platform_service_account\.Bot_\w+\.email\}$/);
    expect(only(document, 'harness_platform_service_account').email).toBe('bot@example.com');
    expect(only(document, 'terraform_data').triggers_replace.email).toBe('bot@example.com');
  });

  test('refuses what is no e-mail address', () => {
    for (const email of ['bot', 'a b@c.de', 'a@b.c de', 'a@b', '@b.c', 'a@b@c.de']) {
      expect(() => new harness.ServiceAccount(newStack(), 'Bot', { harnessScope, email })).toThrow(`email must be an e-mail address, got '${email}'`);
    }
  });

  test('lets Terraform put an identifier that it alone knows in lower case', () => {
    const stack = newStack();
    const { stringValue } = new cdktf.TerraformVariable(stack, 'id', { type: 'string' });
    new harness.ServiceAccount(stack, 'Bot', { harnessScope, identifier: stringValue });
    expect(only(synth(stack), 'harness_platform_service_account').email).toBe('${lower(var.id)}@service.harness.io');
  });

  test('an existing one renders nothing, and its children have no edge to it', () => {
    const stack = newStack();
    const bot = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: HarnessScope.organization('acct', 'org'), identifier: 'bot' });
    const key = bot.addApiKey('Deploy');
    const document = synth(stack);
    expect(document.resource.harness_platform_service_account).toBeUndefined();
    expect(only(document, 'harness_platform_apikey')).toMatchObject({ account_id: 'acct', org_id: 'org', parent_id: 'bot' });
    expect(only(document, 'harness_platform_apikey').depends_on).toBeUndefined();
    expect(only(document, 'terraform_data').triggers_replace).toEqual({ account_id: 'acct', org_id: 'org', parent_id: 'bot', apikey_type: 'SERVICE_ACCOUNT' });
    expect(key.importId).toBe('org/bot/Deploy/SERVICE_ACCOUNT');
  });
});

describe('User', () => {
  test.each([
    [HarnessScope.organization('acct', 'org'), 'an organization'],
    [HarnessScope.project('acct', 'org', 'proj'), 'a project'],
  ])('refuses a scope narrower than the account', (harnessScope, got) => {
    const message = `harnessScope of a user must be the account, since Harness keeps a user's keys there, got '${got}': `
      + 'use HarnessScope.account(...), or a service account as the owner [Stack/Me]';
    expect(() => harness.User.current(newStack(), 'Me', { harnessScope })).toThrow(message);
    expect(() => harness.User.fromId(newStack(), 'Me', { harnessScope, userId: 'u' })).toThrow(message);
  });

  test('owns keys and tokens of type USER without organization and project', () => {
    const stack = newStack();
    const me = harness.User.current(stack, 'Me', { harnessScope: HarnessScope.account('acct') });
    me.addApiKey('Mine').addToken('Nightly');
    const document = synth(stack);
    const [user] = Object.keys(document.data.harness_platform_current_user);
    expect(only(document, 'harness_platform_apikey')).toMatchObject({
      apikey_type: 'USER', account_id: 'acct', parent_id: `\${data.harness_platform_current_user.${user}.id}`,
    });
    expect(only(document, 'harness_platform_token').apikey_type).toBe('USER');
    for (const type of ['harness_platform_apikey', 'harness_platform_token']) {
      expect(only(document, type)).not.toHaveProperty('org_id');
      expect(only(document, type)).not.toHaveProperty('project_id');
    }
  });
});

describe('ApiKey', () => {
  const key = (options: harness.ApiKeyOptions) => {
    const stack = newStack();
    harness.User.fromId(stack, 'Me', { harnessScope: HarnessScope.account('acct'), userId: 'u' }).addApiKey('Mine', options);
    return stack;
  };

  test('always renders the default lifetime of its tokens', () => {
    expect(only(synth(key({})), 'harness_platform_apikey').default_time_to_expire_token).toBe(30 * 86_400_000);
    expect(only(synth(key({ defaultTokenLifetime: Duration.hours(1) })), 'harness_platform_apikey').default_time_to_expire_token).toBe(3_600_000);
  });

  test('refuses a default lifetime of nothing, which the provider would leave out', () => {
    expect(() => key({ defaultTokenLifetime: Duration.days(0) })).toThrow('defaultTokenLifetime must be greater than zero');
  });

  test('takes a default lifetime that only Terraform knows', () => {
    const stack = newStack();
    const { numberValue } = new cdktf.TerraformVariable(stack, 'lifetime', { type: 'number' });
    harness.User.fromId(stack, 'Me', { harnessScope: HarnessScope.account('acct'), userId: 'u' })
      .addApiKey('Mine', { defaultTokenLifetime: Duration.milliseconds(numberValue) });
    expect(only(synth(stack), 'harness_platform_apikey').default_time_to_expire_token).toBe('${var.lifetime}');
  });
});

describe('Token', () => {
  const withToken = (options: harness.TokenOptions, now?: string) => {
    const stack = newStack({ now });
    const owner = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: HarnessScope.account('acct'), identifier: 'bot' });
    const token = harness.ApiKey.fromAttributes(stack, 'Key', { owner, identifier: 'key' }).addToken('T', options);
    return { stack, token };
  };

  test('reaches every input of the provider', () => {
    const { stack } = withToken({
      name: 'Nightly',
      identifier: 'nightly',
      description: 'for the nightly build',
      tags: { team: 'delivery' },
      validFrom: Expiration.at('2026-12-01T00:00:00Z'),
      expiresAt: Expiration.at('2027-03-31T00:00:00Z'),
      scheduledExpiry: Expiration.at('2027-02-01T00:00:00Z'),
      email: 'me@example.com',
      username: 'me',
      valid: true,
      encodedPassword: '${var.password}',
    });
    expect(only(synth(stack), 'harness_platform_token')).toMatchObject({
      name: 'Nightly',
      identifier: 'nightly',
      description: 'for the nightly build',
      tags: ['team:delivery'],
      valid_from: 1_796_083_200_000,
      valid_to: 1_806_451_200_000,
      scheduled_expire_time: 1_801_440_000_000,
      email: 'me@example.com',
      username: 'me',
      valid: true,
      encoded_password: '${var.password}',
    });
  });

  test.each([
    [{ email: 'me@example.com' }, 'email is ignored by Harness'],
    [{ username: 'me' }, 'username is ignored by Harness'],
    [{ valid: false }, 'valid is decided by Harness'],
    [{ encodedPassword: '${var.password}' }, 'encodedPassword is never sent to Harness'],
    [{ scheduledExpiry: Expiration.at('2027-02-01T00:00:00Z') }, 'scheduledExpiry makes Harness refuse every later update'],
  ])('warns of %j', (options, message) => {
    expect(warnings(withToken(options).stack)).toEqual([expect.stringContaining(message)]);
  });

  test('warns of nothing where nothing is unwise', () => {
    expect(warnings(withToken({ expiresAt: Expiration.at('2027-03-31T00:00:00Z') }).stack)).toEqual([]);
  });

  test('refuses a literal password, and does not show it', () => {
    expect(() => withToken({ encodedPassword: 'hunter2' })).toThrow(
      "encodedPassword must be a reference, since the state would contain it in clear text, got 'a literal': leave it out: the provider never sends it [Stack/Key/T]");
  });

  test.each(['2027-03-31T00:00:00Z', '2027-04-01T00:00:00Z'])('refuses a begin at %s that does not lie before the end', (validFrom) => {
    expect(() => withToken({ validFrom: Expiration.at(validFrom), expiresAt: Expiration.at('2027-03-31T00:00:00Z') }))
      .toThrow('validFrom must be before expiresAt (2027-03-31T00:00:00.000Z)');
  });

  test('an end in the past is a warning, so that an old stack still synthesizes', () => {
    const { stack } = withToken({ expiresAt: Expiration.at('2026-10-31T00:00:00Z') }, '2026-11-01T00:00:00Z');
    expect(warnings(stack)).toEqual([expect.stringContaining('expiresAt is in the past (2026-10-31T00:00:00.000Z)')]);
    const now = '2026-11-01T00:00:00Z';
    expect(warnings(withToken({ expiresAt: Expiration.at(now) }, now).stack)).toHaveLength(1);
    expect(warnings(withToken({ expiresAt: Expiration.at('2026-11-01T00:00:01Z') }, now).stack)).toEqual([]);
    expect(only(synth(stack), 'harness_platform_token').valid_to).toBe(Date.parse('2026-10-31T00:00:00Z'));
  });

  test('refuses a "now" that is no time', () => {
    expect(() => withToken({ expiresAt: Expiration.at('2026-10-31T00:00:00Z') }, 'soon')).toThrow('context value accessTokens:now must be');
  });

  test('takes a begin without an end', () => {
    const { stack } = withToken({ validFrom: Expiration.at('2027-03-31T00:00:00Z') });
    expect(only(synth(stack), 'harness_platform_token')).toMatchObject({ valid_from: Date.parse('2027-03-31T00:00:00Z') });
  });

  test('takes times that only Terraform knows', () => {
    const stack = newStack();
    const { numberValue } = new cdktf.TerraformVariable(stack, 'time', { type: 'number' });
    const time = Expiration.atEpochMilliseconds(numberValue);
    const owner = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: HarnessScope.account('acct'), identifier: 'bot' });
    harness.ApiKey.fromAttributes(stack, 'Key', { owner, identifier: 'key' }).addToken('T', { validFrom: time, expiresAt: time });
    expect(only(synth(stack), 'harness_platform_token')).toMatchObject({ valid_from: '${var.time}', valid_to: '${var.time}' });
    expect(warnings(stack)).toEqual([]);
  });

  test('tells what Harness says of it by references', () => {
    const { stack, token } = withToken({});
    new cdktf.TerraformOutput(stack, 'Facts', {
      value: [token.tokenId, token.validFrom, token.validTo, token.valid, token.email, token.username, token.encodedPassword],
    });
    const [name] = Object.keys(synth(stack).resource.harness_platform_token);
    expect(synth(stack).output.Facts.value).toEqual(
      ['id', 'valid_from', 'valid_to', 'valid', 'email', 'username', 'encoded_password'].map((attribute) => `\${harness_platform_token.${name}.${attribute}}`));
  });
});
