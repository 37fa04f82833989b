/** What the sources give together: the join, the findings, and each format. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import '@microsoft/jest-sarif';
import Ajv from 'ajv';
import { readApp } from '../../cli/code/app';
import { type Code, readCode } from '../../cli/code/code-tokens';
import { FINDING_KINDS } from '../../cli/inventory/catalog';
import { toCalendar } from '../../cli/inventory/formats/calendar';
import { toCsv } from '../../cli/inventory/formats/csv';
import { toJson } from '../../cli/inventory/formats/document';
import { toSarif } from '../../cli/inventory/formats/sarif';
import { toText } from '../../cli/inventory/formats/text';
import { takeInventory } from '../../cli/inventory/inventory';
import schema from '../../cli/inventory/inventory.schema.json';
import type { Read } from '../../cli/inventory/join';
import { type Inventory, type InventoryToken } from '../../cli/inventory/model';
import type { LiveApiToken, LiveDynatrace } from '../../cli/live/dynatrace';
import type { LiveHarness, LiveHarnessToken } from '../../cli/live/harness';
import type { StateResource } from '../../cli/state/state-reader';
import type { States } from '../../cli/state/states';
import { temporaryFolder } from '../sandbox/support';

// Its types are those of an ES module.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const ICAL = require('ical.js');

const AT = new Date('2026-11-24T09:00:00Z');
const DAY = 86_400_000;
const inDays = (count: number): Date => new Date(AT.getTime() + count * DAY);
const ENVIRONMENT = 'https://abc12345.live.dynatrace.com';

const PLACE = { account_id: 'acct', org_id: 'org', project_id: 'proj' };
const HARNESS = { ...PLACE, parent_id: 'bot', apikey_id: 'Deploy', apikey_type: 'SERVICE_ACCOUNT', identifier: 'Ci', name: 'Ci', valid_to: inDays(100).getTime() };

/** The code of stacks, by stack name. */
function code(stacks: Record<string, object>): Pick<Read, 'app' | 'code'> {
  const folder = temporaryFolder();
  for (const [name, document] of Object.entries(stacks)) {
    mkdirSync(join(folder, 'stacks', name), { recursive: true });
    writeFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), JSON.stringify(document));
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: Object.fromEntries(Object.keys(stacks).map((name) => [name, { name }])) }));
  const app = readApp(folder);
  return { app, code: readCode(app) };
}

const token = (type: string, name: string, body: object): object => ({ resource: { [type]: { [name]: body } } });

function resource(type: string, name: string, attributes: Record<string, any>, more: Partial<StateResource> = {}): StateResource {
  return { address: `${type}.${name}`, type, name, attributes, hasSecret: true, dependsOn: [], ...more };
}

function states(stacks: Record<string, StateResource[]>, unread: string[] = []): Pick<Read, 'states'> {
  const found: States = {
    stacks: Object.entries(stacks).map(([stack, resources]) => ({ stack, folder: join('cdktf.out', 'stacks', stack), resources })),
    unread,
    problems: unread.map((stack) => ({ source: `state of stack '${stack}'`, message: 'no' })),
  };
  return { states: found };
}

function harness(tokens: Partial<LiveHarnessToken>[], more: Partial<LiveHarness> = {}): Pick<Read, 'harness'> {
  const at = { org: 'org', project: 'proj' };
  return {
    harness: {
      account: 'acct',
      endpoint: 'https://app.harness.io/gateway',
      problems: [],
      isListed: () => true,
      serviceAccounts: [{ ...at, identifier: 'bot', name: 'bot' }],
      apiKeys: [{ ...at, type: 'SERVICE_ACCOUNT', parent: 'bot', identifier: 'Deploy', name: 'Deploy' }],
      tokens: tokens.map((one) => ({ ...at, type: 'SERVICE_ACCOUNT', parent: 'bot', apiKey: 'Deploy', identifier: 'Ci', name: 'Ci', ...one })),
      ...more,
    },
  };
}

