/**
 * Measures what the library costs over what it is built on, as ratios within one run, and writes RESULTS.md. Nothing here
 * fails by the clock: the machine is not ours.
 * Usage: npm run bench [-- --quick]
 */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fleetSection } from './fleet';
import { measureInventory } from './inventory';
import { median, medianRatio } from './median';
import { measurePolicies } from './policy-cost';
import { compiled, node } from './program';
import { measurePythonImport } from './python-import';
import { rotationSection } from './rotation';
import { buildLibrary } from '../scripts/build-library';
import { linkSelf } from '../scripts/link-self';
import { openRunFolder } from '../scripts/run-folder';
import { ROOT } from '../scripts/tools';

const quick = process.argv.includes('--quick');

interface Sample {
  readonly construct: number;
  readonly total: number;
  readonly peakMegabytes: number;
}

/** Milliseconds that a fresh process needs for an expression. */
function loadTime(expression: string): number {
  return Number(node('-p', `const start = process.hrtime.bigint(); ${expression}; Number(process.hrtime.bigint() - start) / 1e6`));
}

/** What an app does before its first construct. */
const LOADS = [
  "require('cdktf')",
  "require('cdktf-access-tokens')",
  "require('cdktf-access-tokens').harness.Token",
  "const { harness, dynatrace } = require('cdktf-access-tokens'); [harness.Token, dynatrace.ApiToken]",
];

/** Both variants must make the same JSON, or their times say nothing; only addresses' hashes and metadata may differ. */
function checkSameJson(chains: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'benchmarks-'));
  const [byL1, byL2] = ['l1', 'l2'].map((variant) => {
    mkdirSync(join(folder, variant));
    node(chains, variant, '3', join(folder, variant));
    const text = readFileSync(join(folder, variant, 'stacks', 'Chains', 'cdk.tf.json'), 'utf8');
    return JSON.parse(text.replace(/_[0-9A-F]{8}(?![0-9A-F])/g, ''), (key, value) => (key === '//' ? undefined : value));
  });
  rmSync(folder, { recursive: true });
  if (!isDeepStrictEqual(byL1, byL2)) {
    throw new Error('the two variants do not make the same JSON');
  }
}

const REFERENCES = { stacks: 40, each: 20 };

interface GuardCost {
  readonly seconds: Record<string, number>;
  readonly ratio: number;
}

function measureGuard(references: string, rounds: number): GuardCost {
  const samples: Record<string, number[]> = { unguarded: [], guarded: [] };
  for (let round = 0; round < rounds; round++) {
    for (const variant of Object.keys(samples)) {
      samples[variant].push(JSON.parse(node(references, variant, String(REFERENCES.stacks), String(REFERENCES.each))).total);
    }
  }
  return {
    seconds: Object.fromEntries(Object.entries(samples).map(([variant, times]) => [variant, median(times) / 1000])),
    ratio: medianRatio(samples.guarded, samples.unguarded),
  };
}

