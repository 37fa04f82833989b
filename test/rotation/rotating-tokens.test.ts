/** What the rotating tokens of both systems do alike, and what each does for itself. */
import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';
import * as fc from 'fast-check';
import { dynatrace, Duration, Expiration, harness, type IAccessToken, RotationSchedule } from '../../src';
import { lateBoundStrings, newApp, newStack, only, synth, synthApp, warnings } from '../util/stacks';

type Rotating = harness.RotatingToken | dynatrace.RotatingApiToken;

const harnessScope = harness.HarnessScope.account('acct');
const scopes = dynatrace.ApiTokenScopes.dataIngest();
const MONTHLY = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });

/** In order: the first generation, both, the second alone. */
const [FIRST, OVERLAP, SECOND] = ['2026-11-15T00:00:00Z', '2026-12-03T00:00:00Z', '2026-12-20T00:00:00Z'];

function ownKey(stack: cdktf.TerraformStack, options: harness.ApiKeyOptions = {}): harness.ApiKey {
  return new harness.ServiceAccount(stack, 'Bot', { harnessScope }).addApiKey('Key', options);
}

function importedKey(stack: Construct, id = 'Key', tokenLimit?: number): harness.IApiKey {
  const owner = harness.ServiceAccount.fromIdentifier(stack, `${id}Bot`, { harnessScope, identifier: 'bot' });
  return harness.ApiKey.fromAttributes(stack, id, { owner, identifier: 'key', tokenLimit });
}

const KINDS: [string, string, string, (stack: cdktf.TerraformStack, schedule?: RotationSchedule, warnBeforeExpiry?: Duration) => Rotating][] = [
  ['harness.RotatingToken', 'harness_platform_token', 'Bot_Key_Nightly',
    (stack, schedule = MONTHLY, warnBeforeExpiry = undefined) => ownKey(stack).addRotatingToken('Nightly', { schedule, warnBeforeExpiry })],
  ['dynatrace.RotatingApiToken', 'dynatrace_api_token', 'Nightly',
    (stack, schedule = MONTHLY, warnBeforeExpiry = undefined) => new dynatrace.RotatingApiToken(stack, 'Nightly', { scopes, schedule, warnBeforeExpiry })],
];

