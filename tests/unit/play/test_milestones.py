"""A milestone is reached once in a period of its state, however the state moves."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from largesse.play.states.milestones import Milestone, passed
from largesse.play.states.states import Move, State, changed, reached

DAY = date(2026, 9, 1)
KINDS = ("counter", "sum", "max", "latest")
STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=30)


@given(st.sampled_from(KINDS), st.sampled_from(["never", "day", "week", "month"]), st.integers(1, 20), STEPS)
def test_it_is_told_once_in_each_period_in_which_the_state_stood_there_after_a_move(kind, reset, at, steps):
    state = State("s", kind, reset)
    milestones, kept, day = (Milestone("gift", state, at),), {}, DAY
    told, stood = [], []
    for later, by in steps:
        day += timedelta(days=later)
        kept, now = passed(milestones, changed(kept, [Move(state, by)], day), day)
        told += [one.period for one in now]
        worth, period = reached(state, kept, day)
        if worth >= at and period not in stood:
            stood.append(period)
    assert told == stood


def test_two_milestones_of_one_state_are_passed_by_one_move_in_their_order():
    state = State("s", "sum", "never")
    both = (Milestone("low", state, 3), Milestone("high", state, 5))
    kept, now = passed(both, changed({}, [Move(state, 7)], DAY), DAY)
    assert [one.play for one in now] == ["low", "high"]
    assert passed(both, kept, DAY) == (kept, ())
