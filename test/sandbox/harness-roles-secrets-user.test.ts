import { ADMINISTRATOR_ID, createKey, createToken, DAY, harness, KEY_QUERY, NOW_MILLIS, send, SERVICE_ACCOUNT, start } from './support';
import { ACCOUNT_ID } from '../../sandbox';
import { pageOf } from '../../sandbox/harness/envelope';

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

const PERSONAL_TOKEN = { identifier: 'mine', name: 'Mine', apiKeyType: 'USER', parentIdentifier: ADMINISTRATOR_ID, apiKeyIdentifier: 'own' };

const IDENTIFIER_RULE = 'can be 128 characters long and can only contain alphanumeric and _ characters, and not start with a number';

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
    expect(sandbox.calls.at(-1)?.subject).toBe(`role assignment ${body.data.roleAssignment.identifier}`);
  });

  test('the log tells which role assignment each call was about, also of a call that is refused', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    sandbox.clearCalls();
    await harness(sandbox, 'POST', '/authz/api/roleassignments', GRANT);
    await harness(sandbox, 'GET', '/authz/api/roleassignments/ci_viewer');
    await harness(sandbox, 'DELETE', '/authz/api/roleassignments/ci_viewer');
    await harness(sandbox, 'GET', '/authz/api/roleassignments/missing');
    await harness(sandbox, 'DELETE', '/authz/api/roleassignments/missing');
    await harness(sandbox, 'POST', '/authz/api/roleassignments', { identifier: 'without_role' });
    await harness(sandbox, 'POST', '/authz/api/roleassignments', {});
    expect((await harness(sandbox, 'POST', '/authz/api/roleassignments')).status).toBe(400);
    expect(sandbox.calls.map(call => call.subject)).toEqual([
      'role assignment ci_viewer',
      'role assignment ci_viewer',
      'role assignment ci_viewer',
      'role assignment missing',
      'role assignment missing',
      'role assignment without_role',
      'role assignment ',
      'role assignment ',
    ]);
  });

  test('of several, in one scope and in two, the one that is asked for is read and deleted', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const inOrganization = { ...GRANT, principal: { ...GRANT.principal, scopeLevel: 'account' } };
    const grants = [
      ['', { ...GRANT, identifier: 'first', roleIdentifier: '_first' }],
      ['?orgIdentifier=acme', { ...inOrganization, identifier: 'second', roleIdentifier: '_elsewhere' }],
      ['', { ...GRANT, identifier: 'second', roleIdentifier: '_second' }],
    ] as const;
    for (const [query, grant] of grants) {
      expect((await harness(sandbox, 'POST', `/authz/api/roleassignments${query}`, grant)).status).toBe(200);
    }
    for (const [query, { identifier, roleIdentifier }] of grants) {
      expect((await harness(sandbox, 'GET', `/authz/api/roleassignments/${identifier}${query}`)).body.data.roleAssignment.roleIdentifier).toBe(roleIdentifier);
    }
    expect((await harness(sandbox, 'GET', '/authz/api/roleassignments/first?orgIdentifier=acme')).status).toBe(404);
    expect((await harness(sandbox, 'DELETE', '/authz/api/roleassignments/second')).body.data.roleAssignment.roleIdentifier).toBe('_second');
    expect(sandbox.inventory().roleAssignments).toMatchObject([{ scope: 'account', role: '_first' }, { scope: 'acme', role: '_elsewhere' }]);
  });

  test('one that is missing is a 404 with the code by which the provider knows it', async () => {
    const sandbox = await start();
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await harness(sandbox, method, '/authz/api/roleassignments/ci_viewer');
      const message = 'Role assignment with identifier [ci_viewer] not found in scope';
      expect(status).toBe(404);
      expect(body).toEqual({
        status: 'ERROR',
        code: 'RESOURCE_NOT_FOUND_EXCEPTION',
        message,
        correlationId: expect.stringMatching(/^[-0-9a-f]{36}$/),
        detailedMessage: null,
        responseMessages: [{ code: 'RESOURCE_NOT_FOUND_EXCEPTION', level: 'ERROR', message, exception: null, failureTypes: [] }],
        metadata: null,
      });
    }
  });

  test('the same identifier, or the same grant under another one, is a duplicate', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    await harness(sandbox, 'POST', '/authz/api/roleassignments', GRANT);
    for (const change of [{ identifier: 'CI_VIEWER', roleIdentifier: 'x' }, { identifier: 'other' }, { identifier: undefined }]) {
      const { status, body } = await harness(sandbox, 'POST', '/authz/api/roleassignments', { ...GRANT, ...change });
      expect(status).toBe(400);
      expect(body).toEqual({
        status: 'FAILURE',
        code: 'DUPLICATE_FIELD',
        message: 'A role assignment with this identifier, or with the same role, resource group and principal, already exists in scope',
        correlationId: expect.stringMatching(/^[-0-9a-f]{36}$/),
        errors: [],
      });
    }
    expect(sandbox.inventory().roleAssignments).toHaveLength(1);
  });

  test('another role, resource group or principal is another grant', async () => {
    const sandbox = await start();
    const principal = { type: 'USER', identifier: 'jane' };
    const grants = [
      {},
      { roleIdentifier: '_account_admin' },
      { resourceGroupIdentifier: '_some_resources' },
      { principal: { ...principal, type: 'SERVICE' } },
      { principal: { ...principal, identifier: 'john' } },
      { principal: { ...principal, scopeLevel: 'account' } },
    ];
    for (const [index, grant] of grants.entries()) {
      const { status } = await harness(sandbox, 'POST', '/authz/api/roleassignments', { ...GRANT, principal, ...grant, identifier: `grant_${index}` });
      expect([grant, status]).toEqual([grant, 200]);
    }
    expect(sandbox.inventory().roleAssignments).toHaveLength(grants.length);
  });

  test.each([
    ['USER', null],
    ['SERVICE', null],
    ['API_KEY', null],
    ['USER_GROUP', 'organization'],
  ])('a principal of type %s need not be known, and is of the level %j where none is given', async (type, scopeLevel) => {
    const principal = { identifier: 'somebody', type };
    const { status, body } = await harness(await start(), 'POST', '/authz/api/roleassignments?orgIdentifier=acme', { ...GRANT, principal });
    expect(status).toBe(200);
    expect(body.data.roleAssignment.principal).toEqual({ ...principal, scopeLevel });
  });

  test('a flag that is true, and a reference to a role that is null, are taken', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const { status, body } = await harness(sandbox, 'POST', '/authz/api/roleassignments', { ...GRANT, managed: true, roleReference: null });
    expect(status).toBe(200);
    expect(body.data.roleAssignment).toMatchObject({ managed: true, disabled: false, roleReference: null });
  });

  test('a service account of the account can have a role in a project, if its level is given', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const path = '/authz/api/roleassignments?orgIdentifier=acme&projectIdentifier=shop';
    expect((await harness(sandbox, 'POST', path, GRANT)).body.message).toBe("Service account with identifier [ci_bot] doesn't exist in scope");
    const { status, body } = await harness(sandbox, 'POST', path, {
      ...GRANT, principal: { ...GRANT.principal, scopeLevel: 'account' }, roleReference: { identifier: '_account_viewer', scopeLevel: 'account' }, disabled: true,
    });
    expect(status).toBe(200);
    expect(body.data.roleAssignment).toMatchObject({ roleReference: { identifier: '_account_viewer', scopeLevel: 'account' }, disabled: true });
    expect(body.data.scope).toMatchObject({ orgIdentifier: 'acme', projectIdentifier: 'shop' });
  });

  test.each([
    ['identifier', { identifier: 'a-b' }, IDENTIFIER_RULE],
    ['resourceGroupIdentifier', { resourceGroupIdentifier: undefined }, 'cannot be empty'],
    ['roleIdentifier', { roleIdentifier: undefined }, 'cannot be empty'],
    ['roleReference', { roleReference: '_account_viewer' }, 'must be an object'],
    ['principal', { principal: undefined }, 'must be an object'],
    ['type', { principal: { identifier: 'ci_bot' } }, 'cannot be empty'],
    ['principal.type', { principal: { identifier: 'ci_bot', type: 'ROBOT' } }, 'must be one of USER, USER_GROUP, SERVICE, API_KEY, SERVICE_ACCOUNT'],
    ['identifier', { principal: { type: 'USER' } }, 'cannot be empty'],
    [
      'principal.scopeLevel',
      { principal: { identifier: 'ci_bot', type: 'SERVICE_ACCOUNT', scopeLevel: 'project' } },
      "must be a level at or above the assignment's own, got 'project'",
    ],
    ['disabled', { disabled: 'yes' }, 'must be true or false'],
    ['managed', { managed: 'yes' }, 'must be true or false'],
  ])('a bad %s (%j) is refused', async (fieldId, change, error) => {
    const sandbox = await start();
    await createKey(sandbox);
    const { status, body } = await harness(sandbox, 'POST', '/authz/api/roleassignments', { ...GRANT, ...change });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error }]);
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
    expect(sandbox.secretHolds('ingest_token', 'path/in/vault')).toBe(false);
  });

  test.each([
    [{ version: '2' }, { version: '2' }],
    [{}, null],
    [null, null],
    [undefined, null],
  ])('of a secret that its secret manager keeps, the metadata %j come back as %j, and no value is needed', async (additionalMetadata, expected) => {
    const spec = { ...SECRET.spec, secretManagerIdentifier: 'custom', valueType: 'CustomSecretManagerValues', value: undefined, additionalMetadata };
    const { status, body } = await harness(await start(), 'POST', '/ng/api/v2/secrets', { secret: { ...SECRET, spec } });
    expect(status).toBe(200);
    expect(body.data.secret.spec).toMatchObject({ valueType: 'CustomSecretManagerValues', value: null, additionalMetadata: expected });
  });

  test('the log tells which secret each call was about, also of a call that is refused', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: SECRET });
    await harness(sandbox, 'GET', '/ng/api/v2/secrets/ingest_token');
    await harness(sandbox, 'PUT', '/ng/api/v2/secrets/ingest_token', { secret: SECRET });
    await harness(sandbox, 'DELETE', '/ng/api/v2/secrets/missing');
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: { identifier: 'without_spec' } });
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', {});
    expect((await harness(sandbox, 'POST', '/ng/api/v2/secrets')).status).toBe(400);
    expect(sandbox.calls.map(call => call.subject)).toEqual([
      'secret ingest_token', 'secret ingest_token', 'secret ingest_token', 'secret missing', 'secret without_spec', 'secret ', 'secret ',
    ]);
  });

  test('of several, in one scope and in two, the one that is asked for is read, updated and deleted', async () => {
    const sandbox = await start();
    const secrets = [
      ['', { ...SECRET, identifier: 'first', name: 'First' }],
      ['?orgIdentifier=acme', { ...SECRET, identifier: 'second', name: 'Elsewhere', orgIdentifier: 'acme' }],
      ['', { ...SECRET, identifier: 'second', name: 'Second' }],
    ] as const;
    for (const [query, secret] of secrets) {
      expect((await harness(sandbox, 'POST', `/ng/api/v2/secrets${query}`, { secret })).status).toBe(200);
    }
    for (const [query, { identifier, name }] of secrets) {
      expect((await harness(sandbox, 'GET', `/ng/api/v2/secrets/${identifier}${query}`)).body.data.secret.name).toBe(name);
    }
    expect((await harness(sandbox, 'GET', '/ng/api/v2/secrets/first?orgIdentifier=acme')).status).toBe(404);
    await harness(sandbox, 'PUT', '/ng/api/v2/secrets/second', { secret: { ...secrets[2][1], name: 'Renamed' } });
    const names = (): string[] => sandbox.inventory().secrets.map(({ scope, name }) => `${scope}: ${name}`);
    expect(names()).toEqual(['account: First', 'account: Renamed', 'acme: Elsewhere']);
    expect((await harness(sandbox, 'DELETE', '/ng/api/v2/secrets/second')).body.data).toBe(true);
    expect(names()).toEqual(['account: First', 'acme: Elsewhere']);
  });

  test.each([
    [{ valueType: 'Reference' }, 'Reference secrets are not allowed in KMS type Secret Managers'],
    [{ valueType: 'Reference', secretManagerIdentifier: 'org.harnessSecretManager' }, 'Reference secrets are not allowed in KMS type Secret Managers'],
    [{ secretManagerIdentifier: 'valt' }, 'No such secret manager found with identifier valt'],
    [{ secretManagerIdentifier: 'project.vault' }, 'No such secret manager found with identifier project.vault'],
    [{ secretManagerIdentifier: 'my_org.vault' }, 'No such secret manager found with identifier my_org.vault'],
  ])('the built-in secret manager has no references, and one that is not there is refused: %j', async (spec, message) => {
    const sandbox = await start({ secretManagers: ['vault', 'my_vault'] });
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: { ...SECRET, spec: { ...SECRET.spec, ...spec } } });
    expect(status).toBe(400);
    expect(body).toEqual({ status: 'FAILURE', code: 'SECRET_MANAGEMENT_ERROR', message, correlationId: expect.any(String), errors: [] });
  });

  test.each([['vault'], ['account.vault'], ['org.vault'], ['account.harnessSecretManager']])('the secret manager %s is there', async secretManagerIdentifier => {
    const spec = { ...SECRET.spec, secretManagerIdentifier };
    const { status } = await harness(await start({ secretManagers: ['vault'] }), 'POST', '/ng/api/v2/secrets', { secret: { ...SECRET, spec } });
    expect(status).toBe(200);
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
  });

  test.each([
    ['secret.identifier', { ...SECRET, identifier: 'Ingest_Token' }],
    ['secret.spec.secretManagerIdentifier', { ...SECRET, spec: { ...SECRET.spec, secretManagerIdentifier: 'another' } }],
  ])('an update of %s is refused', async (fieldId, secret) => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: SECRET });
    const { status, body } = await harness(sandbox, 'PUT', '/ng/api/v2/secrets/ingest_token', { secret });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error: 'cannot be changed' }]);
    expect(sandbox.inventory().secrets).toMatchObject([{ identifier: 'ingest_token', secretManager: 'harnessSecretManager' }]);
  });

  test('an update from an inline value to a reference forgets the value', async () => {
    const sandbox = await start();
    const spec = { ...SECRET.spec, secretManagerIdentifier: 'vault' };
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: { ...SECRET, spec } });
    const reference = { ...spec, valueType: 'Reference', value: 'path/in/vault' };
    const { body } = await harness(sandbox, 'PUT', '/ng/api/v2/secrets/ingest_token', { secret: { ...SECRET, spec: reference } });
    expect(body.data.secret.spec).toMatchObject({ valueType: 'Reference', value: 'path/in/vault' });
    expect(sandbox.secretHolds('ingest_token', 'very-secret-value')).toBe(false);
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
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: 'RESOURCE_NOT_FOUND_EXCEPTION', message: 'Secret with identifier [ingest_token] not found in scope' });
    }
  });

  test.each([
    ['secret', undefined, 'must be an object'],
    ['secret.type', { ...SECRET, type: 'SecretFile' }, 'must be SecretText: this sandbox knows no other kind of secret'],
    ['secret.spec', { ...SECRET, spec: undefined }, 'must be an object'],
    ['secret.spec.value', { ...SECRET, spec: { ...SECRET.spec, value: undefined } }, 'cannot be empty'],
    ['secret.spec.valueType', { ...SECRET, spec: { ...SECRET.spec, valueType: 'Magic' } }, 'must be one of Inline, Reference, CustomSecretManagerValues'],
    ['secret.spec.additionalMetadata', { ...SECRET, spec: { ...SECRET.spec, additionalMetadata: 'none' } }, 'must be an object'],
    ['secretManagerIdentifier', { ...SECRET, spec: { ...SECRET.spec, secretManagerIdentifier: undefined } }, 'cannot be empty'],
  ])('a bad %s is refused', async (fieldId, secret, error) => {
    const { status, body } = await harness(await start(), 'POST', '/ng/api/v2/secrets', { secret });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error }]);
  });

  test('the same identifier in another case is a duplicate', async () => {
    const sandbox = await start();
    await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: SECRET });
    const { status, body } = await harness(sandbox, 'POST', '/ng/api/v2/secrets', { secret: { ...SECRET, identifier: 'Ingest_Token' } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'DUPLICATE_FIELD', message: 'Secret [Ingest_Token] already exists in scope' });
  });
});

