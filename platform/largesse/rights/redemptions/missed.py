"""What a booking took because nobody came, or came too late to cancel, once he came after all.

Invariant   one visit costs one unit: the unit that was taken stands for it; more than one goes back whole,
            with its money, and the visit is used like any other
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.rights.redemptions.records import RedemptionId
from largesse.rights.redemptions.reverse_use import find_used, take_back
from largesse.store.work import Read, Tx

REASON = "booking.came"
_AT_PROVIDER = """
select id from rights_booking where entitlement = $1 and session is not null and state <> 'proposed'
order by state in ('pending', 'booked', 'checked-in', 'arrived') desc, made_at desc limit 1
"""
_TAKEN = """
select r.id, r.units from rights_booking b join rights_redemption r on r.entitlement = b.entitlement
where b.id = $1 and r.units = b.units_used and r.kind = 'use' and r.proof like 'booking.%'
  and not exists (select from rights_redemption x where x.reverses = r.id)
order by r.booked_at desc limit 1
"""
_TOOK_NONE = "update rights_booking set units_used = 0 where id = $1 and units_used > 0"


@dataclass(frozen=True)
class _Taken:
    id: RedemptionId
    units: int


async def booking_at_provider(read: Read, entitlement: UUID) -> UUID | None:
    """Give the booking that a provider tells of: the one that lives, else the one that was made last."""
    found: UUID | None = await read.value(_AT_PROVIDER, entitlement)
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
