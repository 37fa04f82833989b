import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..');

/** Ends with one line for people. */
export class Complaint extends Error {}

/** Complains where a tool is not on the PATH. */
export function need(tool: string, versionArgument: string, advice: string): void {
  if (spawnSync(tool, [versionArgument], { stdio: 'ignore' }).error) {
    throw new Complaint(`${tool} is missing: ${advice}`);
  }
}

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Told of each line of output. @default - the output goes where this process writes */
  readonly onLine?: (line: string) => void;
  /** Told of the running process. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a command to its end; rejects where it fails, with the end of what it said. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((fulfil, reject) => {
    const { onLine } = options;
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.environment ?? process.env,
      stdio: ['ignore', onLine ? 'pipe' : 'inherit', onLine ? 'pipe' : 'inherit'],
    });
    options.onStart?.(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const lines = (rest + text).split('\n');
        rest = lines.pop()!;
        lines.forEach((line) => onLine?.(line));
      });
      stream?.on('end', () => {
        if (rest) {
          onLine?.(rest);
        }
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) {
        fulfil(output);
      } else {
        reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}${onLine ? `:\n${output.slice(-4000)}` : ''}`));
      }
    });
  });
}
