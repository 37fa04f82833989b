/** Each trap that the library claims to remove: it bites the hand-written L1, it does not bite the L2. */
import * as cdktf from 'cdktf';
import { dynatrace, Expiration, harness, l1 } from '../../src';
import { warnings } from '../util/stacks';
import { until } from '../util/until';
import { Workspace } from '../util/workspace';

const { HarnessScope } = harness;
const { ApiTokenScope } = dynatrace;
const { PlatformServiceAccount } = l1.harness.platformServiceAccount;
const { PlatformApikey } = l1.harness.platformApikey;
const { PlatformToken } = l1.harness.platformToken;
const RawApiToken = l1.dynatrace.apiToken.ApiToken;

const USER_ID = 'SandboxAdministrator00';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

type Build = (stack: cdktf.TerraformStack) => void;

/** What a delayed call of the sandbox waits for, instead of a length of time. */
let held: Promise<void> | undefined;
jest.mock('node:timers/promises', () => {
  const actual = jest.requireActual('node:timers/promises');
  return { ...actual, setTimeout: (...args: unknown[]) => held ?? actual.setTimeout(...args) };
});

async function apply(build: Build): Promise<string> {
  workspace.synthStack(build);
  return (await workspace.apply()).output;
}

/** A plan that is not empty right after an apply, and not after the next either. */
async function expectEndlessDrift(pattern: RegExp): Promise<void> {
  for (let round = 0; round < 2; round++) {
    const { code, output } = await workspace.plan();
    expect(code).toBe(2);
    expect(output).toMatch(pattern);
    await workspace.apply();
  }
}

