import type { MutantsLeft } from './mutants-left';

export const BASE_LEFT: readonly MutantsLeft[] = [
];
