import * as cdktf from 'cdktf';
import { LiteralText } from './private/literal-text';
import { refuseValue } from './private/refuse';

/**
 * Text for Terraform. Strings given to constructs are Terraform templates, in which `${` and `%{` begin an expression.
 */
export class Text {
  /**
   * A text that Terraform takes as it is, whatever characters it has. It can be used wherever a string is taken, joined to
   * other strings, and in `Fn`.
   *
   * `Fn.rawString` of cdktf is not for that: it leaves a backslash before each quote, and does not escape `%{`.
   *
   * @param text the text
   * @returns a string token
   * @throws if the text holds a reference: join that to the result instead
   * @see https://developer.hashicorp.com/terraform/language/expressions/strings
   */
  public static literal(text: string): string {
    if (typeof text !== 'string' || cdktf.Token.isUnresolved(text)) {
      refuseValue('text of Text.literal', 'must be a string without references', text, "join them: Text.literal('...') + reference");
    }
    return new LiteralText(text).toString();
  }

  private constructor() {}
}
