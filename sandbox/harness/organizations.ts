import type { ApiRequest, Route } from '../http-server';
import type { Scope } from '../state';
import type { HarnessCaller, HarnessContext } from './context';
import { pageOf, success } from './envelope';
import { scopeOfQuery } from './scope';

/** Organizations and projects, of which this sandbox knows those that something lives in. They can be listed and not changed. */
export function organizationRoutes(context: HarnessContext): Array<Route<HarnessCaller>> {
  const scopesOf = ({ query }: ApiRequest): Scope[] => {
    const { account } = scopeOfQuery(query);
    const { serviceAccounts, apiKeys, secrets, roleAssignments } = context.data;
    return [...serviceAccounts, ...apiKeys, ...secrets, ...roleAssignments].filter(scope => scope.account === account);
  };
  const organizationsOf = (scopes: Scope[]): string[] => [...new Set(scopes.flatMap(({ org }) => org ?? []))].sort();
  const projectsOf = (scopes: Scope[], org: string): string[] =>
    [...new Set(scopes.flatMap(scope => scope.org === org && scope.project !== null ? scope.project : []))].sort();
  return [
    {
      method: 'GET',
      path: '/ng/api/organizations',
      subject: () => 'organizations',
      handle: request => success(pageOf(organizationsOf(scopesOf(request)).map(identifier => (
        { organization: { identifier, name: identifier, description: '', tags: {} }, harnessManaged: false })), request.query)),
    },
    {
      method: 'GET',
      path: '/ng/api/projects',
      subject: () => 'projects',
      handle: request => {
        const wanted = request.query.get('orgIdentifier');
        const scopes = scopesOf(request);
        const organizations = organizationsOf(scopes).filter(org => wanted === null || org === wanted);
        return success(pageOf(organizations.flatMap(org => projectsOf(scopes, org).map(identifier => (
          { project: { orgIdentifier: org, identifier, name: identifier, description: '', tags: {} } }))), request.query));
      },
    },
  ];
}
