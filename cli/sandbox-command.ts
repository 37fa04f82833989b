import * as fs from 'node:fs';
import type { Command } from 'commander';
import { runChild } from './child';
import { complain, Complaint, type Conclude, NAME } from './command-line';
import { shellWord } from './shell';
import { type Call, describeCall } from '../sandbox/call-log';
import { parseInstant } from '../sandbox/clock';
import { parseDuration } from '../sandbox/durations';
import type { UnfiredFault } from '../sandbox/faults';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';

const NOW_VARIABLE = 'ACCESS_TOKENS_SANDBOX_NOW';

/** Further names under which the providers would find an address or a credential of a real account. The command must not meet those. */
const REAL_CREDENTIALS = [
  'HARNESS_API_KEY',
  'DT_ENV_URL', 'DYNATRACE_ENVIRONMENT_URL', 'DT_ENVIRONMENT_URL', 'DT_API_TOKEN',
  'DYNATRACE_PLATFORM_TOKEN', 'DT_PLATFORM_TOKEN',
  'DYNATRACE_CLIENT_ID', 'DT_CLIENT_ID', 'DYNATRACE_CLIENT_SECRET', 'DT_CLIENT_SECRET',
];

interface SandboxFlags {
  readonly state?: string;
  readonly accountId?: string;
  readonly fault: readonly string[];
  readonly strictFaults?: boolean;
  readonly json?: boolean;
  readonly calls?: string;
  readonly now?: string;
  readonly advance?: string;
  readonly harnessPort?: string;
  readonly dynatracePort?: string;
  readonly host: string;
  readonly tokenLimit?: string;
  readonly apiKeyLimit?: string;
  readonly grace: string;
}

/** @param command what stands behind `--`, if anything does */
export function addSandboxCommand(program: Command, command: readonly string[] | undefined, conclude: Conclude): void {
  program.command('sandbox')
    .description('Runs a command against loopback stand-ins for Harness and Dynatrace, then shows the calls it made. Without a command: serves until stopped.')
    .usage('[options] [-- <command...>]')
    .option('--state <file>', 'keep what the two systems hold in this file between runs')
    .option('--account-id <id>', 'the Harness account; resources that ask for another one are refused (default: the one that the first resource asks for)')
    .option('--fault <spec>', "let calls go wrong, e.g. 'POST /ng/api/token#2=500' (repeatable)", (spec: string, all: string[]) => [...all, spec], [])
    .option('--strict-faults', 'fail if one of the faults never happened')
    .option('--json', 'show the calls as JSON lines')
    .option('--calls <file>', 'write the calls to this file instead of standard error')
    .option('--now <date>', `set the clock, e.g. 2026-11-01T00:00:00Z; it then stands still (default: variable ${NOW_VARIABLE})`)
    .option('--advance <duration>', 'move the clock forward, e.g. 30d (units ms, s, m, h, d, w)')
    .option('--harness-port <port>', 'default: a free one')
    .option('--dynatrace-port <port>', 'default: a free one')
    .option('--host <address>', 'loopback address to listen on', '127.0.0.1')
    .option('--token-limit <number>', 'tokens an API key of Harness can hold (default: 5)')
    .option('--api-key-limit <number>', 'API keys one owner can have in Harness (default: 5)')
    .option('--grace <duration>', 'how long the command may take to end after a signal before it is killed', '30s')
    .addHelpText('after', `
A fault reads METHOD PATH[#N]=ACTION. The path may hold *, #N means the N-th such call (#N-M a range), ACTION is one of
  500, 429:retry-after=2   answer with this status, without effect
  delay:2s                 wait, then go on
  reset                    break the connection, without effect
  lost                     break the connection after the effect
  denied                   a policy denial of Harness

Examples
  ${NAME} sandbox -- cdktf deploy my-stack
  ${NAME} sandbox --state sandbox.json --advance 30d -- terraform plan
  ${NAME} sandbox --fault 'POST /ng/api/token#1=lost' --strict-faults -- terraform apply`)
    .action((flags: SandboxFlags) => conclude(sandbox(flags, command)));
}

