"""Delivers tokens to Harness, Kubernetes, Vault and GitHub Actions."""

import os

from cdktf import App, Fn, TerraformStack
from cdktf_access_tokens import Duration, IAccessToken, RotationSchedule, dynatrace, harness
from cdktf_cdktf_provider_github.actions_secret import ActionsSecret
from cdktf_cdktf_provider_github.provider import GithubProvider
from cdktf_cdktf_provider_kubernetes.provider import KubernetesProvider
from cdktf_cdktf_provider_kubernetes.secret_v1 import SecretV1
from cdktf_cdktf_provider_vault.kv_secret_v2 import KvSecretV2
from cdktf_cdktf_provider_vault.provider import VaultProvider
from constructs import Construct

ACCOUNT_ID = os.environ.get("HARNESS_ACCOUNT_ID", "your-account-id")


def schedule() -> RotationSchedule:
    return RotationSchedule.every(Duration.days(30), starting_at="2026-11-01T00:00:00Z", overlap=Duration.days(7))


def ingest_token(scope: Construct) -> dynatrace.RotatingApiToken:
    return dynatrace.RotatingApiToken(
        scope, "Ingest", scopes=dynatrace.ApiTokenScopes.data_ingest(), schedule=schedule()
    )


class PipelinesStack(TerraformStack):
    """Pipelines of Harness find the tokens as its text secrets."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        harness.HarnessProvider(self, "Harness")
        dynatrace.DynatraceProvider(self, "Dynatrace")

        shop = harness.HarnessScope.project(ACCOUNT_ID, "delivery", "shop")
        bot = harness.ServiceAccount(self, "DeployBot", harness_scope=shop)
        bot.grant_role(harness.Role.PIPELINE_EXECUTOR)
        self._deliver("DeployToken", shop, bot.add_api_key("Pipelines").add_rotating_token("Deploy", schedule=schedule()))
        delivery = harness.HarnessScope.organization(ACCOUNT_ID, "delivery")
        self._deliver("IngestToken", delivery, ingest_token(self))

    def _deliver(self, id: str, harness_scope: harness.HarnessScope, token: IAccessToken) -> None:
        harness.SecretText(self, id, harness_scope=harness_scope, value=token.value)


class ConsumersStack(TerraformStack):
    """Consumers in the stack of their token: with a write-only input, no state holds a second copy of the secret."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        dynatrace.DynatraceProvider(self, "Dynatrace")
        KubernetesProvider(self, "Kubernetes")  # KUBE_CONFIG_PATH
        VaultProvider(self, "Vault", address="https://vault.example.com")  # VAULT_TOKEN
        GithubProvider(self, "GitHub", owner="your-organization")  # GITHUB_TOKEN

        ingest = ingest_token(self)
        # Two values: a collector that tries both never notices a rotation.
        SecretV1(
            self,
            "ClusterSecret",
            metadata={"name": "dynatrace-ingest", "namespace": "observability"},
            data_wo={"token": ingest.value, "previousToken": ingest.previous_value},
            data_wo_revision=ingest.value_version,
        )
        KvSecretV2(
            self,
            "VaultSecret",
            mount="secret",
            name="dynatrace/ingest",
            data_json_wo=Fn.jsonencode({"token": ingest.value, "previous_token": ingest.previous_value}),
            data_json_wo_version=ingest.value_version,
        )
        # Its provider has no write-only input: the state holds the secret twice.
        ActionsSecret(
            self,
            "WorkflowSecret",
            repository="shop",
            secret_name="DYNATRACE_INGEST_TOKEN",
            plaintext_value=ingest.value,
        )


if __name__ == "__main__":
    app = App()
    PipelinesStack(app, "pipelines")
    ConsumersStack(app, "consumers")
    # AWS Secrets Manager is in the TypeScript example: its prebuilt package is too large to install for an example.
    app.synth()
