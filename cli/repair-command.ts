import { createInterface } from 'node:readline/promises';
// Bundled into the command, so that users of the library get no dependency from it.
// eslint-disable-next-line import/no-extraneous-dependencies
import type { Command } from 'commander';
import { type App, readApp } from './code/app';
import { Complaint, type Conclude, NAME } from './command-line';
import { CallFailed, type Problem } from './problem';
import type { Diagnosis, Finding } from './repair/case';
import { diagnose, type DiagnoseOptions } from './repair/diagnose';
import { readCase } from './repair/read-case';
import { parseInstant } from '../sandbox/clock';
import { parseDuration } from '../sandbox/durations';

/** The command's exit codes; 1, as of every command, means that nothing could be looked at, or that a command failed. */
const FOUND = 2;
const PARTIAL = 3;

/** What a round uncovers: a key can be looked for once its account is in the state, a token once its key is. */
const MOST_ROUNDS = 4;

interface RepairFlags {
  readonly app: string;
  readonly apply?: boolean;
  readonly yes?: boolean;
  readonly orphans?: boolean;
  readonly since: string;
  readonly allGone?: boolean;
  readonly now?: string;
}

export function addRepairCommand(program: Command, conclude: Conclude): void {
  program.command('repair')
    .description('Compares the states of an app with the services, and tells what no apply mends and the commands that do. Changes nothing without --apply, and nothing that it cannot prove to be the app\'s.')
    .option('--app <folder>', 'what the app was synthesized to', 'cdktf.out')
    .option('--apply', 'run the commands, after one question')
    .option('--yes', 'do not ask')
    .option('--orphans', 'delete Dynatrace tokens, too, that look like the app\'s, were never used and are in no state; only if no other deployment makes such')
    .option('--since <duration>', 'how old a token can be that is deleted (units h, d, w)', '24h')
    .option('--all-gone', 'the Dynatrace environment is the right one, although it knows no token that the states hold')
    .option('--now <date>', 'judge as of this time, e.g. 2027-01-01T00:00:00Z (default: the machine\'s clock)')
    .addHelpText('after', `
Exit codes
  0  nothing is left to mend
  1  nothing could be looked at, or a command failed: it says what was done
  2  something is to mend, or is left to you
  3  something could not be looked at: it says what

Variables
  HARNESS_ACCOUNT_ID, HARNESS_PLATFORM_API_KEY, HARNESS_ENDPOINT
  DYNATRACE_ENV_URL, DYNATRACE_API_TOKEN
  TERRAFORM_BINARY_NAME   the command that works on states (default: terraform)

Examples
  cdktf synth && ${NAME} repair
  ${NAME} repair --apply && cdktf deploy my-stack`)
    .action((flags: RepairFlags) => conclude(repair(flags)));
}

async function repair(flags: RepairFlags): Promise<number> {
  const at = flags.now === undefined ? new Date() : instant(flags.now);
  const since = new Date(at.getTime() - parseDuration(flags.since, '--since'));
  if (flags.yes && !flags.apply) {
    throw new Complaint('--yes answers the question of --apply: say both');
  }
  if (flags.apply && !flags.yes && !process.stdin.isTTY) {
    throw new Complaint('--apply asks a question, and there is no terminal to answer at: say --yes as well');
  }
  const app = readApp(flags.app);
  if (app.stacks.length === 0) {
    throw new Complaint(app.problems.map(({ source, message }) => `${source}: ${message}`)[0] ?? `app '${flags.app}': it has no stacks`);
  }
  const options: DiagnoseOptions = { allGone: flags.allGone === true, orphans: flags.orphans === true, since };

  for (let round = 1; ; round++) {
    const { diagnosis, problems } = await lookAt(app, at, options);
    show(diagnosis, problems, app, flags.apply === true);
    const { findings, doubts } = diagnosis;
    if (findings.length === 0 || !flags.apply || round > MOST_ROUNDS) {
      return findings.length > 0 || doubts.length > 0 ? FOUND : problems.length > 0 ? PARTIAL : 0;
    }
    if (round === 1 && !flags.yes && !await isConfirmed(findings)) {
      say('Nothing was changed.\n');
      return FOUND;
    }
    if (!await mendAll(findings)) {
      return 1;
    }
  }
}

async function lookAt(app: App, at: Date, options: DiagnoseOptions): Promise<{ diagnosis: Diagnosis; problems: readonly Problem[] }> {
  const { read, problems } = await readCase(app, { at, onProgress: progress });
  const diagnosis = await diagnose(read, options);
  progress('');
  return { diagnosis, problems: [...app.problems, ...problems, ...diagnosis.problems] };
}

function show({ findings, doubts }: Diagnosis, problems: readonly Problem[], { stacks }: App, applies: boolean): void {
  for (const { stack, what, mend } of findings) {
    say(`stack '${stack.name}'\n${what.map((line) => `  ${line}\n`).join('')}    ${mend.text}\n\n`);
  }
  if (doubts.length > 0) {
    say('Left to you, since nothing proves that it is this app\'s:\n');
    doubts.forEach(({ stack, what, command }) => say(`  stack '${stack.name}', ${what}\n${command === undefined ? '' : `    ${command}\n`}`));
    say('\n');
  }
  if (problems.length > 0) {
    say('Not looked at:\n');
    problems.forEach(({ source, message }) => say(`  ${source}: ${message}\n`));
    say('\n');
  }
  const count = `${findings.length} ${findings.length === 1 ? 'command' : 'commands'} in ${stacks.length} ${stacks.length === 1 ? 'stack' : 'stacks'}`;
  if (findings.length === 0) {
    say(`Nothing to mend in ${stacks.length} ${stacks.length === 1 ? 'stack' : 'stacks'}.\n`);
  } else if (!applies) {
    say(`${count}. Nothing was changed: 'repair --apply' runs them, then deploy.\n`);
  }
}

async function isConfirmed(findings: readonly Finding[]): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`Run ${findings.length === 1 ? 'this command' : `these ${findings.length} commands`}? Only 'yes' is taken for one: `);
    return answer.trim().toLowerCase() === 'yes';
  } finally {
    prompt.close();
  }
}

/** Each command stands for itself, so one that fails keeps none of another stack from being run. @returns whether all were */
async function mendAll(findings: readonly Finding[]): Promise<boolean> {
  const failed = new Set<string>();
  for (const { stack, mend } of findings) {
    if (failed.has(stack.name)) {
      say(`not run   ${mend.text}\n`);
      continue;
    }
    try {
      await mend.run();
      say(`done      ${mend.text}\n`);
    } catch (error) {
      if (!(error instanceof CallFailed)) {
        throw error;
      }
      failed.add(stack.name);
      say(`failed    ${mend.text}\n          ${error.message}\n`);
    }
  }
  say('\n');
  if (failed.size > 0) {
    say(`What is done is done, and the rest is as before. Run '${NAME} repair' again.\n`);
  }
  return failed.size === 0;
}

function say(text: string): void {
  process.stdout.write(text);
}

/** On one line of a terminal, which an empty text clears. */
function progress(text: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\u001b[K${text}`);
  }
}

function instant(text: string): Date {
  try {
    return new Date(parseInstant(text));
  } catch (error) {
    throw new Complaint(`--now: ${(error as Error).message}`);
  }
}