function dynatrace(tokens: Partial<LiveApiToken>[], more: Partial<LiveDynatrace> = {}): Pick<Read, 'dynatrace'> {
  return {
    dynatrace: {
      environment: ENVIRONMENT,
      complete: true,
      problems: [],
      tokens: tokens.map((one) => ({
        id: 'dt0c01.A', name: 'ingest', enabled: true, personal: false, scopes: ['metrics.ingest'], created: inDays(-10), end: inDays(100), lastUsed: inDays(-1), isCaller: false, ...one,
      })),
      ...more,
    },
  };
}

const take = (read: Read): Inventory => takeInventory(read, { at: AT, endsWithin: 14 * DAY });
const findings = (read: Read, but: string[] = ['classic-token']): string[] => take(read).tokens.flatMap((one) => one.findings.map(({ id }) => id)).filter((id) => !but.includes(id));
const only = (read: Read): InventoryToken => {
  const { tokens } = take(read);
  expect(tokens).toHaveLength(1);
  return tokens[0];
};

const CHAIN = {
  resource: {
    harness_platform_service_account: { Bot: { ...PLACE, identifier: 'bot', name: 'bot' } },
    harness_platform_apikey: {
      Key: {
        account_id: '${harness_platform_service_account.Bot.account_id}',
        org_id: '${harness_platform_service_account.Bot.org_id}',
        project_id: '${harness_platform_service_account.Bot.project_id}',
        parent_id: '${harness_platform_service_account.Bot.id}',
        identifier: 'Deploy',
        apikey_type: 'SERVICE_ACCOUNT',
      },
    },
    harness_platform_token: {
      Ci: {
        'account_id': '${harness_platform_apikey.Key.account_id}',
        'org_id': '${harness_platform_apikey.Key.org_id}',
        'project_id': '${harness_platform_apikey.Key.project_id}',
        'parent_id': '${harness_platform_apikey.Key.parent_id}',
        'apikey_id': '${harness_platform_apikey.Key.id}',
        'apikey_type': 'SERVICE_ACCOUNT',
        'identifier': 'Ci',
        'name': 'Ci',
        'valid_to': inDays(100).getTime(),
        '//': { metadata: { path: 'tokens/Bot/Deploy/Ci/Resource' } },
      },
    },
    kubernetes_secret: { S: { data: { token: '${harness_platform_token.Ci.value}' } } },
  },
  output: { CiToken: { value: '${harness_platform_token.Ci.value}', sensitive: true } },
};

