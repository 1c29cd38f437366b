"""What a draw stated before its number was known: with a pity, an emptying urn, cards of a set."""

import random

from largesse.play.duty.fit import Tally, fit
from largesse.play.operators import set_complete, urn, weighted
from largesse.play.operators.decider import Turn


def test_a_pity_states_the_share_that_it_has_grown_to():
    odds = weighted.Odds(
        (weighted.Item("cup", 100_000), weighted.Item("none", 900_000, gives=False)),
        "none",
        weighted.Pity("cup", hard=10, begins=2, step_ppm=50_000),
    )
    assert weighted.stated(odds, {}, "none").shares == {"cup": 0.1, "none": 0.9}
    grown = weighted.stated(odds, {"tries": 4, "misses": 3}, "cup")
    assert grown == ("cup", {"cup": 0.2, "none": 0.8})
    assert weighted.stated(odds, {"tries": 10, "misses": 10}, "cup").shares == {"cup": 1.0, "none": 0.0}


def test_fair_draws_with_a_pity_fit_what_each_of_them_stated():
    odds = weighted.Odds(
        (weighted.Item("cup", 100_000), weighted.Item("none", 900_000, gives=False)),
        "none",
        weighted.Pity("cup", hard=10, begins=2, step_ppm=50_000),
    )
    dice, memory, tally = random.Random(7), None, Tally()
    for nonce in range(1, 4_001):
        met = weighted.decide(odds, Turn(nonce, dice.randrange(1_000_000), memory))
        tally.add(*weighted.stated(odds, met.basis, odds.items[met.index].id), 1)
        memory = met.memory
    assert fit(tally).p > 0.01
    assert tally.met["cup"] > 600  # far above a tenth of the draws, and no alarm


def test_an_urn_states_what_was_left():
    odds = urn.Odds((urn.Pieces("gold", 2), urn.Pieces("tea", 8)), None)
    turn = Turn(1, 3, left={"gold": 1, "tea": 3})
    met = urn.decide(odds, turn)
    assert urn.stated(odds, met.basis, "tea") == ("tea", {"gold": 0.25, "tea": 0.75})


def test_a_set_is_compared_by_its_cards():
    odds = set_complete.Odds(
        (set_complete.Card("moon", 500_000), set_complete.Card("hare", 500_000)), 2, "whole", "card"
    )
    met = set_complete.decide(odds, Turn(2, 600_000, {"moon": 1}))
    assert set_complete.stated(odds, met.basis, "whole") == ("hare", {"moon": 0.5, "hare": 0.5})
