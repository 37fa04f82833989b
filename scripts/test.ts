/**
 * Everything but benchmarks, in stages that tell how far they are; the last line counts what the stages themselves ran.
 * Usage: npm test [-- STAGE...]   with names of stages, only those
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkSelf } from './link-self';
import { openRunFolder } from './run-folder';
import { chosen, runScript } from './run-script';
import { searchFiles, showsSecret } from './secret-search';
import { installStandInProviders } from './stand-in-providers';
import { Complaint, need, ROOT, run } from './tools';
import { runVersions } from './versions';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Stage {
  readonly name: string;
  readonly what: string;
  run(): Promise<Counts>;
}

/** Checks the workflows of .github, which run on no machine of ours. */
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

/** Where the stages write their reports, and leave what they leave. */
const runFolder = openRunFolder();
let linesWithSecrets = 0;
const bin = (tool: string) => join(ROOT, 'node_modules', '.bin', tool);

/** Checks that pass or fail as a whole, one after the other. */
async function checks(commands: [string, string[]][]): Promise<Counts> {
  let failed = 0;
  for (const [command, args] of commands) {
    await run(command, args).catch((error: Error) => {
      failed++;
      console.error(error.message);
    });
  }
  return { passed: commands.length - failed, failed, skipped: 0 };
}

async function jest(name: string, ...args: string[]): Promise<Counts> {
  const report = join(runFolder.path, `${name}.json`);
  const onLine = (line: string) => {
    console.log(line);
    linesWithSecrets += showsSecret(line) ? 1 : 0;
  };
  await run(bin('jest'), ['--ci', '--maxWorkers=2', '--json', `--outputFile=${report}`, ...args], { onLine }).catch(() => undefined);
  if (!existsSync(report)) {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const result = JSON.parse(readFileSync(report, 'utf8'));
  return {
    passed: result.numPassedTests,
    // A suite that does not load has no tests to fail.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

async function goTest(module: string): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const outcomes: Record<string, keyof Counts> = { pass: 'passed', fail: 'failed', skip: 'skipped' };
  let events = 0;
  const onLine = (line: string) => {
    if (!line.startsWith('{')) {
      console.log(line);
      return;
    }
    const { Action: action, Test: test, Package: name, Output: output } = JSON.parse(line);
    events++;
    if (test && outcomes[action]) {
      counts[outcomes[action]]++;
    } else if (!test && (action === 'pass' || action === 'fail')) {
      console.log(`${action === 'pass' ? 'ok' : 'FAIL'} ${name}`);
    }
    if (output && /^(--- FAIL|\s+\S+_test\.go|panic:)/.test(output)) {
      process.stdout.write(output);
    }
  };
  const ended = await run('go', ['test', '-json', './...'], { cwd: join(ROOT, module), onLine }).then(() => true, () => false);
  return ended || counts.failed > 0 ? counts : { ...counts, failed: events === 0 ? 1 : counts.failed + 1 };
}

const STAGES: Stage[] = [
  {
    name: 'build',
    what: 'the library compiles, the command is bundled',
    run: async () => {
      const counts = await checks([['npx', ['projen', 'compile']], ['npx', ['projen', 'post-compile']]]);
      linkSelf();
      return counts;
    },
  },
  {
    name: 'lint',
    what: 'style, layers, types of what jsii does not compile',
    run: async () => checks([
      [bin('eslint'), ['--ext', '.ts', '--no-error-on-unmatched-pattern', 'src', 'cli', 'sandbox', 'test', 'projenrc', 'scripts', 'benchmarks', '.projenrc.ts']],
      ...['test', 'cli', 'sandbox', 'scripts', 'benchmarks', 'projenrc', ...readdirSync(join(ROOT, 'examples', 'typescript')).map((name) => `examples/typescript/${name}`)]
        .map((folder): [string, string[]] => [bin('tsc'), ['--noEmit', '-p', folder]]),
      ['go', ['run', ACTIONLINT]],
    ]),
  },
  {
    name: 'unit',
    what: 'constructs, guard, sandbox, generated files, package, README',
    run: async () => jest('unit', '--testPathIgnorePatterns', '/node_modules/', '<rootDir>/test/(e2e|packages|versions)/'),
  },
  {
    name: 'providers',
    what: 'the stand-in providers: their schemas, behaviours and traps',
    run: async () => {
      await installStandInProviders({ log: console.log });
      const vet = await run('go', ['vet', './...'], { cwd: join(ROOT, 'test', 'providers') }).then(() => 1, () => 0);
      const counts = await goTest('test/providers');
      return { ...counts, passed: counts.passed + vet, failed: counts.failed + 1 - vet };
    },
  },
  { name: 'packages', what: 'the packages of each language and of cdktn', run: async () => jest('packages', 'test/packages', '--testTimeout=900000') },
  { name: 'e2e', what: 'real Terraform against the sandbox', run: async () => jest('e2e', 'test/e2e', '--testTimeout=240000') },
  {
    name: 'versions',
    what: 'one app with every feature on the installed Terraform and on the lowest that is supported',
    run: async () => {
      const { rows, skipped } = await runVersions();
      const outcomes = rows.flatMap(({ features }) => [...features.values()]);
      const count = (outcome: string) => outcomes.filter((other) => other === outcome).length;
      return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') + skipped.length };
    },
  },
  { name: 'secrets', what: 'no secret in what the stages before printed, reported and left', run: async () => secretSearch() },
];

/** No secret that the stages before used may be in what they printed, reported or left, nor in a snapshot. */
function secretSearch(): Counts {
  const { searched, found } = searchFiles(runFolder.path);
  const snapshots = searchFiles(join(ROOT, 'test', '__snapshots__'));
  found.concat(snapshots.found).forEach((file) => console.error(`${file} holds a secret`));
  if (linesWithSecrets > 0) {
    console.error(`${linesWithSecrets} printed lines show a secret`);
  }
  console.log(`searched ${searched + snapshots.searched} files and all printed lines`);
  const failed = found.length + snapshots.found.length + linesWithSecrets;
  return { passed: failed === 0 ? 1 : 0, failed, skipped: 0 };
}

async function main(names: string[]): Promise<boolean> {
  const stages = chosen('stage', STAGES, names);
  need('terraform', 'version', 'install Terraform >= 1.5 from https://developer.hashicorp.com/terraform/install');
  need('go', 'version', 'install Go from https://go.dev/dl');
  if (spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status !== 0) {
    throw new Complaint('python3 with venv is missing: install Python >= 3.10 with its venv module');
  }

  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const stage of stages) {
    console.log(`\n== ${stage.name}: ${stage.what}`);
    const started = Date.now();
    const { passed, failed, skipped } = await stage.run();
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    lines.push(`${stage.name.padEnd(10)} ${passed} passed, ${failed} failed, ${skipped} skipped in ${Math.round((Date.now() - started) / 1000)} s`);
    console.log(lines.at(-1));
  }
  console.log(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return total.failed === 0;
}

runScript('test', main);
