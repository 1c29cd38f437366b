"""An adviser decides over a booking where the service says so; its place is kept until he has."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.bookings.booking import BookingBegun, BookingWrongState, State
from largesse.rights.bookings.cancel import end
from largesse.rights.bookings.keeping import BookingStanding, Moving, keep
from largesse.rights.bookings.records import BookingId
from largesse.rights.bookings.standing import expect_ours, stand
from largesse.rights.reason import reason_of
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class AcceptBooking(Ask):
    """A booking that waits for the adviser, and may be."""

    booking: BookingId = asked("The booking, bkg_….", id="bkg")


@dataclass(frozen=True, kw_only=True)
class DeclineBooking(Ask):
    """A booking that waits for the adviser, and may not be."""

    booking: BookingId = asked("The booking, bkg_….", id="bkg")
    reason: str = asked("Why; the client reads it.")


async def accept_booking(ask: AcceptBooking, *, actor: Actor, work: Work) -> BookingStanding:
    """Say yes: the place is booked.

    Raises:
        BookingMissing, BookingWrongState, ServiceElsewhere: about the booking.
        BookingBegun: ``rights.booking_begun``: its time has come, and it ends by the clock.
    """
    actor.must("rights.answer_booking")
    async with work.begin(ask, actor, use="rights.accept_booking", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking)
        expect_ours(one.booking)
        if one.booking.state is not State.PENDING:
            raise BookingWrongState(one.booking.state.value, State.BOOKED.value)
        if tx.now >= one.booking.starts_at:
            raise BookingBegun(one.booking.starts_at)
        standing = await keep(tx, one.at, one.booking, Moving(State.BOOKED))
        tx.audit("rights.booking_accepted", str(ask.booking), {}, org_unit=one.booking.org_unit)
        return await tx.done(standing)


async def decline_booking(ask: DeclineBooking, *, actor: Actor, work: Work) -> BookingStanding:
    """Say no: the place is free for others, the right for its holder.

    Raises:
        BookingMissing, BookingWrongState, ServiceElsewhere: about the booking.
    """
    actor.must("rights.answer_booking")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.decline_booking", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking)
        expect_ours(one.booking)
        if one.booking.state is not State.PENDING:
            raise BookingWrongState(one.booking.state.value, State.CANCELLED.value)
        await end(tx, one, Moving(State.CANCELLED, "refused", reason), 0)
        facts = {"reason": reason}
        tx.audit("rights.booking_declined", str(ask.booking), facts, org_unit=one.booking.org_unit)
        return await tx.done(BookingStanding(ask.booking, State.CANCELLED.value))
