/** Each rule: a token that breaks it and one that passes, of both systems, by a construct, by `l1` and by a plain resource. */
import * as cdktf from 'cdktf';
import { dynatrace, Duration, Expiration, harness, l1, RotationSchedule, TokenPolicy, type TokenRule, TokenRules } from '../../src';
import { newStack, synth } from '../util/stacks';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-01T00:00:00Z');
const scope = harness.HarnessScope.project('account', 'org', 'project');
const { ApiTokenScope } = dynatrace;

type Make = (stack: cdktf.TerraformStack) => unknown;

const inDays = (days: number) => Expiration.atEpochMilliseconds(NOW + days * DAY);
const every = (days: number) => RotationSchedule.every(Duration.days(days), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(1) });
const bot = (stack: cdktf.TerraformStack, props: Partial<harness.ServiceAccountProps> = {}) =>
  new harness.ServiceAccount(stack, 'Bot', { harnessScope: scope, ...props });
const token = (options: harness.TokenOptions = {}): Make => (stack) => bot(stack).addApiKey('Key').addToken('Ci', options);
const rotatingToken = (options: harness.RotatingTokenOptions): Make => (stack) => bot(stack).addApiKey('Key').addRotatingToken('Ci', options);
const apiToken = (props: Partial<dynatrace.ApiTokenProps> = {}): Make => (stack) =>
  new dynatrace.ApiToken(stack, 'Ingest', { scopes: [ApiTokenScope.METRICS_READ], ...props });
const rotatingApiToken = (props: Omit<dynatrace.RotatingApiTokenProps, 'scopes'>): Make => (stack) =>
  new dynatrace.RotatingApiToken(stack, 'Ingest', { scopes: [ApiTokenScope.METRICS_READ], ...props });
const ownerOf = (stack: cdktf.TerraformStack) => harness.User.fromId(stack, 'Me', { harnessScope: harness.HarnessScope.account('account'), userId: 'me' });
const granted = (role: string): Make => (stack) => {
  const account = bot(stack);
  account.addApiKey('Key').addToken('Ci');
  new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, 'Grant', {
    orgId: 'org', projectId: 'project', roleIdentifier: role, principal: [{ identifier: account.ownerId, type: 'SERVICE_ACCOUNT' }],
  });
};

const L1_TOKEN = { accountId: 'account', orgId: 'org', projectId: 'project', apikeyId: 'key', parentId: 'bot', apikeyType: 'SERVICE_ACCOUNT', identifier: 'ci', name: 'ci' };
const l1Token = (config: Partial<l1.harness.platformToken.PlatformTokenConfig> = {}): Make => (stack) =>
  new l1.harness.platformToken.PlatformToken(stack, 'L1', { ...L1_TOKEN, ...config });
const l1ApiToken = (config: Partial<l1.dynatrace.apiToken.ApiTokenConfig> = {}): Make => (stack) =>
  new l1.dynatrace.apiToken.ApiToken(stack, 'L1', { name: 'ingest', scopes: ['metrics.read'], enabled: true, ...config });