describe('the join', () => {
  test('finds one token in code, state and service, with where its value goes', () => {
    const found = only({
      ...code({ tokens: CHAIN }), ...states({ tokens: [resource('harness_platform_token', 'Ci', HARNESS)] }), ...harness([{ end: inDays(100), created: inDays(-1) }]),
    });
    expect(found).toMatchObject({
      system: 'Harness',
      kind: 'service account token',
      name: 'Ci',
      identifier: 'Ci',
      scope: 'acct/org/proj',
      owner: 'bot',
      apiKey: 'Deploy',
      sources: ['code', 'state', 'live'],
      stack: 'tokens',
      address: 'harness_platform_token.Ci',
      construct: 'tokens/Bot/Deploy/Ci',
      end: inDays(100),
      created: inDays(-1),
      findings: [],
    });
    expect(found.consumers.map(({ stack, address }) => `${stack} ${address}`).sort()).toEqual(['tokens kubernetes_secret.S', 'tokens output.CiToken']);
  });

  test('knows from the code alone which token it is, and finds it at the service', () => {
    expect(only({ ...code({ tokens: CHAIN }), ...harness([{}]) })).toMatchObject({ sources: ['code', 'live'], owner: 'bot', scope: 'acct/org/proj' });
  });

  test('follows a parent into another stack, whatever the output is called', () => {
    const backend = { terraform: { backend: { local: { path: '/states/parent.tfstate' } } } };
    const reference = (output: string) => `\${data.terraform_remote_state.Parent.outputs.${output}}`;
    const child = {
      data: { terraform_remote_state: { Parent: { backend: 'local', config: { path: '/states/parent.tfstate' } } } },
      ...token('harness_platform_token', 'Ci', { ...CHAIN.resource.harness_platform_token.Ci, account_id: 'acct', org_id: 'org', project_id: 'proj', parent_id: reference('o1'), apikey_id: reference('o2') }),
    };
    const { Ci: _, ...others } = CHAIN.resource.harness_platform_token;
    const parent = { ...backend, resource: { ...CHAIN.resource, harness_platform_token: others, kubernetes_secret: {} }, output: { o1: { value: '${harness_platform_service_account.Bot.id}' }, o2: { value: '${harness_platform_apikey.Key.id}' } } };
    expect(only({ ...code({ child, parent }), ...harness([{}]) })).toMatchObject({ stack: 'child', owner: 'bot', apiKey: 'Deploy', sources: ['code', 'live'] });
  });

  test('takes identifiers case-insensitively, as Harness does', () => {
    expect(only({ ...states({ s: [resource('harness_platform_token', 'Ci', { ...HARNESS, identifier: 'CI' })] }), ...harness([{ identifier: 'ci' }]) }).findings).toEqual([]);
  });

  test('tells tokens of one identifier in two projects apart', () => {
    const { tokens } = take({
      ...states({ s: [resource('harness_platform_token', 'A', HARNESS), resource('harness_platform_token', 'B', { ...HARNESS, project_id: 'other' })] }),
      ...harness([{}, { project: 'other' }]),
    });
    expect(tokens.map(({ address, scope, sources }) => [address, scope, sources.join()]).sort()).toEqual([
      ['harness_platform_token.A', 'acct/org/proj', 'state,live'], ['harness_platform_token.B', 'acct/org/other', 'state,live'],
    ]);
  });

  test('joins Dynatrace tokens by id, and without a state by a name that is there once', () => {
    const ingest = token('dynatrace_api_token', 'I', { name: 'ingest', scopes: ['metrics.ingest'], enabled: true });
    expect(only({ ...code({ s: ingest }), ...dynatrace([{}]) })).toMatchObject({ id: 'dynatrace/dt0c01.A', sources: ['code', 'live'], scope: ENVIRONMENT });
    expect(take({ ...code({ s: ingest }), ...dynatrace([{}, { id: 'dt0c01.B' }]) }).tokens).toHaveLength(3);
  });

  test('instances of for_each are tokens of their own, with keys of any characters', () => {
    const many = token('dynatrace_api_token', 'I', { for_each: '${local.x}', name: 'ingest ${each.key}', scopes: ['metrics.ingest'], enabled: true });
    const instances = ['a', 'b"]["c'].map((index) => resource('dynatrace_api_token', 'I', { id: `dt0c01.${index}`, name: `ingest ${index}` }, {
      index, address: `dynatrace_api_token.I["${index.replaceAll('"', '\\"')}"]`,
    }));
    expect(take({ ...code({ s: many }), ...states({ s: instances }) }).tokens.map(({ sources }) => sources.join())).toEqual(['code,state', 'code,state']);
  });
});

const INGEST = { name: 'ingest', scopes: ['metrics.ingest'], enabled: true, expiration_date: inDays(100).toISOString() };
const inState = (attributes: object = {}, more: Partial<StateResource> = {}) => resource('dynatrace_api_token', 'I', { id: 'dt0c01.A', ...INGEST, ...attributes }, more);
const inCode = (attributes: object = {}) => code({ s: token('dynatrace_api_token', 'I', { ...INGEST, ...attributes }) });

