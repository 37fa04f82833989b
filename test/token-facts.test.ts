/** What is known of a token at synth, by whatever it was made. */
import * as cdktf from 'cdktf';
import { dynatrace, Duration, Expiration, harness, type IAccessToken, l1, RotationSchedule, TokenFact, type ITokenFacts, TokenKind } from '../src';
import { newApp, newStack, PASTED } from './util/stacks';

const DAY = 86_400_000;
const project = harness.HarnessScope.project('account', 'org', 'project');
const END = Expiration.at('2027-01-30T00:00:00Z');
const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });

let stack: cdktf.TerraformStack;
beforeEach(() => {
  stack = newStack();
});

const days = (duration: Duration | undefined) => duration && duration.toMilliseconds() / DAY;

/** The facts in short: without what is not there. */
function shown({ facts }: IAccessToken) {
  const { permissions, unknown, longestLife, ...rest } = facts;
  return { ...rest, permissions, unknown, longestLife: days(longestLife) };
}

describe('of a Harness token', () => {
  test('scope, owner and kind come from its chain, tags from all of it', () => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project, tags: { team: 'delivery', tier: '1' } });
    const token = bot.addApiKey('Key', { tags: { tier: '2' } }).addToken('Ci', { name: 'CI', expiresAt: END, tags: { env: 'prod' }, warnBeforeExpiry: Duration.days(7) });
    expect(shown(token)).toEqual({
      system: 'Harness',
      kind: TokenKind.SERVICE_ACCOUNT,
      path: 'Stack/Bot/Key/Ci',
      stack: 'Stack',
      address: 'harness_platform_token.Bot_Key_Ci_D970ED6B',
      name: 'CI',
      accountId: 'account',
      orgId: 'org',
      projectId: 'project',
      owner: 'Bot',
      permissions: [],
      tags: { team: 'delivery', tier: '2', env: 'prod' },
      endsAt: '2027-01-30T00:00:00.000Z',
      neverEnds: false,
      longestLife: 90,
      warnBeforeExpiry: Duration.days(7),
      enabled: true,
      adopted: false,
      destroyPrevented: false,
      unknown: [],
    });
  });

  test('without an end of its own it lives as long as its key says', () => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project });
    expect(shown(bot.addApiKey('Short', { defaultTokenLifetime: Duration.days(7) }).addToken('Ci'))).toMatchObject({ longestLife: 7, neverEnds: false });
    expect(shown(bot.addApiKey('Unset').addToken('Ci'))).toMatchObject({ longestLife: 30 });
  });

  test('below an imported key without an end it is unknown how long it lives', () => {
    const owner = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: project, identifier: 'bot' });
    const token = harness.ApiKey.fromAttributes(stack, 'Key', { owner, identifier: 'deploy' }).addToken('Ci');
    expect(shown(token)).toMatchObject({ owner: 'bot', orgId: 'org', longestLife: undefined, neverEnds: false, unknown: [TokenFact.END] });
  });

  test('of a user it is personal, and the user may be known to Terraform only', () => {
    const account = harness.HarnessScope.account('account');
    const me = harness.User.current(stack, 'Me', { harnessScope: account });
    const other = harness.User.fromId(stack, 'Other', { harnessScope: account, userId: 'other' });
    expect(shown(me.addApiKey('Laptop').addToken('Cli'))).toMatchObject({ kind: TokenKind.PERSONAL, owner: undefined, unknown: [TokenFact.OWNER] });
    expect(shown(other.addApiKey('Laptop').addToken('Cli'))).toMatchObject({ kind: TokenKind.PERSONAL, owner: 'other', unknown: [] });
  });

  test('across stacks the chain is known as well, before and after the synth', () => {
    const app = newApp();
    const [accounts, keys, tokens] = ['Accounts', 'Keys', 'Tokens'].map((id) => newStack({ app, id }));
    const bot = new harness.ServiceAccount(accounts, 'Bot', { harnessScope: project, tags: { team: 'delivery' } });
    const key = new harness.ApiKey(keys, 'Key', { owner: bot, defaultTokenLifetime: Duration.days(5) });
    const token = new harness.Token(tokens, 'Ci', { apiKey: key });
    const expected = { owner: 'Bot', orgId: 'org', projectId: 'project', tags: { team: 'delivery' }, longestLife: 5, kind: TokenKind.SERVICE_ACCOUNT, unknown: [] };
    expect(shown(token)).toMatchObject(expected);
    app.synth();
    expect(shown(token)).toMatchObject(expected);
  });

  test.each(['by reference', 'by name'])('the roles that the app grants to its account are its permissions: %s', (how) => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project });
    const token = bot.addApiKey('Key').addToken('Ci');
    const place = { orgId: 'org', projectId: 'project', resourceGroupIdentifier: '_all_project_level_resources' };
    const grant = (id: string, roleIdentifier: string, identifier: string, rest: object = {}) => {
      const principal = [{ identifier, type: 'SERVICE_ACCOUNT' }];
      new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, id, { ...place, roleIdentifier, principal, ...rest });
    };
    const name = how === 'by name' ? 'Bot' : bot.ownerId;
    grant('B', '_project_viewer', name);
    grant('A', '_project_admin', name);
    grant('Other', 'other', 'Other');
    grant('OtherPlace', 'elsewhere', name, { projectId: 'other' });
    grant('User', 'of_user', name, { principal: [{ identifier: name, type: 'USER' }] });
    grant('Group', 'of_group', name, { principal: [{ identifier: name, type: 'USER_GROUP' }] });
    grant('Off', 'disabled', name, { disabled: true });
    expect(shown(token)).toMatchObject({ permissions: ['_project_admin', '_project_viewer'], unknown: [] });
  });

  test.each([
    ['account', harness.HarnessScope.account('account')], ['organization', harness.HarnessScope.organization('account', 'org')], ['project', project],
  ])('a role in a project is found by the level of its principal: %s', (scopeLevel, harnessScope) => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope });
    const token = bot.addApiKey('Key').addToken('Ci');
    new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, 'Grant', {
      orgId: 'org', projectId: 'project', roleIdentifier: '_project_admin', principal: [{ identifier: bot.ownerId, type: 'SERVICE_ACCOUNT', scopeLevel }],
    });
    expect(token.facts.permissions).toEqual(['_project_admin']);
  });

  test('a role of a namesake says nothing, even if organization and project of the one spell the organization of the other', () => {
    const token = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.project('account', 'shop', 'web') }).addApiKey('Key').addToken('Ci');
    new harness.ServiceAccount(stack, 'Other', { identifier: 'Bot', harnessScope: harness.HarnessScope.organization('account', 'shopweb') })
      .grantRole(harness.Role.ORGANIZATION_ADMIN);
    expect(shown(token)).toMatchObject({ permissions: [], unknown: [] });
  });

  test('roles are looked for when they are asked for', () => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project });
    const { facts } = bot.addApiKey('Key').addToken('Ci');
    bot.grantRole(harness.Role.PROJECT_VIEWER);
    expect(facts.permissions).toEqual(['_project_viewer']);
  });

  test('what else has a principal grants no role', () => {
    const token = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project }).addApiKey('Key').addToken('Ci');
    new cdktf.TerraformResource(stack, 'Permission', { terraformResourceType: 'aws_lambda_permission' }).addOverride('principal', 'events.amazonaws.com');
    expect(shown(token)).toMatchObject({ permissions: [], unknown: [] });
  });

  test('an assignment that is changed, or stands below a key, grants its role to its own principal', () => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project });
    const key = bot.addApiKey('Key');
    const token = key.addToken('Ci');
    const { defaultChild } = bot.grantRole(harness.Role.PROJECT_ADMIN).node;
    (defaultChild as l1.harness.platformRoleAssignments.PlatformRoleAssignments).putPrincipal([{ identifier: 'Other', type: 'SERVICE_ACCOUNT' }]);
    expect(shown(token)).toMatchObject({ permissions: [], unknown: [] });
    new l1.harness.platformRoleAssignments.PlatformRoleAssignments(key, 'Grant', {
      orgId: 'org', projectId: 'project', roleIdentifier: '_project_admin', principal: [{ identifier: '${var.principal}', type: 'SERVICE_ACCOUNT' }],
    });
    expect(shown(token)).toMatchObject({ permissions: [], unknown: [TokenFact.PERMISSIONS] });
  });

  test('roles that constructs grant are among them, also from another stack and after the synth', () => {
    const app = newApp();
    const [accounts, grants] = ['Accounts', 'Grants'].map((id) => newStack({ app, id }));
    const bot = new harness.ServiceAccount(accounts, 'Bot', { harnessScope: project });
    const token = bot.addApiKey('Key').addToken('Ci');
    bot.grantRole(harness.Role.PROJECT_VIEWER);
    new harness.RoleAssignment(grants, 'Admin', { principal: bot, role: harness.Role.PROJECT_ADMIN });
    expect(shown(token)).toMatchObject({ permissions: ['_project_admin', '_project_viewer'], unknown: [] });
    app.synth();
    expect(shown(token)).toMatchObject({ permissions: ['_project_admin', '_project_viewer'], unknown: [] });
  });

  test('a role in one account of Harness says nothing of an account of that name in another', () => {
    const app = newApp();
    const tokens = ['one', 'two'].map((accountId) => {
      const holder = new cdktf.TerraformStack(app, accountId);
      new harness.HarnessProvider(holder, 'Harness', { accountId });
      const bot = new harness.ServiceAccount(holder, 'Bot', { harnessScope: harness.HarnessScope.account(accountId) });
      bot.grantRole(accountId === 'one' ? harness.Role.ACCOUNT_VIEWER : harness.Role.ACCOUNT_ADMIN);
      new l1.harness.platformRoleAssignments.PlatformRoleAssignments(holder, 'ByName', {
        roleIdentifier: `of_${accountId}`, principal: [{ identifier: 'Bot', type: 'SERVICE_ACCOUNT' }],
      });
      return bot.addApiKey('Key').addToken('Ci');
    });
    expect(tokens.map(shown)).toMatchObject([
      { permissions: ['_account_viewer', 'of_one'], unknown: [] }, { permissions: ['_account_admin', 'of_two'], unknown: [] },
    ]);
  });

  test('where the provider tells no account, a role is in the account of whom it is granted to', () => {
    const tokens = ['one', 'two'].map((accountId) => {
      const bot = new harness.ServiceAccount(stack, accountId, { identifier: 'Bot', harnessScope: harness.HarnessScope.account(accountId) });
      new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, `Grant-${accountId}`, {
        roleIdentifier: `of_${accountId}`, principal: [{ identifier: bot.ownerId, type: 'SERVICE_ACCOUNT' }],
      });
      return bot.addApiKey('Key').addToken('Ci');
    });
    expect(tokens.map(shown)).toMatchObject([{ permissions: ['of_one'], unknown: [] }, { permissions: ['of_two'], unknown: [] }]);
  });

  test.each<[string, (token: harness.Token, bot: harness.ServiceAccount) => void]>([
    ['the role', (token, bot) => {
      (bot.node.defaultChild as cdktf.TerraformResource).addOverride('account_id', '${var.account}');
      (token.node.defaultChild as cdktf.TerraformResource).addOverride('account_id', 'account');
    }],
    ['the token', (token) => [token, token.node.scope!].forEach(({ node }) => (node.defaultChild as cdktf.TerraformResource).addOverride('account_id', '${var.account}'))],
  ])('a role is not overlooked where only Terraform knows the account of %s', (_, override) => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project });
    const token = bot.addApiKey('Key').addToken('Ci');
    bot.grantRole(harness.Role.PROJECT_ADMIN);
    override(token, bot);
    expect(token.facts.permissions).toEqual(['_project_admin']);
  });

  test.each([['only Terraform knows', '${var.account}'], ['is not told', undefined]])(
    'a role by name is not overlooked where the account of the provider %s', (_, accountId) => {
      const holder = new cdktf.TerraformStack(newApp(), 'Stack');
      new harness.HarnessProvider(holder, 'Harness', { accountId });
      const token = new harness.ServiceAccount(holder, 'Bot', { harnessScope: harness.HarnessScope.account('account') }).addApiKey('Key').addToken('Ci');
      new l1.harness.platformRoleAssignments.PlatformRoleAssignments(holder, 'ByName', {
        roleIdentifier: '_account_admin', principal: [{ identifier: 'Bot', type: 'SERVICE_ACCOUNT' }],
      });
      expect(shown(token)).toMatchObject({ permissions: ['_account_admin'], unknown: [] });
    });

  test('a role by name is found in a stack without a provider', () => {
    const holder = new cdktf.TerraformStack(newApp(), 'Stack');
    const token = new harness.ServiceAccount(holder, 'Bot', { harnessScope: harness.HarnessScope.account('account') }).addApiKey('Key').addToken('Ci');
    new l1.harness.platformRoleAssignments.PlatformRoleAssignments(holder, 'ByName', {
      roleIdentifier: '_account_admin', principal: [{ identifier: 'Bot', type: 'SERVICE_ACCOUNT' }],
    });
    expect(token.facts.permissions).toEqual(['_account_admin']);
  });

  test.each([
    ['principal', { principal: [{ identifier: '${var.principal}', type: 'SERVICE_ACCOUNT' }] }],
    ['organization', { orgId: '${var.org}' }],
    ['project', { projectId: '${var.project}' }],
    ['role', { roleIdentifier: '${var.role}' }],
  ])('a grant of which only Terraform knows the %s leaves the permissions unknown', (_, config) => {
    const token = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project }).addApiKey('Key').addToken('Ci');
    new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, 'Grant', {
      orgId: 'org', projectId: 'project', roleIdentifier: '_project_admin', principal: [{ identifier: 'Bot', type: 'SERVICE_ACCOUNT' }], ...config,
    });
    expect(shown(token)).toMatchObject({ permissions: [], unknown: [TokenFact.PERMISSIONS] });
  });

  test('a token whose organization only Terraform knows may have any of the roles', () => {
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project }).addApiKey('Key');
    const token = key.addToken('Ci');
    [key, token].forEach(({ node }) => (node.defaultChild as cdktf.TerraformResource).addOverride('org_id', '${var.org}'));
    expect(shown(token)).toMatchObject({ permissions: [], unknown: [TokenFact.PLACE] });
    new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, 'Grant', {
      projectId: 'project', roleIdentifier: '_project_admin', principal: [{ identifier: 'Bot', type: 'SERVICE_ACCOUNT' }],
    });
    expect(shown(token)).toMatchObject({ permissions: [], unknown: [TokenFact.PLACE, TokenFact.PERMISSIONS] });
  });

  test('an override counts, an adopted one and one that must not be destroyed are told', () => {
    const token = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project }).addApiKey('Key').addToken('Ci', { expiresAt: END });
    const resource = token.node.defaultChild as cdktf.TerraformResource;
    resource.addOverride('valid_to', Date.parse('2030-01-01T00:00:00Z'));
    resource.addOverride('lifecycle.prevent_destroy', true);
    token.adopt();
    expect(token.facts).toMatchObject({ endsAt: '2030-01-01T00:00:00.000Z', adopted: true, destroyPrevented: true });
  });
});

