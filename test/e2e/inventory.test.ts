/** Each finding, made to appear on the sandbox and mended by the command that it names. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type * as cdktf from 'cdktf';
import { installStandInProviders } from '../../scripts/stand-in-providers';
import { dynatrace, Duration, Expiration, harness, RotationSchedule } from '../../src';
import { COMMAND } from '../util/built-library';
import { Workspace } from '../util/workspace';

const SCOPES = dynatrace.ApiTokenScopes.dataIngest();

type Build = (stack: cdktf.TerraformStack) => void;

let workspace: Workspace;
let environment: NodeJS.ProcessEnv;

beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
  // What is deployed is what was synthesized last; the command that a user types is cdktf's.
  const bin = join(workspace.folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'cdktf'), '#!/bin/sh\n[ "$1" = deploy ] && exec terraform -chdir="state/stacks/$2" apply\n');
  chmodSync(join(bin, 'cdktf'), 0o755);
  environment = {
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
    TF_IN_AUTOMATION: '1',
    TF_CLI_ARGS_apply: '-auto-approve -input=false',
    STAND_IN_RETRY_UNIT_MS: '1',
    ...(await installStandInProviders()).environment,
    ...workspace.sandbox.environment,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
  };
});
afterEach(() => workspace.close());

function run(command: string, args: string[]): Promise<{ code: number | null; stdout: string; output: string }> {
  return new Promise((fulfil, reject) => {
    const child = spawn(command, args, { cwd: workspace.folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, output] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => fulfil({ code, stdout, output }));
  });
}

async function inventory(): Promise<any[]> {
  const now = workspace.sandbox.clock.now().toISOString();
  const { code, stdout, output } = await run(process.execPath, [COMMAND, 'inventory', '--app', 'state', '--state', '--live', '--format', 'json', '--now', now]);
  expect([code, code === 0 ? '' : output]).toEqual([0, '']);
  return JSON.parse(stdout).tokens;
}

const withFinding = (tokens: any[], id: string): any[] => tokens.filter(({ findings }) => findings.some((finding: any) => finding.id === id));

async function api(method: string, path: string, body?: object): Promise<any> {
  const { HARNESS_ENDPOINT, HARNESS_PLATFORM_API_KEY, DYNATRACE_ENV_URL, DYNATRACE_API_TOKEN } = workspace.sandbox.environment;
  const [url, headers] = path.startsWith('/ng') ? [HARNESS_ENDPOINT, { 'x-api-key': HARNESS_PLATFORM_API_KEY }] : [DYNATRACE_ENV_URL, { Authorization: `Api-Token ${DYNATRACE_API_TOKEN}` }];
  const response = await fetch(url + path, { method, headers: headers as any, ...body && { body: JSON.stringify(body) } });
  expect(response.ok).toBe(true);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

const account = (stack: cdktf.TerraformStack) => new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) });
const ingest = (props: Partial<dynatrace.ApiTokenProps> = {}): Build => (stack) => {
  new dynatrace.ApiToken(stack, 'Ingest', { scopes: SCOPES, expiresAt: Expiration.at('2027-10-01T00:00:00Z'), ...props });
};
const chain = (expiresAt?: string): Build => (stack) => {
  account(stack).addApiKey('Deploy').addToken('Ci', expiresAt === undefined ? {} : { expiresAt: Expiration.at(expiresAt) });
};
const rotating: Build = (stack) => {
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  account(stack).addApiKey('Deploy').addRotatingToken('Nightly', { schedule });
  new dynatrace.RotatingApiToken(stack, 'Ingest', { schedule, scopes: SCOPES });
};
const nothing: Build = () => undefined;

async function deploy(build: Build): Promise<void> {
  workspace.synthStack(build);
  await workspace.apply();
}
const advance = (days: number) => workspace.sandbox.clock.advance(days * 86_400_000);
const deleteApiToken = async () => api('DELETE', `/api/v2/apiTokens/${workspace.sandbox.inventory().apiTokens[0].id}`);

interface Case {
  readonly id: string;
  readonly what: string;
  readonly arrange: () => Promise<unknown>;
  /** What the finding says to change in the code first. */
  readonly change?: () => Build;
  /** Where time itself is what has changed: the tests' clock stands in the synthesized files. */
  readonly later?: () => Build;
  readonly count?: number;
}

