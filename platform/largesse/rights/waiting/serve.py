"""Serve the waiting list: a place that is free now is kept for the first who waits for it.

Invariant   the caller holds the resource's lock; the place is held in the same commit in which it became
            free,
            so that nobody comes between; one entry has one offer at a time
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.clock import day_in
from largesse.rights.slots.locking import At, Step, give_back, move
from largesse.rights.slots.open import slots_of
from largesse.store.work import Tx

OFFERED = "rights.place_offered.v1"
SERVED_MAX = 50
# The first who waits for this slot, whose right may be used then, and who has nothing else at that time.
_FIRST = """
select w.id, w.holder, w.person, w.entitlement, w.place, v.offer_minutes from rights_waiting w
join rights_service v on v.id = w.service
join rights_service_at a on a.service = v.id and a.resource = $1
join rights_entitlement e on e.id = w.entitlement
where w.place = $2 and w.state = 'waiting' and (w.resource is null or w.resource = $1)
  and w.starts_from <= $3 and w.starts_to > $3 and v.state = 'active' and v.minutes * 60 <= $5
  and e.state = 'active' and e.valid_to > $3
  and not exists (select from rights_booking b where b.person = w.person and b.starts_at < $4 and b.ends_at >
  $3
    and b.state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived'))
order by w.joined_at, w.id limit 1 for no key update of w
"""
_OFFER = """
update rights_waiting set state = 'offered', slot = $2, accept_by = $3 where id = $1 and state = 'waiting'
"""


@dataclass(frozen=True)
class _First:
    id: UUID
    holder: UUID
    person: UUID
    entitlement: UUID
    place: UUID
    offer_minutes: int


@dataclass(frozen=True)
class Freed:
    """A slot of which a place may be free; its row is there and its resource is locked."""

    at: At
    slot: UUID
    starts_at: datetime
    ends_at: datetime


async def serve(tx: Tx[Any], freed: Freed) -> int:
    """Keep every free place of a slot for those who wait, first come first served; gives how many it was."""
    served = 0
    while served < SERVED_MAX and freed.starts_at > tx.now:
        length = int((freed.ends_at - freed.starts_at).total_seconds())
        who = freed.at.id, freed.at.place
        asked = *who, freed.starts_at, freed.ends_at, length
        # The first may have been offered another place while his row was waited for: then the next is sought.
        first = await tx.one(_First, _FIRST, *asked) or await tx.one(_First, _FIRST, *asked)
        if first is None or not await _open(tx, freed) or not await move(tx, freed.slot, Step(held=1)):
            break
        await _offer(tx, freed, first)
        served += 1
    return served


async def take_back(tx: Tx[Any], freed: Freed) -> None:
    """Give an offered place back and offer it to the next."""
    await give_back(tx, freed.slot, Step(held=-1))
    await serve(tx, freed)


async def _open(tx: Tx[Any], freed: Freed) -> bool:
    """Tell whether rules still give the slot: nothing is offered on a day that was closed."""
    if not freed.at.running:
        return False
    found = await slots_of(tx, [freed.at], day_in(freed.starts_at, freed.at.zone), 1)
    return any(one.slot.open and one.slot.id == freed.slot for one in found)


async def _offer(tx: Tx[Any], freed: Freed, first: _First) -> None:
    accept_by = min(tx.now + timedelta(minutes=first.offer_minutes), freed.starts_at)
    await tx.run(_OFFER, first.id, freed.slot, accept_by)
    payload = {
        "waiting": str(first.id),
        "entitlement": str(first.entitlement),
        "holder": str(first.holder),
        "person": str(first.person),
        "place": str(first.place),
        "starts_at": freed.starts_at.isoformat(),
        "accept_by": accept_by.isoformat(),
        "org_unit": str(freed.at.org_unit),
        "at": tx.now.isoformat(),
    }
    tx.emit(OFFERED, str(first.id), payload)
