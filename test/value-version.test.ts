/** `valueVersion`: how it is rendered. What it does to consumers is in e2e/value-version.test.ts. */
import * as cdktf from 'cdktf';
import { Duration, dynatrace, Expiration, harness, type IAccessToken, RotationSchedule } from '../src';
import { ConsumerProvider, ConsumerSecret } from './util/consumer';
import { newApp, newStack, synth, synthApp } from './util/stacks';

const SCOPES = dynatrace.ApiTokenScopes.dataIngest();
const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });

const KINDS: [string, (stack: cdktf.TerraformStack) => IAccessToken][] = [
  ['a Harness token', (stack) => harnessKey(stack).addToken('Token')],
  ['a rotating Harness token', (stack) => harnessKey(stack).addRotatingToken('Token', { schedule })],
  ['a Dynatrace token', (stack) => new dynatrace.ApiToken(stack, 'Token', { scopes: SCOPES })],
  ['a rotating Dynatrace token', (stack) => new dynatrace.RotatingApiToken(stack, 'Token', { scopes: SCOPES, schedule })],
];

function harnessKey(stack: cdktf.TerraformStack): harness.ApiKey {
  return new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct') }).addApiKey('Key');
}

/** What the only consumer of a document is given. */
function given(document: any): { secret_wo: string; secret_wo_version: string } {
  return Object.values<any>(document.resource.consumer_secret)[0];
}

/** The expression of the one local that is a version, with its name. */
function version(document: any): [string, string] {
  const locals = Object.entries<string>(document.locals).filter(([name]) => /ValueVersion/.test(name));
  expect(locals).toHaveLength(1);
  return locals[0];
}

function consume(stack: cdktf.TerraformStack, token: IAccessToken): void {
  new ConsumerProvider(stack, 'Consumer', 'journal');
  new ConsumerSecret(stack, 'Secret', token.value, token.valueVersion);
}

function digestOf(value: string): string {
  const reference = value.slice(2, -1);
  // A rotating token has no value before its first apply.
  const digested = reference.startsWith('local.') ? `coalesce(${reference}, "none")` : reference;
  return `\${nonsensitive(parseint(substr(sha256(${digested}), 0, 12), 16))}`;
}

describe.each(KINDS)('the version of %s', (_, make) => {
  test('is 12 hex digits of the digest of its value', () => {
    const stack = newStack();
    consume(stack, make(stack));
    const document = synth(stack);
    const { secret_wo: secret, secret_wo_version: number } = given(document);
    const [name, expression] = version(document);
    expect(number).toBe(`\${local.${name}}`);
    expect(expression).toBe(digestOf(secret));
  });

  test('is the same number each time it is asked for, also within a text', () => {
    const stack = newStack();
    const token = make(stack);
    expect(typeof token.valueVersion).toBe('number');
    new cdktf.TerraformOutput(stack, 'Number', { value: token.valueVersion, sensitive: true, staticId: true });
    new cdktf.TerraformOutput(stack, 'Text', { value: `v${token.valueVersion}`, sensitive: true, staticId: true });
    const { Number: number, Text: text } = synth(stack).output;
    expect(text.value).toBe(`v${number.value}`);
  });

  test('is all that another stack is sent that takes no more', () => {
    const app = newApp();
    const token = make(newStack({ app, id: 'Issuer' }));
    const taker = newStack({ app, id: 'Taker' });
    new ConsumerProvider(taker, 'Consumer', 'journal');
    new ConsumerSecret(taker, 'Secret', '${var.elsewhere}', token.valueVersion);
    const { Issuer: issuer, Taker: document } = synthApp(app);
    const [[output, { value }]] = Object.entries<any>(issuer.output);
    expect(Object.keys(issuer.output)).toHaveLength(1);
    expect(value).toBe(`\${local.${version(issuer)[0]}}`);
    expect(given(document).secret_wo_version).toMatch(new RegExp(`^\\$\\{data\\.terraform_remote_state\\.[\\w-]+\\.outputs\\.${output}\\}$`));
  });
});

test('a token that was adopted has none', () => {
  const token = harnessKey(newStack()).addToken('Token', { expiresAt: Expiration.at('2027-03-31T00:00:00Z') });
  token.adopt();
  expect(() => token.valueVersion).toThrow("value of an adopted token can't be had");
});

test('a token that is adopted after its version was taken has none at synth', () => {
  const stack = newStack();
  const token = harnessKey(stack).addToken('Token');
  consume(stack, token);
  token.adopt();
  expect(() => synth(stack)).toThrow("value of an adopted token can't be had");
});