describe.each(KINDS)('%s', (_, type, prefix, add) => {
  const document = (now: string, schedule?: RotationSchedule) => {
    const stack = newStack({ now });
    const token = add(stack, schedule);
    token.exportValue('Out');
    new cdktf.TerraformOutput(stack, 'Previous', { value: token.previousValue, sensitive: true, staticId: true });
    return synth(stack);
  };
  const names = (now: string) => Object.keys(document(now).resource[type]).map((name) => name.replace(/_[0-9A-F]{8}$/, ''));
  const referred = (now: string, output: string) => document(now).output[output].value.replace(/_[0-9A-F]{8}\.\w+\}$/, '').replace(/^\$\{\w+\./, '');

  test('has one token for each generation that lives, at an address of its own', () => {
    expect(names(FIRST)).toEqual([`${prefix}_G20261101`]);
    expect(names(OVERLAP)).toEqual([`${prefix}_G20261101`, `${prefix}_G20261201`]);
    expect(names(SECOND)).toEqual([`${prefix}_G20261201`]);
  });

  test('gives the newest value under one name, and the one before while it lives', () => {
    expect([FIRST, OVERLAP, SECOND].map((now) => referred(now, 'Out'))).toEqual(['1101', '1201', '1201'].map((day) => `${prefix}_G2026${day}`));
    expect([FIRST, OVERLAP, SECOND].map((now) => referred(now, 'Previous'))).toEqual(['1101', '1101', '1201'].map((day) => `${prefix}_G2026${day}`));
    expect(document(SECOND).output.Out.sensitive).toBe(true);
  });

  test('tells the generations and the next rotation', () => {
    const token: Rotating = add(newStack({ now: OVERLAP }));
    expect([token.current.node.id, token.previous?.node.id, token.nextRotation]).toEqual(['G20261201', 'G20261101', '2026-12-31T00:00:00.000Z']);
    const later = add(newStack({ now: SECOND }));
    expect([later.current.node.id, later.previous]).toEqual(['G20261201', undefined]);
    expect(later.previousValue).toBe(later.value);
    expect(add(newStack(), RotationSchedule.manual('1')).nextRotation).toBeUndefined();
  });

  test('adds no resource beside those of its tokens', () => {
    const plain = newStack({ now: SECOND });
    const expiresAt = Expiration.at('2027-01-07T00:00:00Z');
    if (type === 'dynatrace_api_token') {
      new dynatrace.ApiToken(plain, 'T', { scopes, expiresAt });
    } else {
      ownKey(plain).addToken('T', { expiresAt });
    }
    const count = (found: any) => Object.entries<any>(found.resource).map(([kind, all]) => [kind, Object.keys(all).length]);
    expect(count(document(SECOND))).toEqual(count(synth(plain)));
  });

  test('is synthesized to the same bytes as long as nothing is due, at any moment of any schedule', () => {
    const hours = fc.integer({ min: 1, max: 24 * 60 });
    const within = (max: number) => fc.double({ min: 0, max, noNaN: true });
    fc.assert(fc.property(hours, hours, within(20), within(1), (period, overlap, into, share) => {
      const startingAt = '2026-11-01T00:00:00Z';
      const schedule = RotationSchedule.every(Duration.hours(period), { startingAt, overlap: Duration.hours(Math.min(overlap, period)) });
      const at = Date.parse(startingAt) + Math.floor(into * period * 3_600_000);
      const change = Date.parse(schedule.nextChange(new Date(at).toISOString())!);
      const text = (time: number) => {
        const stack = newStack({ now: new Date(time).toISOString() });
        add(stack, schedule).exportValue('Out');
        return cdktf.Testing.synth(stack, true);
      };
      expect(text(at + Math.floor(share * (change - 1 - at)))).toBe(text(at));
      expect(text(change)).not.toBe(text(at));
    }), { seed: 20_261_101, numRuns: 40 });
  });

  test('changes from one generation to the next only what must', () => {
    const flat = (now: string) => {
      const { resource, output, ...rest } = document(now);
      const resources = Object.entries<any>(resource).flatMap(([kind, all]) => Object.entries<any>(all).map(([name, value]) => [`${kind}.${name}`, value]));
      return { rest, output, resources: Object.fromEntries(resources) };
    };
    const [before, during, after] = [FIRST, OVERLAP, SECOND].map(flat);
    expect(during.rest).toEqual(before.rest);
    expect(after.rest).toEqual(before.rest);
    const isOf = (stamp: string) => (address: string) => address.includes(`_G${stamp}`);
    // Each address means the same as long as it is there, and only the generations' come and go.
    expect(during.resources).toMatchObject(before.resources);
    expect(during.resources).toMatchObject(after.resources);
    expect(Object.keys(during.resources).filter((address) => !(address in before.resources)).every(isOf('20261201'))).toBe(true);
    expect(Object.keys(during.resources).filter((address) => !(address in after.resources)).every(isOf('20261101'))).toBe(true);
    expect(Object.keys(during.output)).toEqual(Object.keys(before.output));
  });

  test('before its start, has the first generation', () => {
    expect(names('2026-10-20T00:00:00Z')).toEqual([`${prefix}_G20261101`]);
    const path = prefix.replace(/_/g, '/');
    expect(() => document('2026-09-20T00:00:00Z')).toThrow(
      `startingAt must lie ahead by one period at most, got '2026-11-01T00:00:00.000Z': give an earlier start: nothing rotates before it [Stack/${path}]`);
  });

  test('is rotated by hand with the one before as it was', () => {
    const expiresAt = Expiration.at('2027-03-31T00:00:00Z');
    const first = document(FIRST, RotationSchedule.manual('1', { expiresAt }));
    const second = document(FIRST, RotationSchedule.manual('2', { previousSerial: '1', previousExpiresAt: expiresAt }));
    expect(second.resource[type]).toMatchObject(first.resource[type]);
    expect(Object.keys(second.resource[type]).map((name) => name.replace(/_[0-9A-F]{8}$/, ''))).toEqual([`${prefix}_G1`, `${prefix}_G2`]);
    expect(second.output.Out.value).toContain(`${prefix}_G2_`);
    expect(second.output.Previous.value).toBe(first.output.Out.value);
  });

  test('is an access token like any other, also in another stack', () => {
    const app = newApp(OVERLAP);
    const token: IAccessToken = add(newStack({ app, id: 'Issuer' }));
    const consumer = newStack({ app, id: 'Consumer' });
    new cdktf.TerraformOutput(consumer, 'Out', { value: token.value, sensitive: true });
    const { Consumer } = synthApp(app);
    expect(consumer.dependencies.map(({ node }) => node.id)).toEqual(['Issuer']);
    expect(Consumer.output.Out.value).toMatch(/^\$\{sensitive\(data\.terraform_remote_state\.cross-stack-reference-input-Issuer\.outputs\.[\w-]+G20261201[\w-]+\)\}$/);
  });

  test.each([
    ['value', (token: Rotating) => token.value, 'G20261201'],
    ['previousValue', (token: Rotating) => token.previousValue, 'G20261101'],
    ['value in a text', (token: Rotating) => `Bearer ${token.value}`, 'G20261201'],
  ])('cannot leave by a plain output: %s', (_how, leak, generation) => {
    const stack = newStack({ now: OVERLAP });
    new cdktf.TerraformOutput(stack, 'Leak', { value: leak(add(stack)) });
    expect(() => synth(stack)).toThrow(`output 'Leak' must be sensitive, since it carries the secret of Stack/${prefix.replace(/_/g, '/')}/${generation} `);
  });

  test('does not leave twice under one name', () => {
    const token = add(newStack({ now: OVERLAP }));
    token.exportValue('Out');
    expect(() => token.exportValue('Out')).toThrow('id of exportValue must be the name of no other output of the stack');
  });

  test("a generation's token is reached for overrides and adoption", () => {
    const stack = newStack({ now: OVERLAP });
    const token = add(stack);
    (token.previous!.node.defaultChild as cdktf.TerraformResource).addOverride('lifecycle.prevent_destroy', true);
    const resources = Object.entries<any>(synth(stack).resource[type]);
    expect(resources.filter(([, { lifecycle }]) => lifecycle.prevent_destroy).map(([name]) => name)).toEqual([expect.stringMatching(/_G20261101_/)]);
    if (token instanceof harness.RotatingToken) {
      token.current.adopt();
    } else {
      token.current.adopt(`dt0c01.${'A'.repeat(24)}`);
    }
    expect(() => token.value).toThrow("value of an adopted token can't be had");
    expect(() => token.previousValue).not.toThrow();
  });
});

