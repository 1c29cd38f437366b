"""What members see, who is a child, what a code looks like."""

from datetime import date
from uuid import UUID

import pytest

from largesse.audience.households.household import SEES, code_of, index_of, is_child, seen_of


@pytest.mark.parametrize("household", SEES)
@pytest.mark.parametrize("agreed", SEES)
def test_nobody_sees_more_of_a_member_than_he_agreed_to_nor_than_the_household_says(household, agreed):
    seen = SEES.index(seen_of(household, agreed))
    assert seen == min(SEES.index(household), SEES.index(agreed))


@pytest.mark.parametrize(
    ("born", "child"),
    [(date(2012, 11, 30), False), (date(2012, 12, 1), True), (None, False), (date(1980, 1, 1), False)],
)
def test_a_child_is_one_until_the_day_of_being_fourteen(born, child):
    assert is_child(born, date(2026, 11, 30)) is child


def test_a_code_is_the_same_whenever_it_is_asked_for_and_found_however_it_is_typed():
    code = code_of(UUID(int=7))
    assert code == code_of(UUID(int=7)) != code_of(UUID(int=8))
    assert index_of(f" {code[:5].lower()}-{code[5:]} ") == index_of(code)
