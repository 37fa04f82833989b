import type { Case, Diagnosis, Doubt, Finding, HarnessSide, StackCase } from './case';
import { ACCOUNT_TYPE, DYNATRACE_TOKEN_TYPE, type HarnessEntity, harnessEntity, HARNESS_TOKEN_TYPE, KEY_TYPE, keyOf, ownerOf, textOf } from './entity';
import { forgetObject } from './forget-object';
import { terraformMend } from './mend';
import { queryOf } from '../live/harness';
import { inParallel } from '../parallel';
import { messageOf, type Problem } from '../problem';
import type { StateResource } from '../state/state-reader';

const AT_A_TIME = 8;
const HARNESS_TYPES = [ACCOUNT_TYPE, KEY_TYPE, HARNESS_TOKEN_TYPE];
/** What was created last goes first. */
const ORDER = [HARNESS_TOKEN_TYPE, KEY_TYPE, ACCOUNT_TYPE, DYNATRACE_TOKEN_TYPE];

/** Dynatrace deletes a token seven days after its end. */
const KEPT_AFTER_END = 7 * 86_400_000;

/** What became of a resource that a state holds. */
type Fate = { readonly gone: string; readonly explained?: boolean } | { readonly doubt: string } | undefined;

export interface GoneOptions {
  /** Whether a Dynatrace environment that knows none of the app's tokens is taken for the right one. */
  readonly allGone: boolean;
}

/** Resources of states that their service does not know any more: the state has to forget them, as neither provider does. */
export async function findGone(read: Case, { allGone }: GoneOptions): Promise<Diagnosis> {
  const findings: Finding[] = [];
  const doubts: Doubt[] = [];
  const problems: Problem[] = [];
  const goneEntities = await goneOfHarness(read, problems);
  const isStranger = !allGone && looksLikeAnotherEnvironment(read);
  for (const one of read.stacks) {
    const gone: Array<{ resource: StateResource; what: string }> = [];
    for (const resource of [...one.resources].sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))) {
      const fate = resource.type === DYNATRACE_TOKEN_TYPE ? await fateAtDynatrace(read, one, resource, isStranger)
        : HARNESS_TYPES.includes(resource.type) ? fateAtHarness(read, resource, goneEntities) : undefined;
      if (fate === undefined) {
        continue;
      }
      if ('doubt' in fate) {
        doubts.push({ stack: one.stack, what: `${resource.address}: ${fate.doubt}` });
      } else {
        gone.push({ resource, what: `${resource.address}${resource.deposed === undefined ? '' : ' (before its replacement)'}: ${fate.gone}` });
      }
    }
    // Where an address has another object, which is alive, only this one is forgotten.
    const lost = new Set(gone.map(({ resource }) => resource));
    const hasLiveSibling = ({ resource }: { resource: StateResource }): boolean =>
      one.resources.some((other) => other.address === resource.address && !lost.has(other));
    const whole = gone.filter((entry) => !hasLiveSibling(entry));
    if (whole.length > 0) {
      const addresses = [...new Set(whole.map(({ resource }) => resource.address))];
      findings.push({ stack: one.stack, what: whole.map(({ what }) => what), mend: terraformMend(one.stack, 'state', 'rm', ...addresses) });
    }
    for (const { resource, what } of gone.filter(hasLiveSibling)) {
      findings.push({ stack: one.stack, what: [what], mend: forgetObject(one.stack, resource) });
    }
  }
  return { findings, doubts, problems };
}

function fateAtHarness(read: Case, { type, attributes }: StateResource, gone: ReadonlySet<string>): Fate {
  const entity = harnessEntity(type, attributes);
  if (entity === undefined || !read.harness || attributes.account_id !== read.harness.live.account) {
    return undefined;
  }
  return gone.has(keyOf(entity)) ? { gone: `${entity.kind} ${entity.identifier} is gone at Harness` } : undefined;
}

/**
 * What the states hold and Harness does not know. The list was read before the states, so each candidate is asked for once more: it may
 * have been created in between.
 */
