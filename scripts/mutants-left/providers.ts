import type { MutantsLeft } from './mutants-left';

export const PROVIDERS_LEFT: readonly MutantsLeft[] = [
];
