import * as cdktf from 'cdktf';
import { LiteralText } from './literal-text';

const TOKEN = /(\$\{TfToken\[[^\]]+\]\})/;
/** A template of Terraform's, unless the sign is doubled: then it stands for itself. */
const TEMPLATE = /(?<!\$)\$\{|(?<!%)%\{/;

/**
 * Whether only Terraform will know the value: a CDKTF token, or a string with a template of Terraform's in it.
 * No check may look into such a value, and none may be derived from it by rewriting its characters.
 */
export function isLateBound(value: unknown): boolean {
  return typeof value === 'string' ? knownText(value) === undefined : cdktf.Token.isUnresolved(value);
}

/** What a string will be in Terraform's hands; itself if only Terraform knows. */
export function textOf(value: string): string {
  return knownText(value) ?? value;
}

/** What a string will be in Terraform's hands; undefined if only Terraform knows. */
export function knownText(value: string): string | undefined {
  if (typeof value !== 'string') {
    return undefined; // A reference of cdktf's that is no string.
  }
  if (!value.includes('{')) {
    return value;
  }
  const parts = value.split(TOKEN).map((part, index) => (index % 2 === 1 ? literalOf(part) : TEMPLATE.test(part) ? undefined : part.replace(/([$%])\1\{/g, '$1{')));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function literalOf(token: string): string | undefined {
  const [resolvable] = cdktf.Tokenization.reverseString(token).tokens;
  return LiteralText.isLiteralText(resolvable) ? resolvable.text : undefined;
}
