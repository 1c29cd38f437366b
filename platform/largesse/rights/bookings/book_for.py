"""An adviser books for a client: the place is booked at once, with a reason."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import asked
from largesse.rights.bookings.booking import State
from largesse.rights.bookings.hold import HoldSlot
from largesse.rights.bookings.keeping import BookingStanding
from largesse.rights.bookings.session_take import take_session
from largesse.rights.bookings.session_wish import By, wish_book
from largesse.rights.bookings.sessions_told import told_for
from largesse.rights.bookings.taking import Wanted, take
from largesse.rights.reason import reason_of
from largesse.rights.slots.locking import lock_resource
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class BookForClient(HoldSlot):
    """A place for a client's right, taken by staff."""

    reason: str = asked("Why; stands in the audit.")


async def book_for_client(ask: BookForClient, *, actor: Actor, work: Work) -> BookingStanding:
    """Book for a client whom one serves; in a provider's calendar it waits for the provider's yes.

    Raises:
        SlotTaken, SlotClosed, SlotTooSoon: with the next free slots.
        SeatTaken, PersonBusy, OutsideValidity, Stranger: about the seat, the person, the day, for whom.
        EntitlementMissing, NotClaimed, Lapsed, NotYetValid, WrongState, ClientKeptOut: about the right.
        ServiceMissing, ResourceMissing: about what is booked where.
        NotOrdered, ProviderAway, ProviderPaused, ProviderDeclined, ProviderSilent: about the provider.
    """
    actor.must("rights.book_for_client")
    reason = reason_of(ask.reason)
    told = await told_for(work, actor, ask.entitlement, ask.resource, ask.starts_at)
    async with work.begin(ask, actor, use="rights.book_for_client", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        wanted = Wanted(ask.entitlement, ask.resource, ask.starts_at, ask.beneficiary, ask.seat)
        if told:
            booked = await take_session(tx, wanted, State.PENDING, told)
            await wish_book(tx, booked, await lock_resource(tx, booked.resource), By("staff", reason))
        else:
            booked = await take(tx, wanted, State.BOOKED)
        facts = {"client": str(booked.holder), "starts_at": booked.starts_at, "reason": reason}
        tx.audit("rights.booking_made", str(booked.id), facts, org_unit=booked.org_unit)
        return await tx.done(BookingStanding(booked.id, booked.state.value))
