"""Move a booking to another slot: the new place is taken before the old one is given back, in one commit.

Invariant   whoever moves a booking never stands without a place; its calendar entry keeps its UID
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Contended
from largesse.rights.bookings.booking import (
    MOVABLE,
    BookingWrongState,
    OutsideValidity,
    SeatTaken,
    State,
    expect_movable,
    step,
)
from largesse.rights.bookings.keeping import Booked, BookingStanding, tell
from largesse.rights.bookings.records import BookingId
from largesse.rights.bookings.session import SessionsTold
from largesse.rights.bookings.session_wish import By, wish_move
from largesse.rights.bookings.sessions_told import told_for_booking
from largesse.rights.bookings.standing import Standing, stand
from largesse.rights.bookings.taking import Placed, Ready, expect_free, expect_seat, judged, taken
from largesse.rights.entitlements.entitlement import NotYetValid
from largesse.rights.places.records import ResourceId
from largesse.rights.reason import reason_of
from largesse.rights.slots.locking import Step, give_back, lock_resource
from largesse.rights.waiting.serve import Freed, serve
from largesse.store.work import Tx, Work

_MOVE = """
update rights_booking set place = $3, resource = $4, slot = $5, starts_at = $6, ends_at = $7, starts_s = $8,
  ends_s = $9, seat = $10, state = $11, org_unit = $12, sequence = sequence + 1, version = version + 1
where id = $1 and version = $2
"""


@dataclass(frozen=True, kw_only=True)
class RescheduleBooking(Ask):
    """Another slot for a booking."""

    booking: BookingId = asked("The booking, bkg_….", id="bkg")
    resource: ResourceId = asked("Who or what serves then, rsc_….", id="rsc")
    starts_at: datetime = asked("When the new slot begins.")
    seat: int | None = asked("The seat, where seats are numbered.", default=None)


@dataclass(frozen=True, kw_only=True)
class MoveBooking(RescheduleBooking):
    """Another slot for a client's booking, by staff."""

    reason: str = asked("Why; stands in the audit.")


async def reschedule_booking(ask: RescheduleBooking, *, actor: Actor, work: Work) -> BookingStanding:
    """Move one's own booking, as long as it may be changed for nothing; a provider is asked for its yes.

    Raises:
        BookingMissing, BookingWrongState, TooLate: about the booking.
        SlotTaken, SlotClosed, SlotTooSoon: a stale page; with the next free slots.
        SeatTaken, PersonBusy, OutsideValidity, NotYetValid, ResourceMissing: about the new slot.
    """
    actor.must("rights.own")
    told = await told_for_booking(work, actor, ask.booking, ask.resource, ask.starts_at)
    async with work.begin(ask, actor, use="rights.reschedule_booking", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking, ask.resource)
        expect_movable(one.booking.state, one.booking.starts_at, one.policy, tx.now)
        if told:
            return await tx.done(await _asked(tx, one, ask, told, By()))
        state = State.PENDING if one.service.approval else State.BOOKED
        return await tx.done(await move_to(tx, one, ask, state))


async def move_booking(ask: MoveBooking, *, actor: Actor, work: Work) -> BookingStanding:
    """Move a client's booking for him, also after the time until which he could do it himself.

    Raises:
        BookingMissing, BookingWrongState: about the booking.
        SlotTaken, SlotClosed, SlotTooSoon: with the next free slots.
        SeatTaken, PersonBusy, OutsideValidity, NotYetValid, ResourceMissing: about the new slot.
    """
    actor.must("rights.book_for_client")
    reason = reason_of(ask.reason)
    told = await told_for_booking(work, actor, ask.booking, ask.resource, ask.starts_at)
    async with work.begin(ask, actor, use="rights.move_booking", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking, ask.resource)
        if one.booking.state not in MOVABLE:
            raise BookingWrongState(one.booking.state.value, State.BOOKED.value)
        standing = (
            await _asked(tx, one, ask, told, By("staff", reason))
            if told
            else await move_to(tx, one, ask, one.booking.state)
        )
        facts = {"from": one.booking.starts_at, "to": ask.starts_at, "reason": reason}
        tx.audit("rights.booking_moved", str(ask.booking), facts, org_unit=one.booking.org_unit)
        return await tx.done(standing)


async def _asked(
    tx: Tx[Any], one: Standing, ask: RescheduleBooking, told: SessionsTold, by: By
) -> BookingStanding:
    """Ask the provider for the new session; the booking keeps its old one until it says yes."""
    if ask.seat is not None:
        raise SeatTaken(ask.seat, "–")
    await wish_move(tx, one, (ask.resource, ask.starts_at), told, by)
    return BookingStanding(one.booking.id, one.booking.state.value)


async def move_to(tx: Tx[Any], one: Standing, ask: RescheduleBooking, state: State) -> BookingStanding:
    """Take the new place, then give the old one back, which goes to the first who waits."""
    old, at = one.booking, await lock_resource(tx, ask.resource)
    if (old.resource, old.starts_at) == (at.id, ask.starts_at):
        raise BookingWrongState(old.state.value, state.value)
    ready = Ready(one.right, old.person, one.person_nr, one.service, at)
    if ask.starts_at < one.right.valid_from:
        raise NotYetValid(one.right.valid_from)
    if ask.starts_at >= one.right.valid_to:
        raise OutsideValidity(one.right.valid_to)
    slot = await judged(tx, ready, ask.starts_at)
    await expect_free(tx, old.person, slot, besides=old.id)
    placed = Placed(slot, await taken(tx, ready, slot, state), state, ask.seat)
    await expect_seat(tx, at, placed, old.id)
    await _write(tx, ready, old, placed)
    tell(tx, old, state)
    if old.slot:
        back = step(None, old.state)
        await give_back(tx, old.slot, Step(held=-back.held, booked=-back.booked))
        await serve(tx, Freed(one.at, old.slot, old.starts_at, old.ends_at))
    return BookingStanding(old.id, state.value)


async def _write(tx: Tx[Any], ready: Ready, old: Booked, to: Placed) -> None:
    seconds = (int(to.slot.starts_at.timestamp()), int(to.slot.ends_at.timestamp()))
    count = await tx.run(
        _MOVE,
        old.id,
        old.version,
        ready.at.place,
        ready.at.id,
        to.row,
        to.slot.starts_at,
        to.slot.ends_at,
        *seconds,
        to.seat,
        to.state.value,
        ready.at.org_unit,
    )
    if count != 1:
        raise Contended
