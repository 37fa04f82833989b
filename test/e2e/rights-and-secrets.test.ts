/** Rights, keys, tokens and secrets, by real Terraform at each scope: apply, change, rotation, replacement, adoption, destroy. */
import * as cdktf from 'cdktf';
import { Duration, dynatrace, harness, l1, RotationSchedule } from '../../src';
import { Workspace } from '../util/workspace';

const { HarnessScope, Role, ResourceGroup } = harness;

let workspace: Workspace;
beforeEach(async () => {
  workspace = await Workspace.open({ now: '2026-11-02T00:00:00Z' });
});
afterEach(() => workspace.close());

const SCOPES: [string, () => harness.HarnessScope, harness.Role, harness.Role][] = [
  ['account', () => HarnessScope.account(workspace.account), Role.ACCOUNT_VIEWER, Role.ACCOUNT_ADMIN],
  ['organization', () => HarnessScope.organization(workspace.account, 'org'), Role.ORGANIZATION_VIEWER, Role.ORGANIZATION_ADMIN],
  ['project', () => HarnessScope.project(workspace.account, 'org', 'proj'), Role.PROJECT_VIEWER, Role.PIPELINE_EXECUTOR],
];

interface Chain {
  readonly harnessScope: harness.HarnessScope;
  readonly role: harness.Role;
  readonly email?: string;
}

function chain(stack: cdktf.TerraformStack, { harnessScope, role, email }: Chain): harness.RotatingToken {
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope, email });
  const token = bot.addApiKey('Key').addRotatingToken('Monthly', { schedule });
  bot.grantRole(role);
  new harness.SecretText(stack, 'BotToken', { harnessScope, value: token.value });
  token.exportValue('Secret');
  return token;
}

/** The scope as the sandbox's questions take it. */
function placeOf(harnessScope: harness.HarnessScope): { org?: string; project?: string } {
  return { org: harnessScope.orgId, project: harnessScope.projectId };
}

const PREFIXES: Record<string, string> = { account: 'account.', organization: 'org.', project: '' };

async function applyChain(props: Chain): Promise<string> {
  workspace.synthStack((stack) => chain(stack, props));
  await workspace.apply();
  await workspace.expectEmptyPlan();
  const secret: string = await workspace.outputValue('Secret');
  expect(workspace.sandbox.isValid(secret)).toBe(true);
  expect(workspace.sandbox.secretHolds(`${PREFIXES[props.harnessScope.level]}BotToken`, secret, placeOf(props.harnessScope))).toBe(true);
  return secret;
}

describe.each(SCOPES)('at the %s', (_, scope, role, otherRole) => {
  test('account, rights, key, token and secret come in this order and go in the reverse', async () => {
    const nothing = workspace.sandbox.inventory();
    await applyChain({ harnessScope: scope(), role });
    expect(workspace.takeCalls()).toEqual([
      'POST /ng/api/serviceaccount -> 200', 'POST /authz/api/roleassignments -> 200', 'POST /ng/api/apikey -> 200', 'POST /ng/api/token -> 200',
      'POST /ng/api/v2/secrets -> 200',
    ]);
    expect(workspace.sandbox.inventory().roleAssignments).toMatchObject([{ role: role.identifier, principal: 'Bot', principalType: 'SERVICE_ACCOUNT' }]);
    const paths = ['v2/secrets', 'token', 'apikey', 'roleassignments', 'serviceaccount'];
    await workspace.destroy();
    expect(workspace.takeCalls().map((call) => paths.find((path) => call.includes(`/${path}/`)))).toEqual(paths);
    expect(workspace.sandbox.inventory()).toEqual(nothing);
  });

  test('another role, the next rotation and a replaced account leave the bot its rights and the secret right', async () => {
    const harnessScope = scope();
    const first = await applyChain({ harnessScope, role });
    expect(await applyChain({ harnessScope, role: otherRole })).toBe(first);
    expect(workspace.sandbox.inventory().roleAssignments).toMatchObject([{ role: otherRole.identifier }]);

    workspace.sandbox.clock.set('2026-12-03T00:00:00Z');
    const second = await applyChain({ harnessScope, role: otherRole });
    expect(second).not.toBe(first);

    const third = await applyChain({ harnessScope, role: otherRole, email: 'other@service.harness.io' });
    expect(third).not.toBe(second);
    expect(workspace.sandbox.inventory().roleAssignments).toMatchObject([{ role: otherRole.identifier, principal: 'Bot' }]);
    await workspace.destroy();
  });
});

