"""One policy of a company over the tokens of two stacks, with one acknowledgement."""

import os

from cdktf import App, TerraformStack
from cdktf_access_tokens import Duration, RotationSchedule, dynatrace, harness
from constructs import Construct

from company_policy import CompanyPolicy

ACCOUNT_ID = os.environ.get("HARNESS_ACCOUNT_ID", "your-account-id")

SCHEDULE = RotationSchedule.every(Duration.days(30), starting_at="2026-11-01T00:00:00Z", overlap=Duration.days(14))
WARN_BEFORE_EXPIRY = Duration.days(7)


class ShopStack(TerraformStack):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        harness.HarnessProvider(self, "Harness")
        bot = harness.ServiceAccount(
            self,
            "DeployBot",
            harness_scope=harness.HarnessScope.project(ACCOUNT_ID, "delivery", "shop"),
            tags={"team": "shop"},
        )
        bot.add_api_key("Deploy").add_rotating_token(
            "Production", name="shop-deploy", schedule=SCHEDULE, warn_before_expiry=WARN_BEFORE_EXPIRY
        )


class MonitoringStack(TerraformStack):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        dynatrace.DynatraceProvider(self, "Dynatrace")
        scopes = dynatrace.ApiTokenScopes.data_ingest()
        # Dynatrace has no tags: a word of the name is one.
        dynatrace.RotatingApiToken(
            self,
            "Ingest",
            name="ops-ingest team:ops",
            scopes=scopes,
            schedule=SCHEDULE,
            warn_before_expiry=WARN_BEFORE_EXPIRY,
        )
        self.appliance = dynatrace.ApiToken(self, "Appliance", name="ops-appliance team:ops", scopes=scopes)


if __name__ == "__main__":
    app = App()
    policy = CompanyPolicy(app, "CompanyPolicy", ACCOUNT_ID)
    ShopStack(app, "shop")
    monitoring = MonitoringStack(app, "monitoring")
    policy.acknowledge(
        monitoring.appliance,
        "longest-lifetime",
        reason="the appliance takes a new token by hand only; replaced in Q2 (OPS-1234)",
        until="2027-06-30T00:00:00Z",
    )
    app.synth()
