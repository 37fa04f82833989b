"""How to test stacks that issue tokens: run with `pytest`. Terraform and a network are not needed."""

import json

import cdktf
import pytest
from cdktf_access_tokens import Expiration, dynatrace, harness
from cdktf_access_tokens.l1.dynatrace.api_token import ApiToken
from cdktf_access_tokens.l1.harness.platform_apikey import PlatformApikey
from cdktf_access_tokens.l1.harness.platform_secret_text import PlatformSecretText
from cdktf_access_tokens.l1.harness.platform_token import PlatformToken

from main import PipelineSecretsStack, TokensStack


@pytest.fixture
def app():
    # A fixed "now", so that the tests do the same in every year.
    return cdktf.Testing.app(context={"accessTokens:now": "2026-11-01T00:00:00Z"})


def synthesize(stack: cdktf.TerraformStack) -> str:
    """Synthesizes as `cdktf synth` does: without the second argument cdktf leaves all validations out."""
    return cdktf.Testing.synth(stack, True)


def test_ci_token_ends_with_the_quarter(app):
    template = synthesize(TokensStack(app, "tokens"))

    end_of_quarter = Expiration.at("2027-03-31T00:00:00Z").to_epoch_milliseconds()
    assert cdktf.Testing.to_have_resource_with_properties(
        template, PlatformToken.TF_RESOURCE_TYPE, {"identifier": "Ci", "valid_to": end_of_quarter}
    )


def test_deploy_tokens_live_for_a_week(app):
    template = synthesize(TokensStack(app, "tokens"))

    week = 7 * 24 * 60 * 60 * 1000
    assert cdktf.Testing.to_have_resource_with_properties(
        template,
        PlatformApikey.TF_RESOURCE_TYPE,
        {"identifier": "Deploy", "default_time_to_expire_token": week},
    )


def test_ingest_token_can_do_nothing_but_ingest(app):
    document = json.loads(synthesize(TokensStack(app, "tokens")))

    [token] = document["resource"][ApiToken.TF_RESOURCE_TYPE].values()
    assert all(scope.endswith(".ingest") for scope in token["scopes"])


def test_every_output_is_sensitive(app):
    document = json.loads(synthesize(TokensStack(app, "tokens")))

    assert document["output"]["CiToken"]["sensitive"] is True
    assert all(output["sensitive"] for output in document["output"].values())


def test_pipelines_get_references_not_secrets(app):
    secrets = PipelineSecretsStack(app, "pipeline-secrets", TokensStack(app, "tokens"))
    document = json.loads(synthesize(secrets))

    values = [secret["value"] for secret in document["resource"][PlatformSecretText.TF_RESOURCE_TYPE].values()]
    assert len(values) == 2
    assert all(value.startswith("${") for value in values)


def test_a_leak_fails_the_test_as_it_fails_the_synth(app):
    stack = TokensStack(app, "tokens")
    cdktf.TerraformOutput(stack, "Leak", value=stack.ci.value)

    with pytest.raises(RuntimeError, match="Leak"):
        synthesize(stack)


def test_a_bad_name_says_what_to_do(app):
    stack = TokensStack(app, "tokens")

    with pytest.raises(RuntimeError, match="identifier must start with a letter or '_'"):
        harness.ServiceAccount(
            stack,
            "Bad",
            harness_scope=harness.HarnessScope.account("account"),
            identifier="9 lives",
        )


def test_scopes_of_a_personal_token_are_checked(app):
    stack = TokensStack(app, "tokens")

    with pytest.raises(RuntimeError, match="personal"):
        dynatrace.ApiToken(
            stack,
            "Mine",
            personal_access_token=True,
            scopes=[dynatrace.ApiTokenScope.of("InstallerDownload")],
        )
