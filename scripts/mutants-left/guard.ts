import type { MutantsLeft } from './mutants-left';

export const GUARD_LEFT: readonly MutantsLeft[] = [
  {
    in: 'src/guard/guard.ts',
    original: /^this\.overridden\.size > 0$/,
    replacement: /^(true|this\.overridden\.size >= 0)$/,
    reason: 'A second look at the same documents finds the same',
    equivalent: true,
  },
  {
    in: 'src/guard/guard.ts',
    original: /^\{ const installed = |^installed\[INSTALLED\]$/,
    replacement: /^(\{\}|true)$/,
    reason: 'Planted when the guard is installed already; from the start on, each test of the guard would notice',
  },
  { in: 'src/guard/guard.ts', original: /^'\.'$/, reason: 'The same folder to path.resolve', equivalent: true },
];
