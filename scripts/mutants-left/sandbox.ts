import type { MutantsLeft } from './mutants-left';

export const SANDBOX_LEFT: readonly MutantsLeft[] = [
];
