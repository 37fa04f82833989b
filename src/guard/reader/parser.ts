import type { Expression, Step } from './expression';

/** Whether a string of Terraform's JSON is more than its text. */
export function isTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/**
 * Reads a string as Terraform's JSON does: as a template. Never throws: what cannot be parsed becomes `unreadable`, with
 * all that it may refer to.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function parseTemplate(text: string): Expression {
  try {
    return new Parser(text).wholeTemplate();
  } catch {
    return { kind: 'unreadable', references: referencesIn(text) };
  }
}

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DIGITS = /\d+/y;
/** Blanks, line breaks and all three kinds of comment. */
const SPACE = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const BLANKS = /[ \t]*/y;
/** What has no meaning of its own in any template. */
const PLAIN = /[^$%"\\\n]+/y;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[^\n]*\n/uy;
const ESCAPES: Readonly<Record<string, string>> = { 'n': '\n', 'r': '\r', 't': '\t', '"': '"', '\\': '\\' };

/** Binary operators, those that bind least first. */
const OPERATORS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];

/** What looks like a reference in a text that cannot be parsed. */
function referencesIn(text: string): Expression[] {
  const found = text.match(/[\p{ID_Start}_][\p{ID_Continue}-]*(?:\s*(?:\.\s*(?:[\p{ID_Continue}-]+|\*)|\[[^\][]*\]))+/gu) ?? [];
  return found.flatMap((reference) => {
    try {
      return [new Parser(reference).wholeExpression()];
    } catch {
      return [];
    }
  });
}

/** A parser without a lexer: inside a template, what a character means depends on the nesting. */
class Parser {
  private at = 0;
  /** Whether a line break ends what stands before it, as it does between the entries of an object. */
  private lineEnds = false;

  public constructor(private readonly text: string) {}

  public wholeTemplate(): Expression {
    return joined(this.template(() => this.at >= this.text.length));
  }

  public wholeExpression(): Expression {
    const expression = this.expression();
    this.space();
    return this.at === this.text.length ? expression : this.fail();
  }

  private nested<T>(lineEnds: boolean, parse: () => T): T {
    const outer = this.lineEnds;
    this.lineEnds = lineEnds;
    const parsed = parse();
    this.lineEnds = outer;
    return parsed;
  }

  private fail(): never {
    throw new SyntaxError();
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    this.at += found?.[0].length ?? 0;
    return found ?? undefined;
  }

  private space(): void {
    this.match(SPACE);
  }

