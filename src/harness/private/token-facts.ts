import * as cdktf from 'cdktf';
import { type IConstruct } from 'constructs';
import { isLateBound } from '../../private/late-bound';
import { ResourceReader, textsOf, type Unknown, UNKNOWN } from '../../private/resource-reader';
import { stateOf } from '../../private/tree-state';
import { TokenKind } from '../../token-facts';
import { type ConstructFacts, type End, type KnownPart, nameOf, timeOf, tokenFacts } from '../../tokens/facts';

const TOKEN = 'harness_platform_token';
const API_KEY = 'harness_platform_apikey';
const SERVICE_ACCOUNT = 'harness_platform_service_account';
const ROLE_ASSIGNMENT = 'harness_platform_role_assignments';
/** The service's own, where the key is given none. */
const DEFAULT_TOKEN_LIFETIME = 30 * 24 * 3_600_000;

/** A child's construct: its parent's. */
const PARENT = Symbol('accessTokens.parent');

/** What is remembered of a parent. */
interface Parent {
  readonly parent?: IConstruct;
  /** Of its resource, where that is in the same stack. */
  readonly address?: string;
}

/** Keeps the parent for the facts of a token, since a reference into another stack tells nothing of it. */
export function rememberParent(child: IConstruct, parent: IConstruct, address?: string): void {
  stateOf<Parent>(child, PARENT, () => ({ parent, address }));
}

/** The reader that knows what an `id` is of Harness' resources. */
export function harnessReader(isShared = false): ResourceReader {
  return new ResourceReader((type) => (type === TOKEN || type === API_KEY || type === SERVICE_ACCOUNT ? 'identifier' : undefined), isShared);
}

/** What is known of a Harness token. */
export function harnessTokenFacts(token: cdktf.TerraformResource, reader: ResourceReader, of: ConstructFacts) {
  const keyConstruct = parentOf(of.construct, reader) ?? parentResource(reader, token, 'apikey_id', API_KEY);
  const key = resourceOf(keyConstruct);
  const account = (keyConstruct && resourceOf(parentOf(keyConstruct, reader))) ?? parentResource(reader, key ?? token, 'parent_id', SERVICE_ACCOUNT);
  /** Of the token, or of its key where the token's is a reference into another stack. */
  const text = (attribute: string) => {
    const own = reader.text(token, attribute);
    return own === UNKNOWN && key ? reader.text(key, attribute) : own;
  };
  const [accountId, orgId, projectId, parentId, type] = ['account_id', 'org_id', 'project_id', 'parent_id', 'apikey_type'].map(text);
  const owner = parentId === UNKNOWN && account ? reader.text(account, 'identifier') : parentId;
  return tokenFacts(token, reader, of, {
    system: 'Harness',
    kind: type === 'USER' ? TokenKind.PERSONAL : type === 'SERVICE_ACCOUNT' ? TokenKind.SERVICE_ACCOUNT : UNKNOWN,
    name: nameOf(token, reader),
    place: { accountId, orgId, projectId },
    owner,
    permissions: () => rolesOf(reader.once(GRANTED, () => readRoles(of.construct.node.root, reader)), { accountId, orgId, projectId, owner }),
    tags: tagsOf([account, key, token].filter((resource) => resource !== undefined).map((resource) => reader.read(resource, 'tags'))),
    end: endOf(token, key, reader),
    enabled: true,
  });
}

function parentOf(construct: IConstruct, reader: ResourceReader): IConstruct | undefined {
  const { parent, address } = (construct as { [PARENT]?: Parent })[PARENT] ?? {};
  const resource = resourceOf(parent);
  if (address !== undefined && resource) {
    reader.introduce(address, resource);
  }
  return parent;
}

function resourceOf(construct: IConstruct | undefined): cdktf.TerraformResource | undefined {
  const resource = construct && (cdktf.TerraformResource.isTerraformResource(construct) ? construct : construct.node.defaultChild);
  return cdktf.TerraformResource.isTerraformResource(resource) ? resource : undefined;
}

/** The resource of the type that an attribute refers to. */
function parentResource(
  reader: ResourceReader, child: cdktf.TerraformResource, attribute: string, type: string,
): cdktf.TerraformResource | undefined {
  const { origin } = reader.follow(child, attribute);
  return origin.terraformResourceType === type ? origin : undefined;
}

function endOf(token: cdktf.TerraformResource, key: cdktf.TerraformResource | undefined, reader: ResourceReader): End {
  const [validTo, scheduled, from] = ['valid_to', 'scheduled_expire_time', 'valid_from'].map((attribute) => timeOf(reader.read(token, attribute)));
  if (validTo === UNKNOWN || scheduled === UNKNOWN) {
    return UNKNOWN;
  }
  const ends = [validTo, scheduled].filter((time) => time !== undefined);
  if (ends.length > 0) {
    return { at: Math.min(...ends), from: from === UNKNOWN ? undefined : from };
  }
  if (!key) {
    return UNKNOWN;
  }
  const lifetime = reader.read(key, 'default_time_to_expire_token') ?? DEFAULT_TOKEN_LIFETIME;
  return lifetime === UNKNOWN ? UNKNOWN : { after: Number(lifetime) };
}