describe('current user of Harness', () => {
  test('the administrator is told who they are', async () => {
    const sandbox = await start();
    const { status, body } = await harness(sandbox, 'GET', '/ng/api/user/currentUser');
    expect(status).toBe(200);
    expect(body.data).toEqual({
      uuid: ADMINISTRATOR_ID,
      name: 'Sandbox Administrator',
      email: 'administrator@sandbox.example',
      token: null,
      defaultAccountId: ACCOUNT_ID,
      intent: null,
      accounts: [{ uuid: ACCOUNT_ID, accountName: 'Sandbox', companyName: 'Sandbox', defaultExperience: 'NG', nextGenEnabled: true }],
      admin: false,
      twoFactorAuthenticationEnabled: false,
      emailVerified: true,
      locked: false,
      disabled: false,
      signupAction: null,
      edition: null,
      billingFrequency: null,
      utmInfo: null,
      externallyManaged: false,
    });
    expect(sandbox.calls.map(call => call.subject)).toEqual(['current user']);
  });

  test('a personal token is its user, a service account is no user', async () => {
    const sandbox = await start();
    const { body } = await harness(sandbox, 'POST', '/ng/api/token', PERSONAL_TOKEN);
    expect((await harness(sandbox, 'GET', '/ng/api/user/currentUser', undefined, body.data)).body.data.uuid).toBe(ADMINISTRATOR_ID);
    await harness(sandbox, 'POST', '/ng/api/serviceaccount', SERVICE_ACCOUNT);
    const robot = await createToken(sandbox);
    const refused = await harness(sandbox, 'GET', '/ng/api/user/currentUser', undefined, robot);
    expect(refused.status).toBe(400);
    expect(refused.body.message).toBe("Current user can be accessed only by 'USER' principal type");
  });

  test.each([
    ['is the caller\'s own where no query names one', '', ACCOUNT_ID],
    ['is the one that the query names', '?accountIdentifier=europe', 'europe'],
  ])('the account %s', async (_which, query, expected) => {
    const sandbox = await start();
    const { status, body } = await send(
      `${sandbox.environment.HARNESS_ENDPOINT}/ng/api/user/currentUser${query}`, 'GET', { 'x-api-key': sandbox.environment.HARNESS_PLATFORM_API_KEY },
    );
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ defaultAccountId: expected, accounts: [{ uuid: expected }] });
  });

  test('a personal token, too, need not name the account', async () => {
    const sandbox = await start();
    const { body } = await harness(sandbox, 'POST', '/ng/api/token', PERSONAL_TOKEN);
    const url = `${sandbox.environment.HARNESS_ENDPOINT}/ng/api/user/currentUser`;
    expect((await send(url, 'GET', { 'x-api-key': body.data })).body.data.uuid).toBe(ADMINISTRATOR_ID);
  });
});

