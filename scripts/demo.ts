/**
 * The example app, deployed for real by cdktf-cli and Terraform on the sandbox: what was made, in which order it was called
 * for, that nothing is left to do, and that a destroy leaves nothing behind.
 *
 * Usage: npm run demo [-- --real-providers]   with --real-providers Terraform installs the providers from its registry
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildLibrary } from './build-library';
import { linkSelf } from './link-self';
import { runScript } from './run-script';
import { installStandInProviders } from './stand-in-providers';
import { Complaint, need, ROOT, run } from './tools';
import { type Sandbox, startSandbox } from '../sandbox';
import { describeCall } from '../sandbox/call-log';

const EXAMPLE = join(ROOT, 'examples', 'typescript', 'platform-tokens');
/** Inside of the checkout, so that the app finds the library; a folder of its own, so that no old state is in the way. */
const WORKPLACE = join(ROOT, 'node_modules', '.cache', 'demo');
/** It stays after the run, to be looked at. */
const PAGE = join(WORKPLACE, 'inventory.html');
/** The example's tokens end with a quarter. The demo is played in it, whenever it is run. */
const NOW = '2027-01-15T09:00:00Z';
/** In the order in which they are deployed. */
const STACKS = ['tokens', 'pipeline-secrets'];

/** The lines of cdktf-cli that tell how far it is; all of them stand in the error where it fails. */
const PROGRESS = /Generated Terraform code|: (Creating|Creation complete|Destroying|Destruction complete|Read complete)|(Apply|Destroy) complete!|Stacks done/;

function heading(text: string): void {
  console.log(`\n== ${text}`);
}

async function main(args: string[]): Promise<void> {
  const unknown = args.find((argument) => argument !== '--real-providers');
  if (unknown) {
    throw new Complaint(`unknown argument '${unknown}': the only one is --real-providers`);
  }
  need('terraform', 'version', 'install Terraform >= 1.5 from https://developer.hashicorp.com/terraform/install');
  if (!args.includes('--real-providers')) {
    need('go', 'version', 'install Go from https://go.dev/dl, or run npm run demo -- --real-providers');
  }

  await buildLibrary();
  linkSelf();
  const standIns = args.includes('--real-providers') ? undefined : await installStandInProviders({ log: console.log });
  rmSync(WORKPLACE, { recursive: true, force: true });
  mkdirSync(WORKPLACE, { recursive: true });
  cpSync(EXAMPLE, WORKPLACE, { recursive: true, filter: (path) => !/node_modules|cdktf\.out|tfstate/.test(path) });
  const settings = join(WORKPLACE, 'cdktf.json');
  writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings, 'utf8')), context: { 'accessTokens:now': NOW } }));

  const sandbox = await startSandbox({ now: NOW });
  try {
    await deploy(sandbox, {
      ...process.env, CI: '1', CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1', ...standIns?.environment, ...sandbox.environment,
      // The lock file of stand-ins is good for this machine only, and completing it asks the registry.
    }, standIns ? ['--skip-provider-lock'] : []);
  } finally {
    await sandbox.stop();
  }
}

async function deploy(sandbox: Sandbox, environment: NodeJS.ProcessEnv, options: string[]): Promise<void> {
  const cdktf = (...args: string[]) => run(join(ROOT, 'node_modules', '.bin', 'cdktf'), [...args, '--no-color'], {
    cwd: WORKPLACE,
    environment,
    onLine: (line) => {
      if (PROGRESS.test(line)) {
        console.log(`   ${line}`);
      }
    },
  });

  heading('cdktf synth: the Terraform JSON of examples/typescript/platform-tokens');
  await cdktf('synth');
  STACKS.forEach(showResources);

  heading('cdktf deploy: real Terraform against the sandbox');
  await cdktf('deploy', '*', '--auto-approve', ...options);
  showCalls(sandbox, 'created: service account -> API key -> token');

  heading('the outputs are sensitive');
  const outputs = await terraform('tokens', environment, 'output', '-no-color');
  console.log(indent(outputs));
  if (outputs.trim().split('\n').some((line) => !line.endsWith('= <sensitive>'))) {
    throw new Complaint('an output of the stack tokens is not sensitive');
  }

  heading('a second plan is empty');
  for (const stack of STACKS) {
    await terraform(stack, environment, 'plan', '-detailed-exitcode', '-input=false', '-no-color');
    console.log(`   ${stack}: no changes`);
  }

  heading('cdktf-access-tokens inventory: what was deployed, by code, states and services');
  const inventory = (...args: string[]) => run(process.execPath, [join(ROOT, 'lib', 'cli.js'), 'inventory', '--state', '--live', '--now', NOW, ...args], {
    cwd: WORKPLACE, environment, onLine: () => undefined,
  });
  // Up to the findings, which the page has with all that belongs to them.
  console.log(indent((await inventory()).split(/^(?=note|warning|error):? /m)[0]));
  await inventory('--format', 'html', '--output', PAGE);

  heading('cdktf destroy: in the reverse order');
  sandbox.clearCalls();
  await cdktf('destroy', '*', '--auto-approve', ...options);
  showCalls(sandbox, 'deleted: token -> API key -> service account');
  const left = Object.values(sandbox.inventory()).flat();
  if (left.length > 0) {
    throw new Complaint(`the destroy left ${left.length} things behind`);
  }
  console.log('   nothing is left in the sandbox');

  heading('how to go on');
  console.log(indent([
    `open the list of what was there:   ${relative(ROOT, PAGE)}`,
    'read and change the app:           examples/typescript/platform-tokens/main.ts',
    'run any command on the sandbox:    npx cdktf-access-tokens sandbox -- cdktf deploy',
    'use it with your own account:      set HARNESS_ACCOUNT_ID, HARNESS_PLATFORM_API_KEY, DYNATRACE_ENV_URL and DYNATRACE_API_TOKEN',
  ].join('\n')));
}

function showResources(stack: string): void {
  console.log(`\n   stack ${stack}`);
  const document = JSON.parse(readFileSync(join(WORKPLACE, 'cdktf.out', 'stacks', stack, 'cdk.tf.json'), 'utf8'));
  for (const [type, resources] of Object.entries<Record<string, { depends_on?: string[] }>>(document.resource)) {
    for (const [name, resource] of Object.entries(resources)) {
      const parents = resource.depends_on ? `  depends on ${resource.depends_on.join(', ')}` : '';
      console.log(`     ${type}.${name}${parents}`);
    }
  }
}

function showCalls(sandbox: Sandbox, title: string): void {
  console.log(`\n   ${title}`);
  sandbox.calls.filter(({ method }) => method === 'POST' || method === 'DELETE').forEach((call) => console.log(`   ${describeCall(call)}`));
}

function terraform(stack: string, environment: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  return run('terraform', args, { cwd: join(WORKPLACE, 'cdktf.out', 'stacks', stack), environment, onLine: () => undefined });
}

function indent(text: string): string {
  return text.trim().split('\n').filter((line) => line.trim()).map((line) => `   ${line}`).join('\n');
}

runScript('demo', main);
