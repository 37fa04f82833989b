/** What the rotating tokens of both systems do alike, and what each does for itself. */
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { dynatrace, Duration, Expiration, harness, type IRotatingAccessToken, RotationSchedule } from '../../src';
import { lateBoundStrings, newApp, newStack, only, synth, synthApp, warnings } from '../util/stacks';

type Rotating = harness.RotatingToken | dynatrace.RotatingApiToken;

const harnessScope = harness.HarnessScope.account('acct');
const scopes = dynatrace.ApiTokenScopes.dataIngest();
const MONTHLY = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });

const LOCAL = 'AccessTokensRotation_20261101_30d_7d_90d';

/** The secret of the instance with the key, or else of the newest. */
function newestSecret(address: string, secret: string, key: string): string {
  const secrets = `[for key in reverse(keys(${address})) : ${address}[key].${secret}`;
  return `\${concat(${secrets} if key == ${key}], ${secrets}], [null])[0]}`;
}

function ownKey(stack: cdktf.TerraformStack, options: harness.ApiKeyOptions = {}): harness.ApiKey {
  return new harness.ServiceAccount(stack, 'Bot', { harnessScope }).addApiKey('Key', options);
}

function importedKey(stack: Construct, id = 'Key', tokenLimit?: number): harness.IApiKey {
  const owner = harness.ServiceAccount.fromIdentifier(stack, `${id}Bot`, { harnessScope, identifier: 'bot' });
  return harness.ApiKey.fromAttributes(stack, id, { owner, identifier: 'key', tokenLimit });
}

interface Kind {
  readonly type: string;
  readonly address: string;
  readonly secret: string;
  readonly path: string;
  readonly locals: Record<'newest' | 'value' | 'before' | 'previous' | 'next', string>;
  add(stack: cdktf.TerraformStack, schedule?: RotationSchedule, warnBeforeExpiry?: Duration): Rotating;
}

/** With their addresses and the names of their locals, which are for ever. */
const KINDS: [string, Kind][] = [
  ['harness.RotatingToken', {
    type: 'harness_platform_token',
    address: 'harness_platform_token.Bot_Key_Nightly_B229FE4D',
    secret: 'value',
    path: 'Stack/Bot/Key/Nightly',
    locals: {
      newest: 'Bot_Key_Nightly_NewestKey_89CA2F85',
      before: 'Bot_Key_Nightly_PreviousKey_C3CA6A6D',
      value: 'Bot_Key_Nightly_Value_A19D8936',
      previous: 'Bot_Key_Nightly_PreviousValue_23E9D9FB',
      next: 'Bot_Key_Nightly_NextRotation_7A879128',
    },
    add: (stack, schedule = MONTHLY, warnBeforeExpiry = undefined) => ownKey(stack).addRotatingToken('Nightly', { schedule, warnBeforeExpiry }),
  }],
  ['dynatrace.RotatingApiToken', {
    type: 'dynatrace_api_token',
    address: 'dynatrace_api_token.Nightly_C44EE0A7',
    secret: 'token',
    path: 'Stack/Nightly',
    locals: {
      newest: 'Nightly_NewestKey_37CB4E3E',
      before: 'Nightly_PreviousKey_819BA4A3',
      value: 'Nightly_Value_BF4F0D32',
      previous: 'Nightly_PreviousValue_B8EB293A',
      next: 'Nightly_NextRotation_F01A1FD9',
    },
    add: (stack, schedule = MONTHLY, warnBeforeExpiry = undefined) => new dynatrace.RotatingApiToken(stack, 'Nightly', { scopes, schedule, warnBeforeExpiry }),
  }],
];

