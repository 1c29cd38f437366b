"""The page on adding an operator does what it says: its module is all it takes to check, reckon and play."""

import json
from datetime import datetime
from uuid import UUID

import pytest
from tests.kit.pages import house_with
from tests.kit.standard import STANDARD

from largesse.activities.guard.check import check
from largesse.activities.guard.standard import standard_of
from largesse.activities.revisions.detriment import worsens
from largesse.activities.revisions.expectation import expect_cost
from largesse.contracts.registry import folder
from largesse.play.chances.chances import Standing
from largesse.play.extensions import deciders_of
from largesse.play.groups.attempt import decide
from largesse.play.operators.decider import Turn
from largesse.play.plans.memory import means_of
from largesse.play.plans.plan import Edition, odds_of, plan_of

EXAMPLE = json.loads((folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8"))
AT = datetime.fromisoformat("2026-09-20T12:00:00+08:00")


@pytest.fixture(scope="module")
def house():
    """Give a house that was built with the page's extension."""
    return house_with("add-an-operator")


def document(n=3):
    gift, nothing = ({key: item[key] for key in ("id", "title", "effects")} for item in wheel()["items"][::2])
    made = json.loads(json.dumps(EXAMPLE))
    made["plays"][0]["decide"] = {"op": "every_nth", "n": n, "outcome": gift, "otherwise": nothing}
    made["plays"][0]["limits"] = []
    made["disclosure"]["odds"] = {"zh-CN": "每第三次参与有礼"}
    return made


def wheel():
    return EXAMPLE["plays"][0]["decide"]


def test_the_check_admits_it_and_finds_what_does_not_fit_its_shape(house):
    standard = standard_of(house)
    assert check(document(), standard) == []
    [problem] = check(document(n=1), standard)
    assert (problem.code, problem.path) == ("contracts.too_small", "/plays/0/decide/n")


def test_a_house_without_it_does_not_know_it():
    assert [problem.code for problem in check(document(), STANDARD)] == ["contracts.unknown_choice"]


def test_its_odds_give_the_cost_and_what_would_harm_clients(house):
    grammar = standard_of(house).grammar
    assert expect_cost(document(), grammar).attempts[0].expected_minor == 5_600  # a third of 168.00
    assert [one.what for one in worsens(document(n=3), document(n=4), grammar)] == ["odds_changed"]
    assert worsens(document(n=4), document(n=3), grammar) == []


def test_it_is_played_and_anyone_can_check_it(house):
    deciders = deciders_of(house)
    plan = plan_of(Edition(UUID(int=1), "sha256:r", document()), "wheel", means_of(house))
    [published] = odds_of(document(), deciders)
    assert published == {"play": "wheel", "op": "every_nth", "n": 3, "ids": ["lounge", "none"]}
    turns = [decide(plan, bytes(32), Standing(UUID(int=2), nonce=nonce), AT) for nonce in range(6)]
    assert [one.drawn for one in turns] == ["none", "none", "lounge", "none", "none", "lounge"]
    assert all(one.number is None for one in turns)
    verify = deciders.known["every_nth"].verify
    assert all(verify(published, Turn(one.nonce, one.number), one.drawn) for one in turns)
    assert not verify(published, Turn(3, None), "none")
