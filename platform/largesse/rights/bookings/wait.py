"""Join the waiting list, leave it, accept the place that is offered.

Invariant   an offered place is held for its one entry; accepting books it, leaving and letting the time pass
            give
            it to the next in the same commit
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.copy import LOCALES
from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.rights.bookings.booking import State as Booking
from largesse.rights.bookings.keeping import BookingStanding
from largesse.rights.bookings.rights import expect_bookable, reserve
from largesse.rights.bookings.taking import (
    Placed,
    Ready,
    Wanted,
    expect_free,
    expect_seat,
    judged,
    make_ready,
    write,
)
from largesse.rights.bookings.whose import expect_may_book, expect_of_household
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.locking import find_right, lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.places.place import PlaceMissing
from largesse.rights.places.reads import offered
from largesse.rights.places.records import PlaceId, ResourceId
from largesse.rights.slots.locking import Step, lock_resource, move
from largesse.rights.slots.slot import Slot
from largesse.rights.waiting.entry import (
    OfferOver,
    State,
    WaitingMissing,
    WaitingWrongState,
    WaitsAlready,
    window_given,
)
from largesse.rights.waiting.records import WaitingId
from largesse.rights.waiting.serve import Freed, take_back
from largesse.store.work import Read, Tx, Work

_ENTRY = """
select w.id, w.entitlement, w.holder, w.person, w.state, w.accept_by, w.slot, s.resource, s.starts_at,
  s.ends_at
from rights_waiting w left join rights_slot s on s.id = w.slot where w.id = $1
"""
_JOIN = """
insert into rights_waiting (id, entitlement, service, place, resource, holder, person, starts_from,
  starts_to, state, org_unit, joined_at, locale)
select $1, $2, $3, p.id, $5, $6, $7, $8, $9, 'waiting', p.org_unit, $10, $11 from rights_place p
where p.id = $4 and p.state = 'active' on conflict (entitlement) where state in ('waiting', 'offered') do
  nothing
"""
_SERVED = """
select exists (select from rights_service_at a join rights_resource r on r.id = a.resource
  where a.service = $1 and r.place = $2 and ($3::uuid is null or r.id = $3))
"""
_END = "update rights_waiting set state = $2, booking = $3 where id = $1 and state = $4"

_FROM_HELD = {Booking.PENDING: Step(), Booking.BOOKED: Step(held=-1, booked=1)}


@dataclass(frozen=True, kw_only=True)
class JoinWaitingList(Ask):
    """A time at a place for which one waits until somebody else lets go of it."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent")
    place: PlaceId = asked("Where, plc_….", id="plc")
    starts_from: datetime = asked("The earliest beginning that one would take.")
    starts_to: datetime = asked("Before when it would have to begin.")
    resource: ResourceId | None = asked("Only there, rsc_….", id="rsc", default=None)
    beneficiary: ClientId | None = asked(
        "For whom, cli_…: the holder or his household; null: for whom the right is.", id="cli", default=None
    )
    locale: str = asked("In which language one is told of a place: zh-CN or en.", default=LOCALES[0])


@dataclass(frozen=True, kw_only=True)
class LeaveWaitingList(Ask):
    """An entry that one gives up."""

    waiting: WaitingId = asked("The entry, wtg_….", id="wtg")


@dataclass(frozen=True, kw_only=True)
class AcceptOffer(Ask):
    """A place that is offered, and wanted."""

    waiting: WaitingId = asked("The entry, wtg_….", id="wtg")
    seat: int | None = asked("The seat, where seats are numbered.", default=None)


@dataclass(frozen=True)
class WaitingStanding:
    """Where an entry stands now."""

    waiting: WaitingId
    state: str


@dataclass(frozen=True)
class Entry:
    """An entry as it was read, with the slot that is offered."""

    id: WaitingId
    entitlement: UUID
    holder: UUID
    person: UUID
    state: State
    accept_by: datetime | None
    slot: UUID | None
    resource: UUID | None
    starts_at: datetime | None
    ends_at: datetime | None


