"""What each operator meets: pure decisions from odds and a turn."""

import json
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from tests.kit.standard import DECIDERS

from largesse.kernel.errors import Malformed
from largesse.play.operators.decider import Met, Turn
from largesse.play.operators.first_come import AllTaken
from largesse.play.operators.streak import AlreadyToday, NotToMakeUp
from largesse.play.operators.threshold import AllPaid, NotReached

NOW = datetime(2026, 9, 20, 4, tzinfo=UTC)
TODAY = date(2026, 9, 20)
TEA, NOTHING = (
    {"id": "tea", "title": {"zh-CN": "茶"}, "effects": [{"do": "grant", "right": "tea"}]},
    {"id": "none", "title": {"zh-CN": "谢谢参与"}, "effects": []},
)


def met(decide, turn):
    decider = DECIDERS.known[decide["op"]]
    odds = decider.read(decider.published(decide))
    found = decider.meet(odds if decider.rules is None else decider.rules(decide), turn)
    return msgspec.structs.replace(found, memory=kept(found.memory), missed=kept(found.missed))


def kept(memory):
    """Give a memory as the database gives it back."""
    return None if memory is None else json.loads(json.dumps(memory))


def wheel(**more):
    items = [{**TEA, "ppm": 100_000}, {**NOTHING, "ppm": 900_000}]
    return {"op": "weighted", "items": items, "fallback": {**NOTHING, "id": "sorry"}, **more}


def misses(count):
    return {"tries": count, "misses": count}


@pytest.mark.parametrize(
    ("missed", "share_ppm"),
    [(0, 100_000), (2, 100_000), (3, 150_000), (5, 250_000), (9, 450_000), (10, 1_000_000), (30, 1_000_000)],
)
def test_an_item_with_pity_comes_the_surer_the_longer_it_was_missed(missed, share_ppm):
    decide = wheel(pity={"item": "tea", "from": 3, "step_ppm": 50_000, "hard": 10})
    inside, outside = (Turn(1, number, memory=misses(missed)) for number in (share_ppm - 1, share_ppm))
    assert met(decide, inside).index == 0
    assert met(decide, inside).memory == {"tries": missed + 1, "misses": 0}
    if share_ppm < 1_000_000:
        assert met(decide, outside).index == 1
        assert met(decide, outside).memory == misses(missed + 1)


def test_pity_takes_no_more_than_the_items_without_a_gift_have():
    decide = wheel(pity={"item": "tea", "from": 1, "step_ppm": 400_000, "hard": 100})
    assert met(decide, Turn(1, 899_999, memory=misses(2))).index == 0
    assert met(decide, Turn(1, 999_999, memory=misses(50))).index == 0


def test_an_item_that_is_locked_counts_as_gone_until_the_client_took_part_often_enough():
    decide = wheel()
    decide["items"][0]["unlock_after"] = 2
    assert [met(decide, Turn(n, 0, memory={"tries": n, "misses": 0})).gone for n in range(4)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_plain_wheel_remembers_nothing():
    assert met(wheel(), Turn(1, 99_999)) == Met(0)


def test_an_urn_gives_the_piece_at_which_the_number_points_among_those_that_are_left():
    decide = {"op": "urn", "items": [{"n": 5, "outcome": TEA}, {"n": 5, "outcome": NOTHING}]}
    left = {"tea": 2, "none": 3}
    found = [met(decide, Turn(1, number, left=left)).index for number in range(5)]
    assert found == [0, 0, 1, 1, 1]
    assert met(decide, Turn(1, 4, left=left)).basis == {"left": [2, 3]}


def flash(*releases):
    return {"op": "first_come", "stock": 5, "outcome": TEA, "release": list(releases)}


def test_what_comes_in_later_is_held_back_until_then():
    later = {"at": (NOW + timedelta(hours=1)).isoformat(), "n": 7}
    sooner = {"at": NOW.isoformat(), "n": 2}
    assert met(flash(sooner, later), Turn(1, None, at=NOW)).held_back == 7
    assert met(flash(sooner, later), Turn(1, None, at=NOW + timedelta(hours=1))).held_back == 0


def test_when_all_are_taken_the_next_release_is_told():
    decider = DECIDERS.known["first_come"]
    when = NOW + timedelta(hours=1)
    odds = decider.read(decider.published(flash({"at": when.isoformat(), "n": 7})))
    assert decider.short(odds, NOW) == AllTaken(when)
    assert decider.short(odds, when) == AllTaken(None)


def quiz(pass_score=2):
    key = [
        {"question": "q1", "right": ["a"]},
        {"question": "q2", "right": ["a", "c"], "points": 2},
    ]
    return {"op": "answer", "key": key, "pass_score": pass_score, "outcome": TEA, "otherwise": NOTHING}


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ({"q1": ["a"], "q2": ["a", "c"]}, 3),
        ({"q1": ["b"], "q2": ["c", "a"]}, 2),
        ({"q1": ["a"], "q2": ["a"]}, 1),
        ({"q1": ["a"], "q2": ["a", "b", "c"]}, 1),
        ({}, 0),
    ],
)
def test_a_question_counts_when_exactly_its_right_options_were_chosen(given, score):
    found = met(quiz(), Turn(1, None, given=given))
    assert (found.basis["score"], found.basis["of"]) == (score, 3)
    assert found.index == (0 if score >= 2 else 1)


def test_what_is_published_of_a_quiz_gives_no_answer_away():
    published = DECIDERS.known["answer"].published(quiz())
    assert "right" not in str(published)
    assert published == {"questions": 2, "pass_score": 2, "items": ["tea", "none"], "fallback": None}