test.each<Case>([
  { id: 'dead', what: 'of Dynatrace', arrange: async () => (await deploy(ingest()), deleteApiToken()) },
  {
    id: 'dead',
    what: 'of Harness, with its account and key',
    arrange: async () => (await deploy(chain('2027-10-01T00:00:00Z')), api('DELETE', `/ng/api/serviceaccount/Bot?accountIdentifier=${workspace.account}`)),
  },
  {
    id: 'dead',
    what: 'of Harness, alone',
    arrange: async () => (await deploy(chain('2027-10-01T00:00:00Z')),
    api('DELETE', `/ng/api/token/Ci?accountIdentifier=${workspace.account}&apiKeyType=SERVICE_ACCOUNT&parentIdentifier=Bot&apiKeyIdentifier=Deploy`)),
  },
  {
    id: 'ended',
    what: 'of Dynatrace',
    arrange: async () => (await deploy(ingest({ expiresAt: Expiration.at('2026-11-10T00:00:00Z') })), advance(10)),
    change: () => ingest({ expiresAt: Expiration.at('2027-11-10T00:00:00Z') }),
  },
  { id: 'ends-soon', what: 'with an end in the code', arrange: async () => (await deploy(chain('2026-12-01T00:00:00Z')), advance(20)), change: () => chain('2027-06-01T00:00:00Z') },
  { id: 'ends-soon', what: "with its key's default lifetime", arrange: async () => (await deploy(chain()), advance(20)) },
  { id: 'never-ends', what: 'of Dynatrace', arrange: () => deploy(ingest({ expiresAt: undefined })), change: () => ingest() },
  { id: 'disabled', what: 'of Dynatrace', arrange: () => deploy(ingest({ enabled: false })), change: () => ingest() },
  {
    id: 'secret-lost',
    what: 'of an adopted token',
    arrange: async () => {
      const { id } = await api('POST', '/api/v2/apiTokens', { name: 'Ingest', scopes: SCOPES.map((scope) => scope.id), expirationDate: '2027-10-01T00:00:00.000Z' });
      await deploy((stack) => {
        new dynatrace.ApiToken(stack, 'Ingest', { name: 'Ingest', scopes: SCOPES, expiresAt: Expiration.at('2027-10-01T00:00:00Z') }).adopt(id);
      });
    },
  },
  {
    id: 'unmanaged',
    what: 'of both systems',
    count: 2,
    arrange: async () => {
      await deploy(chain('2027-10-01T00:00:00Z'));
      await api('POST', '/api/v2/apiTokens', { name: 'by hand', scopes: ['metrics.read'], expirationDate: '2027-10-01T00:00:00.000Z' });
      await api('POST', `/ng/api/token?accountIdentifier=${workspace.account}`, {
        identifier: 'by_hand', name: 'by hand', apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'Bot', apiKeyIdentifier: 'Deploy', accountIdentifier: workspace.account,
      });
    },
  },
  { id: 'unused', what: 'of Dynatrace', arrange: async () => (await deploy(ingest()), advance(100)), change: () => nothing },
  { id: 'classic-token', what: 'of Dynatrace', arrange: () => deploy(ingest()), change: () => nothing },
  { id: 'rotation-overdue', what: 'of both systems', count: 2, arrange: async () => (await deploy(rotating), advance(31)), later: () => rotating },
  { id: 'not-deployed', what: 'of Harness', arrange: async () => (await deploy(nothing), workspace.synthStack(chain('2027-10-01T00:00:00Z'))) },
  { id: 'left-over', what: 'of Harness', arrange: async () => (await deploy(chain('2027-10-01T00:00:00Z')), workspace.synthStack(nothing)) },
])('$id, $what, is found and mended by its command', async ({ id, arrange, change, later, count = 1 }) => {
  await arrange();
  const found = withFinding(await inventory(), id);
  expect(found).toHaveLength(count);
  const findings = found.map((token) => token.findings.find((finding: any) => finding.id === id));
  // Who has to change the code is told so, and nobody else.
  expect(findings.map((finding) => finding.change === undefined)).toEqual(findings.map(() => change === undefined && id !== 'unmanaged'));
  const build = change ?? later;
  if (build) {
    workspace.synthStack(build());
  }
  for (const command of new Set(findings.flatMap(({ commands }) => commands))) {
    const { code, output } = await run('sh', ['-c', String(command)]);
    expect([command, code, code === 0 ? '' : output]).toEqual([command, 0, '']);
  }
  expect(withFinding(await inventory(), id)).toEqual([]);
  await workspace.expectEmptyPlan();
});
