"""Resources and slots under their locks: every count of a resource's slots changes while its row is held.

Invariant   lock order: resource (in id order), slot; a count changes with its guard in the WHERE and a CHECK
            behind it; a slot is made only where no used slot of the resource overlaps it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.rights.places.place import ResourceMissing
from largesse.rights.places.records import PlaceId, ResourceId
from largesse.rights.slots.slot import Slot
from largesse.store.work import Read, Tx

_AT = """
select r.id, r.nr, r.place, r.name, r.kind, r.seated, r.state, p.zone, p.name as place_name, p.address,
  p.phone,
  p.org_unit, p.state as place_state
from rights_resource r join rights_place p on p.id = r.place where r.id = $1
"""
_OVERLAP = """
select exists (select from rights_slot where resource = $1 and starts_at < $3 and ends_at > $2
  and not (starts_at = $2 and ends_at = $3) and held + booked + blocked > 0)
"""
_MAKE = """
insert into rights_slot (id, resource, resource_nr, starts_at, ends_at, starts_s, ends_s, capacity,
  created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (resource, starts_at) do update set ends_at = excluded.ends_at, ends_s = excluded.ends_s,
  capacity = greatest(excluded.capacity, rights_slot.held + rights_slot.booked + rights_slot.blocked
    - rights_slot.beyond)
"""
_FOUND = "select id from rights_slot where resource = $1 and starts_at = $2 and ends_at = $3"
# One count up, or one more of another in its place; the guard keeps the places within the capacity.
_MOVE = """
update rights_slot set held = held + $2, booked = booked + $3, blocked = blocked + $4, beyond = beyond + $5
where id = $1 and held + $2 >= 0 and booked + $3 >= 0 and blocked + $4 >= 0 and beyond + $5 >= 0
  and held + booked + blocked + $2 + $3 + $4 <= capacity + beyond + $5
"""


@dataclass(frozen=True)
class At:
    """A resource and its place, as a booking sees them."""

    id: ResourceId
    nr: int
    place: PlaceId
    name: dict[str, str]
    kind: str
    seated: bool
    state: str
    zone: str
    place_name: dict[str, str]
    address: dict[str, str]
    phone: str
    org_unit: UUID
    place_state: str

    @property
    def running(self) -> bool:
        """Tell whether anything is booked here."""
        return self.state == "active" and self.place_state == "active"


@dataclass(frozen=True)
class Step:
    """How a slot's counts change."""

    held: int = 0
    booked: int = 0
    blocked: int = 0
    beyond: int = 0


async def find_resource(read: Read, resource: UUID) -> At:
    """Read a resource with its place.

    Raises:
        ResourceMissing: ``rights.resource_missing``.
    """
    found = await read.one(At, _AT, resource)
    if found is None:
        raise ResourceMissing(resource)
    return found


async def lock_resource(tx: Tx[Any], resource: UUID) -> At:
    """Lock a resource, so that its bookings come one after another, and keep its place as it is.

    Raises:
        ResourceMissing: ``rights.resource_missing``.
    """
    found = await tx.one(At, f"{_AT} for no key update of r for share of p", resource)
    if found is None:
        raise ResourceMissing(resource)
    return found


async def touch(tx: Tx[Any], at: At, slot: Slot) -> UUID | None:
    """Make a slot a row, or bring it to what rules give now; None: a used slot is in the way."""
    if await tx.value(_OVERLAP, at.id, slot.starts_at, slot.ends_at):
        return None
    seconds = (int(slot.starts_at.timestamp()), int(slot.ends_at.timestamp()))
    await tx.run(
        _MAKE,
        new_id(),
        at.id,
        at.nr,
        slot.starts_at,
        slot.ends_at,
        *seconds,
        slot.capacity,
        tx.now,
    )
    found: UUID | None = await tx.value(_FOUND, at.id, slot.starts_at, slot.ends_at)
    return found


async def move(tx: Tx[Any], slot: UUID, step: Step) -> bool:
    """Change a slot's counts; False: there is no place for it."""
    return bool(await tx.run(_MOVE, slot, step.held, step.booked, step.blocked, step.beyond))


async def give_back(tx: Tx[Any], slot: UUID, step: Step) -> None:
    """Give places of a slot back; what a late truth took beyond the capacity goes with them."""
    if not await move(tx, slot, step):
        raise Contended
    await tx.run(
        "update rights_slot set beyond = greatest(0, least(beyond, held + booked + blocked - capacity))"
        " where id = $1",
        slot,
    )