const plain = (terraformResourceType: string, attributes: Record<string, unknown>): Make => (stack) => {
  const resource = new cdktf.TerraformResource(stack, 'Plain', { terraformResourceType });
  Object.entries(attributes).forEach(([name, value]) => resource.addOverride(name, value));
};
const plainToken = (attributes: Record<string, unknown> = {}) => plain('harness_platform_token', {
  account_id: 'account', org_id: 'org', project_id: 'project', apikey_id: 'key', parent_id: 'bot', apikey_type: 'SERVICE_ACCOUNT', identifier: 'ci', name: 'ci', ...attributes,
});
const plainApiToken = (attributes: Record<string, unknown> = {}) => plain('dynatrace_api_token', { name: 'ingest', scopes: ['metrics.read'], ...attributes });
const l1Chain = (key: Partial<l1.harness.platformApikey.PlatformApikeyConfig>, account: object = {}, roles: string[] = []): Make => (stack) => {
  const owner = new l1.harness.platformServiceAccount.PlatformServiceAccount(stack, 'Account', {
    accountId: 'account', orgId: 'org', projectId: 'project', identifier: 'bot', name: 'bot', email: 'bot@service.harness.io', ...account,
  });
  const apikey = new l1.harness.platformApikey.PlatformApikey(stack, 'Key', {
    accountId: owner.accountId, orgId: owner.orgId, projectId: owner.projectId, identifier: 'key', name: 'key', parentId: owner.id, apikeyType: 'SERVICE_ACCOUNT', ...key,
  });
  new l1.harness.platformToken.PlatformToken(stack, 'L1', {
    accountId: apikey.accountId,
    orgId: apikey.orgId,
    projectId: apikey.projectId,
    apikeyId: apikey.id,
    parentId: apikey.parentId,
    apikeyType: apikey.apikeyType,
    identifier: 'ci',
    name: 'ci',
  });
  roles.forEach((roleIdentifier) => new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, roleIdentifier, {
    orgId: owner.orgId, projectId: owner.projectId, roleIdentifier, principal: [{ identifier: owner.id, type: 'SERVICE_ACCOUNT' }],
  }));
};

/** What the rule says of the tokens of a stack: the line of each finding. */
function findings(rule: TokenRule, make: Make): string[] {
  const stack = newStack();
  new TokenPolicy(stack, 'Policy', { rules: [rule] });
  make(stack);
  try {
    synth(stack);
    const warnings = stack.node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => data).join('\n');
    return [...warnings.matchAll(/^ {2}(Stack\S* .*)$/gm)].map(([, line]) => `warning: ${line}`);
  } catch (error) {
    const lines = [...(error as Error).message.matchAll(/^ {2}(Stack\S* .*)$/gm)].map(([, line]) => line);
    if (lines.length === 0) {
      throw error;
    }
    return lines;
  }
}

/** A rule, what breaks it with what is said of it, and what passes. */
interface Case {
  readonly rule: TokenRule;
  readonly breaks: [what: string, make: Make, says: string][];
  readonly passes: [what: string, make: Make][];
}

