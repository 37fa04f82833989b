/** Text.literal: what goes in comes out of real Terraform, wherever it stands. */
import * as cdktf from 'cdktf';
import * as fc from 'fast-check';
import { dynatrace, Text } from '../../src';
import { Workspace } from '../util/workspace';

/** What has a meaning for Terraform, JSON or cdktf, and any other text. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom('$', '%', '{', '}', '${', '%{', '"', '\\', '\\n', '\n', '\r', '\r\n', '\t', '\b', '\f', '\0', '\u2028', "'", '~', ' if ', 'local.x', 'b', 'f', '&', '<', '1e5', '-', '#{', 'TfToken[', ']', ' ', 'é'), { maxLength: 12 })
    .map((parts) => parts.join('')),
).filter((candidate) => !cdktf.Token.isUnresolved(candidate));

const PLACES: Record<string, (literal: string, x: string) => unknown> = {
  'alone': (literal) => literal,
  'before a reference': (literal, x) => `${literal}${x}`,
  'after a reference': (literal, x) => `${x}${literal}`,
  'between texts': (literal) => `<${literal}>`,
  'twice': (literal) => `${literal}${literal}`,
  'in a list and a map': (literal) => [{ key: literal }],
  'as a key': (literal) => ({ [`key ${literal}`]: 1 }),
  'in a function': (literal, x) => cdktf.Fn.join('|', [literal, x]),
  'joined in a function': (literal, x) => cdktf.Fn.join('|', [`<${literal}>`, x]),
  'in an operator': (literal, x) => cdktf.Fn.conditional(cdktf.Op.eq(x, literal), 'is x', literal),
};
const EXPECTED: Record<string, (given: string) => unknown> = {
  'alone': (given) => given,
  'before a reference': (given) => `${given}X`,
  'after a reference': (given) => `X${given}`,
  'between texts': (given) => `<${given}>`,
  'twice': (given) => `${given}${given}`,
  'in a list and a map': (given) => [{ key: given }],
  'as a key': (given) => ({ [`key ${given}`]: 1 }),
  'in a function': (given) => `${given}|X`,
  'joined in a function': (given) => `<${given}>|X`,
  'in an operator': (given) => (given === 'X' ? 'is x' : given),
};

let workspace: Workspace;
beforeAll(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterAll(() => workspace.close());

test('random texts come back as they were, in each place', async () => {
  const given = fc.sample(text, { numRuns: 300, seed: 9 });
  workspace.synthStack((stack) => {
    const x = new cdktf.TerraformLocal(stack, 'x', 'X').asString;
    given.forEach((literal, index) => {
      const value = Object.fromEntries(Object.entries(PLACES).map(([place, put]) => [place, put(Text.literal(literal), x)]));
      new cdktf.TerraformOutput(stack, `out${index}`, { value, staticId: true });
    });
  });
  await workspace.apply();
  const outputs = JSON.parse((await workspace.terraform(['output', '-json'])).output);
  given.forEach((literal, index) => {
    const expected = Object.fromEntries(Object.entries(EXPECTED).map(([place, made]) => [place, made(literal)]));
    expect(outputs[`out${index}`].value).toEqual(normalized(expected));
  });
});

test('a token has the name that was given, also in its service', async () => {
  const name = 'the "quoted" ${name} %{ if } \\ $';
  workspace.synthStack((stack) => {
    new dynatrace.ApiToken(stack, 'Token', { name: Text.literal(name), scopes: [dynatrace.ApiTokenScope.METRICS_INGEST] });
  }, 'service');
  await workspace.apply({ state: 'service' });
  expect(workspace.sandbox.inventory().apiTokens).toEqual([expect.objectContaining({ name })]);
  await workspace.expectEmptyPlan({ state: 'service' });
  await workspace.destroy({ state: 'service' });
});

/** Terraform keeps every string in normal form C. */
function normalized(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).normalize('NFC'));
}
