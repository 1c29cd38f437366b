"""What was published stays what it was: hashes, odds, costs and draws of the example, as numbers."""

import json
from copy import deepcopy
from datetime import datetime
from uuid import UUID

import pytest
from tests.kit.standard import DECIDERS, GRAMMAR, MEANS

from largesse.activities.documents.document import hash_of
from largesse.activities.revisions.expectation import expect_cost
from largesse.contracts.registry import folder
from largesse.play.chances.chances import Standing
from largesse.play.groups.attempt import decide
from largesse.play.plans.plan import Edition, odds_hash, plan_of

EXAMPLE = json.loads((folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8"))
AT = datetime.fromisoformat("2026-09-20T12:00:00+08:00")


def gift(*, fallback):
    document = deepcopy(EXAMPLE)
    wheel = document["plays"][0]["decide"]
    outcome = {name: value for name, value in wheel["items"][0].items() if name != "ppm"}
    decided = {"op": "certain", "outcome": outcome}
    document["plays"][0]["decide"] = decided | ({"fallback": wheel["fallback"]} if fallback else {})
    return document


def test_a_documents_hash():
    assert hash_of(EXAMPLE) == "sha256:bb97129893736161416d613402a7389c462e64e32b4b74fb9d1805950eb18607"


@pytest.mark.parametrize(
    ("document", "odds", "stock_minor", "expected_minor"),
    [
        (EXAMPLE, "68b84552c894fbdb4f5d90482a56c93b34b522fa78d81859cfb23bae449da0c0", 8_310_000, 3_324),
        (
            gift(fallback=False),
            "548b2e8028b9bd9e470efa0747b8ac7965a53d665a038b0b48c0466c2f1796e4",
            3_360_000,
            16_800,
        ),
        (
            gift(fallback=True),
            "eb84ce5bec7b7647c04db429f84385f183cfc2b764da0e0363bb81126d921c4d",
            3_360_000,
            16_800,
        ),
    ],
    ids=["by chance", "for everyone", "for everyone, with a fallback"],
)
def test_the_odds_hash_and_the_cost(document, odds, stock_minor, expected_minor):
    cost = expect_cost(document, GRAMMAR)
    assert odds_hash(document, DECIDERS) == f"sha256:{odds}"
    assert (cost.stock_minor, cost.attempts[0].expected_minor) == (stock_minor, expected_minor)


def test_the_draws_of_one_seed():
    plan = plan_of(Edition(UUID(int=1), "sha256:r", EXAMPLE), "wheel", MEANS)
    drawn = [decide(plan, bytes(32), Standing(UUID(int=2), nonce=nonce), AT) for nonce in range(24)]
    assert [one.number for one in drawn[:4]] == [927_626, 697_718, 191_580, 502_465]
    assert [nonce for nonce, one in enumerate(drawn) if one.drawn == "tea"] == [2, 12, 17, 21, 22]
    assert {one.drawn for one in drawn} == {"tea", "none"}
