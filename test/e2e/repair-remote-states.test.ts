/** `repair` of an app of many stacks whose states are in PostgreSQL. */
import * as cdktf from 'cdktf';
import { dynatrace, harness } from '../../src';
import { bundleCommand } from '../cli/bundle';
import { PostgresServer } from '../util/postgres';
import { Workspace } from '../util/workspace';

const STACKS = Array.from({ length: 10 }, (_, index) => `Team${index}`);

const command = bundleCommand();
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

test('each stack is read from its backend and mended there', async () => {
  const environment = { PG_CONN_STR: postgres.connection };
  const addBackend = (stack: cdktf.TerraformStack) =>
    new cdktf.PgBackend(stack, { connStr: undefined as never, schemaName: stack.node.id.toLowerCase() });
  workspace.synth(Object.fromEntries(STACKS.map((name) => [name, (stack: cdktf.TerraformStack) => {
    new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.organization(workspace.account, name) })
      .addApiKey('Deploy').addToken('Nightly').exportValue('HarnessValue');
    new dynatrace.ApiToken(stack, 'Ingest', { name, scopes: dynatrace.ApiTokenScopes.dataIngest() }).exportValue('DynatraceValue');
  }])), 'state', addBackend);
  for (const stack of STACKS) {
    // One that loses the answer to its token, and one that never was applied.
    if (stack === 'Team3') {
      workspace.sandbox.addFault('POST /ng/api/token#1=lost');
    }
    if (stack !== 'Team9') {
      await workspace.apply({ stack, environment, codes: stack === 'Team3' ? [1] : [0] });
    }
    workspace.sandbox.clearFaults();
  }
  // Two more whose tokens went outside of Terraform.
  const { HARNESS_ENDPOINT: endpoint, HARNESS_PLATFORM_API_KEY: key } = workspace.sandbox.environment;
  const { DYNATRACE_ENV_URL: url, DYNATRACE_API_TOKEN: token } = workspace.sandbox.environment;
  await fetch(`${endpoint}/ng/api/serviceaccount/Bot?accountIdentifier=${workspace.account}&orgIdentifier=Team5`, {
    method: 'DELETE', headers: { 'x-api-key': key },
  });
  const { id } = workspace.sandbox.inventory().apiTokens.find(({ name }) => name === 'Team7')!;
  await fetch(`${url}/api/v2/apiTokens/${id}`, { method: 'DELETE', headers: { authorization: `Api-Token ${token}` } });

  const repair = (...args: string[]) => workspace.command(process.execPath, [command.file, 'repair', '--app', '.', '--now', workspace.sandbox.clock.now().toISOString(), ...args], { environment, codes: [0, 2] });
  const dry = await repair();
  expect(dry).toMatchObject({ code: 2, output: expect.stringContaining('3 commands in 10 stacks') });
  expect([...dry.output.matchAll(/^stack '(\w+)'$/gm)].map(([, name]) => name)).toEqual(['Team5', 'Team7', 'Team3']);
  expect(await repair('--apply', '--yes')).toMatchObject({ code: 0 });
  for (const stack of STACKS) {
    await workspace.apply({ stack, environment });
    await workspace.expectEmptyPlan({ stack, environment });
    for (const name of ['HarnessValue', 'DynatraceValue']) {
      expect(workspace.sandbox.isValid(await workspace.outputValue(name, { stack, environment }))).toBe(true);
    }
  }
  expect((await repair()).output).toContain('Nothing to mend in 10 stacks.');
}, 600_000);
