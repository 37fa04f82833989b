import { ADMINISTRATOR_ID, createKey, createToken, harness, NOW_MILLIS, SERVICE_ACCOUNT, start } from './support';

const GRANT = {
  identifier: 'ci_viewer',
  resourceGroupIdentifier: '_all_resources',
  roleIdentifier: '_account_viewer',
  principal: { identifier: 'ci_bot', type: 'SERVICE_ACCOUNT' },
};

const SECRET = {
  type: 'SecretText',
  name: 'Ingest token',
  identifier: 'ingest_token',
  spec: { type: '', secretManagerIdentifier: 'harnessSecretManager', valueType: 'Inline', value: 'very-secret-value', additionalMetadata: {} },
};

describe('role assignment of Harness', () => {
  test('it is created, read and deleted, each time answered whole', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const created = await harness(sandbox, 'POST', '/authz/api/roleassignments', GRANT);
    const whole = {
      roleAssignment: { ...GRANT, principal: { ...GRANT.principal, scopeLevel: 'account' }, roleReference: null, disabled: false, managed: false },
      scope: { accountIdentifier: sandbox.environment.HARNESS_ACCOUNT_ID, orgIdentifier: null, projectIdentifier: null },
      createdAt: NOW_MILLIS,
      lastModifiedAt: NOW_MILLIS,
      harnessManaged: false,
    };
    expect(created.status).toBe(200);
    expect(created.body.data).toEqual(whole);
    expect((await harness(sandbox, 'GET', '/authz/api/roleassignments/ci_viewer')).body.data).toEqual(whole);
    expect((await harness(sandbox, 'DELETE', '/authz/api/roleassignments/ci_viewer')).body.data).toEqual(whole);
    expect(sandbox.inventory().roleAssignments).toEqual([]);
  });

  test('without an identifier it gets one', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const { body } = await harness(sandbox, 'POST', '/authz/api/roleassignments', { ...GRANT, identifier: undefined });
    expect(body.data.roleAssignment.identifier).toMatch(/^role_assignment_[A-Za-z0-9]{20}$/);
  });

  test('one that is missing is a 404 with the code by which the provider knows it', async () => {
    const sandbox = await start();
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await harness(sandbox, method, '/authz/api/roleassignments/ci_viewer');
      expect(status).toBe(404);
      expect(body.code).toBe('RESOURCE_NOT_FOUND_EXCEPTION');
    }
  });

  test('the same identifier, or the same grant under another one, is a duplicate', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await harness(sandbox, 'POST', '/authz/api/roleassignments', GRANT);
    expect((await harness(sandbox, 'POST', '/authz/api/roleassignments', { ...GRANT, identifier: 'CI_VIEWER', roleIdentifier: 'x' })).body.code)
      .toBe('DUPLICATE_FIELD');
    expect((await harness(sandbox, 'POST', '/authz/api/roleassignments', { ...GRANT, identifier: 'other' })).body.code).toBe('DUPLICATE_FIELD');
  });

  test('a service account of the account can have a role in a project, if its level is given', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const path = '/authz/api/roleassignments?orgIdentifier=acme&projectIdentifier=shop';
    expect((await harness(sandbox, 'POST', path, GRANT)).body.message).toContain("doesn't exist in scope");
    const { status, body } = await harness(sandbox, 'POST', path, {
      ...GRANT, principal: { ...GRANT.principal, scopeLevel: 'account' }, roleReference: { identifier: '_account_viewer', scopeLevel: 'account' }, disabled: true,
    });
    expect(status).toBe(200);
    expect(body.data.roleAssignment).toMatchObject({ roleReference: { identifier: '_account_viewer', scopeLevel: 'account' }, disabled: true });
    expect(body.data.scope).toMatchObject({ orgIdentifier: 'acme', projectIdentifier: 'shop' });
  });

  test.each([
    ['resourceGroupIdentifier', { resourceGroupIdentifier: undefined }],
    ['roleIdentifier', { roleIdentifier: undefined }],
    ['principal', { principal: undefined }],
    ['type', { principal: { identifier: 'ci_bot' } }],
    ['principal.type', { principal: { identifier: 'ci_bot', type: 'ROBOT' } }],
    ['identifier', { principal: { type: 'USER' } }],
    ['principal.scopeLevel', { principal: { identifier: 'ci_bot', type: 'SERVICE_ACCOUNT', scopeLevel: 'project' } }],
    ['disabled', { disabled: 'yes' }],
  ])('a bad %s (%j) is refused', async (field, change) => {
    const sandbox = await start();
    await createKey(sandbox);
    const { status, body } = await harness(sandbox, 'POST', '/authz/api/roleassignments', { ...GRANT, ...change });
    expect(status).toBe(400);
    expect(body.errors[0].fieldId).toBe(field);
  });
});

