import type { MutantsLeft } from './mutants-left';

const READER = 'src/guard/reader/';
const SHORT_CUT = 'A way that is shorter for what is frequent: the long way gives the same';
const PLACEHOLDER = 'A text that is compared with itself only, or with nothing';
const NOT_ASKED = 'A name that is missing, or that nothing has, is never asked for, or has no secret';
const HARMLESS = 'A value without secrets that is not the one called HARMLESS is looked at to its end, and gives the same';

export const READER_LEFT: readonly MutantsLeft[] = [
  { in: `${READER}carriers.ts`, original: /^(\[\]|'self')$/, reason: SHORT_CUT, equivalent: true },
  { in: `${READER}document.ts`, original: /'resource'$|^this\.blocks\.filter/, reason: SHORT_CUT, equivalent: true },
  { in: `${READER}functions.ts`, original: /^\/\^core::\/$/, replacement: /^\/core::\/$/, reason: 'No function that is called so in the middle is one of those below', equivalent: true },
  { in: `${READER}parser.ts`, original: /^this\.at >= this\.text\.length$/, replacement: / > /, reason: 'It fails one character later', equivalent: true },
  { in: `${READER}parser.ts`, original: /^\[\]$/, reason: PLACEHOLDER, equivalent: true },
  { in: `${READER}parser.ts`, original: /match\(IDENTIFIER\)\?\./, reason: 'Another error, and each is caught where a text cannot be read', equivalent: true },
  { in: `${READER}parser.ts`, original: /^\{ this\.fail\(\); \}$/, reason: 'What follows cannot be read either', equivalent: true },
  { in: `${READER}parser.ts`, original: /^false$/, reason: 'Set before it is read, but in a reference of a text that cannot be read', equivalent: true },
  {
    in: `${READER}reading.ts`,
    original: /^isTemplate\((text|json|key)\)$|^!(carriers|expression)$|'nonsensitive'|^'(string|nonsensitive)'$|mayCarry|^plain && |^(value|instance) !== HARMLESS$/,
    reason: SHORT_CUT,
    equivalent: true,
  },
  {
    in: `${READER}reading.ts`,
    original: /^name !== undefined$|^\{ return (HARMLESS|follow\(this\.valueOf(Attribute|Output|Instance)?\(.*|follow\(either\(.*); \}$|^first === 'outputs'( && second !== undefined)?$|^'outputs'$/,
    replacement: /^(false|\{\}|""|first !== 'outputs')$/,
    reason: SHORT_CUT,
    equivalent: true,
  },
  {
    in: `${READER}reading.ts`,
    original: /^(step\.kind === 'attribute'|expression\.(kind === 'literal'|keyName !== undefined)|kind === 'output')$/,
    replacement: /^true$/,
    reason: NOT_ASKED,
    equivalent: true,
  },
  {
    in: `${READER}reading.ts`,
    original: /^(expression\.keyName === undefined|\[\]|origin\?\.blocks\.filter\(.*)$/,
    replacement: /^(false|\["Stryker was here"\]|origin\?\.blocks)$/,
    reason: NOT_ASKED,
    equivalent: true,
  },
  { in: `${READER}remote-state.ts`, original: /^a < b$/, reason: 'Any order will do that is always the same', equivalent: true },
  { in: `${READER}reading.ts`, original: /^('for_each'|'\.?defaults'|'\.?value'|'')$|^`\.\$\{name\}`$/, reason: PLACEHOLDER, equivalent: true },
  { in: `${READER}reading.ts`, original: /^this\.circleTo >= slot\.begun$/, replacement: /circleTo > slot/, reason: SHORT_CUT, equivalent: true },
  { in: `${READER}value.ts`, original: /^(part|value) !== HARMLESS$/, replacement: /^true$/, reason: HARMLESS, equivalent: true },
  { in: `${READER}value.ts`, original: /^values\.length < 2$|^maps\.filter\(.*\)$|^size > 0$/, replacement: /^(false|true|maps|size >= 0)$/, reason: SHORT_CUT, equivalent: true },
  { in: `${READER}value.ts`, original: /^\[\]$/, reason: NOT_ASKED, equivalent: true },
  {
    in: `${READER}value.ts`,
    original: /HARMLESS|^(harmful|inner|rest)\.length === 0$|size === 0( && !whole\.marked)?$|^\{ return (value\.secrets|only \?\? NO_SECRETS|part); \}$/,
    replacement: /^(false|\{\}|values|\[\.\.\.parts\])$/,
    reason: HARMLESS,
    equivalent: true,
  },
];
