/** The same app on Terraform's `pg` backend, on a PostgreSQL of its own: two deploys at once, and nothing is lost. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as cdktf from 'cdktf';
import { installStandInProviders } from '../../scripts/stand-in-providers';
import { dynatrace, harness } from '../../src';
import { COMMAND } from '../util/built-library';
import { PostgresServer } from '../util/postgres';
import { Workspace } from '../util/workspace';

let workspace: Workspace;
let postgres: PostgresServer;

beforeAll(async () => {
  postgres = await PostgresServer.start('states');
}, 120_000);
afterAll(() => postgres?.stop());

beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
});
afterEach(() => workspace.close());

function synth(checkout: string, names: string[]): void {
  workspace.synthStack((stack) => {
    const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) }).addApiKey('Deploy');
    names.forEach((name) => key.addToken(name).exportValue(name));
    new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
  // The connection has a password, so it stays out of the JSON: Terraform reads it from PG_CONN_STR.
  }, checkout, (stack) => new cdktf.PgBackend(stack, { connStr: undefined as never, schemaName: 'stack' }));
}

/** The delay that is waited for, until the test says that its time is over. */
let delay: { readonly begun: Promise<void>; readonly begin: () => void; readonly over: Promise<void>; readonly end: () => void };
jest.mock('node:timers/promises', () => ({
  ...jest.requireActual('node:timers/promises'),
  setTimeout: () => {
    delay.begin();
    return delay.over;
  },
}));

function nextDelay(): void {
  let [begin, end] = [() => undefined as void, () => undefined as void];
  const begun = new Promise<void>((fulfil) => (begin = fulfil));
  const over = new Promise<void>((fulfil) => (end = fulfil));
  delay = { begun, begin, over, end };
}

test('of two deploys at once the second is refused by the lock, and nothing is lost', async () => {
  const environment = { PG_CONN_STR: postgres.connection };
  for (const checkout of ['one', 'two']) {
    synth(checkout, ['A', 'B']);
    await workspace.terraform(['validate'], { state: checkout, environment });
  }
  // The first is at work as long as the second takes.
  nextDelay();
  workspace.sandbox.addFault('POST /ng/api/apikey#1=delay:1s');
  const first = workspace.apply({ state: 'one', environment });
  await delay.begun;
  const { output } = await workspace.apply({ state: 'two', environment, codes: [1] });
  delay.end();
  await first;
  expect(output).toContain('Error acquiring the state lock');

  expect(workspace.sandbox.inventory()).toMatchObject({ serviceAccounts: [{}], apiKeys: [{}], tokens: [{ identifier: 'A' }, { identifier: 'B' }], apiTokens: [{}] });
  for (const state of ['one', 'two']) {
    expect((await workspace.plan({ state, environment })).code).toBe(0);
    expect(workspace.sandbox.isValid(await workspace.outputValue('A', { state, environment }))).toBe(true);
  }
  await workspace.destroy({ state: 'two', environment });
  expect(Object.values(workspace.sandbox.inventory()).flat()).toEqual([]);
});

test('the inventory reads the state from the backend, in a checkout that was never initialized', async () => {
  const environment = { PG_CONN_STR: postgres.connection };
  synth('one', ['A']);
  await workspace.apply({ state: 'one', environment });
  synth('two', ['A']);
  const providers = (await installStandInProviders()).environment;
  const command = [COMMAND, ...'inventory --app two --state --live --format json --now 2026-11-01T00:00:00Z'.split(' ')];
  const list = (connection: string) => promisify(execFile)(process.execPath, command, {
    cwd: workspace.folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      ...providers,
      ...workspace.sandbox.environment,
      PG_CONN_STR: connection,
    },
  });
  const { tokens, complete } = JSON.parse((await list(postgres.connection)).stdout);
  expect(tokens.map(({ name, sources }: any) => [name, sources.join()])).toEqual([['Ingest', 'code,state,live'], ['A', 'code,state,live']]);
  expect(complete).toBe(true);

  // What cannot be reached is named, without the password, and what the code says is listed.
  const wrong = postgres.connection.replace(/:\d+\//, ':1/').replace(/:[^:@/]+@/, ':MARKED@');
  expect(wrong).toContain('MARKED');
  const failed = await list(wrong).then(() => undefined, (error) => error);
  expect([failed.code, JSON.parse(failed.stdout).tokens.length]).toEqual([3, 4]);
  expect(failed.stderr).toMatch(/state of stack 'Stack': 'terraform (show|init)' ended with 1: Error/);
  expect(failed.stderr + failed.stdout).not.toContain('MARKED');
  await workspace.destroy({ state: 'one', environment });
});