describe('refusal of Harness', () => {
  test.each([
    ['without a key', {}, 'Token is not valid: header x-api-key is missing'],
    ['with an empty key', { 'x-api-key': '' }, 'Token is not valid: header x-api-key is missing'],
    ['with an unknown key', { 'x-api-key': 'pat.a.b.c' }, 'Token is not valid'],
  ])('a call %s is told so', async (_which, headers, message) => {
    const { environment } = await start();
    const url = `${environment.HARNESS_ENDPOINT}/ng/api/serviceaccount?accountIdentifier=${ACCOUNT_ID}`;
    const { status, body } = await send(url, 'GET', headers as Record<string, string>);
    expect([status, body.code, body.message]).toEqual([401, 'INVALID_TOKEN', message]);
  });

  test('a token outside its time, and one of another account, is told so', async () => {
    const sandbox = await start();
    await createKey(sandbox);
    const headers = { 'x-api-key': await createToken(sandbox, { validTo: NOW_MILLIS + DAY }) };
    const url = `${sandbox.environment.HARNESS_ENDPOINT}/ng/api/serviceaccount?accountIdentifier=`;
    const elsewhere = await send(`${url}another`, 'GET', headers);
    expect([elsewhere.status, elsewhere.body.code, elsewhere.body.message]).toEqual([401, 'INVALID_TOKEN', 'Token is not valid for account [another]']);
    sandbox.clock.advance(DAY);
    const expired = await send(`${url}${ACCOUNT_ID}`, 'GET', headers);
    expect([expired.status, expired.body.code, expired.body.message]).toEqual([401, 'EXPIRED_TOKEN', 'Token [pipeline] is not valid at this time']);
  });

  test.each([['none', ''], ['an empty one', '?accountIdentifier=']])('of an account, %s is refused', async (_which, query) => {
    const { environment } = await start();
    const url = `${environment.HARNESS_ENDPOINT}/ng/api/serviceaccount${query}`;
    const { status, body } = await send(url, 'GET', { 'x-api-key': environment.HARNESS_PLATFORM_API_KEY });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId: 'accountIdentifier', error: 'must not be null' }]);
  });

  test.each([['null'], ['[]'], ['"text"'], ['7'], ['']])('of a body, %j is refused', async text => {
    const { status, body } = await harness(await start(), 'POST', '/authz/api/roleassignments', text);
    expect(status).toBe(400);
    expect(body).toEqual({
      status: 'FAILURE',
      code: 'INVALID_REQUEST',
      message: 'Invalid request: body must be an object',
      correlationId: expect.any(String),
      errors: [{ fieldId: 'body', error: 'must be an object' }],
    });
  });

  test.each([
    [400, { status: 'FAILURE', code: 'INVALID_REQUEST', errors: [] }],
    [418, { status: 'ERROR', code: 'INVALID_REQUEST' }],
    [499, { status: 'ERROR', code: 'INVALID_REQUEST' }],
    [500, { status: 'ERROR', code: 'UNKNOWN_ERROR' }],
    [502, { status: 'ERROR', code: 'UNKNOWN_ERROR' }],
    [503, { status: 'ERROR', code: 'SERVICE_UNAVAILABLE' }],
  ])('a fault of status %d answers %j', async (status, expected) => {
    const sandbox = await start();
    sandbox.addFault(`* *=${status}`);
    const answer = await harness(sandbox, 'GET', '/ng/api/serviceaccount');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ ...expected, message: `fault of the sandbox: ${status}` });
  });
});

