/** Roles of service accounts and users: where they can be granted, and what is rendered. */
import * as cdktf from 'cdktf';
import { harness, l1 } from '../../src';
import { lateBoundStrings, newApp, newStack, only, synth, synthApp, warnings } from '../util/stacks';

const { HarnessScope, Role, ResourceGroup, ScopeLevel } = harness;
const TYPE = 'harness_platform_role_assignments';

const ACCOUNT = HarnessScope.account('acct');
const ORGANIZATION = HarnessScope.organization('acct', 'delivery');
const PROJECT = HarnessScope.project('acct', 'delivery', 'shop');

function bot(stack: cdktf.TerraformStack, harnessScope = ACCOUNT): harness.ServiceAccount {
  return new harness.ServiceAccount(stack, 'Bot', { harnessScope });
}

function refused(harnessScope: harness.HarnessScope, role: harness.Role, options?: harness.RoleAssignmentOptions): () => unknown {
  return () => bot(newStack(), harnessScope).grantRole(role, options);
}

test.each([
  [ACCOUNT, Role.ACCOUNT_VIEWER, {}, '_all_account_level_resources', 'account'],
  [ORGANIZATION, Role.ORGANIZATION_VIEWER, { org_id: '${harness_platform_service_account.Bot_116EC4F6.org_id}' }, '_all_organization_level_resources', 'organization'],
  [PROJECT, Role.PIPELINE_EXECUTOR, {
    org_id: '${harness_platform_service_account.Bot_116EC4F6.org_id}', project_id: '${harness_platform_service_account.Bot_116EC4F6.project_id}',
  }, '_all_project_level_resources', 'project'],
])('a role is granted where the account lives, on all resources of that level: %j', (harnessScope, role, place, resourceGroup, level) => {
  const stack = newStack();
  bot(stack, harnessScope).grantRole(role);
  const { '//': _, lifecycle, depends_on: dependsOn, ...assignment } = only(synth(stack), TYPE);
  expect(assignment).toEqual({
    ...place,
    role_identifier: role.identifier,
    resource_group_identifier: resourceGroup,
    principal: [{ identifier: '${harness_platform_service_account.Bot_116EC4F6.id}', type: 'SERVICE_ACCOUNT', scope_level: level }],
  });
  expect(dependsOn).toEqual(['harness_platform_service_account.Bot_116EC4F6']);
  expect(lifecycle.replace_triggered_by).toEqual([expect.stringMatching(/^terraform_data\./), 'harness_platform_service_account.Bot_116EC4F6.id']);
});

test('an account-level bot gets a role in a project, as the principal of its own level', () => {
  const stack = newStack();
  bot(stack).grantRole(Role.PROJECT_VIEWER, { harnessScope: PROJECT });
  expect(only(synth(stack), TYPE)).toMatchObject({
    org_id: 'delivery',
    project_id: 'shop',
    resource_group_identifier: '_all_project_level_resources',
    principal: [{ scope_level: 'account', type: 'SERVICE_ACCOUNT' }],
  });
});

test('a user gets a role at any level, and has no level', () => {
  const stack = newStack();
  harness.User.fromId(stack, 'Me', { harnessScope: ACCOUNT, userId: 'u-1' }).grantRole(Role.PROJECT_ADMIN, { harnessScope: PROJECT });
  expect(only(synth(stack), TYPE).principal).toEqual([{ identifier: 'u-1', type: 'USER' }]);
});

test('the current user gets a role by reference', () => {
  const stack = newStack();
  harness.User.current(stack, 'Me', { harnessScope: ACCOUNT }).grantRole(Role.ACCOUNT_VIEWER);
  expect(only(synth(stack), TYPE).principal).toEqual([{ identifier: expect.stringMatching(/^\$\{data\.harness_platform_current_user\..*\.id\}$/), type: 'USER' }]);
});

test('an existing account gets a role by its identifier', () => {
  const stack = newStack();
  harness.ServiceAccount.fromIdentifier(stack, 'Old', { harnessScope: ORGANIZATION, identifier: 'old' })
    .grantRole(Role.ORGANIZATION_ADMIN, { on: ResourceGroup.ALL_INCLUDING_CHILD_SCOPES });
  const assignment = only(synth(stack), TYPE);
  expect(assignment).toMatchObject({
    org_id: 'delivery',
    resource_group_identifier: '_all_resources_including_child_scopes',
    principal: [{ identifier: 'old', type: 'SERVICE_ACCOUNT', scope_level: 'organization' }],
  });
  expect(assignment).not.toHaveProperty('depends_on');
});

