/** What a compiler would refuse is refused where none has looked: JavaScript, tsx, values typed any. */
import * as cdktf from 'cdktf';
import * as library from '../src';
import { lateBoundStrings, newStack, PASTED, synth } from './util/stacks';

const { Duration, dynatrace, Expiration, harness, RotationSchedule } = library;
const harnessScope = harness.HarnessScope.account('acct');
const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
const account = (stack: cdktf.TerraformStack) => harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope, identifier: 'bot' });
const key = (stack: cdktf.TerraformStack) => harness.ApiKey.fromAttributes(stack, 'Key', { owner: account(stack), identifier: 'key' });
const scopes = dynatrace.ApiTokenScopes.dataIngest();

type Make = (stack: cdktf.TerraformStack, props: any) => unknown;
const ServiceAccount: Make = (stack, props) => new harness.ServiceAccount(stack, 'X', { harnessScope, ...props });
const ApiKey: Make = (stack, props) => new harness.ApiKey(stack, 'X', { owner: account(stack), ...props });
const Token: Make = (stack, props) => new harness.Token(stack, 'X', { apiKey: key(stack), ...props });
const RotatingToken: Make = (stack, props) => new harness.RotatingToken(stack, 'X', { apiKey: key(stack), schedule, ...props });
const ApiToken: Make = (stack, props) => new dynatrace.ApiToken(stack, 'X', { scopes, ...props });
const RotatingApiToken: Make = (stack, props) => new dynatrace.RotatingApiToken(stack, 'X', { scopes, schedule, ...props });
const User: Make = (stack, props) => harness.User.current(stack, 'X', { harnessScope, ...props });
const UserOfId: Make = (stack, props) => harness.User.fromId(stack, 'X', { harnessScope, userId: 'u', ...props });
const ImportedAccount: Make = (stack, props) => harness.ServiceAccount.fromIdentifier(stack, 'X', { harnessScope, identifier: 'x', ...props });
const ImportedKey: Make = (stack, props) => harness.ApiKey.fromAttributes(stack, 'X', { owner: account(stack), identifier: 'x', ...props });
const Lookup: Make = (stack, props) => dynatrace.ApiToken.fromName(stack, 'X', { name: 'x', ...props });
const SecretText: Make = (stack, props) => new harness.SecretText(stack, 'X', { harnessScope, value: '${var.x}', ...props });
const RoleAssignment: Make = (stack, props) =>
  new harness.RoleAssignment(stack, 'X', { principal: account(stack) as any, role: harness.Role.ACCOUNT_VIEWER, ...props });
const ALL = {
  ServiceAccount,
  ApiKey,
  Token,
  RotatingToken,
  ApiToken,
  RotatingApiToken,
  User,
  UserOfId,
  ImportedAccount,
  ImportedKey,
  Lookup,
  SecretText,
  RoleAssignment,
};

const end = "make one, such as Expiration.at('2027-03-31T00:00:00Z')";
const scopeAdvice = "take ApiTokenScope.METRICS_INGEST and the like, or make one with ApiTokenScope.of('metrics.ingest')";

