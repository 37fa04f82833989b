import type { MutantsLeft } from './mutants-left';

export const GUARD_LEFT: readonly MutantsLeft[] = [
];