describe('harness.RotatingToken', () => {
  const rendered = (options: Partial<harness.RotatingTokenOptions>, now = FIRST) => {
    const stack = newStack({ now });
    ownKey(stack).addRotatingToken('Nightly', { schedule: MONTHLY, ...options });
    return only(synth(stack), 'harness_platform_token');
  };

  test('stamps name and identifier, and ends each generation at its own end', () => {
    expect(rendered({})).toMatchObject({ name: 'Nightly 20261101', identifier: 'Nightly_20261101', valid_to: Date.parse('2026-12-08T00:00:00Z') });
    expect(rendered({ name: 'For the night' })).toMatchObject({ name: 'For the night 20261101', identifier: 'For_the_night_20261101' });
    expect(rendered({ name: 'For the night', identifier: 'night', description: 'text', tags: { a: 'b' } }))
      .toMatchObject({ name: 'For the night 20261101', identifier: 'night_20261101', description: 'text', tags: ['a:b'] });
    expect(rendered({ schedule: RotationSchedule.manual('7') })).toMatchObject({ name: 'Nightly 7', identifier: 'Nightly_7' });
    expect(rendered({ schedule: RotationSchedule.manual('7') })).not.toHaveProperty('valid_to');
  });

  test('pins its addresses', () => {
    const stack = newStack({ now: OVERLAP });
    ownKey(stack).addRotatingToken('Nightly', { schedule: MONTHLY });
    const { resource } = synth(stack);
    expect(Object.keys(resource.harness_platform_token)).toEqual(['Bot_Key_Nightly_G20261101_4D074D72', 'Bot_Key_Nightly_G20261201_40660AED']);
    // Below its key, what replaces the key replaces its tokens: no more than the account holds its place.
    expect(Object.keys(resource.terraform_data)).toEqual(['Bot_ReplaceOnChange_9A180B5D']);
    for (const token of Object.values<any>(resource.harness_platform_token)) {
      expect(token.lifecycle.replace_triggered_by).toEqual(['harness_platform_apikey.Bot_Key_A70D4249.id']);
      expect(token.depends_on).toEqual(['harness_platform_apikey.Bot_Key_A70D4249']);
    }
  });

  test('below an imported key, or elsewhere than below its key, each of its tokens holds its place', () => {
    const stack = newStack({ now: OVERLAP });
    importedKey(stack).addRotatingToken('Nightly', { schedule: MONTHLY });
    new harness.RotatingToken(stack, 'Free', { apiKey: ownKey(stack), schedule: MONTHLY });
    const held = Object.keys(synth(stack).resource.terraform_data).map((name) => name.replace(/_[0-9A-F]{8}$/, ''));
    expect(held).toEqual(expect.arrayContaining(['Key_Nightly', 'Free'].flatMap((at) => ['G20261101', 'G20261201'].map((id) => `${at}_${id}_ReplaceOnChange`))));
  });

  test('passes values that only Terraform knows through every check', () => {
    const stack = newStack({ now: FIRST });
    const key = ownKey(stack, { tokenLimit: 100 });
    const values = Object.entries(lateBoundStrings(stack));
    for (const [guise, value] of values) {
      key.addRotatingToken(guise, { schedule: MONTHLY, identifier: value, name: value, description: value, tags: { k: value } });
    }
    const identifiers = Object.values<any>(synth(stack).resource.harness_platform_token).map(({ identifier }) => identifier);
    expect(identifiers).toHaveLength(values.length);
    expect(identifiers).toContain('${var.anything}_20261101');
  });

  test.each<[Partial<harness.RotatingTokenOptions>, string]>([
    [{ identifier: 'x'.repeat(120) }, 'identifier must be at most 128 characters'],
    [{ name: 'x'.repeat(128), identifier: 'x' }, 'name must be at most 128 characters'],
    [{ identifier: '9' }, "identifier must start with a letter or '_'"],
    [{ name: '${var.name}' }, "identifier cannot be derived from a name that only Terraform knows, got '${var.name}': set identifier [Stack/Bot/Key/Nightly]"],
  ])('refuses %j', (options, message) => {
    expect(() => rendered(options)).toThrow(message);
  });

  test('takes an identifier that has room for the stamp', () => {
    expect(rendered({ identifier: 'x'.repeat(119) }).identifier).toHaveLength(128);
  });

  test('refuses a second one of the same identifier, even where no stamps meet', () => {
    const key = ownKey(newStack({ now: FIRST }));
    key.addRotatingToken('Nightly', { schedule: MONTHLY });
    expect(() => key.addRotatingToken('Other', { schedule: RotationSchedule.manual('1'), identifier: 'nightly' })).toThrow(
      "identifier is already used by Stack/Bot/Key/Nightly (case-insensitive), got 'nightly'");
  });

  test('takes a provider of its own', () => {
    const stack = newStack({ now: FIRST });
    const provider = new harness.HarnessProvider(stack, 'Other', { alias: 'other' });
    ownKey(stack).addRotatingToken('Nightly', { schedule: MONTHLY, provider });
    expect(only(synth(stack), 'harness_platform_token').provider).toBe('harness.other');
  });
});

