"""What an outcome took of its own stock and of the budget comes back with a right that was only kept.

Limits stay as they were used: who lets what was kept for him lapse has had his turn.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.revisions.content import documents_of
from largesse.play.plans.choice import BUDGET, is_stock
from largesse.play.plans.memory import means_of
from largesse.play.plans.plan import Edition, plan_of
from largesse.play.pools.pools import pool_id
from largesse.store.outbox import Event
from largesse.store.work import Tx, typed

_PLAY = "play"
_DRAW = "select activity, revision_hash, play, given from play_draw where id = $1"
_BACK = "update play_pool set used = used - $2 where id = $1 and used >= $2"


@dataclass(frozen=True)
class _Lapsed:
    source_kind: str
    source_ref: str


@dataclass(frozen=True)
class _Draw:
    activity: UUID
    revision_hash: str
    play: str
    given: str


async def after_lapse(event: Event, tx: Tx[Any]) -> None:
    """Give back what the outcome of a right used that nobody claimed in time; in id order, once an event."""
    lapsed = typed(event.payload, _Lapsed)
    if lapsed.source_kind != _PLAY:
        return
    draw = await tx.one(_Draw, _DRAW, UUID(lapsed.source_ref.partition("/")[0]))
    if draw is None:
        return
    documents = await documents_of(tx, draw.activity, [draw.revision_hash])
    edition = Edition(draw.activity, draw.revision_hash, dict(documents[draw.revision_hash]))
    choice = plan_of(edition, draw.play, means_of(tx.house)).choice(draw.given)
    needs = choice.needs if choice is not None else ()
    back = {pool_id(draw.activity, key): units for key, units, _ in needs if is_stock(key) or key == BUDGET}
    for pool, units in sorted(back.items()):
        await tx.run(_BACK, pool, units)
