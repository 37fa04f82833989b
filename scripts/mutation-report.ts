/** Of the schema in which StrykerJS writes reports, what is read here: https://github.com/stryker-mutator/mutation-testing-elements */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface Mutant {
  readonly replacement?: string;
  /** Whether the code is run while its module is loaded. */
  readonly static?: boolean;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'RuntimeError' | 'CompileError' | 'Pending';
}

export interface MutationReport {
  readonly files: Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>;
}
