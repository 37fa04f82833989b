/**
 * What a rule has against a token.
 */
export class TokenFinding {
  /**
   * The token breaks the rule.
   *
   * @param message what is wrong, as it would follow the token's name, such as `is valid for 365 days`
   * @param advice what to do, such as `set an earlier expiresAt`
   */
  public static violation(message: string, advice?: string): TokenFinding {
    return new TokenFinding(true, message, advice);
  }

  /**
   * The token may break the rule, or will soon. A synth goes on.
   *
   * @param message what may be wrong, as it would follow the token's name
   * @param advice what to do
   */
  public static warning(message: string, advice?: string): TokenFinding {
    return new TokenFinding(false, message, advice);
  }

  private constructor(
    /** Whether the token breaks the rule; else it is a warning. */
    public readonly isViolation: boolean,
    /** What is wrong, as it would follow the token's name. */
    public readonly message: string,
    /**
     * What to do.
     * @default - nothing is said of it
     */
    public readonly advice?: string,
  ) {}
}
