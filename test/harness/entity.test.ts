/** What service accounts, API keys, tokens and text secrets have in common: name, identifier, description, tags, siblings, provider, escape hatch. */
import * as cdktf from 'cdktf';
import { Duration, dynatrace, Expiration, harness, RotationSchedule } from '../../src';
import { lateBoundStrings, newApp, newStack, only, PASTED, synth } from '../util/stacks';

const harnessScope = harness.HarnessScope.account('acct');

const KINDS: [string, string, (stack: cdktf.TerraformStack, id: string, options: harness.EntityOptions) => any, string][] = [
  ['service account', 'harness_platform_service_account',
    (stack, id, options) => new harness.ServiceAccount(stack, id, { harnessScope, ...options }), 'Stack'],
  ['API key', 'harness_platform_apikey',
    (stack, id, options) => importedAccount(stack).addApiKey(id, options), 'Stack/Bot'],
  ['token', 'harness_platform_token',
    (stack, id, options) => importedKey(stack).addToken(id, options), 'Stack/Key'],
  ['text secret', 'harness_platform_secret_text',
    (stack, id, options) => new harness.SecretText(stack, id, { harnessScope, value: '${var.secret}', ...options }), 'Stack'],
];

function importedAccount(stack: cdktf.TerraformStack): harness.IApiKeyOwner {
  return (stack.node.tryFindChild('Bot') as harness.IApiKeyOwner | undefined)
    ?? harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope, identifier: 'bot' });
}

function importedKey(stack: cdktf.TerraformStack): harness.IApiKey {
  return (stack.node.tryFindChild('Key') as harness.IApiKey | undefined)
    ?? harness.ApiKey.fromAttributes(stack, 'Key', { owner: importedAccount(stack), identifier: 'key' });
}