test.each<[string, Make, object, string]>([
  ['ServiceAccount', ServiceAccount, { name: 5 }, 'name must be a string, got 5'],
  ['ServiceAccount', ServiceAccount, { name: null }, 'name must be a string, got null'],
  ['ServiceAccount', ServiceAccount, { tags: ['team'] }, 'tags must be an object of strings, got a list'],
  ['ServiceAccount', ServiceAccount, { tags: { n: 5 } }, 'tags must be an object of strings, got 5'],
  ['ServiceAccount', ServiceAccount, { tags: { team: 'a', n: 5 } }, 'tags must be an object of strings, got 5'],
  ['ServiceAccount', ServiceAccount, { harnessScope: 'acct' }, "harnessScope must be a HarnessScope, got 'acct': make one, such as HarnessScope.account('account-id')"],
  ['ServiceAccount', ServiceAccount, { harnessScope: undefined }, 'harnessScope must be a HarnessScope, got undefined'],
  ['ApiKey', ApiKey, { owner: 'bot' }, "owner must be a service account or user, got 'bot': use ServiceAccount.fromIdentifier or User.fromId for one that exists"],
  ['ApiKey', ApiKey, { owner: harnessScope }, 'owner must be a service account or user, got an object of class HarnessScope'],
  ['ApiKey', ApiKey, { defaultTokenLifetime: 30 }, 'defaultTokenLifetime must be a Duration, got 30: make one, such as Duration.days(30)'],
  ['ApiKey', ApiKey, { tokenLimit: '5' }, "tokenLimit must be a number, got '5'"],
  ['Token', Token, { expiresAt: '2027-03-31T00:00:00Z' }, `expiresAt must be an Expiration, got '2027-03-31T00:00:00Z': ${end}`],
  ['Token', Token, { validFrom: new Date(0) }, `validFrom must be an Expiration, got an object of class Date: ${end}`],
  ['Token', Token, { validFrom: { toIsoString: () => '' } }, 'validFrom must be an Expiration, got an object of class Object'],
  ['Token', Token, { apiKey: 'key' }, "apiKey must be an API key, got 'key': use ApiKey.fromAttributes for one that exists"],
  ['Token', Token, { valid: 'yes' }, "valid must be true or false, got 'yes'"],
  ['Token', Token, { encodedPassword: 12345 }, "encodedPassword must be a string, got 'a number'"],
  ['Token', Token, { warnBeforeExpiry: '7d' }, "warnBeforeExpiry must be a Duration, got '7d'"],
  ['RotatingToken', RotatingToken, { schedule: undefined }, 'schedule must be a RotationSchedule, got undefined: make one with RotationSchedule.every or .manual'],
  ['RotatingToken', RotatingToken, { schedule: '30d' }, "schedule must be a RotationSchedule, got '30d'"],
  ['ApiToken', ApiToken, { scopes: ['metrics.ingest'] }, `scopes must be a list of ApiTokenScope, got 'metrics.ingest': ${scopeAdvice}`],
  ['ApiToken', ApiToken, { scopes: 'metrics.ingest' }, `scopes must be a list of ApiTokenScope, got 'metrics.ingest': ${scopeAdvice}`],
  ['ApiToken', ApiToken, { scopes: undefined }, 'scopes must be a list of ApiTokenScope, got undefined'],
  ['ApiToken', ApiToken, { enabled: 'false' }, "enabled must be true or false, got 'false'"],
  ['ApiToken', ApiToken, { expiresAt: 1_806_451_200_000 }, `expiresAt must be an Expiration, got 1806451200000: ${end}`],
  ['ApiToken', ApiToken, { scopes: [null] }, 'scopes must be a list of ApiTokenScope, got null'],
  ['ApiToken', ApiToken, { scopes: [{ id: 'metrics.ingest' }] }, 'scopes must be a list of ApiTokenScope, got an object of class Object'],
  ['RotatingApiToken', RotatingApiToken, { scopes: [undefined] }, 'scopes must be a list of ApiTokenScope, got undefined'],
  ['User.current', User, { harnessScope: {} }, 'harnessScope must be a HarnessScope, got an object of class Object'],
  ['User.fromId', UserOfId, { userId: 5 }, 'userId must be a string, got 5'],
  ['ServiceAccount.fromIdentifier', ImportedAccount, { identifier: undefined }, 'identifier must be a string, got undefined'],
  ['ApiKey.fromAttributes', ImportedKey, { owner: undefined }, 'owner must be a service account or user, got undefined'],
  ['ApiToken.fromName', Lookup, { name: undefined }, 'name must be a string, got undefined'],
  ['SecretText', SecretText, { value: 12345 }, "value must be a string, got 'a number'"],
  ['RoleAssignment', RoleAssignment, { role: '_account_viewer' }, "role must be a Role, got '_account_viewer': take Role.PROJECT_VIEWER and the like"],
  ['RoleAssignment', RoleAssignment, { on: 'all' }, "on must be a ResourceGroup, got 'all': make one with ResourceGroup.of('identifier')"],
  ['RoleAssignment', RoleAssignment, { principal: 'bot' }, "principal must be a service account or user, got 'bot'"],
  // A misspelled one would be ignored: a token without an end.
  ['Token', Token, { expireAt: Expiration.at('2027-03-31T00:00:00Z') }, "props must not hold a misspelled property, got 'expireAt': did you mean expiresAt?"],
  ['ApiToken', ApiToken, { enable: false }, "props must not hold a misspelled property, got 'enable': did you mean enabled?"],
  ['ServiceAccount', ServiceAccount, { descritpion: 'x' }, "props must not hold a misspelled property, got 'descritpion': did you mean description?"],
  ['ServiceAccount', ServiceAccount, { Tags: {} }, "props must not hold a misspelled property, got 'Tags': did you mean tags?"],
])('%s: %#', (_, make, props, message) => {
  expect(() => make(newStack(), props)).toThrow(message);
  expect(() => make(newStack(), props)).toThrow(/ \[Stack\/X\]$/);
});

test.each(Object.entries(ALL))('%s without properties names the first that is missing', (_, make) => {
  const missing = Object.fromEntries(['harnessScope', 'owner', 'apiKey', 'scopes', 'name', 'schedule', 'principal'].map((prop) => [prop, undefined]));
  expect(() => make(newStack(), missing)).toThrow(/^\w+ must be an? .*, got undefined.* \[Stack\/X\]$/);
});

