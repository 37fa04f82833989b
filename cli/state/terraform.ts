import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CallFailed } from '../problem';
import { redactError } from '../redact';
import { readState, type StateResource, UnreadableState } from './state-reader';

const TIMEOUT = 5 * 60_000;
const MOST_OF_AN_ERROR = 16_384;

/** What Terraform and OpenTofu say where the folder was not initialized, or for something else. */
const NEEDS_INIT = /terraform init|tofu init|Backend initialization required|Required plugins are not installed|Inconsistent dependency lock file|Missing required provider/i;

export function terraformBinary(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.TERRAFORM_BINARY_NAME || 'terraform';
}

export interface TerraformOptions {
  /** @default - the process' own */
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds for one call of Terraform. @default 300000 */
  readonly timeout?: number;
}

/**
 * The state of a stack, wherever its backend keeps it. A folder that was not initialized is.
 *
 * @param folder the stack's working directory
 * @throws CallFailed if the state cannot be read; its message names no secret
 */
export async function readStateOf(folder: string, options: TerraformOptions = {}): Promise<StateResource[]> {
  const show = (): Promise<StateResource[]> => runTerraform(['show', '-json', '-no-color'], folder, readState, options);
  try {
    return await show();
  } catch (error) {
    if (!(error instanceof CallFailed) || !NEEDS_INIT.test(error.message)) {
      throw error;
    }
    await runTerraform(['init', '-input=false', '-no-color'], folder, drain, options);
    return show();
  }
}

/**
 * Runs Terraform and reads its standard output as it comes.
 *
 * @throws CallFailed with what Terraform says in its first error
 */
export async function runTerraform<T>(
  args: readonly string[], folder: string, read: (output: AsyncIterable<Uint8Array>) => Promise<T>, options: TerraformOptions = {},
): Promise<T> {
  const { environment = process.env, timeout = TIMEOUT } = options;
  const binary = terraformBinary(environment);
  const command = `${binary} ${args[0]}`;
  // Its log may hold what a state holds.
  const { TF_LOG: _log, TF_LOG_CORE: _core, TF_LOG_PROVIDER: _provider, TF_LOG_PATH: _path, ...others } = environment;
  const child = spawn(binary, args, { cwd: folder, env: { ...others, TF_IN_AUTOMATION: '1', TF_INPUT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + String(chunk)).slice(0, MOST_OF_AN_ERROR);
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, timeout);
  const end = new Promise<{ code: number; problem?: string }>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve({
      code: 127,
      problem: error.code === 'ENOENT' ? `there is no command '${binary}': install Terraform, or name it in TERRAFORM_BINARY_NAME` : `cannot start '${binary}' (${error.code})`,
    }));
    child.once('close', (code, signal) => resolve({ code: code ?? 128 + constants.signals[signal!] }));
  });
  const output = read(child.stdout).then((result) => ({ result }), (error: unknown) => {
    // Else it would wait for a reader that is gone.
    child.stdout.resume();
    return { error };
  });
  const [{ code, problem }, outcome] = await Promise.all([end, output]);
  clearTimeout(timer);
  if (problem !== undefined) {
    throw new CallFailed(problem);
  }
  if (timedOut) {
    throw new CallFailed(`'${command}' did not end within ${timeout / 1000} s`);
  }
  if (code !== 0) {
    throw new CallFailed(`'${command}' ended with ${code}: ${firstError(said)}`);
  }
  if ('error' in outcome) {
    if (outcome.error instanceof UnreadableState) {
      throw new CallFailed(`'${command}' printed something unexpected: ${outcome.error.message}`);
    }
    throw outcome.error;
  }
  return outcome.result;
}

async function drain(output: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _chunk of output) {
    // Nothing of it is wanted.
  }
}

/** The first error of Terraform's text, without its frame. */
function firstError(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^[\s│╷╵]+/, '').trim());
  const start = lines.findIndex((line) => line.startsWith('Error:'));
  const rest = start < 0 ? lines : lines.slice(start);
  const next = rest.findIndex((line, index) => index > 0 && line.startsWith('Error:'));
  const message = redactError((next < 0 ? rest : rest.slice(0, next)).filter((line) => line !== '').join(' '));
  return message === '' ? 'it said nothing' : message.length > 500 ? `${message.slice(0, 500)}…` : message;
}