  private ahead(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  private skip(token: string): boolean {
    const found = this.ahead(token);
    this.at += found ? token.length : 0;
    return found;
  }

  private expect(token: string): void {
    this.space();
    if (!this.skip(token)) {
      this.fail();
    }
  }

  /** A word on its own, not the start of a longer name. */
  private word(word: string): boolean {
    const before = this.at;
    this.space();
    if (this.match(IDENTIFIER)?.[0] === word) {
      return true;
    }
    this.at = before;
    return false;
  }

  private identifier(): string {
    this.space();
    return this.match(IDENTIFIER)?.[0] ?? this.fail();
  }

  /**
   * The parts of a template up to its end, which is not consumed; or up to the directive that ends a branch.
   *
   * @param escaped whether a backslash escapes, as it does within quotes
   */
  private template(isEnd: () => boolean, escaped = false, endings: readonly string[] = []): Expression[] {
    const parts: Expression[] = [];
    let literal = '';
    const flush = () => {
      if (literal !== '') {
        parts.push({ kind: 'literal', text: literal });
        literal = '';
      }
    };
    while (!isEnd()) {
      if (this.at >= this.text.length) {
        this.fail();
      }
      if (this.ahead('$${') || this.ahead('%%{')) {
        literal += this.text.slice(this.at + 1, this.at + 3);
        this.at += 3;
      } else if (this.skip('${')) {
        flush();
        this.skip('~');
        parts.push(this.nested(false, () => this.expression()));
        this.endOfSequence();
      } else if (this.ahead('%{')) {
        if (this.isDirective(endings)) {
          break;
        }
        flush();
        parts.push(this.directive(isEnd, escaped));
      } else if (escaped && this.skip('\\')) {
        literal += this.escape();
      } else {
        literal += this.match(PLAIN)?.[0] ?? this.text[this.at++];
      }
    }
    flush();
    return parts;
  }

  private escape(): string {
    const unicode = this.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
    if (unicode) {
      return String.fromCodePoint(parseInt(unicode[0].slice(1), 16));
    }
    return ESCAPES[this.text[this.at++]] ?? this.fail();
  }

  private endOfSequence(): void {
    this.space();
    this.skip('~');
    this.expect('}');
  }

  private isDirective(words: readonly string[]): boolean {
    const before = this.at;
    this.at += 2;
    this.skip('~');
    const found = words.some((word) => this.word(word));
    this.at = before;
    return found;
  }

  /** Consumes the directive of one word that ended a branch, such as `%{ endif }`. */
  private closing(): void {
    this.expect('%{');
    this.skip('~');
    this.identifier();
    this.endOfSequence();
  }

  private directive(isEnd: () => boolean, escaped: boolean): Expression {
    this.at += 2;
    this.skip('~');
    if (this.word('if')) {
      const condition = this.expression();
      this.endOfSequence();
      const branches = [joined(this.template(isEnd, escaped, ['else', 'endif']))];
      if (this.isDirective(['else'])) {
        this.closing();
        branches.push(joined(this.template(isEnd, escaped, ['endif'])));
      }
      this.closing();
      return { kind: 'conditional', condition, branches };
    }
    if (this.word('for')) {
      const [keyName, valueName] = this.forNames();
      const collection = this.expression();
      this.endOfSequence();
      const value = joined(this.template(isEnd, escaped, ['endfor']));
      this.closing();
      return { kind: 'for', keyName, valueName, collection, value };
    }
    return this.fail();
  }

  private forNames(): [keyName: string | undefined, valueName: string] {
    const first = this.identifier();
    this.space();
    const second = this.skip(',') ? this.identifier() : undefined;
    if (!this.word('in')) {
      this.fail();
    }
    return second === undefined ? [undefined, first] : [first, second];
  }

  private expression(): Expression {
    const condition = this.binary(0);
    this.space();
    if (!this.skip('?')) {
      return condition;
    }
    const first = this.expression();
    this.expect(':');
    return { kind: 'conditional', condition, branches: [first, this.expression()] };
  }

  private binary(level: number): Expression {
    if (level === OPERATORS.length) {
      return this.unary();
    }
    let left = this.binary(level + 1);
    for (;;) {
      this.space();
      const operator = OPERATORS[level].find((candidate) => this.ahead(candidate));
      if (operator === undefined) {
        return left;
      }
      this.at += operator.length;
      left = { kind: 'operation', operator, operands: [left, this.binary(level + 1)] };
    }
  }

  private unary(): Expression {
    this.space();
    const operator = ['!', '-'].find((candidate) => this.skip(candidate));
    return operator === undefined ? this.postfix() : { kind: 'operation', operator, operands: [this.unary()] };
  }

  private postfix(): Expression {
    const of = this.primary();
    const steps: Step[] = [];
    for (;;) {
      const before = this.at;
      this.space();
      if (this.ahead('...')) {
        this.at = before;
        break;
      }
      if (this.skip('.')) {
        this.space();
        const digits = this.match(DIGITS)?.[0];
        if (digits !== undefined) {
          steps.push({ kind: 'index', key: { kind: 'literal', text: digits } });
        } else {
          steps.push(this.skip('*') ? { kind: 'splat' } : { kind: 'attribute', name: this.identifier() });
        }
      } else if (this.skip('[')) {
        this.space();
        steps.push(this.skip('*') ? { kind: 'splat' } : { kind: 'index', key: this.nested(false, () => this.expression()) });
        this.expect(']');
      } else {
        this.at = before;
        break;
      }
    }
    return steps.length === 0 ? of : { kind: 'access', of, steps };
  }

  private primary(): Expression {
    this.space();
    if (this.skip('(')) {
      const expression = this.nested(false, () => this.expression());
      this.expect(')');
      return expression;
    }
    if (this.skip('"')) {
      const parts = this.template(() => this.ahead('"'), true);
      this.expect('"');
      return joined(parts);
    }
    if (this.skip('[')) {
      return this.nested(false, () => (this.word('for') ? this.forExpression(']') : { kind: 'tuple', items: this.items(']') }));
    }
    if (this.skip('{')) {
      return this.word('for') ? this.nested(false, () => this.forExpression('}')) : this.nested(true, () => this.object());
    }
    const heredoc = this.match(HEREDOC);
    if (heredoc) {
      return this.heredoc(heredoc[1]);
    }
    const number = this.match(NUMBER)?.[0];
    return number === undefined ? this.named() : { kind: 'literal', text: number };
  }

  private named(): Expression {
    let name = this.identifier();
    while (this.skip('::')) {
      name += `::${this.identifier()}`;
    }
    const before = this.at;
    // In an object, the next line may start with a key in parentheses.
    this.match(this.lineEnds ? BLANKS : SPACE);
    if (this.skip('(')) {
      return { kind: 'call', name, args: this.nested(false, () => this.items(')')) };
    }
    this.at = before;
    return name === 'true' || name === 'false' || name === 'null' ? { kind: 'literal', text: name } : { kind: 'variable', name };
  }

  /** Expressions with commas between them, up to and with the closing bracket. */
  private items(close: string): Expression[] {
    const items: Expression[] = [];
    for (;;) {
      this.space();
      if (this.skip(close)) {
        return items;
      }
      items.push(this.expression());
      this.space();
      this.skip('...');
      this.space();
      if (!this.skip(',') && !this.ahead(close)) {
        this.fail();
      }
    }
  }

  private object(): Expression {
    const entries: [Expression, Expression][] = [];
    for (;;) {
      this.space();
      if (this.skip('}')) {
        return { kind: 'object', entries };
      }
      const key = this.objectKey();
      this.space();
      if (!this.skip('=') && !this.skip(':')) {
        this.fail();
      }
      entries.push([key, this.expression()]);
      this.space();
      this.skip(',');
    }
  }

  /** A bare name is its text. */
  private objectKey(): Expression {
    const before = this.at;
    const name = this.match(IDENTIFIER)?.[0];
    this.space();
    if (name !== undefined && (this.ahead(':') || (this.ahead('=') && !this.ahead('==')))) {
      return { kind: 'literal', text: name };
    }
    this.at = before;
    return this.expression();
  }

  private forExpression(close: string): Expression {
    const [keyName, valueName] = this.forNames();
    const collection = this.expression();
    this.expect(':');
    let value = this.expression();
    let key: Expression | undefined;
    this.space();
    if (this.skip('=>')) {
      key = value;
      value = this.expression();
      this.space();
      this.skip('...');
    }
    const condition = this.word('if') ? this.expression() : undefined;
    this.expect(close);
    return { kind: 'for', keyName, valueName, collection, key, value, condition };
  }

  private heredoc(mark: string): Expression {
    const end = new RegExp(`\\s*${mark}\\s*(?:\\n|$)`, 'y');
    const isEnd = () => {
      end.lastIndex = this.at;
      return this.text[this.at - 1] === '\n' && end.test(this.text);
    };
    const parts = this.template(isEnd);
    this.match(end);
    return joined(parts);
  }
}

/** A template of one interpolation is that expression itself. */
function joined(parts: Expression[]): Expression {
  if (parts.length === 0) {
    return { kind: 'literal', text: '' };
  }
  return parts.length === 1 ? parts[0] : { kind: 'template', parts };
}
