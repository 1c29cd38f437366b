"""Hold a place for some minutes, then confirm it: nobody loses it while he makes up his mind."""

from dataclasses import dataclass
from datetime import datetime

from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.bookings.booking import BookingWrongState, HoldOver, State
from largesse.rights.bookings.keeping import BookingStanding, Moving, keep
from largesse.rights.bookings.records import BookingId
from largesse.rights.bookings.session_take import take_session
from largesse.rights.bookings.session_wish import By, wish_book
from largesse.rights.bookings.sessions_told import told_for
from largesse.rights.bookings.stale import next_of
from largesse.rights.bookings.standing import Standing, stand
from largesse.rights.bookings.taking import Wanted, take
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.forms.reads import expect_answered
from largesse.rights.places.records import ResourceId
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class HoldSlot(Ask):
    """A place in a slot, for a right."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent")
    resource: ResourceId = asked("Who or what serves, rsc_….", id="rsc")
    starts_at: datetime = asked("When the slot begins.")
    beneficiary: ClientId | None = asked(
        "For whom, cli_…: the holder or his household; null: for whom the right is.", id="cli", default=None
    )
    seat: int | None = asked("The seat, where seats are numbered.", default=None)


@dataclass(frozen=True, kw_only=True)
class ConfirmBooking(Ask):
    """A held place that one wants."""

    booking: BookingId = asked("The booking, bkg_….", id="bkg")


@dataclass(frozen=True)
class SlotHeld:
    """A place is held until ``hold_until``."""

    booking: BookingId
    hold_until: datetime


async def hold_slot(ask: HoldSlot, *, actor: Actor, work: Work) -> SlotHeld:
    """Hold a place for the holder's own right.

    Raises:
        SlotTaken, SlotClosed, SlotTooSoon: a stale page; with the next free slots.
        SeatTaken, PersonBusy, OutsideValidity, Stranger: about the seat, the person, the day, for whom.
        EntitlementMissing, NotClaimed, Lapsed, NotYetValid, WrongState, ClientKeptOut: about the right.
        ServiceMissing, ResourceMissing: about what is booked where.
        NotOrdered, ProviderAway, ProviderPaused, ProviderDeclined, ProviderSilent: about the provider.
    """
    actor.must("rights.own")
    told = await told_for(work, actor, ask.entitlement, ask.resource, ask.starts_at)
    async with work.begin(ask, actor, use="rights.hold_slot", answer=SlotHeld) as tx:
        if tx.earlier:
            return tx.earlier
        wanted = Wanted(ask.entitlement, ask.resource, ask.starts_at, ask.beneficiary, ask.seat)
        held = State.PROPOSED
        booked = await (take_session(tx, wanted, held, told) if told else take(tx, wanted, held))
        return await tx.done(SlotHeld(booked.id, booked.hold_until or tx.now))


async def confirm_booking(ask: ConfirmBooking, *, actor: Actor, work: Work) -> BookingStanding:
    """Confirm a place that is held: it is booked, or waits for the adviser or for the provider's yes.

    Raises:
        NotOrdered, ProviderPaused: about the provider whose calendar it is.
        BookingMissing: ``rights.booking_missing``.
        BookingWrongState: ``rights.booking_wrong_state``.
        HoldOver: ``rights.hold_over``: with the next free slots.
        FormNeeded: ``rights.form_needed``: the right's form is answered for whom the place is; it stays held.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.confirm_booking", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking)
        if one.booking.state is State.PROPOSED and tx.now <= (one.booking.hold_until or tx.now):
            await expect_answered(tx, one.booking.entitlement)
            if one.booking.session:
                await wish_book(tx, one.booking, one.at, By())
            return await tx.done(await keep(tx, one.at, one.booking, Moving(confirmed(one))))
        if one.booking.state is State.PROPOSED or one.booking.why == "lapsed":
            following = await next_of(tx, one.service, one.at.place, tx.now)
            raise HoldOver(following.slots, following.times)
        raise BookingWrongState(one.booking.state.value, State.BOOKED.value)


def confirmed(one: Standing) -> State:
    """Give where a confirmed booking stands: before the adviser, or the provider, where one decides."""
    return State.PENDING if one.service.approval or one.booking.session else State.BOOKED
