import { delimiter, join } from 'node:path';
import { ROOT, run } from './tools';

/** A registry that does not answer must not hold up a build for ever. */
const TOOL_TIMEOUT = 10 * 60 * 1000;

const TOOL_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: join(ROOT, 'node_modules', '.bin') + delimiter + process.env.PATH,
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
};

/** Runs a tool; what it says is told where it fails. */
export async function runTool(command: string, args: string[], options: { cwd?: string; environment?: NodeJS.ProcessEnv } = {}): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await run(command, args, {
      cwd: options.cwd,
      environment: { ...process.env, ...TOOL_ENVIRONMENT, ...options.environment },
      onLine: () => undefined,
      onStart: (child) => (timer = setTimeout(() => child.kill('SIGKILL'), TOOL_TIMEOUT)),
    });
  } finally {
    clearTimeout(timer);
  }
}
