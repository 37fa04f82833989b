/** Which provider makes a resource, checked at synth: Terraform would fail at apply, or use the account that the environment names. */
import * as cdktf from 'cdktf';
import { dynatrace, harness, l1 } from '../../src';
import { newApp, synth, warnings } from '../util/stacks';

const account = (id = 'acct') => harness.HarnessScope.account(id);
const scopes = dynatrace.ApiTokenScopes.dataIngest();

/** A stack without providers. */
const bare = (id = 'Stack', app = newApp()) => new cdktf.TerraformStack(app, id);

beforeEach(() => {
  delete process.env.HARNESS_ACCOUNT_ID;
});

describe('only providers with an alias in the stack, and none given', () => {
  const aliased = () => {
    const stack = bare();
    new harness.HarnessProvider(stack, 'Europe', { alias: 'europe' });
    new harness.HarnessProvider(stack, 'America', { alias: 'america' });
    new dynatrace.DynatraceProvider(stack, 'Production', { alias: 'production' });
    return stack;
  };
  const message = (system: string, fqns: string, path: string) => `provider must be given, since the stack's ${system} providers all have an alias (${fqns}): `
    + `give one of them, or add a ${system}Provider without alias [${path}]`;

  test.each<[string, (stack: cdktf.TerraformStack) => unknown, string, string]>([
    ['a service account', (stack) => new harness.ServiceAccount(stack, 'X', { harnessScope: account() }), 'Harness', 'harness.europe, harness.america'],
    ['a user who is looked up', (stack) => harness.User.current(stack, 'X', { harnessScope: account() }), 'Harness', 'harness.europe, harness.america'],
    ['a Dynatrace token', (stack) => new dynatrace.ApiToken(stack, 'X', { scopes }), 'Dynatrace', 'dynatrace.production'],
    ['a Dynatrace token that is looked up', (stack) => dynatrace.ApiToken.fromName(stack, 'X', { name: 'x' }), 'Dynatrace', 'dynatrace.production'],
  ])('is refused for %s, and is none for one that has its own', (_, add, system, fqns) => {
    const stack = aliased();
    add(stack);
    expect(() => synth(stack)).toThrow(message(system, fqns, 'Stack/X'));
    // Wherever it stands, and whenever it came.
    const [Provider] = system === 'Harness' ? [harness.HarnessProvider] : [dynatrace.DynatraceProvider];
    new Provider(stack, 'Default');
    expect(() => synth(stack)).not.toThrow();
  });

  test('is none for children of one that was given its provider, nor for an override', () => {
    const stack = aliased();
    const provider = stack.node.findChild('Europe') as harness.HarnessProvider;
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: account(), provider }).addApiKey('Key').addToken('Token');
    const overridden = new dynatrace.ApiToken(stack, 'Ingest', { scopes });
    (overridden.node.defaultChild as cdktf.TerraformResource).addOverride('provider', 'dynatrace.production');
    expect(() => synth(stack)).not.toThrow();
  });

  test('is refused for L1 resources beside an L2, too', () => {
    const stack = aliased();
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: account(), provider: stack.node.findChild('Europe') as harness.HarnessProvider });
    new l1.harness.platformApikey.PlatformApikey(stack, 'L1', {
      identifier: 'a', name: 'a', accountId: 'acct', parentId: 'p', apikeyType: 'USER',
    });
    expect(() => synth(stack)).toThrow(message('Harness', 'harness.europe, harness.america', 'Stack/L1'));
  });
});

test('a stack without any provider is refused by cdktf itself', () => {
  const stack = bare();
  new harness.ServiceAccount(stack, 'Bot', { harnessScope: account() });
  expect(() => synth(stack)).toThrow('Found resources without a matching provider construct');
  expect(() => synth(stack)).not.toThrow('alias');
});

test('providers and tokens of a stack within do not count', () => {
  const stack = bare();
  const inner = new cdktf.TerraformStack(stack, 'Inner');
  new harness.HarnessProvider(stack, 'Europe', { alias: 'europe' });
  new harness.HarnessProvider(inner, 'Harness');
  new harness.ServiceAccount(inner, 'Bot', { harnessScope: account() });
  expect(() => synth(stack)).not.toThrow();
  new harness.ServiceAccount(stack, 'Other', { harnessScope: account() });
  expect(() => synth(stack)).toThrow('provider must be given, since the stack\'s Harness providers all have an alias (harness.europe)');
});

