import type { Case, Diagnosis, Doubt, Finding, HarnessSide, StackCase } from './case';
import { type HarnessEntity, harnessEntity, importIdOf, KEY_TYPE, keyOf, ownerOf, textOf } from './entity';
import { deleteMend, terraformMend } from './mend';
import { curlOfHarness } from '../shell';
import type { Attributes, PlannedChange } from './plan';
import { queryOf } from '../live/harness';
import { CallFailed, messageOf, type Problem } from '../problem';
import { cutTokens } from '../redact';
import type { OrphanOptions } from './lost-at-dynatrace';
import { unreadStacks } from './unread';

/** What the plan would create. */
interface Planned {
  readonly one: StackCase;
  readonly change: PlannedChange;
  readonly entity: HarnessEntity;
}

/**
 * Entities that a plan would create and Harness has: the answer to their creation was lost, and now their identifiers are taken. Accounts
 * and keys are imported, tokens deleted, since their secrets are lost.
 *
 * An identifier alone proves nothing: another app, or another deployment of this one, may have it. So nothing is touched that a state of
 * the app holds, that differs from what the code says, or that has anything in it: after a lost answer nothing can have been created there.
 * A token must be in a key that the stack's state holds, and be new.
 */
export async function findLostAtHarness(read: Case, { since }: Pick<OrphanOptions, 'since'>): Promise<Diagnosis> {
  const { harness } = read;
  if (!harness) {
    return { findings: [], doubts: [], problems: [] };
  }
  const held = heldByStates(read);
  const live = liveEntities(harness);
  const verdicts: Array<Finding | Doubt> = [];
  const problems: Problem[] = [];
  for (const { one, change, entity } of planned(read, harness)) {
    const found = live.get(keyOf(entity));
    if (found === undefined || held.has(keyOf(entity))) {
      continue;
    }
    const { stack } = one;
    const what = `${change.address}: ${entity.kind} ${entity.identifier} exists at Harness and is in no state`;
    try {
      const reason = unreadStacks(read) ?? whyNotRecent(entity, found, since) ?? await whyNotOurs(harness, one, change, entity, found);
      verdicts.push(reason === undefined ? findingOf(harness, one, change, entity, what) : { stack, what: `${what}, but ${reason}` });
    } catch (error) {
      problems.push({ source: `Harness, ${entity.kind} ${entity.identifier}`, message: messageOf(error) });
    }
  }
  return {
    findings: verdicts.filter((verdict): verdict is Finding => 'mend' in verdict),
    doubts: verdicts.filter((verdict): verdict is Doubt => !('mend' in verdict)),
    problems,
  };
}

function planned({ stacks }: Case, { live }: HarnessSide): Planned[] {
  return stacks.flatMap((one) => (one.plan ?? [])
    .filter(({ actions, after }) => actions.join() === 'create' && after.account_id === live.account)
    .flatMap((change) => {
      const entity = harnessEntity(change.type, change.after);
      return entity === undefined ? [] : [{ one, change, entity }];
    }));
}

function heldByStates({ stacks, harness }: Case): ReadonlySet<string> {
  return new Set(stacks.flatMap(({ resources }) => resources)
    .filter(({ attributes }) => attributes.account_id === harness?.live.account)
    .flatMap(({ type, attributes }) => harnessEntity(type, attributes) ?? []).map(keyOf));
}

type LiveEntity = HarnessEntity & { readonly created?: Date };

function liveEntities({ live }: HarnessSide): ReadonlyMap<string, LiveEntity> {
  const entities: LiveEntity[] = [
    ...live.serviceAccounts.map((account): LiveEntity => ({ kind: 'service account', ...account })),
    ...live.apiKeys.map((key): LiveEntity => ({ kind: 'API key', ...key })),
    ...live.tokens.map((token): LiveEntity => ({ kind: 'token', ...token })),
  ];
  return new Map(entities.map((entity) => [keyOf(entity), entity]));
}

/** What is deleted must have been created lately: an old token may be in use, of whoever made it. */
function whyNotRecent({ kind }: HarnessEntity, { created }: LiveEntity, since: Date): string | undefined {
  return kind === 'token' && (created === undefined || created < since)
    ? `it was created ${created === undefined ? 'nobody knows when' : `at ${created.toISOString()}`}, which is longer ago than --since: say how long, if it is yours`
    : undefined;
}