test('another scope takes everything along', async () => {
  const nothing = workspace.sandbox.inventory();
  for (const [, scope, role] of [...SCOPES, SCOPES[0]]) {
    await applyChain({ harnessScope: scope(), role });
    const { roleAssignments, secrets, serviceAccounts } = workspace.sandbox.inventory();
    expect([roleAssignments, secrets, serviceAccounts].map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set([roleAssignments, secrets, serviceAccounts].map(([entry]) => entry.scope)).size).toBe(1);
  }
  await workspace.destroy();
  expect(workspace.sandbox.inventory()).toEqual(nothing);
});

test('a bot of the account has roles in the account, an organization and a project, and they go with it', async () => {
  const synth = (email?: string) => workspace.synthStack((stack) => {
    const { account } = workspace;
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.account(account), email });
    bot.grantRole(Role.ACCOUNT_VIEWER, { on: ResourceGroup.ALL_INCLUDING_CHILD_SCOPES });
    bot.grantRole(Role.ORGANIZATION_VIEWER, { harnessScope: HarnessScope.organization(account, 'org') });
    bot.grantRole(Role.PIPELINE_EXECUTOR, { harnessScope: HarnessScope.project(account, 'org', 'proj'), on: ResourceGroup.of('deployments') });
    bot.grantRole(Role.of('deployer', { definedAt: harness.ScopeLevel.ACCOUNT }), { harnessScope: HarnessScope.project(account, 'org', 'proj') });
  });
  synth();
  await workspace.apply();
  await workspace.expectEmptyPlan();
  const granted = workspace.sandbox.inventory().roleAssignments.map(({ scope, role, resourceGroup }) => `${scope}: ${role} on ${resourceGroup}`).sort();
  expect(granted).toEqual([
    'account: _account_viewer on _all_resources_including_child_scopes',
    'org/proj: _pipeline_executor on deployments',
    'org/proj: deployer on _all_project_level_resources',
    'org: _organization_viewer on _all_organization_level_resources',
  ]);

  synth('other@service.harness.io');
  expect((await workspace.apply()).output).toContain('10 added, 0 changed, 10 destroyed');
  await workspace.expectEmptyPlan();
  expect(workspace.sandbox.inventory().roleAssignments).toHaveLength(4);
  await workspace.destroy();
  expect(workspace.sandbox.inventory().roleAssignments).toEqual([]);
});

test('users and existing accounts get roles, too', async () => {
  const { account } = workspace;
  workspace.synth({
    Accounts: (stack) => {
      new harness.ServiceAccount(stack, 'Old', { harnessScope: HarnessScope.organization(account, 'org') });
    },
    Rights: (stack) => {
      harness.User.current(stack, 'Me', { harnessScope: HarnessScope.account(account) })
        .grantRole(Role.PROJECT_ADMIN, { harnessScope: HarnessScope.project(account, 'org', 'proj') });
      harness.User.fromId(stack, 'Other', { harnessScope: HarnessScope.account(account), userId: 'u1' }).grantRole(Role.ACCOUNT_VIEWER);
      harness.ServiceAccount.fromIdentifier(stack, 'Existing', { harnessScope: HarnessScope.organization(account, 'org'), identifier: 'Old' })
        .grantRole(Role.ORGANIZATION_VIEWER);
    },
  });
  for (const stack of ['Accounts', 'Rights']) {
    await workspace.apply({ stack });
    await workspace.expectEmptyPlan({ stack });
  }
  expect(workspace.sandbox.inventory().roleAssignments).toMatchObject([
    { scope: 'account', principal: 'u1', principalType: 'USER' },
    { scope: 'org', principal: 'Old', principalType: 'SERVICE_ACCOUNT' },
    { scope: 'org/proj', principal: 'SandboxAdministrator00', principalType: 'USER' },
  ]);
  await workspace.destroy({ stack: 'Rights' });
  expect(workspace.sandbox.inventory().roleAssignments).toEqual([]);
});

