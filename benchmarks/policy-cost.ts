/** What a policy of ten rules adds to the synth of 10,000 tokens. */
import { median } from './median';
import { node } from './program';

/**
 * @param program benchmarks/policies.ts, compiled
 * @returns processor time with the policy over that without, the median of the rounds' own ratios
 */
export function measurePolicies(program: string, rounds: number): number {
  const cpu = (variant: string): number => JSON.parse(node(program, variant, '10000')).cpu;
  return median(Array.from({ length: rounds }, () => {
    const without = cpu('without');
    return cpu('with') / without;
  }));
}
