/**
 * Plants one fault after the other into the library, the sandbox (StrykerJS) and the stand-in providers (gremlins), and counts which of
 * them the tests notice: for each part those of its own folder, since nearly each test goes through all layers and would notice late, and by chance.
 * Usage: npm run mutation [-- PART...] writes benchmarks/MUTATION.md of all parts that were run so far; of TypeScript only what changed since is run again
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantInGo } from './go-mutation';
import type { MutantsLeft } from './mutants-left/mutants-left';
import { PARTS, type Part, type TypeScriptPart } from './mutation-parts';
import type { Mutant, MutationReport } from './mutation-report';
import { RUN_FOLDER } from './run-folder';
import { chosen, runScript } from './run-script';
import { ROOT, run } from './tools';

const CACHE = join(ROOT, 'node_modules', '.cache', 'mutation');
const UNNAMED = 'Not looked at yet';
const FILE = join(ROOT, 'benchmarks', 'MUTATION.md');

interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
  /** Why it was left, if somebody has said so. */
  readonly left?: MutantsLeft;
}

interface Score {
  readonly noticed: number;
  readonly equivalent: number;
  readonly unseen: number;
  /** In values of modules, which are made before a test begins, so that each would need all tests; and what no test can be run with. */
  readonly uncounted: number;
}

const reportOf = (part: Part) => join(CACHE, `${part.name}.json`);

async function plant(part: Part): Promise<void> {
  const workplace = mkdtempSync(join(tmpdir(), 'mutation-'));
  mkdirSync(CACHE, { recursive: true });
  if ('module' in part) {
    writeFileSync(reportOf(part), JSON.stringify(await plantInGo(part.module, workplace)));
  } else {
    await plantInTypeScript(part, workplace);
  }
}

async function plantInTypeScript(part: TypeScriptPart, workplace: string): Promise<void> {
  const settings = join(workplace, 'stryker.config.json');
  const { transform, testTimeout } = JSON.parse(readFileSync(join(ROOT, 'jest.config.json'), 'utf8'));
  writeFileSync(settings, JSON.stringify({
    mutate: part.mutate,
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    // Only the folders that are asked for are looked through, once for each fault.
    jest: {
      enableFindRelatedTests: false,
      config: {
        roots: ['<rootDir>/src', '<rootDir>/sandbox', '<rootDir>/test'],
        testMatch: part.tests.map((glob) => `<rootDir>/test/${glob}.test.ts`),
        setupFiles: part.mutate.some((glob) => glob.startsWith('src/')) ? [join(ROOT, 'scripts', 'mutation-setup.js')] : [],
        testSequencer: join(ROOT, 'scripts', 'mutation-sequencer.js'),
        transform,
        testTimeout,
      },
    },
    ignoreStatic: true,
    incremental: true,
    incrementalFile: join(CACHE, `${part.name}.incremental.json`),
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: reportOf(part) },
    disableTypeChecks: false,
    concurrency: cpus().length,
    timeoutMS: 10_000,
    // Each run of jest leaves an AsyncLocalStorage behind, and until Node 24 each slows every promise down.
    maxTestRunnerReuse: 40,
    tempDirName: join(workplace, 'sandbox'),
  }));
  // Each of its runs of jest has a folder of its own: one for all would have grown to gigabytes at its end.
  await run(join(ROOT, 'node_modules', '.bin', 'stryker'), ['run', settings], {
    environment: { ...process.env, MUTATION_TESTS_SEEN: join(workplace, 'tests-seen.json'), [RUN_FOLDER]: undefined },
  });
}

/** What stands between two positions; lines and columns count from 1. */
function textBetween(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

/** Of what is made while a module is loaded, only tests that load it once more were tried. */
const isUncounted = ({ status, static: isStatic }: Mutant) => ['Ignored', 'RuntimeError', 'CompileError'].includes(status) || (status === 'Survived' && isStatic === true);

const isLeft = (mutant: Mutant) => ['Survived', 'NoCoverage'].includes(mutant.status) && !isUncounted(mutant);

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function survivorsOf(part: Part, report: MutationReport): Survivor[] {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) => mutants
    .filter(isLeft)
    .map(({ location, replacement: after = '' }) => {
      const original = oneLine(textBetween(source, location));
      const replacement = oneLine(after);
      const left = part.left.find((one) => file.startsWith(one.in) && one.original.test(original) && (one.replacement?.test(replacement) ?? true));
      return { file, line: location.start.line, original, replacement, left };
    }));
}