describe("another system's provider", () => {
  const both = () => {
    const stack = bare();
    return { stack, ofHarness: new harness.HarnessProvider(stack, 'Harness'), ofDynatrace: new dynatrace.DynatraceProvider(stack, 'Dynatrace') };
  };

  test('is refused where it is given', () => {
    const { stack, ofHarness, ofDynatrace } = both();
    expect(() => new harness.ServiceAccount(stack, 'Bot', { harnessScope: account(), provider: ofDynatrace })).toThrow(
      "provider must be a HarnessProvider, got 'dynatrace' [Stack/Bot]");
    expect(() => new dynatrace.ApiToken(stack, 'Ingest', { scopes, provider: ofHarness })).toThrow("provider must be a DynatraceProvider, got 'harness' [Stack/Ingest]");
    expect(() => new dynatrace.ApiToken(stack, 'Text', { scopes, provider: 'dynatrace.x' as any })).toThrow(
      "provider must be a DynatraceProvider, got 'dynatrace.x' [Stack/Text]");
  });

  test('is refused at synth where it came later', () => {
    const { stack, ofDynatrace } = both();
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: account() });
    (bot.node.defaultChild as cdktf.TerraformResource).provider = ofDynatrace;
    expect(() => synth(stack)).toThrow("provider must be a HarnessProvider, got 'dynatrace' [Stack/Bot]");
  });

  test.each([
    ['what goes by another local name', 'corp', 'registry.example/corp/harness', true],
    ['one without a source', 'harness', undefined, true],
    ['one of another source', 'harness', 'registry.example/corp/forked', true],
    ['another one without a source', 'corp', undefined, false],
  ])('is told by its local name or its source: %s', (_, terraformResourceType, terraformProviderSource, isOfHarness) => {
    const stack = bare();
    class Given extends cdktf.TerraformProvider {}
    const provider = new (Given as any)(stack, 'Given', { terraformResourceType, terraformProviderSource });
    const attempt = () => new harness.ServiceAccount(stack, 'Bot', { harnessScope: account(), provider });
    if (isOfHarness) {
      expect(attempt).not.toThrow();
    } else {
      expect(attempt).toThrow("provider must be a HarnessProvider, got 'corp' [Stack/Bot]");
    }
  });
});

test('a provider of another stack is refused', () => {
  const app = newApp();
  const [one, other] = ['One', 'Other'].map((id) => bare(id, app));
  const provider = new harness.HarnessProvider(one, 'Harness');
  new harness.HarnessProvider(other, 'Harness');
  new harness.ServiceAccount(other, 'Bot', { harnessScope: account(), provider });
  expect(() => synth(other)).toThrow('provider must be of the same stack, got one of One: add a HarnessProvider to Other [Other/Bot]');
});

describe('the account of the scope', () => {
  const stackOf = (accountId: string | undefined, scopeAccount: string) => {
    const stack = bare();
    new harness.HarnessProvider(stack, 'Harness', { accountId });
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: account(scopeAccount) }).addApiKey('Key').addToken('Token');
    return stack;
  };

  test('must be that of the provider', () => {
    expect(() => synth(stackOf('acct', 'acct'))).not.toThrow();
    expect(() => synth(stackOf('europe', 'acct'))).toThrow(
      "harnessScope must be of the account that its provider is configured with (europe), got 'acct': give the provider of that account, or another scope [Stack/Bot]");
  });

  test('must be that of the provider with an alias that is given, also below what exists', () => {
    const stack = bare();
    new harness.HarnessProvider(stack, 'Harness', { accountId: 'acct' });
    const provider = new harness.HarnessProvider(stack, 'Europe', { alias: 'europe', accountId: 'europe' });
    harness.User.fromId(stack, 'Me', { harnessScope: account(), userId: 'u' }).addApiKey('Key', { provider });
    expect(() => synth(stack)).toThrow("configured with (europe), got 'acct': give the provider of that account, or another scope [Stack/Me/Key]");
  });

  test('may be late-bound on either side', () => {
    expect(() => synth(stackOf('${var.account}', 'acct'))).not.toThrow();
    expect(() => synth(stackOf('acct', '${var.account}'))).not.toThrow();
  });

  test('earns a warning if the environment names another one now', () => {
    process.env.HARNESS_ACCOUNT_ID = 'sandbox';
    const stack = stackOf(undefined, 'acct');
    synth(stack);
    expect(warnings(stack)).toEqual([
      "the provider takes the account from HARNESS_ACCOUNT_ID, which is 'sandbox' now, and the scope is of 'acct': deployed like this, Terraform stops with an inconsistent plan",
    ]);
    for (const quiet of [stackOf(undefined, 'sandbox'), stackOf('acct', 'acct')]) {
      synth(quiet);
      expect(warnings(quiet)).toEqual([]);
    }
  });
});
