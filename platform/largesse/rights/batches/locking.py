"""Batches read under their lock: the whole row for people's decisions, the stock alone for units.

Invariant   lock order of the room: budget, batch, entitlement
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Contended
from largesse.rights.batches.batch import BatchMissing
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.batches.stock import Stock
from largesse.store.work import Tx


@dataclass(frozen=True)
class Giving:
    """A batch as giving from it needs it; ``unit_cost_minor`` in its budget's currency."""

    id: BatchId
    state: str
    starts_at: datetime
    ends_at: datetime
    unit_cost_minor: int
    org_unit: UUID
    total: int
    free: int
    held: int
    issued: int

    @property
    def stock(self) -> Stock:
        """The units alone."""
        return Stock(self.id, self.total, self.free, self.held, self.issued)

    def open_at(self, now: datetime) -> bool:
        """Tell whether units can be given now."""
        return self.state == "active" and self.starts_at <= now < self.ends_at


async def lock_batch(tx: Tx[Any], batch: UUID, actor: Actor) -> Batch:
    """Lock a batch within reach.

    Raises:
        BatchMissing: ``rights.batch_missing``.
    """
    row = await Batch.filter(id=batch).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise BatchMissing(batch)
    actor.reach(row.org_unit, BatchMissing(batch))
    return row


async def move_batch(tx: Tx[Any], batch: Batch, state: str) -> None:
    """Move a locked batch to another state and count its version up."""
    batch.state, batch.version = state, batch.version + 1
    await batch.save(using_db=tx.conn, update_fields=["state", "version"])


async def lock_giving(tx: Tx[Any], batch: UUID) -> Giving:
    """Lock a batch and read its stock; the budget was locked before."""
    found = await tx.one(Giving, "select * from rights_batch where id = $1 for no key update", batch)
    if found is None:
        raise Contended
    return found


async def keep_stock(tx: Tx[Any], after: Stock) -> None:
    """Keep a batch's stock as decided; the CHECK behind it adds it up again."""
    await tx.run(
        "update rights_batch set total = $2, free = $3, held = $4, issued = $5 where id = $1",
        after.batch,
        after.total,
        after.free,
        after.held,
        after.issued,
    )
