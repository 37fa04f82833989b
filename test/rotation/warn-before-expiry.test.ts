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
const condition = (horizon: string, end: string) => `\${(timecmp(timeadd(plantimestamp(), ${horizon}), ${end}) == -1)}`;

describe.each(['harness', 'dynatrace'])('warnBeforeExpiry of a %s token', (system) => {
  const made = (build: (stack: cdktf.TerraformStack) => void, now = '2026-11-15T00:00:00Z') => {
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

  test('refuses nothing as a length', () => {
    for (const add of [
      (stack: cdktf.TerraformStack) => ADD[system](stack, { expiresAt: END, warnBeforeExpiry: Duration.days(0) }),
      (stack: cdktf.TerraformStack) => ROTATING[system](stack, MONTHLY, Duration.days(0)),
    ]) {
      expect(() => add(newStack())).toThrow(`warnBeforeExpiry must be longer than nothing, got '0 ms' [${pathOf[system]}]`);
    }
  });

  test('comes out as HCL, too, which cdktf would leave out', () => {
    const stack = newStack();
    ADD[system](stack, { expiresAt: END, warnBeforeExpiry: Duration.days(14) });
    const hcl = cdktf.Testing.synthHcl(stack);
    expect(hcl).toMatch(/\ncheck "\w+" \{\n {2}assert \{\n {4}condition = "\$\{\(timecmp\(timeadd\(plantimestamp\(\), "336h"\), .+ == -1\)\}"\n {4}error_message = "The token Stack\//);
  });

  test('of a rotating one is about the newest generation, and tells a rotation that is due; its name stays', () => {
    const [first, overlap] = ['2026-11-15T00:00:00Z', '2026-12-03T00:00:00Z'].map((now) => made((stack) => ROTATING[system](stack, MONTHLY, Duration.days(3)), now));
    expect(Object.keys(first.document.check)).toEqual(Object.keys(overlap.document.check));
    const end = endOf[system](overlap.resources[1]);
    expect(overlap.resources[1]).toContain('_G20261201_');
    expect(Object.values<any>(overlap.document.check)[0].assert).toEqual([
      {
        condition: condition('"72h"', end),
        error_message: `The newest token of ${pathOf[system]} ends at 2027-01-07T00:00:00.000Z: deploy, so that the next one is issued.`,
      },
      {
        // The end lies one overlap after the next start.
        condition: condition('"168h"', end),
        error_message: `The newest token of ${pathOf[system]} is due to be replaced since 2026-12-31T00:00:00.000Z: deploy, so that the next one is issued.`,
      },
    ]);
    expect(warnings(overlap.stack)).toEqual([]);
  });

  test('longer than the overlap is unwise, since it warns before anything is due', () => {
    const warned = (days: number) => warnings(made((stack) => ROTATING[system](stack, MONTHLY, Duration.days(days))).stack);
    expect(warned(7)).toEqual([]);
    expect(warned(8)).toEqual([
      'warnBeforeExpiry (691200000 ms) is longer than the overlap (604800000 ms), so it warns before the next rotation is due: make it at most the overlap',
    ]);
  });

  test('of one rotated by hand is about its end', () => {
    const { document, resources: [name] } = made((stack) => ROTATING[system](stack, RotationSchedule.manual('1', { expiresAt: END }), Duration.days(3)));
    expect(Object.values<any>(document.check)[0].assert).toEqual([{
      condition: condition('"72h"', endOf[system](name)),
      error_message: `The newest token of ${pathOf[system]} ends at 2027-03-31T00:00:00.000Z: rotate it by another serial, and deploy.`,
    }]);
  });
});

test('a Harness token without an end of its own has the one that Harness gives it', () => {
  const stack = newStack();
  ADD.harness(stack, { warnBeforeExpiry: Duration.days(3) });
  const document = synth(stack);
  const end = endOf.harness(Object.keys(document.resource.harness_platform_token)[0]);
  expect(Object.values<any>(document.check)[0].assert[0]).toMatchObject({ condition: condition('"72h"', end), error_message: expect.stringContaining(`ends at \${${end}}`) });
});

test('a Dynatrace token without an end is refused', () => {
  expect(() => ADD.dynatrace(newStack(), { warnBeforeExpiry: Duration.days(3) })).toThrow(
    "warnBeforeExpiry needs an end to warn of, got 'a token that never ends': set expiresAt [Stack/T]");
  expect(() => ROTATING.dynatrace(newStack(), RotationSchedule.manual('1'), Duration.days(3))).toThrow(
    "warnBeforeExpiry needs an end to warn of, got 'a token that never ends': set expiresAt of the schedule [Stack/T]");
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
