import * as cdktf from 'cdktf';
import { dynatrace, Duration, Expiration, harness, RotationSchedule } from '../../src';
import { newStack, synth, warnings } from '../util/stacks';

const scopes = dynatrace.ApiTokenScopes.dataIngest();
const MONTHLY = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
const END = Expiration.at('2027-03-31T00:00:00Z');

type Options = { expiresAt?: Expiration; warnBeforeExpiry?: Duration };
const ADD: Record<string, (stack: cdktf.TerraformStack, options: Options) => any> = {
  harness: (stack, options) => keyIn(stack).addToken('T', options),
  dynatrace: (stack, options) => new dynatrace.ApiToken(stack, 'T', { scopes, ...options }),
};
const ROTATING: Record<string, (stack: cdktf.TerraformStack, schedule: RotationSchedule, warnBeforeExpiry: Duration) => any> = {
  harness: (stack, schedule, warnBeforeExpiry) => keyIn(stack).addRotatingToken('T', { schedule, warnBeforeExpiry }),
  dynatrace: (stack, schedule, warnBeforeExpiry) => new dynatrace.RotatingApiToken(stack, 'T', { scopes, schedule, warnBeforeExpiry }),
};

function keyIn(stack: cdktf.TerraformStack): harness.ApiKey {
  return new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct') }).addApiKey('Key');
}

/** The end of the only resource of the type, or of the one whose name holds a text, in the words of the check. */
const endOf: Record<string, (name: string) => string> = {
  harness: (name) => `timeadd("1970-01-01T00:00:00Z", join("", [harness_platform_token.${name}.valid_to, "ms"]))`,
  dynatrace: (name) => `dynatrace_api_token.${name}.expiration_date`,
};
const typeOf: Record<string, string> = { harness: 'harness_platform_token', dynatrace: 'dynatrace_api_token' };
const pathOf: Record<string, string> = { harness: 'Stack/Bot/Key/T', dynatrace: 'Stack/T' };
const consequenceOf: Record<string, string> = {
  harness: '',
  dynatrace: ' Dynatrace deletes it seven days after its end, and every plan of this stack fails from then on.',
};
/** Of a plan whose time is fixed. */
const NOW = '2026-11-15T00:00:00Z';
const condition = (horizon: string, end: string) => `\${(timecmp(timeadd("${NOW}", ${horizon}), ${end}) == -1)}`;