describe.each(KINDS)('%s', (_, { type, address, secret, path, locals, add }) => {
  const document = (now?: string, schedule?: RotationSchedule) => {
    const stack = newStack(now === undefined ? { app: cdktf.Testing.app() } : { now });
    const token = add(stack, schedule);
    token.exportValue('Out');
    new cdktf.TerraformOutput(stack, 'Previous', { value: token.previousValue, sensitive: true, staticId: true });
    if (token.nextRotation) {
      new cdktf.TerraformOutput(stack, 'Next', { value: token.nextRotation, staticId: true });
    }
    return synth(stack);
  };

  test('is one resource with an instance for each generation that Terraform finds at plan', () => {
    const { resource } = document();
    expect(Object.keys(resource[type]).map((name) => `${type}.${name}`)).toEqual([address]);
    expect(only({ resource }, type).for_each).toBe(`\${local.${LOCAL}}`);
  });

  test('gives the newest value and the one before by locals, whose names stay', () => {
    const found = document();
    expect(found.output).toMatchObject({
      Out: { value: `\${local.${locals.value}}`, sensitive: true },
      Previous: { value: `\${local.${locals.previous}}`, sensitive: true },
      Next: { value: `\${local.${locals.next}}` },
    });
    expect(found.locals).toMatchObject({
      [locals.newest]: `\${concat([for key in keys(${address}) : key if key == local.${LOCAL}_newest], reverse(keys(${address})), [null])[0]}`,
      [locals.value]: newestSecret(address, secret, `local.${LOCAL}_newest`),
      [locals.before]: `\${concat(keys(${address}), [null])[0]}`,
      [locals.previous]: `\${one([for key in keys(${address}) : ${address}[key].${secret} if key == local.${locals.before}])}`,
      [locals.next]: `\${local.${LOCAL}_next}`,
    });
  });

  test('has no next rotation with a manual schedule', () => {
    expect(add(newStack(), RotationSchedule.manual('1')).nextRotation).toBeUndefined();
  });

  test('tells how it rotates', () => {
    const { rotation, longestLife, path: where } = add(newStack()).facts;
    expect([rotation!.period, rotation!.overlap, rotation!.lifetime, longestLife].map((length) => length!.toHumanString())).toEqual(['30 days', '7 days', '90 days', '90 days']);
    expect(where).toBe(path);
  });

  test('has a value version before its first apply, when it has no value', () => {
    const stack = newStack();
    new cdktf.TerraformOutput(stack, 'Version', { value: add(stack).valueVersion, staticId: true });
    const { locals: found } = synth(stack);
    const version = Object.values<string>(found).find((expression) => expression.includes('sha256('));
    expect(version).toBe(`\${nonsensitive(parseint(substr(sha256(coalesce(local.${locals.value}, "none")), 0, 12), 16))}`);
  });

  test('adds no resource beside those of a plain token', () => {
    const plain = newStack();
    const expiresAt = Expiration.at('2027-01-07T00:00:00Z');
    if (type === 'dynatrace_api_token') {
      new dynatrace.ApiToken(plain, 'T', { scopes, expiresAt });
    } else {
      ownKey(plain).addToken('T', { expiresAt });
    }
    const count = (found: any) => Object.entries<any>(found.resource).map(([kind, all]) => [kind, Object.keys(all).length]);
    expect(count(document())).toEqual(count(synth(plain)));
  });

  test('is the same bytes whenever it is synthesized', () => {
    const clock = jest.spyOn(Date, 'now');
    try {
      const hours = fc.integer({ min: 1, max: 24 * 60 });
      fc.assert(fc.property(hours, hours, fc.double({ min: -1, max: 2_000, noNaN: true }), (period, overlap, into) => {
        const startingAt = '2026-11-01T00:00:00Z';
        const schedule = RotationSchedule.every(Duration.hours(period), { startingAt, overlap: Duration.hours(Math.min(overlap, period)) });
        const text = (time: number) => {
          clock.mockReturnValue(time);
          const stack = newStack({ app: cdktf.Testing.app() });
          add(stack, schedule).exportValue('Out');
          return cdktf.Testing.synth(stack, true);
        };
        const start = Date.parse(startingAt);
        expect(text(start + Math.floor(into * period * 3_600_000))).toBe(text(start));
      }), { seed: 20_261_101, numRuns: 40 });
    } finally {
      clock.mockRestore();
    }
  });

  test('with a fixed "now" differs in that alone, and says so', () => {
    const [one, other] = ['2026-11-15T00:00:00Z', '2026-12-15T01:00:00.999+01:00'].map((now) => document(now));
    expect(one.locals.AccessTokensNow).toBe('${"2026-11-15T00:00:00Z"}');
    expect(other.locals.AccessTokensNow).toBe('${"2026-12-15T00:00:00Z"}');
    const { locals: free, ...rest } = document();
    expect(free.AccessTokensNow).toBe('${plantimestamp()}');
    for (const { locals: fixed, ...fixedRest } of [one, other]) {
      expect({ ...fixed, AccessTokensNow: free.AccessTokensNow }).toEqual(free);
      expect(fixedRest).toEqual(rest);
    }
    const infos = (stack: cdktf.TerraformStack) => stack.node.metadata.filter((entry) => entry.type === '@cdktf/info').map(({ data }) => data);
    const fixed = newStack({ now: '2026-11-15T00:00:00Z' });
    add(fixed);
    new dynatrace.RotatingApiToken(fixed, 'Another', { scopes, schedule: RotationSchedule.every(Duration.days(1), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(1) }) });
    expect(infos(fixed)).toEqual(['the context value accessTokens:now fixes the time of every plan of Stack, so nothing in it rotates by itself: leave it out of what is deployed']);
    const live = newStack({ app: cdktf.Testing.app() });
    add(live, RotationSchedule.every(Duration.days(1), { startingAt: '2002-11-01T00:00:00Z', overlap: Duration.days(1) }));
    expect(infos(live)).toEqual([]);
  });

  test('refuses a start that is further in the future than a period', () => {
    expect(() => document('2026-10-02T00:00:00Z')).not.toThrow();
    expect(() => document('2026-10-01T23:59:59Z')).toThrow(
      `startingAt may be at most one period in the future, got '2026-11-01T00:00:00.000Z': give an earlier start: nothing rotates before it [${path}]`);
  });

  test('is rotated manually on the same resource, with the one before as it was', () => {
    const expiresAt = Expiration.at('2027-03-31T00:00:00Z');
    const end = type === 'harness_platform_token' ? Date.parse('2027-03-31T00:00:00Z') : '2027-03-31T00:00:00.000Z';
    const first = document(undefined, RotationSchedule.manual('1', { expiresAt }));
    const second = document(undefined, RotationSchedule.manual('2', { previousSerial: '1', previousExpiresAt: expiresAt }));
    const both = document(undefined, RotationSchedule.manual('2', { expiresAt, previousSerial: '1', previousExpiresAt: expiresAt }));
    expect(only(first, type).for_each).toEqual({ 1: end });
    expect(only(second, type).for_each).toEqual({ 2: '', 1: end });
    expect(only(both, type).for_each).toEqual({ 2: end, 1: end });
    const endOf = (found: any) => only(found, type)[type === 'harness_platform_token' ? 'valid_to' : 'expiration_date'];
    expect([first, second, both].map(endOf)).toEqual(['${each.value}', '${each.value == "" ? null : each.value}', '${each.value}']);
    expect(Object.keys(first.resource[type])).toEqual(Object.keys(document().resource[type]));
    expect(second.locals).toEqual({
      [locals.newest]: `\${concat([for key in keys(${address}) : key if key == "2"], reverse(keys(${address})), [null])[0]}`,
      [locals.value]: newestSecret(address, secret, '"2"'),
      [locals.before]: `\${concat([for key in keys(${address}) : key if key == "1"], [local.${locals.newest}], [null])[0]}`,
      [locals.previous]: `\${one([for key in keys(${address}) : ${address}[key].${secret} if key == local.${locals.before}])}`,
    });
  });

  test('is an access token like any other, also in another stack, by one name for ever', () => {
    const app = newApp();
    const token: IRotatingAccessToken = add(newStack({ app, id: 'Stack' }));
    const consumer = newStack({ app, id: 'Consumer' });
    for (const [id, value] of Object.entries({ Value: token.value, Previous: token.previousValue, Next: token.nextRotation! })) {
      new cdktf.TerraformOutput(consumer, id, { value, sensitive: true, staticId: true });
    }
    const stacks = synthApp(app);
    expect(consumer.dependencies.map(({ node }) => node.id)).toEqual(['Stack']);
    const remote = (local: string) => `data.terraform_remote_state.cross-stack-reference-input-Stack.outputs.cross-stack-output-local${local}`;
    expect(stacks.Consumer.output).toMatchObject({
      Value: { value: `\${sensitive(${remote(locals.value)})}` },
      Previous: { value: `\${sensitive(${remote(locals.previous)})}` },
      Next: { value: `\${${remote(locals.next)}}` },
    });
    expect(stacks.Stack.output[`cross-stack-output-local${locals.value}`]).toEqual({ value: `\${local.${locals.value}}`, sensitive: true });
  });

  test.each([
    ['value', (token: Rotating) => token.value],
    ['previousValue', (token: Rotating) => token.previousValue],
    ['value in a text', (token: Rotating) => `Bearer ${token.value}`],
  ])('cannot leave by a plain output: %s', (_how, leak) => {
    const stack = newStack();
    new cdktf.TerraformOutput(stack, 'Leak', { value: leak(add(stack)) });
    expect(() => synth(stack)).toThrow(`output 'Leak' must be sensitive, since it carries the secret of ${path} `);
  });

  test('does not leave twice under one name', () => {
    const token = add(newStack());
    token.exportValue('Out');
    expect(() => token.exportValue('Out')).toThrow('id of exportValue must be the name of no other output of the stack');
  });

  test('its resource is reached for overrides, also of its name in the state', () => {
    const stack = newStack();
    const token = add(stack);
    const resource = token.node.defaultChild as cdktf.TerraformResource;
    token.exportValue('Out');
    resource.addOverride('lifecycle.prevent_destroy', true);
    resource.overrideLogicalId('kept');
    const found = synth(stack);
    expect(found.resource[type].kept.lifecycle.prevent_destroy).toBe(true);
    expect(found.locals[locals.value]).toBe(newestSecret(`${type}.kept`, secret, `local.${LOCAL}_newest`));
  });

  test('equal schedules are rendered once a stack, and the clock once for all', () => {
    const stack = newStack();
    const every = (days: number) => RotationSchedule.every(Duration.days(days), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
    add(stack, every(30));
    new dynatrace.RotatingApiToken(stack, 'Same', { scopes, schedule: every(30) });
    new dynatrace.RotatingApiToken(stack, 'Other', { scopes, schedule: every(60) });
    const other = LOCAL.replace('30d_7d_90d', '60d_7d_180d');
    expect(Object.keys(synth(stack).locals).sort()).toEqual([
      ...['Months', 'Now', 'Seconds', 'Years'].map((id) => `AccessTokens${id}`),
      ...[LOCAL, other].flatMap((name) => ['', '_latest', '_newest', '_next', '_started'].map((id) => name + id)),
    ].sort());
  });
});

