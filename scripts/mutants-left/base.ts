import type { MutantsLeft } from './mutants-left';

const PRIVATE = 'src/private/';
const TOKENS = 'src/tokens/';
const AS_IT_IS = "cdktf's HCL writes what has no known type as it is";
const NOTHING_THERE = 'What is not there is never asked for';
const OTHERS = 'Other constructs have none of the names that are looked for';

export const BASE_LEFT: readonly MutantsLeft[] = [
  { in: `${PRIVATE}hcl.ts`, original: /^\/\^\[\$%\]\\\{\/$/, reason: 'Of two characters', equivalent: true },
  { in: `${PRIVATE}hcl.ts`, original: /^at < template\.length$/, replacement: /<=/, reason: 'One step more leads beyond the end as well', equivalent: true },
  { in: `${PRIVATE}hcl.ts`, original: /^'(reference|any|objectList)'$|^false$/, replacement: /^(""|true)$/, reason: AS_IT_IS, equivalent: true },
  { in: `${PRIVATE}hcl.ts`, original: /^true$/, replacement: /^false$/, reason: "cdktf's HCL knows that lifecycle is a block", equivalent: true },
  { in: `${TOKENS}adoption.ts`, original: /^'(simple|reference)'$/, reason: AS_IT_IS, equivalent: true },
  { in: `${TOKENS}moves.ts`, original: /^'(simple|reference)'$/, reason: AS_IT_IS, equivalent: true },
  { in: `${PRIVATE}terraform-data.ts`, original: /^'any'$/, reason: AS_IT_IS, equivalent: true },
  { in: `${PRIVATE}literal-text.ts`, original: /^\{ value: true \}$|^true$/, replacement: /^(\{\}|false)$/, reason: 'It is there, whatever its value', equivalent: true },
  { in: '', original: /^\[\]$/, replacement: /^\["Stryker was here"\]$/, reason: NOTHING_THERE, equivalent: true },
  { in: `${TOKENS}adoption.ts`, original: /^''$/, reason: 'A version that is no number', equivalent: true },
  { in: `${PRIVATE}identity.ts`, original: /^base !== undefined$/, replacement: /^true$/, reason: NOTHING_THERE, equivalent: true },
  { in: `${PRIVATE}resolve.ts`, original: /^false$/, reason: 'No value of cdktf asks whether it is being prepared', equivalent: true },
  { in: `${PRIVATE}terraform-version.ts`, original: /^'utf8'$/, reason: 'A buffer is searched as its text', equivalent: true },
  { in: `${PRIVATE}tree-state.ts`, original: /^state\.count\+\+$/, replacement: /--/, reason: 'As far from the first time', equivalent: true },
  {
    in: `${TOKENS}entrance.ts`,
    original: /^theirs !== undefined$|^type\[JSII_TYPE\]\?\.fqn$/,
    reason: 'A class of stacks inherits the name of its core',
    equivalent: true,
  },
  {
    in: `${TOKENS}moves.ts`,
    original: /isStack\(node\)|^node !== this\.cdktfStack$/,
    reason: 'A path that begins with the own stack was refused before, and no other construct has such a path',
    equivalent: true,
  },
  { in: `${TOKENS}providers.ts`, original: /^typeof account === 'string'$|^cdktf\.TerraformResource\.isTerraformResource\(node\) \|\| .*|^''$/, reason: OTHERS, equivalent: true },
];