def ladder():
    steps = [{"at": at, "outcome": {**TEA, "id": f"step-{at}"}} for at in (3, 5, 10)]
    return {"op": "threshold", "state": "visits", "steps": steps}


def climbed(reached, paid=(), period=""):
    memory = {"period": period, "paid": list(paid)} if paid else None
    return met(ladder(), Turn(1, None, memory=memory, states={"visits": (reached, "")}))


def test_each_step_that_is_reached_pays_once_the_lowest_first():
    first = climbed(7)
    assert (first.index, first.memory["paid"]) == (0, ["step-3"])
    second = climbed(7, ["step-3"])
    assert (second.index, second.memory["paid"]) == (1, ["step-3", "step-5"])
    with pytest.raises(NotReached) as no:
        climbed(7, ["step-3", "step-5"])
    assert (no.value.reached, no.value.needed) == (7, 10)
    with pytest.raises(AllPaid):
        climbed(99, ["step-3", "step-5", "step-10"])


def test_steps_pay_again_in_a_new_period_of_their_state():
    assert climbed(7, ["step-3"], period="2026-09-14").index == 0


def streak(**more):
    steps = [{"days": days, "outcome": {**TEA, "id": f"day-{days}"}} for days in (3, 7)]
    return {"op": "streak", "outcome": {**NOTHING, "id": "daily"}, "steps": steps, **more}


def came(days, decide=None, **of_turn):
    """Let a client come on some days, counted from the first; gives what each brought and what is kept."""
    memory, found = None, []
    for day in days:
        one = met(decide or streak(), Turn(1, None, memory=memory, day=TODAY + timedelta(day), **of_turn))
        memory = one.memory
        found.append((one.index, one.basis["run"]))
    return found, memory


def test_days_in_a_row_bring_their_step_and_a_gap_begins_anew():
    found, _ = came([0, 1, 2, 3, 5, 6, 7])
    assert found == [(0, 1), (0, 2), (1, 3), (0, 4), (0, 1), (0, 2), (1, 3)]


def test_a_day_counts_once():
    with pytest.raises(AlreadyToday):
        came([0, 0])


def test_a_cycle_begins_anew_and_its_steps_pay_again():
    found, _ = came(range(10), streak(cycle_days=7))
    assert [run for _, run in found] == [1, 2, 3, 4, 5, 6, 7, 1, 2, 3]
    assert [index for index, _ in found] == [0, 0, 1, 0, 0, 0, 2, 0, 0, 1]


def made_up(memory, day, today, decide):
    given = {"day": [(TODAY + timedelta(day)).isoformat()]}
    turn = Turn(1, None, memory=memory, day=TODAY + timedelta(today), given=given, first_day=TODAY)
    return met(decide, turn)


def test_a_missed_day_joins_the_days_around_it_and_its_step_is_paid_once():
    decide = streak(makeup={"max": 1})
    _, memory = came([0, 2], decide)
    one = made_up(memory, 1, 2, decide)
    assert (one.index, one.basis["run"]) == (1, 3)
    after = met(decide, Turn(1, None, memory=one.memory, day=TODAY + timedelta(3)))
    assert (after.index, after.basis["run"]) == (0, 4)


@pytest.mark.parametrize(
    ("day", "today"),
    [(0, 2), (2, 2), (3, 2), (-1, 2), (1, 20)],
    ids=["was there", "today", "tomorrow", "before the activity", "too far back"],
)
def test_what_is_not_missed_or_too_far_back_is_not_made_up(day, today):
    decide = streak(makeup={"max": 3})
    _, memory = came([0, 2], decide)
    with pytest.raises(NotToMakeUp):
        made_up(memory, day, today, decide)


def test_no_more_days_are_made_up_than_allowed_and_none_without_a_rule():
    decide = streak(makeup={"max": 1})
    _, memory = came([0, 2, 4], decide)
    memory = made_up(memory, 1, 4, decide).memory
    with pytest.raises(NotToMakeUp):
        made_up(memory, 3, 4, decide)
    with pytest.raises(NotToMakeUp):
        made_up(None, 1, 2, streak())
    with pytest.raises(Malformed):
        met(decide, Turn(1, None, day=TODAY, given={"day": ["yesterday"]}))


def cards():
    items = [
        {"id": one, "title": {"zh-CN": one}, "ppm": ppm} for one, ppm in (("a", 500_000), ("b", 500_000))
    ]
    return {"op": "set_complete", "items": items, "outcome": TEA}


def test_a_whole_set_brings_the_outcome_and_is_used_up_by_it():
    first = met(cards(), Turn(1, 0))
    assert (first.index, first.memory, first.basis["have"]) == (0, {"a": 1}, 1)
    double = met(cards(), Turn(2, 0, memory=first.memory))
    assert (double.index, double.memory) == (0, {"a": 2})
    whole = met(cards(), Turn(3, 999_999, memory=double.memory))
    assert (whole.index, whole.memory, whole.missed) == (2, {"a": 1}, {"a": 2, "b": 1})
    assert whole.basis == {"card": "b", "have": 2, "of": 2}


def test_a_place_must_be_one_that_is_offered():
    decide = {"op": "pick", "places": [{"id": "a1", "title": {"zh-CN": "一排一座"}}], "outcome": TEA}
    assert met(decide, Turn(1, None, given={"place": ["a1"]})).takes == ("a1",)
    for given in ({}, {"place": ["b1"]}, {"place": ["a1", "a1"]}):
        with pytest.raises(Malformed):
            met(decide, Turn(1, None, given=given))
