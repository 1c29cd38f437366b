"""Whether what was drawn fits what was stated: known values, fair dice that pass, loaded ones that do not."""

import random

import pytest

from largesse.play.duty.fit import Tally, fit, upper


@pytest.mark.parametrize(
    ("freedom", "chi_square", "p"),
    [(1, 3.841, 0.05), (1, 10.828, 0.001), (3, 16.266, 0.001), (8, 15.507, 0.05), (20, 45.315, 0.001)],
)
def test_the_tail_is_that_of_the_tables(freedom, chi_square, p):
    assert upper(freedom, chi_square) == pytest.approx(p, rel=2e-3)


def test_no_difference_is_no_surprise():
    assert upper(3, 0) == 1.0


def growing(dice, draws, loaded=0.0):
    """Draw with a chance that grows from draw to draw, as a pity does."""
    tally = Tally()
    for nr in range(draws):
        lucky = 0.05 + 0.1 * (nr % 5)
        shares = {"cup": lucky, "tea": 0.02, "none": 0.98 - lucky}
        number = dice.random() - loaded
        met = "cup" if number < lucky else "tea" if number < lucky + 0.02 else "none"
        tally.add(met, shares, 1)
    return fit(tally)


def test_fair_draws_of_changing_odds_seldom_surprise():
    dice = random.Random(20261201)
    found = [growing(dice, 400).p for _ in range(400)]
    assert 0.02 < sum(p < 0.05 for p in found) / 400 < 0.09
    assert 0.4 < sum(p < 0.5 for p in found) / 400 < 0.6


def test_loaded_draws_are_an_alarm():
    assert growing(random.Random(1), 3_000, loaded=0.05).alarm


def test_a_handful_of_draws_says_nothing():
    tally = Tally()
    tally.add("cup", {"cup": 0.5, "none": 0.5}, 4)
    found = fit(tally)
    assert found.p is None
    assert not found.alarm


def test_what_was_never_stated_is_an_alarm_at_once():
    tally = Tally()
    tally.add("gold", {"cup": 1.0}, 1)
    assert fit(tally).alarm


def test_what_cannot_vary_is_no_surprise():
    tally = Tally()
    tally.add("cup", {"cup": 1.0, "none": 0.0}, 500)
    assert fit(tally).p is None


def test_seldom_outcomes_count_together():
    tally = Tally()
    tally.add("none", {"none": 0.992, "cup": 0.004, "tea": 0.004}, 1_000)
    found = fit(tally)
    assert found.freedom == 1
    assert found.p < 0.01