const END_2027 = NOW + 91 * DAY;
const warnBeforeExpiry = Duration.days(7);
const CASES: Case[] = [
  {
    rule: TokenRules.longestLifetime(Duration.days(90)),
    breaks: [
      ['Harness', token({ expiresAt: inDays(365) }), 'Stack/Bot/Key/Ci lives 365 days, until 2027-11-01T00:00:00.000Z: set an earlier expiresAt, or let it rotate'],
      ['Harness, from its begin', token({ validFrom: inDays(30), expiresAt: inDays(121) }), 'lives 91 days'],
      ['Harness, by the default of its key', (stack) => bot(stack).addApiKey('Key', { defaultTokenLifetime: Duration.days(365) }).addToken('Ci'),
        'Stack/Bot/Key/Ci lives 365 days: set expiresAt, or a shorter defaultTokenLifetime of its API key'],
      ['Harness, rotating', rotatingToken({ schedule: every(120) }), 'give its schedule a shorter period or lifetime'],
      ['Harness, rotating by hand', rotatingToken({ schedule: RotationSchedule.manual('1', { expiresAt: inDays(91) }) }), 'lives 91 days'],
      ['Harness, l1', l1Token({ validTo: END_2027 }), 'Stack/L1 lives 91 days'],
      ['Harness, l1, by the default of its key', l1Chain({ defaultTimeToExpireToken: 91 * DAY }), 'Stack/L1 lives 91 days'],
      ['Harness, plain', plainToken({ valid_to: END_2027 }), 'Stack/Plain lives 91 days'],
      ['Dynatrace', apiToken({ expiresAt: inDays(365) }), 'Stack/Ingest lives 365 days'],
      ['Dynatrace, without an end', apiToken(), 'Stack/Ingest never ends: set expiresAt, or let it rotate'],
      ['Dynatrace, rotating', rotatingApiToken({ schedule: every(120) }), 'Stack/Ingest lives'],
      ['Dynatrace, rotating by hand without an end', rotatingApiToken({ schedule: RotationSchedule.manual('1') }), 'never ends'],
      ['Dynatrace, l1', l1ApiToken({ expirationDate: '2027-11-01T00:00:00.000Z' }), 'Stack/L1 lives 365 days'],
      ['Dynatrace, l1, relative', l1ApiToken({ expirationDate: 'now+365d' }), 'lives 365 days: set an earlier expiresAt, or let it rotate'],
      ['Dynatrace, plain', plainApiToken(), 'Stack/Plain never ends'],
    ],
    passes: [
      ['Harness', token({ expiresAt: inDays(90) })],
      ['Harness, by the default of its key', token()],
      ['Harness, rotating', rotatingToken({ schedule: every(20) })],
      ['Harness, l1', l1Token({ validTo: NOW + 90 * DAY })],
      ['Harness, l1, by the default of the service', l1Chain({})],
      ['Harness, plain', plainToken({ valid_to: NOW })],
      ['Dynatrace', apiToken({ expiresAt: inDays(90) })],
      ['Dynatrace, rotating', rotatingApiToken({ schedule: every(20) })],
      ['Dynatrace, l1', l1ApiToken({ expirationDate: 'now+90d' })],
      ['Dynatrace, plain', plainApiToken({ expiration_date: '2026-12-01T00:00:00.000Z' })],
    ],
  },
  {
    rule: TokenRules.expires(),
    breaks: [
      ['Dynatrace', apiToken(), 'Stack/Ingest never ends: set expiresAt, or let it rotate'],
      ['Dynatrace, l1', l1ApiToken(), 'Stack/L1 never ends'],
      ['Dynatrace, plain', plainApiToken(), 'Stack/Plain never ends'],
    ],
    passes: [
      ['Harness, whose tokens always end', token()],
      ['Harness, l1', l1Token({ validTo: END_2027 })],
      ['Dynatrace', apiToken({ expiresAt: inDays(1) })],
      ['Dynatrace, rotating', rotatingApiToken({ schedule: every(30) })],
      ['Dynatrace, l1', l1ApiToken({ expirationDate: 'now+90d' })],
    ],
  },
  {
    rule: TokenRules.rotates({ atLeastEvery: Duration.days(30) }),
    breaks: [
      ['Harness', token(), 'Stack/Bot/Key/Ci does not rotate: use a rotating token'],
      ['Harness, too seldom', rotatingToken({ schedule: every(31) }), 'Stack/Bot/Key/Ci rotates every 31 days: give it a schedule with a shorter period'],
      ['Harness, by hand', rotatingToken({ schedule: RotationSchedule.manual('1') }), 'Stack/Bot/Key/Ci rotates by hand: give it a schedule of RotationSchedule.every'],
      ['Harness, l1', l1Token(), 'Stack/L1 does not rotate'],
      ['Dynatrace', apiToken(), 'Stack/Ingest does not rotate'],
      ['Dynatrace, too seldom', rotatingApiToken({ schedule: every(31) }), 'rotates every 31 days'],
      ['Dynatrace, l1', l1ApiToken(), 'Stack/L1 does not rotate'],
    ],
    passes: [
      ['Harness', rotatingToken({ schedule: every(30) })],
      ['Dynatrace', rotatingApiToken({ schedule: every(30) })],
    ],
  },
  {
    rule: TokenRules.warnsBeforeExpiry(Duration.days(7)),
    breaks: [
      ['Harness', token(), 'Stack/Bot/Key/Ci ends without a warning: set warnBeforeExpiry'],
      ['Harness, too late', token({ expiresAt: inDays(9), warnBeforeExpiry: Duration.days(6) }), 'warns only 6 days before its end: set a longer warnBeforeExpiry'],
      ['Harness, rotating', rotatingToken({ schedule: every(30) }), 'ends without a warning'],
      ['Harness, l1', l1Token(), 'Stack/L1 ends without a warning'],
      ['Dynatrace', apiToken({ expiresAt: inDays(9) }), 'Stack/Ingest ends without a warning'],
      ['Dynatrace, l1', l1ApiToken({ expirationDate: 'now+90d' }), 'Stack/L1 ends without a warning'],
    ],
    passes: [
      ['Harness', token({ expiresAt: inDays(9), warnBeforeExpiry })],
      ['Harness, rotating', rotatingToken({ schedule: every(30), warnBeforeExpiry })],
      ['Dynatrace', apiToken({ expiresAt: inDays(9), warnBeforeExpiry })],
      ['Dynatrace, without an end', apiToken()],
      ['Dynatrace, l1, without an end', l1ApiToken()],
    ],
  },
  {
    rule: TokenRules.noPersonalTokens(),
    breaks: [
      ['Harness', (stack) => ownerOf(stack).addApiKey('Key').addToken('Ci'), 'Stack/Me/Key/Ci belongs to the user me: use a service account'],
      ['Harness, of whoever applies', (stack) => harness.User.current(stack, 'Me', { harnessScope: harness.HarnessScope.account('account') }).addApiKey('Key').addToken('Ci'),
        "Stack/Me/Key/Ci belongs to the user of the provider's credentials: use a service account"],
      ['Harness, l1', l1Token({ apikeyType: 'USER' }), 'Stack/L1 belongs to the user bot'],
      ['Harness, plain', plainToken({ apikey_type: 'USER' }), 'Stack/Plain belongs to the user bot'],
      ['Dynatrace', apiToken({ personalAccessToken: true }), 'Stack/Ingest is a personal access token: leave personalAccessToken out'],
      ['Dynatrace, l1', l1ApiToken({ personalAccessToken: true }), 'Stack/L1 is a personal access token'],
      ['Dynatrace, plain', plainApiToken({ personal_access_token: true }), 'Stack/Plain is a personal access token'],
    ],
    passes: [
      ['Harness', token()],
      ['Harness, l1', l1Token()],
      ['Dynatrace', apiToken({ personalAccessToken: false })],
      ['Dynatrace, l1', l1ApiToken()],
    ],
  },
  {
    rule: TokenRules.noAdministrators({ roles: ['shop_owner'] }),
    breaks: [
      ['Harness', granted('_project_admin'), 'Stack/Bot/Key/Ci has _project_admin: grant a narrower role'],
      ['Harness, a role of one\'s own', granted('shop_owner'), 'has shop_owner'],
      ['Harness, l1', l1Chain({}, {}, ['_project_viewer', '_project_admin']), 'Stack/L1 has _project_admin'],
      ['Dynatrace', apiToken({ scopes: dynatrace.ApiTokenScopes.tokenManagement() }), 'Stack/Ingest has apiTokens.write: leave the scope out'],
      ['Dynatrace, l1', l1ApiToken({ scopes: ['TenantTokenManagement', 'metrics.read'] }), 'Stack/L1 has TenantTokenManagement'],
      ['Dynatrace, plain', plainApiToken({ scopes: ['apiTokens.write'] }), 'Stack/Plain has apiTokens.write'],
    ],
    passes: [
      ['Harness', granted('_project_viewer')],
      ['Harness, l1', l1Chain({}, {}, ['_project_viewer'])],
      ['Dynatrace', apiToken()],
      ['Dynatrace, l1', l1ApiToken()],
    ],
  },
  {
    rule: TokenRules.withoutScopes([ApiTokenScope.API_TOKENS_WRITE, ApiTokenScope.SETTINGS_WRITE]),
    breaks: [
      ['Dynatrace', apiToken({ scopes: [ApiTokenScope.SETTINGS_WRITE, ApiTokenScope.METRICS_READ] }), 'Stack/Ingest has settings.write: leave the scope out'],
      ['Dynatrace, l1', l1ApiToken({ scopes: ['settings.write', 'apiTokens.write'] }), 'Stack/L1 has apiTokens.write, settings.write'],
    ],
    passes: [
      ['Dynatrace', apiToken()],
      ['Dynatrace, l1', l1ApiToken()],
      ['Harness, which has no scopes', granted('_project_viewer')],
      ['Harness, with a role that only Terraform knows', granted('${var.role}')],
      ['Harness, l1', l1Token()],
    ],
  },
  {
    rule: TokenRules.onlyScopes([ApiTokenScope.METRICS_READ, ApiTokenScope.LOGS_READ]),
    breaks: [
      ['Dynatrace', apiToken({ scopes: [ApiTokenScope.METRICS_INGEST, ApiTokenScope.METRICS_READ] }), 'Stack/Ingest has metrics.ingest: leave the scope out'],
      ['Dynatrace, l1', l1ApiToken({ scopes: ['new.scope'] }), 'Stack/L1 has new.scope'],
    ],
    passes: [
      ['Dynatrace', apiToken()],
      ['Dynatrace, l1', l1ApiToken()],
      ['Harness, which has no scopes', granted('_project_viewer')],
      ['Harness, with a role that only Terraform knows', granted('${var.role}')],
    ],
  },
  {
    rule: TokenRules.tagged(['team', 'env']),
    breaks: [
      ['Harness', token({ tags: { team: 'a' } }), 'Stack/Bot/Key/Ci has no tag env: set tags of the token or its service account'],
      ['Harness, l1', l1Token({ tags: ['env:prod', 'team'] }), 'Stack/L1 has no tag team'],
      ['Dynatrace', apiToken({ name: 'ingest team:delivery' }), 'Stack/Ingest has no tag env: put env:... into its name'],
      ['Dynatrace, l1', l1ApiToken(), 'Stack/L1 has no tag team, env: put team:... env:... into its name'],
    ],
    passes: [
      ['Harness', (stack) => bot(stack, { tags: { team: 'a' } }).addApiKey('Key').addToken('Ci', { tags: { env: 'prod' } })],
      ['Harness, rotating', (stack) => bot(stack, { tags: { team: 'a', env: 'prod' } }).addApiKey('Key').addRotatingToken('Ci', { schedule: every(30) })],
      ['Harness, l1', l1Token({ tags: ['env:prod', 'team:a'] })],
      ['Harness, l1, by its account', l1Chain({ tags: ['env:prod'] }, { tags: ['team:a'] })],
      ['Dynatrace', apiToken({ name: 'ingest [team:delivery] env:prod' })],
      ['Dynatrace, rotating', rotatingApiToken({ schedule: every(30), name: 'ingest team:delivery env:prod' })],
      ['Dynatrace, l1', l1ApiToken({ name: 'ingest team:delivery env:prod' })],
    ],
  },
  {
    rule: TokenRules.namedLike('(shop|pay)-[a-z]+'),
    breaks: [
      ['Harness', token({ name: 'shop-ci x' }), "Stack/Bot/Key/Ci is named 'shop-ci x': give it a name like (shop|pay)-[a-z]+"],
      ['Harness, l1', l1Token(), "Stack/L1 is named 'ci'"],
      ['Dynatrace', apiToken(), "Stack/Ingest is named 'Ingest'"],
      ['Dynatrace, l1', l1ApiToken(), "Stack/L1 is named 'ingest'"],
    ],
    passes: [
      ['Harness', token({ name: 'shop-ci' })],
      ['Harness, rotating', rotatingToken({ schedule: every(30), name: 'shop-ci' })],
      ['Harness, l1', l1Token({ name: 'pay-ci' })],
      ['Dynatrace', apiToken({ name: 'shop-ingest' })],
      ['Dynatrace, rotating', rotatingApiToken({ schedule: every(30), name: 'shop-ingest' })],
      ['Dynatrace, l1', l1ApiToken({ name: 'pay-ingest' })],
    ],
  },
  {
    rule: TokenRules.onlyAt([harness.HarnessScope.organization('account', 'shop'), harness.HarnessScope.project('account', 'pay', 'test')]),
    breaks: [
      ['Harness', token(), 'Stack/Bot/Key/Ci is at account/org/project: move its service account'],
      ['Harness, above', (stack) => bot(stack, { harnessScope: harness.HarnessScope.account('account') }).addApiKey('Key').addToken('Ci'), 'is at account: '],
      ['Harness, another account', (stack) => bot(stack, { harnessScope: harness.HarnessScope.organization('other', 'shop') }).addApiKey('Key').addToken('Ci'), 'is at other/shop'],
      ['Harness, l1', l1Token({ orgId: 'pay', projectId: 'prod' }), 'Stack/L1 is at account/pay/prod'],
      ['Harness, l1, by its chain', l1Chain({}), 'Stack/L1 is at account/org/project'],
    ],
    passes: [
      ['Harness', (stack) => bot(stack, { harnessScope: harness.HarnessScope.organization('account', 'shop') }).addApiKey('Key').addToken('Ci')],
      ['Harness, below', (stack) => bot(stack, { harnessScope: harness.HarnessScope.project('account', 'shop', 'web') }).addApiKey('Key').addToken('Ci')],
      ['Harness, l1', l1Token({ orgId: 'pay', projectId: 'test' })],
      ['Dynatrace, which has no such places', apiToken()],
    ],
  },
  {
    rule: TokenRules.onlyInEnvironments(['dynatrace', 'https://test.example']),
    breaks: [
      ['Dynatrace', (stack) => apiToken({ provider: new dynatrace.DynatraceProvider(stack, 'P', { alias: 'prod', dtEnvUrl: 'https://prod.example' }) })(stack),
        'Stack/Ingest is in https://prod.example: use another provider'],
      ['Dynatrace, l1', (stack) => l1ApiToken({ provider: new dynatrace.DynatraceProvider(stack, 'P', { alias: 'prod' }) })(stack), 'Stack/L1 is in dynatrace.prod'],
    ],
    passes: [
      ['Dynatrace', apiToken()],
      ['Dynatrace, by its address', (stack) => apiToken({ provider: new dynatrace.DynatraceProvider(stack, 'P', { alias: 'test', dtEnvUrl: 'https://test.example' }) })(stack)],
      ['Dynatrace, l1', l1ApiToken()],
      ['Harness, which has no environments', token()],
    ],
  },
];

