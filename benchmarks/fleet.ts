/**
 * What Terraform takes for many chains, in one stack and in many: by the L2s, for the same JSON without the synth, and for it without what carries
 * replacements down a chain.
 * Usage: ts-node -T benchmarks/fleet.ts [--quick] prints the section that run.ts puts into RESULTS.md
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { median, medianRatio } from './median';
import { childrenSeconds } from './processor';
import { compiled, node } from './program';
import { Workspace } from '../test/util/workspace';

const VARIANTS = ['l2', 'written', 'bare'] as const;
type Variant = typeof VARIANTS[number];

const AT_ONCE = 8;

interface Fleet {
  readonly name: string;
  readonly stacks: number;
  readonly chains: number;
  readonly remote: boolean;
}

const FLEETS: Fleet[] = [false, true].flatMap((remote) => [
  { name: '200 chains in one stack', stacks: 1, chains: 200, remote },
  { name: `40 stacks of 10, ${AT_ONCE} at once`, stacks: 40, chains: 10, remote },
]);

interface Cost {
  readonly seconds: number;
  readonly processor: number;
}

interface Sample {
  readonly deploy: Cost;
  readonly plan: Cost;
}

type Samples = Record<Variant, Sample[]>;

async function measured(work: () => Promise<void>): Promise<Cost> {
  const [start, before] = [process.hrtime.bigint(), childrenSeconds()];
  await work();
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, processor: childrenSeconds() - before };
}

/** Eight stacks at a time, as an estate is deployed. */
async function forEachStack({ stacks }: Fleet, work: (stack: string) => Promise<unknown>): Promise<void> {
  const names = Array.from({ length: stacks }, (_, index) => `Team${index}`);
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let stack = names.pop(); stack !== undefined; stack = names.pop()) {
      await work(stack);
    }
  }));
}

/** Without what holds values for a replacement, what refers to it, and the explicit order that references make anyway. */
function bare(json: any): any {
  const { terraform_data: _held, ...resource } = json.resource;
  const stripped = Object.entries<any>(resource).map(([type, all]) => [type, Object.fromEntries(
    Object.entries<any>(all).map(([name, { lifecycle: _triggers, depends_on: _order, ...attributes }]) => [name, attributes]),
  )]);
  return { ...json, resource: Object.fromEntries(stripped) };
}

/** Keeps states in memory, as a remote backend keeps them elsewhere. */
async function startBackend(): Promise<{ address: string; stop: () => void }> {
  const states = new Map<string, string>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => (body += chunk)).on('end', () => {
      const url = request.url!;
      if (request.method === 'POST') {
        states.set(url, body);
      }
      response.writeHead(states.has(url) ? 200 : 404).end(request.method === 'GET' ? states.get(url) : undefined);
    });
  });
  await new Promise<void>((fulfil) => server.listen(0, '127.0.0.1', fulfil));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

async function deploy(app: string, fleet: Fleet, variant: Variant): Promise<Sample> {
  const workspace = await Workspace.open({ now: '2026-11-15T00:00:00Z' });
  const backend = await startBackend();
  try {
    const outdir = join(workspace.folder, 'state');
    const synth = () => node(app, outdir, workspace.account, String(fleet.stacks), String(fleet.chains), ...fleet.remote ? [backend.address] : []);
    mkdirSync(outdir);
    synth();
    await forEachStack(fleet, async (stack) => {
      if (variant === 'bare') {
        const file = join(outdir, 'stacks', stack, 'cdk.tf.json');
        writeFileSync(file, JSON.stringify(bare(JSON.parse(readFileSync(file, 'utf8'))), undefined, 2));
      }
      // Its `init` comes before the measurement.
      await workspace.terraform(['version'], { stack });
    });
    return {
      deploy: await measured(async () => {
        if (variant === 'l2') {
          synth();
        }
        await forEachStack(fleet, (stack) => workspace.apply({ stack }));
      }),
      plan: await measured(() => forEachStack(fleet, async (stack) => {
        const { code, output } = await workspace.plan({ stack });
        if (code !== 0) {
          throw new Error(`the plan of what was just applied is not empty:\n${output}`);
        }
      })),
    };
  } finally {
    backend.stop();
    await workspace.close();
  }
}

function ratio(samples: Samples, of: Variant, to: Variant, cost: (sample: Sample) => number): string {
  return medianRatio(samples[of].map(cost), samples[to].map(cost)).toFixed(2);
}

function row({ name, remote }: Fleet, text: string, samples: Samples, cost: (sample: Sample) => Cost): string {
  const cells = VARIANTS.map((variant) => {
    const of = (value: keyof Cost) => median(samples[variant].map((sample) => cost(sample)[value])).toFixed(1);
    return `${of('seconds')} s (${of('processor')} s)`;
  });
  const ratios = [['l2', 'written'], ['written', 'bare']] as const;
  return `| ${[
    `${text}, ${name}, ${remote ? 'remote' : 'local'} state`,
    ...cells,
    ...ratios.map(([of, to]) => `${ratio(samples, of, to, (sample) => cost(sample).seconds)} (${ratio(samples, of, to, (sample) => cost(sample).processor)})`),
  ].join(' | ')} |`;
}

export async function fleetSection(quick: boolean): Promise<string> {
  const app = compiled('fleet-app');
  const rows: string[] = [];
  for (const fleet of FLEETS) {
    const samples: Samples = { l2: [], written: [], bare: [] };
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      for (const variant of round % 2 ? [...VARIANTS].reverse() : VARIANTS) {
        samples[variant].push(await deploy(app, fleet, variant));
      }
    }
    rows.push(row(fleet, 'apply', samples, (sample) => sample.deploy), row(fleet, 'plan', samples, (sample) => sample.plan));
    console.log(rows.slice(-2).join('\n'));
  }
  return `## Fleet

A chain is a service account, its API key and its token. Terraform deploys many on the sandbox with the stand-in providers, after \`init\`: by the L2s, synth included;
the same JSON as if it were written by hand; and that without \`terraform_data\`, \`replace_triggered_by\` and \`depends_on\`. Seconds, and in brackets processor seconds of
synth, Terraform and providers. Local state is a file, remote state an HTTP backend. To reach: 1.2 for by hand / bare.

| | L2s | by hand | bare | L2s / by hand | by hand / bare |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

if (require.main === module) {
  void fleetSection(process.argv.includes('--quick')).then(console.log);
}