describe('the limit of tokens per API key', () => {
  const add = (key: harness.IApiKey, plain: number, rotating: number, schedule = MONTHLY) => {
    for (let index = 0; index < plain; index++) {
      key.addToken(`P${index}`);
    }
    for (let index = 0; index < rotating; index++) {
      key.addRotatingToken(`R${index}`, { schedule });
    }
  };
  const checked = (plain: number, rotating: number, tokenLimit?: number, schedule?: RotationSchedule) => {
    // Outside of an overlap: what counts is what can be, not what is.
    const stack = newStack({ now: FIRST });
    add(ownKey(stack, { tokenLimit }), plain, rotating, schedule);
    return stack;
  };

  test.each([
    [2, 1, undefined], [5, 0, undefined], [9, 0, undefined], [0, 3, 9], [0, 1, 3],
  ])('lets %s plain and %s rotating tokens be where it is %s', (plain, rotating, limit) => {
    const stack = checked(plain, rotating, limit);
    synth(stack);
    expect(warnings(stack)).toEqual([]);
  });

  test.each([
    [4, 1, undefined, 'tokens of one API key must be at most 5 at once, got 6 (4 plain and 1 rotating)'],
    [0, 3, undefined, 'tokens of one API key must be at most 5 at once, got 6 (0 plain and 3 rotating)'],
    [0, 1, 1, 'tokens of one API key must be at most 1 at once, got 2 (0 plain and 1 rotating)'],
  ])('refuses %s plain and %s rotating tokens where it is %s', (plain, rotating, limit, message) => {
    expect(() => synth(checked(plain, rotating, limit))).toThrow(
      `${message}: use another API key, or set tokenLimit of the key to what your account allows [Stack/Bot/Key]`);
  });

  test.each([[3, 1, 6], [0, 2, 6], [1, 2, 7]])('warns of %s plain and %s rotating tokens, since an apply may need %s for a moment', (plain, rotating, peak) => {
    const stack = checked(plain, rotating);
    synth(stack);
    synth(stack);
    expect(warnings(stack)).toEqual([`the API key Stack/Bot/Key may have ${peak} tokens for a moment while they rotate (${plain} plain and ${rotating} rotating), `
      + 'and Harness allows 5: use another API key, or set tokenLimit of the key to what your account allows']);
  });

  test('counts one rotated by hand as it stands', () => {
    expect(() => synth(checked(4, 1, 5, RotationSchedule.manual('1')))).not.toThrow();
    expect(() => synth(checked(4, 1, 5, RotationSchedule.manual('2', { previousSerial: '1' })))).toThrow('got 6 (4 plain and 1 rotating)');
  });

  test('counts tokens that were added later, and in other stacks through another import of the key', () => {
    const app = newApp(FIRST);
    const [one, other] = ['One', 'Other'].map((id) => newStack({ app, id }));
    add(importedKey(one), 0, 2);
    importedKey(other, 'Again').addToken('Plain');
    importedKey(other, 'Third').addRotatingToken('R', { schedule: MONTHLY });
    expect(() => synth(one)).toThrow('got 7 (1 plain and 3 rotating)');
  });

  test('counts each key for itself', () => {
    const stack = newStack({ now: FIRST });
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope });
    for (const id of ['A', 'B']) {
      add(bot.addApiKey(id), 2, 1);
    }
    synth(stack);
    expect(warnings(stack)).toEqual([]);
  });

  test('is told for an imported key, too, and may be known to Terraform only', () => {
    const stack = newStack({ now: FIRST });
    const { numberValue } = new cdktf.TerraformVariable(stack, 'limit', { type: 'number' });
    add(importedKey(stack, 'Key', numberValue), 9, 9);
    expect(() => synth(stack)).not.toThrow();
    expect(importedKey(stack, 'Two', 2).tokenLimit).toBe(2);
  });

  test.each([0, -1, 2.5, NaN])('refuses the limit %s', (tokenLimit) => {
    expect(() => ownKey(newStack(), { tokenLimit })).toThrow(`tokenLimit must be a whole number, and 1 or more, got ${tokenLimit} [Stack/Bot/Key]`);
    expect(() => importedKey(newStack(), 'Key', tokenLimit)).toThrow('tokenLimit must be a whole number, and 1 or more');
  });
});