async def join_waiting_list(ask: JoinWaitingList, *, actor: Actor, work: Work) -> WaitingStanding:
    """Wait for a place.

    Raises:
        EntitlementMissing, ClientKeptOut, Stranger, NotClaimed, Lapsed, NotYetValid, WrongState: about the
        right.
        ServiceMissing, ServiceElsewhere, PlaceMissing: about what is booked where.
        WaitsAlready: ``rights.waits_already``.
        Malformed: ``kernel.malformed`` at ``starts_to``.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.join_waiting_list", answer=WaitingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        right = await find_right(tx, ask.entitlement)
        await expect_may_book(tx, right.holder, actor, EntitlementMissing(ask.entitlement), right.id)
        window_given(ask.starts_from, ask.starts_to, tx.now)
        person = ask.beneficiary or right.beneficiary
        await expect_of_household(tx, right.holder, person)
        expect_bookable((await lock_right(tx, ask.entitlement)).entitlement, ask.starts_from, tx.now)
        service = await offered(tx, right.sku, lock="for share")
        if not await tx.value(_SERVED, service.id, ask.place, ask.resource):
            raise PlaceMissing(ask.place)
        joined = WaitingStanding(WaitingId(new_id()), State.WAITING.value)
        where = service.id, ask.place, ask.resource, right.holder, person
        when = ask.starts_from, ask.starts_to, tx.now
        language = ask.locale if ask.locale in LOCALES else LOCALES[0]
        if not await tx.run(_JOIN, joined.waiting, right.id, *where, *when, language):
            raise WaitsAlready
        return await tx.done(joined)


async def leave_waiting_list(ask: LeaveWaitingList, *, actor: Actor, work: Work) -> WaitingStanding:
    """Wait no more; a place that is offered goes to the next.

    Raises:
        WaitingMissing, WaitingWrongState: about the entry.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.leave_waiting_list", answer=WaitingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        found = await _find(tx, ask.waiting, actor)
        await give_up(tx, found, State.LEFT)
        return await tx.done(WaitingStanding(ask.waiting, State.LEFT.value))


async def accept_offer(ask: AcceptOffer, *, actor: Actor, work: Work) -> BookingStanding:
    """Book the place that is offered, or bring it before the adviser where the service says so.

    Raises:
        WaitingMissing, WaitingWrongState: about the entry.
        OfferOver: ``rights.offer_over``.
        SlotClosed: ``rights.slot_closed``: with the next free slots.
        PersonBusy, SeatTaken, NotClaimed, Lapsed, NotYetValid, WrongState, OutsideValidity: of any booking.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.accept_offer", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        found = await _find(tx, ask.waiting, actor)
        if found.state is not State.OFFERED or found.resource is None or found.starts_at is None:
            raise WaitingWrongState(found.state.value)
        wanted = Wanted(found.entitlement, found.resource, found.starts_at, found.person, ask.seat)
        ready = await make_ready(tx, wanted)
        entry = await _lock(tx, found)
        if entry.accept_by is None or tx.now > entry.accept_by:
            raise OfferOver(entry.accept_by or tx.now)
        expect_bookable(ready.right.entitlement, wanted.starts_at, tx.now)
        slot = await judged(tx, ready, wanted.starts_at, notice=False)
        await expect_free(tx, ready.person, slot)
        return await tx.done(await _book(tx, entry, ready, slot, ask.seat))


async def give_up(tx: Tx[Any], found: Entry, to: State) -> None:
    """End an entry; the place that was offered goes to the next.

    Raises:
        WaitingWrongState: ``rights.waiting_wrong_state``.
        Contended: it was offered a place, or lost one, meanwhile.
    """
    if found.state not in {State.WAITING, State.OFFERED}:
        raise WaitingWrongState(found.state.value)
    at = await lock_resource(tx, found.resource) if found.resource else None
    entry = await _lock(tx, found)
    await _end(tx, entry, to)
    if at and entry.slot and entry.starts_at and entry.ends_at:
        await take_back(tx, Freed(at, entry.slot, entry.starts_at, entry.ends_at))


async def find_entry(read: Read, waiting: UUID) -> Entry:
    """Read an entry without a lock.

    Raises:
        WaitingMissing: ``rights.waiting_missing``.
    """
    found = await read.one(Entry, _ENTRY, waiting)
    if found is None:
        raise WaitingMissing(waiting)
    return found


async def _find(tx: Tx[Any], waiting: UUID, actor: Actor) -> Entry:
    found = await find_entry(tx, waiting)
    await expect_may_book(tx, found.holder, actor, WaitingMissing(waiting), found.entitlement)
    return found


async def _lock(tx: Tx[Any], found: Entry) -> Entry:
    """Lock an entry whose resource is locked, where a place is offered; it must still be the same."""
    entry = await tx.one(Entry, f"{_ENTRY} for no key update of w", found.id)
    if entry is None or (entry.state, entry.slot) != (found.state, found.slot):
        raise Contended
    return entry


async def _end(tx: Tx[Any], entry: Entry, to: State, booking: UUID | None = None) -> None:
    if await tx.run(_END, entry.id, to.value, booking, entry.state.value) != 1:
        raise Contended


async def _book(tx: Tx[Any], entry: Entry, ready: Ready, slot: Slot, seat: int | None) -> BookingStanding:
    """Make a booking of the held place; the entry is done."""
    state = Booking.PENDING if ready.service.approval else Booking.BOOKED
    if entry.slot is None or not await move(tx, entry.slot, _FROM_HELD[state]):
        raise Contended
    placed = Placed(slot, entry.slot, state, seat)
    await expect_seat(tx, ready.at, placed)
    booked = await write(tx, ready, placed)
    await reserve(tx, ready.right)
    await _end(tx, entry, State.ACCEPTED, booked.id)
    return BookingStanding(booked.id, state.value)
