/**
 * What rotation costs beside plain tokens: the synth of many, and the plan of Terraform.
 * Usage: ts-node -T benchmarks/rotation.ts [--quick] prints the section that run.ts puts into RESULTS.md
 */
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { median, medianRatio } from './median';
import { childrenSeconds } from './processor';
import { compiled, node } from './program';
import { dynatrace, Duration, Expiration, RotationSchedule } from '../src';
import { Workspace } from '../test/util/workspace';

const VARIANTS = ['plain', 'rotating'] as const;
type Variant = typeof VARIANTS[number];
const PLANNED = 200;

interface Synth {
  readonly total: number;
  readonly bytes: number;
}

function add(stack: TerraformStack, variant: Variant): void {
  const scopes = dynatrace.ApiTokenScopes.dataIngest();
  const schedule = RotationSchedule.every(Duration.days(30), { startingAt: '2026-11-01T00:00:00Z', overlap: Duration.days(7) });
  for (let index = 0; index < PLANNED; index++) {
    const token = variant === 'plain'
      ? new dynatrace.ApiToken(stack, `Token${index}`, { scopes, expiresAt: Expiration.at('2027-01-30T00:00:00Z') })
      : new dynatrace.RotatingApiToken(stack, `Token${index}`, { scopes, schedule });
    new TerraformOutput(stack, `Secret${index}`, { value: token.value, sensitive: true });
  }
}

/** Processor seconds of plans of the same number of live tokens: by variant, of each round. */
async function plans(rounds: number, ...options: string[]): Promise<Record<Variant, number[]>> {
  const workspace = await Workspace.open({ now: '2026-11-15T00:00:00Z' });
  try {
    for (const variant of VARIANTS) {
      workspace.synthStack((stack) => add(stack, variant), variant);
      await workspace.apply({ state: variant });
      // What the services add to a new token comes into the state by the next refresh.
      await workspace.terraform(['apply', '-refresh-only', '-auto-approve', '-input=false'], { state: variant });
    }
    const seconds: Record<Variant, number[]> = { plain: [], rotating: [] };
    for (let round = 0; round < rounds; round++) {
      for (const variant of VARIANTS) {
        const start = childrenSeconds();
        const { code } = await workspace.terraform(['plan', '-detailed-exitcode', '-input=false', '-lock=false', ...options], { state: variant, codes: [0, 2] });
        seconds[variant].push(childrenSeconds() - start);
        if (code !== 0) {
          throw new Error(`the plan of the ${variant} tokens is not empty`);
        }
      }
    }
    return seconds;
  } finally {
    await workspace.close();
  }
}

const ratioOf = ({ plain, rotating }: Record<Variant, number[]>) => medianRatio(rotating, plain);

export async function rotationSection(quick: boolean): Promise<string> {
  const rounds = quick ? 3 : 9;
  const counts = quick ? [100, 1_000] : [100, 1_000, 10_000];
  const program = compiled('tokens');
  const synths = counts.map((count) => {
    const ofCount = count === 10_000 ? Math.ceil(rounds / 3) : rounds;
    const samples = Array.from({ length: ofCount }, () => VARIANTS.map((variant): Synth => JSON.parse(node(program, variant, String(count)))));
    const total = { plain: samples.map(([plain]) => plain.total), rotating: samples.map(([, rotating]) => rotating.total) };
    const [plainBytes, rotatingBytes] = samples[0].map(({ bytes }) => bytes);
    return { count, plain: median(total.plain), rotating: median(total.rotating), ratio: ratioOf(total), plainBytes, rotatingBytes };
  });
  const row = ({ count, plain, rotating, ratio, plainBytes, rotatingBytes }: typeof synths[number]) =>
    `| ${count.toLocaleString('en')} | ${(plain / 1_000).toFixed(2)} s | ${(rotating / 1_000).toFixed(2)} s | ${ratio.toFixed(2)} `
    + `| ${Math.round(plainBytes / count)} | ${Math.round(rotatingBytes / count)} |`;
  const growth = synths.slice(1).map(({ rotating, rotatingBytes }, index) =>
    `${(rotating / synths[index].rotating).toFixed(1)}x the time and ${(rotatingBytes / synths[index].rotatingBytes).toFixed(1)}x the bytes`);

  const refreshed = await plans(rounds);
  const alone = await plans(rounds, '-refresh=false');
  const line = (text: string, seconds: Record<Variant, number[]>) =>
    `| ${text} | ${median(seconds.plain).toFixed(2)} s | ${median(seconds.rotating).toFixed(2)} s | ${ratioOf(seconds).toFixed(2)} |`;
  return `## Rotation

N Dynatrace tokens in one stack, each with an output: plain ones with an end, and rotating ones on one schedule.

| tokens | synth, plain | rotating | rotating / plain | JSON bytes a token, plain | rotating |
|---|---|---|---|---|---|
${synths.map(row).join('\n')}

Ten times the rotating tokens take ${growth.join(', then ')} (to reach: linear).

\`terraform plan\` of ${PLANNED} live tokens, on the sandbox with the stand-in provider, in processor seconds of both:

| | plain | rotating | rotating / plain (to reach: 1.3) |
|---|---|---|---|
${line('plan', refreshed)}
${line('plan `-refresh=false`', alone)}
`;
}

if (require.main === module) {
  void rotationSection(process.argv.includes('--quick')).then(console.log);
}
