"""Dead deliveries for screens."""

from dataclasses import dataclass
from datetime import datetime

from largesse.identity.deliveries.deliveries import DEAD, DELIVERY_REACH, DeliveryId, units_as_text
from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {
    "at": Sort("d.event_at", "timestamptz"),
    "topic": Sort("d.topic"),
    "handler": Sort("d.handler"),
}


@dataclass(frozen=True)
class DeadRow:
    """A delivery that failed too often; ``stops`` counts workers that stopped at it."""

    id: DeliveryId
    topic: str
    handler: str
    attempts: int
    stops: int
    error: str
    state: str
    event_at: datetime


async def dead_page(read: Read, actor: Actor, wish: Wish) -> Paged[DeadRow]:
    """List dead deliveries within reach."""
    columns = "d.id, d.topic, d.handler, d.attempts, d.stops, d.error, d.state, d.event_at"
    asked = List(columns, "store_delivery d", "d.id")
    asked.conditions.append(f"d.state = '{DEAD}'")
    asked.conditions.append(DELIVERY_REACH.format(units=asked.param(units_as_text(actor))))
    asked.search(wish.search, "d.topic", "d.handler", "d.error")
    return await paged(read, DeadRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)


async def dead_waiting(read: Read, actor: Actor) -> int:
    """Count dead deliveries within reach."""
    reach = DELIVERY_REACH.format(units="$1")
    sql = f"select count(*) from store_delivery d where d.state = '{DEAD}' and {reach}"  # noqa: S608 - constants
    return int(await read.value(sql, units_as_text(actor)))