test('no properties at all are refused', () => {
  const { ServiceAccount: Untyped } = harness as any;
  expect(() => new Untyped(newStack(), 'X')).toThrow('props must be an object, got undefined [Stack/X]');
});

test.each(Object.entries(ALL))('%s takes properties of other constructs beside its own', (_, make) => {
  expect(() => make(newStack(), { costCenter: 5, environment: 'prod', onFailure: () => undefined })).not.toThrow();
  // Also what would be misspelled, if the one that is meant were not given.
  expect(() => make(newStack(), { names: ['x'], name: 'x' })).not.toThrow();
});

test('a secret is not shown, whatever prop it was pasted into', () => {
  for (const secret of Object.values(PASTED)) {
    for (const prop of ['expiresAt', 'apiKey', 'scopes', 'warnBeforeExpiry', 'harnessScope']) {
      const make = { apiKey: Token, scopes: ApiToken, harnessScope: ServiceAccount }[prop] ?? Token;
      expect(() => make(newStack(), { [prop]: secret })).toThrow(/got a (Dynatrace|Harness) secret/);
    }
  }
});

test('a value is shown as far as it helps', () => {
  const named = (expiresAt: unknown) => () => Token(newStack(), { expiresAt });
  expect(named('x'.repeat(80))).toThrow(`got '${'x'.repeat(80)}'`);
  expect(named('x'.repeat(81))).toThrow(`got '${'x'.repeat(80)}...'`);
  expect(named(['x'])).toThrow('got a list');
  expect(named(new Date(0))).toThrow('got an object of class Date');
  expect(named(Object.create(null))).toThrow('got an object of class Object');
  expect(named(null)).toThrow('got null');
});

test('references of any shape pass', () => {
  const stack = newStack();
  const list = new cdktf.TerraformVariable(stack, 'list', { type: 'list(string)' });
  const names = [...Object.values(lateBoundStrings(stack)), cdktf.Fn.element(list.listValue, 0), cdktf.Token.asString({ a: 1 }), list.value];
  names.forEach((name, index) => new dynatrace.ApiToken(stack, `T${index}`, { scopes, name: name as string, enabled: list.value as any }));
  expect(() => synth(stack)).not.toThrow();
});

test('objects of a second copy of the package are as good', () => {
  let copy!: typeof library;
  jest.isolateModules(() => {
    copy = jest.requireActual('../src');
  });
  expect(copy.Expiration).not.toBe(Expiration);
  const stack = newStack();
  const owner = new harness.ServiceAccount(stack, 'Bot', { harnessScope: copy.harness.HarnessScope.account('acct') });
  new harness.Token(stack, 'T', {
    apiKey: new copy.harness.ApiKey(stack, 'Key', { owner, defaultTokenLifetime: Duration.days(1) as any }),
    expiresAt: copy.Expiration.at('2027-03-31T00:00:00Z'),
    warnBeforeExpiry: copy.Duration.days(1),
    provider: new copy.harness.HarnessProvider(stack, 'Second', { alias: 'second' }),
  });
  new dynatrace.ApiToken(stack, 'Ingest', { scopes: copy.dynatrace.ApiTokenScopes.dataIngest() });
  expect(() => synth(stack)).not.toThrow();
});

test("an owner and a key of one's own, as another language may implement them, are as good", () => {
  const stack = newStack();
  const imported = account(stack);
  const own = Object.create(null, Object.fromEntries(['node', 'harnessScope', 'ownerId', 'apiKeyType', 'importId', 'addApiKey']
    .map((member) => [member, { get: () => (imported as any)[member] }])));
  expect(() => new harness.ApiKey(stack, 'Key', { owner: own })).not.toThrow();
});

test('a time in the wrong unit names the prop and the construct that took it', () => {
  const stack = newStack();
  const { stringValue, numberValue } = new cdktf.TerraformVariable(stack, 'end', {});
  expect(() => Token(stack, { expiresAt: Expiration.at(stringValue) })).toThrow(
    /^expiresAt must be in milliseconds if only Terraform knows it, got '.*': make it with Expiration.atEpochMilliseconds\(...\) \[Stack\/X\]$/);
  for (const prop of ['validFrom', 'scheduledExpiry']) {
    expect(() => Token(newStack(), { [prop]: Expiration.at(stringValue) })).toThrow(`${prop} must be in milliseconds if only Terraform knows it`);
  }
  expect(() => ApiToken(newStack(), { expiresAt: Expiration.atEpochMilliseconds(numberValue) })).toThrow(
    "expiresAt must be a date string if only Terraform knows it, got 'a number': make it with Expiration.at(...) [Stack/X]");
});