describe('dynatrace.RotatingApiToken', () => {
  const rendered = (props: Partial<dynatrace.RotatingApiTokenProps>) => {
    const stack = newStack({ now: FIRST });
    new dynatrace.RotatingApiToken(stack, 'Nightly', { scopes, schedule: MONTHLY, ...props });
    return only(synth(stack), 'dynatrace_api_token');
  };

  test('stamps the name, and ends each generation at its own end', () => {
    expect(rendered({})).toMatchObject({ name: 'Nightly 20261101', enabled: true, expiration_date: '2026-12-08T00:00:00.000Z' });
    expect(rendered({ name: 'For the night', enabled: false })).toMatchObject({ name: 'For the night 20261101', enabled: false });
    expect(rendered({ scopes: [dynatrace.ApiTokenScope.METRICS_READ], personalAccessToken: true }))
      .toMatchObject({ scopes: ['metrics.read'], personal_access_token: true });
    expect(rendered({ name: '${var.name}' }).name).toBe('${var.name} 20261101');
    expect(rendered({ schedule: RotationSchedule.manual('7') })).not.toHaveProperty('expiration_date');
  });

  test('pins its addresses', () => {
    const stack = newStack({ now: OVERLAP });
    new dynatrace.RotatingApiToken(stack, 'Nightly', { scopes, schedule: MONTHLY });
    const { resource } = synth(stack);
    expect(Object.keys(resource.dynatrace_api_token)).toEqual(['Nightly_G20261101_9FF1AB65', 'Nightly_G20261201_CBBC088C']);
    expect(Object.keys(resource.terraform_data)).toEqual(['Nightly_G20261101_ReplaceOnChange_180D0303', 'Nightly_G20261201_ReplaceOnChange_071EAF7F']);
  });

  test.each<[Partial<dynatrace.RotatingApiTokenProps>, string]>([
    [{ name: ' ' }, "name must not be empty, got ' ' [Stack/Nightly]"],
    [{ scopes: [] }, 'scopes must not be empty'],
    [{ personalAccessToken: true }, 'scopes must be ones that a personal access token can have'],
  ])('refuses %j', (props, message) => {
    expect(() => rendered(props)).toThrow(message);
  });

  test('takes a provider of its own', () => {
    const stack = newStack({ now: FIRST });
    const provider = new dynatrace.DynatraceProvider(stack, 'Other', { alias: 'other' });
    new dynatrace.RotatingApiToken(stack, 'Nightly', { scopes, schedule: MONTHLY, provider });
    expect(only(synth(stack), 'dynatrace_api_token').provider).toBe('dynatrace.other');
  });
});
