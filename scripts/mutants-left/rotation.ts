import type { MutantsLeft } from './mutants-left';

export const ROTATION_LEFT: readonly MutantsLeft[] = [
  { in: 'src/rotation/rotation-schedule.ts', original: /^\[\]$/, reason: 'A text that is compared with itself only, or with nothing', equivalent: true },
];
