"""A confirmation that came in time and is learnt late keeps its place: it is a fact, not a request.

Invariant   the place is the client's although the hold has lapsed meanwhile and others may have come: a slot
            then
            has one place ``beyond`` its capacity, which people see, and nobody else is sent away
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Contended
from largesse.rights.bookings.booking import BookingWrongState, HoldOver, State, step
from largesse.rights.bookings.hold import confirmed
from largesse.rights.bookings.keeping import BookingStanding, Moving, keep, tell
from largesse.rights.bookings.records import BookingId
from largesse.rights.bookings.rights import reserve
from largesse.rights.bookings.stale import next_of
from largesse.rights.bookings.standing import Standing, expect_ours, stand
from largesse.rights.bookings.taking import expect_free
from largesse.rights.reason import reason_of
from largesse.rights.slots.locking import Step, move
from largesse.store.work import Tx, Work

_BACK = """
update rights_booking set state = $3, why = '', reason = $4, confirmed_at = $5, ended_at = null,
  sequence = sequence + 1, version = version + 1 where id = $1 and version = $2
"""
_SEAT_FREE = """
select not exists (select from rights_booking where slot = $1 and seat = $2 and id <> $3
  and state not in ('cancelled', 'entered-in-error', 'noshow'))
"""


@dataclass(frozen=True, kw_only=True)
class ConfirmKnown(Ask):
    """A confirmation that was given in time, by telephone or by a payment, and is only known now."""

    booking: BookingId = asked("The booking, bkg_….", id="bkg")
    confirmed_at: datetime = asked("When it was given.")
    reason: str = asked("How it is known; stands in the audit.")


async def confirm_known(ask: ConfirmKnown, *, actor: Actor, work: Work) -> BookingStanding:
    """Book what was confirmed while its place was held, although that is over.

    Raises:
        BookingMissing, BookingWrongState: about the booking.
        HoldOver: ``rights.hold_over``: it was not given in time.
        PersonBusy, WrongState: he has booked something else since, with the same right or at the same time.
    """
    actor.must("rights.book_for_client")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.confirm_known", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking)
        standing = await book_known(tx, one, ask.confirmed_at, reason)
        facts = {"confirmed_at": ask.confirmed_at, "reason": reason}
        tx.audit("rights.booking_confirmed_late", str(ask.booking), facts, org_unit=one.booking.org_unit)
        return await tx.done(standing)


async def book_known(tx: Tx[Any], one: Standing, confirmed_at: datetime, reason: str) -> BookingStanding:
    """Book a place that was confirmed at an instant, inside the caller's transaction.

    Raises:
        HoldOver: ``rights.hold_over``.
        BookingWrongState: ``rights.booking_wrong_state``.
        PersonBusy, WrongState: he has booked something else since.
    """
    expect_ours(one.booking)
    booking, to = one.booking, confirmed(one)
    if booking.state is not State.PROPOSED and booking.why != "lapsed":
        raise BookingWrongState(booking.state.value, to.value)
    if booking.hold_until is None or confirmed_at > min(booking.hold_until, tx.now):
        following = await next_of(tx, one.service, one.at.place, tx.now)
        raise HoldOver(following.slots, following.times)
    if booking.state is State.PROPOSED:
        return await keep(tx, one.at, booking, Moving(to, reason=reason, at=confirmed_at))
    await expect_free(tx, booking.person, booking, besides=booking.id)
    await _place_again(tx, one, to)
    count = await tx.run(_BACK, booking.id, booking.version, to.value, reason, confirmed_at)
    if count != 1:
        raise Contended
    await reserve(tx, one.right)
    tell(tx, booking, to)
    return BookingStanding(booking.id, to.value)


async def _place_again(tx: Tx[Any], one: Standing, to: State) -> None:
    """Take the place again; where it went to somebody else, one more than there are."""
    booking, counts = one.booking, step(None, to)
    if booking.slot is None:
        raise Contended
    if booking.seat and not await tx.value(_SEAT_FREE, booking.slot, booking.seat, booking.id):
        await tx.run("update rights_booking set seat = null where id = $1", booking.id)
    if await move(tx, booking.slot, counts):
        return
    if not await move(tx, booking.slot, Step(held=counts.held, booked=counts.booked, beyond=1)):
        raise Contended
