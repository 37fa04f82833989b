import * as cdktf from 'cdktf';
import { dynatrace, harness } from '../../src';
import { newApp } from '../util/stacks';

/** The core that this build of the library is for, and the other one. */
const ours: string = (cdktf.TerraformStack as any)[Symbol.for('jsii.rtti')].fqn.split('.')[0];
const other = ours.replace(/t[fn]$/, (end) => (end === 'tf' ? 'tn' : 'tf'));

const harnessScope = harness.HarnessScope.account('acct');

/** What jsii writes on each class: here as if the stack came from the other core. The real one: test/packages/cdktn.test.ts. */
function stackOf(core: string): cdktf.TerraformStack {
  class Stack extends cdktf.TerraformStack {}
  Object.defineProperty(Stack, Symbol.for('jsii.rtti'), { value: { fqn: `${core}.TerraformStack`, version: '0.24.0' } });
  class OwnStack extends Stack {}
  return new OwnStack(newApp(), 'Stack');
}

test('a stack whose class comes from a library for the same core is taken', () => {
  class CompanyStack extends cdktf.TerraformStack {}
  Object.defineProperty(CompanyStack, Symbol.for('jsii.rtti'), { value: { fqn: 'company-stacks.CompanyStack', version: '1.0.0' } });
  expect(() => new harness.ServiceAccount(new CompanyStack(newApp(), 'Stack'), 'X', { harnessScope })).not.toThrow();
});

test('what stands in no stack is refused by the core', () => {
  expect(() => new harness.ServiceAccount(newApp(), 'X', { harnessScope })).toThrow('No stack could be identified for the construct at path');
});

test.each<[string, (stack: cdktf.TerraformStack) => unknown]>([
  ['a service account', (stack) => new harness.ServiceAccount(stack, 'X', { harnessScope })],
  ['an account that exists', (stack) => harness.ServiceAccount.fromIdentifier(stack, 'X', { harnessScope, identifier: 'x' })],
  ['a user', (stack) => harness.User.current(stack, 'X', { harnessScope })],
  ['a Dynatrace token', (stack) => new dynatrace.ApiToken(stack, 'X', { scopes: dynatrace.ApiTokenScopes.dataIngest() })],
  ['a Dynatrace token that exists', (stack) => dynatrace.ApiToken.fromName(stack, 'X', { name: 'x' })],
])('%s in a stack of the other core says which package to take', (_, add) => {
  expect(() => add(stackOf(other))).toThrow(`the stack is one of ${other}, and this package is for ${ours}: install ${other}-access-tokens, and import from that [Stack/X]`);
  expect(() => add(stackOf(ours))).not.toThrow();
});
