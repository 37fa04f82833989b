/** A step from a value to a part of it. */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Expression }
  | { readonly kind: 'splat' };

/** An expression of Terraform's language, as far as it matters where a value comes from. */
export type Expression =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'access'; readonly of: Expression; readonly steps: readonly Step[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'conditional'; readonly condition: Expression; readonly branches: readonly Expression[] }
  | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  | ForExpression
  /** Text that this reader cannot parse, and all that it may refer to. */
  | { readonly kind: 'unreadable'; readonly references: readonly Expression[] };

export interface ForExpression {
  readonly kind: 'for';
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  /** Of a `for` that makes an object. */
  readonly key?: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
}

/** The expressions that an expression is made of. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
      return [];
    case 'template':
      return expression.parts;
    case 'access':
      return [expression.of, ...expression.steps.flatMap((step) => (step.kind === 'index' ? [step.key] : []))];
    case 'call':
      return expression.args;
    case 'conditional':
      return [expression.condition, ...expression.branches];
    case 'operation':
      return expression.operands;
    case 'tuple':
      return expression.items;
    case 'object':
      return expression.entries.flat();
    case 'for':
      return [expression.collection, ...[expression.key, expression.value, expression.condition].filter((child) => child !== undefined)];
    case 'unreadable':
      return expression.references;
  }
}