for (const { rule, breaks, passes } of CASES) {
  describe(rule.id, () => {
    test.each(breaks)('is broken: %s', (_, make, says) => {
      expect(findings(rule, make)).toEqual([expect.stringContaining(says)]);
    });
    test.each(passes)('passes: %s', (_, make) => {
      expect(findings(rule, make)).toEqual([]);
    });
  });
}

describe('what only Terraform knows', () => {
  const unknownScope = dynatrace.ApiTokenScope.of('${var.scope}');
  const cases: [string, (options: { unknownFails?: boolean }) => TokenRule, Make, string][] = [
    ['longest-lifetime', (options) => TokenRules.longestLifetime(Duration.days(1), options), apiToken({ expiresAt: Expiration.at('${var.end}') }),
      'how long it lives'],
    ['longest-lifetime of a token of an imported key', (options) => TokenRules.longestLifetime(Duration.days(1), options), l1Token(),
      'how long it lives'],
    ['expires', (options) => TokenRules.expires(options), l1ApiToken({ expirationDate: '${var.end}' }),
      'whether it ends'],
    ['warns-before-expiry', (options) => TokenRules.warnsBeforeExpiry(Duration.days(1), options),
      (stack) => token({ warnBeforeExpiry: Duration.milliseconds(new cdktf.TerraformVariable(stack, 'n', {}).numberValue) })(stack),
      'how long before its end it warns'],
    ['no-personal-tokens', (options) => TokenRules.noPersonalTokens(options), plainApiToken({ personal_access_token: '${var.personal}' }),
      'whether it belongs to a person'],
    ['no-administrators', (options) => TokenRules.noAdministrators(options), granted('${var.role}'),
      'all that it may do'],
    ['without-scopes', (options) => TokenRules.withoutScopes([ApiTokenScope.SETTINGS_WRITE], options), apiToken({ scopes: [unknownScope] }),
      'all that it may do'],
    ['only-scopes', (options) => TokenRules.onlyScopes([ApiTokenScope.SETTINGS_WRITE], options), apiToken({ scopes: [ApiTokenScope.SETTINGS_WRITE, unknownScope] }),
      'all that it may do'],
    ['tagged', (options) => TokenRules.tagged(['team'], options), l1Token({ tags: ['${var.tag}'] }),
      'whether it has the tags team'],
    ['named-like', (options) => TokenRules.namedLike('.*', options), apiToken({ name: '${var.name}' }),
      'its name'],
    ['only-at', (options) => TokenRules.onlyAt([scope], options), l1Token({ orgId: '${var.org}' }),
      'where it is'],
  ];
  test.each(cases)('passes with a warning, or fails if it shall: %s', (_, rule, make, what) => {
    const [warning] = findings(rule({}), make);
    expect(warning).toMatch(new RegExp(`^warning: Stack/\\S+ does not tell ${what}: only Terraform knows$`));
    expect(findings(rule({ unknownFails: true }), make)).toEqual([`${warning.replace('warning: ', '')}: give a value that is known at synth`]);
  });
});