describe('findings', () => {
  test('a token that is all right has none but that it is a classic one', () => {
    expect(findings({ ...inCode(), ...states({ s: [inState()] }), ...dynatrace([{}]) }, [])).toEqual(['classic-token']);
  });

  test('dead: in a state, gone at the service', () => {
    const found = only({ ...inCode(), ...states({ s: [inState()] }), ...dynatrace([]) });
    expect(found.findings).toMatchObject([{
      id: 'dead', severity: 'error', commands: ['terraform -chdir=cdktf.out/stacks/s state rm dynatrace_api_token.I', 'terraform -chdir=cdktf.out/stacks/s apply'],
    }]);
  });

  test('dead with its key and account: all of them have to leave the state', () => {
    const chain = [
      resource('harness_platform_service_account', 'Bot', { ...PLACE, identifier: 'bot' }), resource('harness_platform_service_account', 'Other', { ...PLACE, identifier: 'other' }),
      resource('harness_platform_apikey', 'Key', { ...PLACE, identifier: 'Deploy', parent_id: 'bot' }), resource('harness_platform_token', 'Ci', HARNESS),
    ];
    const [{ commands }] = only({ ...code({ s: CHAIN }), ...states({ s: chain }), ...harness([], { serviceAccounts: [], apiKeys: [] }) }).findings;
    expect(commands[0]).toBe('terraform -chdir=cdktf.out/stacks/s state rm harness_platform_service_account.Bot harness_platform_apikey.Key harness_platform_token.Ci');
    expect(only({ ...code({ s: CHAIN }), ...states({ s: chain }), ...harness([]) }).findings[0].commands[0]).toBe('terraform -chdir=cdktf.out/stacks/s state rm harness_platform_token.Ci');
  });

  test.each<[string, Read]>([
    ['the list of the service is not whole', { ...inCode(), ...states({ s: [inState()] }), ...dynatrace([], { complete: false }) }],
    ['the service was not read', { ...inCode(), ...states({ s: [inState()] }) }],
    ['the provider calls another environment', {
      ...code({ s: { ...token('dynatrace_api_token', 'I', INGEST), provider: { dynatrace: [{ dt_env_url: 'https://other.live.dynatrace.com' }] } } }), ...states({ s: [inState()] }), ...dynatrace([]),
    }],
    ['the provider is an alias of another environment', {
      ...code({ s: { ...token('dynatrace_api_token', 'I', { ...INGEST, provider: 'dynatrace.other' }), provider: { dynatrace: [{}, { alias: 'other', dt_env_url: '${var.url}' }] } } }),
      ...states({ s: [inState()] }),
      ...dynatrace([]),
    }],
    ['without the code nobody knows which environment it is', { ...states({ s: [inState()] }), ...dynatrace([]) }],
    ['it is in another account', { ...states({ s: [resource('harness_platform_token', 'Ci', { ...HARNESS, account_id: 'other' })] }), ...harness([]) }],
    ['its owner could not be read', { ...code({ s: CHAIN }), ...states({ s: [resource('harness_platform_token', 'Ci', HARNESS)] }), ...harness([], { isListed: () => false }) }],
  ])('nothing is dead where %s', (_, read) => {
    expect(findings(read)).not.toContain('dead');
  });

  test('without the code it is known by another token of its stack that is there', () => {
    expect(findings({ ...states({ s: [inState(), inState({ id: 'dt0c01.B' })] }), ...dynatrace([{}]) })).toContain('dead');
  });

  test.each([
    [-1, 'ended', 'error'], [5, 'ends-soon', 'warning'],
  ])('an end in %d days: %s', (days, id, severity) => {
    const end = inDays(days);
    const found = only({ ...inCode({ expiration_date: end.toISOString() }), ...states({ s: [inState({ expiration_date: end.toISOString() })] }) });
    expect(found.findings).toMatchObject([{ id, severity, change: expect.stringContaining('expiresAt'), commands: ['cdktf deploy s'] }]);
  });

  test('an end that follows from the creation is renewed by creating it anew', () => {
    const { valid_to: _, ...body } = CHAIN.resource.harness_platform_token.Ci;
    const found = only({
      ...code({ s: { ...CHAIN, resource: { ...CHAIN.resource, harness_platform_token: { Ci: body } } } }),
      ...states({ s: [resource('harness_platform_token', 'Ci', { ...HARNESS, valid_to: inDays(3).getTime() })] }),
    });
    expect(found.findings).toMatchObject([{ id: 'ends-soon', commands: ['terraform -chdir=cdktf.out/stacks/s apply -replace=harness_platform_token.Ci'] }]);
    expect(found.findings[0]).not.toHaveProperty('change');
  });

  test('never-ends, disabled, secret-lost', () => {
    const { expiration_date: _, ...endless } = INGEST;
    expect(findings({ ...code({ s: token('dynatrace_api_token', 'I', endless) }) })).toEqual(['never-ends']);
    expect(findings({ ...inCode({ enabled: false }), ...states({ s: [inState({ enabled: false })] }) })).toEqual(['disabled']);
    const lost = only({ ...inCode(), ...states({ s: [inState({}, { hasSecret: false, address: 'dynatrace_api_token.I["x y"]', index: 'x y' })] }) });
    expect(lost.findings).toMatchObject([{ id: 'secret-lost', commands: ['terraform -chdir=cdktf.out/stacks/s apply \'-replace=dynatrace_api_token.I["x y"]\''] }]);
  });

  test('unmanaged: at the service, in no state', () => {
    const read = { ...inCode(), ...states({ s: [inState()] }), ...dynatrace([{}, { id: 'dt0c01.B', name: 'by hand' }]) };
    expect(take(read).tokens.find(({ name }) => name === 'by hand')!.findings).toMatchObject([{
      id: 'unmanaged', commands: ['curl -fsS -X DELETE -H "Authorization: Api-Token $DYNATRACE_API_TOKEN" "$DYNATRACE_ENV_URL/api/v2/apiTokens/dt0c01.B"'],
    }, { id: 'classic-token' }]);
    expect(findings({ ...states({ s: [] }), ...harness([{}]) })).toEqual(['unmanaged']);
  });

  test.each<[string, Read]>([
    ['a state could not be read', { ...states({ s: [] }, ['other']), ...dynatrace([{}]) }],
    ['no state was read', { ...inCode({ name: 'another' }), ...dynatrace([{}]) }],
    ['a stack of the code has no state among those', { ...code({ s: {}, t: {} }), ...states({ s: [] }), ...dynatrace([{}]) }],
    ['it is the one that the command reads with', { ...states({ s: [] }), ...dynatrace([{ isCaller: true }]) }],
  ])('nothing is unmanaged where %s', (_, read) => {
    expect(findings(read)).not.toContain('unmanaged');
  });

  test('unused: no use for 90 days, or none since it was created', () => {
    const used = (one: Partial<LiveApiToken>) => findings({ ...inCode(), ...states({ s: [inState()] }), ...dynatrace([one]) });
    expect(used({ lastUsed: inDays(-91) })).toEqual(['unused']);
    expect(used({ lastUsed: inDays(-89) })).toEqual([]);
    expect(used({ lastUsed: undefined, created: inDays(-91) })).toEqual(['unused']);
    expect(used({ lastUsed: undefined, created: inDays(-5) })).toEqual([]);
  });

  test('not-deployed and left-over: code and state differ', () => {
    expect(findings({ ...inCode(), ...states({ s: [] }) })).toEqual(['not-deployed']);
    expect(findings({ ...code({ s: {} }), ...states({ s: [inState()] }) })).toEqual(['left-over']);
    expect(findings({ ...inCode(), ...states({}, ['s']) })).toEqual([]);
  });

  test('every kind has an id of its own, and the schema and the document know all of them', () => {
    const ids = FINDING_KINDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...schema.definitions.token.properties.findings.items.properties.id.enum].sort()).toEqual([...ids].sort());
  });
});

