"""Bookings read under their lock, moved with a guard, and told of: slot, right and booking in one commit.

Invariant   lock order: person, budget, right, service, resource, slot, booking, waiting list
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.rights.bookings.booking import BookingMissing, State, expect_move, step
from largesse.rights.bookings.records import BookingId
from largesse.rights.slots.locking import At, give_back, move
from largesse.rights.waiting.serve import Freed, serve
from largesse.store.work import Read, Tx

CHANGED = "rights.booking_changed.v1"
_BOOKED = "select * from rights_booking where id = $1"
_MOVE = """
update rights_booking set state = $3, why = $4, reason = $5, version = version + 1,
  confirmed_at = case when $3 in ('pending', 'booked') then coalesce(confirmed_at, $6) else confirmed_at end,
  arrived_at = case when $3 = 'arrived' then $6 when $3 = 'checked-in' then null else arrived_at end,
  ended_at = case when $3 in ('fulfilled', 'cancelled', 'noshow', 'entered-in-error') then $6::timestamptz
  end,
  sequence = sequence + $7, units_used = units_used + $8
where id = $1 and version = $2
"""
_QUIET = frozenset({State.CHECKED_IN, State.ARRIVED, State.FULFILLED})


@dataclass(frozen=True)
class Booked:
    """A booking as it was read."""

    id: BookingId
    entitlement: UUID
    service: UUID
    place: UUID
    resource: UUID
    slot: UUID | None
    session: str | None
    holder: UUID
    person: UUID
    starts_at: datetime
    ends_at: datetime
    seat: int | None
    state: State
    hold_until: datetime | None
    why: str
    units_used: int
    sequence: int
    org_unit: UUID
    version: int


@dataclass(frozen=True)
class Moving:
    """How a booking moves: to which state, why, in whose words, and how many units that takes."""

    to: State
    why: str = ""
    reason: str = ""
    units: int = 0
    at: datetime | None = None


@dataclass(frozen=True)
class BookingStanding:
    """Where a booking stands now."""

    booking: BookingId
    state: str


async def find_booking(read: Read, booking: UUID) -> Booked:
    """Read a booking without a lock.

    Raises:
        BookingMissing: ``rights.booking_missing``.
    """
    found = await read.one(Booked, _BOOKED, booking)
    if found is None:
        raise BookingMissing(booking)
    return found


async def lock_booking(tx: Tx[Any], booking: UUID) -> Booked:
    """Lock a booking and read it; its resource is locked already.

    Raises:
        BookingMissing: ``rights.booking_missing``.
    """
    found = await tx.one(Booked, f"{_BOOKED} for no key update", booking)
    if found is None:
        raise BookingMissing(booking)
    return found


async def keep(tx: Tx[Any], at: At, before: Booked, moving: Moving) -> BookingStanding:
    """Move a booking and its slot's counts; a place that becomes free goes to the first who waits.

    A booking in a provider's calendar has no slot: its places are counted there.

    Raises:
        BookingWrongState: ``rights.booking_wrong_state``.
    """
    expect_move(before.state, moving.to)
    counts = step(before.state, moving.to)
    freed = before.slot if counts.held + counts.booked < 0 else None
    if freed:
        await give_back(tx, freed, counts)
    elif before.slot and not await move(tx, before.slot, counts):
        raise Contended
    changes = 0 if moving.to in _QUIET else 1
    count = await tx.run(
        _MOVE,
        before.id,
        before.version,
        moving.to.value,
        moving.why,
        moving.reason,
        moving.at or tx.now,
        changes,
        moving.units,
    )
    if count != 1:
        raise Contended
    tell(tx, before, moving.to)
    if freed:
        await serve(tx, Freed(at, freed, before.starts_at, before.ends_at))
    return BookingStanding(before.id, moving.to.value)


def tell(tx: Tx[Any], booking: Booked, state: State, *, made: bool = False) -> None:
    """Tell the house where a booking stands now."""
    payload = {
        "booking": str(booking.id),
        "entitlement": str(booking.entitlement),
        "service": str(booking.service),
        "place": str(booking.place),
        "resource": str(booking.resource),
        "holder": str(booking.holder),
        "person": str(booking.person),
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
        "before": None if made else booking.state.value,
        "state": state.value,
        "by": tx.actor.kind,
        "org_unit": str(booking.org_unit),
        "at": tx.now.isoformat(),
    }
    tx.emit(CHANGED, str(booking.id), payload)