describe('page of a list of Harness', () => {
  const ITEMS = ['a', 'b', 'c', 'd', 'e'];

  test.each([
    ['', { pageIndex: 0, pageSize: 100, totalPages: 1, content: ITEMS }],
    ['pageIndex=&pageSize=', { pageIndex: 0, pageSize: 100, totalPages: 1, content: ITEMS }],
    ['pageSize=2', { pageIndex: 0, pageSize: 2, totalPages: 3, content: ['a', 'b'] }],
    ['pageIndex=1&pageSize=2', { pageIndex: 1, pageSize: 2, totalPages: 3, content: ['c', 'd'] }],
    ['pageIndex=2&pageSize=2', { pageIndex: 2, pageSize: 2, totalPages: 3, content: ['e'] }],
    ['pageIndex=12&pageSize=1', { pageIndex: 12, pageSize: 1, totalPages: 5, content: [] }],
    ['pageSize=999999', { pageIndex: 0, pageSize: 999999, totalPages: 1, content: ITEMS }],
  ])('the query %j asks for %j', (query, expected) => {
    const { length } = expected.content;
    expect(pageOf(ITEMS, new URLSearchParams(query))).toEqual({ ...expected, totalItems: 5, pageItemCount: length, empty: length === 0 });
  });

  test.each([
    ['pageIndex=-1', 'pageIndex', 0],
    ['pageIndex=x', 'pageIndex', 0],
    ['pageSize=0', 'pageSize', 1],
    ['pageSize=1x', 'pageSize', 1],
    ['pageSize=x1', 'pageSize', 1],
    ['pageSize=1.5', 'pageSize', 1],
    ['pageSize=1000000', 'pageSize', 1],
  ])('the query %s is refused', async (query, fieldId, least) => {
    const { status, body } = await harness(await start(), 'GET', `/ng/api/apikey/aggregate?${KEY_QUERY}&${query}`);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ fieldId, error: `must be a whole number from ${least} upwards` }]);
  });
});
