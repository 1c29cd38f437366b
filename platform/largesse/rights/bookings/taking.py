"""Take a place: everything that hides a slot is judged again here, under the locks, whatever the page showed.

Invariant   the slot is one that rules give now, the service is served there now, the notice is kept, the
            right
            can be booked for that day, the person is free, and one of the slot's places is free
Source      docs/explanation/booking.md
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.clock import day_in
from largesse.kernel.errors import Missing
from largesse.kernel.ids import new_id
from largesse.rights.bookings.booking import (
    LIVE,
    PersonBusy,
    SeatTaken,
    SlotClosed,
    SlotTaken,
    SlotTooSoon,
    State,
)
from largesse.rights.bookings.booking import step as step_of
from largesse.rights.bookings.keeping import Booked, tell
from largesse.rights.bookings.records import BookingId
from largesse.rights.bookings.rights import expect_bookable, reserve
from largesse.rights.bookings.stale import Next, next_of
from largesse.rights.bookings.whose import expect_may_book, expect_of_household, lock_person
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.locking import Right, find_right, lock_right
from largesse.rights.places.place import Offered, Source
from largesse.rights.places.reads import offered
from largesse.rights.slots.locking import At, lock_resource, move, touch
from largesse.rights.slots.open import slots_of, terms_of
from largesse.rights.slots.slot import Slot, too_far, too_short, too_soon
from largesse.store.work import Tx

_SERVED = "select exists (select from rights_service_at where service = $1 and resource = $2)"
# Also the time to which a provider is being asked to move a booking of his.
_BUSY = """
select starts_at from (
  select id, starts_at, ends_at from rights_booking where person = $1 and state = any($4)
  union all
  select b.id, a.starts_at, a.ends_at from rights_booking b join rights_session_ask a on a.booking = b.id
  where b.person = $1 and b.state = any($4) and a.kind = 'move' and a.settled_at is null) taken
where starts_at < $3 and ends_at > $2 and ($5::uuid is null or id <> $5) order by starts_at limit 1
"""
_SEATS = """
select seat from rights_booking where slot = $1 and seat is not null and state <> all($2)
  and ($3::uuid is null or id <> $3)
"""
_SEATS_TOLD = 5
_GONE = ["cancelled", "entered-in-error", "noshow"]
_INSERT = """
insert into rights_booking (id, entitlement, service, place, resource, slot, holder, person, person_nr,
  starts_at,
  ends_at, starts_s, ends_s, seat, state, hold_until, org_unit, made_by, made_at, confirmed_at, session)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