describe('a rule refuses', () => {
  const variable = '${var.x}';
  test.each<[string, () => TokenRule, string]>([
    ['a time that only Terraform knows', () => TokenRules.longestLifetime(Duration.milliseconds(cdktf.Token.asNumber({ resolve: () => 1 }))),
      "longest of TokenRules.longestLifetime must be known at synth, got 'a reference'"],
    ['no warning', () => TokenRules.warnsBeforeExpiry(Duration.days(0)), "atLeast of TokenRules.warnsBeforeExpiry must be greater than zero, got '0 ms'"],
    ['no time', () => TokenRules.rotates({ atLeastEvery: Duration.days(0) }), 'atLeastEvery of TokenRules.rotates must be greater than zero'],
    ['a pattern that is none', () => TokenRules.namedLike('('), "pattern of TokenRules.namedLike must be a regular expression, got '('"],
    ['a scope that only Terraform knows', () => TokenRules.onlyScopes([ApiTokenScope.of(variable)]), 'scopes of TokenRules.onlyScopes must be known at synth'],
    ['a barred scope that only Terraform knows', () => TokenRules.withoutScopes([ApiTokenScope.of(variable)]), 'scopes of TokenRules.withoutScopes must be known at synth'],
    ['an environment that only Terraform knows', () => TokenRules.onlyInEnvironments([variable]), 'environments of TokenRules.onlyInEnvironments must be known at synth'],
    ['a place that only Terraform knows', () => TokenRules.onlyAt([harness.HarnessScope.account(variable)]), 'scopes of TokenRules.onlyAt must be known at synth'],
    ['an id with white space', () => TokenRules.expires({ id: 'my rule' }), 'id of a TokenRule must hold only letters'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

test.each<[string, Make]>([
  ['_account_admin', (stack) => {
    const account = bot(stack, { harnessScope: harness.HarnessScope.account('account') });
    account.addApiKey('Key').addToken('Ci');
    account.grantRole(harness.Role.ACCOUNT_ADMIN);
  }],
  ['_organization_admin', (stack) => {
    const account = bot(stack, { harnessScope: harness.HarnessScope.organization('account', 'org') });
    account.addApiKey('Key').addToken('Ci');
    account.grantRole(harness.Role.ORGANIZATION_ADMIN);
  }],
  ['_project_admin', granted('_project_admin')],
  ['apiTokens.write', l1ApiToken({ scopes: ['apiTokens.write'] })],
  ['TenantTokenManagement', l1ApiToken({ scopes: ['TenantTokenManagement'] })],
])('%s is an administrator without being named', (permission, make) => {
  expect(findings(TokenRules.noAdministrators(), make)).toEqual([expect.stringContaining(` has ${permission}: `)]);
});

test('a pattern may name classes of Unicode', () => {
  expect(findings(TokenRules.namedLike('\\p{Lu}.*'), l1ApiToken({ name: 'Ärger' }))).toEqual([]);
});

test('a token without a name has none that could be like the pattern', () => {
  expect(findings(TokenRules.namedLike('undefined'), plain('dynatrace_api_token', { scopes: ['metrics.read'] }))).toEqual([expect.stringMatching('^warning: .* does not tell its name')]);
});

test('each rule says what it demands, and which risks it answers', () => {
  const places = [harness.HarnessScope.account('a'), harness.HarnessScope.project('a', 'o', 'p')];
  const told = [
    TokenRules.expires(),
    TokenRules.rotates({ atLeastEvery: Duration.days(30) }),
    TokenRules.withoutScopes([ApiTokenScope.SETTINGS_WRITE, ApiTokenScope.METRICS_READ]),
    TokenRules.onlyScopes([ApiTokenScope.SETTINGS_WRITE, ApiTokenScope.METRICS_READ]),
    TokenRules.tagged(['team', 'env']),
    TokenRules.namedLike('x.*'),
    TokenRules.onlyAt(places),
    TokenRules.onlyInEnvironments(['dynatrace', 'dynatrace.staging']),
  ];
  expect(told.map(({ id, description, risks }) => [id, description, ...risks])).toEqual([
    ['expires', 'a token ends', 'NHI7:2025'],
    ['rotates', 'a token rotates at least every 30 days', 'NHI7:2025'],
    ['without-scopes', 'a Dynatrace token has none of the scopes settings.write, metrics.read', 'NHI5:2025'],
    ['only-scopes', 'a Dynatrace token has no scope but settings.write, metrics.read', 'NHI5:2025'],
    ['tagged', 'a token has the tags team, env', 'NHI1:2025'],
    ['named-like', 'the name of a token is like x.*', 'NHI1:2025'],
    ['only-at', 'a Harness token is only at or below a, a/o/p', 'NHI8:2025'],
    ['only-in-environments', 'a Dynatrace token is only in dynatrace, dynatrace.staging', 'NHI8:2025'],
  ]);
});

test.each([
  ['90 minutes', Duration.minutes(90)],
  ['23 hours', Duration.hours(23)],
  ['1 day', Duration.hours(24)],
  ['25 hours', Duration.hours(25)],
  ['1.5 days', Duration.minutes(36 * 60 + 10)],
])('a length is told in words: %s', (words, longest) => {
  expect(TokenRules.longestLifetime(longest).description).toBe(`a token lives ${words} at most`);
});

test('the recommended rules name the risks they answer', () => {
  expect(TokenRules.recommended().map(({ id, description, risks }) => [id, description, ...risks])).toEqual([
    ['longest-lifetime', 'a token lives 90 days at most', 'NHI7:2025'],
    ['warns-before-expiry', 'Terraform warns 7 days before a token ends, or earlier', 'NHI7:2025'],
    ['no-personal-tokens', 'a token does not belong to a person', 'NHI1:2025', 'NHI5:2025'],
    ['no-administrators', "a token has no administrator's rights", 'NHI5:2025'],
  ]);
});
