import type { MutantsLeft } from './mutants-left';

export const ROTATION_LEFT: readonly MutantsLeft[] = [
  {
    in: 'src/tokens/rotating-token-base.ts',
    original: /^!period \|\| !lifetime$/,
    replacement: /^!period && !lifetime$/,
    reason: 'A schedule has both or neither',
    equivalent: true,
  },
];
