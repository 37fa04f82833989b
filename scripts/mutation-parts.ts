/** A part of the project and the tests that answer for it. */
export interface Part {
  readonly name: string;
  /** Percentage of the faults that its tests have to notice, of those that change what the part does. */
  readonly goal: number;
  /** Globs of the sources. */
  readonly mutate: readonly string[];
  /** Globs below test/, without the extension. */
  readonly tests: readonly string[];
}

const FACTS = 'src/{harness,dynatrace}/private/token-facts.ts';

export const PARTS: readonly Part[] = [
  { name: 'reader', goal: 90, mutate: ['src/guard/reader/*.ts'], tests: ['guard/reader/{carriers,document,parser,reading}'] },
  { name: 'guard', goal: 90, mutate: ['src/guard/*.ts'], tests: ['guard/*'] },
  {
    name: 'rotation',
    goal: 90,
    mutate: ['src/rotation/**/*.ts', 'src/{duration,expiration}.ts', 'src/tokens/{rotating-token-base,expiry-check}.ts'],
    tests: ['rotation/*', '{duration,expiration}'],
  },
  {
    name: 'policy',
    goal: 90,
    mutate: ['src/policy/**/*.ts', 'src/{token-facts,token-rule-inputs}.ts', 'src/tokens/facts.ts', FACTS],
    tests: ['policy/*', 'token-facts'],
  },
  {
    name: 'systems',
    goal: 90,
    mutate: ['src/{harness,dynatrace}/**/*.ts', `!${FACTS}`],
    tests: ['{harness,dynatrace,tokens}/*', '{adopt,props,text}'],
  },
  {
    name: 'base',
    goal: 90,
    mutate: [
      'src/private/*.ts',
      'src/tokens/{access-token-base,adoption,entrance,expiry,export-secret,moves,providers,removal,replacement,secret-reference,value-version}.ts',
      'src/{access-token,removal-policy,rotating-access-token,text}.ts',
    ],
    tests: ['{private,tokens,dynatrace}/*', 'harness/{chain,entity}', '{adopt,expiration,hcl,props,required-version,text,token-systems,value-version}'],
  },
  { name: 'sandbox', goal: 80, mutate: ['sandbox/**/*.ts'], tests: ['sandbox/*'] },
];