test('what Terraform calculates, of the clock and of a schedule, stays as it is: live tokens have their addresses, names and ends from it', () => {
  const stack = newStack();
  new dynatrace.RotatingApiToken(stack, 'Token', { scopes, schedule: MONTHLY });
  const at = (seconds: string) => `timeadd("1970-01-01T00:00:00Z", "\${${seconds}}s")`;
  const dateTime = (seconds: string) => `formatdate("YYYY-MM-DD'T'hh:mm:ss'.000Z'", ${at(seconds)})`;
  const part = (form: string) => `parseint(formatdate("${form}", local.AccessTokensNow), 10)`;
  const years = 'local.AccessTokensYears';
  const days = `365 * ${years} + floor(${years} / 4) - floor(${years} / 100) + floor(${years} / 400)`
    + ` + floor((153 * (local.AccessTokensMonths % 12) + 2) / 5) + ${part('D')} - 719469`;
  const generation = `{ end = ${dateTime('start + 7776000')}, end_milliseconds = 1000 * (start + 7776000) }`;
  expect(synth(stack).locals).toMatchObject({
    AccessTokensMonths: `\${12 * ${part('YYYY')} + ${part('M')} - 3}`,
    AccessTokensYears: '${floor(local.AccessTokensMonths / 12)}',
    AccessTokensSeconds: `\${86400 * (${days}) + 3600 * ${part('h')} + 60 * ${part('m')} + ${part('s')}}`,
    [LOCAL]: `\${{for start in [for index in [local.${LOCAL}_latest, local.${LOCAL}_latest - 1] : 1793491200 + index * 2592000 if index >= 0] : `
      + `formatdate("YYYYMMDD", ${at('start')}) => ${generation} if local.AccessTokensSeconds < start + 3196800}}`,
    [`${LOCAL}_latest`]: '${max(0, floor((local.AccessTokensSeconds + 300 - 1793491200) / 2592000))}',
    [`${LOCAL}_started`]: '${max(0, floor((local.AccessTokensSeconds - 1793491200) / 2592000))}',
    [`${LOCAL}_newest`]: `\${formatdate("YYYYMMDD", ${at(`1793491200 + local.${LOCAL}_started * 2592000`)})}`,
    [`${LOCAL}_next`]: `\${${dateTime(`1793491200 + (local.${LOCAL}_started + 1) * 2592000`)}}`,
  });
});