describe.each(KINDS)('%s', (_, type, add, parentPath) => {
  test.each([
    ['CiBot', {}, 'CiBot', 'CiBot'],
    ['CiBot', { name: 'CI bot' }, 'CI bot', 'CI_bot'],
    ['CiBot', { name: 'CI-bot 2' }, 'CI-bot 2', 'CI_bot_2'],
    ['CiBot', { name: 'CI - bot' }, 'CI - bot', 'CI___bot'],
    ['CiBot', { name: 'CI bot', identifier: 'ci' }, 'CI bot', 'ci'],
  ])('takes name and identifier of %s %j for %s and %s', (id, options, name, identifier) => {
    const stack = newStack();
    add(stack, id, options);
    expect(only(synth(stack), type)).toMatchObject({ name, identifier });
  });

  test.each([
    ['9 lives', "identifier must start with a letter or '_' and hold only letters, digits and '_', got '9 lives'"],
    ['a-b', "identifier must start with a letter or '_' and hold only letters, digits and '_', got 'a-b'"],
    ['', "identifier must start with a letter or '_' and hold only letters, digits and '_', got ''"],
    ['a'.repeat(129), 'identifier must be at most 128 characters'],
    ['account', "identifier must not be a reserved word of Harness, got 'account': set identifier to another word"],
    ['null', 'identifier must not be a reserved word of Harness'],
  ])('refuses the identifier %j', (identifier, message) => {
    expect(() => add(newStack(), 'X', { identifier })).toThrow(message);
    expect(() => add(newStack(), 'X', { identifier })).toThrow(`[${parentPath}/X]`);
  });

  // https://developer.harness.io/docs/platform/references/entity-identifier-reference
  test.each([
    'or', 'and', 'eq', 'ne', 'lt', 'gt', 'le', 'ge', 'div', 'mod', 'not', 'null', 'true', 'false', 'new', 'var', 'return', 'step', 'parallel', 'stepGroup', 'org', 'account',
    'status', 'liteEngineTask', 'class', 'shellScriptProvisioner',
  ])('refuses the reserved word %s as an identifier', (word) => {
    expect(() => add(newStack(), 'X', { identifier: word })).toThrow('identifier must not be a reserved word of Harness');
    expect(() => add(newStack(), 'X', { identifier: `${word}_` })).not.toThrow();
  });

  test.each([
    ['.dot', "name must start with a letter or '_' and hold only letters, digits, '_', '-' and spaces, got '.dot'"],
    ['', 'name must start with a letter'],
    ['n'.repeat(129), 'name must be at most 128 characters'],
  ])('refuses the name %j', (name, message) => {
    expect(() => add(newStack(), 'X', { name })).toThrow(message);
  });

  test('takes a name and an identifier of 128 characters', () => {
    const stack = newStack();
    add(stack, 'X', { name: 'n'.repeat(128), identifier: 'i'.repeat(128) });
    expect(only(synth(stack), type)).toMatchObject({ name: 'n'.repeat(128), identifier: 'i'.repeat(128) });
  });

  test('refuses a description of more than 1,024 characters', () => {
    expect(() => add(newStack(), 'X', { description: 'd'.repeat(1025) })).toThrow("description must be at most 1024 characters, got '1025 characters'");
    expect(() => add(newStack(), 'X', { description: 'd'.repeat(1024) })).not.toThrow();
  });

  test('renders tags sorted, and one without a value as its key', () => {
    const stack = newStack();
    add(stack, 'X', { tags: { team: 'delivery', env: 'prod', flag: '' } });
    expect(only(synth(stack), type).tags).toEqual(['env:prod', 'flag', 'team:delivery']);
  });

  test.each([
    [{ url: 'https://x' }, "tags must not hold ':' in a key or value, since the provider splits there, got 'https://x'"],
    [{ 'a:b': 'c' }, "tags must not hold ':' in a key or value, since the provider splits there, got 'a:b'"],
    [{ '': 'c' }, "tags must have keys that are known and not empty, got ''"],
    [{ '${var.key}': 'c' }, 'tags must have keys that are known and not empty'],
    [{ ' ': 'c' }, "tags must have keys that are known and not empty, got ' '"],
    [Object.fromEntries(Array.from({ length: 129 }, (_unused, i) => [`k${i}`, 'v'])), 'tags must be at most 128, got 129'],
  ])('refuses the tags %j', (tags, message) => {
    expect(() => add(newStack(), 'X', { tags: tags as any })).toThrow(message);
  });

  test('takes 128 tags', () => {
    const stack = newStack();
    add(stack, 'X', { tags: Object.fromEntries(Array.from({ length: 128 }, (_unused, i) => [`k${i}`, 'v'])) });
    expect(only(synth(stack), type).tags).toHaveLength(128);
  });

  test('passes values that only Terraform knows through every check', () => {
    const stack = newStack();
    for (const [guise, value] of Object.entries(lateBoundStrings(stack))) {
      add(stack, guise, { identifier: value, name: value, description: value, tags: { k: value } });
    }
    expect(Object.keys(synth(stack).resource[type])).toHaveLength(5);
  });

  test('derives no identifier from a name that only Terraform knows', () => {
    const stack = newStack();
    for (const [guise, name] of Object.entries(lateBoundStrings(stack))) {
      expect(() => add(stack, guise, { name })).toThrow('identifier cannot be derived from a name that only Terraform knows');
    }
  });

  test('refuses a sibling whose identifier differs by case only', () => {
    const stack = newStack();
    add(stack, 'Deploy', {});
    expect(() => add(stack, 'Other', { identifier: 'DEPLOY' })).toThrow(
      `identifier is already used by ${parentPath}/Deploy (case-insensitive), got 'DEPLOY': set another identifier [${parentPath}/Other]`);
  });

  test('compares no identifiers that only Terraform knows: one text may stand for several', () => {
    const stack = newStack();
    add(stack, 'First', { identifier: '${each.value}' });
    expect(() => add(stack, 'Second', { identifier: '${each.value}' })).not.toThrow();
  });

  test('takes the identifier of a sibling that was removed, or was removed with its parent', () => {
    const stack = newStack();
    const sibling = add(stack, 'Deploy', {});
    sibling.node.scope.node.tryRemoveChild('Deploy');
    add(stack, 'Second', { identifier: 'deploy' });
    expect(() => add(stack, 'Third', { identifier: 'Deploy' })).toThrow('is already used by');
    stack.node.children.filter(({ node }) => node.id !== 'Harness').forEach(({ node }) => stack.node.tryRemoveChild(node.id));
    expect(() => add(stack, 'Third', { identifier: 'Deploy' })).not.toThrow();
  });

  test('never shows a secret that was pasted into a prop', () => {
    for (const secret of Object.values(PASTED)) {
      expect(() => add(newStack(), 'X', { identifier: secret })).toThrow(/got a (Dynatrace|Harness) secret/);
    }
  });

  test('takes a provider of its own', () => {
    const stack = newStack();
    const other = new harness.HarnessProvider(stack, 'Other', { alias: 'other' });
    add(stack, 'X', { provider: other });
    expect(only(synth(stack), type).provider).toBe('harness.other');
  });

  test('has the L1 resource as its default child, and an override on it reaches the JSON', () => {
    const stack = newStack();
    const construct = add(stack, 'X', {});
    const resource = construct.node.defaultChild as cdktf.TerraformResource;
    expect(resource.terraformResourceType).toBe(type);
    resource.addOverride('name', 'overridden');
    resource.addOverride('lifecycle.prevent_destroy', true);
    expect(only(synth(stack), type)).toMatchObject({ name: 'overridden', lifecycle: { prevent_destroy: true } });
  });
});

