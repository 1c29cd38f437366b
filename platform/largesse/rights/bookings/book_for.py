"""An adviser books for a client: the place is booked at once, with a reason."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import asked
from largesse.rights.bookings.booking import State
from largesse.rights.bookings.hold import HoldSlot
from largesse.rights.bookings.keeping import BookingStanding
from largesse.rights.bookings.taking import Wanted, take
from largesse.rights.reason import reason_of
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class BookForClient(HoldSlot):
    """A place for a client's right, taken by staff."""

    reason: str = asked("Why; stands in the audit.")


async def book_for_client(ask: BookForClient, *, actor: Actor, work: Work) -> BookingStanding:
    """Book for a client whom one serves.

    Raises:
        SlotTaken, SlotClosed, SlotTooSoon: with the next free slots.
        SeatTaken, PersonBusy, OutsideValidity, Stranger: about the seat, the person, the day, for whom.
        EntitlementMissing, NotClaimed, Lapsed, NotYetValid, WrongState, ClientKeptOut: about the right.
        ServiceMissing, ServiceElsewhere, ResourceMissing: about what is booked where.
    """
    actor.must("rights.book_for_client")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.book_for_client", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        wanted = Wanted(ask.entitlement, ask.resource, ask.starts_at, ask.beneficiary, ask.seat)
        booked = await take(tx, wanted, State.BOOKED)
        facts = {"client": str(booked.holder), "starts_at": booked.starts_at, "reason": reason}
        tx.audit("rights.booking_made", str(booked.id), facts, org_unit=booked.org_unit)
        return await tx.done(BookingStanding(booked.id, State.BOOKED.value))
