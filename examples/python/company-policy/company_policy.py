"""What holds for every token of the company. The platform team owns this file; all apps use it."""

from typing import Optional

import jsii
from cdktf_access_tokens import (
    Duration,
    ITokenRule,
    ITokenFacts,
    TokenFinding,
    TokenPolicy,
    TokenRule,
    TokenRules,
    harness,
)
from constructs import Construct


@jsii.implements(ITokenRule)
class NamedAfterTeam:
    """A rule of the company's own: an alert about a token finds its team by the name."""

    def check(self, token: ITokenFacts) -> Optional[TokenFinding]:
        team = token.tags.get("team")
        if token.name is None or token.name.startswith(f"{team}-"):
            return None
        return TokenFinding.violation(
            f"is named '{token.name}'", f"let the name begin with the team, as in '{team}-deploy'"
        )


class CompanyPolicy(TokenPolicy):
    def __init__(self, scope: Construct, id: str, account_id: str) -> None:
        super().__init__(
            scope,
            id,
            rules=[
                TokenRules.longest_lifetime(Duration.days(90)),
                TokenRules.warns_before_expiry(Duration.days(7)),
                TokenRules.tagged(["team"]),
                TokenRule.of(
                    "named-after-team",
                    NamedAfterTeam(),
                    description="the name of a token begins with its team",
                    risks=["NHI1:2025"],
                ),
            ],
            mandatory_rules=[
                TokenRules.no_personal_tokens(),
                TokenRules.no_administrators(),
                TokenRules.only_at([harness.HarnessScope.organization(account_id, "delivery")]),
            ],
        )
