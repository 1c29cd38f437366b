"""Where a client stands in a play: what its page shows, by the activity's own day, never the phone's."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.kit.standard import GRAMMAR

from largesse.contracts.registry import folder
from largesse.kernel.clock import day_in
from largesse.play import extensions
from largesse.play.operators.decider import Deciders, Turn
from largesse.play.operators.shown import Seen

DECIDERS = Deciders.of(module.decider() for module in extensions.OPERATORS)
FIRST = date(2026, 9, 1)


def example(kind, play=0):
    document = json.loads((folder() / f"examples/valid/plays/{kind}.json").read_text("utf-8"))
    return document["plays"][play]["decide"]


def seen(at, memory=None, used=None, **states):
    day = day_in(at, "Asia/Shanghai")
    return Seen(memory, {name: (value, "") for name, value in states.items()}, used or {}, at, day, FIRST)


def shown(decide, standing):
    return DECIDERS.known[GRAMMAR.operator_of({"decide": decide}).name].shown(decide, standing)


def checked_in(*instants, memory=None):
    """Check in at some instants; gives what is kept."""
    decide = example("check-in-calendar")
    decider = DECIDERS.known[decide["op"]]
    rules = decider.read(decider.published(decide))
    for at in instants:
        turn = Turn(1, None, memory=memory, at=at, day=day_in(at, "Asia/Shanghai"), first_day=FIRST)
        memory = decider.meet(rules, turn).memory
    return memory


def test_a_check_in_late_in_the_evening_elsewhere_counts_on_the_activitys_day_and_leaves_the_next_free():
    evening = datetime(2026, 9, 10, 16, 30, tzinfo=UTC)  # half past midnight of the 11th in Shanghai
    told = shown(example("check-in-calendar"), seen(evening, checked_in(evening)))
    assert (told.days, told.figures["today"]) == ((date(2026, 9, 11),), 1)
    next_day = shown(example("check-in-calendar"), seen(evening + timedelta(days=1), checked_in(evening)))
    assert (next_day.figures["today"], next_day.figures["run"]) == (0, 1)


@pytest.mark.parametrize(("hour", "hours"), [(23, 1), (8, 25), (0, 46)])
def test_two_days_in_a_row_are_two_however_many_hours_lie_between(hour, hours):
    first = datetime(2026, 9, 10, hour, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    second = first + timedelta(hours=hours)
    told = shown(example("check-in-calendar"), seen(second, checked_in(first, second)))
    assert told.figures["run"] == 2


def test_days_that_can_be_made_up_are_missed_ones_since_the_start_while_any_may_be():
    at = datetime(2026, 9, 4, 4, tzinfo=UTC)
    told = shown(example("check-in-calendar"), seen(at, checked_in(at - timedelta(days=1))))
    assert told.to_make_up == (date(2026, 9, 1), date(2026, 9, 2))
    used_up = checked_in(at - timedelta(days=1)) | {"made_up": 3}
    assert shown(example("check-in-calendar"), seen(at, used_up)).to_make_up == ()


def test_a_new_cycle_begins_with_nothing_had():
    decide = example("check-in-calendar") | {"cycle_days": 7}
    days = [datetime(2026, 9, day, 4, tzinfo=UTC) for day in range(1, 9)]
    kept = {"spans": [["2026-09-01", "2026-09-07"]], "made_up": 0, "paid": [3, 7]}
    assert shown(decide, seen(days[6], kept)).figures["run"] == 7
    told = shown(decide, seen(days[7], kept))
    assert (told.figures["run"], [mark.had for mark in told.marks]) == (0, [False, False])


def test_what_is_left_now_counts_what_has_come_in_and_tells_the_rest_with_its_time():
    decide = example("flash-claim")
    name = decide["outcome"]["id"]
    before = datetime(2026, 9, 20, tzinfo=UTC)
    told = shown(decide, seen(before, used={name: 50}))
    assert (told.figures, [one.units for one in told.coming]) == ({"left": 0, "of": 50}, [50, 50])
    after = shown(decide, seen(datetime(2026, 9, 26, tzinfo=UTC), used={name: 50}))
    assert (after.figures, len(after.coming)) == ({"left": 50, "of": 100}, 1)


def test_a_place_is_free_taken_or_ones_own_and_never_says_whose():
    decide = example("seat-pick")
    told = shown(decide, seen(datetime(2026, 9, 20, tzinfo=UTC), ["s-1-1"], {"s-1-1": 1, "s-1-2": 1}))
    assert [(one.had, one.left) for one in told.things[:3]] == [(1, 0), (0, 0), (0, 1)]


def test_steps_say_what_was_reached_and_had_and_a_key_is_never_shown():
    decide = example("raise-tree", 1)
    kept = {"period": "", "paid": ["tree-tea"]}
    told = shown(decide, seen(datetime(2026, 9, 20, tzinfo=UTC), kept, feeds=4))
    assert (told.figures, [(one.at, one.had) for one in told.marks]) == (
        {"reached": 4},
        [(3, True), (9, False)],
    )
    quiz = shown(example("quiz"), seen(datetime(2026, 9, 20, tzinfo=UTC)))
    assert quiz.figures == {"of": 3, "pass_score": 2}
    assert (quiz.things, quiz.marks, quiz.days) == ((), (), ())
