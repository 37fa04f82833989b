import { createKey, harness, start } from './support';

const SECRET = { type: 'SecretText', spec: { secretManagerIdentifier: 'harnessSecretManager', valueType: 'Inline', value: 'x' } };

test('the inventory lists secrets with where their value is, in the order of scope, then identifier, whatever the order of creation', async () => {
  const sandbox = await start();
  const create = async (query: string, secret: object): Promise<void> => {
    expect((await harness(sandbox, 'POST', `/ng/api/v2/secrets${query}`, { secret: { ...SECRET, ...secret } })).status).toBe(200);
  };
  await create('?orgIdentifier=acme', { identifier: 'a', name: 'First', orgIdentifier: 'acme' });
  await create('', { identifier: 'c', name: 'Third' });
  await create('', { identifier: 'a', name: 'First', spec: { secretManagerIdentifier: 'vault', valueType: 'Reference', value: 'path' } });
  await create('', { identifier: 'd', name: 'Fourth' });
  await create('', { identifier: 'b', name: 'Second' });
  const inline = { secretManager: 'harnessSecretManager', valueType: 'Inline' };
  expect(sandbox.inventory().secrets).toEqual([
    { scope: 'account', identifier: 'a', name: 'First', secretManager: 'vault', valueType: 'Reference' },
    { scope: 'account', identifier: 'b', name: 'Second', ...inline },
    { scope: 'account', identifier: 'c', name: 'Third', ...inline },
    { scope: 'account', identifier: 'd', name: 'Fourth', ...inline },
    { scope: 'acme', identifier: 'a', name: 'First', ...inline },
  ]);
});

test('the inventory lists role assignments with who has which role', async () => {
  const sandbox = await start();
  await createKey(sandbox);
  expect((await harness(sandbox, 'POST', '/authz/api/roleassignments', {
    identifier: 'ci_viewer', resourceGroupIdentifier: '_all', roleIdentifier: '_viewer', principal: { identifier: 'ci_bot', type: 'SERVICE_ACCOUNT' },
  })).status).toBe(200);
  expect(sandbox.inventory().roleAssignments).toEqual([
    { scope: 'account', identifier: 'ci_viewer', role: '_viewer', resourceGroup: '_all', principal: 'ci_bot', principalType: 'SERVICE_ACCOUNT' },
  ]);
});