async function goneOfHarness({ stacks, harness }: Case, problems: Problem[]): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  if (!harness) {
    return gone;
  }
  const { live, client } = harness;
  const alive = new Set([
    ...live.serviceAccounts.map((account) => keyOf({ kind: 'service account', ...account })),
    ...live.apiKeys.map((key) => keyOf({ kind: 'API key', ...key })),
    ...live.tokens.map((token) => keyOf({ kind: 'token', ...token })),
  ]);
  const held = stacks.flatMap(({ resources }) => resources)
    .filter(({ attributes }) => attributes.account_id === live.account)
    .flatMap(({ type, attributes }) => harnessEntity(type, attributes) ?? []);
  const missing = new Map(held.filter((entity) => !alive.has(keyOf(entity))).map((entity) => [keyOf(entity), entity]));
  // Accounts first, then keys, then tokens: what was in one that is gone needs no question.
  for (const kind of ['service account', 'API key', 'token'] as const) {
    const candidates = [...missing.values()].filter((entity) => entity.kind === kind);
    const answers = await inParallel(candidates, AT_A_TIME, async (entity) => {
      const owner = ownerOf(entity);
      if (owner !== undefined && gone.has(keyOf(owner))) {
        return true;
      }
      try {
        return await isGone(entity, client, live.account);
      } catch (error) {
        problems.push({ source: `Harness, ${entity.kind} ${entity.identifier}`, message: messageOf(error) });
        return false;
      }
    });
    candidates.filter((_, index) => answers[index]).forEach((entity) => gone.add(keyOf(entity)));
  }
  return gone;
}

const LISTS = { 'service account': '/ng/api/serviceaccount/aggregate', 'API key': '/ng/api/apikey/aggregate', 'token': '/ng/api/token/aggregate' } as const;

async function isGone(
  { kind, org, project, type, parent, apiKey, identifier }: HarnessEntity, client: HarnessSide['client'], account: string,
): Promise<boolean> {
  const owner = { apiKeyType: type, parentIdentifier: parent, apiKeyIdentifier: apiKey };
  const answer = await client.get(LISTS[kind], { accountIdentifier: account, ...queryOf({ org, project }), ...owner, identifiers: identifier });
  const content = (answer as { data?: { content?: unknown } } | undefined)?.data?.content;
  return Array.isArray(content) && content.length === 0;
}

async function fateAtDynatrace({ dynatrace, at }: Case, one: StackCase, { name, attributes }: StateResource, isStranger: boolean): Promise<Fate> {
  const id = textOf(attributes.id);
  if (!dynatrace || id === undefined || dynatrace.live.tokens.some((token) => token.id === id)) {
    return undefined;
  }
  const configuration = one.dynatraceOf(name);
  if (configuration === 'another') {
    return undefined;
  }
  if (configuration === 'unknown') {
    return { doubt: `${id} is not in ${dynatrace.live.environment}, but which environment its provider works on is only known to Terraform` };
  }
  if ((await dynatrace.client.call('GET', `/api/v2/apiTokens/${encodeURIComponent(id)}`)).status !== 404) {
    return undefined;
  }
  if (isDeletedAfterEnd(attributes, at)) {
    return { gone: `${id} ended at ${String(attributes.expiration_date)}, and Dynatrace has deleted it since` };
  }
  if (isStranger) {
    return { doubt: `${id} is gone, as every token that the states hold: is ${dynatrace.live.environment} the right environment? If it is, say --all-gone` };
  }
  return { gone: `${id} is gone at Dynatrace` };
}

function isDeletedAfterEnd({ expiration_date: end }: StateResource['attributes'], at: Date): boolean {
  return typeof end === 'string' && Date.parse(end) + KEPT_AFTER_END <= at.getTime();
}

/** Nothing in a state says which environment a token is in; one that knows none of several tokens is hardly theirs. */
function looksLikeAnotherEnvironment({ stacks, dynatrace, at }: Case): boolean {
  const held = stacks.flatMap((one) => one.resources.filter(({ type, name }) => type === DYNATRACE_TOKEN_TYPE && one.dynatraceOf(name) === 'ours'));
  const known = new Set(dynatrace?.live.tokens.map(({ id }) => id));
  const unexplained = held.filter(({ attributes }) => !known.has(String(attributes.id)) && !isDeletedAfterEnd(attributes, at));
  return unexplained.length > 1 && held.every(({ attributes }) => !known.has(String(attributes.id)));
}
