"""What a holder may do with a booking of his now, by the rules that the use cases refuse by."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from largesse.kernel.errors import Told
from largesse.rights.bookings.booking import Policy, State, cancel_units, expect_movable, free_until
from largesse.rights.bookings.reads import OwnBooking
from largesse.rights.bookings.session_words import open_ask

_AT_THE_DESK = frozenset({State.BOOKED})


@dataclass(frozen=True)
class Acts:
    """Names of acts, what cancelling takes now, and until when it takes nothing."""

    names: list[str]
    units: int
    free_until: datetime


def acts(row: OwnBooking, now: datetime) -> Acts:
    """Name what is neither over nor too late."""
    state, policy = State(row.state), Policy(timedelta(hours=row.free_until_hours), row.late_units, 0)
    if row.session and (state is State.PENDING or open_ask(row)):
        # Only what the provider has surely not been asked yet can be taken back at once.
        back = ["cancel"] if state is State.PENDING and row.asked_state == "asked" else []
        return Acts(back, 0, free_until(row.starts_at, policy))
    names, units = [], 0
    if state is State.PROPOSED and row.hold_until and now <= row.hold_until:
        names.append("confirm")
    try:
        units = cancel_units(state, row.starts_at, policy, now)
        names.append("cancel")
    except Told:
        pass
    try:
        expect_movable(state, row.starts_at, policy, now)
        names.append("move")
    except Told:
        pass
    if state in _AT_THE_DESK and not row.session:
        names.append("code")
    return Acts(names, units, free_until(row.starts_at, policy))
