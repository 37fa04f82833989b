import { type TokenFinding } from './token-finding';
import { refuseValue } from '../private/refuse';
import { type ITokenFacts } from '../token-facts';

/**
 * A rule of one's own: a class of one method. `TokenRule.of` gives it an id.
 */
export interface ITokenRule {
  /**
   * Looks at a token. What it throws is reported as a failure of the rule.
   *
   * @param token what is known of the token
   * @returns what the rule has against it; nothing if it passes
   */
  check(token: ITokenFacts): TokenFinding | undefined;
}

/**
 * What a report says of a rule.
 */
export interface TokenRuleDescription {
  /**
   * What the rule demands, as a sentence without a full stop, such as `a token lives 90 days at most`.
   *
   * @default - the rule's id
   */
  readonly description?: string;

  /**
   * Ids of the risks that the rule answers, such as `NHI7:2025`.
   *
   * @default - none
   * @see https://owasp.org/www-project-non-human-identities-top-10/2025/
   */
  readonly risks?: string[];
}

/**
 * A rule over tokens, with its id. `TokenRules` has those of this library.
 */
export class TokenRule implements ITokenRule {
  /**
   * A rule of one's own.
   *
   * @param id letters, digits, `-`, `_`, `.`; acknowledgements name the rule by it
   * @param rule looks at a token
   * @param description what a report says of the rule
   * @throws if the id has another character, or none
   */
  public static of(id: string, rule: ITokenRule, description: TokenRuleDescription = {}): TokenRule {
    return new TokenRule(id, description.description ?? id, description.risks ?? [], rule);
  }

  private constructor(
    /** What acknowledgements name the rule by. */
    public readonly id: string,
    /** What the rule demands. */
    public readonly description: string,
    /** Ids of the risks that the rule answers, such as `NHI7:2025`. */
    public readonly risks: string[],
    private readonly rule: ITokenRule,
  ) {
    if (!/^[\w.-]+$/.test(id)) {
      refuseValue('id of a TokenRule', "must hold only letters, digits, '-', '_' and '.', and one at least", id);
    }
  }

  /**
   * Looks at a token.
   *
   * @param token what is known of the token
   * @returns what the rule has against it; nothing if it passes
   */
  public check(token: ITokenFacts): TokenFinding | undefined {
    return this.rule.check(token);
  }
}