describe('of a Harness token, where attributes are overridden', () => {
  const at = (time: string) => Date.parse(time);
  const EARLY = '2026-12-01T00:00:00.000Z';
  const LATE = '2027-12-01T00:00:00.000Z';

  function overridden(attributes: Record<string, unknown>, keyAttributes: Record<string, unknown> = {}) {
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project }).addApiKey('Key');
    const token = key.addToken('Ci');
    const override = (construct: harness.ApiKey | harness.Token, values: Record<string, unknown>) =>
      Object.entries(values).forEach(([name, value]) => (construct.node.defaultChild as cdktf.TerraformResource).addOverride(name, value));
    override(key, keyAttributes);
    override(token, attributes);
    return shown(token);
  }

  test.each([
    ['the end', { valid_to: at(EARLY) }, EARLY],
    ['the scheduled end', { scheduled_expire_time: at(EARLY) }, EARLY],
    ['the earlier of both', { valid_to: at(EARLY), scheduled_expire_time: at(LATE) }, EARLY],
    ['the earlier of both, the other way round', { valid_to: at(LATE), scheduled_expire_time: at(EARLY) }, EARLY],
  ])('it ends at %s', (_, attributes, end) => {
    expect(overridden(attributes)).toMatchObject({ endsAt: end, unknown: [] });
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['its end', { valid_to: '${var.end}', scheduled_expire_time: at(EARLY) }, {}],
    ['its scheduled end', { valid_to: at(EARLY), scheduled_expire_time: '${var.end}' }, {}],
    ['the lifetime of its key', {}, { default_time_to_expire_token: '${var.lifetime}' }],
  ])('nobody knows when it ends if only Terraform knows %s', (_, attributes, keyAttributes) => {
    expect(overridden(attributes, keyAttributes)).toMatchObject({
      endsAt: undefined, longestLife: undefined, neverEnds: false, unknown: [TokenFact.END],
    });
  });

  test('it lives from its begin on, if that is known', () => {
    const end = { valid_to: at('2027-01-30T00:00:00Z') };
    expect(overridden({ ...end, valid_from: at('2027-01-01T00:00:00Z') })).toMatchObject({ longestLife: 29 });
  });

  test('it lives from now on if only Terraform knows its begin', () => {
    expect(overridden({ valid_to: at('2027-01-30T00:00:00Z'), valid_from: '${var.begin}' })).toMatchObject({ longestLife: 90, unknown: [] });
  });

  test('an end that is no time is not known', () => {
    expect(overridden({ valid_to: 'tomorrow' }).endsAt).toBeUndefined();
  });

  test('another type than those of the service is not known', () => {
    expect(overridden({ apikey_type: 'ROBOT' })).toMatchObject({ kind: TokenKind.UNKNOWN });
  });

  test('it belongs to whom it says', () => {
    expect(overridden({ parent_id: 'other' })).toMatchObject({ owner: 'other', unknown: [] });
  });

  test('it is known what it takes from another token, but not the id of what has an identifier besides', () => {
    const other = new harness.ServiceAccount(stack, 'Robot', { harnessScope: project }).addApiKey('Key').addToken('Ci', { expiresAt: END });
    const { friendlyUniqueId } = other.node.defaultChild as cdktf.TerraformResource;
    const member = new cdktf.TerraformResource(stack, 'Member', { terraformResourceType: 'directory_member' });
    member.addOverride('identifier', 'x');
    expect(overridden({ valid_to: `\${harness_platform_token.${friendlyUniqueId}.valid_to}`, name: `\${directory_member.${member.friendlyUniqueId}.id}` }))
      .toMatchObject({ endsAt: '2027-01-30T00:00:00.000Z', name: undefined, unknown: [TokenFact.NAME] });
  });

  test('its name is a text', () => {
    expect(overridden({ name: 2026 }).name).toBe('2026');
  });

  test('of its key, it has what its own attribute does not tell', () => {
    expect(overridden({ account_id: '${var.account}' })).toMatchObject({ accountId: 'account', unknown: [] });
  });

  test('tags may have no value, and the token has the last word', () => {
    const bot = new harness.ServiceAccount(stack, 'Tagged', { harnessScope: project });
    const token = bot.addApiKey('Key', { tags: { a: '1', b: '1' } }).addToken('Ci', { tags: { b: '2' } });
    (token.node.defaultChild as cdktf.TerraformResource).addOverride('tags', ['b:2', 'alone', 'url:http://x']);
    expect(token.facts.tags).toEqual({ a: '1', b: '2', alone: '', url: 'http' });
    (token.node.defaultChild as cdktf.TerraformResource).addOverride('tags', '${var.tags}');
    expect(shown(token)).toMatchObject({ tags: { a: '1', b: '1' }, unknown: [TokenFact.TAGS] });
  });
});

