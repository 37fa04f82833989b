/** The command over the report of an app's policies. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { toBeValidSarifLog } from '@microsoft/jest-sarif';
import Ajv from 'ajv';
import * as cdktf from 'cdktf';
import { main } from '../../cli/main';
import { dynatrace, Duration, Expiration, harness, l1, PolicyEnforcement, RotationSchedule, TokenPolicy, TokenRules } from '../../src';
import { newStack } from '../util/stacks';

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '..', '..', 'schemas', 'access-tokens-policy.schema.json'), 'utf8'));

let folder: string;
let app: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
  app = join(folder, 'cdktf.out');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** What the schema of the report has against a document. */
function complaints(report: unknown): unknown[] {
  const ajv = new Ajv({ allErrors: true, formats: { 'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/ } });
  ajv.validate(SCHEMA, report);
  return ajv.errors ?? [];
}

/** What SARIF's own schema has against a document; empty where it is valid. */
function sarifComplaints(log: any): string {
  const { pass, message } = (toBeValidSarifLog as unknown as (log: unknown) => jest.CustomMatcherResult)(log);
  return pass ? '' : message();
}

/** An app with a token of each kind, a violation, a warning and an acknowledgement. */
function synthesize(enforcement = PolicyEnforcement.WARNING): void {
  const root = new cdktf.App({ outdir: app, context: { 'accessTokens:now': '2026-11-01T00:00:00Z' } });
  const stack = newStack({ app: root, id: 'tokens' });
  const policy = new TokenPolicy(root, 'CompanyPolicy', {
    rules: [TokenRules.longestLifetime(Duration.days(90)), TokenRules.tagged(['team'])], mandatoryRules: [TokenRules.noPersonalTokens()], enforcement,
  });
  const ingest = new dynatrace.ApiToken(stack, 'Ingest', { name: 'ingest team:delivery', scopes: dynatrace.ApiTokenScopes.dataIngest() });
  policy.acknowledge(ingest, 'longest-lifetime', { reason: 'the appliance cannot rotate', until: '2027-01-31T00:00:00Z' });
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('account'), tags: { team: 'delivery' } }).addApiKey('Key');
  key.addRotatingToken('Monthly', { schedule, warnBeforeExpiry: Duration.days(3) });
  key.addToken('Ci', { expiresAt: Expiration.at('2027-11-01T00:00:00Z') });
  new l1.harness.platformToken.PlatformToken(stack, 'L1', {
    accountId: '${var.account}', apikeyId: 'key', parentId: 'me', apikeyType: 'USER', identifier: 'x', name: 'x', tags: ['team:x'],
  });
  root.synth();
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => (out += text) !== undefined);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => (err += text) !== undefined);
  const code = await main(['policy', ...args]);
  return { code, out, err };
}

test('the report of an app is valid by its schema', () => {
  synthesize();
  const report = JSON.parse(readFileSync(join(app, 'access-tokens-policy.json'), 'utf8'));
  expect(complaints(report)).toEqual([]);
  expect(report.tokens.map(({ path }: any) => path)).toEqual(['tokens/Ingest', 'tokens/Bot/Key/Monthly', 'tokens/Bot/Key/Ci', 'tokens/L1']);
  expect(report.summary).toEqual({ tokens: 4, errors: 0, warnings: 3, acknowledged: 1 });
  expect(complaints({ ...report, findings: [{ ...report.findings[0], level: 'fatal' }] })).not.toEqual([]);
});

test('as text it tells by rule what is wrong and what is acknowledged until when', async () => {
  synthesize();
  const { code, out, err } = await run('--app', app);
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe(`4 tokens under 1 policy: 0 violations, 3 warnings, 1 acknowledged

Warning: longest-lifetime: a token lives 90 days at most [CompanyPolicy, NHI7:2025]
  tokens/Bot/Key/Ci lives 365 days, until 2027-11-01T00:00:00.000Z: set an earlier expiresAt, or let it rotate
    Harness token at account, of Bot, harness_platform_token.Bot_Key_Ci_D970ED6B
  tokens/L1 does not tell how long it lives: only Terraform knows
    Harness token, of me, harness_platform_token.L1

Warning: no-personal-tokens: a token does not belong to a person [CompanyPolicy, NHI1:2025, NHI5:2025]
  tokens/L1 belongs to the user me: use a service account
    Harness token, of me, harness_platform_token.L1

Acknowledged: longest-lifetime: a token lives 90 days at most [CompanyPolicy, NHI7:2025]
  tokens/Ingest never ends
    Dynatrace token at dynatrace, dynatrace_api_token.Ingest_4069586C
    until 2027-01-31T00:00:00Z: the appliance cannot rotate
`);
});

