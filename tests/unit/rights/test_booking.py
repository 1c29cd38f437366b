"""A booking's moves, what they do to a slot's counts, what cancelling costs."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.rights.bookings.booking import (
    CHECK_IN_BEFORE,
    MOVES,
    NO_SHOW_AFTER,
    BookingWrongState,
    Policy,
    State,
    TooEarly,
    TooLate,
    cancel_units,
    expect_check_in,
    expect_movable,
    expect_move,
    no_show_due,
    step,
)

NINE = datetime(2026, 12, 7, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
POLICY = Policy(free_until=24 * HOUR, late_units=2, no_show_units=1)


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_a_booking_moves_along_its_arrows_only(before, after):
    if after in MOVES[before]:
        expect_move(before, after)
    else:
        with pytest.raises(BookingWrongState):
            expect_move(before, after)


@given(choices=st.lists(st.integers(0, 20), max_size=12))
def test_however_a_booking_moves_it_takes_one_place_or_none(choices):
    path = [State.PROPOSED]
    for choice in choices:
        onwards = sorted(MOVES[path[-1]])
        if onwards:
            path.append(onwards[choice % len(onwards)])
    held, booked = step(None, path[0]).held, step(None, path[0]).booked
    for before, after in pairwise(path):
        moved = step(before, after)
        held, booked = held + moved.held, booked + moved.booked
    free = path[-1] in {State.CANCELLED, State.ENTERED_IN_ERROR}
    assert (held, booked) == (int(path[-1] in {State.PROPOSED, State.PENDING}), 1 - held - free)


def test_cancelling_is_free_to_the_second_of_its_time():
    until = NINE - POLICY.free_until
    assert cancel_units(State.BOOKED, NINE, POLICY, until) == 0
    assert cancel_units(State.BOOKED, NINE, POLICY, until + timedelta(seconds=1)) == 2
    for state in (State.PROPOSED, State.PENDING):
        assert cancel_units(state, NINE, POLICY, NINE - HOUR) == 0
    with pytest.raises(TooLate):
        cancel_units(State.BOOKED, NINE, POLICY, NINE)
    with pytest.raises(BookingWrongState):
        cancel_units(State.ARRIVED, NINE, POLICY, NINE)


def test_a_client_moves_his_booking_while_cancelling_would_be_free():
    expect_movable(State.BOOKED, NINE, POLICY, NINE - 24 * HOUR)
    expect_movable(State.PENDING, NINE, POLICY, NINE - 25 * HOUR)
    with pytest.raises(TooLate):
        expect_movable(State.BOOKED, NINE, POLICY, NINE - HOUR)
    with pytest.raises(TooLate):
        expect_movable(State.BOOKED, NINE, Policy(timedelta(), 0, 0), NINE)
    with pytest.raises(BookingWrongState):
        expect_movable(State.PROPOSED, NINE, POLICY, NINE - 48 * HOUR)


def test_one_checks_in_from_two_hours_before():
    expect_check_in(State.BOOKED, NINE, NINE - CHECK_IN_BEFORE)
    expect_check_in(State.BOOKED, NINE, NINE + HOUR)
    with pytest.raises(TooEarly):
        expect_check_in(State.BOOKED, NINE, NINE - CHECK_IN_BEFORE - timedelta(seconds=1))
    with pytest.raises(BookingWrongState):
        expect_check_in(State.PENDING, NINE, NINE)


def test_who_is_expected_is_marked_an_hour_after_the_end():
    assert no_show_due(State.BOOKED, NINE, NINE + NO_SHOW_AFTER)
    assert not no_show_due(State.BOOKED, NINE, NINE + NO_SHOW_AFTER - timedelta(seconds=1))
    assert not no_show_due(State.CHECKED_IN, NINE, NINE + 2 * NO_SHOW_AFTER)
