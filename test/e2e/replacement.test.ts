/** What cannot be changed in place is replaced, and a replacement goes down the chain. */
import { dynatrace, Expiration, harness } from '../../src';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;
const { ApiTokenScope } = dynatrace;

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

interface ChainOptions {
  readonly scope?: harness.HarnessScope;
  readonly email?: string;
  readonly accountIdentifier?: string;
  readonly keyIdentifier?: string;
}

async function applyChain(options: ChainOptions): Promise<string> {
  workspace.synthStack((stack) => {
    const bot = new harness.ServiceAccount(stack, 'Bot', {
      harnessScope: options.scope ?? HarnessScope.organization(workspace.account, 'org'), email: options.email, identifier: options.accountIdentifier,
    });
    bot.addApiKey('Deploy', { identifier: options.keyIdentifier }).addToken('Nightly').exportValue('Secret');
  });
  await workspace.apply();
  const secret = await workspace.outputValue('Secret');
  expect(workspace.sandbox.isValid(secret)).toBe(true);
  await workspace.expectEmptyPlan();
  return secret;
}

const WHOLE_CHAIN = [
  'DELETE /ng/api/token/Nightly -> 200', 'DELETE /ng/api/apikey/Deploy -> 200', 'DELETE /ng/api/serviceaccount/Bot -> 200',
  'POST /ng/api/serviceaccount -> 200', 'POST /ng/api/apikey -> 200', 'POST /ng/api/token -> 200',
];

test.each<[string, () => ChainOptions, string[]]>([
  ['the scope of an account', () => ({ scope: HarnessScope.project(workspace.account, 'org', 'proj') }), WHOLE_CHAIN],
  ['the e-mail address of an account', () => ({ email: 'other@service.harness.io' }), WHOLE_CHAIN],
  ['the identifier of an account', () => ({ accountIdentifier: 'Other' }), WHOLE_CHAIN],
  ['the identifier of a key', () => ({ keyIdentifier: 'Other' }), WHOLE_CHAIN.filter((call) => !call.includes('serviceaccount'))],
])('another value of %s replaces all below it', async (_, changed, calls) => {
  const before = await applyChain({});
  workspace.takeCalls();
  const after = await applyChain(changed());
  expect(workspace.takeCalls()).toEqual(calls);
  expect(workspace.sandbox.isValid(before)).toBe(false);
  expect(after).not.toBe(before);
  expect(workspace.sandbox.inventory()).toMatchObject({ serviceAccounts: [{}], apiKeys: [{}], tokens: [{}] });
});

test('another parent of a key or token that stands elsewhere in the tree replaces it', async () => {
  const apply = async (which: 'A' | 'B') => {
    workspace.synthStack((stack) => {
      const keys = Object.fromEntries(['A', 'B'].map((id) => [
        id, new harness.ServiceAccount(stack, id, { harnessScope: HarnessScope.account(workspace.account) }).addApiKey('Deploy'),
      ]));
      const imported = harness.ServiceAccount.fromIdentifier(stack, 'Imported', {
        harnessScope: HarnessScope.account(workspace.account), identifier: which,
      });
      new harness.Token(stack, 'Free', { apiKey: keys[which] });
      new harness.ApiKey(stack, 'FreeKey', { owner: imported }).node.addDependency(...Object.values(keys));
    });
    await workspace.apply();
    await workspace.expectEmptyPlan();
    const { tokens, apiKeys } = workspace.sandbox.inventory();
    expect(tokens.map(({ parent, identifier }) => `${parent}/${identifier}`)).toEqual([`${which}/Free`]);
    expect(apiKeys.filter(({ identifier }) => identifier === 'FreeKey').map(({ parent }) => parent)).toEqual([which]);
  };
  workspace.synthStack((stack) => {
    for (const id of ['A', 'B']) {
      new harness.ServiceAccount(stack, id, { harnessScope: HarnessScope.account(workspace.account) }).addApiKey('Deploy');
    }
  });
  await workspace.apply();
  await apply('A');
  await apply('B');
});