async function sandbox(flags: SandboxFlags, command: readonly string[] | undefined): Promise<number> {
  if (command?.length === 0) {
    throw new Complaint("there is no command after '--'");
  }
  const grace = parseDuration(flags.grace, '--grace');
  const advance = flags.advance === undefined ? undefined : parseDuration(flags.advance, '--advance');
  const report = reporter(flags);
  // A variable that is set to nothing is not set.
  const now = flags.now === undefined ? instant(process.env[NOW_VARIABLE] || undefined, NOW_VARIABLE) : instant(flags.now, '--now');
  const running = await startSandbox({
    stateFile: flags.state,
    accountId: flags.accountId,
    host: flags.host,
    harnessPort: port(flags.harnessPort, '--harness-port'),
    dynatracePort: port(flags.dynatracePort, '--dynatrace-port'),
    now,
    faults: flags.fault,
    limits: { tokensPerApiKey: wholeNumber(flags.tokenLimit, '--token-limit'), apiKeysPerParent: wholeNumber(flags.apiKeyLimit, '--api-key-limit') },
    onCall: command ? undefined : call => reportOne(report, call),
  });
  let code: number;
  try {
    if (advance !== undefined) {
      running.clock.advance(advance);
    }
    code = command ? await run(running, command, grace) : await serveUntilStopped(running);
  } finally {
    await running.stop();
  }
  if (command) {
    report(running.calls);
  }
  for (const fault of running.unfiredFaults) {
    complain(`the fault '${fault.spec}' never happened: ${matches(fault)}`);
  }
  if (running.stateProblem !== undefined) {
    complain(running.stateProblem);
  }
  const failed = running.stateProblem !== undefined || (flags.strictFaults && running.unfiredFaults.length > 0);
  return code === 0 && failed ? 1 : code;
}

function matches({ matchingCalls }: UnfiredFault): string {
  switch (matchingCalls) {
    case 0: return 'no call matched it';
    case 1: return 'one call matched it';
    default: return `${matchingCalls} calls matched it`;
  }
}

async function run(running: Sandbox, command: readonly string[], grace: number): Promise<number> {
  const environment = { ...process.env };
  for (const name of REAL_CREDENTIALS) {
    delete environment[name];
  }
  const end = await runChild(command, { ...environment, ...running.environment }, grace);
  if (end.problem !== undefined) {
    complain(end.problem);
  }
  return end.code;
}

async function serveUntilStopped(running: Sandbox): Promise<number> {
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve());
    }
  });
  process.stdout.write(Object.entries(running.environment).map(([name, value]) => `export ${name}=${shellWord(value)}\n`).join(''));
  process.stderr.write(`${NAME}: the sandbox is running, paste the lines above into another shell; Ctrl-C stops it\n`);
  await stopped;
  return 0;
}

/** Where the calls go, and how they look. */
function reporter(flags: SandboxFlags): (calls: readonly Call[]) => void {
  const file = flags.calls;
  const write = file === undefined ? (text: string) => void process.stderr.write(text) : (text: string) => append(file, text);
  if (file !== undefined) {
    // Begins anew, and finds out before the command runs whether it can be written.
    emptyFile(file);
  }
  return calls => write(calls.map(call => `${flags.json ? JSON.stringify(call) : describeCall(call)}\n`).join(''));
}

/** While it serves: a log that cannot be written must not break the call that was to be logged. */
function reportOne(report: (calls: readonly Call[]) => void, call: Call): void {
  try {
    report([call]);
  } catch (error) {
    complain((error as Error).message);
  }
}

function emptyFile(file: string): void {
  withFile(file, () => fs.writeFileSync(file, ''));
}

function append(file: string, text: string): void {
  withFile(file, () => fs.appendFileSync(file, text));
}

function withFile(file: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw new Complaint(`the calls cannot be written to '${file}': ${(error as Error).message}`);
  }
}

/** @param origin where the date was given, for the error */
function instant(text: string | undefined, origin: string): Date | undefined {
  try {
    return text === undefined ? undefined : new Date(parseInstant(text));
  } catch (error) {
    throw new Complaint(`${origin}: ${(error as Error).message}`);
  }
}

function port(text: string | undefined, option: string): number | undefined {
  const value = wholeNumber(text, option);
  if (value !== undefined && value > 65_535) {
    throw new Complaint(`${option} must be a port from 0 to 65535, got '${text}'`);
  }
  return value;
}

function wholeNumber(text: string | undefined, option: string): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d{1,6}$/.test(text)) {
    throw new Complaint(`${option} must be a whole number, got '${text}'`);
  }
  return Number(text);
}