test.each<[string, Partial<harness.RoleAssignmentProps>]>([
  ['role', { role: Role.PROJECT_ADMIN }],
  ['resource group', { on: ResourceGroup.of('some') }],
  ['scope', { harnessScope: HarnessScope.project('SandboxAccount00000000', 'org', 'other') }],
  ['identifier', { identifier: 'mine' }],
  ['disabled', { disabled: true }],
])('another %s of an assignment replaces it', async (_, changed) => {
  const apply = async (props: Partial<harness.RoleAssignmentProps>) => {
    workspace.synthStack((stack) => {
      const principal = new harness.ServiceAccount(stack, 'Bot', { harnessScope: HarnessScope.organization(workspace.account, 'org') });
      new harness.RoleAssignment(stack, 'Grant', {
        principal, role: Role.PROJECT_VIEWER, harnessScope: HarnessScope.project(workspace.account, 'org', 'proj'), ...props,
      });
    });
    const { output } = await workspace.apply();
    await workspace.expectEmptyPlan();
    return output;
  };
  await apply({});
  workspace.takeCalls();
  expect(await apply(changed)).toContain('2 added, 0 changed, 2 destroyed');
  expect(workspace.takeCalls()).toEqual([
    expect.stringMatching(/^DELETE \/authz\/api\/roleassignments\/.* -> 200$/), 'POST /authz/api/roleassignments -> 200',
  ]);
  expect(workspace.sandbox.inventory().roleAssignments).toHaveLength(1);
});

test('an assignment and a secret that exist are adopted; the secret gets the value that the code says', async () => {
  const harnessScope = HarnessScope.project(workspace.account, 'org', 'proj');
  const synth = (state: string, adopt?: string) => workspace.synthStack((stack) => {
    const bot = new harness.ServiceAccount(stack, 'Bot', { harnessScope });
    const grant = bot.grantRole(Role.PROJECT_VIEWER);
    const ingest = new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
    const secret = new harness.SecretText(stack, 'IngestToken', { harnessScope, value: ingest.value });
    ingest.exportValue('Secret');
    if (adopt) {
      bot.adopt();
      grant.adopt(adopt);
      secret.adopt();
    }
  }, state);
  synth('first');
  await workspace.apply({ state: 'first' });
  const [{ identifier }] = workspace.sandbox.inventory().roleAssignments;

  synth('second', identifier);
  expect((await workspace.apply({ state: 'second' })).output).toContain('3 imported, 5 added, 1 changed, 0 destroyed');
  await workspace.expectEmptyPlan({ state: 'second' });
  expect(workspace.sandbox.secretHolds('IngestToken', await workspace.outputValue('Secret', { state: 'second' }), placeOf(harnessScope))).toBe(true);
  expect(workspace.sandbox.inventory()).toMatchObject({ roleAssignments: [{ identifier }], secrets: [{}] });
});

test('another secret manager replaces a secret; a value becomes a path in place', async () => {
  const harnessScope = HarnessScope.account(workspace.account);
  const apply = async (props: Partial<harness.SecretTextProps>) => {
    workspace.synthStack((stack) => {
      const ingest = new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
      new harness.SecretText(stack, 'IngestToken', { harnessScope, ...(props.pathInSecretManager ? {} : { value: ingest.value }), ...props });
    });
    await workspace.apply();
    await workspace.expectEmptyPlan();
    return workspace.takeCalls().filter((call) => call.includes('/secrets'));
  };
  await apply({});
  expect(await apply({ secretManager: 'vault' })).toEqual(['DELETE /ng/api/v2/secrets/IngestToken -> 200', 'POST /ng/api/v2/secrets -> 200']);
  expect(await apply({ secretManager: 'vault', pathInSecretManager: 'ci#token' })).toEqual(['PUT /ng/api/v2/secrets/IngestToken -> 200']);
  expect(workspace.sandbox.inventory().secrets).toMatchObject([{ secretManager: 'vault', valueType: 'Reference' }]);
  expect(await apply({ secretManager: 'vault', description: 'inline again' })).toEqual(['PUT /ng/api/v2/secrets/IngestToken -> 200']);
});