/** The first of the entities is the farthest from the token. */
function tagsOf(lists: unknown[]): KnownPart<{ [key: string]: string }> {
  const tags: { [key: string]: string } = {};
  let complete = true;
  for (const list of lists) {
    const known = textsOf(list);
    complete &&= known.complete;
    for (const tag of known.texts) {
      const [key, value] = tag.split(':');
      tags[key] = value ?? '';
    }
  }
  return { known: tags, complete };
}

interface Holder {
  readonly accountId: string | undefined | Unknown;
  readonly orgId: string | undefined | Unknown;
  readonly projectId: string | undefined | Unknown;
  readonly owner: string | undefined | Unknown;
}

interface Grant {
  /** Undefined where only Terraform knows it. */
  readonly role?: string;
  /** The account of Harness; undefined where the provider takes it from the environment. */
  readonly accountId?: string;
}

interface Roles {
  /** By the holder, but for the account. */
  readonly byHolder: ReadonlyMap<string, Grant[]>;
  /** Whether there is a grant to someone whom only Terraform knows. */
  readonly complete: boolean;
}

const GRANTED = Symbol('roles granted');

function holderKey({ orgId, projectId, owner }: Omit<Holder, 'accountId'>): string {
  return [orgId, projectId, owner].map((part) => (typeof part === 'string' ? part : '')).join('/');
}

function rolesOf(granted: Roles, holder: Holder): KnownPart<string[]> {
  const isKnown = ![holder.orgId, holder.projectId, holder.owner].includes(UNKNOWN);
  const grants = (granted.byHolder.get(holderKey(holder)) ?? [])
    .filter(({ accountId }) => accountId === undefined || typeof holder.accountId !== 'string' || accountId === holder.accountId);
  return {
    known: isKnown ? [...new Set(grants.flatMap(({ role }) => role ?? []))].sort() : [],
    complete: grants.every(({ role }) => role !== undefined) && granted.complete && (isKnown || granted.byHolder.size === 0),
  };
}

/** The principal's identifier and account, also where it is a reference into another stack. */
function principalOf(assignment: cdktf.TerraformResource, identifier: unknown, reader: ResourceReader): { owner: unknown; accountId?: string } {
  const { value, origin } = reader.followValue(assignment, identifier);
  const { scope } = assignment.node;
  // A parent of what happens to have an assignment in it, such as a key, is no principal.
  const remote = value === UNKNOWN && scope && resourceOf(scope) === assignment ? resourceOf(parentOf(scope, reader)) : undefined;
  const principal = remote ?? (origin === assignment ? undefined : origin);
  const accountId: unknown = principal ? reader.read(principal, 'account_id') : reader.providerOf(assignment, 'harness')?.attributes.account_id;
  return {
    owner: remote ? reader.read(remote, 'identifier') : value,
    accountId: typeof accountId === 'string' && !isLateBound(accountId) ? accountId : undefined,
  };
}

/** All roles that the tree grants. */
function readRoles(root: IConstruct, reader: ResourceReader): Roles {
  const byHolder = new Map<string, Grant[]>();
  let complete = true;
  for (const assignment of root.node.findAll()) {
    if (!cdktf.TerraformResource.isTerraformResource(assignment) || assignment.terraformResourceType !== ROLE_ASSIGNMENT) {
      continue;
    }
    // The provider takes the first principal only.
    const [principal] = [reader.read(assignment, 'principal')].flat() as any[];
    if (!principal || principal.type === 'USER' || principal.type === 'USER_GROUP' || reader.read(assignment, 'disabled') === true) {
      continue;
    }
    const { owner, accountId } = principalOf(assignment, principal.identifier, reader);
    const [orgId, projectId] = ['org_id', 'project_id'].map((attribute) => reader.text(assignment, attribute));
    const level = principal.scope_level;
    if (typeof owner !== 'string' || isLateBound(level) || [orgId, projectId].includes(UNKNOWN)) {
      complete = false;
      continue;
    }
    const holder = holderKey({
      owner,
      orgId: level === 'account' ? undefined : orgId,
      projectId: level === 'account' || level === 'organization' ? undefined : projectId,
    });
    const role = reader.text(assignment, 'role_identifier');
    const grants = byHolder.get(holder) ?? [];
    byHolder.set(holder, grants);
    grants.push({ role: typeof role === 'string' ? role : undefined, accountId });
  }
  return { byHolder, complete };
}