test('a key of an existing account waits for its rights, too', () => {
  const stack = newStack();
  const owner = harness.ServiceAccount.fromIdentifier(stack, 'Old', { harnessScope: ORGANIZATION, identifier: 'old' });
  owner.addApiKey('Before');
  owner.grantRole(Role.ORGANIZATION_VIEWER);
  owner.addApiKey('After');
  const { resource } = synth(stack);
  const [assignment] = Object.keys(resource[TYPE]);
  expect(Object.values<any>(resource.harness_platform_apikey).map((key) => key.depends_on)).toEqual([[`${TYPE}.${assignment}`], [`${TYPE}.${assignment}`]]);
});

test('an account of another stack gets a role by a cross-stack reference', () => {
  const app = newApp();
  const owner = bot(newStack({ app, id: 'Accounts' }), PROJECT);
  new harness.RoleAssignment(newStack({ app, id: 'Rights' }), 'Viewer', { principal: owner, role: Role.PROJECT_VIEWER });
  const assignment = only(synthApp(app).Rights, TYPE);
  expect(assignment.principal[0].identifier).toMatch(/^\$\{data\.terraform_remote_state\./);
  expect(assignment).toMatchObject({ org_id: 'delivery', project_id: 'shop' });
  expect(assignment).not.toHaveProperty('depends_on');
});

test('the provider is the account\'s, unless another one is given', () => {
  const stack = newStack();
  const [europe, asia] = ['europe', 'asia'].map((alias) => new harness.HarnessProvider(stack, alias, { alias }));
  const owner = new harness.ServiceAccount(stack, 'Bot', { harnessScope: ACCOUNT, provider: europe });
  owner.grantRole(Role.ACCOUNT_VIEWER);
  owner.grantRole(Role.ACCOUNT_ADMIN, { provider: asia });
  expect(Object.values<any>(synth(stack).resource[TYPE]).map(({ provider }) => provider).sort()).toEqual(['harness.asia', 'harness.europe']);
});

test('a role that is defined above the scope says where', () => {
  const stack = newStack();
  bot(stack, PROJECT).grantRole(Role.of('deployer', { definedAt: ScopeLevel.ACCOUNT }), { on: ResourceGroup.of('pipelines'), identifier: 'deploys', disabled: true });
  expect(only(synth(stack), TYPE)).toMatchObject({
    identifier: 'deploys',
    disabled: true,
    resource_group_identifier: 'pipelines',
    role_identifier: 'deployer',
    role_reference: { identifier: 'deployer', scope_level: 'account' },
  });
});

describe('addresses', () => {
  test('follow from role, scope and resource group', () => {
    const stack = newStack();
    const owner = bot(stack);
    const grants = [
      owner.grantRole(Role.ACCOUNT_VIEWER),
      owner.grantRole(Role.ACCOUNT_VIEWER, { on: ResourceGroup.ALL_INCLUDING_CHILD_SCOPES }),
      owner.grantRole(Role.PROJECT_VIEWER, { harnessScope: PROJECT }),
      owner.grantRole(Role.of('own'), { harnessScope: ACCOUNT }),
      owner.grantRole(Role.of('own'), { harnessScope: ORGANIZATION, on: ResourceGroup.of('some') }),
    ];
    expect(grants.map(({ node }) => node.path)).toEqual([
      'Stack/Bot/Role-_account_viewer',
      'Stack/Bot/Role-_account_viewer-on-_all_resources_including_child_scopes',
      'Stack/Bot/Role-_project_viewer-in-delivery-shop',
      'Stack/Bot/Role-own',
      'Stack/Bot/Role-own-in-delivery-on-some',
    ]);
    expect(Object.keys(synth(stack).resource[TYPE]).sort()).toEqual(
      grants.map(({ node }) => (node.defaultChild as cdktf.TerraformResource).friendlyUniqueId).sort());
    expect((grants[0].node.defaultChild as cdktf.TerraformResource).friendlyUniqueId).toBe('Bot_Role-_account_viewer_0F64C26C');
  });

  test('the same grant twice is refused', () => {
    const owner = bot(newStack());
    owner.grantRole(Role.ACCOUNT_VIEWER);
    expect(() => owner.grantRole(Role.ACCOUNT_VIEWER)).toThrow("role of grantRole must be granted once at a scope on a resource group, got '_account_viewer'");
  });

  test('what an address follows from must be known', () => {
    const stack = newStack();
    const owner = bot(stack);
    for (const text of Object.values(lateBoundStrings(stack))) {
      expect(() => owner.grantRole(Role.of(text))).toThrow('role of grantRole must be known at synth');
      expect(() => owner.grantRole(Role.of('own'), { on: ResourceGroup.of(text) })).toThrow('use new RoleAssignment(...) with an id of your own [Stack/Bot]');
      expect(() => owner.grantRole(Role.of('own'), { harnessScope: HarnessScope.organization('acct', text) })).toThrow('must be known at synth');
    }
    new harness.RoleAssignment(stack, 'Free', { principal: owner, role: Role.of('${var.role}'), on: ResourceGroup.of('${var.group}') });
    expect(only(synth(stack), TYPE)).toMatchObject({ role_identifier: '${var.role}', resource_group_identifier: '${var.group}' });
  });

  test('what a terraform_data holds is for ever', () => {
    const stack = newStack();
    bot(stack, PROJECT).grantRole(Role.PROJECT_VIEWER);
    const held = Object.values<any>(synth(stack).resource.terraform_data).map((data) => data.triggers_replace);
    expect(held).toContainEqual(expect.objectContaining({ disabled: false, role: '_project_viewer', principal_level: 'project' }));
    expect(held.map(Object.keys)).toContainEqual([
      'account_id', 'disabled', 'org_id', 'principal', 'principal_level', 'principal_type', 'project_id', 'resource_group', 'role',
    ]);
  });
});

describe('refuses', () => {
  test.each([
    [ACCOUNT, Role.PROJECT_VIEWER, {},
      "role must be one that Harness has at the level of the account, got '_project_viewer': that one is for the level project: use another one, or set harnessScope"],
    [ORGANIZATION, Role.ACCOUNT_ADMIN, {}, "at the level of the organization delivery, got '_account_admin': that one is for the level account"],
    [PROJECT, Role.of('_organization_viewer'), {}, "at the level of the project delivery/shop, got '_organization_viewer'"],
    [PROJECT, Role.PROJECT_VIEWER, { on: ResourceGroup.ALL_ACCOUNT_LEVEL }, "on must be one that Harness has at the level of the project delivery/shop, got '_all_account_level_resources'"],
    [PROJECT, Role.PROJECT_VIEWER, { on: ResourceGroup.ALL_INCLUDING_CHILD_SCOPES }, 'that one is for the level account or organization'],
  ] as [harness.HarnessScope, harness.Role, harness.RoleAssignmentOptions, string][])('at %j the role %j %j', (harnessScope, role, options, message) => {
    expect(refused(harnessScope, role, options)).toThrow(message);
    expect(refused(harnessScope, role, options)).toThrow(/\[Stack\/Bot\/Role-/);
  });

  test.each([
    [PROJECT, ACCOUNT, "harnessScope must be the principal's own or lie in it (the project delivery/shop), got 'the account'"],
    [PROJECT, ORGANIZATION, "got 'the organization delivery'"],
    [PROJECT, HarnessScope.project('acct', 'delivery', 'other'), "got 'the project delivery/other'"],
    [ORGANIZATION, HarnessScope.project('acct', 'other', 'shop'), "got 'the project other/shop'"],
    [ACCOUNT, HarnessScope.account('another'), "got 'the account'"],
  ])('a principal of %j a role at %j', (own, other, message) => {
    expect(refused(own, Role.of('own'), { harnessScope: other })).toThrow(message);
  });

  test.each(['', '9', 'a-b', 'a b'])('the identifier %j', (identifier) => {
    expect(() => Role.of(identifier)).toThrow("Role.of takes an identifier that starts with a letter or '_' and holds only letters, digits and '_'");
    expect(() => ResourceGroup.of(identifier)).toThrow('ResourceGroup.of takes an identifier');
    expect(refused(ACCOUNT, Role.of('own'), { identifier })).toThrow('identifier must start with a letter');
  });
});

test('a scope that only Terraform knows is still no one above it', () => {
  const organization = HarnessScope.organization('acct', '${var.org}');
  const project = HarnessScope.project('acct', '${var.org}', '${var.project}');
  for (const [own, harnessScope] of [[organization, ACCOUNT], [project, organization]]) {
    const stack = newStack();
    expect(() => new harness.RoleAssignment(stack, 'Own', { principal: bot(stack, own), role: Role.of('own'), harnessScope }))
      .toThrow("harnessScope must be the principal's own or lie in it");
  }
});

test('a scope that only Terraform knows is taken for one that fits', () => {
  const stack = newStack();
  const owner = bot(stack, HarnessScope.organization('acct', '${var.org}'));
  new harness.RoleAssignment(stack, 'Viewer', { principal: owner, role: Role.PROJECT_VIEWER, harnessScope: PROJECT });
  expect(only(synth(stack), TYPE)).toMatchObject({ org_id: 'delivery', principal: [{ scope_level: 'organization' }] });
});

describe('what looks built-in and is not known', () => {
  test('is granted, and warned of with the nearest that is known', () => {
    const stack = newStack();
    bot(stack, PROJECT).grantRole(Role.of('_project_viewr'), { on: ResourceGroup.of('_all_project_level_resource') });
    expect(warnings(stack)).toEqual([
      "role '_project_viewr' looks built-in and is not known to this library; did you mean '_project_viewer'? If Harness has it, it is granted",
      "on '_all_project_level_resource' looks built-in and is not known to this library; did you mean '_all_project_level_resources'? If Harness has it, it is granted",
    ]);
  });

  test('a role of one\'s own is not', () => {
    const stack = newStack();
    bot(stack).grantRole(Role.of('project_viewr'), { on: ResourceGroup.of('own') });
    expect(warnings(stack)).toEqual([]);
  });
});

test('a built-in role is the same however it is named', () => {
  expect(Role.of('_project_viewer')).toBe(Role.PROJECT_VIEWER);
  expect(ResourceGroup.of('_all_project_level_resources')).toBe(ResourceGroup.ALL_PROJECT_LEVEL);
});

test('keys come after the rights of their owner, whichever is made first, and tokens after keys', () => {
  const stack = newStack();
  const owner = bot(stack);
  owner.grantRole(Role.ACCOUNT_VIEWER);
  owner.addApiKey('Key').addToken('Token');
  owner.grantRole(Role.ACCOUNT_ADMIN);
  const { resource } = synth(stack);
  const [key] = Object.values<any>(resource.harness_platform_apikey);
  const [token] = Object.values<any>(resource.harness_platform_token);
  const assignments = ['viewer', 'admin'].map((role) => expect.stringMatching(new RegExp(`^${TYPE}\\.Bot_Role-_account_${role}_`)));
  expect(key.depends_on).toEqual([expect.stringMatching(/^harness_platform_service_account\./), ...assignments]);
  expect(token.depends_on).toEqual([expect.stringMatching(/^harness_platform_apikey\./)]);
});

test('rights in another stack are no dependency of a key', () => {
  const app = newApp();
  const stack = newStack({ app, id: 'Accounts' });
  const owner = bot(stack);
  owner.addApiKey('Key');
  new harness.RoleAssignment(newStack({ app, id: 'Rights' }), 'Viewer', { principal: owner, role: Role.ACCOUNT_VIEWER });
  const [key] = Object.values<any>(synthApp(app).Accounts.resource.harness_platform_apikey);
  expect(key.depends_on).toEqual([expect.stringMatching(/^harness_platform_service_account\./)]);
});

test('an existing one is adopted by its identifier', () => {
  const stack = newStack();
  const assignment = bot(stack, PROJECT).grantRole(Role.PROJECT_VIEWER);
  assignment.adopt('role_assignment_x');
  expect(synth(stack).import).toEqual([{ to: expect.stringMatching(new RegExp(`^${TYPE}\\.`)), id: 'delivery/shop/role_assignment_x' }]);
});

test('one that moved keeps its state, and is known by its identifier', () => {
  const stack = newStack();
  const assignment = bot(stack).grantRole(Role.ACCOUNT_VIEWER);
  new cdktf.TerraformOutput(stack, 'Id', { value: assignment.identifier, staticId: true });
  assignment.movedFrom('Former/Viewer');
  const to = `${TYPE}.${(assignment.node.defaultChild as cdktf.TerraformResource).friendlyUniqueId}`;
  expect(synth(stack).moved).toContainEqual({ from: expect.stringMatching(/^harness_platform_role_assignments\.Former_Viewer_/), to });
  expect(synth(stack).output.Id.value).toBe(`\${${to}.identifier}`);
});

test('the escape hatch is the generated resource', () => {
  const assignment = bot(newStack()).grantRole(Role.ACCOUNT_VIEWER);
  expect(assignment.node.defaultChild).toBeInstanceOf(l1.harness.platformRoleAssignments.PlatformRoleAssignments);
});
