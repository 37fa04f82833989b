import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ACCOUNT_ID, type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';

/** The moment at which the clock of most tests stands. */
export const NOW = '2026-11-01T00:00:00.000Z';
export const NOW_MILLIS = Date.parse(NOW);
export const DAY = 86_400_000;

/** What `currentUser` answers for the administrator. */
export const ADMINISTRATOR_ID = 'SandboxAdministrator00';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Loose on purpose: these tests look into JSON of two foreign services. */
  readonly body: any;
}

const running: Sandbox[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(sandbox => sandbox.stop()));
  for (const folder of folders.splice(0)) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** A sandbox that is stopped after the test. */
export async function start(options: SandboxOptions = { now: NOW }): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  running.push(sandbox);
  return sandbox;
}

export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-test-'));
  folders.push(folder);
  return folder;
}

export async function send(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** Calls Harness as the administrator, or with the key given. */
export async function harness(
  sandbox: Sandbox, method: string, pathAndQuery: string, body?: unknown, key = sandbox.environment.HARNESS_PLATFORM_API_KEY,
): Promise<Answer> {
  const [route, query] = pathAndQuery.split('?');
  const url = `${sandbox.environment.HARNESS_ENDPOINT}${route}?accountIdentifier=${ACCOUNT_ID}${query === undefined ? '' : `&${query}`}`;
  return send(url, method, { 'x-api-key': key }, body);
}

/** Calls Dynatrace as the administrator, or with the token given. */
export async function dynatrace(
  sandbox: Sandbox, method: string, pathAndQuery: string, body?: unknown, token = sandbox.environment.DYNATRACE_API_TOKEN,
): Promise<Answer> {
  return send(`${sandbox.environment.DYNATRACE_ENV_URL}${pathAndQuery}`, method, { Authorization: `Api-Token ${token}` }, body);
}

export const SERVICE_ACCOUNT = { identifier: 'ci_bot', name: 'CI bot', email: 'ci_bot@service.harness.io' };
export const API_KEY = { identifier: 'deploy', name: 'Deploy', apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'ci_bot' };
export const TOKEN = {
  identifier: 'pipeline', name: 'Pipeline', apiKeyType: 'SERVICE_ACCOUNT', parentIdentifier: 'ci_bot', apiKeyIdentifier: 'deploy',
};
export const KEY_QUERY = 'apiKeyType=SERVICE_ACCOUNT&parentIdentifier=ci_bot';
export const TOKEN_QUERY = `${KEY_QUERY}&apiKeyIdentifier=deploy`;

/** Service account and API key in the account, as most tests need them. */
export async function createKey(sandbox: Sandbox): Promise<void> {
  expect((await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT)).status).toBe(200);
  expect((await harness(sandbox, 'POST', '/ng/api/apikey', API_KEY)).status).toBe(200);
}

/** @returns the secret of the token */
export async function createToken(sandbox: Sandbox, more: object = {}): Promise<string> {
  const { status, body } = await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, ...more });
  expect({ status, body }).toMatchObject({ status: 200, body: { data: expect.any(String) } });
  return body.data;
}

export async function readToken(sandbox: Sandbox, identifier = 'pipeline'): Promise<any> {
  const { body } = await harness(sandbox, 'GET', `/ng/api/token/aggregate?${TOKEN_QUERY}&identifiers=${identifier}`);
  return body.data.content[0]?.token;
}

/** @returns id and secret */
export async function createApiToken(sandbox: Sandbox, more: object = {}): Promise<{ id: string; token: string; expirationDate?: string }> {
  const { status, body } = await dynatrace(sandbox, 'POST', '/api/v2/apiTokens', { name: 'ingest', scopes: ['metrics.ingest'], ...more });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}
