import * as cdktf from 'cdktf';

/** Of the registry that all copies of the package share. */
const LITERAL_TEXT = Symbol.for('cdktf-access-tokens.LiteralText');

/** A text that Terraform takes as it is. cdktf renders a value as a template, and what is within an expression as a quoted string. */
export class LiteralText implements cdktf.IResolvable {
  public static isLiteralText(token: cdktf.IResolvable): token is LiteralText {
    return LITERAL_TEXT in token;
  }

  public readonly creationStack: string[] = [];

  public constructor(public readonly text: string) {
    Object.defineProperty(this, LITERAL_TEXT, { value: true });
  }

  public resolve(context: cdktf.IResolveContext): string {
    return context.suppressBraces ? quoted(this.text) : template(this.text);
  }

  public toString(): string {
    return cdktf.Token.asString(this);
  }

  public toJSON(): string {
    return this.text;
  }
}

function escaped(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

/**
 * Two things are written as an expression: a carriage return, after which Terraform overlooks templates, and a sign at the end,
 * which would be read as one with what follows.
 */
function template(text: string): string {
  return text.split(/([$%{]*\r|[$%][$%{]*$)/).map((part, index) => (index % 2 === 1 ? `\${${quoted(part)}}` : escaped(part))).join('');
}

/** As a string of JSON, but for two escapes that Terraform does not know. */
function quoted(text: string): string {
  return escaped(JSON.stringify(text).replace(/\\./g, (escape) => ({ '\\b': '\\u0008', '\\f': '\\u000c' })[escape] ?? escape));
}
