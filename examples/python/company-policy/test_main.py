"""How to test a policy: run with `pytest`. Terraform and a network are not needed."""

import cdktf
import pytest
from cdktf_access_tokens import Expiration, dynatrace, harness

from company_policy import CompanyPolicy
from main import ACCOUNT_ID, MonitoringStack, ShopStack


def company(now: str = "2026-11-01T00:00:00Z"):
    app = cdktf.Testing.app(context={"accessTokens:now": now})
    return app, CompanyPolicy(app, "CompanyPolicy", ACCOUNT_ID)


def violations(stack: cdktf.TerraformStack) -> str:
    with pytest.raises(RuntimeError) as error:
        cdktf.Testing.synth(stack, True)
    return str(error.value)


def test_the_shop_keeps_to_the_policy():
    app, _ = company()
    cdktf.Testing.synth(ShopStack(app, "shop"), True)


def test_the_appliance_may_break_one_rule_until_a_date():
    def monitoring_at(now: str) -> cdktf.TerraformStack:
        app, policy = company(now)
        stack = MonitoringStack(app, "monitoring")
        policy.acknowledge(stack.appliance, "longest-lifetime", reason="OPS-1234", until="2027-06-30T00:00:00Z")
        return stack

    cdktf.Testing.synth(monitoring_at("2026-11-01T00:00:00Z"), True)
    assert "its acknowledgement ended at 2027-06-30T00:00:00Z (OPS-1234)" in violations(
        monitoring_at("2027-06-30T00:00:00Z")
    )


def test_all_violations_are_told_at_once():
    app, _ = company()
    stack = ShopStack(app, "shop")
    account = harness.HarnessScope.account(ACCOUNT_ID)
    harness.User.from_id(stack, "Me", harness_scope=account, user_id="me").add_api_key("Laptop").add_token("Cli")
    dynatrace.DynatraceProvider(stack, "Dynatrace")
    dynatrace.ApiToken(
        stack,
        "Other",
        scopes=dynatrace.ApiTokenScopes.token_management(),
        expires_at=Expiration.at("2026-12-01T00:00:00Z"),
    )
    told = violations(stack)
    for rule in ("warns-before-expiry", "tagged", "named-after-team", "no-personal-tokens", "no-administrators", "only-at"):
        assert f"Violated: {rule}" in told


def test_mandatory_rules_cannot_be_acknowledged():
    app, policy = company()
    stack = MonitoringStack(app, "monitoring")
    with pytest.raises(RuntimeError, match="must not be mandatory"):
        policy.acknowledge(stack.appliance, "no-administrators", reason="x", until="2027-06-30T00:00:00Z")
