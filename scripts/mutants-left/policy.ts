import type { MutantsLeft } from './mutants-left';

const HARNESS_FACTS = 'src/harness/private/token-facts.ts';
const SHORT_CUT = 'A way that is shorter for many tokens: the long way gives the same';
const WALK_SAVED = 'To introduce a resource saves the walk that finds the same one';

export const POLICY_LEFT: readonly MutantsLeft[] = [
  { in: HARNESS_FACTS, original: /^address !== undefined( && resource)?$/, replacement: /^(true|false|address === undefined|address !== undefined \|\| resource)$/, reason: WALK_SAVED, equivalent: true },
  { in: HARNESS_FACTS, original: /^\{ reader\.introduce\(address, resource\); \}$/, replacement: /^\{\}$/, reason: WALK_SAVED, equivalent: true },
  { in: HARNESS_FACTS, original: /^''$/, replacement: /^"Stryker was here!"$/, reason: 'A text that no identifier can be, in place of another one', equivalent: true },
  { in: 'src/tokens/facts.ts', original: /^reader\.isShared$|^\{ return Object\.assign\(facts, withPermissions\(\)\); \}$/, replacement: /^(false|\{\})$/, reason: SHORT_CUT, equivalent: true },
  { in: 'src/policy/private/audit.ts', original: /^true$/, replacement: /^false$/, reason: SHORT_CUT, equivalent: true },
  { in: 'src/policy/token-rules.ts', original: /^\[\]$/, replacement: /^\["Stryker was here"\]$/, reason: 'A role with white space in its identifier, which Harness does not take', equivalent: true },
  { in: 'src/policy/token-rules.ts', original: /^milliseconds < DAY$/, replacement: /^milliseconds <= DAY$/, reason: 'A day is a number of hours, so it is told exactly either way', equivalent: true },
];