"""


@dataclass(frozen=True)
class Wanted:
    """A place that somebody wants; ``person`` None: for whom the right is."""

    entitlement: UUID
    resource: UUID
    starts_at: datetime
    person: UUID | None = None
    seat: int | None = None


@dataclass(frozen=True)
class Ready:
    """What stands under its lock before a place is taken."""

    right: Right
    person: UUID
    person_nr: int
    service: Offered
    at: At


@dataclass(frozen=True)
class Placed:
    """A place that was taken: the slot, its row or the provider's session, the booking's state, the seat."""

    slot: Slot
    row: UUID | None
    state: State
    seat: int | None
    session: str | None = None


@dataclass(frozen=True)
class _Seat:
    seat: int


async def make_ready(tx: Tx[Any], wanted: Wanted, source: Source = Source.OWN) -> Ready:
    """Lock person, right, service and resource in this order, and see that the one who acts may.

    Raises:
        EntitlementMissing, ClientKeptOut, Stranger: about who acts for whom.
        ServiceMissing, ServiceElsewhere, ResourceMissing: about what is booked where.
    """
    missing: Missing = EntitlementMissing(wanted.entitlement)
    found = await find_right(tx, wanted.entitlement)
    await expect_may_book(tx, found.holder, tx.actor, missing, found.id)
    person = wanted.person or found.beneficiary
    await expect_of_household(tx, found.holder, person)
    number = await lock_person(tx, person)
    right = await lock_right(tx, wanted.entitlement)
    if right.holder != found.holder:
        raise missing
    service = await offered(tx, right.sku, source=source, lock="for share")
    return Ready(right, person, number, service, await lock_resource(tx, wanted.resource))


async def take(tx: Tx[Any], wanted: Wanted, state: State) -> Booked:
    """Take a place in a slot and reserve the right for it.

    Raises:
        SlotTaken, SlotClosed, SlotTooSoon: with the next free slots.
        SeatTaken, PersonBusy, OutsideValidity: about the seat, the person, the day.
        NotClaimed, Lapsed, NotYetValid, WrongState: about the right.
    """
    ready = await make_ready(tx, wanted)
    expect_bookable(ready.right.entitlement, wanted.starts_at, tx.now)
    slot = await judged(tx, ready, wanted.starts_at)
    await expect_free(tx, ready.person, slot)
    placed = Placed(slot, await taken(tx, ready, slot, state), state, wanted.seat)
    await expect_seat(tx, ready.at, placed)
    booked = await write(tx, ready, placed)
    await reserve(tx, ready.right)
    return booked


async def judged(tx: Tx[Any], ready: Ready, starts_at: datetime, *, notice: bool = True) -> Slot:
    """Give the slot that begins at an instant, as rules give it now; ``notice``: whether its period is
    judged.

    Raises:
        SlotClosed, SlotTooSoon: with the next free slots.
    """
    at, service = ready.at, ready.service
    served = at.running and await tx.value(_SERVED, service.id, at.id)
    day = day_in(starts_at, at.zone)
    found = [one.slot for one in await slots_of(tx, [at], day, 1)] if served else []
    slot = next((one for one in found if one.starts_at == starts_at and one.open), None)
    terms = terms_of(service)
    if slot is None or too_short(slot, terms) or too_far(slot, terms, tx.now):
        following = await _next(tx, ready)
        raise SlotClosed(following.slots, following.times)
    if notice and too_soon(slot, terms, tx.now):
        following = await _next(tx, ready)
        raise SlotTooSoon(service.notice_minutes, following.slots, following.times)
    return slot


async def expect_free(tx: Tx[Any], person: UUID, slot: Slot | Booked, besides: UUID | None = None) -> None:
    """Refuse a person who has another booking at this time; his row is locked.

    Raises:
        PersonBusy: ``rights.person_busy``.
    """
    busy = await tx.value(_BUSY, person, slot.starts_at, slot.ends_at, list(LIVE), besides)
    if busy is not None:
        raise PersonBusy(busy)


async def taken(tx: Tx[Any], ready: Ready, slot: Slot, state: State) -> UUID:
    """Take one of a slot's places; gives the slot's row.

    Raises:
        SlotTaken: ``rights.slot_taken``.
    """
    row = await touch(tx, ready.at, slot)
    if row is None or not await move(tx, row, step_of(None, state)):
        following = await _next(tx, ready)
        raise SlotTaken(following.slots, following.times)
    return row


async def expect_seat(tx: Tx[Any], at: At, placed: Placed, besides: UUID | None = None) -> None:
    """Refuse a seat that is another's; where seats are numbered one is named, elsewhere none.

    Raises:
        SeatTaken: ``rights.seat_taken``.
    """
    seat = placed.seat
    if not at.seated and seat is None:
        return
    others = {one.seat for one in await tx.all(_Seat, _SEATS, placed.row, _GONE, besides)}
    free = [one for one in range(1, placed.slot.capacity + 1) if one not in others] if at.seated else []
    if seat not in free:
        raise SeatTaken(seat or 0, ", ".join(str(one) for one in free[:_SEATS_TOLD]))


async def write(tx: Tx[Any], ready: Ready, placed: Placed) -> Booked:
    """Write a booking whose place is taken, and tell of it."""
    slot, state = placed.slot, placed.state
    ident, right, at = BookingId(new_id()), ready.right, ready.at
    until = tx.now + ready.service.hold_for if state is State.PROPOSED else None
    await tx.run(
        _INSERT,
        ident,
        right.id,
        ready.service.id,
        at.place,
        at.id,
        placed.row,
        right.holder,
        ready.person,
        ready.person_nr,
        slot.starts_at,
        slot.ends_at,
        int(slot.starts_at.timestamp()),
        int(slot.ends_at.timestamp()),
        placed.seat,
        state.value,
        until,
        at.org_unit,
        tx.actor.id,
        tx.now,
        None if state is State.PROPOSED else tx.now,
        placed.session,
    )
    booked = Booked(
        ident,
        right.id,
        ready.service.id,
        at.place,
        at.id,
        placed.row,
        placed.session,
        right.holder,
        ready.person,
        slot.starts_at,
        slot.ends_at,
        placed.seat,
        state,
        until,
        "",
        0,
        0,
        at.org_unit,
        1,
    )
    tell(tx, booked, state, made=True)
    return booked


async def _next(tx: Tx[Any], ready: Ready) -> Next:
    return await next_of(tx, ready.service, ready.at.place, tx.now)
