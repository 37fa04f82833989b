/** What comes of a literal in Terraform's hands: test/e2e/text.test.ts. */
import * as cdktf from 'cdktf';
import { dynatrace, Expiration, harness, Text } from '../src';
import { newStack, only, PASTED, synth } from './util/stacks';

const harnessScope = harness.HarnessScope.account('acct');

test.each([
  ['a reference', (stack: cdktf.TerraformStack) => new cdktf.TerraformVariable(stack, 'x', {}).stringValue],
  ['a text with a reference in it', (stack: cdktf.TerraformStack) => `x-${new cdktf.TerraformVariable(stack, 'x', {}).stringValue}`],
  ['another literal', () => Text.literal('x')],
  ['a number', () => 5],
  ['nothing', () => undefined],
])('Text.literal refuses %s', (_, make) => {
  expect(() => Text.literal(make(newStack()) as string)).toThrow(
    /^text of Text\.literal must be a string without references, got .*: join them: Text\.literal\('\.\.\.'\) \+ reference$/);
});

describe('a literal is known at synth, so that', () => {
  const account = (props: Partial<harness.ServiceAccountProps>) => {
    const stack = newStack();
    new harness.ServiceAccount(stack, 'Bot', { harnessScope, ...props });
    return only(synth(stack), 'harness_platform_service_account');
  };

  test('identifier and e-mail address follow from a name of it', () => {
    expect(account({ name: Text.literal('CI bot') })).toMatchObject({ name: 'CI bot', identifier: 'CI_bot', email: 'ci_bot@service.harness.io' });
    expect(account({ identifier: Text.literal('CI') })).toMatchObject({ identifier: 'CI', email: 'ci@service.harness.io' });
  });

  test('each check looks into it, and an error shows the text', () => {
    expect(() => account({ name: Text.literal('${name}') })).toThrow("only letters, digits, '_', '-' and spaces, got '${name}' [Stack/Bot]");
    expect(() => account({ name: `CI ${Text.literal('%{x}')}` })).toThrow("got 'CI %{x}'");
    expect(() => account({ identifier: Text.literal('9') })).toThrow("got '9'");
    expect(() => account({ email: Text.literal('bot') })).toThrow("email must be an e-mail address, got 'bot'");
    expect(() => account({ description: Text.literal('${'.repeat(513)) })).toThrow('description must be at most 1024 characters');
    expect(() => account({ tags: { url: Text.literal('a:b') } })).toThrow("got 'a:b'");
    expect(() => harness.HarnessScope.account(Text.literal('a b'))).toThrow("got 'a b'");
    expect(() => new dynatrace.ApiToken(newStack(), 'T', { name: Text.literal(' '), scopes: dynatrace.ApiTokenScopes.dataIngest() })).toThrow('name must not be empty');
    expect(() => Expiration.at(Text.literal('soon'))).toThrow("got 'soon'");
  });

  test('it is no reference, where one is needed', () => {
    const owner = harness.ServiceAccount.fromIdentifier(newStack(), 'Bot', { harnessScope, identifier: 'bot' });
    expect(() => owner.addApiKey('Key').addToken('T', { encodedPassword: Text.literal('hunter2') })).toThrow('encodedPassword must be a reference');
  });

  test('siblings of one identifier are found', () => {
    const stack = newStack();
    new harness.ServiceAccount(stack, 'Bot', { harnessScope, identifier: 'ci' });
    expect(() => new harness.ServiceAccount(stack, 'Other', { harnessScope, identifier: Text.literal('CI') })).toThrow('identifier is already used by Stack/Bot');
  });

  test('a secret in it is never shown', () => {
    for (const secret of Object.values(PASTED)) {
      expect(() => account({ identifier: Text.literal(secret) })).toThrow(/got a (Dynatrace|Harness) secret/);
    }
  });

  test('it stands for the same text, whatever takes it', () => {
    expect(account({ description: Text.literal('costs $5 ${or} "more"'), tags: { [Text.literal('a')]: Text.literal('%{b}') } }))
      .toMatchObject({ description: 'costs $5 $${or} "more"', tags: ['a:%%{b}'] });
    expect(Expiration.at(Text.literal('2027-03-31T00:00:00Z')).toIsoString()).toBe('2027-03-31T00:00:00.000Z');
    expect(dynatrace.ApiTokenScope.of(Text.literal('metrics.ingest'))).toBe(dynatrace.ApiTokenScope.METRICS_INGEST);
  });
});

test.each([
  ['a carriage return', 'a\rb', 'a${"\\r"}b'],
  ['with the signs before it', '$%{\rb', '${"$%%{\\r"}b'],
  ['a sign at the end', 'costs 5 $', 'costs 5 ${"$"}'],
  ['signs and braces at the end', 'x%{{', 'x${"%%{{"}'],
  ['nothing else', '\b "a" $ {', '\b "a" $ {'],
])('as an expression is written %s', (_, text, description) => {
  const stack = newStack();
  new harness.ServiceAccount(stack, 'Bot', { harnessScope, description: Text.literal(text) });
  expect(only(synth(stack), 'harness_platform_service_account').description).toBe(description);
});

test('within an expression it is a string of HCL', () => {
  const stack = newStack();
  new harness.ServiceAccount(stack, 'Bot', { harnessScope, description: cdktf.Fn.upper(Text.literal('\b\f\n"\\ ${x}')) });
  expect(only(synth(stack), 'harness_platform_service_account').description).toBe('${upper("\\u0008\\u000c\\n\\"\\\\ $${x}")}');
});

test('printed, it is its text', () => {
  const [literal] = cdktf.Tokenization.reverseString(Text.literal('${a}')).tokens;
  expect(JSON.stringify({ literal })).toBe('{"literal":"${a}"}');
});

test('a doubled sign is no template either', () => {
  const stack = newStack();
  const described = (id: string, description: string) => () => new harness.ServiceAccount(stack, id, { harnessScope, description });
  expect(described('Bot', `${'d'.repeat(1022)}$\${`)).not.toThrow();
  expect(described('Long', `${'d'.repeat(1023)}$\${`)).toThrow("got '1025 characters'");
  expect(described('Longer', `${'d'.repeat(1024)}$$\${x}`)).toThrow("got '1029 characters'");
});
