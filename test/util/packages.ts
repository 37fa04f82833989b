/** The packages as users get them, and the example app of each language on them. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archive, cacheOf, compile, copy, type Flavour, manifestOf, packed, stageOf } from '../../scripts/packages';
import { pythonWith } from '../../scripts/python';
import { runTool } from '../../scripts/run-tool';
import { ROOT } from '../../scripts/tools';

/** Builds of packages and virtual environments count into the first test that needs them. */
export const LONG = 15 * 60 * 1000;

/** The environment of an app whose "now" is fixed. */
export const APP_ENVIRONMENT = {
  CI: 'true',
  CHECKPOINT_DISABLE: '1',
  DISABLE_VERSION_CHECK: '1',
  HARNESS_ACCOUNT_ID: 'account-of-the-tests',
  CDKTF_CONTEXT_JSON: JSON.stringify({ 'accessTokens:now': '2026-11-01T00:00:00Z' }),
};

export interface Program {
  readonly command: string;
  readonly args: string[];
}

/** A folder that goes away after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'packages-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Apps stand where their packages are found, so each worker of jest has its own. */
const WORKER = `app-${process.env.JEST_WORKER_ID}`;

function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** An example app, by its folder; there is one of each name in TypeScript and in Python. */
export type Example = 'platform-tokens' | 'rotating-tokens' | 'deliver-tokens' | 'company-policy';

/** The npm package as it is after an installation; the stage has its peers. */
export async function typescriptApp(flavour: Flavour, example: Example = 'platform-tokens'): Promise<string> {
  const tarball = archive(await packed(flavour, 'js'), '.tgz');
  const app = emptied(join(stageOf(flavour), WORKER));
  const installed = join(app, 'node_modules', manifestOf(flavour).name);
  mkdirSync(installed, { recursive: true });
  await runTool('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  copy(flavour, [`examples/typescript/${example}`], app, `examples/typescript/${example}`);
  return app;
}

export async function typescriptExample(flavour: Flavour, example?: Example): Promise<Program> {
  return { command: 'ts-node', args: ['-T', join(await typescriptApp(flavour, example), 'main.ts')] };
}

export async function pythonApp(flavour: Flavour, example: Example = 'platform-tokens'): Promise<string> {
  const app = emptied(join(cacheOf(flavour, await compile(flavour)), WORKER));
  copy(flavour, [`examples/python/${example}`], app, `examples/python/${example}`);
  return app;
}

export async function pythonExample(flavour: Flavour, example?: Example): Promise<Program> {
  return { command: join(await pythonWith(flavour), 'python'), args: [join(await pythonApp(flavour, example), 'main.py')] };
}

/** A Go program with our module from this checkout, and what it needs beside from the Go module proxy. */
export async function goModule(folder: string, example: Example = 'platform-tokens'): Promise<string> {
  const module = await packed('cdktf', 'go');
  const app = mkdtempSync(join(folder, 'go-'));
  copy('cdktf', [`examples/go/${example}`], app, `examples/go/${example}`);
  const { moduleName, packageName } = manifestOf('cdktf').jsii.targets.go;
  await runTool('go', ['mod', 'edit', `-replace=${moduleName}/${packageName}=${module}`], { cwd: app });
  return app;
}

/** Lets an app write its stacks, as cdktf-cli does. */
export async function synthesize(
  program: Program, folder: string, outdir: string, environment: NodeJS.ProcessEnv = {},
): Promise<Record<string, any>> {
  await runTool(program.command, program.args, { cwd: folder, environment: { ...APP_ENVIRONMENT, CDKTF_OUTDIR: outdir, ...environment } });
  const stacks = join(outdir, 'stacks');
  return Object.fromEntries(readdirSync(stacks).sort().map((name) => [name, JSON.parse(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8'))]));
}

/** The unit tests that are about the library alone: neither about its folder, nor about what is made from it. */
export function unitTests(): string[] {
  return readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/^(packages|e2e|sandbox|providers)\b/.test(file))
    .map((file) => `test/${file}`)
    .filter((file) => {
      const modules = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:from|require\()\s*'([^']+)'/g)].map(([, module]) => module);
      return modules.some((module) => /^(\.\.\/)+src\b/.test(module)) && !modules.some((module) => /^@cdktf\/|\/(scripts|projenrc|benchmarks|examples)\//.test(module));
    });
}