test.each([
  ['days', '2026-11-01T00:00:00Z', 'AccessTokensRotation_20261101_1d_1h_3d', 'YYYYMMDD'],
  ['days from another minute', '2026-11-01T06:30:00Z', 'AccessTokensRotation_20261101T0630Z_1d_1h_3d', "YYYYMMDD'T'hhmm'Z'"],
  ['days from another second', '2026-11-01T06:30:05Z', 'AccessTokensRotation_20261101T063005Z_1d_1h_3d', "YYYYMMDD'T'hhmmss'Z'"],
])('the stamps of %s, which are keys of live tokens, have their form at plan, too', (_, startingAt, name, form) => {
  const stack = newStack();
  const schedule = RotationSchedule.every(Duration.days(1), { startingAt, overlap: Duration.hours(1) });
  new dynatrace.RotatingApiToken(stack, 'Token', { scopes, schedule });
  const { locals } = synth(stack);
  expect(locals[name]).toContain(` : formatdate("${form}", timeadd(`);
  expect(locals[`${name}_newest`]).toContain(`{formatdate("${form}", timeadd(`);
});

describe('harness.RotatingToken', () => {
  const rendered = (options: Partial<harness.RotatingTokenOptions>) => {
    const stack = newStack();
    ownKey(stack).addRotatingToken('Nightly', { schedule: MONTHLY, ...options });
    return only(synth(stack), 'harness_platform_token');
  };

  test('stamps name and identifier, and ends each generation at its own end', () => {
    expect(rendered({})).toMatchObject({ name: 'Nightly ${each.key}', identifier: 'Nightly_${each.key}', valid_to: '${each.value.end_milliseconds}' });
    expect(rendered({ name: 'For the night' })).toMatchObject({ name: 'For the night ${each.key}', identifier: 'For_the_night_${each.key}' });
    expect(rendered({ name: 'For the night', identifier: 'night', description: 'text', tags: { a: 'b' } }))
      .toMatchObject({ name: 'For the night ${each.key}', identifier: 'night_${each.key}', description: 'text', tags: ['a:b'] });
    expect(rendered({ schedule: RotationSchedule.manual('7') })).not.toHaveProperty('valid_to');
  });

  test('below its key, what replaces the key replaces its tokens: no more than the account holds its place', () => {
    const stack = newStack();
    ownKey(stack).addRotatingToken('Nightly', { schedule: MONTHLY });
    const found = synth(stack);
    expect(Object.keys(found.resource.terraform_data)).toEqual(['Bot_ReplaceOnChange_9A180B5D']);
    expect(only(found, 'harness_platform_token')).toMatchObject({
      lifecycle: { replace_triggered_by: ['harness_platform_apikey.Bot_Key_A70D4249.id'] },
      depends_on: ['harness_platform_apikey.Bot_Key_A70D4249'],
    });
  });

  test('below an imported key, or elsewhere than below its key, each of its generations holds its place', () => {
    const stack = newStack();
    importedKey(stack).addRotatingToken('Nightly', { schedule: MONTHLY });
    new harness.RotatingToken(stack, 'Free', { apiKey: ownKey(stack), schedule: MONTHLY });
    const { terraform_data: held, harness_platform_token: tokens } = synth(stack).resource;
    const names = ['Key_Nightly', 'Free'].map((at) => Object.keys(held).find((name) => name.startsWith(`${at}_ReplaceOnChange_`))!);
    expect(names.map((name) => held[name])).toMatchObject([
      { for_each: `\${local.${LOCAL}}`, triggers_replace: { apikey_id: 'key' } },
      { for_each: `\${local.${LOCAL}}` },
    ]);
    // The resources stand in the order of their names.
    expect(Object.values<any>(tokens).map(({ lifecycle }) => lifecycle.replace_triggered_by)).toEqual([
      [`terraform_data.${names[1]}[each.key].id`, 'harness_platform_apikey.Bot_Key_A70D4249.id'],
      [`terraform_data.${names[0]}[each.key].id`],
    ]);
  });

  test('passes values that only Terraform knows through every check', () => {
    const stack = newStack();
    const key = ownKey(stack, { tokenLimit: 100 });
    const values = Object.entries(lateBoundStrings(stack));
    for (const [guise, value] of values) {
      key.addRotatingToken(guise, { schedule: MONTHLY, identifier: value, name: value, description: value, tags: { k: value } });
    }
    const identifiers = Object.values<any>(synth(stack).resource.harness_platform_token).map(({ identifier }) => identifier);
    expect(identifiers).toHaveLength(values.length);
    expect(identifiers).toContain('${var.anything}_${each.key}');
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
    expect(() => rendered({ identifier: 'x'.repeat(119) })).not.toThrow();
    expect(() => rendered({ identifier: 'x'.repeat(120) })).toThrow('identifier must be at most 128 characters');
    const serials = RotationSchedule.manual('1', { previousSerial: '0123456789' });
    expect(() => rendered({ identifier: 'x'.repeat(118), schedule: serials })).toThrow('identifier must be at most 128 characters');
  });

  test('refuses a second one of the same identifier, even where no stamps meet', () => {
    const key = ownKey(newStack());
    key.addRotatingToken('Nightly', { schedule: MONTHLY });
    expect(() => key.addRotatingToken('Other', { schedule: RotationSchedule.manual('1'), identifier: 'nightly' })).toThrow(
      "identifier is already used by Stack/Bot/Key/Nightly (case-insensitive), got 'nightly'");
    key.addRotatingToken('First', { schedule: MONTHLY, identifier: '${var.x}' });
    expect(() => key.addRotatingToken('Second', { schedule: MONTHLY, identifier: '${var.x}' })).not.toThrow();
  });

  test('refuses a serial whose identifier a plain token of the key has', () => {
    const key = ownKey(newStack());
    key.addToken('Nightly_2');
    expect(() => key.addRotatingToken('Nightly', { schedule: RotationSchedule.manual('2') })).toThrow("identifier is already used by Stack/Bot/Key/Nightly_2 (case-insensitive), got 'Nightly_2'");
  });

  test('takes a provider of its own', () => {
    const stack = newStack();
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
    const stack = newStack();
    add(ownKey(stack, { tokenLimit }), plain, rotating, schedule);
    return stack;
  };

  test.each([
    [2, 1, undefined], [5, 0, undefined], [9, 0, 9], [0, 3, 9], [0, 1, 3],
  ])('lets %s plain and %s rotating tokens be where it is %s', (plain, rotating, limit) => {
    const stack = checked(plain, rotating, limit);
    synth(stack);
    expect(warnings(stack)).toEqual([]);
  });

  test.each([
    [6, 0, undefined, 'tokens of one API key must be at most 5 at once, got 6 (6 plain and 0 rotating)'],
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
    const app = newApp();
    const [one, other] = ['One', 'Other'].map((id) => newStack({ app, id }));
    add(importedKey(one), 0, 2);
    importedKey(other, 'Again').addToken('Plain');
    importedKey(other, 'Third').addRotatingToken('R', { schedule: MONTHLY });
    expect(() => synth(one)).toThrow('got 7 (1 plain and 3 rotating)');
  });

  test('counts plain tokens alone, over all stacks and wherever they stand, once a stack', () => {
    const app = newApp();
    const [one, other] = ['One', 'Other'].map((id) => newStack({ app, id }));
    add(importedKey(one), 3, 0);
    for (const id of ['A', 'B', 'C']) {
      new harness.Token(new Construct(other, `In${id}`), id, { apiKey: importedKey(other, `Key${id}`) });
    }
    for (const stack of [one, other]) {
      expect(() => synth(stack)).toThrow(/^(?![^]*got 6[^]*got 6)[^]*got 6 \(6 plain and 0 rotating\)/);
    }
  });

  test('does not count what was removed, and still counts when the first token was removed', () => {
    const stack = newStack();
    const key = ownKey(stack);
    add(key, 6, 0);
    key.node.tryRemoveChild('P0');
    expect(() => synth(stack)).not.toThrow();
    key.addToken('Again');
    expect(() => synth(stack)).toThrow('got 6 (6 plain and 0 rotating)');
  });

  test('takes the largest limit that imports of one key are given', () => {
    const stack = newStack();
    add(importedKey(stack, 'One'), 5, 0);
    importedKey(stack, 'Two', 8).addToken('More');
    expect(() => synth(stack)).not.toThrow();
  });

  test('counts each key for itself', () => {
    const stack = newStack();
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope });
    for (const id of ['A', 'B']) {
      add(bot.addApiKey(id), 2, 1);
    }
    synth(stack);
    expect(warnings(stack)).toEqual([]);
  });

  test('is told for an imported key, too, and may be known to Terraform only', () => {
    const stack = newStack();
    const { numberValue } = new cdktf.TerraformVariable(stack, 'limit', { type: 'number' });
    add(importedKey(stack, 'Key', numberValue), 9, 9);
    expect(() => synth(stack)).not.toThrow();
    expect(importedKey(stack, 'Two', 2).tokenLimit).toBe(2);
  });

  test.each([0, -1, 2.5, NaN])('refuses the limit %s', (tokenLimit) => {
    expect(() => ownKey(newStack(), { tokenLimit })).toThrow(`tokenLimit must be a whole number greater than zero, got ${tokenLimit} [Stack/Bot/Key]`);
    expect(() => importedKey(newStack(), 'Key', tokenLimit)).toThrow('tokenLimit must be a whole number greater than zero');
  });
});

