"""How to test a rotation: run with `pytest`. Terraform and a network are not needed."""

import json

import cdktf
from cdktf_access_tokens.l1.dynatrace.api_token import ApiToken
from cdktf_access_tokens.l1.harness.platform_token import PlatformToken

from main import SCHEDULE, RotatingTokensStack


def synth() -> str:
    return cdktf.Testing.synth(RotatingTokensStack(cdktf.Testing.app(), "rotating-tokens"), True)


def test_both_tokens_rotate_on_the_schedule():
    resources = json.loads(synth())["resource"]
    (deploy,) = resources[PlatformToken.TF_RESOURCE_TYPE].values()
    (ingest,) = resources[ApiToken.TF_RESOURCE_TYPE].values()
    assert deploy["for_each"] == ingest["for_each"]
    assert deploy["identifier"] == "Production_${each.key}"
    assert ingest["name"] == "shop ingest ${each.key}"


def test_the_schedule_tells_which_tokens_exist_when():
    def stamps(at: str) -> list:
        return [generation.stamp for generation in SCHEDULE.generations(at)]

    assert stamps("2026-11-20T00:00:00Z") == ["20261101"]
    assert stamps("2026-12-05T00:00:00Z") == ["20261201", "20261101"]
    assert stamps("2026-12-20T00:00:00Z") == ["20261201"]
    assert SCHEDULE.next_rotation("2026-11-20T00:00:00Z") == "2026-12-01T00:00:00.000Z"


def test_the_time_of_the_synth_plays_no_part():
    assert synth() == synth()
    assert "plantimestamp()" in synth()