test.each<[string, (stack: cdktf.TerraformStack, id: string, isBad: boolean) => unknown]>([
  ['a service account with a bad e-mail address', (stack, id, isBad) =>
    new harness.ServiceAccount(stack, id, { harnessScope, identifier: 'x', email: isBad ? 'bot' : undefined })],
  ['an API key with a lifetime of zero', (stack, id, isBad) =>
    importedAccount(stack).addApiKey(id, { identifier: 'x', defaultTokenLifetime: Duration.days(isBad ? 0 : 1) })],
  ['a token with a literal password', (stack, id, isBad) =>
    importedKey(stack).addToken(id, { identifier: 'x', encodedPassword: isBad ? 'hunter2' : undefined })],
  ['a token with an end in the wrong unit', (stack, id, isBad) =>
    importedKey(stack).addToken(id, { identifier: 'x', expiresAt: isBad ? Expiration.at('${var.end}') : undefined })],
  ['a token with a begin after its end', (stack, id, isBad) => importedKey(stack).addToken(id, {
    identifier: 'x', validFrom: Expiration.at('2027-02-01T00:00:00Z'), expiresAt: Expiration.at(isBad ? '2027-01-01T00:00:00Z' : '2027-03-01T00:00:00Z'),
  })],
])('%s is refused and leaves its identifier free', (_, make) => {
  const stack = newStack();
  expect(() => make(stack, 'Bad', true)).toThrow();
  expect(() => make(stack, 'Good', false)).not.toThrow();
  expect(Object.values<any>(synth(stack).resource).flatMap((resources) => Object.values<any>(resources)).filter(({ identifier }) => identifier === 'x')).toHaveLength(1);
});

describe('a token beside a rotating one', () => {
  const dates = { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(1) };
  const SCHEDULES: [string, RotationSchedule][] = [
    ['days', RotationSchedule.every(Duration.days(30), dates)],
    ['hours', RotationSchedule.every(Duration.hours(36), dates)],
    ['seconds', RotationSchedule.every(Duration.seconds(86_401), dates)],
  ];

  test.each(SCHEDULES)('cannot have an identifier that a later generation will have: in periods of %s', (_, schedule) => {
    const stamp = schedule.generations('2027-05-05T05:05:05.555Z')[0].stamp;
    const message = (rule: string, identifier: string, path: string) => `identifier ${rule}, got '${identifier}': set another identifier [Stack/Key/${path}]`;
    const after = importedKey(newStack());
    after.addRotatingToken('M', { schedule });
    expect(() => after.addToken('Plain', { identifier: `m_${stamp}` }))
      .toThrow(message('must not be one that a generation of Stack/Key/M can have', `m_${stamp}`, 'Plain'));
    const before = importedKey(newStack());
    before.addToken('Plain', { identifier: `m_${stamp}` });
    expect(() => before.addRotatingToken('M', { schedule }))
      .toThrow(message('must not lead to generations with the identifier of Stack/Key/Plain', 'M', 'M'));
  });

  test('can have any other', () => {
    const stack = newStack();
    const key = importedKey(stack);
    key.addRotatingToken('M', { schedule: SCHEDULES[0][1] });
    for (const identifier of ['M', 'M_', 'M_2026', 'M_20261201_x', 'MM_20261201', 'M_x_20261201']) {
      expect(() => new harness.Token(stack, identifier, { apiKey: key, identifier })).not.toThrow();
    }
    const other = harness.ApiKey.fromAttributes(stack, 'OtherKey', { owner: importedAccount(stack), identifier: 'other' });
    expect(() => other.addToken('M_20261201')).not.toThrow();
  });
});

test('siblings of one identifier may live under different parents', () => {
  const stack = newStack();
  for (const id of ['A', 'B']) {
    new harness.ServiceAccount(stack, id, { harnessScope }).addApiKey('Deploy').addToken('Nightly');
  }
  expect(Object.keys(synth(stack).resource.harness_platform_token)).toHaveLength(2);
});