test('a token that moves to another key of its account is replaced', async () => {
  const apply = async (which: 'First' | 'Second') => {
    workspace.synthStack((stack) => {
      const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.project(workspace.account, 'org', 'proj') });
      const keys = { First: bot.addApiKey('First'), Second: bot.addApiKey('Second') };
      new harness.Token(stack, 'Ci', { apiKey: keys[which] }).exportValue('Secret');
    });
    await workspace.apply();
    await workspace.expectEmptyPlan();
    return workspace.outputValue('Secret');
  };
  const before = await apply('First');
  workspace.takeCalls();
  const after = await apply('Second');
  expect(workspace.takeCalls()).toEqual(['DELETE /ng/api/token/Ci -> 200', 'POST /ng/api/token -> 200']);
  expect([before, after].map((secret) => workspace.sandbox.isValid(secret))).toEqual([false, true]);
  expect(workspace.sandbox.inventory().tokens).toMatchObject([{ apiKey: 'Second' }]);
});

test('a key and token in another stack are gone with their account, and made anew once their state is told', async () => {
  const synth = (email: string) => {
    let bot: harness.ServiceAccount;
    workspace.synth({
      Accounts: (stack) => {
        bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account(workspace.account), email });
      },
      Tokens: (stack) => {
        new harness.ApiKey(stack, 'Key', { owner: bot }).addToken('Nightly');
      },
    });
  };
  synth('before@service.harness.io');
  await workspace.apply({ stack: 'Accounts' });
  await workspace.apply({ stack: 'Tokens' });

  synth('after@service.harness.io');
  await workspace.apply({ stack: 'Accounts' });
  const { output } = await workspace.plan({ stack: 'Tokens', codes: [1] });
  expect(output).toContain("Api key with identifier [Key] doesn't exist in scope");

  const lost = Object.keys(await workspace.resources({ stack: 'Tokens' })).filter((address) => /^harness_platform_(apikey|token)\./.test(address));
  expect(lost.length).toBe(2);
  await workspace.terraform(['state', 'rm', ...lost], { stack: 'Tokens' });
  await workspace.apply({ stack: 'Tokens' });
  await workspace.expectEmptyPlan({ stack: 'Tokens' });
  expect(workspace.sandbox.inventory()).toMatchObject({ serviceAccounts: [{}], apiKeys: [{}], tokens: [{}] });
});

test.each<[string, Partial<dynatrace.ApiTokenProps>]>([
  ['another end', { expiresAt: Expiration.at('2027-06-30T00:00:00Z') }],
  ['no end', { expiresAt: undefined }],
  ['another kind', { personalAccessToken: true }],
])('%s replaces a Dynatrace token, the new one before the old one goes', async (_, changed) => {
  const apply = async (more: Partial<dynatrace.ApiTokenProps>) => {
    workspace.synthStack((stack) => {
      new dynatrace.ApiToken(stack, 'Reader', { scopes: [ApiTokenScope.METRICS_READ], expiresAt: Expiration.at('2027-03-31T00:00:00Z'), ...more })
        .exportValue('Secret');
    });
    await workspace.apply();
    await workspace.expectEmptyPlan();
    return workspace.outputValue('Secret');
  };
  const before = await apply({});
  const [{ id }] = workspace.sandbox.inventory().apiTokens;
  workspace.takeCalls();
  const after = await apply(changed);
  expect(workspace.takeCalls()).toEqual(['POST /api/v2/apiTokens -> 201', `DELETE /api/v2/apiTokens/${id} -> 204`]);
  expect([before, after].map((secret) => workspace.sandbox.isValid(secret))).toEqual([false, true]);
});

test('a later end of a Harness token keeps its secret', async () => {
  const apply = async (end: string) => {
    workspace.synthStack((stack) => {
      new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account(workspace.account) })
        .addApiKey('Deploy').addToken('Nightly', { expiresAt: Expiration.at(end) }).exportValue('Secret');
    });
    await workspace.apply();
    return workspace.outputValue('Secret');
  };
  const before = await apply('2027-03-31T00:00:00Z');
  expect(await apply('2027-06-30T00:00:00Z')).toBe(before);
  expect(workspace.sandbox.inventory().tokens).toMatchObject([{ validTo: '2027-06-30T00:00:00.000Z' }]);
});
