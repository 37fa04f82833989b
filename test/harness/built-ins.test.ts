import { harness } from '../../src';

const ACCOUNT = ['account'];
const ORGANIZATION = ['organization'];
const PROJECT = ['project'];
const ANYWHERE = ['account', 'organization', 'project'];

type Constants = Record<string, [identifier: string, levels: string[]]>;

const ROLES: Constants = {
  ACCOUNT_ADMIN: ['_account_admin', ACCOUNT],
  ACCOUNT_VIEWER: ['_account_viewer', ACCOUNT],
  ACCOUNT_BASIC: ['_account_basic', ACCOUNT],
  BILLING_ADMIN: ['_billing_admin', ACCOUNT],
  CCM_ADMIN: ['_ccm_admin', ACCOUNT],
  CCM_VIEWER: ['_ccm_viewer', ACCOUNT],
  DASHBOARD_ADMIN: ['_dashboard_admin', ACCOUNT],
  DASHBOARD_VIEWER: ['_dashboard_viewer', ACCOUNT],
  ORGANIZATION_ADMIN: ['_organization_admin', ORGANIZATION],
  ORGANIZATION_VIEWER: ['_organization_viewer', ORGANIZATION],
  ORGANIZATION_BASIC: ['_organization_basic', ORGANIZATION],
  PROJECT_ADMIN: ['_project_admin', PROJECT],
  PROJECT_VIEWER: ['_project_viewer', PROJECT],
  PROJECT_BASIC: ['_project_basic', PROJECT],
  PIPELINE_EXECUTOR: ['_pipeline_executor', PROJECT],
  FEATURE_FLAG_MANAGER: ['_feature_flag_manage_role', ANYWHERE],
  GITOPS_ADMIN: ['_gitops_admin_role', ANYWHERE],
  CHAOS_ADMIN: ['_chaos_admin', ANYWHERE],
  CODE_ADMIN: ['_code_admin', ANYWHERE],
  STO_DEVELOPER: ['_sto_developer_role', ANYWHERE],
  STO_SECOPS: ['_sto_secops_role', ANYWHERE],
};

const RESOURCE_GROUPS: Constants = {
  ALL_ACCOUNT_LEVEL: ['_all_account_level_resources', ACCOUNT],
  ALL_ORGANIZATION_LEVEL: ['_all_organization_level_resources', ORGANIZATION],
  ALL_PROJECT_LEVEL: ['_all_project_level_resources', PROJECT],
  ALL_INCLUDING_CHILD_SCOPES: ['_all_resources_including_child_scopes', ['account', 'organization']],
};

// Another identifier grants something else, and replaces the assignments that are there.
test.each([['Role', harness.Role, ROLES], ['ResourceGroup', harness.ResourceGroup, RESOURCE_GROUPS]])(
  'the constants of %s have the identifiers and levels that Harness has', (_name, type, constants) => {
    const found = Object.entries(type).filter(([, value]) => value instanceof type);
    expect(Object.fromEntries(found.map(([name, { identifier, levels }]) => [name, [identifier, levels]]))).toEqual(constants);
    found.forEach(([, value]) => expect(type.of(value.identifier)).toBe(value));
  });
