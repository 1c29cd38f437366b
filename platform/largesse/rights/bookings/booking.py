"""One booking: its states, the only moves between them, what cancelling costs, when one may check in. Pure.

Words       proposed 暂占 (held until ``hold_until``), pending 待确认 (an adviser decides), booked 已预约,
            checked-in 已签到, arrived 已到场, fulfilled 已完成, cancelled 已取消, noshow 爽约,
            entered-in-error 误录; *late* after the time until which cancelling is free
Invariant   a booking moves only along MOVES; a state says which count of the slot it stands in
Source      docs/explanation/booking.md; FHIR R5 Appointment.status
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal
from largesse.rights.slots.locking import Step

BOOKING = "bkg"
CHECK_IN_BEFORE = timedelta(hours=2)
NO_SHOW_AFTER = timedelta(hours=1)


class State(StrEnum):
    """Where a booking stands."""

    PROPOSED = "proposed"
    PENDING = "pending"
    BOOKED = "booked"
    CHECKED_IN = "checked-in"
    ARRIVED = "arrived"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    NO_SHOW = "noshow"
    ENTERED_IN_ERROR = "entered-in-error"


_S = State
MOVES: dict[State, frozenset[State]] = {
    _S.PROPOSED: frozenset({_S.PENDING, _S.BOOKED, _S.CANCELLED}),
    _S.PENDING: frozenset({_S.BOOKED, _S.CANCELLED}),
    _S.BOOKED: frozenset(
        {_S.PENDING, _S.CHECKED_IN, _S.ARRIVED, _S.CANCELLED, _S.NO_SHOW, _S.ENTERED_IN_ERROR}
    ),
    _S.CHECKED_IN: frozenset({_S.ARRIVED, _S.FULFILLED, _S.BOOKED}),
    _S.ARRIVED: frozenset({_S.FULFILLED, _S.CHECKED_IN}),
    _S.CANCELLED: frozenset({_S.BOOKED, _S.PENDING}),  # only by what is learnt late: see ``confirm_known``
    _S.NO_SHOW: frozenset({_S.ARRIVED}),  # he was there after all
    _S.FULFILLED: frozenset(),
    _S.ENTERED_IN_ERROR: frozenset(),
}
LIVE = ("proposed", "pending", "booked", "checked-in", "arrived")
MOVABLE = frozenset({_S.PENDING, _S.BOOKED})
_HELD = frozenset({_S.PROPOSED, _S.PENDING})
_FREE = frozenset({_S.CANCELLED, _S.ENTERED_IN_ERROR})


@dataclass(frozen=True)
class BookingMissing(Missing):
    """No such booking, or not one's own."""

    code = "rights.booking_missing"
    booking: UUID


@dataclass(frozen=True)
class BookingWrongState(Refusal):
    """The booking is not in a state that allows this."""

    code = "rights.booking_wrong_state"
    state: str
    wanted: str


@dataclass(frozen=True)
class SlotTaken(Refusal):
    """Every place of the slot is taken; ``next`` names those that are free, ``times`` says them."""

    code = "rights.slot_taken"
    next: str
    times: str
    path: str | None = "starts_at"


@dataclass(frozen=True)
class SlotClosed(Refusal):
    """There is no such slot any more: closed, moved, or not for this right; ``next`` as in ``SlotTaken``."""

    code = "rights.slot_closed"
    next: str
    times: str
    path: str | None = "starts_at"


@dataclass(frozen=True)
class SlotTooSoon(Refusal):
    """The slot begins within the notice period, or has begun; ``next`` as in ``SlotTaken``."""

    code = "rights.slot_too_soon"
    notice_minutes: int
    next: str
    times: str
    path: str | None = "starts_at"


@dataclass(frozen=True)
class HoldOver(Refusal):
    """The time for which the place was held is over; ``next`` as in ``SlotTaken``."""

    code = "rights.hold_over"
    next: str
    times: str


@dataclass(frozen=True)
class SeatTaken(Refusal):
    """The seat is another's, or there is none of that number; ``free`` names some that are free."""

    code = "rights.seat_taken"
    seat: int
    free: str
    path: str | None = "seat"


