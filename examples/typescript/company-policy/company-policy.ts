import { Duration, harness, ITokenRule, ITokenFacts, TokenFinding, TokenPolicy, TokenRule, TokenRules } from 'cdktf-access-tokens';
import { Construct } from 'constructs';

/** A rule of the company's own: an alert about a token finds its team by the name. */
class NamedAfterTeam implements ITokenRule {
  public check({ name, tags }: ITokenFacts): TokenFinding | undefined {
    return name === undefined || name.startsWith(`${tags.team}-`)
      ? undefined
      : TokenFinding.violation(`is named '${name}'`, `let the name begin with the team, as in '${tags.team}-deploy'`);
  }
}

/** What holds for every token of the company. The platform team owns this file; all apps use it. */
export class CompanyPolicy extends TokenPolicy {
  public constructor(scope: Construct, id: string, accountId: string) {
    super(scope, id, {
      rules: [
        TokenRules.longestLifetime(Duration.days(90)),
        TokenRules.warnsBeforeExpiry(Duration.days(7)),
        TokenRules.tagged(['team']),
        TokenRule.of('named-after-team', new NamedAfterTeam(), { description: 'the name of a token begins with its team', risks: ['NHI1:2025'] }),
      ],
      mandatoryRules: [
        TokenRules.noPersonalTokens(),
        TokenRules.noAdministrators(),
        TokenRules.onlyAt([harness.HarnessScope.organization(accountId, 'delivery')]),
      ],
    });
  }
}