async function main(): Promise<void> {
  await buildLibrary();
  linkSelf();
  const chains = compiled('chains');
  checkSameJson(chains);

  const loads = LOADS.map((): number[] => []);
  for (let round = 0; round < (quick ? 5 : 61); round++) {
    LOADS.forEach((expression, index) => loads[index].push(loadTime(expression)));
  }
  const [cdktfAlone, ...others] = loads;
  // Each round's own difference: what else the machine does falls on both sides of it.
  const [required, ofOneSystem, ofBoth] = others.map((times) => `${median(times.map((time, round) => time - cdktfAlone[round])).toFixed(1)} ms`);
  console.log(`require: ${required} more, with Harness ${ofOneSystem}, with both systems ${ofBoth}`);
  const python = await measurePythonImport(quick ? 3 : 15);
  console.log(`import in Python: ${python.extraSeconds.toFixed(3)} s more`);

  const rows: string[] = [];
  const totals: Record<string, number[]> = { l1: [], l2: [] };
  for (const [count, rounds] of [[100, quick ? 3 : 15], [1_000, quick ? 3 : 11], [10_000, quick ? 1 : 5]]) {
    const samples: Record<string, Sample[]> = { l1: [], l2: [] };
    for (let round = 0; round < rounds; round++) {
      for (const variant of ['l1', 'l2']) {
        samples[variant].push(JSON.parse(node(chains, variant, String(count))));
      }
    }
    const of = (variant: string, value: keyof Sample) => median(samples[variant].map((sample) => sample[value]));
    const ratio = medianRatio(samples.l2.map(({ total }) => total), samples.l1.map(({ total }) => total));
    totals.l1.push(of('l1', 'total'));
    totals.l2.push(of('l2', 'total'));
    rows.push(`| ${count.toLocaleString('en')} | ${(of('l1', 'total') / 1000).toFixed(2)} s | ${(of('l2', 'total') / 1000).toFixed(2)} s | ${ratio.toFixed(2)} `
      + `| ${of('l1', 'peakMegabytes').toFixed(0)} MB | ${of('l2', 'peakMegabytes').toFixed(0)} MB |`);
    console.log(rows.at(-1));
  }
  const guard = measureGuard(compiled('remote-references'), quick ? 3 : 11);
  console.log(`guard: ${guard.ratio.toFixed(2)}x`);
  const policies = measurePolicies(compiled('policies'), quick ? 1 : 7);
  console.log(`ten rules over 10,000 tokens: ${policies.toFixed(3)}`);
  const growth = totals.l2.slice(1).map((total, index) => total / totals.l2[index]);

  const rotation = await rotationSection(quick);
  console.log(rotation);
  const fleet = await fleetSection(quick);
  console.log(fleet);

  writeFileSync(join(ROOT, 'benchmarks', 'RESULTS.md'), `# Results of \`npm run bench\`${quick ? ' -- --quick' : ''}

${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.versions.node}, ${process.platform}-${process.arch}.
Medians; the variants take turns, each in a process of its own. Constructing and synthesizing is measured in processor time.

## Loading

\`require('cdktf')\` takes ${median(cdktfAlone).toFixed(0)} ms, \`require('cdktf-access-tokens')\` ${required} more (to reach: 15 ms).
A system's constructs are evaluated when they are first used: with Harness it is ${ofOneSystem} more, with both systems ${ofBoth}.

In Python \`import cdktf\` takes ${python.cdktfSeconds.toFixed(2)} s, \`import cdktf_access_tokens\` ${python.extraSeconds.toFixed(3)} s more (to reach: 0.3 s).

## Construct and synth of N chains

A chain is a service account, its API key, its token and the \`terraform_data\` beside the account. Hand-written L1 and the L2s make
the same JSON; the L2's time includes every check and the guard, the L1's does not. The ratio is the median of each round's own (to reach: 0.75).

| chains | L1 | L2 | L2 / L1 | peak memory L1 | L2 |
|---|---|---|---|---|---|
${rows.join('\n')}

Ten times the chains take ${growth.map((factor) => `${factor.toFixed(1)}x`).join(' and ')} the time (to reach: 11x).

## The guard

${REFERENCES.stacks} stacks that each read ${REFERENCES.each} states of others by hand take ${guard.seconds.unguarded.toFixed(2)} s to construct and synthesize,
and ${guard.seconds.guarded.toFixed(2)} s with the guard: ${guard.ratio.toFixed(2)}x, the median of each round's own ratio (to reach: 1.5x).

## Policies

The synth of 10,000 tokens under a policy of ten rules takes ${policies.toFixed(2)} times the processor time of one without (to reach: 1.10), the report included.

${rotation}
${fleet}`);
}

const runFolder = openRunFolder();
void main()
  .then(async () => appendFileSync(join(ROOT, 'benchmarks', 'RESULTS.md'), `\n${await measureInventory(quick ? 1 : 5)}`))
  .finally(() => runFolder.remove());
