import * as path from 'node:path';
import { API_KEY, createKey, harness, KEY_QUERY, send, SERVICE_ACCOUNT, start, temporaryFolder, TOKEN } from './support';
import { ACCOUNT_ID, type Sandbox } from '../../sandbox';

const create = (sandbox: Sandbox, account: string, identifier = 'ci_bot') =>
  harness(sandbox, 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier, accountIdentifier: account });

/** Calls as a provider that is configured with an account. */
const inAccount = (sandbox: Sandbox, account: string, method: string, route: string, body?: unknown) => send(
  `${sandbox.environment.HARNESS_ENDPOINT}${route}${route.includes('?') ? '&' : '?'}accountIdentifier=${account}`, method,
  { 'x-api-key': sandbox.environment.HARNESS_PLATFORM_API_KEY }, body);

describe("the sandbox's own account", () => {
  test('goes by the id that the first resource asks for', async () => {
    const sandbox = await start();
    expect((await create(sandbox, 'account-id')).body.data.accountIdentifier).toBe('account-id');
    expect((await harness(sandbox, 'POST', '/ng/api/apikey', { ...API_KEY, accountIdentifier: 'account-id' })).body.data.accountIdentifier).toBe('account-id');
    expect((await harness(sandbox, 'POST', '/ng/api/token', { ...TOKEN, accountIdentifier: 'account-id' })).body.data).toMatch(/^sat\.account-id\./);
    expect((await harness(sandbox, 'GET', `/ng/api/apikey/aggregate/deploy?${KEY_QUERY}`)).body.data.apiKey.accountIdentifier).toBe('account-id');
    expect((await harness(sandbox, 'GET', '/ng/api/user/currentUser')).body.data.defaultAccountId).toBe('account-id');
    expect(sandbox.inventory().serviceAccounts).toMatchObject([{ scope: 'account' }]);
  });

  test('is reached by that id and by the one it gave out, also in the next run', async () => {
    const stateFile = path.join(temporaryFolder(), 'state.json');
    const first = await start({ stateFile });
    await create(first, 'account-id');
    await first.stop();
    for (const accountId of [undefined, 'account-id']) {
      const sandbox = await start({ stateFile, accountId });
      for (const account of [ACCOUNT_ID, 'account-id']) {
        expect((await inAccount(sandbox, account, 'GET', '/ng/api/serviceaccount/ci_bot')).status).toBe(200);
      }
      await sandbox.stop();
    }
  });

  test('keeps its id, and what is in it, if the next run is given another one', async () => {
    const stateFile = path.join(temporaryFolder(), 'state.json');
    const first = await start({ stateFile });
    await create(first, 'account-id');
    await first.stop();
    const sandbox = await start({ stateFile, accountId: 'other-id' });
    expect((await inAccount(sandbox, 'account-id', 'GET', '/ng/api/serviceaccount/ci_bot')).body.data.accountIdentifier).toBe('account-id');
    expect((await inAccount(sandbox, 'other-id', 'GET', '/ng/api/serviceaccount/ci_bot')).status).toBe(400);
  });

  test('refuses a resource that asks for another id, and says what to do', async () => {
    const sandbox = await start();
    await create(sandbox, 'account-id');
    const { status, body } = await create(sandbox, 'other-id', 'other');
    expect(status).toBe(400);
    expect(body.message).toBe('The resource asks for account [other-id], but its provider works on account [account-id]. '
      + 'Give the same account to the scope and to the provider (HARNESS_ACCOUNT_ID or its accountId)');
    expect(sandbox.inventory().serviceAccounts).toHaveLength(1);
  });

  test('takes another id once nothing is in it any more', async () => {
    const sandbox = await start();
    await create(sandbox, 'account-id');
    await harness(sandbox, 'DELETE', '/ng/api/serviceaccount/ci_bot');
    expect((await create(sandbox, 'other-id')).body.data.accountIdentifier).toBe('other-id');
  });

  test('takes an id while another account has something in it', async () => {
    const sandbox = await start();
    await inAccount(sandbox, 'europe', 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    expect((await create(sandbox, 'account-id')).body.data.accountIdentifier).toBe('account-id');
    expect(sandbox.inventory().serviceAccounts.map(({ scope }) => scope)).toEqual(['account', 'europe: account']);
  });

  test('has the id it was given from the start, and refuses every other', async () => {
    const sandbox = await start({ accountId: 'account-id' });
    expect(sandbox.environment.HARNESS_ACCOUNT_ID).toBe('account-id');
    expect((await inAccount(sandbox, 'account-id', 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, accountIdentifier: 'other-id' })).status).toBe(400);
    expect((await inAccount(sandbox, 'account-id', 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT)).body.data.accountIdentifier).toBe('account-id');
    expect((await harness(sandbox, 'GET', '/ng/api/serviceaccount/ci_bot')).body.data.accountIdentifier).toBe('account-id');
    expect(sandbox.inventory().serviceAccounts).toMatchObject([{ scope: 'account' }]);
    await expect(start({ accountId: 'no id' })).rejects.toThrow('the id of the account');
  });
});

test('an account that a provider is configured with takes no other id, also if nothing is in any account', async () => {
  const sandbox = await start();
  const { status, body } = await inAccount(sandbox, 'europe', 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, accountIdentifier: 'asia' });
  expect(status).toBe(400);
  expect(body.message).toContain('The resource asks for account [asia], but its provider works on account [europe]. ');
  expect(sandbox.environment.HARNESS_ACCOUNT_ID).toBe(ACCOUNT_ID);
});

test('accounts that providers are configured with are apart', async () => {
  const sandbox = await start();
  await createKey(sandbox);
  expect((await inAccount(sandbox, 'europe', 'GET', '/ng/api/serviceaccount/ci_bot')).status).toBe(400);
  expect((await inAccount(sandbox, 'europe', 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, accountIdentifier: 'europe' })).status).toBe(200);
  expect((await inAccount(sandbox, 'europe', 'POST', '/ng/api/serviceaccount', { ...SERVICE_ACCOUNT, identifier: 'x', accountIdentifier: 'asia' })).status).toBe(400);
  expect(sandbox.inventory().serviceAccounts.map(({ scope }) => scope)).toEqual(['account', 'europe: account']);
  // An update of a key has its account in the body alone.
  const key = { ...API_KEY, accountIdentifier: 'europe' };
  expect((await inAccount(sandbox, 'europe', 'POST', '/ng/api/apikey', key)).status).toBe(200);
  const { HARNESS_ENDPOINT: endpoint, HARNESS_PLATFORM_API_KEY: secret } = sandbox.environment;
  expect((await send(`${endpoint}/ng/api/apikey/europe`, 'PUT', { 'x-api-key': secret }, { ...key, name: 'renamed' })).body.data.name).toBe('renamed');
  expect(sandbox.inventory().apiKeys.map(({ scope, name }) => `${scope} ${name}`)).toEqual(['account Deploy', 'europe: account renamed']);
  await inAccount(sandbox, 'europe', 'DELETE', '/ng/api/serviceaccount/ci_bot');
  expect(sandbox.inventory().apiKeys).toHaveLength(1);
});
