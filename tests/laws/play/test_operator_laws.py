"""Laws of the operators over generated histories, each held against a plain reckoning of the same."""

import json
from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some
from tests.kit.standard import DECIDERS

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.kernel.errors import Refusal
from largesse.play.operators.decider import Turn
from largesse.play.operators.weighted import Item, Odds, Pity, shares
from largesse.play.states.states import Given, Move, State, changed, lots_of, reached, spent

START = date(2026, 9, 1)
NUMBERS = some.lists(some.integers(0, WHOLE_PPM - 1), min_size=1, max_size=40)


def gift(name):
    return {"id": name, "title": {"zh-CN": name}, "effects": []}


def turns(decide, each):
    """Let one client take a row of turns; gives what each met, None where it was refused."""
    decider, memory, found = DECIDERS.known[decide["op"]], None, []
    odds = decider.read(decider.published(decide))
    for nonce, of_turn in enumerate(each, 1):
        number = of_turn.pop("number", None)
        try:
            met = decider.meet(odds, Turn(nonce, number, memory=memory, **of_turn))
        except Refusal:
            found.append(None)
            continue
        memory = json.loads(json.dumps(met.memory))
        found.append(met)
    return found, memory


@given(some.integers(0, WHOLE_PPM), some.integers(1, 30), some.integers(0, 400_000), NUMBERS)
def test_a_pity_never_lets_a_client_miss_longer_than_it_says_and_its_shares_stay_whole(
    ppm, hard, step, numbers
):
    pity = {"item": "tea", "from": 1, "step_ppm": step, "hard": hard}
    items = [{**gift("tea"), "ppm": ppm}, {**gift("none"), "ppm": WHOLE_PPM - ppm}]
    decide = {"op": "weighted", "items": items, "fallback": gift("sorry"), "pity": pity}
    found, _ = turns(decide, [{"number": number} for number in numbers])
    row = 0
    for met in found:
        row = 0 if met.index == 0 else row + 1
        assert row <= hard
    odds = Odds(
        (Item("tea", ppm), Item("none", WHOLE_PPM - ppm, gives=False)), "sorry", Pity("tea", hard, 1, step)
    )
    for misses in range(hard + 2):
        assert sum(shares(odds, misses)) == WHOLE_PPM
        assert shares(odds, misses)[0] <= shares(odds, misses + 1)[0]


@given(some.lists(some.integers(1, 8), min_size=1, max_size=6), some.data())
def test_an_urn_gives_each_piece_once_whatever_the_numbers(pieces, data):
    ids = [f"p{nr}" for nr in range(len(pieces))]
    items = [{"n": n, "outcome": gift(one)} for one, n in zip(ids, pieces, strict=True)]
    decider = DECIDERS.known["urn"]
    odds = decider.read(decider.published({"op": "urn", "items": items}))
    left, drawn = dict(zip(ids, pieces, strict=True)), Counter()
    while sum(left.values()):
        number = data.draw(some.integers(0, sum(left.values()) - 1))
        met = decider.meet(odds, Turn(1, number, left=dict(left)))
        assert decider.verify(odds, Turn(1, number, left=dict(left)), ids[met.index])
        drawn[ids[met.index]] += 1
        left[ids[met.index]] -= 1
    assert drawn == dict(zip(ids, pieces, strict=True))


@given(NUMBERS, some.integers(2, 4))
def test_no_card_is_lost_and_each_set_uses_its_cards_up(numbers, wanted):
    names = "abcd"
    items = [{"id": one, "title": {"zh-CN": one}, "ppm": WHOLE_PPM // 4} for one in names]
    decide = {"op": "set_complete", "items": items, "n_required": wanted, "outcome": gift("whole")}
    found, held = turns(decide, [{"number": number} for number in numbers])
    sets = sum(met.index == len(names) for met in found)
    assert sum(held.values()) == len(numbers) - wanted * sets
    assert Counter(met.basis["card"] for met in found) >= Counter(held)
    assert len(held) < wanted


DAYS = some.lists(some.integers(0, 60), min_size=1, max_size=50)


@given(DAYS, some.sampled_from([None, 7]))
def test_a_streak_counts_the_days_in_a_row_and_pays_each_step_once_a_run(days, cycle):
    steps = [{"days": n, "outcome": gift(f"day-{n}")} for n in (3, 7)]
    decide = {"op": "streak", "outcome": gift("daily"), "steps": steps} | (
        {"cycle_days": cycle} if cycle else {}
    )
    came = sorted(days)
    found, _ = turns(decide, [{"day": START + timedelta(day)} for day in came])
    seen: set[int] = set()
    for day, met in zip(came, found, strict=True):
        if day in seen:
            assert met is None
            continue
        seen.add(day)
        run = 1
        while day - run in seen:
            run += 1
        place = (run - 1) % cycle + 1 if cycle else run
        assert met.basis["run"] == place
        assert met.index == {3: 1, 7: 2}.get(place, 0)


@given(some.lists(some.tuples(some.integers(0, 3), some.integers(0, 12)), max_size=30))
def test_a_threshold_pays_each_step_once_and_none_before_it_is_reached(tries):
    steps = [{"at": at, "outcome": gift(f"s{at}")} for at in (2, 5, 9)]
    decide = {"op": "threshold", "state": "visits", "steps": steps}
    reached_by = []
    total = 0
    for more, _ in tries:
        total += more
        reached_by.append(total)
    found, _ = turns(decide, [{"states": {"visits": (one, "")}} for one in reached_by])
    paid = [met.index for met in found if met is not None]
    assert paid == sorted(set(paid))
    for at, met in zip(reached_by, found, strict=True):
        if met is not None:
            assert steps[met.index]["at"] <= at


KINDS = some.sampled_from(["counter", "sum", "max", "latest"])
MOVES = some.lists(some.tuples(some.integers(0, 40), some.integers(-9, 9)), max_size=30)


@given(KINDS, some.sampled_from(["never", "day", "week", "month"]), MOVES)
def test_a_state_is_the_fold_of_its_moves_within_its_period(kind, reset, moves):
    state, kept = State("s", kind, reset), {}
    for day, by in sorted(moves, key=lambda one: one[0]):
        kept = changed(kept, [Move(state, by)], START + timedelta(day))
    last = START + timedelta(max((day for day, _ in moves), default=0))
    period = reached(state, kept, last)[1]
    counted = [
        by
        for day, by in sorted(moves, key=lambda one: one[0])
        if reached(state, {}, START + timedelta(day))[1] == period
    ]
    folds = {
        "counter": sum,
        "sum": sum,
        "max": lambda some: max(some, default=0),
        "latest": lambda some: [0, *some][-1],
    }
    assert reached(state, kept, last)[0] == folds[kind](counted)


@given(
    some.lists(some.tuples(some.integers(1, 5), some.integers(1, 9) | some.none()), max_size=8),
    some.integers(0, 60),
)
def test_chances_that_are_used_are_those_that_would_lapse_first(given_lots, units):
    kept = changed({}, [Given("wheel", n, days) for n, days in given_lots], START)
    lots = lots_of(kept, "wheel", START)
    total = sum(n for n, _ in lots)
    assert total == sum(n for n, _ in given_lots)
    left = spent(lots, min(units, total))
    assert sum(n for n, _ in left) == total - min(units, total)
    assert left == sorted(left, key=lambda lot: (lot[1] is None, lot[1] or ""))
