/** The same library as a package for cdktn: its unit tests, its example apps, and an app that moves from one to the other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdktnManifest, toCdktn } from '../../projenrc/cdktn';
import { compile, copy, manifestOf, stageOf } from '../../scripts/packages';
import { runTool } from '../../scripts/run-tool';
import { LONG, pythonExample, synthesize, temporaryFolder, typescriptApp, typescriptExample, unitTests } from '../util/packages';
import { Workspace } from '../util/workspace';

jest.setTimeout(LONG);
const folder = temporaryFolder();

/** Both write the version of their core into each stack. */
function withoutVersion(stacks: Record<string, any>): Record<string, any> {
  const copied = structuredClone(stacks);
  Object.values(copied).forEach((stack) => delete stack['//'].metadata.version);
  return copied;
}

describe('what is rewritten', () => {
  test.each([
    ['src/token.ts', "import * as cdktf from 'cdktf';", "import * as cdktf from 'cdktn';"],
    ['src/token.ts', "import { x } from 'cdktf/lib/y';", "import { x } from 'cdktn/lib/y';"],
    ['src/token.ts', "type === '@cdktf/warn' && resource.cdktfStack", "type === '@cdktf/warn' && resource.cdktfStack"],
    ['main.ts', "import { harness } from 'cdktf-access-tokens';", "import { harness } from 'cdktn-access-tokens';"],
    ['cli/sandbox-command.ts', '`${NAME} sandbox -- cdktf deploy my-stack`', '`${NAME} sandbox -- cdktn deploy my-stack`'],
    ['main.py', 'from cdktf import App\nfrom cdktf_access_tokens import harness', 'from cdktn import App\nfrom cdktn_access_tokens import harness'],
    ['API.md', 'cdktf.TerraformStack of <a href="#cdktf-access-tokens.Duration">', 'cdktn.TerraformStack of <a href="#cdktn-access-tokens.Duration">'],
    ['src/token.ts', 'https://github.com/cdktf-access-tokens/cdktf-access-tokens', 'https://github.com/cdktf-access-tokens/cdktf-access-tokens'],
  ])('%s: %s', (file, source, expected) => {
    expect(toCdktn(file, source)).toBe(expected);
  });

  test('code in README is, its prose is not', () => {
    const readme = toCdktn('README.md', '# cdktf-access-tokens\n\ncdktf ended.\n\n```sh\npip install cdktf-access-tokens\n```\n\n```diff\n-cdktf\n```\n');
    expect(readme).toMatch(/^# cdktn-access-tokens\n\n> This is the package for apps on cdktn/);
    expect(readme).toContain('\ncdktf ended.\n\n```sh\npip install cdktn-access-tokens\n```\n\n```diff\n-cdktf\n```');
  });

  test('the committed package.json follows from the main one, and the lock from it', () => {
    const { '//': _, ...committed } = manifestOf('cdktn');
    expect(committed).toEqual(cdktnManifest(manifestOf('cdktf')));
    const lock = JSON.parse(readFileSync('projenrc/cdktn/package-lock.json', 'utf8'));
    expect(lock.packages['']).toMatchObject({ peerDependencies: committed.peerDependencies, devDependencies: committed.devDependencies });
    expect(JSON.stringify(lock)).not.toContain('"resolved"');
  });

  test('nothing that is packed needs cdktf', async () => {
    const app = await typescriptApp('cdktn');
    const library = join(app, 'node_modules', 'cdktn-access-tokens', 'lib');
    const files = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(d\.ts|js)$/.test(file) && !file.startsWith('sandbox'));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => /(from |require\()["']cdktf["']/.test(readFileSync(join(library, file), 'utf8')))).toEqual([]);
  });
});

test('the unit tests of the library pass', async () => {
  await compile('cdktn');
  const stage = stageOf('cdktn');
  // Also what tests read beside the sources.
  copy('cdktn', ['test', 'schemas', 'scripts/run-folder.ts', 'jest.config.json', 'tsconfig.json'], stage);
  const tests = unitTests();
  expect(tests.length).toBeGreaterThan(4);
  const output = await runTool('jest', ['--ci', '--rootDir', stage, ...tests], { cwd: stage });
  expect(output).toContain(`Test Suites: ${tests.length} passed, ${tests.length} total`);
});

test.each([
  ['TypeScript', typescriptExample],
  ['Python', pythonExample],
])('the %s app is synthesized to the same JSON but for the version', async (language, example) => {
  const both = [];
  for (const flavour of ['cdktf', 'cdktn'] as const) {
    both.push(await synthesize(await example(flavour), folder, join(folder, `${language}-${flavour}`)));
  }
  const [onCdktf, onCdktn] = both;
  expect(onCdktn.tokens['//'].metadata.version).not.toBe(onCdktf.tokens['//'].metadata.version);
  expect(withoutVersion(onCdktn)).toEqual(withoutVersion(onCdktf));
});

test.each(['cdktf', 'cdktn'] as const)('the TypeScript app compiles against the types of the package for %s', async (flavour) => {
  await runTool('tsc', ['-p', await typescriptApp(flavour)]);
});

test.each([
  ['cdktf', 'cdktn'],
  ['cdktn', 'cdktf'],
] as const)('in an app on %s the first construct of the package for %s says which package to take', async (core, flavour) => {
  const inAppOn = async (name: 'cdktf' | 'cdktn', module: string) => JSON.stringify(require.resolve(module, { paths: [await typescriptApp(name)] }));
  const output = await runTool(process.execPath, ['--eval', `
    const { TerraformStack, Testing } = require(${await inAppOn(core, core)});
    const { harness } = require(${await inAppOn(flavour, `${flavour}-access-tokens`)});
    const stack = new TerraformStack(Testing.app(), 'Stack');
    new harness.HarnessProvider(stack, 'Harness');
    try {
      new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account('account') });
    } catch (error) {
      console.log(error.message);
    }
  `]);
  expect(output.trim()).toBe(`the stack is one of ${core}, and this package is for ${flavour}: install ${core}-access-tokens, and import from that [Stack/Bot]`);
});

test.each([
  ['cdktf', 'cdktn'],
  ['cdktn', 'cdktf'],
] as const)('an app that is deployed with %s plans no changes with %s, and is destroyed by it', async (before, after) => {
  const workspace = await Workspace.open({ now: '2026-11-01T00:00:00Z' });
  try {
    const nothing = workspace.sandbox.inventory();
    const environment = { HARNESS_ACCOUNT_ID: workspace.account };
    // Both apps run in one folder, so they share the state files.
    for (const flavour of [before, after]) {
      await synthesize(await typescriptExample(flavour), workspace.folder, join(workspace.folder, flavour), environment);
    }
    const stacks = ['tokens', 'pipeline-secrets'];
    for (const stack of stacks) {
      await workspace.apply({ stack, state: before });
      await workspace.expectEmptyPlan({ stack, state: before });
    }
    const deployed = workspace.sandbox.inventory();
    expect(deployed).not.toEqual(nothing);
    workspace.takeCalls();
    for (const stack of stacks) {
      await workspace.expectEmptyPlan({ stack, state: after });
    }
    expect(workspace.takeCalls()).toEqual([]);
    for (const stack of stacks.reverse()) {
      await workspace.destroy({ stack, state: after });
    }
    expect(workspace.sandbox.inventory()).toEqual(nothing);
  } finally {
    await workspace.close();
  }
});
