"""How to test that tokens arrive where they should: run with `pytest`."""

import json

import cdktf
import pytest
from cdktf_access_tokens.l1.harness.platform_secret_text import PlatformSecretText

from main import ConsumersStack, PipelinesStack


@pytest.fixture
def app():
    return cdktf.Testing.app(context={"accessTokens:now": "2026-11-02T00:00:00Z"})


def synthesize(stack: cdktf.TerraformStack) -> dict:
    return json.loads(cdktf.Testing.synth(stack, True))


def test_pipelines_get_references_not_secrets(app):
    document = synthesize(PipelinesStack(app, "pipelines"))

    secrets = document["resource"][PlatformSecretText.TF_RESOURCE_TYPE].values()
    assert len(secrets) == 2
    assert all(secret["value"].startswith("${") for secret in secrets)


def test_write_only_inputs_know_by_a_version_when_to_take_a_new_secret(app):
    resources = synthesize(ConsumersStack(app, "consumers"))["resource"]

    [cluster] = resources["kubernetes_secret_v1"].values()
    [vault] = resources["vault_kv_secret_v2"].values()
    assert cluster["data_wo_revision"] == vault["data_json_wo_version"]
    assert "data" not in cluster and "data_json" not in vault