@dataclass(frozen=True)
class PersonBusy(Refusal):
    """The person has another booking at this time."""

    code = "rights.person_busy"
    starts_at: datetime
    path: str | None = "starts_at"


@dataclass(frozen=True)
class OutsideValidity(Refusal):
    """The right is not valid on the day of the slot."""

    code = "rights.slot_outside_validity"
    valid_to: datetime
    path: str | None = "starts_at"


@dataclass(frozen=True)
class Stranger(Refusal):
    """The beneficiary is neither the holder nor of his household."""

    code = "rights.beneficiary_stranger"
    path: str | None = "beneficiary"


@dataclass(frozen=True)
class TooLate(Refusal):
    """The time until which a client may change this himself is over."""

    code = "rights.booking_too_late"
    until: datetime


@dataclass(frozen=True)
class BookingBegun(Refusal):
    """The time of the booking has come, and nobody had said yes to it."""

    code = "rights.booking_begun"
    starts_at: datetime


@dataclass(frozen=True)
class TooEarly(Refusal):
    """Nobody checks in as early as this: so many hours before the booking begins it opens."""

    code = "rights.check_in_too_early"
    hours: int


@dataclass(frozen=True)
class Policy:
    """What a service says of cancelling and of not coming."""

    free_until: timedelta
    late_units: int
    no_show_units: int


def expect_move(state: State, to: State) -> None:
    """Refuse a move that is none.

    Raises:
        BookingWrongState: ``rights.booking_wrong_state``.
    """
    if to not in MOVES[state]:
        raise BookingWrongState(state.value, to.value)


def step(before: State | None, after: State) -> Step:
    """Give how a slot's counts change when a booking moves; None: it did not stand in the slot."""
    held = (after in _HELD) - (before in _HELD)
    booked = _stands(after) - (before is not None and _stands(before))
    return Step(held=held, booked=booked)


def _stands(state: State) -> bool:
    return state not in _HELD and state not in _FREE


def free_until(starts_at: datetime, policy: Policy) -> datetime:
    """Give the instant until which cancelling is free."""
    return starts_at - policy.free_until


def cancel_units(state: State, starts_at: datetime, policy: Policy, now: datetime) -> int:
    """Give the units that a client's cancelling takes: none before the time, or while nothing was booked.

    Raises:
        BookingWrongState: ``rights.booking_wrong_state``: he has come already.
        TooLate: ``rights.booking_too_late``: it has begun.
    """
    expect_move(state, State.CANCELLED)
    if state is not State.BOOKED:
        return 0
    if now >= starts_at:
        raise TooLate(starts_at)
    return policy.late_units if now > free_until(starts_at, policy) else 0


def expect_movable(state: State, starts_at: datetime, policy: Policy, now: datetime) -> None:
    """Refuse a client who would move a booking after the time until which it may be changed.

    Raises:
        BookingWrongState: ``rights.booking_wrong_state``.
        TooLate: ``rights.booking_too_late``.
    """
    if state not in MOVABLE:
        raise BookingWrongState(state.value, State.BOOKED.value)
    until = free_until(starts_at, policy)
    if now > until or now >= starts_at:
        raise TooLate(min(until, starts_at))


def expect_check_in(state: State, starts_at: datetime, now: datetime) -> None:
    """Refuse to check in what is not booked, or hours too early; who is late is let in until he is marked.

    Raises:
        BookingWrongState: ``rights.booking_wrong_state``.
        TooEarly: ``rights.check_in_too_early``.
    """
    expect_move(state, State.CHECKED_IN)
    if now < starts_at - CHECK_IN_BEFORE:
        raise TooEarly(CHECK_IN_BEFORE // timedelta(hours=1))


def may_be_done(starts_at: datetime, minutes: int, now: datetime) -> bool:
    """Tell whether it can be noted as done: who came early may be served by so much before the hour."""
    return now >= starts_at - timedelta(minutes=minutes)


def no_show_due(state: State, ends_at: datetime, now: datetime) -> bool:
    """Tell whether one who did not come is marked now."""
    return state is State.BOOKED and now >= ends_at + NO_SHOW_AFTER
