import type { MutantsLeft } from './mutants-left';

export const SYSTEMS_LEFT: readonly MutantsLeft[] = [
];
