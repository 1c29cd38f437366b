"""What an activity remembers of a client: every kind of state, chances that were given, plays opened."""

from datetime import date, timedelta

import pytest

from largesse.play.states.states import (
    Given,
    Move,
    State,
    Unlocked,
    changed,
    lots_of,
    members,
    reached,
    spent,
    unlocked,
)

MONDAY = date(2026, 11, 30)
SUNDAY = MONDAY - timedelta(days=1)


def after(kind, *moves, reset="never"):
    """Give what a state is worth after moves ``(days from Monday, by)``, on the day of the last one."""
    state, kept, day = State("s", kind, reset), {}, MONDAY
    for days, by in moves:
        day = MONDAY + timedelta(days=days)
        kept = changed(kept, [Move(state, by)], day)
    return reached(state, kept, day)[0]


@pytest.mark.parametrize(
    ("kind", "moves", "worth"),
    [
        ("counter", [(0, 1), (0, 1), (3, 1)], 3),
        ("sum", [(0, 300), (1, -50)], 250),
        ("max", [(0, 7), (1, 12), (2, 9)], 12),
        ("max", [(0, -5)], -5),
        ("latest", [(0, 7), (1, 12), (2, 9)], 9),
        ("set", [(0, "a"), (0, "b"), (1, "a")], 2),
        ("streak", [(0, 1), (0, 1), (1, 1), (2, 1)], 3),
        ("streak", [(0, 1), (1, 1), (3, 1)], 1),
    ],
)
def test_a_state_is_worth_what_its_kind_says(kind, moves, worth):
    assert after(kind, *moves) == worth


@pytest.mark.parametrize(("later", "worth"), [(0, 3), (1, 3), (2, 1), (4, 1), (5, 1), (9, 1)])
def test_a_cycle_begins_on_the_first_day_and_again_after_so_many_days(later, worth):
    state = State("s", "counter", "cycle", days=5, first_day=MONDAY - timedelta(days=13))
    kept = changed({}, [Move(state, 2)], MONDAY)
    day = MONDAY + timedelta(days=later)
    assert reached(state, changed(kept, [Move(state, 1)], day), day)[0] == worth


def test_a_streak_stands_until_a_day_is_missed():
    state = State("s", "streak", "never")
    kept = changed({}, [Move(state, 1)], MONDAY)
    days = [reached(state, kept, MONDAY + timedelta(days=n))[0] for n in (0, 1, 2)]
    assert days == [1, 1, 0]


@pytest.mark.parametrize(
    ("reset", "first", "later"),
    [
        ("day", MONDAY, MONDAY + timedelta(days=1)),
        ("week", SUNDAY, MONDAY),
        ("month", MONDAY, date(2026, 12, 1)),
    ],
)
def test_a_state_begins_again_with_its_period(reset, first, later):
    state = State("s", "counter", reset)
    kept = changed({}, [Move(state, 5)], first)
    assert [reached(state, kept, day)[0] for day in (first, later)] == [5, 0]
    assert reached(state, changed(kept, [Move(state, 1)], later), later)[0] == 1


def test_a_set_tells_its_members_in_its_period_only():
    state = State("s", "set", "day")
    kept = changed({}, [Move(state, "a"), Move(state, "b")], MONDAY)
    assert members(state, kept, MONDAY) == {"a", "b"}
    assert members(state, kept, MONDAY + timedelta(days=1)) == frozenset()


def test_given_chances_are_used_those_that_end_first_first_and_lapse():
    kept = changed({}, [Given("wheel", 2, None), Given("wheel", 1, 3), Given("other", 9, None)], MONDAY)
    lots = lots_of(kept, "wheel", MONDAY)
    assert lots == [(1, "2026-12-02"), (2, None)]
    assert spent(lots, 2) == [(1, None)]
    assert lots_of(kept, "wheel", MONDAY + timedelta(days=2)) == lots
    assert lots_of(kept, "wheel", MONDAY + timedelta(days=3)) == [(2, None)]


def test_an_opened_play_stays_open_as_long_as_was_said():
    kept = changed({}, [Unlocked("box", 2)], MONDAY)
    assert [unlocked(kept, "box", MONDAY + timedelta(days=n)) for n in (0, 1, 2)] == [True, True, False]
    assert unlocked(changed(kept, [Unlocked("box", None)], MONDAY + timedelta(days=5)), "box", date.max)
    assert not unlocked({}, "box", MONDAY)
