import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
// Bundled into the command, so that users of the library get no dependency from it.
// eslint-disable-next-line import/no-extraneous-dependencies
import type { Command } from 'commander';
import { type App, readApp } from './code/app';
import { type Code, readCode } from './code/code-tokens';
import { complain, Complaint, type Conclude, NAME } from './command-line';
import { toCalendar } from './inventory/formats/calendar';
import { toCsv } from './inventory/formats/csv';
import { toJson } from './inventory/formats/document';
import { toSarif } from './inventory/formats/sarif';
import { toText } from './inventory/formats/text';
import { takeInventory } from './inventory/inventory';
import type { Read } from './inventory/join';
import { type Inventory, rank, SEVERITIES, type Severity, worstOf } from './inventory/model';
import { readCredentials } from './live/credentials';
import { readDynatrace } from './live/dynatrace';
import { type HarnessPlace, readHarness } from './live/harness';
import type { Problem } from './problem';
import { Progress } from './progress';
import { readStateFiles, readStates, type StateFile, type States } from './state/states';
import { parseInstant } from '../sandbox/clock';
import { parseDuration } from '../sandbox/durations';

const FORMATS = ['text', 'json', 'csv', 'html', 'sarif', 'ics'] as const;
type Format = typeof FORMATS[number];

/** The command's exit codes; 1, as of every command, means that there is no list at all. */
export const FOUND = 2;
export const PARTIAL = 3;

const DEFAULT_APP = 'cdktf.out';

interface InventoryFlags {
  readonly app: string | false;
  readonly state?: boolean;
  readonly stateFile: readonly string[];
  readonly live?: boolean;
  readonly format: string;
  readonly output?: string;
  readonly endsWithin: string;
  readonly check?: boolean;
  readonly severity: string;
  readonly now?: string;
}

export function addInventoryCommand(program: Command, conclude: Conclude): void {
  program.command('inventory')
    .description('Lists tokens: what the code says, what the states hold and what the services know, what is wrong with them, and the commands that mend it. Reads only, and shows no secret.')
    .option('--app <folder>', 'what the app was synthesized to', DEFAULT_APP)
    .option('--no-app', 'read no code')
    .option('--state', "read the state of each stack, with 'terraform show -json' in its folder")
    .option('--state-file <[stack=]file>', "read a state that 'terraform show -json' printed; - is standard input (repeatable)", (file: string, all: string[]) => [...all, file], [])
    .option('--live', 'ask the services, with the variables that the providers read')
    .option('--format <format>', FORMATS.join(', '), 'text')
    .option('--output <file>', 'write to this file instead of standard output')
    .option('--ends-within <duration>', 'find tokens that end within this time (units h, d, w)', '14d')
    .option('--check', `exit with ${FOUND} if there is a finding`)
    .option('--severity <severity>', `the least severity of a finding that --check minds: ${SEVERITIES.join(', ')}`, 'warning')
    .option('--now <date>', 'judge as of this time, e.g. 2027-01-01T00:00:00Z (default: the machine\'s clock)')
    .addHelpText('after', `
Exit codes
  0  the list is complete, and --check found nothing
  1  there is no list: a wrong option, or nothing that could be read
  2  --check found something at or above --severity
  3  the list is partial: it says what is missing

Variables
  HARNESS_ACCOUNT_ID, HARNESS_PLATFORM_API_KEY, HARNESS_ENDPOINT
  DYNATRACE_ENV_URL, DYNATRACE_API_TOKEN
  TERRAFORM_BINARY_NAME   the command that reads states (default: terraform)

Examples
  ${NAME} inventory
  ${NAME} inventory --state --live --format html --output tokens.html
  ${NAME} inventory --state --live --check --severity error`)
    .action((flags: InventoryFlags) => conclude(inventory(flags)));
}

async function inventory(flags: InventoryFlags): Promise<number> {
  const format = oneOf(FORMATS, flags.format, '--format');
  const severity = oneOf(SEVERITIES, flags.severity, '--severity');
  const endsWithin = parseDuration(flags.endsWithin, '--ends-within');
  const at = flags.now === undefined ? new Date() : new Date(instant(flags.now));
  if (flags.stateFile.filter((file) => /^(?:[^=]*=)?-$/.test(file)).length > 1) {
    throw new Complaint('--state-file can take only one state from standard input');
  }
  const progress = new Progress();
  let found: Inventory;
  try {
    found = await read(flags, at, endsWithin, progress);
  } finally {
    progress.end();
  }
  await write(await render(found, format, flags), flags.output);
  if (flags.output !== undefined || format !== 'text') {
    found.problems.forEach(({ source, message }) => complain(`${source}: ${message}`));
  }
  if (flags.check && found.tokens.some((token) => isAtLeast(worstOf(token), severity))) {
    return FOUND;
  }
  return found.problems.length > 0 ? PARTIAL : 0;
}

