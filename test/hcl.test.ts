import * as cdktf from 'cdktf';
import { dynatrace, Duration, harness, RemovalPolicy, RotationSchedule } from '../src';
import { newStack } from './util/stacks';
import { hclOf } from '../src/private/hcl';

describe('a value of the JSON as an expression of HCL', () => {
  test.each<[string, unknown, string]>([
    ['a text', 'plain', '"plain"'],
    ['quotes, backslashes and lines', 'a "b" \\ c\nd\te\r', '"a \\"b\\" \\\\ c\\nd\\te\\r"'],
    ['an expression', '${upper("a")}', '"${upper("a")}"'],
    ['quotes in an expression behind a text', 'a ${upper("b")}', '"a ${upper("b")}"'],
    ['an escaped quote in a string of an expression', '${f("ab\\"}")}"', '"${f("ab\\"}")}\\""'],
    ['quotes beside an expression', 'a "${var.b}" c', '"a \\"${var.b}\\" c"'],
    ['braces and quotes in an expression', '${join("}", [for k, v in {a = "\\"{"} : "${k}=${v}"])} "', '"${join("}", [for k, v in {a = "\\"{"} : "${k}=${v}"])} \\""'],
    ['an expression in a string of an expression', '${f("x${g("}")}y")}"', '"${f("x${g("}")}y")}\\""'],
    ['a directive in a string of an expression', '${f("%{ if g("}") }y%{ endif }")}"', '"${f("%{ if g("}") }y%{ endif }")}\\""'],
    ['a literal that looks like one, in a string of an expression', '${f("$${")}"', '"${f("$${")}\\""'],
    ['an expression that nobody closes', '${f("', '"${f(""'],
    ['a directive', '%{ if var.a == "x" }"y"%{ endif }', '"%{ if var.a == "x" }\\"y\\"%{ endif }"'],
    ['a literal that looks like an expression', '$${a "b"} %%{c "d"}', '"$${a \\"b\\"} %%{c \\"d\\"}"'],
    ['a lone dollar', '$ { a $', '"$ { a $"'],
    ['numbers, truth, nothing', [1, -2.5, true, false, null], '[1, -2.5, true, false, null]'],
    ['an object', { 'a': 'b', 'c "d"': ['e'] }, '{\n"a" = "b"\n"c \\"d\\"" = ["e"]\n}'],
    ['what is undefined in an object', { a: undefined, b: 1 }, '{\n"b" = 1\n}'],
    ['what is empty', { a: {}, b: [], c: '' }, '{\n"a" = {\n}\n"b" = []\n"c" = ""\n}'],
  ])('%s', (_, value, expected) => {
    expect(hclOf(value)).toBe(expected);
  });
});

test('what a stack is as HCL: references, blocks and texts as Terraform reads them in JSON', () => {
  const stack = newStack();
  const provider = new harness.HarnessProvider(stack, 'Other', { alias: 'other' });
  const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct'), description: 'a "b" \\ ${var.c}', provider });
  bot.grantRole(harness.Role.ACCOUNT_VIEWER);
  bot.addApiKey('Key').addToken('Token').exportValue('Secret');
  bot.applyRemovalPolicy(RemovalPolicy.PREVENT_DESTROY);
  // What cdktf writes well enough is left to it.
  const account = bot.node.defaultChild as cdktf.TerraformResource;
  account.provisioners = [{ type: 'local-exec', command: 'echo ${self.id}' }];
  account.connection = { type: 'ssh', host: 'host' };
  account.addOverride('dynamic', { timeouts: { for_each: ['a'], content: { create: '5m' } } });
  const rotating = new dynatrace.RotatingApiToken(stack, 'Rotating', {
    scopes: dynatrace.ApiTokenScopes.dataIngest(),
    schedule: RotationSchedule.every(Duration.days(30), { startingAt: '2026-10-15T00:00:00Z', overlap: Duration.days(7) }),
  });
  rotating.exportValue('Newest');
  new cdktf.TerraformOutput(stack, 'Version', { value: rotating.valueVersion });
  const adopted = new dynatrace.ApiToken(stack, 'Adopted', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  adopted.adopt(`dt0c01.${'A'.repeat(24)}`);
  adopted.applyRemovalPolicy(RemovalPolicy.DESTROY);
  expect(cdktf.Testing.synthHcl(stack)).toMatchSnapshot();
});

describe('an override', () => {
  const overridden = (path: string, value: unknown) => {
    const stack = newStack();
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct') });
    (bot.node.defaultChild as cdktf.TerraformResource).addOverride(path, value);
    return () => cdktf.Testing.synthHcl(stack);
  };

  test.each([
    ['a list of texts', ['a "b"'], 'tags = ["a \\"b\\""]'],
    ['lists of lists', [['a'], []], 'tags = [["a"], []]'],
    ['null', null, 'tags = null'],
  ])('is written as HCL: %s', (_, value, expected) => {
    expect(overridden('tags', value)()).toContain(expected);
  });

  test('that JSON leaves open is refused, with what to do', () => {
    expect(overridden('timeouts.create', '5m')).toThrow(
      'override of timeouts must not hold an object in HCL, where it may be a block or a value, got \'{"create":"5m"}\': synthesize JSON, which Terraform reads as it is');
  });

  test.each([[[1, { a: 1 }]], [[[{ a: 1 }]]]])('with an object in a list is such a one, too: %j', (value) => {
    expect(overridden('tags', value)).toThrow('override of tags must not hold an object in HCL');
  });
});
