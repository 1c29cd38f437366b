"""The page on adding a rule of the guard does what it says: its module is all it takes to stop a draft."""

import pytest
from tests.kit.pages import house_with
from tests.kit.standard import STANDARD

from largesse.activities.guard.check import check
from largesse.activities.guard.console import ProblemType
from largesse.activities.guard.problem import stops
from largesse.activities.guard.standard import standard_of


@pytest.fixture(scope="module")
def standard():
    """Give what documents are checked against in a house with the page's extension."""
    return standard_of(house_with("add-a-guard-rule"))


def chances(units):
    return lambda document: document["plays"][0]["chances"].update(units=units, period="day")


def test_a_draft_that_breaks_the_added_rule_stops_and_is_told_why(example, standard):
    problems = check(example(chances(6)), standard)
    assert [(one.code, one.path) for one in problems] == [("bank.chances_a_day", "/plays/0/chances/units")]
    assert stops(problems)
    title = example()["plays"][0]["title"]
    assert problems[0].message("zh-CN") == f"{title['zh-CN']}：每日机会多于 5 次"
    assert problems[0].message("en") == f"{title['en']}: more than 5 chances a day"


def test_the_editor_names_its_source_and_who_signed_it_off(example, standard):
    [problem] = check(example(chances(6)), standard)
    told = ProblemType.of(problem, standard, "zh-CN")
    assert "本行营销活动管理办法第 12 条" in told.source
    assert told.sign_off == "王律师 于 2026-08-01 签署"


def test_it_stands_after_the_rules_of_law_and_changes_none_of_them(example, standard):
    assert [rule.code for rule in standard.rules] == [rule.code for rule in STANDARD.rules] + [
        "bank.chances_a_day"
    ]
    assert check(example(chances(5)), standard) == []
    assert check(example(chances(6)), STANDARD) == []
