/** The inventory on what the library itself synthesizes. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import { readApp } from '../../cli/code/app';
import { type CodeToken, readCode } from '../../cli/code/code-tokens';
import { takeInventory } from '../../cli/inventory/inventory';
import type { InventoryToken } from '../../cli/inventory/model';
import { dynatrace, Duration, Expiration, harness, RotationSchedule } from '../../src';
import { temporaryFolder } from '../sandbox/support';

const PROJECT = harness.HarnessScope.project('acct', 'org', 'proj');

function newStack(app: cdktf.App, id: string): cdktf.TerraformStack {
  const stack = new cdktf.TerraformStack(app, id);
  new harness.HarnessProvider(stack, 'Harness');
  new dynatrace.DynatraceProvider(stack, 'Dynatrace');
  return stack;
}

function codeOf(build: (app: cdktf.App) => void): { folder: string; tokens: readonly CodeToken[] } {
  const app = cdktf.Testing.app({ stackTraces: false });
  build(app);
  app.synth();
  const folder = join(temporaryFolder(), 'cdktf.out');
  cpSync(app.outdir, folder, { recursive: true });
  const { tokens, problems } = readCode(readApp(folder));
  expect(problems).toEqual([]);
  return { folder, tokens };
}

test('a chain: identity through references, end, construct and consumers', () => {
  const { tokens: [token] } = codeOf((app) => {
    const stack = newStack(app, 'tokens');
    new harness.ServiceAccount(stack, 'CiBot', { harnessScope: PROJECT, tags: { team: 'x' } }).addApiKey('Pipelines')
      .addToken('Ci', { expiresAt: Expiration.at('2027-03-31T00:00:00Z'), tags: { team: 'x' } }).exportValue('CiToken');
  });
  expect(token).toMatchObject({
    stack: 'tokens',
    construct: expect.stringMatching(/^tokens\/.*Ci$/),
    isMany: false,
    name: 'Ci',
    tags: ['team:x'],
    end: { kind: 'at', at: new Date('2027-03-31T00:00:00Z') },
    attributes: { account_id: 'acct', org_id: 'org', project_id: 'proj', parent_id: 'CiBot', apikey_id: 'Pipelines', apikey_type: 'SERVICE_ACCOUNT', identifier: 'Ci' },
    service: { kind: 'variables' },
    consumers: [{ stack: 'tokens', address: 'output.CiToken', place: 'value' }],
  });
});

test('a token whose key, and a consumer that is in another stack', () => {
  const { tokens } = codeOf((app) => {
    const [one, two, three] = ['one', 'two', 'three'].map((id) => newStack(app, id));
    const key = new harness.ServiceAccount(one, 'Bot', { harnessScope: PROJECT }).addApiKey('Deploy');
    const token = new harness.Token(two, 'Ci', { apiKey: key });
    new cdktf.TerraformResource(three, 'Consumer', { terraformResourceType: 'kubernetes_secret' }).addOverride('data', { token: token.value });
  });
  expect(tokens).toMatchObject([{
    stack: 'two',
    attributes: { account_id: 'acct', org_id: 'org', project_id: 'proj', parent_id: 'Bot', apikey_id: 'Deploy', identifier: 'Ci' },
    end: { kind: 'service' },
    consumers: [{ stack: 'three', address: expect.stringMatching(/^kubernetes_secret\./), place: 'data.token' }],
  }]);
});

test.each<[RotationSchedule, number, string, string]>([
  [RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) }), 30 * 86_400, '20261101', '20261201'],
  [RotationSchedule.every(Duration.hours(6), { startingAt: '2026-11-01T00:10:00Z', overlap: Duration.hours(1) }), 6 * 3600, '20261109T1810Z', '20261110T0010Z'],
  [RotationSchedule.every(Duration.days(1), { startingAt: '2026-11-01T00:00:07Z', overlap: Duration.days(1), lifetime: Duration.days(9) }), 86_400, '20261109T000007Z', '20261110T000007Z'],
])('a rotating token of either system: period and next start (%#)', (schedule, period, newest, next) => {
  const { folder, tokens } = codeOf((app) => {
    const stack = newStack(app, 'tokens');
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: PROJECT }).addApiKey('Deploy').addRotatingToken('Nightly', { schedule });
    new dynatrace.RotatingApiToken(stack, 'Ingest', { schedule, scopes: [dynatrace.ApiTokenScope.METRICS_INGEST] });
  });
  const at = new Date('2026-11-09T22:00:00Z');
  const app = readApp(folder);
  const instance = (token: CodeToken, index: string) => ({
    address: `${token.address}["${index}"]`, type: token.type, name: token.address.split('.')[1], index, attributes: {}, hasSecret: true, dependsOn: [],
  });
  const take = (stamp: string): InventoryToken[] => [...takeInventory({
    app, code: readCode(app), states: { stacks: [{ stack: 'tokens', resources: tokens.map((token) => instance(token, stamp)) }], unread: [], problems: [] },
  }, { at, endsWithin: 0 }).tokens];
  expect(take(newest).map(({ rotation }) => [rotation!.periodSeconds, rotation!.isNewest])).toEqual([[period, true], [period, true]]);
  expect(take(newest)[0].rotation!.next.toISOString().replace(/[-:]|\.000/g, '')).toMatch(new RegExp(`^${next.replace(/Z$/, '')}`));
  const overdue = (stamp: string) => take(stamp).filter(({ findings }) => findings.some(({ id }) => id === 'rotation-overdue')).length;
  expect([overdue(newest), overdue(next), overdue(newest.replace('2026', '2025'))]).toEqual([0, 0, 2]);
});

test('a manual rotation has no period', () => {
  const { tokens: [token] } = codeOf((app) => {
    new dynatrace.RotatingApiToken(newStack(app, 'tokens'), 'Ingest', {
      scopes: [dynatrace.ApiTokenScope.METRICS_INGEST], schedule: RotationSchedule.manual('2', { expiresAt: Expiration.at('2027-06-30T00:00:00Z') }),
    });
  });
  expect([token.isMany, token.rotation]).toEqual([true, undefined]);
});

test('the owner that is a user, and an imported key', () => {
  const { tokens } = codeOf((app) => {
    const stack = newStack(app, 'tokens');
    const me = harness.User.fromId(stack, 'Me', { harnessScope: harness.HarnessScope.account('acct'), userId: 'jane' });
    new harness.ApiKey(stack, 'Mine', { owner: me }).addToken('Laptop');
    const bot = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: PROJECT, identifier: 'bot' });
    new harness.Token(stack, 'Ci', { apiKey: harness.ApiKey.fromAttributes(stack, 'Key', { owner: bot, identifier: 'deploy' }) });
  });
  expect(tokens.map(({ attributes }) => attributes)).toEqual([
    { account_id: 'acct', org_id: 'org', project_id: 'proj', apikey_type: 'SERVICE_ACCOUNT', parent_id: 'bot', apikey_id: 'deploy', identifier: 'Ci' },
    { account_id: 'acct', apikey_type: 'USER', parent_id: 'jane', apikey_id: 'Mine', identifier: 'Laptop' },
  ]);
});

test('a rotating token in the code alone is shown by its construct, with its owner and key', () => {
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  const { folder } = codeOf((app) => {
    new harness.ServiceAccount(newStack(app, 'tokens'), 'Bot', { harnessScope: PROJECT }).addApiKey('Deploy').addRotatingToken('Nightly', { schedule });
  });
  const { tokens } = takeInventory({ code: readCode(readApp(folder)) }, { at: new Date('2026-11-09T00:00:00Z'), endsWithin: 0 });
  expect(tokens).toMatchObject([{ name: 'tokens/Bot/Deploy/Nightly', scope: 'acct/org/proj', owner: 'Bot', apiKey: 'Deploy', construct: 'tokens/Bot/Deploy/Nightly' }]);
});
