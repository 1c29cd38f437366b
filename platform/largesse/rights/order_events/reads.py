"""What screens show of what providers told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.rights.order_events.order_event import Facts
from largesse.rights.order_events.records import OrderEventId
from largesse.store.work import Read

EVENTS_MAX = 200
_EVENTS = """
select id, provider_order, kind, at, booked_at, late, out_of_order, facts from rights_order_event
where provider_order = any($1::uuid[]) order by at, id limit $2
"""


@dataclass(frozen=True)
class OrderEventRow:
    """One event as it was told."""

    id: OrderEventId
    provider_order: UUID
    kind: str
    at: datetime
    booked_at: datetime
    late: bool
    out_of_order: bool
    facts: Facts


async def events_of(read: Read, orders: Sequence[UUID]) -> list[OrderEventRow]:
    """Read the events of some orders in the order in which they happened, at most 200 an order asked for."""
    return await read.all(OrderEventRow, _EVENTS, list(orders), EVENTS_MAX * max(1, len(orders)))


async def undone_after(read: Read, order: UUID, at: datetime) -> bool:
    """Tell whether a cancellation or return that happened later was told of an order already."""
    sql = (
        "select exists (select from rights_order_event where provider_order = $1 and at > $2"
        " and (kind in ('cancelled', 'refunded', 'returned') or facts->'case'->>'closed' = 'withdrawn'))"
    )
    return bool(await read.value(sql, order, at))
