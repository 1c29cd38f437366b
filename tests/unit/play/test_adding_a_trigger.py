"""The page on adding a trigger does what it says: documents with it are admitted, and compiled."""

import json

import pytest
from tests.kit.pages import compiled, house_with, module_of, told
from tests.kit.standard import STANDARD

from largesse.activities.guard.standard import standard_of
from largesse.app import App
from largesse.contracts.registry import folder
from largesse.play.plans.plan import Unserved

EXAMPLE = (folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8")


def document(**more):
    """Give the wheel, started by a shake of the phone."""
    made = json.loads(EXAMPLE)
    made["plays"][0]["on"] = {"kind": "phone.shake", **more}
    return made


def test_the_check_admits_it_and_finds_what_does_not_fit_its_shape():
    house = house_with("add-a-trigger")
    assert told(document(), standard_of(house)) == []
    assert compiled(document(), house).play == "wheel"
    found = told(document(hard=True), standard_of(house))
    assert found == [("contracts.unknown_field", "/plays/0/on")]


def test_a_house_without_it_does_not_know_it():
    assert told(document(), STANDARD) == [("contracts.unknown_choice", "/plays/0/on")]


def test_one_that_nothing_serves_stops_at_submitting():
    drafted = module_of("add-a-trigger")
    del drafted.served_trigger
    house = App(extensions=[drafted]).house
    assert told(document(), standard_of(house)) == [("activities.not_served", "/plays/0/on/kind")]
    with pytest.raises(Unserved):
        compiled(document(), house)
