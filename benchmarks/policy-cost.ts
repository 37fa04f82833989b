/** What a policy of ten rules adds to the synth of 10,000 tokens. */
import { execFileSync } from 'node:child_process';
import { median } from './median';

/**
 * @param program benchmarks/policies.ts, compiled
 * @returns processor time with the policy over that without, the median of the rounds' own ratios
 */
export function measurePolicies(program: string, rounds: number): number {
  const cpu = (variant: string): number => JSON.parse(execFileSync(process.execPath, [program, variant, '10000'], { encoding: 'utf8' })).cpu;
  return median(Array.from({ length: rounds }, () => {
    const without = cpu('without');
    return cpu('with') / without;
  }));
}
