"""Tokens that a scheduled deploy renews, handed on to pipelines."""

import os

from cdktf import App, TerraformOutput, TerraformStack
from cdktf_access_tokens import Duration, RotationSchedule, dynatrace, harness
from cdktf_access_tokens.l1.harness.platform_secret_text import PlatformSecretText
from constructs import Construct

ACCOUNT_ID = os.environ.get("HARNESS_ACCOUNT_ID", "your-account-id")
SCHEDULE = RotationSchedule.every(Duration.days(30), starting_at="2026-11-01T00:00:00Z", overlap=Duration.days(14))


class RotatingTokensStack(TerraformStack):
    """Tokens that renew themselves. A job that applies them once a week has two tries within each overlap."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        harness.HarnessProvider(self, "Harness")
        dynatrace.DynatraceProvider(self, "Dynatrace")
        warn_before_expiry = Duration.days(5)

        bot = harness.ServiceAccount(
            self,
            "DeployBot",
            harness_scope=harness.HarnessScope.project(ACCOUNT_ID, "delivery", "shop"),
            name="Deploy bot",
        )
        self.deploy = bot.add_api_key("Deploy").add_rotating_token(
            "Production", schedule=SCHEDULE, warn_before_expiry=warn_before_expiry
        )
        self.ingest = dynatrace.RotatingApiToken(
            self,
            "Ingest",
            name="shop ingest",
            scopes=dynatrace.ApiTokenScopes.data_ingest(),
            schedule=SCHEDULE,
            warn_before_expiry=warn_before_expiry,
        )

        self._add_secret("DeployToken", "deploy_token", self.deploy.value)
        # For a check that accepts the token before, too.
        self._add_secret("PreviousDeployToken", "previous_deploy_token", self.deploy.previous_value)
        self._add_secret("IngestToken", "dynatrace_ingest_token", self.ingest.value)
        TerraformOutput(self, "NextRotation", value=self.deploy.next_rotation)

    def _add_secret(self, id: str, identifier: str, value: str) -> None:
        """Pipelines read a secret each time they run, so they get the newest."""
        PlatformSecretText(
            self,
            id,
            org_id="delivery",
            project_id="shop",
            identifier=identifier,
            name=identifier,
            secret_manager_identifier="harnessSecretManager",
            value_type="Inline",
            value=value,
        )


if __name__ == "__main__":
    app = App()
    RotatingTokensStack(app, "rotating-tokens")
    app.synth()
