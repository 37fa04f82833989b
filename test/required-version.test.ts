import * as cdktf from 'cdktf';
import { dynatrace, harness } from '../src';
import { newApp, newStack, synth, synthApp } from './util/stacks';

const scopes = dynatrace.ApiTokenScopes.dataIngest();

test('a stack says which Terraform it needs', () => {
  const stack = newStack();
  new dynatrace.ApiToken(stack, 'Ingest', { scopes });
  new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct') }).addApiKey('Key').addToken('Token');
  expect(synth(stack).terraform.required_version).toBe('>= 1.5.0');
  expect(cdktf.Testing.synthHcl(stack)).toContain('terraform {\nrequired_version = ">= 1.5.0"\n}');
});

test('a stack without a construct of the library says nothing of it', () => {
  const app = newApp();
  new dynatrace.ApiToken(newStack({ app, id: 'Tokens' }), 'Ingest', { scopes });
  newStack({ app, id: 'Other' });
  expect(synthApp(app).Other.terraform).not.toHaveProperty('required_version');
});

test('an override of it is the user\'s', () => {
  const stack = newStack();
  stack.addOverride('terraform.required_version', '~> 1.11');
  new dynatrace.ApiToken(stack, 'Ingest', { scopes });
  expect(synth(stack).terraform.required_version).toBe('~> 1.11');
});
