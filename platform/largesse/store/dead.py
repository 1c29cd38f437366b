"""Deliveries that failed for good: what they are about, and how a person who knows better ends them.

Every handler of an event has a delivery of its own; those of one topic are let go, or tried again, together.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.store.work import Read, Tx

FOUND_MAX = 500
_DEAD = """
select distinct o.payload->>$2 as said from store_delivery d
join store_outbox o on o.id = d.event and o.at = d.event_at
where d.state = 'dead' and d.topic = any($1::text[]) and o.payload->>$2 is not null limit $3
"""
# A delivery ``d`` with its event ``o``, and the one of a handler that failed for good with a code.
WITH_EVENT = "store_delivery d join store_outbox o on o.id = d.event and o.at = d.event_at"
DEAD_OF = "d.state = 'dead' and d.handler = '{handler}' and starts_with(d.error, '{code}')"
_LOCK = "select id from store_delivery where id = $1 for no key update"
_LET_GO = """
update store_delivery set state = 'done', done_at = $3
where event = $1 and topic = $2 and state in ('due', 'dead')
"""
_AGAIN = """
update store_delivery set state = 'due', attempts = 0, stops = 0, due_at = $3
where event = $1 and topic = $2 and state = 'dead'
"""


@dataclass(frozen=True)
class _Said:
    said: str


async def dead_told(read: Read, topics: Collection[str], field: str) -> list[str]:
    """Give what one field of the events of dead deliveries of some topics says, at most 500 values."""
    return [one.said for one in await read.all(_Said, _DEAD, list(topics), field, FOUND_MAX)]


async def lock_delivery(tx: Tx[Any], delivery: UUID) -> None:
    """Hold a delivery, so that one person ends it."""
    await tx.value(_LOCK, delivery)


async def let_go(tx: Tx[Any], event: UUID, topic: str) -> None:
    """End what of an event is still to be delivered, as if it were done."""
    await tx.run(_LET_GO, event, topic, tx.now)


async def send_again(tx: Tx[Any], event: UUID, topic: str) -> None:
    """Make what failed for good of an event due again, its attempts counted from the beginning."""
    await tx.run(_AGAIN, event, topic, tx.now)
    await tx.run("select pg_notify('largesse_outbox', '')")
