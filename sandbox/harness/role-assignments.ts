import type { ApiRequest, Route } from '../http-server';
import { randomAlphanumerics } from '../secrets';
import type { RoleAssignment, Scope } from '../state';
import type { HarnessCaller, HarnessContext } from './context';
import { duplicate, invalid, invalidField, notFound, success } from './envelope';
import { type Body, bodyOf, checkIdentifier, flag, optionalText, requiredText, sameIdentifier } from './identifier';
import { enclosing, sameScope, scopeLevel, scopeOfQuery } from './scope';
import { findServiceAccount } from './service-accounts';

const PRINCIPAL_TYPES = ['USER', 'USER_GROUP', 'SERVICE', 'API_KEY', 'SERVICE_ACCOUNT'];

export function roleAssignmentRoutes(context: HarnessContext): Array<Route<HarnessCaller>> {
  const named = (request: ApiRequest): string => `role assignment ${request.params.id}`;

  const existing = (request: ApiRequest): RoleAssignment => {
    const scope = scopeOfQuery(request.query);
    const found = context.data.roleAssignments.find(assignment => sameScope(assignment, scope) && assignment.identifier === request.params.id);
    if (!found) {
      throw notFound(`Role assignment with identifier [${request.params.id}] not found in scope`, 'RESOURCE_NOT_FOUND_EXCEPTION');
    }
    return found;
  };

  const principalOf = (body: Body, scope: Scope): RoleAssignment['principal'] => {
    const principal = bodyOf(body.principal, 'principal');
    const type = requiredText(principal, 'type');
    if (!PRINCIPAL_TYPES.includes(type)) {
      throw invalidField('principal.type', `must be one of ${PRINCIPAL_TYPES.join(', ')}`);
    }
    const identifier = requiredText(principal, 'identifier');
    // Only what lives in a scope has a level, and without one it is sought beside the assignment.
    const level = optionalText(principal, 'scopeLevel') ?? (type === 'SERVICE_ACCOUNT' || type === 'USER_GROUP' ? scopeLevel(scope) : null);
    if (level !== null) {
      const home = enclosing(scope, level);
      if (home === undefined) {
        throw invalidField('principal.scopeLevel', `must be a level at or above the assignment's own, got '${level}'`);
      }
      if (type === 'SERVICE_ACCOUNT' && !findServiceAccount(context, home, identifier)) {
        throw invalid(`Service account with identifier [${identifier}] doesn't exist in scope`);
      }
    }
    return { identifier, type, scopeLevel: level };
  };

  const answer = (assignment: RoleAssignment): ReturnType<typeof success> => success({
    roleAssignment: {
      identifier: assignment.identifier,
      resourceGroupIdentifier: assignment.resourceGroupIdentifier,
      roleIdentifier: assignment.roleIdentifier,
      roleReference: assignment.roleReference,
      principal: assignment.principal,
      disabled: assignment.disabled,
      managed: assignment.managed,
    },
    scope: { accountIdentifier: context.accounts.idOf(assignment.account), orgIdentifier: assignment.org, projectIdentifier: assignment.project },
    createdAt: assignment.createdAt,
    lastModifiedAt: assignment.lastModifiedAt,
    harnessManaged: false,
  }, `role assignment ${assignment.identifier}`);

  return [
    {
      method: 'POST',
      path: '/authz/api/roleassignments',
      subject: request => `role assignment ${(request.body as Body | undefined)?.identifier ?? ''}`,
      handle: request => {
        const scope = scopeOfQuery(request.query);
        const body = bodyOf(request.body);
        const given = optionalText(body, 'identifier');
        const now = context.clock.millis();
        const reference = body.roleReference === undefined || body.roleReference === null ? undefined : bodyOf(body.roleReference, 'roleReference');
        const assignment: RoleAssignment = {
          ...scope,
          identifier: given === undefined ? `role_assignment_${randomAlphanumerics(20)}` : checkIdentifier(given, 'identifier'),
          resourceGroupIdentifier: requiredText(body, 'resourceGroupIdentifier'),
          roleIdentifier: requiredText(body, 'roleIdentifier'),
          roleReference: reference ? { identifier: requiredText(reference, 'identifier'), scopeLevel: optionalText(reference, 'scopeLevel') ?? null } : null,
          principal: principalOf(body, scope),
          disabled: flag(body, 'disabled'),
          managed: flag(body, 'managed'),
          createdAt: now,
          lastModifiedAt: now,
        };
        const siblings = context.data.roleAssignments.filter(other => sameScope(other, scope));
        if (siblings.some(other => sameIdentifier(other.identifier, assignment.identifier) || sameGrant(other, assignment))) {
          throw duplicate('A role assignment with this identifier, or with the same role, resource group and principal, already exists in scope');
        }
        context.data.roleAssignments.push(assignment);
        context.changed();
        return answer(assignment);
      },
    },
    {
      method: 'GET',
      path: '/authz/api/roleassignments/{id}',
      subject: named,
      handle: request => answer(existing(request)),
    },
    {
      method: 'DELETE',
      path: '/authz/api/roleassignments/{id}',
      subject: named,
      handle: request => {
        const gone = existing(request);
        context.data.roleAssignments = context.data.roleAssignments.filter(assignment => assignment !== gone);
        context.changed();
        return answer(gone);
      },
    },
  ];
}

function sameGrant(one: RoleAssignment, other: RoleAssignment): boolean {
  return one.roleIdentifier === other.roleIdentifier
    && one.resourceGroupIdentifier === other.resourceGroupIdentifier
    && one.principal.type === other.principal.type
    && one.principal.identifier === other.principal.identifier
    && one.principal.scopeLevel === other.principal.scopeLevel;
}