/** One of each, with what formats stumble over. */
function everything(): Inventory {
  const evil = '=HYPERLINK("http://x")';
  return take({
    ...code({ tokens: { resource: { ...CHAIN.resource, dynatrace_api_token: { I: { ...INGEST, name: evil }, N: { name: '</script><b>"a",\nb', scopes: [] } } } } }),
    ...states({ tokens: [resource('harness_platform_token', 'Ci', HARNESS), inState({ name: evil, expiration_date: inDays(3).toISOString() })] }, ['broken']),
    ...dynatrace([{ name: evil, end: inDays(3) }, { id: 'dt0c01.B', name: 'by hand', end: undefined }]),
  });
}

describe('formats', () => {
  test('JSON is what the schema says', () => {
    const validate = new Ajv({ strict: false }).compile(schema);
    for (const found of [everything(), take({})]) {
      expect([validate(JSON.parse(toJson(found))), validate.errors]).toEqual([true, null]);
    }
    expect(JSON.parse(toJson(everything()))).toMatchObject({ complete: false, problems: [{ source: "state of stack 'broken'" }], summary: { tokens: 4 } });
  });

  test('CSV is RFC 4180, and no cell is a formula', () => {
    const csv = toCsv(everything());
    // A reader of RFC 4180.
    const rows = [...csv.matchAll(/(?:^|\r\n)((?:(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|(?=\r\n)))+)(?=\r\n)/g)].map(([, row]) =>
      [...row.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^",]*)/g)].map(([, cell]) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)));
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([21]));
    expect(rows).toHaveLength(5);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows.map((row) => row[5])).toEqual(expect.arrayContaining(['\'=HYPERLINK("http://x")', '</script><b>"a",b', 'by hand', 'Ci']));
  });

  test('SARIF is valid by the schema of OASIS, and says what is missing', () => {
    const sarif = JSON.parse(toSarif(everything(), 'cdktf.out'));
    (expect(sarif) as any).toBeValidSarifLog();
    const [run] = sarif.runs;
    expect(run.results).toContainEqual(expect.objectContaining({
      ruleId: 'ends-soon', level: 'warning', locations: [expect.objectContaining({ physicalLocation: expect.objectContaining({ artifactLocation: { uri: 'cdktf.out/stacks/tokens/cdk.tf.json' } }) })],
    }));
    expect(run.results.every(({ ruleId, ruleIndex }: any) => run.tool.driver.rules[ruleIndex].id === ruleId)).toBe(true);
    expect(run.invocations[0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{}] });
    (expect(JSON.parse(toSarif(take({}), 'cdktf.out'))) as any).toBeValidSarifLog();
  });

  test('iCalendar has an event for each end, with an alarm, the same in each run', () => {
    const parse = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    const events = parse(toCalendar(everything()));
    expect(events.map((event: any) => [event.getFirstPropertyValue('summary'), event.getFirstPropertyValue('dtstart').toJSDate().toISOString(), event.getAllSubcomponents('valarm').length]).sort()).toEqual([
      ['Dynatrace token =HYPERLINK("http://x") ends', inDays(3).toISOString(), 1],
      ['Harness token Ci ends', inDays(100).toISOString(), 1],
    ]);
    expect(parse(toCalendar(everything())).map((event: any) => event.getFirstPropertyValue('uid'))).toEqual(events.map((event: any) => event.getFirstPropertyValue('uid')));
    expect(toCalendar(everything()).split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  test('the text names each token, finding and command, and what is missing', () => {
    const text = toText(everything());
    expect(text).toContain('4 tokens, 0 errors, 3 warnings, 3 notes at 2026-11-24T09:00:00.000Z');
    expect(text).toMatch(/^Harness +acct\/org\/proj +bot \/ Deploy +Ci +2027-03-04 \(100d\)/m);
    expect(text).toMatch(/warning: Ends soon \(ends-soon\), 1 token\n.*\n {2}- =HYPERLINK.*\[tokens\]: it ends at .*, in 3 days\n {6}# give it a later end.*\n {6}cdktf deploy tokens\n/);
    expect(text).toContain("This list is partial. It lacks:\n  - state of stack 'broken': no\n");
  });
});

test('the code is read without a stack that is broken, which is named', () => {
  const folder = temporaryFolder();
  for (const [name, text] of [['good', JSON.stringify(CHAIN)], ['half', '{"resource": {"dynatrace_api_token": {"MARKED'], ['list', '[]']]) {
    mkdirSync(join(folder, 'stacks', name), { recursive: true });
    writeFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), text);
  }
  const read: Code = readCode(readApp(folder));
  expect(read.tokens.map(({ address }) => address)).toEqual(['harness_platform_token.Ci']);
  expect(read.problems.map(({ source, message }) => `${source}: ${message}`)).toEqual([
    expect.stringMatching(/^app '.*': there is no manifest.json: run 'cdktf synth' again; found 3 stacks without it$/),
    expect.stringMatching(/^code of stack 'half': '.*' is no Terraform JSON, maybe half written/),
    expect.stringMatching(/^code of stack 'list': '.*' is no Terraform JSON/),
  ]);
  expect(JSON.stringify(read.problems)).not.toContain('MARKED');
});