describe('of a Dynatrace token', () => {
  const overridden = (attributes: Record<string, unknown>) => {
    const token = new dynatrace.ApiToken(stack, 'Overridden', { scopes });
    Object.entries(attributes).forEach(([name, value]) => (token.node.defaultChild as cdktf.TerraformResource).addOverride(name, value));
    return shown(token);
  };

  test.each([
    ['minutes', 'now+90m', 90 / 1440],
    ['hours', 'now+36h', 1.5],
    ['days', 'now+7d', 7],
    ['weeks', 'now+2w', 14],
  ])('an end in so many %s from now is a length of life', (_, expiration, longestLife) => {
    expect(overridden({ expiration_date: expiration })).toMatchObject({ longestLife, endsAt: undefined, neverEnds: false });
  });

  test.each(['x now+7d', 'now+7d x', 'now+7y', '${var.end}'])('an end of %s is not known', (expiration) => {
    expect(overridden({ expiration_date: expiration })).toMatchObject({
      longestLife: undefined, endsAt: undefined, neverEnds: false, unknown: [TokenFact.OWNER, TokenFact.END],
    });
  });

  test('an end may have an offset', () => {
    expect(overridden({ expiration_date: '2027-01-30T01:00:00+01:00' })).toMatchObject({ endsAt: '2027-01-30T00:00:00.000Z', longestLife: 90 });
  });

  test('an empty end is none', () => {
    expect(overridden({ expiration_date: '' })).toMatchObject({ neverEnds: true });
  });

  test.each([[true, true], ['true', true], [false, false], ['false', false]])('of whether it is enabled or personal, %s is %s', (written, told) => {
    const kind = told ? TokenKind.PERSONAL : TokenKind.ENVIRONMENT;
    expect(overridden({ enabled: written, personal_access_token: written })).toMatchObject({ enabled: told, kind });
  });

  test('of whether it is enabled or personal, a reference is not known', () => {
    expect(overridden({ enabled: '${var.x}', personal_access_token: '${var.x}' })).toMatchObject({
      kind: TokenKind.UNKNOWN, enabled: true, unknown: expect.arrayContaining([TokenFact.ENABLED, TokenFact.KIND]),
    });
  });

  const scopes = [dynatrace.ApiTokenScope.METRICS_INGEST, dynatrace.ApiTokenScope.LOGS_INGEST];

  test('scopes are its permissions, words of the name its tags', () => {
    const token = new dynatrace.ApiToken(stack, 'Ingest', { name: 'Ingest team:delivery (env:prod) at 10:30, http://x', scopes, expiresAt: END });
    expect(shown(token)).toEqual({
      system: 'Dynatrace',
      kind: TokenKind.ENVIRONMENT,
      path: 'Stack/Ingest',
      stack: 'Stack',
      address: 'dynatrace_api_token.Ingest_4069586C',
      name: 'Ingest team:delivery (env:prod) at 10:30, http://x',
      environment: 'dynatrace',
      permissions: ['logs.ingest', 'metrics.ingest'],
      tags: { team: 'delivery', env: 'prod' },
      endsAt: '2027-01-30T00:00:00.000Z',
      neverEnds: false,
      longestLife: 90,
      enabled: true,
      adopted: false,
      destroyPrevented: false,
      unknown: [TokenFact.OWNER],
    });
  });

  test('without an end it never ends', () => {
    expect(shown(new dynatrace.ApiToken(stack, 'Ingest', { scopes }))).toMatchObject({ neverEnds: true, longestLife: undefined, endsAt: undefined });
  });

  test('a personal one and a disabled one are told', () => {
    const token = new dynatrace.ApiToken(stack, 'Mine', { scopes: [dynatrace.ApiTokenScope.METRICS_READ], personalAccessToken: true, enabled: false });
    expect(token.facts).toMatchObject({ kind: TokenKind.PERSONAL, enabled: false });
  });

  test('the environment is that of the provider', () => {
    const provider = new dynatrace.DynatraceProvider(stack, 'Staging', { alias: 'staging', dtEnvUrl: 'https://staging.example' });
    const aliased = new dynatrace.DynatraceProvider(stack, 'Other', { alias: 'other', dtEnvUrl: '${var.url}' });
    expect(new dynatrace.ApiToken(stack, 'A', { scopes, provider }).facts.environment).toBe('https://staging.example');
    expect(new dynatrace.ApiToken(stack, 'B', { scopes, provider: aliased }).facts.environment).toBe('dynatrace.other');
    const plain = new cdktf.TerraformStack(newApp(), 'Plain');
    expect(new dynatrace.ApiToken(plain, 'C', { scopes }).facts.environment).toBe('dynatrace');
    new dynatrace.DynatraceProvider(plain, 'Dynatrace', { dtEnvUrl: 'https://plain.example' });
    expect(new dynatrace.ApiToken(plain, 'D', { scopes }).facts.environment).toBe('https://plain.example');
  });

  test('what only Terraform knows is unknown', () => {
    const name = new cdktf.TerraformVariable(stack, 'name', { type: 'string' }).stringValue;
    const token = new dynatrace.ApiToken(stack, 'Ingest', { name, scopes: [dynatrace.ApiTokenScope.of('${var.scope}')], expiresAt: Expiration.at(name) });
    expect(shown(token)).toMatchObject({ name: undefined, endsAt: undefined, neverEnds: false, longestLife: undefined });
    expect([token.facts.permissions, token.facts.tags]).toEqual([[], {}]);
    expect([...token.facts.unknown].sort()).toEqual([TokenFact.END, TokenFact.NAME, TokenFact.OWNER, TokenFact.PERMISSIONS, TokenFact.TAGS].sort());
  });

  test('a lazy value is known', () => {
    const name = cdktf.Lazy.stringValue({ produce: () => 'made at synth' });
    expect(new dynatrace.ApiToken(stack, 'Ingest', { name, scopes }).facts.name).toBe('made at synth');
  });

  test('a pasted secret is in no fact', () => {
    const token = new dynatrace.ApiToken(stack, 'Ingest', { name: `x ${PASTED.dynatrace}`, scopes });
    expect(JSON.stringify(token.facts)).not.toContain(PASTED.dynatrace);
    expect(token.facts.unknown).toContain(TokenFact.NAME);
  });
});

