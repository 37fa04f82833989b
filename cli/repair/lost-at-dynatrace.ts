import type { Case, Diagnosis, Doubt, DynatraceSide, Finding, StackCase } from './case';
import { DYNATRACE_TOKEN_TYPE } from './entity';
import { deleteMend, type Mend } from './mend';
import { curlOfDynatrace } from '../shell';
import type { Attributes } from './plan';
import { unreadStacks } from './unread';
import type { LiveApiToken } from '../live/dynatrace';
import { CallFailed } from '../problem';

export interface OrphanOptions {
  /** Whether orphans are deleted, and not only named. */
  readonly orphans: boolean;
  /** Tokens created before are none. */
  readonly since: Date;
}

/** A token that the stack has or would create, as its twin would look. */
interface Original {
  readonly one: StackCase;
  readonly address: string;
  readonly name: string;
  readonly attributes: Attributes;
  /** When the one in the state was created: a twin is the try before it. */
  readonly created?: number;
}

/**
 * Tokens of Dynatrace that look like one of the app's whose answer was lost: equal in all that the code says, in no state, never used, and
 * created lately, before the one that the state has. Names repeat in Dynatrace, so another deployment of the same code may have made one a
 * moment ago. That nobody can tell from outside: they are named, and deleted only if the user says so.
 */
export function findLostAtDynatrace(read: Case, { orphans, since }: OrphanOptions): Diagnosis {
  const { dynatrace } = read;
  const findings: Finding[] = [];
  const doubts: Doubt[] = [];
  if (!dynatrace) {
    return { findings, doubts, problems: [] };
  }
  const held = new Set(read.stacks.flatMap(({ resources }) => resources)
    .filter(({ type }) => type === DYNATRACE_TOKEN_TYPE).map(({ attributes }) => String(attributes.id)));
  const seen = new Set<string>();
  for (const original of originals(read)) {
    for (const token of dynatrace.live.tokens) {
      if (held.has(token.id) || seen.has(token.id) || token.isCaller || !isTwin(token, original, since)) {
        continue;
      }
      seen.add(token.id);
      const { stack } = original.one;
      const what = `${original.address}: ${token.id} '${token.name}', created ${token.created!.toISOString()}, was never used and is in no state`;
      const mend = mendOf(dynatrace, token);
      const reason = unreadStacks(read);
      if (orphans && reason === undefined) {
        findings.push({ stack, what: [what], mend });
      } else {
        doubts.push({
          stack,
          what: `${what}: ${reason ?? 'if no other deployment made it, it is a create whose answer was lost; delete it, or say --orphans'}`,
          command: mend.text,
        });
      }
    }
  }
  return { findings, doubts, problems: [] };
}

function originals({ stacks, dynatrace }: Case): Original[] {
  // A state does not know it before the first refresh.
  const createdAt = new Map(dynatrace?.live.tokens.map(({ id, created }) => [id, created?.getTime()]));
  return stacks.flatMap((one) => [
    ...(one.plan ?? [])
      .filter(({ type, actions }) => type === DYNATRACE_TOKEN_TYPE && actions.join() === 'create')
      .map(({ address, after }) => ({ one, address, name: nameIn(address), attributes: after })),
    ...one.resources
      .filter(({ type }) => type === DYNATRACE_TOKEN_TYPE)
      .flatMap(({ address, name, attributes }) => {
        const created = createdAt.get(String(attributes.id));
        return created === undefined ? [] : [{ one, address, name, attributes, created }];
      }),
  ]).filter(({ one, name }) => one.dynatraceOf(name) === 'ours');
}

function nameIn(address: string): string {
  return address.split('.').at(-1)!.replace(/\[.*$/, '');
}

function isTwin(token: LiveApiToken, { attributes, created }: Original, since: Date): boolean {
  const end = typeof attributes.expiration_date === 'string' ? Date.parse(attributes.expiration_date) : undefined;
  const scopes = Array.isArray(attributes.scopes) ? [...attributes.scopes as readonly string[]].sort() : [];
  return token.lastUsed === undefined
    && token.created !== undefined && token.created >= since && (created === undefined || token.created.getTime() <= created)
    && token.name === attributes.name
    && JSON.stringify([...token.scopes].sort()) === JSON.stringify(scopes)
    && token.end?.getTime() === end
    && token.personal === (attributes.personal_access_token === true);
}

function mendOf({ client }: DynatraceSide, { id }: LiveApiToken): Mend {
  const path = `/api/v2/apiTokens/${encodeURIComponent(id)}`;
  const remove = deleteMend(client, path, {}, curlOfDynatrace(path));
  return {
    text: remove.text,
    run: async () => {
      // Somebody may have got hold of it since it was listed.
      const { body } = await client.call('GET', path);
      if ((body as { lastUsedDate?: unknown } | undefined)?.lastUsedDate !== undefined) {
        throw new CallFailed(`${id} has been used since it was looked at, so it is not deleted`);
      }
      await remove.run();
    },
  };
}