describe.each(['harness', 'dynatrace'])('warnBeforeExpiry of a %s token', (system) => {
  const made = (build: (stack: cdktf.TerraformStack) => void, now = NOW) => {
    const stack = newStack({ now });
    build(stack);
    const document = synth(stack);
    const resources = Object.keys(document.resource[typeOf[system]]).sort();
    return { stack, document, resources };
  };

  test('is a check block with the name of the token', () => {
    const { stack, document, resources: [name] } = made((s) => ADD[system](s, { expiresAt: END, warnBeforeExpiry: Duration.days(14) }));
    const token = stack.node.findAll().find((node) => node.node.path === pathOf[system])!;
    expect(document.check).toEqual({
      [stack.getLogicalId(token.node)]: {
        assert: [{
          condition: condition('"336h"', endOf[system](name)),
          error_message: `The token ${pathOf[system]} ends at 2027-03-31T00:00:00.000Z: set a later end or issue another token, and deploy.${consequenceOf[system]}`,
        }],
      },
    });
  });

  test('is none where it is not asked for', () => {
    expect(made((stack) => ADD[system](stack, { expiresAt: END })).document.check).toBeUndefined();
  });

  test.each([[Duration.minutes(90), '"5400000ms"'], [Duration.days(1), '"24h"'], [Duration.hours(1), '"1h"']])('renders a length that Terraform can read', (before, horizon) => {
    const { document, resources: [name] } = made((stack) => ADD[system](stack, { expiresAt: END, warnBeforeExpiry: before }));
    expect(Object.values<any>(document.check)[0].assert[0].condition).toBe(condition(horizon, endOf[system](name)));
  });

  test('takes an end and a length that only Terraform knows', () => {
    const { document, resources: [name] } = made((stack) => {
      const { numberValue } = new cdktf.TerraformVariable(stack, 'number', { type: 'number' });
      ADD[system](stack, {
        warnBeforeExpiry: Duration.milliseconds(numberValue),
        expiresAt: system === 'harness' ? Expiration.atEpochMilliseconds(numberValue) : Expiration.at('${var.date}'),
      });
    });
    const end = endOf[system](name);
    expect(Object.values<any>(document.check)[0].assert).toEqual([{
      condition: condition('join("", [var.number, "ms"])', end),
      error_message: `The token ${pathOf[system]} ends at \${${end}}: set a later end or issue another token, and deploy.${consequenceOf[system]}`,
    }]);
  });

  test('looks at the time of the plan, unless "now" is fixed', () => {
    const conditionOf = (stack: cdktf.TerraformStack) => {
      ADD[system](stack, { expiresAt: END, warnBeforeExpiry: Duration.days(14) });
      return Object.values<any>(synth(stack).check)[0].assert[0].condition;
    };
    expect(conditionOf(newStack({ app: cdktf.Testing.app() }))).toMatch(/^\$\{\(timecmp\(timeadd\(plantimestamp\(\), "336h"\), /);
    expect(conditionOf(newStack({ now: NOW }))).toMatch(/^\$\{\(timecmp\(timeadd\("2026-11-15T00:00:00Z", "336h"\), /);
  });

  test('refuses a length of centuries', () => {
    expect(() => ADD[system](newStack(), { expiresAt: END, warnBeforeExpiry: Duration.days(36_500) })).not.toThrow();
    expect(() => ADD[system](newStack(), { expiresAt: END, warnBeforeExpiry: Duration.days(36_501) })).toThrow(
      `warnBeforeExpiry must be at most 36500 days, got '36501 days' [${pathOf[system]}]`);
  });

  test('refuses nothing as a length', () => {
    for (const add of [
      (stack: cdktf.TerraformStack) => ADD[system](stack, { expiresAt: END, warnBeforeExpiry: Duration.days(0) }),
      (stack: cdktf.TerraformStack) => ROTATING[system](stack, MONTHLY, Duration.days(0)),
    ]) {
      expect(() => add(newStack())).toThrow(`warnBeforeExpiry must be greater than zero, got '0 days' [${pathOf[system]}]`);
    }
  });

  test('comes out as HCL, too, which cdktf would leave out', () => {
    const stack = newStack();
    ADD[system](stack, { expiresAt: END, warnBeforeExpiry: Duration.days(14) });
    const hcl = cdktf.Testing.synthHcl(stack);
    expect(hcl).toMatch(/\ncheck "\w+" \{\n {2}assert \{\n {4}condition = "\$\{\(timecmp\(timeadd\("2026-11-01T00:00:00Z", "336h"\), .+ == -1\)\}"\n {4}error_message = "The token Stack\/.+"\n {2}\}\n\}\n/);
  });

  /** The local with the end of the newest instance, or one far away if there is none yet. */
  const endOfNewest = (document: any) => {
    const local = (id: string) => Object.keys(document.locals).find((name) => name.includes(`_${id}_`))!;
    const resource = `${typeOf[system]}.${Object.keys(document.resource[typeOf[system]])[0]}`;
    const date = system === 'harness' ? `timeadd("1970-01-01T00:00:00Z", "\${${resource}[key].valid_to}ms")` : `${resource}[key].expiration_date`;
    expect(document.locals[local('End')])
      .toBe(`\${concat([for key in keys(${resource}) : ${date} if key == local.${local('NewestKey')}], ["9999-12-31T23:59:59Z"])[0]}`);
    return `local.${local('End')}`;
  };

  test('of a rotating one is about the newest generation that is there, and tells a rotation that is due', () => {
    const { stack, document } = made((s) => ROTATING[system](s, MONTHLY, Duration.days(3)));
    const end = endOfNewest(document);
    const [name] = Object.keys(document.resource[typeOf[system]]);
    expect(Object.values<any>(document.check)[0].assert).toEqual([
      {
        condition: condition('"72h"', end),
        error_message: `The newest token of ${pathOf[system]} ends at \${${end}}: deploy, so that the next one is issued.${consequenceOf[system]}`,
      },
      {
        condition: `\${contains(keys(${typeOf[system]}.${name}), local.AccessTokensRotation_20261101_30d_7d_90d_newest)}`,
        error_message: `The newest token of ${pathOf[system]} is due to be replaced: deploy, so that the next one is issued.`,
      },
    ]);
    expect(warnings(stack)).toEqual([]);
  });

  test('longer than what a token lives after the next start is unwise, since it warns before anything is due', () => {
    const warned = (days: number) => warnings(made((stack) => ROTATING[system](stack, MONTHLY, Duration.days(days))).stack);
    expect(warned(60)).toEqual([]);
    expect(warned(61)).toEqual([
      'warnBeforeExpiry (61 days) is longer than a token lives after the next one has started (60 days), so it warns before the next rotation is due: make it shorter',
    ]);
  });

  test('of one rotated manually is about its end', () => {
    const { document } = made((stack) => ROTATING[system](stack, RotationSchedule.manual('1', { expiresAt: END }), Duration.days(3)));
    const end = endOfNewest(document);
    expect(Object.values<any>(document.check)[0].assert).toEqual([{
      condition: condition('"72h"', end),
      error_message: `The newest token of ${pathOf[system]} ends at 2027-03-31T00:00:00.000Z: rotate it by another serial, and deploy.${consequenceOf[system]}`,
    }]);
  });
});

test('a Harness token without an end of its own has the one that Harness gives it', () => {
  const stack = newStack({ now: NOW });
  ADD.harness(stack, { warnBeforeExpiry: Duration.days(3) });
  const document = synth(stack);
  const end = endOf.harness(Object.keys(document.resource.harness_platform_token)[0]);
  expect(Object.values<any>(document.check)[0].assert[0]).toMatchObject({ condition: condition('"72h"', end), error_message: expect.stringContaining(`ends at \${${end}}`) });
});

test('an end that Terraform would have to calculate, and cannot, is refused', () => {
  const expiresAt = Expiration.at('2262-04-11T23:47:17Z');
  const warnBeforeExpiry = Duration.days(3);
  const refusal = "expiresAt must lie before 2262-04-11, where the arithmetic of Terraform ends, if warnBeforeExpiry is set, got '2262-04-11T23:47:17.000Z' [Stack/Bot/Key/T]";
  expect(() => ADD.harness(newStack(), { expiresAt, warnBeforeExpiry })).toThrow(refusal);
  expect(() => ROTATING.harness(newStack(), RotationSchedule.manual('1', { expiresAt }), warnBeforeExpiry)).toThrow(refusal);
  expect(() => ADD.harness(newStack(), { expiresAt })).not.toThrow();
  expect(() => ADD.dynatrace(newStack(), { expiresAt, warnBeforeExpiry })).not.toThrow();
  expect(() => ROTATING.dynatrace(newStack(), RotationSchedule.manual('1', { expiresAt }), warnBeforeExpiry)).not.toThrow();
  const last = Expiration.at('2262-04-11T23:47:16Z');
  expect(() => ADD.harness(newStack(), { expiresAt: last, warnBeforeExpiry })).not.toThrow();
  expect(() => ROTATING.harness(newStack(), RotationSchedule.manual('1', { expiresAt: last }), warnBeforeExpiry)).not.toThrow();
});

test('a Dynatrace token without an end is refused', () => {
  expect(() => ADD.dynatrace(newStack(), { warnBeforeExpiry: Duration.days(3) })).toThrow(
    "warnBeforeExpiry needs an end to warn of, got 'a token that never ends': set expiresAt [Stack/T]");
  expect(() => ROTATING.dynatrace(newStack(), RotationSchedule.manual('1'), Duration.days(3))).toThrow(
    "warnBeforeExpiry needs an end to warn of, got 'a token that never ends': set expiresAt of the schedule [Stack/T]");
  const onlyPrevious = RotationSchedule.manual('2', { previousSerial: '1', previousExpiresAt: END });
  expect(() => ROTATING.dynatrace(newStack(), onlyPrevious, Duration.days(3))).toThrow('warnBeforeExpiry needs an end to warn of');
});

test('a Harness token without an end of its own ends with the lifetime of its key, and is warned of', () => {
  expect(() => ADD.harness(newStack(), { warnBeforeExpiry: Duration.days(3) })).not.toThrow();
  expect(() => ROTATING.harness(newStack(), RotationSchedule.manual('1'), Duration.days(3))).not.toThrow();
});

test('two tokens of a stack are warned of apart', () => {
  const stack = newStack();
  for (const id of ['A', 'B']) {
    new dynatrace.ApiToken(stack, id, {
      scopes: dynatrace.ApiTokenScopes.dataIngest(), expiresAt: Expiration.at('2027-03-31T00:00:00Z'), warnBeforeExpiry: Duration.days(3),
    });
  }
  const { check } = synth(stack);
  expect(Object.values<any>(check).map(({ assert: [{ error_message: message }] }) => message.split(' ends at ')[0])).toEqual([
    expect.stringContaining('A'), expect.stringContaining('B'),
  ]);
});

test('the checks of a stack stay in it', () => {
  const stack = newStack({ id: 'One' });
  const other = newStack({ app: stack.node.root as cdktf.App, id: 'Other' });
  ADD.dynatrace(stack, { expiresAt: END, warnBeforeExpiry: Duration.days(3) });
  ADD.dynatrace(other, { expiresAt: END });
  expect(synth(other).check).toBeUndefined();
  expect(cdktf.Testing.synthHcl(other)).not.toContain('check "');
  expect(cdktf.Testing.synthHcl(stack).match(/check "/g)).toHaveLength(1);
});
