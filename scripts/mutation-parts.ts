import { BASE_LEFT } from './mutants-left/base';
import { GUARD_LEFT } from './mutants-left/guard';
import type { MutantsLeft } from './mutants-left/mutants-left';
import { POLICY_LEFT } from './mutants-left/policy';
import { PROVIDERS_LEFT } from './mutants-left/providers';
import { READER_LEFT } from './mutants-left/reader';
import { ROTATION_LEFT } from './mutants-left/rotation';
import { SANDBOX_LEFT } from './mutants-left/sandbox';
import { SYSTEMS_LEFT } from './mutants-left/systems';

interface PartBase {
  readonly name: string;
  /** Percentage of the faults that its tests have to notice, of those that change what the part does. */
  readonly goal: number;
  /** What its tests do not notice. */
  readonly left: readonly MutantsLeft[];
}

export interface TypeScriptPart extends PartBase {
  /** Globs of the sources. */
  readonly mutate: readonly string[];
  /** Globs below test/, without the extension. */
  readonly tests: readonly string[];
}

export interface GoPart extends PartBase {
  /** Folder of the Go module. */
  readonly module: string;
}

/** A part of the project and the tests that answer for it. */
export type Part = TypeScriptPart | GoPart;

const FACTS = 'src/{harness,dynatrace}/private/token-facts.ts';

export const PARTS: readonly Part[] = [
  { name: 'reader', goal: 90, mutate: ['src/guard/reader/*.ts'], tests: ['guard/reader/{carriers,document,parser,reading}'], left: READER_LEFT },
  { name: 'guard', goal: 90, mutate: ['src/guard/*.ts', 'src/private/secret-forms.ts'], tests: ['guard/*'], left: GUARD_LEFT },
  {
    name: 'rotation',
    goal: 90,
    mutate: [
      'src/rotation/**/*.ts', 'src/{duration,expiration}.ts', 'src/private/{date-time,length-of-time}.ts', 'src/tokens/{rotating-token-base,expiry-check}.ts',
    ],
    tests: ['rotation/*', '{duration,expiration}'],
    left: ROTATION_LEFT,
  },
  {
    name: 'policy',
    goal: 90,
    mutate: ['src/policy/**/*.ts', 'src/{token-facts,token-rule-inputs}.ts', 'src/private/resource-reader.ts', 'src/tokens/facts.ts', FACTS],
    tests: ['policy/*', 'private/resource-reader', 'token-facts'],
    left: POLICY_LEFT,
  },
  {
    name: 'systems',
    goal: 90,
    mutate: ['src/{harness,dynatrace}/**/*.ts', `!${FACTS}`],
    tests: ['{harness,dynatrace,tokens}/*', 'rotation/{rotating-tokens,warn-before-expiry}', '{adopt,props,text,token-facts}'],
    left: SYSTEMS_LEFT,
  },
  {
    name: 'base',
    goal: 90,
    mutate: [
      'src/private/!(date-time|length-of-time|resource-reader|secret-forms).ts',
      'src/tokens/{access-token-base,adoption,entrance,expiry,export-secret,moves,providers,removal,replacement,secret-reference,value-version}.ts',
      'src/{access-token,removal-policy,rotating-access-token,text}.ts',
    ],
    tests: ['{private,tokens,dynatrace,harness}/*', 'rotation/{rotating-tokens,warn-before-expiry}', '{adopt,expiration,hcl,props,required-version,text,token-systems,value-version}'],
    left: BASE_LEFT,
  },
  { name: 'sandbox', goal: 80, mutate: ['sandbox/**/*.ts'], tests: ['sandbox/*'], left: SANDBOX_LEFT },
  { name: 'providers', goal: 80, module: 'test/providers', left: PROVIDERS_LEFT },
];
