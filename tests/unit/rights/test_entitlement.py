"""The machine of a right: where it may go, and who is told no."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from largesse.kernel.errors import Broken
from largesse.rights.entitlements import entitlement as e
from largesse.rights.entitlements.entitlement import Entitlement, State

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)


def right(state: State = State.ACTIVE, units: int = 1, used: int = 0) -> Entitlement:
    day = timedelta(days=1)
    return Entitlement(UUID(int=1), state, units, used, NOW - day, NOW + day, 1)


def test_an_issued_right_can_be_claimed_until_its_time_is_over():
    e.claim(right(State.ISSUED), NOW)
    with pytest.raises(e.Lapsed):
        e.claim(right(State.ISSUED), NOW + timedelta(days=1))
    with pytest.raises(e.WrongState):
        e.claim(right(State.ACTIVE), NOW)


def test_the_last_unit_makes_a_right_redeemed():
    once = e.use(right(units=2), 1, NOW)
    assert (once.state, once.units_used, once.version) == (State.ACTIVE, 1, 2)
    assert e.use(once, 1, NOW).state is State.REDEEMED


@pytest.mark.parametrize(
    ("one", "at", "no"),
    [
        (right(State.REDEEMED, used=1), NOW, e.AlreadyUsed),
        (right(units=2, used=2), NOW, e.AlreadyUsed),
        (right(State.ISSUED), NOW, e.NotClaimed),
        (right(State.PENDING), NOW, e.NotClaimed),
        (right(State.EXPIRED), NOW, e.Lapsed),
        (right(), NOW + timedelta(days=1), e.Lapsed),
        (right(), NOW - timedelta(days=2), e.NotYetValid),
        (right(State.SUSPENDED), NOW, e.WrongState),
        (right(State.REVOKED), NOW, e.WrongState),
    ],
)
def test_a_right_that_cannot_be_used_says_why(one, at, no):
    with pytest.raises(no):
        e.use(one, 1, at)


def test_a_reversed_use_can_be_used_again_unless_its_time_is_over():
    used = right(State.REDEEMED, used=1)
    again = e.reverse_use(used, 1, NOW)
    assert (again.state, again.units_used) == (State.ACTIVE, 0)
    assert e.reverse_use(used, 1, NOW + timedelta(days=2)).state is State.EXPIRED
    half = e.reverse_use(right(units=3, used=2), 1, NOW)
    assert (half.state, half.units_used) == (State.ACTIVE, 1)


def test_a_use_that_is_reversed_leads_back_to_where_the_right_stood():
    used = right(State.REDEEMED, used=1)
    stands = e.reverse_use(used, 1, NOW, (State.SUSPENDED, State.RESERVED))
    assert (stands.state, stands.previous) == (State.SUSPENDED, State.RESERVED)
    assert e.put_back(stands).state is State.RESERVED
    late = e.reverse_use(used, 1, NOW + timedelta(days=2), (State.SUSPENDED, State.ACTIVE))
    assert (late.state, late.previous) == (State.EXPIRED, None)


def test_a_booked_right_of_which_a_unit_is_used_stays_booked():
    assert e.use(right(State.RESERVED, units=2), 1, NOW).state is State.RESERVED


def test_a_use_is_not_booked_on_what_was_never_claimed():
    waits = replace(right(State.SUSPENDED), previous=State.ISSUED)
    with pytest.raises(e.WrongState) as no:
        e.book(waits, 1)
    assert no.value.state == "issued"
    assert e.book(replace(waits, previous=State.ACTIVE), 1).state is State.REDEEMED
    assert e.book(replace(waits, elsewhere=True), 1).state is State.REDEEMED


def test_a_use_of_a_right_from_elsewhere_is_booked_before_its_claim_and_what_is_left_is_claimed():
    waits = replace(right(State.ISSUED, units=2), elsewhere=True)
    half = e.book(waits, 1)
    assert (half.state, half.units_used) == (State.ISSUED, 1)
    assert e.book(half, 1).state is State.REDEEMED
    with pytest.raises(e.NotClaimed):
        e.use(waits, 1, NOW)
    with pytest.raises(e.WrongState):
        e.book(replace(waits, state=State.PENDING), 1)


def test_impossible_numbers_are_bugs():
    with pytest.raises(Broken):
        right(units=1, used=2)
    with pytest.raises(Broken):
        e.use(right(), 0, NOW)
    with pytest.raises(Broken):
        e.reverse_use(right(), 1, NOW)


def test_what_is_over_stays_over():
    for state in e.OVER:
        assert not e.MOVES[state]
        for to in State:
            with pytest.raises(e.WrongState):
                e.move(right(state), to)
    assert set(e.MOVES) == set(State)
