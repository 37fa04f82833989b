import { type Construct } from 'constructs';
import { isLateBound } from '../../private/late-bound';
import { refuse } from '../../private/refuse';
import { type HarnessScope } from '../harness-scope';
import { type IPrincipal } from '../principal';
import { type Role } from '../role';
import { RoleAssignment, type RoleAssignmentOptions } from '../role-assignment';

/** Adds an assignment below the principal, whose id follows from what it grants, so that nobody has to find one. */
export function grantRole(principal: Construct & IPrincipal, role: Role, options: RoleAssignmentOptions): RoleAssignment {
  const { harnessScope, on } = options;
  const elsewhere = harnessScope && placeOf(harnessScope) !== placeOf(principal.harnessScope);
  // No identifier has a '-' in it, so that no two grants have the same id.
  const id = `Role-${role.identifier}${elsewhere ? `-in-${placeOf(harnessScope)}` : ''}${on ? `-on-${on.identifier}` : ''}`;
  if (isLateBound(id)) {
    refuse(principal, 'role of grantRole', 'must be known at synth, with its scope and resource group, since the address follows from them', id,
      'use new RoleAssignment(...) with an id of your own');
  }
  if (principal.node.tryFindChild(id)) {
    refuse(principal, 'role of grantRole', 'must be granted once at a scope on a resource group', role.identifier, 'remove one of the two');
  }
  return new RoleAssignment(principal, id, { ...options, principal, role });
}

function placeOf({ orgId, projectId }: HarnessScope): string {
  return [orgId, projectId].filter((part) => part !== undefined).join('-');
}
