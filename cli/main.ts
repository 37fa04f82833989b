// Bundled into the command, so that users of the library get no dependency from it.
// eslint-disable-next-line import/no-extraneous-dependencies
import { Command, CommanderError } from 'commander';
import { complain, Complaint, NAME } from './command-line';
import { addInventoryCommand } from './inventory-command';
import { addPolicyCommand } from './policy-command';
import { addRepairCommand } from './repair-command';
import { addSandboxCommand } from './sandbox-command';
import { version } from '../package.json';
import { SandboxError } from '../sandbox/errors';

/**
 * The command line.
 *
 * @param argv the arguments after the name of the command
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that went away early (`| head`) is no mistake worth a stack trace.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    return await run(argv);
  } catch (error) {
    const isForPeople = error instanceof Complaint || error instanceof SandboxError;
    complain(isForPeople ? error.message : `unexpected error: ${String((error as Error)?.message ?? error)}`);
    return 1;
  }
}

async function run(argv: readonly string[]): Promise<number> {
  const at = argv.indexOf('--');
  // Nothing is concluded if all that was wanted was help.
  let exitCode: Promise<number> | undefined;
  const program = new Command(NAME)
    .description('Companion of the construct library cdktf-access-tokens.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  const conclude = (ending: Promise<number>): void => {
    exitCode = ending;
  };
  addSandboxCommand(program, at < 0 ? undefined : argv.slice(at + 1), conclude);
  addInventoryCommand(program, conclude);
  addRepairCommand(program, conclude);
  addPolicyCommand(program, conclude);
  try {
    program.parse([...(at < 0 ? argv : argv.slice(0, at))], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    if (error.exitCode !== 0) {
      throw new Complaint(usageProblem(error));
    }
  }
  return exitCode ?? 0;
}

function usageProblem(error: CommanderError): string {
  switch (error.code) {
    case 'commander.help': return `say what to do: '${NAME} --help' lists the commands`;
    case 'commander.excessArguments': return error.message.includes("'sandbox'")
      ? `put '--' before the command to run: ${NAME} sandbox [options] -- <command...>` : error.message.replace(/^error: /, '');
    default: return error.message.replace(/^error: /, '');
  }
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
