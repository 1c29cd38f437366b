"""Cancel a booking: free until the service's time, for units after it; its place goes to who waits."""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.bookings.booking import State, cancel_units, expect_move
from largesse.rights.bookings.keeping import BookingStanding, Moving, keep
from largesse.rights.bookings.records import BookingId
from largesse.rights.bookings.rights import release, spend
from largesse.rights.bookings.session_wish import By, wish_cancel
from largesse.rights.bookings.standing import Standing, stand
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class CancelBooking(Ask):
    """A booking, or a hold, that one does not want any more."""

    booking: BookingId = asked("The booking, bkg_….", id="bkg")


@dataclass(frozen=True, kw_only=True)
class CancelForClient(Ask):
    """A client's booking that staff cancels; it takes no unit of his right."""

    booking: BookingId = asked("The booking, bkg_….", id="bkg")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class BookingCancelled:
    """A booking is cancelled; ``units`` of the right it took. It is what it was while a provider is asked."""

    booking: BookingId
    units: int
    state: str = State.CANCELLED.value


async def cancel_booking(ask: CancelBooking, *, actor: Actor, work: Work) -> BookingCancelled:
    """Cancel one's own booking, or give a held place back.

    Raises:
        BookingMissing: ``rights.booking_missing``.
        BookingWrongState: ``rights.booking_wrong_state``.
        TooLate: ``rights.booking_too_late``: it has begun.
        BookingAtProvider, CancelAtProvider, ProviderPaused: about the provider whose calendar it is.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.cancel_booking", answer=BookingCancelled) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking, spends=True)
        units = cancel_units(one.booking.state, one.booking.starts_at, one.policy, tx.now)
        used = await call_off(tx, one, units, By())
        if used is None:
            return await tx.done(BookingCancelled(ask.booking, 0, one.booking.state.value))
        return await tx.done(BookingCancelled(ask.booking, used))


async def cancel_for_client(ask: CancelForClient, *, actor: Actor, work: Work) -> BookingStanding:
    """Cancel a client's booking for a reason that he is told; it takes none of his units.

    Raises:
        BookingMissing: ``rights.booking_missing``.
        BookingWrongState: ``rights.booking_wrong_state``.
    """
    actor.must("rights.book_for_client")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.cancel_for_client", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking)
        expect_move(one.booking.state, State.CANCELLED)
        asks = await call_off(tx, one, 0, By("staff", reason)) is None
        standing = BookingStanding(ask.booking, (one.booking.state if asks else State.CANCELLED).value)
        facts = {"starts_at": one.booking.starts_at, "reason": reason}
        tx.audit("rights.booking_cancelled", str(ask.booking), facts, org_unit=one.booking.org_unit)
        return await tx.done(standing)


async def call_off(tx: Tx[Any], one: Standing, units: int, by: By) -> int | None:
    """Cancel a booking, or ask for that the provider in whose calendar it stands.

    Returns:
        How many units it took; None: the provider is asked, and its yes ends it.

    Raises:
        BookingAtProvider, CancelAtProvider, ProviderPaused: about that provider.
    """
    asked_back = one.booking.session and one.booking.state is not State.PROPOSED
    if asked_back and not await wish_cancel(tx, one, units, by):
        return None
    return await end(tx, one, Moving(State.CANCELLED, by.why, by.reason), units)


async def end(tx: Tx[Any], one: Standing, moving: Moving, units: int) -> int:
    """End a booking: its place is free, its right too but for the units that this takes; gives how many."""
    used = 0
    if units:
        used = await spend(
            tx, one.right.id, units, min(tx.now, one.booking.starts_at), f"booking.{moving.why}"
        )
    else:
        await release(tx, one.right)
    await keep(tx, one.at, one.booking, Moving(moving.to, moving.why, moving.reason, used, moving.at))
    return used
