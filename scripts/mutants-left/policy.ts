import type { MutantsLeft } from './mutants-left';

export const POLICY_LEFT: readonly MutantsLeft[] = [
];