test('a value that is no token is delivered, and no plan shows it', async () => {
  const environment = { TF_VAR_license: 'a-license-that-nobody-may-see' };
  workspace.synthStack((stack) => {
    const variable = new cdktf.TerraformVariable(stack, 'license', { sensitive: true, type: 'string' });
    new harness.SecretText(stack, 'License', { harnessScope: HarnessScope.account(workspace.account), value: variable.stringValue });
  });
  const { output } = await workspace.apply({ environment });
  expect(output).not.toContain(environment.TF_VAR_license);
  expect(workspace.sandbox.secretHolds('account.License', environment.TF_VAR_license)).toBe(true);
});

test('a value that somebody changed in the UI goes unnoticed, and is written again on demand', async () => {
  workspace.synthStack((stack) => {
    const ingest = new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
    new harness.SecretText(stack, 'IngestToken', { harnessScope: HarnessScope.account(workspace.account), value: ingest.value });
    ingest.exportValue('Secret');
  });
  await workspace.apply();
  const { HARNESS_ENDPOINT: endpoint, HARNESS_PLATFORM_API_KEY: key } = workspace.sandbox.environment;
  const spec = { secretManagerIdentifier: 'harnessSecretManager', valueType: 'Inline', value: 'changed by hand' };
  const answer = await fetch(`${endpoint}/ng/api/v2/secrets/IngestToken?accountIdentifier=${workspace.account}`, {
    method: 'PUT',
    headers: { 'x-api-key': key, 'Content-Type': 'application/json' },
    body: JSON.stringify({ secret: { type: 'SecretText', identifier: 'IngestToken', name: 'IngestToken', spec } }),
  });
  expect(answer.status).toBe(200);
  await workspace.expectEmptyPlan();
  const [address] = Object.keys(await workspace.resources()).filter((name) => name.startsWith('harness_platform_secret_text.'));
  await workspace.terraform(['apply', '-auto-approve', '-input=false', `-replace=${address}`]);
  expect(workspace.sandbox.secretHolds('account.IngestToken', await workspace.outputValue('Secret'))).toBe(true);
});

test('a secret manager that is not there is an error of the service that can be read', async () => {
  await workspace.close();
  workspace = await Workspace.open({ now: '2026-11-02T00:00:00Z', secretManagers: ['vault'] });
  const synth = (secretManager: string) => workspace.synthStack((stack) => {
    const ingest = new dynatrace.ApiToken(stack, 'Ingest', { scopes: dynatrace.ApiTokenScopes.dataIngest() });
    new harness.SecretText(stack, 'IngestToken', { harnessScope: HarnessScope.account(workspace.account), value: ingest.value, secretManager });
  });
  synth('valt');
  expect((await workspace.apply({ codes: [1] })).output).toContain('No such secret manager found with identifier valt');
  synth('vault');
  await workspace.apply();
  await workspace.expectEmptyPlan();
});

test('by L1 a replaced account has no rights, and Terraform says success', async () => {
  const synth = (email: string) => workspace.synthStack((stack) => {
    const { PlatformServiceAccount } = l1.harness.platformServiceAccount;
    const account = new PlatformServiceAccount(stack, 'Bot', {
      accountId: workspace.account, identifier: 'Bot', name: 'Bot', email, lifecycle: { replaceTriggeredBy: ['terraform_data.email'] },
    });
    stack.addOverride('resource.terraform_data.email', { triggers_replace: email });
    new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, 'Grant', {
      roleIdentifier: '_account_viewer',
      resourceGroupIdentifier: '_all_account_level_resources',
      principal: [{ identifier: account.id, type: 'SERVICE_ACCOUNT' }],
    });
  });
  synth('one@service.harness.io');
  await workspace.apply();
  synth('two@service.harness.io');
  expect((await workspace.apply()).output).toContain('Apply complete!');
  expect(workspace.sandbox.inventory().roleAssignments).toEqual([]);
});

test('by L1 another scope of an assignment is an error', async () => {
  const synth = (orgId: string) => workspace.synthStack((stack) => {
    new l1.harness.platformRoleAssignments.PlatformRoleAssignments(stack, 'Grant', {
      orgId, roleIdentifier: '_organization_viewer', resourceGroupIdentifier: '_all_organization_level_resources', principal: [{ identifier: 'u1', type: 'USER' }],
    });
  });
  synth('org');
  await workspace.apply();
  synth('other');
  expect((await workspace.apply({ codes: [1] })).output).toContain('not found');
});
