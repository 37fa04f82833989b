/**
 * Runs test/versions, one app with every feature, on each Terraform and OpenTofu there is: the installed one, the lowest that is
 * supported (built by Go), and each that stands in a folder. Writes COMPATIBILITY.md.
 *
 * Usage: npm run test:versions [-- FOLDER]
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from './run-script';
import { boundProviders } from './schemas';
import { findBinaries, type Skipped, type TerraformBinary } from './terraform-binaries';
import { Complaint, ROOT, run } from './tools';

const FILE = join(ROOT, 'COMPATIBILITY.md');

export type Outcome = 'passed' | 'failed' | 'skipped';

/** Outcomes by feature, in the order in which they ran. */
export interface Row {
  readonly binary: TerraformBinary;
  readonly features: ReadonlyMap<string, Outcome>;
}

/** Runs the app on one binary. */
export async function runFeatures(binary: TerraformBinary): Promise<Row> {
  const workplace = mkdtempSync(join(tmpdir(), 'access-tokens-versions-'));
  const report = join(workplace, 'report.json');
  const jest = join(ROOT, 'node_modules', '.bin', 'jest');
  try {
    await run(jest, ['--ci', '--json', `--outputFile=${report}`, '--testTimeout=240000', 'test/versions'], {
      environment: { ...process.env, TERRAFORM_BINARY_NAME: binary.command },
    }).catch(() => undefined);
    const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { testResults: [] };
    const tests: { title: string; status: string }[] = testResults.flatMap(({ assertionResults }: any) => assertionResults);
    if (tests.length === 0) {
      return { binary, features: new Map([['start of the tests', 'failed']]) };
    }
    const outcomes: Record<string, Outcome> = { passed: 'passed', failed: 'failed' };
    return { binary, features: new Map(tests.map(({ title, status }) => [title, outcomes[status] ?? 'skipped'])) };
  } finally {
    rmSync(workplace, { recursive: true });
  }
}

/** Runs the app on each of the binaries there are, and tells what could not be run. */
export async function runVersions(folder?: string): Promise<{ rows: Row[]; skipped: Skipped[] }> {
  const { binaries, skipped } = await findBinaries(folder, console.log);
  skipped.forEach(({ name, reason }) => console.log(`skipped: ${name}: ${reason}`));
  const rows: Row[] = [];
  for (const binary of binaries) {
    console.log(`\n== ${binary.name}`);
    rows.push(await runFeatures(binary));
  }
  return { rows, skipped };
}

function page(rows: Row[], skipped: Skipped[]): string {
  const { devDependencies, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const features = [...new Set(rows.flatMap(({ features: row }) => [...row.keys()]))];
  const mark: Record<Outcome, string> = { passed: 'yes', failed: '**no**', skipped: '-' };
  const table = (head: string[], lines: string[][]) => [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `# Compatibility

What \`npm run test:versions\` saw when it ran last: one app with every feature of the library, deployed by each version against the sandbox with the stand-in providers. A dash stands for what a version does not have.

${table(['', ...rows.map(({ binary }) => binary.name)], features.map((feature) => [feature, ...rows.map(({ features: row }) => mark[row.get(feature) ?? 'skipped'])]))}

${skipped.map(({ name, reason }) => `Not run: ${name}: ${reason}\n`).join('')}It ran with cdktf ${devDependencies.cdktf}, constructs ${devDependencies.constructs}, Node ${process.versions.node} (supported: ${engines.node}), and the stand-ins of
${boundProviders().map(({ address, version }) => `${address.split('/').slice(1).join('/')} ${version}`).join(' and ')}.
`;
}

async function main(args: string[]): Promise<boolean> {
  if (args.length > 1 || args[0]?.startsWith('-')) {
    throw new Complaint('give one folder at most, with further terraform and tofu binaries');
  }
  const { rows, skipped } = await runVersions(args[0]);
  writeFileSync(FILE, page(rows, skipped));
  const failed = rows.flatMap(({ binary, features }) => [...features].filter(([, outcome]) => outcome === 'failed').map(([feature]) => `${binary.name}: ${feature}`));
  console.log(`\nwrote COMPATIBILITY.md: ${rows.map(({ binary }) => binary.name).join(', ')}`);
  failed.forEach((line) => console.log(`failed: ${line}`));
  return failed.length === 0;
}

if (require.main === module) {
  runScript('test:versions', main);
}