describe('a Dynatrace token', () => {
  const raw = (config: Partial<l1.dynatrace.apiToken.ApiTokenConfig> = {}): Build => (stack) => {
    new RawApiToken(stack, 'Reader', { name: 'reader', scopes: ['metrics.read'], ...config });
  };
  const l2 = (props: Partial<dynatrace.ApiTokenProps> = {}): Build => (stack) => {
    new dynatrace.ApiToken(stack, 'Reader', { scopes: [ApiTokenScope.METRICS_READ], ...props });
  };
  const tokens = () => workspace.sandbox.inventory().apiTokens;

  test('D2: is created disabled unless told otherwise', async () => {
    await apply(raw());
    expect(tokens()).toMatchObject([{ enabled: false, valid: false }]);
    await workspace.destroy();
    await apply(l2());
    expect(tokens()).toMatchObject([{ enabled: true, valid: true }]);
    await workspace.expectEmptyPlan();
  });

  test('D3: is left behind alive, and lost, where the call that disables it fails', async () => {
    workspace.sandbox.addFault('PUT /api/v2/apiTokens/*=400');
    workspace.synthStack(raw());
    await workspace.apply({ codes: [1] });
    expect(tokens()).toMatchObject([{ name: 'reader', valid: true }]);
    expect(await workspace.resources()).toEqual({});

    await apply(l2());
    expect(workspace.takeCalls().slice(-1)).toEqual(['POST /api/v2/apiTokens -> 201']);
    expect(await workspace.resources()).toHaveProperty(['dynatrace_api_token.Reader_F7BF189D']);
  });

  test('D1: keeps its old end for ever where another is asked for', async () => {
    await apply(raw({ enabled: true, expirationDate: '2027-03-31T00:00:00.000Z' }));
    await apply(raw({ enabled: true, expirationDate: '2027-06-30T00:00:00.000Z' }));
    expect(tokens()).toMatchObject([{ expirationDate: '2027-03-31T00:00:00.000Z' }]);
    await expectEndlessDrift(/expiration_date.*2027-03-31.*-> "2027-06-30/);
    await workspace.destroy();

    await apply(l2({ expiresAt: Expiration.at('2027-03-31T00:00:00Z') }));
    await apply(l2({ expiresAt: Expiration.at('2027-06-30T00:00:00Z') }));
    expect(tokens()).toMatchObject([{ expirationDate: '2027-06-30T00:00:00.000Z' }]);
    await workspace.expectEmptyPlan();
  });

  test('D1: keeps its old kind for ever where another is asked for', async () => {
    await apply(raw({ enabled: true }));
    await apply(raw({ enabled: true, personalAccessToken: true }));
    expect(tokens()).toMatchObject([{ personalAccessToken: false }]);
    await expectEndlessDrift(/personal_access_token/);
    await workspace.destroy();

    await apply(l2());
    await apply(l2({ personalAccessToken: true }));
    expect(tokens()).toMatchObject([{ personalAccessToken: true }]);
    await workspace.expectEmptyPlan();
  });

  test.each(['2027-03-31T00:00:00Z', '2027-03-31T02:00:00.000+02:00', String(Date.parse('2027-03-31T00:00:00Z')), 'now+14d'])(
    'D4: drifts for ever where its end is written as %s', async (expirationDate) => {
      await apply(raw({ enabled: true, expirationDate }));
      await expectEndlessDrift(/expiration_date/);
    });

  test.each([
    ['a date', Expiration.at('2027-03-31T00:00:00Z')],
    ['a date of another zone', Expiration.at('2027-03-31T02:00:00+02:00')],
    ['milliseconds', Expiration.atEpochMilliseconds(Date.parse('2027-03-31T00:00:00Z'))],
  ])('D4: does not drift where its end is an Expiration of %s', async (_, expiresAt) => {
    await apply(l2({ expiresAt }));
    expect(tokens()).toMatchObject([{ expirationDate: '2027-03-31T00:00:00.000Z' }]);
    await workspace.expectEmptyPlan();
  });

  test('D5: drifts for ever where its end is taken away', async () => {
    await apply(raw({ enabled: true, expirationDate: '2027-03-31T00:00:00.000Z' }));
    await apply(raw({ enabled: true }));
    await expectEndlessDrift(/expiration_date/);
    await workspace.destroy();

    await apply(l2({ expiresAt: Expiration.at('2027-03-31T00:00:00Z') }));
    await apply(l2());
    expect(tokens()).toMatchObject([{ expirationDate: null }]);
    await workspace.expectEmptyPlan();
  });

  test('D7: has no secret after an import, and nothing says so', async () => {
    await apply(l2());
    const [{ id }] = tokens();
    const read = (build: Build) => {
      workspace.synthStack(build, 'imported');
      return workspace.apply({ state: 'imported' });
    };
    await read((stack) => {
      const token = new RawApiToken(stack, 'Reader', { name: 'Reader', scopes: ['metrics.read'], enabled: true });
      token.importFrom(id);
      new cdktf.TerraformLocal(stack, 'secret', token.token);
    });
    expect((await workspace.resources({ state: 'imported' }))['dynatrace_api_token.Reader'].token ?? '').toBe('');

    expect(() => workspace.synthStack((stack) => {
      const token = new dynatrace.ApiToken(stack, 'Reader', { scopes: [ApiTokenScope.METRICS_READ] });
      token.adopt(id);
      token.exportValue('Secret');
    })).toThrow("value of an adopted token can't be had");
  });

  test('D9: takes an owner and ignores it; the L2 has it as an attribute only', async () => {
    await apply(raw({ enabled: true, owner: 'somebody' }));
    await expectEndlessDrift(/owner/);
  });

  test('D11: with a misspelt scope fails at apply only; the L2 warns at synth', async () => {
    workspace.synthStack(raw({ scopes: ['metric.read'] }));
    expect((await workspace.apply({ codes: [1] })).output).toContain("'metric.read' is not a token scope");
    const stack = new cdktf.TerraformStack(cdktf.Testing.app(), 'Stack');
    l2({ scopes: [ApiTokenScope.of('metric.read')] })(stack);
    expect(warnings(stack)).toEqual([expect.stringContaining("did you mean 'metrics.read'?")]);
  });

  test('D11: a personal one with a scope it cannot have fails at apply only; the L2 refuses at synth', async () => {
    workspace.synthStack(raw({ personalAccessToken: true, enabled: true, scopes: ['metrics.ingest'] }));
    expect((await workspace.apply({ codes: [1] })).output).toContain('is not possible for a personal access token');
    expect(() => workspace.synthStack(l2({ personalAccessToken: true, scopes: [ApiTokenScope.METRICS_INGEST] })))
      .toThrow('scopes must be ones that a personal access token can have');
  });

  test('looked up by a name that is not there is an empty id; the L2 makes Terraform fail', async () => {
    const output = await apply((stack) => {
      const { id } = new l1.dynatrace.dataDynatraceApiToken.DataDynatraceApiToken(stack, 'Old', { name: 'old' });
      new cdktf.TerraformOutput(stack, 'Id', { value: id });
    });
    expect(output).toContain('Apply complete!');
    workspace.synthStack((stack) => {
      new cdktf.TerraformOutput(stack, 'Id', { value: dynatrace.ApiToken.fromName(stack, 'Old', { name: 'old' }).tokenId });
    });
    expect((await workspace.plan({ codes: [1] })).output).toContain('There is no Dynatrace access token of the name looked up by Stack/Old.');

    await apply(l2({ name: 'old' }));
    const [{ id }] = tokens();
    workspace.synthStack((stack) => {
      l2({ name: 'old' })(stack);
      new cdktf.TerraformOutput(stack, 'Id', { value: dynatrace.ApiToken.fromName(stack, 'Old', { name: 'old' }).tokenId });
    });
    await workspace.apply();
    expect(await workspace.outputValue('Id')).toBe(id);
  });
});

describe('a Harness chain', () => {
  interface Places {
    readonly scope?: { orgId?: string; projectId?: string };
    readonly email?: string;
  }
  const raw = ({ scope = {}, email = 'bot@service.harness.io' }: Places = {}): Build => (stack) => {
    const place = { accountId: workspace.account, ...scope };
    const bot = new PlatformServiceAccount(stack, 'Bot', { ...place, identifier: 'Bot', name: 'Bot', email });
    const key = new PlatformApikey(stack, 'Key', {
      ...place, identifier: 'Deploy', name: 'Deploy', parentId: bot.id, apikeyType: 'SERVICE_ACCOUNT', defaultTimeToExpireToken: 2_592_000_000,
    });
    new PlatformToken(stack, 'Token', { ...place, identifier: 'Nightly', name: 'Nightly', parentId: bot.id, apikeyType: 'SERVICE_ACCOUNT', apikeyId: key.id });
  };
  const rawToken = (stack: cdktf.TerraformStack, more: Partial<l1.harness.platformToken.PlatformTokenConfig>) => {
    const place = { accountId: workspace.account };
    const bot = new PlatformServiceAccount(stack, 'Bot', { ...place, identifier: 'Bot', name: 'Bot', email: 'bot@service.harness.io' });
    const key = new PlatformApikey(stack, 'Key', {
      ...place, identifier: 'Deploy', name: 'Deploy', parentId: bot.id, apikeyType: 'SERVICE_ACCOUNT', defaultTimeToExpireToken: 2_592_000_000,
    });
    new PlatformToken(stack, 'Token', {
      ...place, identifier: 'Nightly', name: 'Nightly', parentId: bot.id, apikeyType: 'SERVICE_ACCOUNT', apikeyId: key.id, ...more,
    });
  };
  const l2Key = (stack: cdktf.TerraformStack) =>
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account(workspace.account) }).addApiKey('Deploy');

  test('H1: cannot be moved to another scope', async () => {
    await apply(raw());
    workspace.synthStack(raw({ scope: { orgId: 'org' } }));
    await workspace.apply({ codes: [1] });
    // What the L2 does is in replacement.test.ts.
  });

  test('a service account cannot get another e-mail address', async () => {
    await apply(raw());
    workspace.synthStack(raw({ email: 'other@service.harness.io' }));
    expect((await workspace.apply({ codes: [1] })).output).toMatch(/email/i);
    // What the L2 does is in replacement.test.ts.
  });

  test('H17: an unset default token lifetime drifts for ever', async () => {
    await apply((stack) => {
      const bot = new PlatformServiceAccount(stack, 'Bot', { accountId: workspace.account, identifier: 'Bot', name: 'Bot', email: 'bot@service.harness.io' });
      new PlatformApikey(stack, 'Key', { accountId: workspace.account, identifier: 'Deploy', name: 'Deploy', parentId: bot.id, apikeyType: 'SERVICE_ACCOUNT' });
    });
    await expectEndlessDrift(/default_time_to_expire_token = 2592000000 -> null/);
    await workspace.destroy();
    await apply((stack) => {
      l2Key(stack);
    });
    await workspace.expectEmptyPlan();
  });

  test('tags with a colon in the value are cut and drift for ever; the L2 refuses them', async () => {
    await apply((stack) => rawToken(stack, { tags: ['url:https://x'] }));
    await expectEndlessDrift(/tags/);
    expect(() => workspace.synthStack((stack) => {
      l2Key(stack).addToken('Nightly', { tags: { url: 'https://x' } });
    })).toThrow("tags must not hold ':'");
  });

  test('a tag without a value is stored as its key alone', async () => {
    await apply((stack) => rawToken(stack, { tags: ['flag:'] }));
    await expectEndlessDrift(/tags/);
    await workspace.destroy();
    await apply((stack) => {
      l2Key(stack).addToken('Nightly', { tags: { flag: '' } });
    });
    await workspace.expectEmptyPlan();
  });

  test.each([
    ['email', { email: 'me@example.com' }],
    ['username', { username: 'me' }],
  ])('H8: %s drifts for ever; the L2 warns', async (prop, more) => {
    await apply((stack) => rawToken(stack, more));
    await expectEndlessDrift(new RegExp(prop));
    const stack = new cdktf.TerraformStack(cdktf.Testing.app(), 'Stack');
    l2Key(stack).addToken('Nightly', more);
    expect(warnings(stack)).toEqual([expect.stringContaining(`${prop} is ignored by Harness`)]);
  });

  test('H8: valid = true drifts once the token ends; the L2 leaves it out', async () => {
    await apply((stack) => rawToken(stack, { valid: true, validTo: Date.parse('2026-12-01T00:00:00Z') }));
    workspace.sandbox.clock.set('2026-12-02T00:00:00Z');
    expect((await workspace.plan()).output).toMatch(/valid +=/);
    await workspace.destroy();

    workspace.sandbox.clock.set('2026-11-01T00:00:00Z');
    const build: Build = (stack) => {
      l2Key(stack).addToken('Nightly', { expiresAt: Expiration.at('2026-12-01T00:00:00Z') });
    };
    await apply(build);
    workspace.sandbox.clock.set('2026-12-02T00:00:00Z');
    workspace.synthStack(build);
    await workspace.expectEmptyPlan();
  });

  test('H9: a password is shown in clear text by plan and state; the L2 takes no literal', async () => {
    workspace.synthStack((stack) => rawToken(stack, { encodedPassword: 'hunter2' }));
    expect((await workspace.plan()).output).toContain('hunter2');
    expect(() => workspace.synthStack((stack) => {
      l2Key(stack).addToken('Nightly', { encodedPassword: 'hunter2' });
    })).toThrow('encodedPassword must be a reference');
  });

  test('H12: an end in seconds is a date in 1970 and fails at apply only; the L2 refuses it', async () => {
    workspace.synthStack((stack) => rawToken(stack, { validTo: Math.floor(Date.parse('2027-03-31T00:00:00Z') / 1000) }));
    expect((await workspace.apply({ codes: [1] })).output).toContain('validTo');
    expect(() => Expiration.atEpochMilliseconds(Math.floor(Date.parse('2027-03-31T00:00:00Z') / 1000))).toThrow('seconds given for milliseconds');
  });

  test('H13: another account than the provider has is taken by the service and drifts for ever, which the sandbox names; the children of an L2 follow the one that is typed', async () => {
    workspace.synthStack((stack) => rawToken(stack, { accountId: 'another' }));
    expect((await workspace.apply({ codes: [1] })).output.replace(/\s+/g, ' ')).toContain('The resource asks for account [another], but its provider works on account');
  });

  test('H5: keys and tokens of a user at an organization are lost; the L2 refuses the scope', async () => {
    const place = { accountId: workspace.account, orgId: 'org' };
    workspace.synthStack((stack) => {
      const key = new PlatformApikey(stack, 'Key', { ...place, identifier: 'Mine', name: 'Mine', parentId: USER_ID, apikeyType: 'USER', defaultTimeToExpireToken: 1e9 });
      new PlatformToken(stack, 'Token', { ...place, identifier: 'Nightly', name: 'Nightly', parentId: USER_ID, apikeyType: 'USER', apikeyId: key.id });
    });
    await workspace.apply({ codes: [1] });
    expect(() => workspace.synthStack((stack) => {
      harness.User.fromId(stack, 'Me', { harnessScope: HarnessScope.organization(workspace.account, 'org'), userId: USER_ID });
    })).toThrow('harnessScope of a user must be the account');
  });

  test('H6: has no secret after an import, and nothing says so; the value of an adopted L2 token is an error', async () => {
    await apply((stack) => {
      l2Key(stack).addToken('Nightly');
    });
    workspace.synthStack((stack) => {
      const token = new PlatformToken(stack, 'Token', {
        accountId: workspace.account, identifier: 'Nightly', name: 'Nightly', parentId: 'Bot', apikeyType: 'SERVICE_ACCOUNT', apikeyId: 'Deploy',
      });
      token.importFrom('Bot/Deploy/SERVICE_ACCOUNT/Nightly');
      new cdktf.TerraformLocal(stack, 'secret', token.value);
    }, 'imported');
    await workspace.apply({ state: 'imported' });
    expect((await workspace.resources({ state: 'imported' }))['harness_platform_token.Token'].value ?? '').toBe('');
    expect(() => workspace.synthStack((stack) => {
      const token = l2Key(stack).addToken('Nightly');
      token.adopt();
      token.exportValue('Secret');
    })).toThrow("value of an adopted token can't be had");
  });

  test('identifiers that differ by case only fail at apply; the L2 refuses them at synth', async () => {
    workspace.synthStack((stack) => {
      for (const identifier of ['Bot', 'BOT']) {
        new PlatformServiceAccount(stack, identifier, { accountId: workspace.account, identifier, name: identifier, email: 'bot@service.harness.io' });
      }
    });
    expect((await workspace.apply({ codes: [1] })).output).toMatch(/DUPLICATE|already exists|duplicate/i);
    expect(() => workspace.synthStack((stack) => {
      const key = l2Key(stack);
      key.addToken('Nightly');
      key.addToken('NIGHTLY');
    })).toThrow('(case-insensitive)');
  });

  test('without references the order is chance; the L2 waits for the parent', async () => {
    // The account is not there before the key is asked for.
    workspace.sandbox.addFault('POST /ng/api/serviceaccount#1=delay:1s');
    held = until(() => workspace.sandbox.calls.some(({ method, path }) => method === 'POST' && path === '/ng/api/apikey'));
    const place = { accountId: workspace.account };
    workspace.synthStack((stack) => {
      new PlatformServiceAccount(stack, 'Bot', { ...place, identifier: 'Bot', name: 'Bot', email: 'bot@service.harness.io' });
      new PlatformApikey(stack, 'Key', {
        ...place, identifier: 'Deploy', name: 'Deploy', parentId: 'Bot', apikeyType: 'SERVICE_ACCOUNT', defaultTimeToExpireToken: 1e9,
      });
    });
    await workspace.apply({ codes: [1] });
    held = undefined;
    await workspace.destroy();
    workspace.sandbox.addFault('POST /ng/api/serviceaccount#1=delay:500ms');
    await apply((stack) => {
      l2Key(stack).addToken('Nightly');
    });
    await workspace.expectEmptyPlan();
  });
});
