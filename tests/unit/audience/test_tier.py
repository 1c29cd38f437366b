"""What the rules say of a client: every branch of expiry and of rising, and laws over any ladder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.audience.tiers.tier import (
    ONE_DOWN,
    TO_BAND,
    Group,
    Rules,
    TierOrderIncomplete,
    balance,
    changed_order,
    counted,
    earned,
    expire,
    night,
    written,
)


def rules(code, rank, enter=None, **more):
    kept = {"active": True, "keep": None, "months": 12, "downgrade": ONE_DOWN} | more
    return Rules(code, rank, kept["active"], enter, kept["keep"], kept["months"], kept["downgrade"])


CLASSIC, GOLD = rules("classic", 0, months=None), rules("gold", 10, 20)
PLATINUM = rules("platinum", 20, 30, keep=20)
BLACK = rules("black", 30, 40, downgrade=TO_BAND)
LADDER = [BLACK, CLASSIC, PLATINUM, GOLD]


@pytest.mark.parametrize(
    ("tier", "place", "kind", "to"),
    [
        ("gold", 20, "prolong", "gold"),
        ("gold", 10, "leave", "classic"),
        ("platinum", 20, "prolong", "platinum"),
        ("platinum", 10, "downgrade", "gold"),
        ("black", 30, "downgrade", "platinum"),
        ("black", 20, "downgrade", "gold"),
        ("black", 10, "leave", "classic"),
    ],
)
def test_who_is_due_stays_where_his_band_keeps_him_and_else_falls_by_the_tiers_policy(tier, place, kind, to):
    move = expire(LADDER, tier, place)
    assert (move.kind, move.to) == (kind, to)


def test_nobody_loses_the_base_and_what_is_unknown_moves_nobody():
    assert expire(LADDER, "classic", 0) is None
    assert expire(LADDER, "black", None) is None
    assert balance(LADDER, "classic", None) is None


def test_a_stopped_tier_is_neither_entered_nor_prolonged_nor_fallen_into():
    stopped = rules("platinum", 20, 30, active=False)
    ladder = [CLASSIC, GOLD, stopped, BLACK]
    assert expire(ladder, "platinum", 40).to == "gold"
    assert balance(ladder, "classic", 30).to == "gold"
    assert expire([CLASSIC, GOLD, stopped, rules("black", 30, 40)], "black", 0).to == "gold"


def test_a_tier_by_invitation_is_kept_whatever_the_band_and_entered_by_none():
    ladder = [CLASSIC, GOLD, rules("black", 30)]
    assert expire(ladder, "black", 0).kind == "prolong"
    assert balance(ladder, "gold", 99) is None


@pytest.mark.parametrize(
    ("tier", "place", "kind", "to"),
    [
        ("classic", 20, "enter", "gold"),
        ("classic", 99, "enter", "black"),
        ("gold", 30, "upgrade", "platinum"),
    ],
)
def test_a_band_opens_the_highest_tier_that_it_enters(tier, place, kind, to):
    move = balance(LADDER, tier, place)
    assert (move.kind, move.to) == (kind, to)


def test_a_rung_whose_band_is_the_very_first_is_entered_and_kept_like_any_other():
    first, second = rules("silver", 5, 0, keep=0), rules("gold", 10, 1)
    ladder = [CLASSIC, first, second]
    assert balance(ladder, "classic", 0).to == "silver"
    assert balance(ladder, "silver", 0) is None
    assert balance(ladder, "silver", 1).to == "gold"
    assert expire(ladder, "silver", 0).kind == "prolong"


def test_a_night_expires_first_and_balances_then():
    places = {"low": 10, "high": 40}
    ahead = night(LADDER, [Group("gold", "High", True, 2), Group("black", "low", True, 3)], places)
    assert [(one.move.kind, one.move.to) for one in ahead] == [
        ("prolong", "gold"),
        ("upgrade", "black"),
        ("leave", "classic"),
    ]
    assert counted(ahead, "leave") == 3


def test_bands_are_written_in_one_form():
    assert written("300 – 600 万") == written("300-600万") == written("300－600万")


def test_an_order_names_every_one_once():
    with pytest.raises(TierOrderIncomplete):
        changed_order(["a", "a"], ["a", "b"])


@st.composite
def ladders(draw):
    steps = draw(st.integers(1, 6))
    found = [rules("t0", 0, months=None)]
    for nr in range(1, steps):
        enter = draw(st.none() | st.integers(0, 9))
        keep = draw(st.none() | st.integers(0, 9)) if enter is not None else None
        more = {"active": draw(st.booleans()), "downgrade": draw(st.sampled_from([ONE_DOWN, TO_BAND]))}
        found.append(rules(f"t{nr}", nr * 10, enter, keep=keep, **more))
    return found


@given(ladders(), st.data())
def test_no_rule_raises_by_expiry_nor_lowers_by_balance_and_a_balanced_client_rests(ladder, data):
    ranks = {one.code: one.rank for one in ladder}
    tier, place = data.draw(st.sampled_from(sorted(ranks))), data.draw(st.none() | st.integers(0, 9))
    down, up = expire(ladder, tier, place), balance(ladder, tier, place)
    if down:
        assert (down.kind == "prolong") == (down.to == tier)
        assert ranks[down.to] <= ranks[tier]
        assert down.kind != "leave" or down.to == "t0"
    if up:
        assert ranks[up.to] > ranks[tier]
        assert balance(ladder, up.to, place) is None
        assert earned(ladder, place).code == up.to
