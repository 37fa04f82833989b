/** The wheel as users get it: installed by pip beside cdktf from PyPI. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archive, packed } from '../../scripts/packages';
import { pythonWith, pythonWithSinks } from '../../scripts/python';
import { runTool } from '../../scripts/run-tool';
import { ROOT } from '../../scripts/tools';
import { APP_ENVIRONMENT, LONG, pythonApp, pythonExample, synthesize, temporaryFolder, typescriptApp, typescriptExample } from '../util/packages';
import { codeBlocks, pages, programsOf, pythonProgramsOf } from '../util/snippets';
import { Workspace } from '../util/workspace';

jest.setTimeout(LONG);
const folder = temporaryFolder();
let bin: string;
beforeAll(async () => {
  bin = await pythonWith('cdktf');
}, LONG);

function python(program: string): Promise<string> {
  return runTool(join(bin, 'python'), ['-c', program], { cwd: folder });
}

test('the wheel is typed and has a module for each part of the library', async () => {
  const wheel = archive(await packed('cdktf', 'python'), '.whl');
  const files = (await python(`import zipfile; print(*zipfile.ZipFile(${JSON.stringify(wheel)}).namelist(), sep='\\n')`)).split('\n');
  for (const file of ['py.typed', '__init__.py', 'harness/__init__.py', 'dynatrace/__init__.py', 'l1/__init__.py', 'l1/harness/platform_token/__init__.py']) {
    expect(files).toContain(`cdktf_access_tokens/${file}`);
  }
  expect(archive(await packed('cdktf', 'python'), '.tar.gz')).toMatch(/cdktf_access_tokens-.*\.tar\.gz$/);
});

test('the Python app is synthesized to the same JSON as the TypeScript app', async () => {
  const [fromTypescript, fromPython] = [
    await synthesize(await typescriptExample('cdktf'), folder, join(folder, 'typescript')),
    await synthesize(await pythonExample('cdktf'), folder, join(folder, 'python')),
  ];
  expect(Object.keys(fromPython)).toEqual(['pipeline-secrets', 'tokens']);
  expect(fromPython).toEqual(fromTypescript);
});

/** The kernel of jsii makes an overridden method one that JavaScript cannot replace. */
const OVERRIDES = `
from cdktf import App, TerraformOutput, TerraformStack
from cdktf_access_tokens import dynatrace

class Tokens(TerraformStack):
    def prepare_stack(self):
        super().prepare_stack()
    def to_hcl_terraform(self):
        return super().to_hcl_terraform()
    def to_terraform(self):
        return {**super().to_terraform(), **self.added}

def synth(added, sensitive):
    app = App(outdir="overrides")
    stack = Tokens(app, "Tokens")
    stack.added = added
    dynatrace.DynatraceProvider(stack, "Dynatrace")
    token = dynatrace.ApiToken(stack, "T", scopes=dynatrace.ApiTokenScopes.data_ingest())
    TerraformOutput(stack, "Out", value=token.value, sensitive=sensitive)
    try:
        app.synth()
        print("passed")
    except Exception as error:
        print(str(error))

synth({}, True)
synth({}, False)
synth({"locals": {"leak": "\${nonsensitive(dynatrace_api_token.T_D925BC7E.token)}"}}, True)
synth({"locals": {"pasted": "pat." + "a" * 22 + "." + "0a" * 12 + "." + "Z9" * 10}}, True)
`;

test('a stack that overrides its rendering in Python is synthesized, and guarded', async () => {
  expect((await python(OVERRIDES)).trim().split('\n')).toEqual([
    'passed',
    expect.stringContaining("output 'Out' must be sensitive"),
    expect.stringContaining('local.leak takes the mark off the secret of Tokens/T'),
    expect.stringContaining('a Harness secret stands in clear at Tokens.locals.pasted'),
  ]);
  expect(existsSync(join(folder, 'overrides', 'stacks', 'Tokens', 'cdk.tf.json'))).toBe(false);
});

test.each(['platform-tokens', 'rotating-tokens'] as const)('the Python app %s passes its tests and the type checker', async (example) => {
  const app = await pythonApp('cdktf', example);
  expect(await runTool(join(bin, 'pytest'), ['-W', 'error', '-p', 'no:cacheprovider'], { cwd: app })).toMatch(/ [1-9]\d* passed in /);
  await runTool(join(bin, 'mypy'), ['--cache-dir', join(folder, 'mypy'), 'main.py'], { cwd: app });
});

