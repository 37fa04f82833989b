import type { MutantsLeft } from './mutants-left';

export const ROTATION_LEFT: readonly MutantsLeft[] = [
  { in: 'src/rotation/rotation-schedule.ts', original: /^\[\]$/, reason: 'A text that is compared with itself only, or with nothing', equivalent: true },
  {
    in: 'src/tokens/expiry-check.ts',
    original: /^!cdktf\.Token\.isUnresolved\(milliseconds\)$/,
    replacement: /^true$/,
    reason: 'cdktf writes a number that only Terraform knows as one far below zero, which is below each bound',
    equivalent: true,
  },
  {
    in: 'src/tokens/rotating-token-base.ts',
    original: /^!period \|\| !lifetime$/,
    replacement: /^!period && !lifetime$/,
    reason: 'A schedule has both or neither',
    equivalent: true,
  },
];
