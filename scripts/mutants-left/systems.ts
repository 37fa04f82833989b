import type { MutantsLeft } from './mutants-left';

const HARNESS = 'src/harness/';
const WORDING = 'Advice in an error: whoever reads it sees it, and no test repeats it';

export const SYSTEMS_LEFT: readonly MutantsLeft[] = [
  {
    in: HARNESS,
    original: /^'(use a principal of that scope or of one above it|leave it out, or use one of the domain service\.harness\.io|remove one of the two|set secretManager, or pass the value|use one of the account|set value to a reference, or pathInSecretManager to where the secret manager has it)'$/,
    replacement: /^""$/,
    reason: WORDING,
  },
  { in: 'src/dynatrace/api-token-scope.ts', original: /^'(ApiTokenScope\.of|use the access-token scope of that API, such as logs\.read)'$/, replacement: /^""$/, reason: WORDING },
  { in: `${HARNESS}private/rights-first.ts`, original: /^\[\]$/, reason: 'A text stands in no stack', equivalent: true },
  { in: `${HARNESS}rotating-token.ts`, original: /^this\._endOfEach === undefined$/, replacement: /^false$/, reason: 'A number that stands for nothing is left out', equivalent: true },
  { in: `${HARNESS}secret-text.ts`, original: /^\/\^\(account\|org\)\\\.\/$/, reason: 'An identifier has no dot in the middle', equivalent: true },
  { in: `${HARNESS}private/entity.ts`, original: /^''$/, replacement: /^"Stryker was here!"$/, reason: 'As far below the longest description as an empty one', equivalent: true },
  { in: `${HARNESS}private/entity.ts`, original: /^textOf\(a\) < textOf\(b\)$/, replacement: /<=/, reason: 'No two keys of an object are equal', equivalent: true },
  { in: `${HARNESS}harness-scope.ts`, original: /^''$/, reason: 'An id that is missing is refused either way, and not shown', equivalent: true },
  { in: `${HARNESS}role-assignment.ts`, original: /^identifier !== undefined$/, replacement: /^true$/, reason: 'The check passes what is undefined by itself', equivalent: true },
];
