import type { ApiRequest, Route } from '../http-server';
import type { RoleAssignment, Scope, ServiceAccount } from '../state';
import type { HarnessCaller, HarnessContext } from './context';
import { duplicate, invalid, invalidField, pageOf, success } from './envelope';
import { type Body, bodyOf, entityFields, requiredText } from './identifier';
import { enclosing, isTaken, sameScope, scopeOfQuery } from './scope';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function findServiceAccount(context: HarnessContext, scope: Scope, identifier: string): ServiceAccount | undefined {
  return context.data.serviceAccounts.find(account => account.identifier === identifier && sameScope(account, scope));
}

export function serviceAccountRoutes(context: HarnessContext): Array<Route<HarnessCaller>> {
  const subject = (request: ApiRequest): string => `service account ${request.params.id ?? (request.body as Body | undefined)?.identifier ?? ''}`;

  const existing = (request: ApiRequest): ServiceAccount => {
    const found = findServiceAccount(context, scopeOfQuery(request.query), request.params.id);
    if (!found) {
      throw invalid(`Service account with identifier [${request.params.id}] doesn't exist in scope`);
    }
    return found;
  };

  const selected = (query: URLSearchParams): ServiceAccount[] => {
    const scope = scopeOfQuery(query);
    const identifiers = query.getAll('identifiers');
    const term = query.get('searchTerm')?.toLowerCase() ?? '';
    return context.data.serviceAccounts.filter(account => sameScope(account, scope)
      && (identifiers.length === 0 || identifiers.includes(account.identifier))
      && (account.identifier.toLowerCase().includes(term) || account.name.toLowerCase().includes(term)));
  };

  const dto = (account: ServiceAccount): object => ({
    identifier: account.identifier,
    name: account.name,
    email: account.email,
    description: account.description,
    tags: account.tags,
    accountIdentifier: context.accounts.idOf(account.account),
    orgIdentifier: account.org,
    projectIdentifier: account.project,
    governanceMetadata: null,
  });

  const aggregate = (account: ServiceAccount): object => ({
    serviceAccount: dto(account),
    createdAt: account.createdAt,
    lastModifiedAt: account.lastModifiedAt,
    tokensCount: context.data.tokens.filter(token => belongsTo(token, account)).length,
    roleAssignmentsMetadataDTO: [],
  });

  return [
    {
      method: 'POST',
      path: '/ng/api/serviceaccount',
      subject,
      handle: request => {
        const scope = scopeOfQuery(request.query);
        const fields = fieldsOf(bodyOf(request.body));
        if (isTaken(context.data.serviceAccounts, scope, fields.identifier)) {
          throw duplicate(`Service account [${fields.identifier}] already exists`);
        }
        const now = context.clock.millis();
        const account: ServiceAccount = { ...scope, ...fields, createdAt: now, lastModifiedAt: now };
        context.data.serviceAccounts.push(account);
        context.changed();
        return success(dto(account));
      },
    },
    {
      method: 'GET',
      path: '/ng/api/serviceaccount',
      subject: () => 'service accounts',
      handle: request => success(selected(request.query).map(dto)),
    },
    {
      method: 'GET',
      path: '/ng/api/serviceaccount/aggregate',
      subject: () => 'service accounts',
      handle: request => success(pageOf(selected(request.query).map(aggregate), request.query)),
    },
    {
      method: 'GET',
      path: '/ng/api/serviceaccount/aggregate/{id}',
      subject,
      handle: request => success(aggregate(existing(request))),
    },
    {
      method: 'GET',
      path: '/ng/api/serviceaccount/{id}',
      subject,
      handle: request => success(dto(existing(request))),
    },
    {
      method: 'PUT',
      path: '/ng/api/serviceaccount/{id}',
      subject,
      handle: request => {
        const fields = fieldsOf(bodyOf(request.body));
        const before = existing(request);
        if (fields.identifier !== before.identifier) {
          throw invalidField('identifier', 'cannot be changed for a service account');
        }
        if (fields.email !== before.email) {
          throw invalidField('email', 'cannot be changed for a service account');
        }
        const after: ServiceAccount = { ...before, ...fields, lastModifiedAt: context.clock.millis() };
        context.data.serviceAccounts = context.data.serviceAccounts.map(account => account === before ? after : account);
        context.changed();
        return success(dto(after));
      },
    },
    {
      method: 'DELETE',
      path: '/ng/api/serviceaccount/{id}',
      subject,
      handle: request => {
        const gone = existing(request);
        const { data } = context;
        data.serviceAccounts = data.serviceAccounts.filter(account => account !== gone);
        data.apiKeys = data.apiKeys.filter(key => !belongsTo(key, gone));
        data.tokens = data.tokens.filter(token => !belongsTo(token, gone));
        data.roleAssignments = data.roleAssignments.filter(assignment => !isGrantTo(assignment, gone));
        context.changed();
        return success(true);
      },
    },
  ];
}

function fieldsOf(body: Body): ReturnType<typeof entityFields> & { email: string } {
  const fields = entityFields(body);
  const email = requiredText(body, 'email');
  if (!EMAIL.test(email)) {
    throw invalidField('email', 'must be an e-mail address');
  }
  return { ...fields, email };
}

function belongsTo(child: Scope & { apiKeyType: string; parentIdentifier: string }, account: ServiceAccount): boolean {
  return child.apiKeyType === 'SERVICE_ACCOUNT' && child.parentIdentifier === account.identifier && sameScope(child, account);
}

/** A role can be given, in a project, to a service account of the account the project lies in. */
function isGrantTo({ principal, ...scope }: RoleAssignment, account: ServiceAccount): boolean {
  const home = principal.scopeLevel === null ? undefined : enclosing(scope, principal.scopeLevel);
  return principal.type === 'SERVICE_ACCOUNT' && principal.identifier === account.identifier && home !== undefined && sameScope(home, account);
}