async function whyNotOurs(
  harness: HarnessSide, { resources }: StackCase, { after }: PlannedChange, entity: HarnessEntity, found: HarnessEntity,
): Promise<string | undefined> {
  if (found.identifier !== entity.identifier) {
    return `its identifier there is ${found.identifier}`;
  }
  const { live } = harness;
  if (entity.kind === 'token') {
    const key = ownerOf(entity)!;
    const hasKey = resources.some(({ type, attributes }) => {
      const candidate = type === KEY_TYPE ? harnessEntity(type, attributes) : undefined;
      return candidate !== undefined && keyOf(candidate) === keyOf(key);
    });
    if (!hasKey) {
      return `its API key ${key.identifier} is not in the stack's state, so others may have made it`;
    }
  }
  const children = entity.kind === 'service account'
    ? live.apiKeys.filter((key) => isOwner(entity, { kind: 'API key', ...key }))
    : entity.kind === 'API key' ? live.tokens.filter((token) => isOwner(entity, { kind: 'token', ...token })) : [];
  if (children.length > 0) {
    return `it has ${children[0].identifier} in it, so somebody else uses it: adopt() takes it over if it is yours`;
  }
  const details = await detailsOf(harness, entity);
  const other = DIFFERENCES.filter((difference) => difference.kinds.includes(entity.kind)).find(({ differs }) => differs(after, details));
  return other === undefined ? undefined : `its ${other.name} is not what the code says: ${entity.kind === 'token'
    ? 'delete it if it is yours' : 'adopt() takes it over if it is yours'}`;
}

function isOwner(entity: HarnessEntity, child: HarnessEntity): boolean {
  const owner = ownerOf(child);
  return owner !== undefined && keyOf(owner) === keyOf(entity);
}

type Details = Readonly<Record<string, unknown>>;

interface Difference {
  readonly name: string;
  readonly kinds: readonly HarnessEntity['kind'][];
  differs(after: Attributes, details: Details): boolean;
}

const same = (attribute: string, field: string) => (after: Attributes, details: Details) => (after[attribute] ?? '') !== (details[field] ?? '');
const DIFFERENCES: readonly Difference[] = [
  { name: 'name', kinds: ['service account', 'API key', 'token'], differs: same('name', 'name') },
  { name: 'description', kinds: ['service account', 'API key', 'token'], differs: same('description', 'description') },
  { name: 'e-mail address', kinds: ['service account'], differs: same('email', 'email') },
  { name: 'default token lifetime', kinds: ['API key'], differs: same('default_time_to_expire_token', 'defaultTimeToExpireToken') },
  // Without an end of its own its key gives it one.
  { name: 'end', kinds: ['token'], differs: (after, details) => after.valid_to !== undefined && after.valid_to !== details.validTo },
  { name: 'state', kinds: ['token'], differs: (_, { scheduledExpireTime }) => typeof scheduledExpireTime === 'number' && scheduledExpireTime > 0 },
  { name: 'tags', kinds: ['service account', 'API key', 'token'], differs: (after, { tags }) => tagsOf(after.tags) !== tagsOf(tags) },
];

function tagsOf(tags: unknown): string {
  const pairs = Array.isArray(tags) ? tags.map(String)
    : Object.entries((tags ?? {}) as Record<string, unknown>).map(([key, value]) => `${key}:${String(value)}`);
  return JSON.stringify(pairs.map((pair) => cutTokens(pair).replace(/:$/, '')).sort());
}

/** What Harness tells of one of them, but for anything that could be a secret. */
async function detailsOf({ client, live }: HarnessSide, { kind, org, project, type, parent, apiKey, identifier }: HarnessEntity): Promise<Details> {
  const [path, field] = kind === 'service account' ? ['serviceaccount', 'serviceAccount'] : kind === 'API key' ? ['apikey', 'apiKey'] : ['token', 'token'];
  const owner = { apiKeyType: type, parentIdentifier: parent, apiKeyIdentifier: apiKey };
  const answer = await client.get(`/ng/api/${path}/aggregate`, {
    accountIdentifier: live.account, ...queryOf({ org, project }), ...owner, identifiers: identifier,
  });
  const content = (answer as { data?: { content?: ReadonlyArray<Record<string, Details>> } } | undefined)?.data?.content ?? [];
  const details = content.map((entry) => entry?.[field]).find((candidate) => textOf(candidate?.identifier) === identifier);
  if (details === undefined) {
    throw new CallFailed('Harness listed it a moment ago, and now does not: run this again');
  }
  return details;
}

function findingOf(
  { client, live }: HarnessSide, { stack }: StackCase, { address }: PlannedChange, entity: HarnessEntity, what: string,
): Finding {
  if (entity.kind !== 'token') {
    return { stack, what: [what], mend: terraformMend(stack, 'import', '-input=false', '-no-color', address, importIdOf(entity)) };
  }
  const { org, project, type, parent, apiKey, identifier } = entity;
  const path = `/ng/api/token/${encodeURIComponent(identifier)}`;
  const owner = { apiKeyType: type, parentIdentifier: parent, apiKeyIdentifier: apiKey };
  const query = { accountIdentifier: live.account, ...queryOf({ org, project }), ...owner };
  return { stack, what: [`${what}; nobody has its secret`], mend: deleteMend(client, path, query, curlOfHarness(path, query)) };
}
