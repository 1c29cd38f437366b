"""Whether a visit that is told with its name was booked without one before, or the other way round.

Invariant   one visit is one use, in whatever order it is told with and without its name
Source      docs/decisions/0078-a-visit-is-named-by-its-provider-or-its-booking.md
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.ids import text_id
from largesse.rights.redemptions.missed import Visit, booking_at_provider
from largesse.store.work import Tx

BOOKING = "bkg"
_USES = (
    "select visit, at from rights_redemption where entitlement = $1 and provider_ref = $2 and kind = 'use'"
)
_NAMES = """
select facts->>'visit' as name, min(at) as at from rights_order_event
where provider_order = $1 and facts->>'visit' is not null group by 1 order by min(booked_at), 1
"""


@dataclass(frozen=True)
class _Use:
    visit: str | None
    at: datetime


@dataclass(frozen=True)
class _Name:
    name: str
    at: datetime


def name_of(booking: UUID | None) -> str | None:
    """Name a visit that its provider does not name by the booking that it was made under."""
    return text_id(BOOKING, booking) if booking else None


async def booked_otherwise(
    tx: Tx[Any], visit: Visit, booking: UUID | None, provider_ref: str | None
) -> bool | None:
    """Tell whether a visit was booked under its other name; None: nothing tells it from another one.

    What was told without a name stands for the visit that was named first of those under the same booking.
    Where none of them was booked with us, only the time tells.
    """
    uses = await tx.all(_Use, _USES, visit.entitlement, provider_ref)
    unnamed = name_of(booking)
    times = {visit.at}
    alike: list[_Use] = []
    if visit.name is None and not any(use.visit == unnamed for use in uses):
        alike = [use for use in uses if await _is_under(tx, visit, use, booking)]
    elif visit.name not in (None, unnamed):
        first = await _first_under(tx, visit, booking)
        if first and first.name == visit.name:
            times.add(first.at)
            alike = [use for use in uses if use.visit == unnamed]
    if booking or not alike:
        return bool(alike)
    return True if any(use.at in times for use in alike) else None


async def _first_under(tx: Tx[Any], visit: Visit, booking: UUID | None) -> _Name | None:
    """Give what was heard first by name of the visits under a booking."""
    for one in await tx.all(_Name, _NAMES, visit.order):
        if await booking_at_provider(tx, replace(visit, name=one.name, at=one.at)) == booking:
            return one
    return None


async def _is_under(tx: Tx[Any], visit: Visit, use: _Use, booking: UUID | None) -> bool:
    """Tell whether a use that its provider named was made under a booking."""
    if use.visit is None or use.visit.startswith(f"{BOOKING}_"):
        return False
    return await booking_at_provider(tx, replace(visit, name=use.visit, at=use.at)) == booking
