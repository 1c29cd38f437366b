"""What deliveries that failed for good are about: one field of their events, for screens that count them."""

from collections.abc import Collection
from dataclasses import dataclass

from largesse.store.work import Read

FOUND_MAX = 500
_DEAD = """
select distinct o.payload->>$2 as said from store_delivery d
join store_outbox o on o.id = d.event and o.at = d.event_at
where d.state = 'dead' and d.topic = any($1::text[]) and o.payload->>$2 is not null limit $3
"""


@dataclass(frozen=True)
class _Said:
    said: str


async def dead_told(read: Read, topics: Collection[str], field: str) -> list[str]:
    """Give what one field of the events of dead deliveries of some topics says, at most 500 values."""
    return [one.said for one in await read.all(_Said, _DEAD, list(topics), field, FOUND_MAX)]