describe('of a rotating token', () => {
  const warnBeforeExpiry = Duration.days(3);
  const facts = (): [string, ITokenFacts][] => {
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: project, tags: { team: 'delivery' } }).addApiKey('Key');
    return [
      ['Harness', key.addRotatingToken('Monthly', { schedule, warnBeforeExpiry }).facts],
      ['Dynatrace', new dynatrace.RotatingApiToken(stack, 'Monthly', {
        schedule, name: 'Monthly team:delivery', scopes: dynatrace.ApiTokenScopes.dataIngest(), warnBeforeExpiry,
      }).facts],
    ];
  };

  test('it has the rotation of its schedule, and lives from a start to the hard end', () => {
    for (const [system, { rotation, longestLife, endsAt, neverEnds, tags, name, path, warnBeforeExpiry: before }] of facts()) {
      expect([days(rotation?.period), days(rotation?.overlap), days(longestLife), endsAt, neverEnds, days(before)])
        .toEqual([30, 7, days(rotation?.lifetime), undefined, false, 3]);
      expect(days(rotation?.lifetime)).toBeGreaterThanOrEqual(37);
      expect(tags).toEqual({ team: 'delivery' });
      expect([name, path]).toEqual(system === 'Harness' ? ['Monthly', 'Stack/Bot/Key/Monthly'] : ['Monthly team:delivery', 'Stack/Monthly']);
    }
  });

  test('by hand it has no period, and the end that it is given', () => {
    const token = new dynatrace.RotatingApiToken(stack, 'ByHand', {
      schedule: RotationSchedule.manual('2', { expiresAt: END }), scopes: dynatrace.ApiTokenScopes.dataIngest(),
    });
    expect(shown(token)).toMatchObject({ rotation: {}, endsAt: '2027-01-30T00:00:00.000Z', longestLife: 90 });
    expect(new dynatrace.RotatingApiToken(stack, 'Endless', { schedule: RotationSchedule.manual('1'), scopes: dynatrace.ApiTokenScopes.dataIngest() }).facts.neverEnds).toBe(true);
  });
});
