import type { Route } from '../http-server';
import type { Scope } from '../state';
import type { HarnessCaller, HarnessContext } from './context';
import { pageOf, success } from './envelope';

/** Organizations and projects, of which this sandbox knows those that something lives in. They can be listed and not changed. */
export function organizationRoutes(context: HarnessContext): Array<Route<HarnessCaller>> {
  const scopes = (): Scope[] => [...context.data.serviceAccounts, ...context.data.apiKeys, ...context.data.secrets, ...context.data.roleAssignments];
  const organizations = (): string[] => [...new Set(scopes().flatMap(({ org }) => org ?? []))].sort();
  const projectsOf = (org: string): string[] =>
    [...new Set(scopes().flatMap(scope => scope.org === org && scope.project !== null ? scope.project : []))].sort();
  return [
    {
      method: 'GET',
      path: '/ng/api/organizations',
      subject: () => 'organizations',
      handle: request => success(pageOf(organizations().map(identifier => (
        { organization: { identifier, name: identifier, description: '', tags: {} }, harnessManaged: false })), request.query)),
    },
    {
      method: 'GET',
      path: '/ng/api/projects',
      subject: () => 'projects',
      handle: request => {
        const wanted = request.query.get('orgIdentifier');
        return success(pageOf(organizations().filter(org => wanted === null || org === wanted).flatMap(org => projectsOf(org).map(identifier => (
          { project: { orgIdentifier: org, identifier, name: identifier, description: '', tags: {} } }))), request.query));
      },
    },
  ];
}
