import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import { dynatrace, harness, type IAccessToken, RotationSchedule } from '../../src';
import { lateBoundStrings, newStack, synth } from '../util/stacks';

const KINDS: [string, (scope: Construct) => IAccessToken & Construct][] = [
  ['Harness', (scope) => harness.ServiceAccount.fromIdentifier(scope, 'Bot', { harnessScope: harness.HarnessScope.account('acct'), identifier: 'bot' })
    .addApiKey('Key').addToken('Token')],
  ['Dynatrace', (scope) => new dynatrace.ApiToken(scope, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() })],
];
const TWICE = "two outputs of the stack have the name 'CiToken', and Terraform would keep one of them: rename one [Stack]";

describe.each(KINDS)('the secret of a %s token leaves by exportValue', (_, tokenIn) => {
  test.each(['CiToken', 'ci-token', '_1'])('under exactly the name %s', (name) => {
    const stack = newStack();
    expect(tokenIn(stack).exportValue(name)).toBeInstanceOf(cdktf.TerraformOutput);
    expect(synth(stack).output).toEqual({ [name]: { value: expect.stringMatching(/^\$\{\w+\.\w+\.(value|token)\}$/), sensitive: true } });
  });

  test.each(['', '1st', 'a b', 'ä'])('not under the name %j, which Terraform refuses', (name) => {
    expect(() => tokenIn(newStack()).exportValue(name)).toThrow(
      `id of exportValue must start with a letter or '_' and hold only letters, digits, '_' and '-', got '${name}'`);
  });

  test('once under one name', () => {
    const token = tokenIn(newStack());
    token.exportValue('CiToken');
    expect(() => token.exportValue('CiToken')).toThrow(
      `id of exportValue must be the name of no other output of the stack, got 'CiToken': give this output another name [${token.node.path}]`);
  });

  test('under a name that was given free', () => {
    const token = tokenIn(newStack());
    token.exportValue('CiToken');
    token.node.tryRemoveChild('CiToken');
    expect(() => token.exportValue('CiToken')).not.toThrow();
  });

  test("not under the name of an output of the user's", () => {
    const stack = newStack();
    new cdktf.TerraformOutput(stack, 'CiToken', { value: 'mine' });
    expect(() => tokenIn(stack).exportValue('CiToken')).toThrow('id of exportValue must be the name of no other output of the stack');
  });

  test("under the id of an output of the user's that has another name", () => {
    const stack = newStack();
    new cdktf.TerraformOutput(stack, 'CiToken', { value: 'mine' }).overrideLogicalId('Mine');
    tokenIn(stack).exportValue('CiToken');
    expect(Object.keys(synth(stack).output).sort()).toEqual(['CiToken', 'Mine']);
  });

  test("not beside one of the user's that takes the name afterwards", () => {
    const stack = newStack();
    tokenIn(stack).exportValue('CiToken');
    synth(stack);
    new cdktf.TerraformOutput(stack, 'CiToken', { value: 'mine' });
    expect(() => synth(stack)).toThrow(TWICE);
  });

  test('under a name that something else than an output has, or an output of a stack within', () => {
    const stack = newStack();
    tokenIn(stack).exportValue('CiToken');
    new cdktf.TerraformVariable(stack, 'CiToken', {});
    const inner = new cdktf.TerraformStack(stack, 'Inner');
    new cdktf.TerraformOutput(inner, 'CiToken', { value: 'other' });
    expect(Object.keys(synth(stack).output)).toEqual(['CiToken']);
  });

  test('without a look through the stack', () => {
    const stack = newStack();
    const token = tokenIn(stack);
    const look = jest.spyOn(stack.node, 'findAll');
    ['A', 'B', 'C'].forEach((id) => token.exportValue(id));
    expect(look).not.toHaveBeenCalled();
  });

  test('whoever prints a reference to it sees neither a secret nor an address', () => {
    const [reference] = cdktf.Tokenization.reverseString(tokenIn(newStack()).value).tokens;
    expect(JSON.stringify({ reference })).toBe('{"reference":"<secret reference>"}');
  });
});

test('what an address or a name follows from must be known at synth', () => {
  const stack = newStack();
  const owner = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct'), identifier: 'bot' });
  const token = owner.addApiKey('Key').addToken('Token');
  for (const text of Object.values(lateBoundStrings(stack))) {
    expect(() => token.exportValue(text)).toThrow('id of exportValue must be known at synth, since it is the name of the output');
    expect(() => RotationSchedule.manual(text)).toThrow('serial of RotationSchedule.manual must be known at synth, since names and addresses follow from it');
    expect(() => RotationSchedule.manual('2', { previousSerial: text })).toThrow('previousSerial of RotationSchedule.manual must be known at synth');
  }
});
