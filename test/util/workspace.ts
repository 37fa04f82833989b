import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { installStandInProviders } from '../../scripts/stand-in-providers';
import { dynatrace, harness } from '../../src';

export interface Outcome {
  readonly code: number;
  /** Standard output and error, in the order of arrival. */
  readonly output: string;
}

export interface RunOptions {
  /** @default 'Stack' */
  readonly stack?: string;
  /** Which of several states of the same stacks. @default 'state' */
  readonly state?: string;
  /** Exit codes that are no failure of the test. @default [0] */
  readonly codes?: number[];
  /** Told of the running process, to kill it. */
  readonly onStart?: (child: ChildProcess) => void;
  readonly environment?: Record<string, string>;
}

/** As cdktf's command line knows it: another Terraform, or OpenTofu. */
const TERRAFORM = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

type AddBackend = (stack: cdktf.TerraformStack) => void;

/**
 * A sandbox of its own, the stand-in providers and a folder in which real Terraform works on what an app synthesizes.
 */
export class Workspace {
  public static async open(options: SandboxOptions = {}): Promise<Workspace> {
    const [sandbox, providers] = await Promise.all([startSandbox(options), installStandInProviders()]);
    return new Workspace(sandbox, providers.environment);
  }

  public readonly folder = mkdtempSync(join(tmpdir(), 'access-tokens-'));
  private readonly initialized = new Set<string>();

  private constructor(public readonly sandbox: Sandbox, private readonly environment: Record<string, string>) {}

  public get account(): string {
    return this.sandbox.environment.HARNESS_ACCOUNT_ID;
  }

  public async close(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Synthesizes an app of stacks that have both providers and a state file of their own.
   *
   * @param stacks what each stack holds, by stack name
   * @param state another name stands for a fresh state of the same stacks
   * @param addBackend where the states are kept; in files unless given
   */
  public synth(
    stacks: Record<string, (stack: cdktf.TerraformStack, others: cdktf.TerraformStack[]) => void>,
    state = 'state',
    addBackend: AddBackend = (stack) => new cdktf.LocalBackend(stack, { path: this.stateFile(stack.node.id, state) }),
  ): void {
    const app = new cdktf.App({
      outdir: mkdirs(join(this.folder, state)),
      stackTraces: false,
      context: { 'accessTokens:now': this.sandbox.clock.now().toISOString() },
    });
    const made: cdktf.TerraformStack[] = [];
    for (const [name, build] of Object.entries(stacks)) {
      const stack = new cdktf.TerraformStack(app, name);
      addBackend(stack);
      new harness.HarnessProvider(stack, 'Harness');
      new dynatrace.DynatraceProvider(stack, 'Dynatrace');
      build(stack, made);
      made.push(stack);
    }
    app.synth();
  }

  /** Where a stack's state is kept, unless another backend is given. */
  public stateFile(stack: string, state = 'state'): string {
    return join(this.folder, state, `${stack}.tfstate`);
  }

  /** One stack, called `Stack`. */
  public synthStack(build: (stack: cdktf.TerraformStack) => void, state?: string, addBackend?: AddBackend): void {
    this.synth({ Stack: build }, state, addBackend);
  }

  public async apply(options: RunOptions = {}): Promise<Outcome> {
    return this.terraform(['apply', '-auto-approve', '-input=false'], options);
  }

  public async destroy(options: RunOptions = {}): Promise<Outcome> {
    return this.terraform(['destroy', '-auto-approve', '-input=false'], options);
  }

  /** What a plan would do, in words; `No changes` where nothing. */
  public async plan(options: RunOptions = {}): Promise<Outcome> {
    return this.terraform(['plan', '-detailed-exitcode', '-input=false', '-lock=false'], { codes: [0, 2], ...options });
  }

  /** Fails with the plan's text where the plan is not empty. */
  public async expectEmptyPlan(options: RunOptions = {}): Promise<void> {
    const { code, output } = await this.plan(options);
    expect(code === 0 ? 'No changes' : output).toBe('No changes');
  }

  /** The resources of the state: attributes by address. */
  public async resources(options: RunOptions = {}): Promise<Record<string, any>> {
    const { output } = await this.terraform(['show', '-json'], options);
    const found = JSON.parse(output).values?.root_module.resources ?? [];
    return Object.fromEntries(found.map(({ address, values }: any) => [address, values]));
  }

  /** An output's value, sensitive or not. */
  public async outputValue(name: string, options: RunOptions = {}): Promise<any> {
    return JSON.parse((await this.terraform(['output', '-json', name], options)).output);
  }

  /** Method, path without ids' noise, and status of the calls since the last look; reads left out unless asked for. */
  public takeCalls(options: { reads?: boolean } = {}): string[] {
    const calls = this.sandbox.calls
      .filter(({ method, path }) => options.reads || (method !== 'GET' && !path.endsWith('/lookup')))
      .map(({ method, path, status }) => `${method} ${path} -> ${status}`);
    this.sandbox.clearCalls();
    return calls;
  }

  public async terraform(args: string[], given: RunOptions = {}): Promise<Outcome> {
    const { codes = [0], stack = 'Stack', state = 'state', ...options } = given;
    const cwd = join(this.folder, state, 'stacks', stack);
    if (!this.initialized.has(cwd)) {
      await this.run(['init', '-input=false'], cwd, [0], options);
      this.initialized.add(cwd);
    }
    return this.run(args, cwd, codes, options);
  }

  /** Runs a command in the folder of the synthesized app. */
  public async command(program: string, args: string[], { codes = [0], state = 'state', ...options }: RunOptions = {}): Promise<Outcome> {
    return this.spawn(program, args, join(this.folder, state), codes, options);
  }

  private run(args: string[], cwd: string, codes: number[], options: RunOptions): Promise<Outcome> {
    return this.spawn(TERRAFORM, [...args, ...(args[0] === 'show' || args[0] === 'output' ? [] : ['-no-color'])], cwd, codes, options);
  }

  private spawn(program: string, args: string[], cwd: string, codes: number[], options: RunOptions): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd,
        // A group of its own, so that a test can kill Terraform with its providers.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          TMPDIR: process.env.TMPDIR,
          TF_IN_AUTOMATION: '1',
          STAND_IN_RETRY_UNIT_MS: '1',
          TERRAFORM_BINARY_NAME: TERRAFORM,
          ...this.environment,
          ...this.sandbox.environment,
          ...options.environment,
        },
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk));
      child.stderr.setEncoding('utf8').on('data', (chunk) => (output += chunk));
      child.on('error', reject);
      child.on('close', (code, signal) => {
        if (code !== null && codes.includes(code)) {
          resolve({ code, output });
        } else if (signal && options.onStart) {
          resolve({ code: 128, output });
        } else {
          reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? signal}:\n${output}`));
        }
      });
      options.onStart?.(child);
    });
  }
}

function mkdirs(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
