/** Where a policy holds, what becomes of its findings, and what acknowledgements do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import {
  dynatrace,
  Duration,
  Expiration,
  harness,
  type IAccessToken,
  type ITokenRule,
  l1,
  PolicyEnforcement,
  RotationSchedule,
  TokenFact,
  type ITokenFacts,
  TokenFinding,
  TokenPolicy,
  TokenRule,
  TokenRules,
} from '../../src';
import { newApp, newStack, PASTED, synth } from '../util/stacks';

const scopes = dynatrace.ApiTokenScopes.dataIngest();
const endless = (scope: Construct, id = 'Endless') =>
  new dynatrace.ApiToken(scope, id, { scopes });
const ending = (scope: Construct, id = 'Ending') =>
  new dynatrace.ApiToken(scope, id, {
    scopes,
    expiresAt: Expiration.at('2026-12-01T00:00:00Z'),
  });
const EXPIRES = { rules: [TokenRules.expires()] };

function failure(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const warnings = (stack: cdktf.TerraformStack) =>
  stack.node.metadata
    .filter(({ type }) => type === '@cdktf/warn')
    .map(({ data }) => data as string);
const reportOf = (app: cdktf.App) =>
  JSON.parse(
    readFileSync(join(app.outdir, 'access-tokens-policy.json'), 'utf8'),
  );

describe('a policy holds', () => {
  let app: cdktf.App;
  beforeEach(() => {
    app = newApp();
  });

  const places: [string, (app: cdktf.App) => cdktf.TerraformStack][] = [
    [
      'on an app, for a stack that comes later',
      () => {
        new TokenPolicy(app, 'Policy', EXPIRES);
        return newStack({ app });
      },
    ],
    [
      'on an app, for a stack that is there',
      () => {
        const stack = newStack({ app });
        new TokenPolicy(app, 'Policy', EXPIRES);
        return stack;
      },
    ],
    [
      'on a construct above stacks',
      () => {
        // cdktn's future flags forbid what stands between an app and its stacks.
        app = cdktf.Testing.app({ enableFutureFlags: false, context: { 'accessTokens:now': '2026-11-01T00:00:00Z' } });
        const stage = new Construct(app, 'Stage');
        new TokenPolicy(stage, 'Policy', EXPIRES);
        const stack = new cdktf.TerraformStack(stage, 'Stack');
        new dynatrace.DynatraceProvider(stack, 'Dynatrace');
        return stack;
      },
    ],
    [
      'on a stack',
      () => {
        const stack = newStack({ app });
        new TokenPolicy(stack, 'Policy', EXPIRES);
        return stack;
      },
    ],
  ];

  test.each(places)(
    '%s, in a test of the stack and in the synth of the app',
    (_, place) => {
      const stack = place(app);
      endless(stack);
      const message = 'Violated: expires: a token ends';
      expect(failure(() => synth(stack))).toContain(message);
      expect(failure(() => app.synth())).toContain(message);
    },
  );

  test.each(places)('%s, whose only token is made by l1', (_, place) => {
    const stack = place(app);
    new l1.dynatrace.apiToken.ApiToken(stack, 'L1', {
      name: 'x',
      scopes: ['metrics.read'],
    });
    expect(failure(() => synth(stack))).toMatch(/Stack\/L1 never ends/);
    expect(failure(() => app.synth())).toMatch(/Stack\/L1 never ends/);
  });

  test('below its construct and nowhere else', () => {
    const stack = newStack({ app });
    const inside = new Construct(stack, 'Inside');
    new TokenPolicy(inside, 'Policy', EXPIRES);
    endless(stack, 'Outside');
    endless(new Construct(inside, 'Deep'));
    const message = failure(() => synth(stack));
    expect(message).toContain('Stack/Inside/Deep/Endless never ends');
    expect(message).not.toContain('Outside');
  });

  test('not for a token whose resource was moved away', () => {
    const stack = newStack({ app });
    new TokenPolicy(stack, 'Policy', EXPIRES);
    const old = new l1.dynatrace.apiToken.ApiToken(stack, 'Old', { name: 'x', scopes: ['metrics.read'] });
    const next = new l1.dynatrace.apiToken.ApiToken(stack, 'New', { name: 'x', scopes: ['metrics.read'], expirationDate: 'now+7d' });
    next.addMoveTarget('new');
    old.moveTo('new');
    synth(stack);
  });

  test('in a tree that has no app', () => {
    const stack = new cdktf.TerraformStack(new Construct(undefined as any, ''), 'Stack');
    new dynatrace.DynatraceProvider(stack, 'Dynatrace');
    new TokenPolicy(stack, 'Policy', EXPIRES);
    endless(stack);
    expect(failure(() => synth(stack))).toContain('Violated: expires: a token ends');
  });

  test('as a construct of its stack', () => {
    const stack = newStack({ app });
    expect(stack.node.findChild(new TokenPolicy(stack, 'Policy', EXPIRES).node.id)).toBeInstanceOf(TokenPolicy);
  });

  test("of any number of apps, for which cdktf's stacks are changed once", () => {
    new TokenPolicy(app, 'Policy', EXPIRES);
    const { runAllValidations } = cdktf.TerraformStack.prototype;
    new TokenPolicy(newApp(), 'Policy', EXPIRES);
    expect(cdktf.TerraformStack.prototype.runAllValidations).toBe(runAllValidations);
  });

  test('with others that are above or beside it', () => {
    const stack = newStack({ app });
    new TokenPolicy(app, 'Company', {
      rules: [TokenRules.longestLifetime(Duration.days(90))],
    });
    new TokenPolicy(stack, 'Team', {
      rules: [TokenRules.longestLifetime(Duration.days(7))],
    });
    new TokenPolicy(stack, 'Names', { rules: [TokenRules.namedLike('x')] });
    ending(stack);
    const message = failure(() => synth(stack));
    expect(message).toContain('2 violations of token policies');
    expect(message).toContain('[Stack/Team, NHI7:2025]');
    expect(message).toContain('[Stack/Names, NHI1:2025]');
    expect(message).not.toContain('Company');
  });

  test('once for a token that rotates, by its own name', () => {
    const stack = newStack({ app });
    new TokenPolicy(app, 'Policy', { rules: [TokenRules.tagged(['team'])] });
    const key = new harness.ServiceAccount(stack, 'Bot', {
      harnessScope: harness.HarnessScope.account('account'),
    }).addApiKey('Key');
    key.addRotatingToken('Monthly', {
      schedule: RotationSchedule.every(Duration.days(30), {
        startingAt: '2026-10-01T00:00:00Z',
        overlap: Duration.days(7),
      }),
    });
    const message = failure(() => synth(stack));
    expect(message.match(/has no tag team/g)).toHaveLength(1);
    expect(message).toContain('Stack/Bot/Key/Monthly has no tag team');
  });

  test('not for a stack without tokens, nor where nothing is wrong, and the JSON stays the same', () => {
    const without = newStack({ app, id: 'A' });
    ending(without);
    const before = synth(without);
    new TokenPolicy(app, 'Policy', EXPIRES);
    new TokenPolicy(without, 'Policy', EXPIRES);
    expect(synth(without)).toEqual(before);
    newStack({ app, id: 'B' });
    app.synth();
  });
});

describe('the message', () => {
  test('has the violations of all stacks at once, by rule, to be forwarded', () => {
    const app = newApp();
    const [a, b] = ['A', 'B'].map((id) => newStack({ app, id }));
    new TokenPolicy(app, 'CompanyPolicy', {
      rules: [TokenRules.expires(), TokenRules.tagged(['team'])],
    });
    endless(b);
    const bot = new harness.ServiceAccount(b, 'Bot', {
      harnessScope: harness.HarnessScope.project('account', 'org', 'project'),
    });
    bot.addApiKey('Key').addToken('Ci');
    ending(a);
    expect(failure(() => app.synth()).split('\n\nIf you wish')[0]).toBe(`Validation failed with the following errors:
  [A] 4 violations of token policies

Violated: tagged: a token has the tags team [CompanyPolicy, NHI1:2025]
  A/Ending has no tag team: put team:... into its name
    Dynatrace token at dynatrace, dynatrace_api_token.Ending_9143F6B5
  B/Endless has no tag team: put team:... into its name
    Dynatrace token at dynatrace, dynatrace_api_token.Endless_EE403FFC
  B/Bot/Key/Ci has no tag team: set tags of the token or its service account
    Harness token at account/org/project, of Bot, harness_platform_token.Bot_Key_Ci_D970ED6B

Violated: expires: a token ends [CompanyPolicy, NHI7:2025]
  B/Endless never ends: set expiresAt, or let it rotate
    Dynatrace token at dynatrace, dynatrace_api_token.Endless_EE403FFC

Mend the tokens, or let one break a rule for a time: policy.acknowledge(token, 'tagged', { reason: '...', until: '2027-01-31T00:00:00Z' })`);
  });

  test('of the test of one stack tells of the others once its own tokens break a rule, and never before', () => {
    const app = newApp();
    const [a, b] = ['A', 'B'].map((id) => newStack({ app, id }));
    new TokenPolicy(app, 'Policy', EXPIRES);
    endless(b);
    expect(failure(() => synth(a))).toBe('');
    endless(a);
    expect(failure(() => synth(a))).toMatch(
      /A\/Endless never ends[^]*B\/Endless never ends/,
    );
  });
});

describe('the message of one stack', () => {
  const messageOf = (stack: cdktf.TerraformStack) => failure(() => synth(stack)).split('\n\nIf you wish')[0];

  test('says of an acknowledgement only where one would help', () => {
    const stack = newStack();
    new TokenPolicy(stack, 'Policy', { rules: [TokenRules.noPersonalTokens()], mandatoryRules: [TokenRules.expires()] });
    endless(stack);
    expect(messageOf(stack)).toMatch(/1 violation of token policies\n[^]*, dynatrace_api_token\.Endless_[0-9A-F]{8}$/);
  });

  test('leaves out what only Terraform knows, and a description that is not given', () => {
    const stack = newStack();
    new TokenPolicy(stack, 'Policy', { rules: [TokenRule.of('own', { check: () => TokenFinding.violation('is odd') })] });
    new l1.harness.platformToken.PlatformToken(stack, 'L1', {
      accountId: '${var.account}', apikeyId: 'key', parentId: '${var.owner}', apikeyType: 'SERVICE_ACCOUNT', identifier: 'ci', name: 'ci',
    });
    expect(messageOf(stack)).toContain('\n\nViolated: own [Stack/Policy]\n  Stack/L1 is odd\n    Harness token, harness_platform_token.L1\n');
  });

  test('is about a warning, of which no other stack learns', () => {
    const app = newApp();
    const [a, b] = ['A', 'B'].map((id) => newStack({ app, id }));
    const policy = new TokenPolicy(app, 'Policy', EXPIRES);
    policy.acknowledge(ending(a), 'expires', { reason: 'x', until: '2027-01-31T00:00:00Z' });
    endless(b);
    synth(a);
    expect(warnings(a)).toEqual([expect.stringContaining('1 warning of token policies\n\nWarning: expires: a token ends [Policy, NHI7:2025]\n  A/Ending is')]);
  });
});

describe('enforcement as a warning', () => {
  test('lets the synth go on, and says once a stack what is wrong with it', () => {
    const app = newApp();
    const [a, b] = ['A', 'B'].map((id) => newStack({ app, id }));
    new TokenPolicy(app, 'Policy', {
      ...EXPIRES,
      enforcement: PolicyEnforcement.WARNING,
    });
    endless(a);
    endless(b);
    synth(a);
    app.synth();
    app.synth();
    expect(warnings(a)).toEqual([
      expect.stringMatching(
        /^1 warning of token policies\n[^]*A\/Endless never ends/,
      ),
    ]);
    expect(warnings(b)).toEqual([
      expect.stringContaining('B/Endless never ends'),
    ]);
    const manifest = JSON.parse(
      readFileSync(join(app.outdir, 'manifest.json'), 'utf8'),
    );
    expect(manifest.stacks.A.annotations).toEqual([
      expect.objectContaining({
        level: '@cdktf/warn',
        message: expect.stringContaining('A/Endless'),
      }),
    ]);
    expect(reportOf(app).summary).toEqual({
      tokens: 2,
      errors: 0,
      warnings: 2,
      acknowledged: 0,
    });
  });
});

describe('an acknowledgement', () => {
  const reason = 'the appliance cannot rotate';
  const until = '2027-01-31T00:00:00Z';
  let stack: cdktf.TerraformStack;
  let policy: TokenPolicy;
  let token: IAccessToken;
  const start = (now?: string) => {
    stack = newStack({ now });
    policy = new TokenPolicy(stack, 'Policy', {
      rules: [TokenRules.expires(), TokenRules.tagged(['team'])],
      mandatoryRules: [TokenRules.noPersonalTokens()],
    });
    token = new dynatrace.ApiToken(stack, 'Ingest', {
      name: 'x team:a',
      scopes,
    });
  };
  beforeEach(() => start());

  test('lets the token break that rule, and no other', () => {
    expect(policy.acknowledge(token, 'expires', { reason, until })).toBe(
      policy,
    );
    synth(stack);
    endless(stack, 'Other');
    const message = failure(() => synth(stack));
    expect(message).toContain('Stack/Other never ends');
    expect(message).not.toContain('Stack/Ingest');
  });

  test('takes a token by l1, and the resource of a token', () => {
    const resource = new l1.dynatrace.apiToken.ApiToken(stack, 'L1', {
      name: 'x team:a',
      scopes: ['metrics.read'],
    });
    policy
      .acknowledge(resource, 'expires', { reason, until })
      .acknowledge(token.node.defaultChild!, 'expires', { reason, until });
    synth(stack);
  });

  test('is warned of in the two weeks before its end', () => {
    start('2027-01-17T00:00:00Z');
    policy.acknowledge(token, 'expires', { reason, until });
    synth(stack);
    expect(warnings(stack)).toEqual([
      expect.stringContaining(
        `Stack/Ingest never ends, and its acknowledgement ends at ${until} (${reason})`,
      ),
    ]);
    start('2027-01-16T23:59:59Z');
    policy.acknowledge(token, 'expires', { reason, until });
    synth(stack);
    expect(warnings(stack)).toEqual([]);
  });

  test('past its end is a violation', () => {
    start('2027-01-31T00:00:00Z');
    policy.acknowledge(token, 'expires', { reason, until });
    const message = failure(() => synth(stack));
    expect(message).toContain(
      `Stack/Ingest never ends, and its acknowledgement ended at ${until} (${reason})`,
    );
    expect(message).not.toContain('policy.acknowledge');
  });

  test('without a violation any more earns a warning that says to remove it', () => {
    policy.acknowledge(ending(stack, 'Done team'), 'expires', {
      reason,
      until,
    });
    policy
      .acknowledge(token, 'expires', { reason, until })
      .acknowledge(stack.node.findChild('Done team'), 'tagged', {
        reason,
        until,
      });
    synth(stack);
    expect(warnings(stack)).toEqual([
      expect.stringContaining(
        'Stack/Done team is acknowledged, but does not break the rule any more: remove the acknowledgement',
      ),
    ]);
  });

  test.each<[string, () => unknown, string]>([
    [
      'no reason',
      () => policy.acknowledge(token, 'expires', { reason: ' ', until }),
      "reason of the acknowledgement of expires must not be empty, got ' ': say why this token may break the rule [Stack/Ingest]",
    ],
    [
      'a secret as the reason',
      () =>
        policy.acknowledge(token, 'expires', {
          reason: PASTED.dynatrace,
          until,
        }),
      'reason of the acknowledgement of expires must not hold a secret, got a Dynatrace secret',
    ],
    [
      'an unknown rule',
      () => policy.acknowledge(token, 'expiers', { reason, until }),
      "rule of the acknowledgement of expiers must be one of Stack/Policy: expires, tagged, no-personal-tokens, got 'expiers'",
    ],
    [
      'a mandatory rule',
      () => policy.acknowledge(token, 'no-personal-tokens', { reason, until }),
      "rule of the acknowledgement of no-personal-tokens must not be mandatory in Stack/Policy, got 'no-personal-tokens': change the token [Stack/Ingest]",
    ],
    [
      'an end that is no date',
      () => policy.acknowledge(token, 'expires', { reason, until: 'soon' }),
      'until of the acknowledgement of expires [Stack/Ingest] must be a date and time of ISO 8601',
    ],
    [
      'a construct that is no token',
      () => policy.acknowledge(stack, 'expires', { reason, until }),
      "token of the acknowledgement of expires must be a token, got 'Stack': give the construct of a token, or its resource [Stack]",
    ],
    [
      'a token elsewhere',
      () =>
        policy.acknowledge(endless(newStack(), 'Far'), 'expires', {
          reason,
          until,
        }),
      'token of the acknowledgement of expires must be below Stack, where Stack/Policy holds',
    ],
    [
      "a token of another app than the policy's",
      () =>
        new TokenPolicy(newApp(), 'Company', EXPIRES).acknowledge(token, 'expires', { reason, until }),
      "token of the acknowledgement of expires must be below the app, where Company holds, got 'Stack/Ingest'",
    ],
    [
      'the same twice',
      () =>
        policy
          .acknowledge(token, 'expires', { reason, until })
          .acknowledge(token, 'expires', { reason, until }),
      "rule of the acknowledgement of expires must be acknowledged once, got 'expires': remove one of the two acknowledgements [Stack/Ingest]",
    ],
    [
      'a reason that is no text',
      () => policy.acknowledge(token, 'expires', { reason: undefined as any, until }),
      'reason of the acknowledgement of expires must not be empty, got undefined',
    ],
  ])('refuses %s', (_, action, message) => {
    expect(action).toThrow(message);
  });
});

describe('a policy refuses', () => {
  test('two rules of one id, also if one is mandatory', () => {
    expect(
      () =>
        new TokenPolicy(newStack(), 'Policy', {
          rules: [TokenRules.expires()],
          mandatoryRules: [TokenRules.expires()],
        }),
    ).toThrow(
      "rules must have different ids, got 'expires': give one of the two another id [Stack/Policy]",
    );
    new TokenPolicy(newStack(), 'Policy', {
      rules: [TokenRules.expires(), TokenRules.expires({ id: 'expires-2' })],
    });
  });

  test('the id of another policy of the app', () => {
    const app = newApp();
    new TokenPolicy(app, 'Policy', EXPIRES);
    expect(() => new TokenPolicy(app, 'Policy', EXPIRES)).toThrow("id must be that of no other policy, got 'Policy': give this policy another id [Policy]");
  });

  test('no rule at all', () => {
    expect(() => new TokenPolicy(newStack(), 'Policy', { rules: [] })).toThrow(
      "rules must not be empty, got '[]' [Stack/Policy]",
    );
  });
});

describe("a rule of one's own", () => {
  class Prefixed implements ITokenRule {
    public constructor(private readonly prefix: string) {}
    public check({ name }: ITokenFacts) {
      return name?.startsWith(this.prefix)
        ? undefined
        : TokenFinding.violation(`is not named ${this.prefix}...`, 'rename it');
    }
  }
  const own = (rule: ITokenRule) =>
    TokenRule.of('own', rule, {
      description: 'a name says whose it is',
      risks: ['NHI9:2025'],
    });

  test('is a class of one method', () => {
    const stack = newStack();
    new TokenPolicy(stack, 'Policy', { rules: [own(new Prefixed('shop-'))] });
    endless(stack);
    expect(failure(() => synth(stack))).toMatch(
      /Violated: own: a name says whose it is \[Stack\/Policy, NHI9:2025\]\n {2}Stack\/Endless is not named shop-...: rename it/,
    );
  });

  test('that warns lets the synth go on', () => {
    const stack = newStack();
    new TokenPolicy(stack, 'Policy', {
      rules: [own({ check: () => TokenFinding.warning('is odd') })],
    });
    endless(stack);
    synth(stack);
    expect(warnings(stack)).toEqual([
      expect.stringContaining('Stack/Endless is odd'),
    ]);
  });

  test("that throws is reported as that rule's failure, beside what the others find, and no acknowledgement covers it", () => {
    const stack = newStack();
    const rule = own({
      check: (token) =>
        token.unknown.includes(TokenFact.OWNER)
          ? (token as any).nothing.here
          : undefined,
    });
    const policy = new TokenPolicy(stack, 'Policy', {
      rules: [rule, TokenRules.expires()],
    });
    policy.acknowledge(endless(stack), 'own', {
      reason: 'x',
      until: '2027-01-31T00:00:00Z',
    });
    const message = failure(() => synth(stack));
    expect(message).toMatch(
      /Stack\/Endless cannot be judged, since the rule failed: Cannot read properties of undefined[^\n]*: mend the rule/,
    );
    expect(message).toContain('Stack/Endless never ends');
  });

  test.each([['nothing', undefined, 'undefined'], ['a text', 'no luck', 'no luck']])('that throws %s is reported, too', (_, thrown, reason) => {
    const stack = newStack();
    const check = () => {
      throw thrown;
    };
    new TokenPolicy(stack, 'Policy', { rules: [own({ check })] });
    endless(stack);
    expect(failure(() => synth(stack))).toContain(`Stack/Endless cannot be judged, since the rule failed: ${reason}: mend the rule`);
  });

  test('that repeats a secret does not show it', () => {
    const stack = newStack();
    new TokenPolicy(stack, 'Policy', {
      rules: [
        own({ check: () => TokenFinding.violation(`has ${PASTED.harness}`) }),
      ],
    });
    endless(stack);
    expect(failure(() => synth(stack))).toContain(
      '(a text with a Harness secret)',
    );
    expect(failure(() => synth(stack))).not.toContain(PASTED.harness);
  });
});

describe('the report', () => {
  test('is written by the synth of an app, whether it fails or not, and not by the test of a stack that passes', () => {
    const app = newApp();
    const stack = newStack({ app });
    new TokenPolicy(app, 'Policy', EXPIRES);
    ending(stack);
    synth(stack);
    expect(existsSync(join(app.outdir, 'access-tokens-policy.json'))).toBe(
      false,
    );
    app.synth();
    expect(reportOf(app).summary).toEqual({
      tokens: 1,
      errors: 0,
      warnings: 0,
      acknowledged: 0,
    });
    endless(stack);
    expect(failure(() => app.synth())).not.toBe('');
    expect(reportOf(app).summary).toEqual({
      tokens: 2,
      errors: 1,
      warnings: 0,
      acknowledged: 0,
    });
  });

  test.each([
    ['without a policy', (stack: cdktf.TerraformStack) => ending(stack)],
    ['without anything of the library', () => undefined],
  ])('of an earlier synth is gone after one %s', (_, build) => {
    const before = newApp();
    new TokenPolicy(before, 'Policy', EXPIRES);
    ending(newStack({ app: before }));
    before.synth();
    const file = join(before.outdir, 'access-tokens-policy.json');
    expect(existsSync(file)).toBe(true);

    const after = new cdktf.App({ outdir: before.outdir });
    const stack = new cdktf.TerraformStack(after, 'Stack');
    new dynatrace.DynatraceProvider(stack, 'Dynatrace');
    build(stack);
    after.synth();
    expect(existsSync(file)).toBe(false);
  });

  test('has the policies, what is known of each token, each finding and what became of its acknowledgement', () => {
    const app = newApp('2027-01-25T00:00:00Z');
    const stack = newStack({ app });
    const policy = new TokenPolicy(app, 'Policy', { rules: [TokenRules.expires()], mandatoryRules: [TokenRules.noPersonalTokens()] });
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.project('account', 'org', 'project'), tags: { team: 'a' } });
    const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2027-01-01T00:00:00Z', overlap: Duration.days(7) });
    bot.addApiKey('Key').addRotatingToken('Ci', { schedule, warnBeforeExpiry: Duration.days(3) });
    const until = (month: number) => ({ reason: 'why', until: `2027-0${month}-01T00:00:00Z` });
    policy
      .acknowledge(endless(stack, 'Active'), 'expires', until(3))
      .acknowledge(endless(stack, 'Ending'), 'expires', until(2))
      .acknowledge(endless(stack, 'Ended'), 'expires', until(1))
      .acknowledge(ending(stack, 'Stale'), 'expires', until(3));
    failure(() => app.synth());

    const report = reportOf(app);
    expect(report).toMatchObject({ version: 1, summary: { tokens: 5, errors: 1, warnings: 2, acknowledged: 1 } });
    expect(report.policies).toEqual([{
      path: 'Policy',
      enforcement: 'error',
      rules: [
        { id: 'expires', description: 'a token ends', risks: ['NHI7:2025'], mandatory: false },
        { id: 'no-personal-tokens', description: 'a token does not belong to a person', risks: ['NHI1:2025', 'NHI5:2025'], mandatory: true },
      ],
    }]);
    expect(report.tokens.find(({ system }: ITokenFacts) => system === 'Harness')).toEqual({
      system: 'Harness',
      kind: 'service-account',
      path: 'Stack/Bot/Key/Ci',
      stack: 'Stack',
      address: expect.stringMatching(/^harness_platform_token\.Bot_Key_Ci_/),
      name: 'Ci',
      accountId: 'account',
      orgId: 'org',
      projectId: 'project',
      owner: 'Bot',
      permissions: [],
      tags: { team: 'a' },
      neverEnds: false,
      longestLifeMilliseconds: 90 * 86_400_000,
      rotation: { periodMilliseconds: 30 * 86_400_000, overlapMilliseconds: 7 * 86_400_000, lifetimeMilliseconds: 90 * 86_400_000 },
      warnBeforeExpiryMilliseconds: 3 * 86_400_000,
      enabled: true,
      adopted: false,
      destroyPrevented: false,
      unknown: [],
    });
    expect(report.tokens.find(({ path }: ITokenFacts) => path === 'Stack/Stale')).toMatchObject({
      system: 'Dynatrace', environment: 'dynatrace', name: 'Stale', endsAt: '2026-12-01T00:00:00.000Z', permissions: scopes.map(({ id }) => id).sort(), unknown: ['owner'],
    });
    const about = (id: string, state: string, month: number) => ({
      policy: 'Policy', rule: 'expires', token: `Stack/${id}`, acknowledgement: { ...until(month), state },
    });
    expect(report.findings).toEqual([
      { ...about('Active', 'active', 3), level: 'note', message: 'never ends', advice: 'set expiresAt, or let it rotate' },
      { ...about('Ending', 'ending', 2), level: 'warning', message: expect.stringContaining('ends at 2027-02-01'), advice: 'set expiresAt, or let it rotate' },
      { ...about('Ended', 'ended', 1), level: 'error', message: expect.stringContaining('ended at 2027-01-01'), advice: 'set expiresAt, or let it rotate' },
      { ...about('Stale', 'stale', 3), level: 'warning', message: 'is acknowledged, but does not break the rule any more', advice: 'remove the acknowledgement' },
    ]);
  });

  test('is the same bytes for the same app', () => {
    const report = () => {
      const app = newApp();
      const stack = newStack({ app });
      const policy = new TokenPolicy(app, 'Policy', {
        rules: TokenRules.recommended(),
        enforcement: PolicyEnforcement.WARNING,
      });
      policy.acknowledge(endless(stack), 'longest-lifetime', {
        reason: 'x',
        until: '2027-01-31T00:00:00Z',
      });
      app.synth();
      return readFileSync(
        join(app.outdir, 'access-tokens-policy.json'),
        'utf8',
      );
    };
    expect(report()).toBe(report());
  });
});