describe('text secret of Harness', () => {
  test('an inline value never comes back, but can be asked about', async () => {
    const sandbox = await start();
    const created = await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: SECRET });
    const read = await harness(sandbox, 'GET', '/ng/api/v2/secrets/ingest_token');
    expect(created.status).toBe(200);
    expect(read.body.data).toEqual({
      secret: {
        type: 'SecretText',
        name: 'Ingest token',
        identifier: 'ingest_token',
        orgIdentifier: null,
        projectIdentifier: null,
        tags: {},
        description: null,
        spec: { type: 'SecretTextSpec', secretManagerIdentifier: 'harnessSecretManager', valueType: 'Inline', value: null, additionalMetadata: null },
      },
      createdAt: NOW_MILLIS,
      updatedAt: NOW_MILLIS,
      draft: false,
      governanceMetadata: null,
    });
    expect(JSON.stringify([created.body, read.body])).not.toContain('very-secret-value');
    expect(sandbox.secretHolds('ingest_token', 'very-secret-value')).toBe(true);
    expect(sandbox.secretHolds('account.ingest_token', 'very-secret-value', { org: 'acme' })).toBe(true);
    expect(sandbox.secretHolds('ingest_token', 'another')).toBe(false);
    expect(sandbox.secretHolds('org.ingest_token', 'very-secret-value', { org: 'acme' })).toBe(false);
  });

  test('a reference comes back', async () => {
    const sandbox = await start();
    const spec = { ...SECRET.spec, secretManagerIdentifier: 'vault', valueType: 'Reference', value: 'path/in/vault' };
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: { ...SECRET, spec } });
    expect((await harness(sandbox, 'GET', '/ng/api/v2/secrets/ingest_token')).body.data.secret.spec.value).toBe('path/in/vault');
  });

  test('the built-in secret manager has no references, and one that is not there is refused', async () => {
    const sandbox = await start({ secretManagers: ['vault'] });
    const create = async (spec: object): Promise<string | undefined> =>
      (await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: { ...SECRET, spec: { ...SECRET.spec, ...spec } } })).body.message;
    expect(await create({ valueType: 'Reference' })).toBe('Reference secrets are not allowed in KMS type Secret Managers');
    expect(await create({ secretManagerIdentifier: 'valt' })).toBe('No such secret manager found with identifier valt');
    expect(await create({ secretManagerIdentifier: 'account.vault' })).toBeUndefined();
  });

  test('an update replaces the value, or keeps it if it is left out', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: SECRET });
    const update = async (spec: object): Promise<number> =>
      (await harness(sandbox, 'PUT', '/ng/api/v2/secrets/ingest_token', { secret: { ...SECRET, spec: { ...SECRET.spec, ...spec } } })).status;
    expect(await update({ value: 'next' })).toBe(200);
    expect(sandbox.secretHolds('ingest_token', 'next')).toBe(true);
    expect(await update({ value: undefined })).toBe(200);
    expect(sandbox.secretHolds('ingest_token', 'next')).toBe(true);
    expect(await update({ secretManagerIdentifier: 'another' })).toBe(400);
  });

  test('scope in body and query must be the same', async () => {
    const sandbox = await start();
    const secret = { ...SECRET, orgIdentifier: 'acme' };
    expect((await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret })).body.message).toContain('scope in payload and params do not match');
    expect((await harness(sandbox, 'POST', '/ng/api/v2/secrets?orgIdentifier=acme', { secret })).status).toBe(200);
    expect(sandbox.secretHolds('org.ingest_token', 'very-secret-value', { org: 'acme', project: 'shop' })).toBe(true);
  });

  test('a missing one is a 404 with a code, also for delete; a deleted one is missing', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: SECRET });
    expect((await harness(sandbox, 'DELETE', '/ng/api/v2/secrets/ingest_token?forceDelete=false')).body.data).toBe(true);
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await harness(sandbox, method, '/ng/api/v2/secrets/ingest_token');
      expect([status, body.code]).toEqual([404, 'RESOURCE_NOT_FOUND_EXCEPTION']);
    }
  });

  test.each([
    ['secret', undefined],
    ['secret.type', { ...SECRET, type: 'SecretFile' }],
    ['secret.spec', { ...SECRET, spec: undefined }],
    ['secret.spec.value', { ...SECRET, spec: { ...SECRET.spec, value: undefined } }],
    ['secret.spec.valueType', { ...SECRET, spec: { ...SECRET.spec, valueType: 'Magic' } }],
    ['secretManagerIdentifier', { ...SECRET, spec: { ...SECRET.spec, secretManagerIdentifier: undefined } }],
  ])('a bad %s is refused', async (field, secret) => {
    const { status, body } = await harness(await start(), 'POST', '/ng/api/v2/secrets', { secret });
    expect(status).toBe(400);
    expect(body.errors[0].fieldId).toBe(field);
  });

  test('the same identifier in another case is a duplicate', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: SECRET });
    expect((await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: { ...SECRET, identifier: 'Ingest_Token' } })).body.code).toBe('DUPLICATE_FIELD');
  });
});

describe('current user of Harness', () => {
  test('the administrator is told who they are', async () => {
    const sandbox = await start();
    const { status, body } = await harness(sandbox, 'GET', '/ng/api/user/currentUser');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      uuid: ADMINISTRATOR_ID,
      name: expect.any(String),
      email: expect.stringContaining('@'),
      defaultAccountId: sandbox.environment.HARNESS_ACCOUNT_ID,
      admin: false,
      locked: false,
      emailVerified: true,
    });
  });

  test('a personal token is its user, a service account is no user', async () => {
    const sandbox = await start();
    const { body } = await harness(sandbox, 'POST', '/ng/api/token', {
      identifier: 'mine', name: 'Mine', apiKeyType: 'USER', parentIdentifier: ADMINISTRATOR_ID, apiKeyIdentifier: 'own',
    });
    expect((await harness(sandbox, 'GET', '/ng/api/user/currentUser', undefined, body.data)).body.data.uuid).toBe(ADMINISTRATOR_ID);
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const robot = await createToken(sandbox);
    expect((await harness(sandbox, 'GET', '/ng/api/user/currentUser', undefined, robot)).status).toBe(400);
  });
});