const percentage = (share: number, whole: number) => `${(100 * share / whole).toFixed(1)} %`;
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

function scoreOf(part: Part, report: MutationReport): Score {
  const mutants = Object.values(report.files).flatMap((file) => file.mutants);
  const survivors = survivorsOf(part, report);
  const equivalent = survivors.filter(({ left }) => left?.equivalent).length;
  return {
    noticed: mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
    equivalent,
    unseen: survivors.length - equivalent,
    uncounted: mutants.filter(isUncounted).length,
  };
}

function row(name: string, scores: Score[], goal: string | number): string {
  const [noticed, unseen, equivalent, uncounted] = (['noticed', 'unseen', 'equivalent', 'uncounted'] as const).map((kind) => sum(scores.map((score) => score[kind])));
  return `| ${name} | ${noticed} | ${unseen} | **${percentage(noticed, noticed + unseen)}** | ${goal} | ${equivalent} | ${uncounted} |`;
}

/** Code in Markdown, whatever quotes it has. */
const code = (text: string) => `\`\` ${text.length > 100 ? `${text.slice(0, 100)}...` : text || 'nothing'} \`\``;

function listed(survivors: Survivor[]): string[] {
  const reasons = [...new Set(survivors.map(({ left }) => left?.reason ?? UNNAMED))];
  return reasons.flatMap((reason) => {
    const same = survivors.filter(({ left }) => (left?.reason ?? UNNAMED) === reason);
    return ['', `**${reason}** (${same.length})`, '', ...same.map(({ file, line, original, replacement }) => `- ${file}:${line} ${code(original)} -> ${code(replacement)}`)];
  });
}

function page(reports: ReadonlyMap<Part, MutationReport>): string {
  const scores = new Map([...reports].map(([part, report]) => [part, scoreOf(part, report)]));
  const missing = PARTS.filter((part) => !reports.has(part)).map(({ name }) => name);
  return [
    '# Results of `npm run mutation`',
    '',
    'StrykerJS, and gremlins in Go, plant one fault after the other, and the tests of the part have to notice. An equivalent fault changes nothing that anybody could see. Not counted are faults in',
    'values that a module makes while it is loaded (each would need all of the tests), and those that no test can be run with.',
    '',
    ...missing.length > 0 ? [`Not run: ${missing.join(', ')}.`, ''] : [],
    '| part | noticed | not noticed | score | goal | equivalent | not counted |',
    '|---|---|---|---|---|---|---|',
    ...[...scores].map(([part, score]) => row(part.name, [score], `${part.goal} %`)),
    row('all', [...scores.values()], ''),
    '',
    '## What is not noticed, and why it was left',
    ...[...reports].flatMap(([part, report]) => ['', `### ${part.name}`, ...listed(survivorsOf(part, report))]),
    '',
  ].join('\n');
}

async function main(names: string[]): Promise<boolean> {
  for (const part of chosen('part', PARTS, names)) {
    console.log(`\n== ${part.name}`);
    await plant(part);
  }
  const reports = new Map(PARTS.filter((part) => existsSync(reportOf(part))).map((part): [Part, MutationReport] => [part, JSON.parse(readFileSync(reportOf(part), 'utf8'))]));
  writeFileSync(FILE, page(reports));
  const reached = [...reports].map(([part, report]) => {
    const { noticed, unseen } = scoreOf(part, report);
    const survivors = survivorsOf(part, report);
    const unnamed = survivors.filter(({ left }) => !left).length;
    const needless = part.left.filter((one) => !survivors.some(({ left }) => left === one));
    console.log(`${part.name}: ${percentage(noticed, noticed + unseen)} noticed (goal: ${part.goal} %), ${unnamed} left without a reason`);
    needless.forEach((one) => console.log(`${part.name}: no fault needs the reason of ${one.original} in ${one.in}`));
    return 100 * noticed >= part.goal * (noticed + unseen) && unnamed === 0 && needless.length === 0;
  });
  return reached.every(Boolean);
}

runScript('mutation', main);
