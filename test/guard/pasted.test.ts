import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { dynatrace, harness } from '../../src';
import { systemOfSecretIn, withoutSecrets } from '../../src/private/secret-forms';
import { newApp, newStack, PASTED, synth } from '../util/stacks';

const SECRET_PART = 'B7'.repeat(32);
const TWENTY = 'aZ09'.repeat(5);
const HEX = '0a1b2c3d'.repeat(3);

const SECRETS: [string, string][] = [
  ['Dynatrace', `dt0c01.${'A1'.repeat(12)}.${SECRET_PART}`],
  ['Dynatrace', `dt0s16.ABCD1234.${SECRET_PART}`],
  ['Dynatrace', `dt0s02.ABCD1234.${SECRET_PART}`],
  ['Dynatrace', `dt0g02.ABCD1234.${SECRET_PART}`],
  ['Harness', `pat.accountaccountaccount.${HEX}.${TWENTY}`],
  ['Harness', `sat.account-_1.${HEX}.${TWENTY}`],
  ['Harness', `pat.${HEX}.${TWENTY}`],
  ['Harness', `sat.${HEX.toUpperCase()}.${TWENTY}`],
];

/** The shortest of each form. */
const SHORTEST: [string, string][] = [
  ['Harness', `pat.a.${'0a-Z'.repeat(4)}.${TWENTY}`],
  ['Harness', `sat.a.${'0a-Z'.repeat(4)}.${TWENTY}`],
  ['Dynatrace', `dt0c01.${'A1'.repeat(4)}.${SECRET_PART}`],
];

const base64 = (text: string) => Buffer.from(text).toString('base64');
const PLACES: [string, (secret: string) => string][] = [
  ['alone', (secret) => secret],
  ['in a header', (secret) => `Authorization: Bearer ${secret}`],
  ['in an address', (secret) => `https://x/?auth=Bearer%20${secret}&y=1`],
  ['behind a line break that is escaped', (secret) => `{"a":"first\\n${secret}\\nlast"}`],
  ['behind a line break', (secret) => `first\n${secret}\nlast`],
  ['behind an equals sign', (secret) => `TOKEN=${secret}`],
  ['in quotes', (secret) => `export TOKEN="${secret}"`],
  ['in Base64', base64],
  ['in Base64 with a user before it', (secret) => `Basic ${base64(`user:${secret}`)}`],
  ['in Base64 of a document', (secret) => base64(JSON.stringify({ auth: { token: secret } }))],
  ['in Base64 behind other text', (secret) => `x${base64(secret)}`],
  ['in Base64 of addresses', (secret) => Buffer.from(`a?>${secret}`).toString('base64url')],
];

