"""Which booking a provider tells of, and what it took because nobody came, once he came after all.

Invariant   one visit costs one unit: the unit that was taken stands for it; more than one goes back whole,
            with its money, and the visit is used like any other
Source      docs/decisions/0078-a-visit-is-named-by-its-provider-or-its-booking.md
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.rights.redemptions.records import RedemptionId
from largesse.rights.redemptions.reverse_use import find_used, take_back
from largesse.store.work import Read, Tx

REASON = "booking.came"
_AT_PROVIDER = """
select b.id from rights_booking b
cross join lateral (select least($3::timestamptz, (select min(x.at) from rights_order_event x
  where x.provider_order = $2 and x.facts->>'visit' = $4)) as at) told
where b.entitlement = $1 and b.session is not null and b.state <> 'proposed'
order by b.made_at <= told.at desc, case when b.made_at <= told.at then b.made_at end desc, b.made_at limit 1
"""
_TAKEN = """
select r.id, r.units from rights_booking b join rights_redemption r on r.entitlement = b.entitlement
where b.id = $1 and r.units = b.units_used and r.kind = 'use' and r.proof like 'booking.%'
  and not exists (select from rights_redemption x where x.reverses = r.id)
order by r.booked_at desc limit 1
"""
_TOOK_NONE = "update rights_booking set units_used = 0 where id = $1 and units_used > 0"


@dataclass(frozen=True)
class Visit:
    """A visit as it was told: of which order and right, when, and as its provider names it."""

    order: UUID
    entitlement: UUID
    at: datetime
    name: str | None = None


@dataclass(frozen=True)
class _Taken:
    id: RedemptionId
    units: int


async def booking_at_provider(read: Read, visit: Visit) -> UUID | None:
    """Give the booking that a visit was made under: the one made last before it, else the first of all.

    A visit that its provider names is where it was told first, however often it is told.
    """
    asked = (visit.entitlement, visit.order, visit.at, visit.name)
    found: UUID | None = await read.value(_AT_PROVIDER, *asked)
    return found


async def visit_taken(tx: Tx[Any], booking: UUID) -> bool:
    """Tell whether a booking has taken its visit's unit already; what it took beyond that is given back.

    Raises:
        MadeGood: ``rights.use_made_good``: people must look.
    """
    taken = await tx.one(_Taken, _TAKEN, booking)
    if taken and taken.units == 1:
        return True
    if taken:
        await take_back(tx, await find_used(tx, taken.id), REASON)
    await tx.run(_TOOK_NONE, booking)
    return False