test('as JSON it is the report, into a file if wanted', async () => {
  synthesize();
  const file = join(folder, 'report.json');
  expect(await run('--app', app, '--format', 'json', '--output', file)).toEqual({ code: 0, out: '', err: '' });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(readFileSync(join(app, 'access-tokens-policy.json'), 'utf8')));
});

test('as SARIF it is valid, points at the resource, and shows what is acknowledged as suppressed', async () => {
  synthesize();
  const log = JSON.parse((await run('--app', app, '--format', 'sarif')).out);
  expect(sarifComplaints(log)).toBe('');
  expect(sarifComplaints({ ...log, version: '1.0.0' })).toContain('version');
  const [{ results, tool }] = log.runs;
  expect(tool.driver.rules.map(({ id }: any) => id)).toEqual(['CompanyPolicy/longest-lifetime', 'CompanyPolicy/tagged', 'CompanyPolicy/no-personal-tokens']);
  const of = (path: string) => results.find(({ locations }: any) => locations[0].logicalLocations[0].fullyQualifiedName === path);
  expect(of('tokens/Ingest')).toMatchObject({
    ruleId: 'CompanyPolicy/longest-lifetime',
    ruleIndex: 0,
    level: 'note',
    suppressions: [{ kind: 'external', status: 'accepted', justification: 'the appliance cannot rotate (until 2027-01-31T00:00:00Z)' }],
  });
  const { level, suppressions, locations: [{ physicalLocation }] } = of('tokens/Bot/Key/Ci');
  expect([level, suppressions]).toEqual(['warning', []]);
  const file = join(app, 'stacks', 'tokens', 'cdk.tf.json');
  expect(physicalLocation.artifactLocation.uri).toBe(relative(process.cwd(), file));
  expect(readFileSync(file, 'utf8').split('\n')[physicalLocation.region.startLine - 1]).toContain('"Bot_Key_Ci_D970ED6B": {');
});

test('a synth that failed has a report, and --check ends with 2', async () => {
  expect(() => synthesize(PolicyEnforcement.ERROR)).toThrow('violations of token policies');
  expect(existsSync(join(app, 'stacks', 'tokens', 'cdk.tf.json'))).toBe(false);
  const { code, out } = await run('--app', app, '--check', '--format', 'sarif');
  expect(code).toBe(2);
  expect(sarifComplaints(JSON.parse(out))).toBe('');
  expect((await run('--app', app)).code).toBe(0);
  synthesize();
  expect((await run('--app', app, '--check')).code).toBe(0);
});

test.each<[string, string | undefined, string]>([
  ['no report', undefined, 'synthesize the app first, and give it a TokenPolicy if it has none'],
  ['something else', '[]', 'is no policy report: synthesize the app again'],
  ['half a report', '{"version": 1, "fin', 'is no policy report'],
  ['a report of another version', '{"version": 2, "findings": []}', 'has version 2, and this command reads version 1'],
])('with %s it complains in one line', async (_, text, message) => {
  if (text !== undefined) {
    writeFileSync(join(folder, 'access-tokens-policy.json'), text);
  }
  const { code, out, err } = await run('--app', folder);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(message);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('a format that there is not, and a file that cannot be written, are complained of', async () => {
  synthesize();
  expect((await run('--app', app, '--format', 'xml')).err).toContain('Allowed choices are text, json, sarif');
  expect(await run('--app', app, '--output', join(folder, 'no', 'file'))).toMatchObject({ code: 1, err: expect.stringContaining('cannot be written') });
});