describe('dynatrace.RotatingApiToken', () => {
  const rendered = (props: Partial<dynatrace.RotatingApiTokenProps>) => {
    const stack = newStack();
    new dynatrace.RotatingApiToken(stack, 'Nightly', { scopes, schedule: MONTHLY, ...props });
    return only(synth(stack), 'dynatrace_api_token');
  };

  test('stamps the name, and ends each generation at its own end', () => {
    expect(rendered({})).toMatchObject({ name: 'Nightly ${each.key}', enabled: true, expiration_date: '${each.value.end}' });
    expect(rendered({ name: 'For the night', enabled: false })).toMatchObject({ name: 'For the night ${each.key}', enabled: false });
    expect(rendered({ scopes: [dynatrace.ApiTokenScope.METRICS_READ], personalAccessToken: true }))
      .toMatchObject({ scopes: ['metrics.read'], personal_access_token: true });
    expect(rendered({ name: '${var.name}' }).name).toBe('${var.name} ${each.key}');
    expect(rendered({ schedule: RotationSchedule.manual('7') })).not.toHaveProperty('expiration_date');
  });

  test('replaces each generation by another end or kind of its own', () => {
    const stack = newStack();
    new dynatrace.RotatingApiToken(stack, 'Nightly', { scopes, schedule: MONTHLY });
    const { resource } = synth(stack);
    expect(resource.terraform_data).toEqual({
      Nightly_ReplaceOnChange_D2396EED: expect.objectContaining({
        for_each: `\${local.${LOCAL}}`,
        triggers_replace: { expiration_date: '${each.value.end}', personal_access_token: false },
      }),
    });
    expect(only({ resource }, 'dynatrace_api_token').lifecycle)
      .toEqual({ create_before_destroy: true, replace_triggered_by: ['terraform_data.Nightly_ReplaceOnChange_D2396EED[each.key].id'] });
  });

  test.each<[Partial<dynatrace.RotatingApiTokenProps>, string]>([
    [{ name: ' ' }, "name must not be empty, got ' ' [Stack/Nightly]"],
    [{ scopes: [] }, 'scopes must not be empty'],
    [{ personalAccessToken: true }, 'scopes must be ones that a personal access token can have'],
  ])('refuses %j', (props, message) => {
    expect(() => rendered(props)).toThrow(message);
  });

  test('takes a provider of its own', () => {
    const stack = newStack();
    const provider = new dynatrace.DynatraceProvider(stack, 'Other', { alias: 'other' });
    new dynatrace.RotatingApiToken(stack, 'Nightly', { scopes, schedule: MONTHLY, provider });
    expect(only(synth(stack), 'dynatrace_api_token').provider).toBe('dynatrace.other');
  });
});
