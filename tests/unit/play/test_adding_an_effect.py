"""The page on adding an effect does what it says: check, costs and plan follow from what it grants."""

import json

import pytest
from tests.kit.pages import compiled, house_with, module_of, told
from tests.kit.standard import STANDARD

from largesse.activities.guard.standard import standard_of
from largesse.activities.revisions.detriment import worsens
from largesse.activities.revisions.expectation import expect_cost
from largesse.app import App
from largesse.contracts.registry import folder
from largesse.kernel.ids import parse_id
from largesse.play.plans.plan import Unserved

EXAMPLE = (folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8")
RIGHT = json.loads(EXAMPLE)["rights"][0]
AT = "/plays/0/decide/items/0/effects"


@pytest.fixture(scope="module")
def house():
    """Give a house that was built with the page's extension."""
    return house_with("add-an-effect")


def document(*effects, charity="red-cross"):
    """Give the wheel with these effects on its first item; its first right is a donation to the charity."""
    made = json.loads(EXAMPLE)
    made["rights"][0]["ref"] = charity
    wheel = made["plays"][0]["decide"]
    wheel["items"][0]["effects"] = list(effects) or [{"do": "donate", "right": charity}]
    return made


def test_the_check_admits_it_and_finds_what_does_not_fit_its_shape(house):
    standard = standard_of(house)
    assert told(document(), standard) == []
    unknown = document({"do": "donate", "right": "my-club"})
    assert told(unknown, standard) == [("contracts.unknown_choice", f"{AT}/0/right")]


def test_a_house_without_it_does_not_know_it():
    assert told(document(), STANDARD) == [("contracts.unknown_choice", f"{AT}/0")]


def test_a_charity_that_is_no_right_of_the_document_is_found(house):
    nowhere = document({"do": "donate", "right": "village-schools"})
    assert told(nowhere, standard_of(house)) == [("activities.name_unknown", f"{AT}/0/right")]


def test_it_costs_and_is_worth_what_its_right_is(house):
    grammar = standard_of(house).grammar
    granted = document({"do": "grant", "right": "red-cross"})
    assert expect_cost(document(), grammar) == expect_cost(granted, grammar)
    assert expect_cost(document(), grammar).top_prize_minor == RIGHT["market_value_minor"]
    assert worsens(granted, document(), grammar) == []
    dearer = document()
    dearer["rights"][0]["market_value_minor"] += 1
    assert [one.what for one in worsens(dearer, document(), grammar)] == ["prize"]


def test_taking_part_gives_its_right(house):
    first = compiled(document(), house).choices[0]
    assert (first.gives, first.prize) == ((parse_id("bat", RIGHT["batch"]),), True)
    assert ("budget", RIGHT["unit_cost_minor"], False) in first.needs


def test_it_can_be_given_several_times_at_once(house):
    twice = document(*[{"do": "donate", "right": "red-cross"}] * 2)
    assert len(compiled(twice, house).choices[0].gives) == 2


def test_one_that_nothing_serves_stops_at_submitting():
    drafted = module_of("add-an-effect")
    del drafted.served_effect
    house = App(extensions=[drafted]).house
    assert told(document(), standard_of(house)) == [("activities.not_served", AT)]
    with pytest.raises(Unserved):
        compiled(document(), house)


def test_one_that_was_taken_away_again_is_refused_at_play():
    house = App().house
    with pytest.raises(Unserved):
        compiled(document(), house)
