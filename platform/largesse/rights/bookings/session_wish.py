"""What a client or staff wish of a booking in a provider's calendar: judged here, then asked of the provider.

Invariant   what stands at the provider stays a booking until the provider says otherwise
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.rights.bookings.booking import BookingWrongState, OutsideValidity, State
from largesse.rights.bookings.keeping import Booked
from largesse.rights.bookings.session import Session, SessionsTold, slot_of
from largesse.rights.bookings.session_ask import Why, Wish, drop_open, put_ask
from largesse.rights.bookings.session_take import judged_session
from largesse.rights.bookings.standing import Standing
from largesse.rights.bookings.taking import Ready, expect_free
from largesse.rights.entitlements.entitlement import NotYetValid
from largesse.rights.slots.locking import At, lock_resource
from largesse.store.work import Tx

WITHDRAWN = "rights.session_withdrawn"


@dataclass(frozen=True)
class By:
    """Who wishes it, and what staff wrote; ``right``: nobody, the right behind it has ended."""

    why: Why = "client"
    reason: str = ""


async def wish_book(tx: Tx[Any], booking: Booked, at: At, by: By) -> None:
    """Ask for the session that is held."""
    session = Session(booking.session or "", booking.starts_at, booking.ends_at, 0)
    await put_ask(tx, booking, at.phone, Wish("book", by.why, at.id, session, reason=by.reason))


async def wish_move(
    tx: Tx[Any], one: Standing, to: tuple[UUID, datetime], told: SessionsTold, by: By
) -> None:
    """Ask for another session; the booking keeps its own until the provider says yes.

    Raises:
        SlotTaken, SlotClosed, SlotTooSoon: with the next free sessions.
        PersonBusy, OutsideValidity, NotYetValid, BookingWrongState, BookingAtProvider: about the booking.
    """
    booking, (resource, starts_at) = one.booking, to
    if (booking.resource, booking.starts_at) == to:
        raise BookingWrongState(booking.state.value, booking.state.value)
    if starts_at < one.right.valid_from:
        raise NotYetValid(one.right.valid_from)
    if starts_at >= one.right.valid_to:
        raise OutsideValidity(one.right.valid_to)
    at = await lock_resource(tx, resource)
    ready = Ready(one.right, booking.person, one.person_nr, one.service, at)
    session = await judged_session(tx, ready, starts_at, told)
    await expect_free(tx, booking.person, slot_of(at.id, session), besides=booking.id)
    await put_ask(tx, booking, one.at.phone, Wish("move", by.why, at.id, session, reason=by.reason))


async def wish_cancel(tx: Tx[Any], one: Standing, units: int, by: By) -> bool:
    """Ask the provider to give the session back; True: nothing had been asked yet, so it is over at once.

    Raises:
        BookingAtProvider: ``rights.booking_at_provider``: it is being asked for this moment.
        CancelAtProvider: ``rights.cancel_at_provider``.
    """
    if one.booking.state is not State.PENDING:
        await put_ask(tx, one.booking, one.at.phone, Wish("cancel", by.why, units=units, reason=by.reason))
        return False
    await drop_open(tx, one.booking.id, WITHDRAWN, unless_sent=True)
    return True
