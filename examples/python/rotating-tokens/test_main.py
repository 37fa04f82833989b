"""How to test a rotation: run with `pytest`, at whatever "now" a test needs. Terraform and a network are not needed."""

import json

import cdktf
import pytest
from cdktf_access_tokens.l1.dynatrace.api_token import ApiToken
from cdktf_access_tokens.l1.harness.platform_token import PlatformToken

from main import RotatingTokensStack


def stack_at(now: str) -> RotatingTokensStack:
    return RotatingTokensStack(cdktf.Testing.app(context={"accessTokens:now": now}), "rotating-tokens")


def tokens_of(stack: RotatingTokensStack) -> set:
    resources = json.loads(cdktf.Testing.synth(stack, True))["resource"]
    return {token["identifier"] for token in resources[PlatformToken.TF_RESOURCE_TYPE].values()} | {
        token["name"] for token in resources[ApiToken.TF_RESOURCE_TYPE].values()
    }


@pytest.mark.parametrize(
    ("now", "generations"),
    [
        ("2026-11-20T00:00:00Z", ["20261101"]),
        ("2026-12-05T00:00:00Z", ["20261101", "20261201"]),
        ("2026-12-20T00:00:00Z", ["20261201"]),
    ],
)
def test_old_tokens_stay_for_the_overlap(now, generations):
    expected = {f"Production_{generation}" for generation in generations} | {
        f"shop ingest {generation}" for generation in generations
    }
    assert tokens_of(stack_at(now)) == expected


def test_two_synths_in_one_generation_are_the_same():
    early, late = (cdktf.Testing.synth(stack_at(now), True) for now in ("2026-11-02T00:00:00Z", "2026-11-29T00:00:00Z"))
    assert early == late


def test_next_rotation_is_told():
    assert stack_at("2026-11-20T00:00:00Z").deploy.next_rotation == "2026-12-01T00:00:00.000Z"
