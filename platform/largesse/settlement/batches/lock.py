"""A batch under lock: within reach, and in a state that allows what is asked."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing, Refusal
from largesse.settlement.batches.records import Batch
from largesse.store.work import Tx


@dataclass(frozen=True)
class BatchMissing(Missing):
    """No such batch within reach."""

    code = "settlement.batch_missing"
    batch: UUID


@dataclass(frozen=True)
class BatchState(Refusal):
    """The batch is not in a state that allows this."""

    code = "settlement.batch_state"
    state: str


async def lock_batch(tx: Tx[Any], batch: UUID, actor: Actor) -> Batch:
    """Lock a batch within reach.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
    """
    found = await Batch.filter(id=batch).using_db(tx.conn).select_for_update().first()
    if found is None:
        raise BatchMissing(batch)
    actor.reach(found.org_unit, BatchMissing(batch))
    return found


def check_state(batch: Batch, states: AbstractSet[str]) -> None:
    """Refuse unless the batch is in one of the states.

    Raises:
        BatchState: ``settlement.batch_state``.
    """
    if batch.state not in states:
        raise BatchState(batch.state)