// Not by the secrets themselves: the run's own output is searched for secrets.
describe.each(SECRETS.map(([system, secret], index) => [`${system} (${index + 1})`, system, secret]))('a secret of %s', (_title, system, secret) => {
  test.each(PLACES)('is known %s, and left out of messages', (_, wrap) => {
    expect(systemOfSecretIn(wrap(secret))).toBe(system);
    const left = withoutSecrets(wrap(secret));
    expect(left).not.toContain(secret.slice(-12));
    expect(left).not.toContain(base64(secret).slice(8, 40));
  });

  test('is never shown, whatever is wrong with it', () => {
    const spoilt = [
      secret.slice(0, -1), secret.slice(0, -12), `${secret}X`, secret.toLowerCase(), secret.toUpperCase(), secret.replace('.', '. '), ` ${secret} `, secret.slice(4), `${secret}.x`,
    ];
    for (const text of spoilt) {
      const left = withoutSecrets(`prop must be good, got '${text}' [Stack/X]`);
      expect(left).toMatch(/^prop must be good, got '/);
      expect(left).toMatch(/ \[Stack\/X\]$/);
      for (const part of secret.split('.').slice(-1)) {
        expect(left.toLowerCase()).not.toContain(part.slice(4, 14).toLowerCase());
      }
    }
  });
});

describe.each(SHORTEST.map(([system, secret], index) => [`${system} (${index + 1})`, system, secret]))('the shortest secret of %s', (_title, system, secret) => {
  test.each(PLACES)('is known %s', (_, wrap) => {
    expect(systemOfSecretIn(wrap(secret))).toBe(system);
  });

  test('is one with no part shorter', () => {
    const parts = secret.split('.');
    for (const index of parts.keys()) {
      expect(systemOfSecretIn(`'${parts.map((part, other) => (other === index ? part.slice(1) : part)).join('.')}'`)).toBeUndefined();
    }
  });
});

test.each([8, 16, 24])('a Dynatrace secret may have %d public characters', (length) => {
  expect(systemOfSecretIn(`dt0c01.${'A1'.repeat(12).slice(0, length)}.${SECRET_PART}`)).toBe('Dynatrace');
});

test('a Harness secret of three parts has an id of 24 hexadecimal digits', () => {
  expect(systemOfSecretIn(`pat.${HEX.slice(1)}.${TWENTY}`)).toBeUndefined();
  expect(systemOfSecretIn(`pat.${HEX}.${TWENTY.slice(1)}`)).toBeUndefined();
  expect(systemOfSecretIn(`pat.${HEX}.${TWENTY}x`)).toBeUndefined();
});

test.each([
  'dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX', 'must be the first two parts of a token, such as dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX, got', 'pat.example.org', 'at.least', 'my-service-account',
  'harness_platform_token.Bot_Deploy_Pipeline_AB12CD34', 'Stack/Some/Very/Long/Path/Of/Constructs/With/Capitals/Resource', 'aVeryLongIdentifierThatSomebodyReallyGaveToAnApiKey',
])('%s is no secret', (text) => {
  expect(systemOfSecretIn(text)).toBeUndefined();
  expect(withoutSecrets(text)).toBe(text);
});

test('a large text is searched in no time that would grow with its square', () => {
  expect(systemOfSecretIn('pat.'.repeat(250_000))).toBeUndefined();
  expect(systemOfSecretIn('A'.repeat(1_000_000))).toBeUndefined();
  expect(withoutSecrets('dt0c01.'.repeat(100_000)).length).toBeLessThan(20_000);
  expect(withoutSecrets('a'.repeat(1_000_000)).length).toBeLessThan(20_000);
});

test('an id that is a secret without its last character is not shown where it is refused', () => {
  const token = new dynatrace.ApiToken(newStack(), 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  for (const [, secret] of SECRETS) {
    for (const id of [secret, secret.slice(0, -1), secret.slice(0, 50)]) {
      let message = '';
      try {
        token.adopt(id);
      } catch (error) {
        ({ message } = error as Error);
      }
      expect(message).toContain('tokenId of adopt must be the first two parts of a token');
      expect(message).not.toContain(id.slice(-8));
    }
  }
});

test('a scope that is a secret is not shown in a warning', () => {
  const stack = newStack();
  new dynatrace.ApiToken(stack, 'T', { scopes: [dynatrace.ApiTokenScope.of(PASTED.dynatrace.slice(0, -1))] });
  const metadata = JSON.stringify(stack.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === '@cdktf/warn')));
  expect(metadata).toContain('is not known to this library');
  expect(metadata).not.toContain('B'.repeat(20));
});