async function read(flags: InventoryFlags, at: Date, endsWithin: number, progress: Progress): Promise<Inventory> {
  const problems: Problem[] = [];
  const app = flags.app === false ? undefined : readApp(flags.app);
  const code = app && readCode(app);
  const hasApp = app !== undefined && app.stacks.length > 0;
  if (flags.state && app === undefined) {
    throw new Complaint('--state needs the app whose states it reads: leave out --no-app, or give states by --state-file');
  }
  const states = await readAllStates(flags, app, progress);
  const live = flags.live ? await readServices(code, states, progress, problems) : {};
  // A code that nobody asked for, beside other sources that were given, is named as missing, but is no reason to stop.
  if (!hasApp && states === undefined && live.harness === undefined && live.dynatrace === undefined) {
    const [problem] = [...code?.problems ?? [], ...problems];
    throw new Complaint(problem === undefined ? 'there is nothing to read: give --app, --state-file or --live' : `${problem.source}: ${problem.message}`);
  }
  const found = takeInventory({ ...app && { app }, ...code && { code }, ...states && { states }, ...live }, { at, endsWithin });
  return { ...found, problems: [...found.problems, ...problems] };
}

async function readAllStates({ state, stateFile }: InventoryFlags, app: App | undefined, progress: Progress): Promise<States | undefined> {
  const files = stateFile.map((given) => stateFileOf(given, app));
  const given = new Set(files.map(({ stack }) => stack));
  const sources = [
    ...state ? [await readStates(app!.stacks.filter(({ name }) => !given.has(name)), { onProgress: progress.show })] : [],
    ...files.length > 0 ? [await readStateFiles(files)] : [],
  ];
  return sources.length === 0 ? undefined : {
    stacks: sources.flatMap(({ stacks }) => stacks),
    unread: sources.flatMap(({ unread }) => unread),
    problems: sources.flatMap(({ problems }) => problems),
  };
}

/** `stack=file`, or a file whose name is the stack's; of an app with one stack it is that one's. */
function stateFileOf(given: string, app: App | undefined): StateFile {
  const [, named, file] = /^(?:([^=/\\]+)=)?(.+)$/.exec(given) ?? [];
  if (file === undefined) {
    throw new Complaint(`--state-file reads [stack=]file, got '${given}'`);
  }
  const byFile = file === '-' ? 'stdin' : basename(file).replace(/\.(tfstate|json|tfstate\.json)$/, '');
  const stack = named ?? (app?.stacks.length === 1 ? app.stacks[0].name : byFile);
  const known = app?.stacks.find(({ name }) => name === stack);
  return { stack, file, ...known && { folder: known.folder } };
}

async function readServices(
  code: Code | undefined, states: States | undefined, progress: Progress, problems: Problem[],
): Promise<Pick<Read, 'harness' | 'dynatrace'>> {
  const { harness, dynatrace, problems: found, withoutVariables } = readCredentials();
  problems.push(...found);
  // Of a system that nothing here uses, no variables are needed.
  const used = new Set([...code?.tokens ?? [], ...states?.stacks.flatMap(({ resources }) => resources) ?? []]
    .map(({ type }) => (type === 'harness_platform_token' ? 'Harness' : type === 'dynatrace_api_token' ? 'Dynatrace' : undefined)));
  const isNone = withoutVariables.length === 2;
  for (const system of withoutVariables.filter((candidate) => isNone || used.has(candidate))) {
    const variables = system === 'Harness' ? 'HARNESS_ACCOUNT_ID and HARNESS_PLATFORM_API_KEY' : 'DYNATRACE_ENV_URL and DYNATRACE_API_TOKEN';
    problems.push({ source: system, message: `no credentials: set the variables ${variables}` });
  }
  const places = placesOf(code, states);
  const [liveHarness, liveDynatrace] = await Promise.all([
    harness && readHarness(harness, { places, onProgress: progress.show }),
    dynatrace && readDynatrace(dynatrace, { onProgress: progress.show }),
  ]);
  return { ...liveHarness && { harness: liveHarness }, ...liveDynatrace && { dynatrace: liveDynatrace } };
}

/** The organizations and projects that code and states speak of. */
function placesOf(code: Code | undefined, states: States | undefined): HarnessPlace[] {
  const places = new Map<string, HarnessPlace>();
  for (const { type, attributes } of [...code?.tokens ?? [], ...states?.stacks.flatMap(({ resources }) => resources) ?? []]) {
    const { org_id: org, project_id: project } = attributes;
    if (type.startsWith('harness_') && typeof org === 'string' && org !== '') {
      const place = { org, ...typeof project === 'string' && project !== '' && { project } };
      places.set(JSON.stringify(place), place);
    }
  }
  return [...places.values()];
}

async function render(found: Inventory, format: Format, { app }: InventoryFlags): Promise<string> {
  switch (format) {
    case 'text': return toText(found);
    case 'json': return toJson(found);
    case 'csv': return toCsv(found);
    case 'sarif': return toSarif(found, app === false ? DEFAULT_APP : app);
    case 'ics': return toCalendar(found);
    // The page is put together when the command is bundled.
    case 'html': return (await import('./inventory/formats/page.js')).toPage(found);
  }
}

/** Whole or not at all: whoever has the old page open must not find half of a new one. */
async function write(text: string, output: string | undefined): Promise<void> {
  if (output === undefined) {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  const draft = join(dirname(output), `.${basename(output)}.${process.pid}`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, output);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Complaint(`'${output}' cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function isAtLeast(severity: Severity | undefined, least: Severity): boolean {
  return severity !== undefined && rank(severity) >= rank(least);
}

function oneOf<T extends string>(choices: readonly T[], text: string, option: string): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) {
    throw new Complaint(`${option} must be one of ${choices.join(', ')}, got '${text}'`);
  }
  return found;
}

function instant(text: string): number {
  try {
    return parseInstant(text);
  } catch (error) {
    throw new Complaint(`--now: ${(error as Error).message}`);
  }
}