test('the Python app is deployed, planned without changes and destroyed', async () => {
  const workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
  try {
    const nothing = workspace.sandbox.inventory();
    await synthesize(await pythonExample('cdktf'), workspace.folder, join(workspace.folder, 'app'), { HARNESS_ACCOUNT_ID: workspace.account });
    const stacks = ['tokens', 'pipeline-secrets'].map((stack) => ({ stack, state: 'app' }));
    for (const stack of stacks) {
      await workspace.apply(stack);
    }
    expect(workspace.sandbox.inventory()).not.toEqual(nothing);
    for (const stack of stacks) {
      await workspace.expectEmptyPlan(stack);
    }
    for (const stack of stacks.reverse()) {
      await workspace.destroy(stack);
    }
    expect(workspace.sandbox.inventory()).toEqual(nothing);
  } finally {
    await workspace.close();
  }
});

test('the Python app that delivers tokens makes the JSON of the TypeScript app, but for versions of bindings, and passes its tests', async () => {
  const sinks = await pythonWithSinks();
  const app = await pythonApp('cdktf', 'deliver-tokens');
  const resourcesOf = (stacks: Record<string, any>) => Object.fromEntries(['pipelines', 'consumers'].map((stack) => [stack, stacks[stack].resource]));
  const typescript = { command: 'ts-node', args: ['-T', join(ROOT, 'examples', 'typescript', 'deliver-tokens', 'main.ts')] };
  const fromTypescript = await synthesize(typescript, folder, join(folder, 'deliver-ts'));
  const fromPython = await synthesize({ command: join(sinks, 'python'), args: [join(app, 'main.py')] }, folder, join(folder, 'deliver-py'));
  expect(resourcesOf(fromPython)).toEqual(resourcesOf(fromTypescript));
  expect(await runTool(join(sinks, 'pytest'), ['-W', 'error', '-p', 'no:cacheprovider'], { cwd: app })).toMatch(/ [1-9]\d* passed in /);
});

test('bad input is refused in Python with the message of the library', async () => {
  const output = await python(`
from cdktf import TerraformStack, Testing
from cdktf_access_tokens import Expiration, harness

stack = TerraformStack(Testing.app(), "Stack")
account = harness.HarnessScope.account("account")
for attempt in (
    lambda: harness.ServiceAccount(stack, "Bad", harness_scope=account, identifier="9 lives"),
    lambda: Expiration.at("tomorrow"),
):
    try:
        attempt()
    except RuntimeError as error:
        print(error)
`);
  expect(output).toContain("identifier must start with a letter or '_' and hold only letters, digits and '_', got '9 lives' [Stack/Bad]");
  expect(output).toMatch(/got 'tomorrow'/);
});

test.each(pages())('the examples of %s make the same JSON in Python as in TypeScript', async (_, text) => {
  const app = await typescriptApp('cdktf');
  expect(codeBlocks(text, 'python').length).toBeGreaterThanOrEqual(codeBlocks(text, 'ts').length);
  writeFileSync(join(app, 'readme.ts'), programsOf(codeBlocks(text, 'ts')).at(-1)!);
  writeFileSync(join(folder, 'readme.py'), pythonProgramsOf(codeBlocks(text, 'python')).at(-1)!);
  const fromTypescript = await synthesize({ command: 'ts-node', args: ['-T', join(app, 'readme.ts')] }, folder, join(folder, 'readme-ts'));
  const fromPython = await synthesize({ command: join(bin, 'python'), args: [join(folder, 'readme.py')] }, folder, join(folder, 'readme-py'));
  expect(fromPython).toEqual(fromTypescript);
});

test.each(pages())('the Python programs of %s run', async (_, text) => {
  for (const program of pythonProgramsOf(codeBlocks(text, 'python')).slice(0, -1)) {
    const project = mkdtempSync(join(folder, 'example-'));
    writeFileSync(join(project, 'main.py'), program);
    await runTool(join(bin, 'python'), ['main.py'], { cwd: project, environment: APP_ENVIRONMENT });
  }
});