test('siblings are found across constructs that stand for one parent, and across stacks', () => {
  const app = newApp();
  const [a, b] = ['A', 'B'].map((id) => newStack({ app, id }));
  importedKey(a).addToken('Nightly');
  expect(() => importedKey(b).addToken('NIGHTLY')).toThrow('already used by A/Key/Nightly (case-insensitive)');
});

test('children use the provider of their parent', () => {
  const stack = newStack();
  const provider = new harness.HarnessProvider(stack, 'Other', { alias: 'other' });
  new harness.ServiceAccount(stack, 'Bot', { harnessScope, provider }).addApiKey('Deploy').addToken('Nightly');
  harness.User.current(stack, 'Me', { harnessScope, provider }).addApiKey('Mine');
  const { resource, data } = synth(stack);
  expect(Object.values<any>(resource).flatMap((resources) => Object.values<any>(resources)).map((r) => r.provider).filter(Boolean))
    .toEqual(Array(4).fill('harness.other'));
  expect(only({ resource: data }, 'harness_platform_current_user').provider).toBe('harness.other');
});

test('a child has a provider of its own, whatever its parent was given', () => {
  const stack = newStack();
  const [one, two, three] = ['one', 'two', 'three'].map((alias) => new harness.HarnessProvider(stack, alias, { alias }));
  new harness.ServiceAccount(stack, 'Bot', { harnessScope, provider: one }).addApiKey('Deploy', { provider: two }).addToken('Nightly', { provider: three });
  const document = synth(stack);
  expect(['service_account', 'apikey', 'token'].map((kind) => only(document, `harness_platform_${kind}`).provider)).toEqual(['harness.one', 'harness.two', 'harness.three']);
});

test('two accounts of Harness in one app are apart: identifiers, token limits', () => {
  const app = newApp();
  const keys = ['one', 'two'].map((account) => {
    const stack = new cdktf.TerraformStack(app, account);
    new harness.HarnessProvider(stack, 'Harness', { accountId: account });
    return new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(account) }).addApiKey('Deploy', { tokenLimit: 2 });
  });
  keys.forEach((key) => ['A', 'B'].forEach((id) => key.addToken(id)));
  expect(() => app.synth()).not.toThrow();
  keys[1].addToken('C');
  expect(() => app.synth()).toThrow('tokens of one API key must be at most 2 at once, got 3 (3 plain and 0 rotating)');
});

test('a limit that only Terraform knows is not compared, whatever another import of the key says', () => {
  const app = newApp();
  for (const [id, limit] of [['one', 1], ['two', undefined]] as const) {
    const stack = newStack({ app, id });
    const tokenLimit = limit ?? new cdktf.TerraformVariable(stack, 'Limit', { type: 'number' }).numberValue;
    const owner = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope, identifier: 'bot' });
    const key = harness.ApiKey.fromAttributes(stack, 'Key', { owner, identifier: 'key', tokenLimit });
    [`${id}A`, `${id}B`].forEach((token) => key.addToken(token));
  }
  expect(() => app.synth()).not.toThrow();
});

test('addresses are pinned: another one would destroy live tokens', () => {
  const stack = newStack();
  const bot = new harness.ServiceAccount(stack, 'CiBot', { harnessScope });
  const key = bot.addApiKey('Deploy');
  key.addToken('Pipeline').exportValue('CiToken');
  const me = harness.User.current(stack, 'Me', { harnessScope });
  new harness.Token(stack, 'Free', { apiKey: new harness.ApiKey(stack, 'Mine', { owner: me }) });
  new dynatrace.ApiToken(stack, 'Ingest', { scopes: [dynatrace.ApiTokenScope.METRICS_INGEST] });

  const { resource, data, output } = synth(stack);
  const addresses = (blocks: any) => Object.entries<any>(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)).sort();
  expect(addresses(resource)).toEqual([
    'dynatrace_api_token.Ingest_4069586C',
    'harness_platform_apikey.CiBot_Deploy_597CAC99',
    'harness_platform_apikey.Mine_C1B42D3A',
    'harness_platform_service_account.CiBot_C0913AC8',
    'harness_platform_token.CiBot_Deploy_Pipeline_AC77A82A',
    'harness_platform_token.Free_762A56CD',
    'terraform_data.CiBot_ReplaceOnChange_EDC61C6E',
    'terraform_data.Free_ReplaceOnChange_3CE0DD05',
    'terraform_data.Ingest_ReplaceOnChange_530021DB',
    'terraform_data.Mine_ReplaceOnChange_9084A7C0',
  ]);
  expect(addresses(data)).toEqual(['harness_platform_current_user.Me_98694581']);
  expect(Object.keys(output)).toEqual(['CiToken']);
});
