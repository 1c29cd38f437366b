"""Dead deliveries for screens."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.identity.deliveries.deliveries import DEAD, DELIVERY_REACH, OF_EVENT, DeliveryId, units_as_text
from largesse.identity.names import Name, ids_in, names_of
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
    """A delivery that failed too often; ``stops`` counts workers that stopped at it.

    ``subject`` is the key of its event, empty where the event is gone; ``about`` what it concerns, by name.
    """

    id: DeliveryId
    topic: str
    handler: str
    attempts: int
    stops: int
    error: str
    state: str
    event_at: datetime
    subject: str
    payload: dict[str, Any]
    about: tuple[Name, ...] = ()

    @property
    def ids(self) -> list[UUID]:
        """The ids of its subject, then the others of its event; the org unit is not what it is about."""
        of_subject = sorted(ids_in(*self.subject.split(":")))
        told = (value for name, value in self.payload.items() if name != "org_unit")
        others = ids_in(*(value for value in told if isinstance(value, str)))
        return [*of_subject, *sorted(others.difference(of_subject))]


async def dead_page(read: Read, actor: Actor, wish: Wish) -> Paged[DeadRow]:
    """List dead deliveries within reach."""
    columns = "d.id, d.topic, d.handler, d.attempts, d.stops, d.error, d.state, d.event_at"
    asked = List(f"{columns}, {OF_EVENT}", "store_delivery d", "d.id")
    asked.conditions.append(f"d.state = '{DEAD}'")
    asked.conditions.append(DELIVERY_REACH.format(units=asked.param(units_as_text(actor))))
    asked.search(wish.search, "d.topic", "d.handler", "d.error")
    page = await paged(read, DeadRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)
    names = await names_of(read, (one for row in page.rows for one in row.ids))
    return page.with_rows(
        lambda row: replace(row, about=tuple(names[one] for one in row.ids if one in names))
    )


async def dead_waiting(read: Read, actor: Actor) -> int:
    """Count dead deliveries within reach."""
    reach = DELIVERY_REACH.format(units="$1")
    sql = f"select count(*) from store_delivery d where d.state = '{DEAD}' and {reach}"  # noqa: S608 - constants
    return int(await read.value(sql, units_as_text(actor)))
