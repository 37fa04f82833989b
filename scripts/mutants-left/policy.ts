import type { MutantsLeft } from './mutants-left';

const HARNESS_FACTS = 'src/harness/private/token-facts.ts';
const READER = 'src/private/resource-reader.ts';
const SHORT_CUT = 'A way that is shorter for many tokens: the long way gives the same';
const WALK_SAVED = 'To introduce a resource saves the walk that finds the same one';

export const POLICY_LEFT: readonly MutantsLeft[] = [
  { in: HARNESS_FACTS, original: /^address !== undefined( && resource)?$/, replacement: /^(true|false|address === undefined|address !== undefined \|\| resource)$/, reason: WALK_SAVED, equivalent: true },
  { in: HARNESS_FACTS, original: /^\{ reader\.introduce\(address, resource\); \}$/, replacement: /^\{\}$/, reason: WALK_SAVED, equivalent: true },
  { in: HARNESS_FACTS, original: /^''$/, replacement: /^"Stryker was here!"$/, reason: 'A text that no identifier can be, in place of another one', equivalent: true },
  {
    in: READER,
    original: /^(false|resource\.hasResourceMove\(\) === undefined|Object\.keys\(rawOverrides\)\.length === 0|isPlain\(value\).*|Array\.isArray\(value\) && .*|\{ switch \(typeof value\).*|'(boolean|undefined|string|number)'|true|case 'string': .*|case 'number': .*|default: .*|'TfToken\['|value >= 0|value === null)$/,
    replacement: /^(true|false|isPlain\(value\) && .*|\{\}|""|.*case 'number':|case 'string': .*|default:|value > 0)$/,
    reason: SHORT_CUT,
    equivalent: true,
  },
  { in: READER, original: /^(\[\]|type && depth < 10|depth < 10)$/, replacement: /^(\["Stryker was here"\]|true|depth <= 10)$/, reason: 'What is no reference has no type; the bound only ends circles', equivalent: true },
  { in: READER, original: /isTerraformResource\(node\)|isTerraformProvider\)$/, reason: 'Other constructs have no type of resources or providers, and data sources other addresses', equivalent: true },
  { in: 'src/tokens/facts.ts', original: /^reader\.isShared$|^\{ return Object\.assign\(facts, withPermissions\(\)\); \}$/, replacement: /^(false|\{\})$/, reason: SHORT_CUT, equivalent: true },
  { in: 'src/policy/private/audit.ts', original: /^true$/, replacement: /^false$/, reason: SHORT_CUT, equivalent: true },
  { in: 'src/policy/token-rules.ts', original: /^\[\]$/, replacement: /^\["Stryker was here"\]$/, reason: 'A role with white space in its identifier, which Harness does not take', equivalent: true },
];
