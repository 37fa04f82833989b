import { openRunFolder } from './run-folder';
import { Complaint } from './tools';

/**
 * Runs a script with the arguments of the command line, in a folder of its own. A complaint is one line under the script's
 * name; after that, and where the script tells false, the process ends with 1.
 */
export function runScript(name: string, main: (args: string[]) => Promise<boolean | void>): void {
  const runFolder = openRunFolder();
  main(process.argv.slice(2)).then((good) => {
    process.exitCode = good === false ? 1 : 0;
  }, (error: Error) => {
    console.error(error instanceof Complaint ? `${name}: ${error.message}` : error);
    process.exitCode = 1;
  }).finally(() => runFolder.remove());
}

/** Those of the names, or all without any. */
export function chosen<T extends { readonly name: string }>(kind: string, all: readonly T[], names: readonly string[]): readonly T[] {
  const unknown = names.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined) {
    throw new Complaint(`unknown ${kind} '${unknown}', there are: ${all.map(({ name }) => name).join(', ')}`);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
