"""Free lines and items of an open batch from what the last run found on them.

Invariant   what people have spoken on stays: it is withdrawn or undone first
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.settlement.batches.batch import MATCHED
from largesse.settlement.batches.records import Batch
from largesse.settlement.batches.tally import keep_tally
from largesse.store.sql import statement
from largesse.store.work import Tx

_SPOKEN_ON = statement(__name__, "spoken_on")
_FREE = statement(__name__, "free_sides")
_CLOSE = statement(__name__, "close_sides")


@dataclass(frozen=True)
class Decided(Refusal):
    """People have spoken on a difference of it; what they said is withdrawn or undone first."""

    code = "settlement.side_decided"
    difference: UUID


async def free(tx: Tx[Any], batch: Batch, lines: Sequence[UUID], items: Sequence[UUID]) -> None:
    """Undo matches and close differences of these lines and items; the batch is held and open.

    Raises:
        Decided: ``settlement.side_decided``.
    """
    spoken = await tx.value(_SPOKEN_ON, batch.id, list(lines), list(items))
    if spoken is not None:
        raise Decided(spoken)
    await drop(tx, batch, lines, items)


async def drop(tx: Tx[Any], batch: Batch, lines: Sequence[UUID], items: Sequence[UUID]) -> None:
    """Undo matches and close differences, whoever has spoken on them."""
    await tx.run(_FREE, batch.id, list(lines), list(items))
    await tx.run(_CLOSE, batch.id, list(lines), list(items), tx.now)


async def tally_again(tx: Tx[Any], batch: Batch) -> str:
    """Add a batch up anew after its scope has changed and give its state; a draft stays one."""
    return (await keep_tally(tx, batch)).state if batch.state in MATCHED else batch.state
