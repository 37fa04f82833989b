import { readFileSync } from 'node:fs';
import type { Case, StackCase } from './case';
import { type PlannedChange, readPlanOf } from './plan';
import { FIXED } from './stuck';
import { type App, type AppStack } from '../code/app';
import { normalizeEnvironment, readCredentials } from '../live/credentials';
import { dynatraceClient, readDynatrace } from '../live/dynatrace';
import { harnessClient, readHarness } from '../live/harness';
import { inParallel } from '../parallel';
import { messageOf, type Problem } from '../problem';
import { LOOKED_AT, type StateResource } from '../state/state-reader';
import { readStateOf } from '../state/terraform';

/** How many stacks are read at a time. */
const AT_A_TIME = 8;

export interface ReadOptions {
  readonly at: Date;
  readonly onProgress: (text: string) => void;
}

/**
 * Services first, then states, then plans: what is created meanwhile then is in the states and not taken for lost.
 */
export async function readCase({ stacks }: App, { at, onProgress }: ReadOptions): Promise<{ read: Case; problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const documents = new Map(stacks.map((stack) => [stack, documentOf(stack, problems)]));
  const { harness, dynatrace, problems: wrong, withoutVariables } = readCredentials();
  problems.push(...wrong);
  const [liveHarness, liveDynatrace] = await Promise.all([
    harness && readHarness(harness, { onProgress }),
    dynatrace && readDynatrace(dynatrace, { onProgress }),
  ]);
  problems.push(...liveHarness?.problems ?? [], ...liveDynatrace?.problems ?? []);

  const unread: AppStack[] = [];
  let done = 0;
  const cases = await inParallel(stacks, AT_A_TIME, async (stack): Promise<StackCase | undefined> => {
    let resources: readonly StateResource[];
    let plan: readonly PlannedChange[] | undefined;
    try {
      resources = (await readStateOf(stack.folder)).filter(({ type }) => LOOKED_AT.includes(type));
    } catch (error) {
      unread.push(stack);
      problems.push({ source: `stack '${stack.name}'`, message: messageOf(error) });
      return undefined;
    }
    const document = documents.get(stack);
    if (document !== undefined && needsPlan(document, resources)) {
      try {
        plan = await readPlanOf(stack.folder);
      } catch (error) {
        problems.push({ source: `stack '${stack.name}'`, message: `creates whose answers were lost are not looked for: ${messageOf(error)}` });
      }
    }
    onProgress(`${++done} of ${stacks.length} stacks`);
    return { stack, resources, ...plan && { plan }, dynatraceOf: (name) => dynatraceOf(document, name, dynatrace?.environment) };
  });
  const read = cases.filter((one) => one !== undefined);

  const used = new Set(read.flatMap(({ resources, plan = [] }) => [...resources, ...plan].map(({ type }) => (type.startsWith('harness_') ? 'Harness' : 'Dynatrace'))));
  for (const system of withoutVariables.filter((candidate) => used.has(candidate))) {
    const variables = system === 'Harness' ? 'HARNESS_ACCOUNT_ID and HARNESS_PLATFORM_API_KEY' : 'DYNATRACE_ENV_URL and DYNATRACE_API_TOKEN';
    problems.push({ source: system, message: `no credentials: set the variables ${variables}` });
  }
  const others = liveHarness === undefined ? [] : [...new Set(read.flatMap(({ resources }) => resources)
    .flatMap(({ attributes: { account_id: account } }) => (typeof account === 'string' && account !== liveHarness.account ? account : [])))];
  problems.push(...others.map((account) => ({
    source: `Harness account ${account}`, message: `not looked at: the variables are those of account ${liveHarness!.account}`,
  })));
  return {
    read: {
      at,
      stacks: read,
      unread,
      ...liveHarness && { harness: { live: liveHarness, client: harnessClient(harness!) } },
      // Half of a list says nothing of what is not in it.
      ...liveDynatrace?.complete && { dynatrace: { live: liveDynatrace, client: dynatraceClient(dynatrace!) } },
    },
    problems,
  };
}

/** What is read of a synthesized document. */
interface StackDocument {
  readonly provider?: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/**
 * Whether a plan may tell something: where the state holds all that the code lists, as it lists it, nothing is missing. Most stacks of a
 * large app are such, and a plan is what takes time.
 */
function needsPlan({ resource }: StackDocument, resources: readonly StateResource[]): boolean {
  const held = new Map(resources.filter(({ deposed }) => deposed === undefined).map((found) => [found.address, found.attributes]));
  return LOOKED_AT.some((type) => Object.entries(resource?.[type] ?? {}).some(([name, code]) => {
    const attributes = held.get(`${type}.${name}`);
    return attributes === undefined || FIXED.some((attribute) => (code[attribute] || false) !== (attributes[attribute] || false));
  }));
}

function documentOf({ name, document }: AppStack, problems: Problem[]): StackDocument | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(document, 'utf8'));
    if (typeof parsed === 'object' && parsed !== null) {
      return parsed;
    }
  } catch {
    // Its text is not repeated: it may hold anything.
  }
  problems.push({ source: `stack '${name}'`, message: `${document} is missing or no JSON: run 'cdktf synth' again` });
  return undefined;
}

/** Whether a token's provider works on the environment that the variables name. */
function dynatraceOf(document: StackDocument | undefined, name: string, environment: string | undefined): ReturnType<StackCase['dynatraceOf']> {
  const providers = document?.provider?.dynatrace ?? [];
  const resource = document?.resource?.dynatrace_api_token?.[name];
  // Of a token that the code does not have any more nobody knows which provider it had.
  const candidates = resource === undefined ? providers : providers.filter(({ alias }) => (resource.provider ?? 'dynatrace') === (alias === undefined ? 'dynatrace' : `dynatrace.${String(alias)}`));
  const urls = candidates.map(({ dt_env_url: url }) => url);
  if (urls.every((url) => url === undefined || url === '')) {
    return 'ours';
  }
  if (urls.some((url) => typeof url !== 'string' || /[$%]\{/.test(url))) {
    return 'unknown';
  }
  const same = urls.map((url) => url === undefined || normalizeEnvironment(String(url)) === environment);
  return same.every(Boolean) ? 'ours' : same.some(Boolean) ? 'unknown' : 'another';
}
