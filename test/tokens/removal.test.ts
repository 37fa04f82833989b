import * as cdktf from 'cdktf';
import { dynatrace, harness, RemovalPolicy } from '../../src';
import { newStack, only, synth } from '../util/stacks';

const scopes = dynatrace.ApiTokenScopes.dataIngest();

test.each([
  ['harness_platform_service_account', (chain: ReturnType<typeof chainIn>) => chain.bot],
  ['harness_platform_apikey', (chain: ReturnType<typeof chainIn>) => chain.key],
  ['harness_platform_token', (chain: ReturnType<typeof chainIn>) => chain.token],
  ['dynatrace_api_token', (chain: ReturnType<typeof chainIn>) => chain.ingest],
])('a %s can be protected, beside what its lifecycle has, and freed again', (type, pick) => {
  const stack = newStack();
  const construct = pick(chainIn(stack));
  const { lifecycle } = only(synth(stack), type);
  expect(lifecycle).not.toHaveProperty('prevent_destroy');
  construct.applyRemovalPolicy(RemovalPolicy.PREVENT_DESTROY);
  expect(only(synth(stack), type).lifecycle).toEqual({ ...lifecycle, prevent_destroy: true });
  construct.applyRemovalPolicy(RemovalPolicy.DESTROY);
  expect(only(synth(stack), type).lifecycle).toEqual(lifecycle);
});

test('the resource types of the constructs serve the assertions of cdktf', () => {
  const stack = newStack();
  chainIn(stack);
  const json = cdktf.Testing.synth(stack, true);
  for (const type of [harness.ServiceAccount, harness.ApiKey, harness.Token, dynatrace.ApiToken]) {
    expect(cdktf.Testing.toHaveResource(json, type.tfResourceType)).toBe(true);
  }
  expect(harness.RotatingToken.tfResourceType).toBe(harness.Token.tfResourceType);
  expect(dynatrace.RotatingApiToken.tfResourceType).toBe(dynatrace.ApiToken.tfResourceType);
});

function chainIn(stack: cdktf.TerraformStack) {
  const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct') });
  const key = bot.addApiKey('Key');
  return { bot, key, token: key.addToken('Token'), ingest: new dynatrace.ApiToken(stack, 'Ingest', { scopes }) };
}
