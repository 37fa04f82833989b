"""Issues Harness and Dynatrace tokens in one stack and hands them on in another."""

import os

from cdktf import App, TerraformStack
from cdktf_access_tokens import Duration, Expiration, dynatrace, harness
from constructs import Construct

ACCOUNT_ID = os.environ.get("HARNESS_ACCOUNT_ID", "your-account-id")


def shop() -> harness.HarnessScope:
    return harness.HarnessScope.project(ACCOUNT_ID, "delivery", "shop")


class TokensStack(TerraformStack):
    """Issues the tokens. The providers take their credentials from the environment."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        end_of_quarter = Expiration.at("2027-03-31T00:00:00Z")
        harness.HarnessProvider(self, "Harness")
        dynatrace.DynatraceProvider(self, "Dynatrace")

        ci_bot = harness.ServiceAccount(
            self,
            "CiBot",
            harness_scope=harness.HarnessScope.organization(ACCOUNT_ID, "delivery"),
            name="CI bot",
            tags={"team": "delivery"},
        )
        ci_bot.grant_role(harness.Role.ORGANIZATION_VIEWER)
        self.ci = ci_bot.add_api_key("Pipelines").add_token("Ci", expires_at=end_of_quarter)

        deploy_bot = harness.ServiceAccount(self, "DeployBot", harness_scope=shop(), name="Deploy bot")
        deploy_bot.grant_role(harness.Role.PIPELINE_EXECUTOR)
        self.deploy = deploy_bot.add_api_key("Deploy", default_token_lifetime=Duration.days(7)).add_token(
            "Production", description="deploys the shop"
        )

        self.ingest = dynatrace.ApiToken(
            self,
            "Ingest",
            name="shop ingest",
            scopes=dynatrace.ApiTokenScopes.data_ingest(),
            expires_at=end_of_quarter,
        )

        self.ci.export_value("CiToken")


class PipelineSecretsStack(TerraformStack):
    """Puts tokens of the other stack where pipelines find them."""

    def __init__(self, scope: Construct, id: str, tokens: TokensStack) -> None:
        super().__init__(scope, id)
        harness.HarnessProvider(self, "Harness")
        harness.SecretText(self, "DeployToken", harness_scope=shop(), name="deploy_token", value=tokens.deploy.value)
        harness.SecretText(
            self, "IngestToken", harness_scope=shop(), name="dynatrace_ingest_token", value=tokens.ingest.value
        )


if __name__ == "__main__":
    app = App()
    PipelineSecretsStack(app, "pipeline-secrets", TokensStack(app, "tokens"))
    app.synth()