describe('besides the JSON, a pasted secret is refused', () => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'assets-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(join(folder, 'below', 'deeper'), { recursive: true });
  fs.writeFileSync(join(folder, 'below', 'deeper', 'config.yaml'), `a: 1\ntoken: ${PASTED.harness}\n`);
  fs.writeFileSync(join(folder, 'alone.env'), `TOKEN=${PASTED.dynatrace}`);
  fs.writeFileSync(join(folder, 'good.txt'), 'nothing, and that at length '.repeat(9));

  const refused = (build: (stack: cdktf.TerraformStack) => void) => {
    const app = newApp();
    const stack = newStack({ app });
    build(stack);
    return () => app.synth();
  };

  test('in the file of an asset', () => {
    const attempt = refused((stack) => new cdktf.TerraformAsset(stack, 'A', { path: join(folder, 'alone.env') }));
    expect(attempt).toThrow(/a Dynatrace secret stands in clear text at .+alone\.env, a file of the asset Stack\/A: revoke it/);
    expect(attempt).not.toThrow(PASTED.dynatrace);
  });

  test.each([cdktf.AssetType.DIRECTORY, cdktf.AssetType.ARCHIVE])('in a folder of an asset of type %s', (type) => {
    expect(refused((stack) => new cdktf.TerraformAsset(stack, 'A', { path: join(folder, 'below'), type })))
      .toThrow(/a Harness secret stands in clear text at .+below.deeper.config\.yaml, a file of the asset Stack\/A/);
  });

  test('and not in an asset without one', () => {
    refused((stack) => new cdktf.TerraformAsset(stack, 'A', { path: join(folder, 'good.txt') }))();
  });

  test('in an annotation', () => {
    const attempt = refused((stack) => cdktf.Annotations.of(stack).addWarning(`do not use ${PASTED.harness}`));
    expect(attempt).toThrow('a Harness secret stands in clear text at an annotation of Stack');
    expect(attempt).not.toThrow(PASTED.harness);
  });

  test('in an annotation that an aspect adds', () => {
    expect(refused((stack) => cdktf.Aspects.of(stack).add({
      visit: (node) => node === stack && cdktf.Annotations.of(stack).addInfo(PASTED.dynatrace),
    }))).toThrow('a Dynatrace secret stands in clear text at an annotation of Stack');
  });

  test('in an annotation that is no text', () => {
    const attempt = refused(({ node }) => {
      node.addMetadata('@cdktf/info', { harmless: 1 });
      node.addMetadata('@cdktf/warn', { deep: [PASTED.harness] });
    });
    expect(attempt).toThrow('a Harness secret stands in clear text at an annotation of Stack.deep[0]');
    const stack = newStack();
    stack.node.addMetadata('@cdktf/info', { deep: PASTED.harness });
    expect(() => synth(stack)).toThrow('a Harness secret stands in clear text at an annotation of Stack.deep');
  });

  test('but not in metadata that cdktf does not write', () => {
    const build = ({ node }: cdktf.TerraformStack) => node.addMetadata('elsewhere', PASTED.harness);
    refused(build)();
    const stack = newStack();
    build(stack);
    synth(stack);
  });

  test('in an annotation of a stack that a test synthesizes alone', () => {
    const stack = newStack();
    const inner = new Construct(stack, 'Inner');
    cdktf.Annotations.of(inner).addError(`no ${PASTED.dynatrace}`);
    inner.node.addMetadata('elsewhere', PASTED.harness);
    expect(() => synth(stack)).toThrow('a Dynatrace secret stands in clear text at an annotation of Stack/Inner');
  });

  test('in an asset of a stack that a test synthesizes alone, unless the file is longer than anybody writes', () => {
    const mebibyte = 1024 * 1024;
    const attempt = (length: number) => {
      const path = join(folder, `${length}.txt`);
      fs.writeFileSync(path, PASTED.dynatrace.padEnd(length));
      const stack = newStack();
      new cdktf.TerraformAsset(stack, 'A', { path });
      return () => synth(stack);
    };
    expect(attempt(mebibyte)).toThrow(/a Dynatrace secret stands in clear text at .+\.txt, a file of the asset Stack\/A/);
    expect(attempt(mebibyte + 1)).not.toThrow();
  });

  test('at its place in a list, and as a key', () => {
    const overridden = (path: string, value: unknown) => refused((stack) => {
      (new dynatrace.ApiToken(stack, 'T', { scopes: dynatrace.ApiTokenScopes.dataIngest() }).node.defaultChild as cdktf.TerraformResource).addOverride(path, value);
    });
    const address = 'Stack.resource.dynatrace_api_token.T_34B88C33';
    expect(overridden('labels', ['x', { deep: PASTED.dynatrace }])).toThrow(new RegExp(`stands in clear text at ${address.slice(0, -8)}\\w+\\.labels\\[1\\]\\.deep:`));
    expect(overridden('labels', { stackTrace: [PASTED.dynatrace] })).toThrow(`stands in clear text at ${address.slice(0, -8)}`);
    expect(overridden('labels', { metadata: { stackTrace: PASTED.dynatrace } })).toThrow(/labels\.metadata\.stackTrace:/);
    expect(overridden('labels', { '//': { metadata: { stackTrace: PASTED.dynatrace } } })).toThrow(/labels\.\/\/\.metadata\.stackTrace:/);
    expect(refused((stack) => stack.addOverride('locals', { debug: { '//': { metadata: { stackTrace: [PASTED.dynatrace] } } } }))).toThrow('at Stack.locals.debug.//.metadata.stackTrace[0]:');
    expect(overridden('labels', { [PASTED.harness]: 1 })).toThrow(new RegExp(`a Harness secret stands in clear text at a key of ${address.slice(0, -8)}\\w+\\.labels:`));
  });

  test('as the id of a construct', () => {
    expect(refused((stack) => new cdktf.TerraformResource(stack, PASTED.harness, { terraformResourceType: 'x' }))).toThrow('a Harness secret stands in clear text at Stack.resource.x.');
  });

  test('in a provider', () => {
    expect(refused((stack) => new harness.HarnessProvider(stack, 'Pasted', { alias: 'pasted', platformApiKey: `x${base64(PASTED.harness)}` })))
      .toThrow('a Harness secret stands in clear text at Stack.provider.harness');
  });
});

test('a secret is known and left out in Base64 without a digit, and behind other Base64', () => {
  const encoded = base64(`dt0c01.${'A'.repeat(8)}.${'B'.repeat(64)}`);
  expect(encoded).not.toMatch(/\d/);
  expect(withoutSecrets(encoded)).not.toContain(encoded.slice(8, 40));
  const harmless = base64('x'.repeat(60));
  expect(systemOfSecretIn(harmless)).toBeUndefined();
  expect(systemOfSecretIn(`${harmless} ${encoded}`)).toBe('Dynatrace');
});

test('of a very long message the beginning is shown', () => {
  expect(withoutSecrets('text '.repeat(2_000))).toBe('text '.repeat(2_000));
  expect(withoutSecrets('text '.repeat(2_001))).toBe(`${'text '.repeat(2_000)}...`);
});
