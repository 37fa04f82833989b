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
    in: 'src/private/secret-forms.ts',
    original: /^text\.length < (SHORTEST|56)$|^\{ return undefined; \}$/,
    replacement: /^(false|text\.length <= 56|\{\})$/,
    reason: 'A way that is shorter for most texts: the long way gives the same',
    equivalent: true,
  },
  { in: 'src/private/secret-forms.ts', original: /^secretForms\.some/, replacement: /^secretForms\.every/, reason: 'Each system has one form', equivalent: true },
  { in: 'src/guard/guard.ts', original: /^'\.'$/, reason: 'The same folder to path.resolve', equivalent: true },
];
