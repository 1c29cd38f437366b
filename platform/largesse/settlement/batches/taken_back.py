"""What of a batch was taken back, and how an open batch lets it go."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.settlement.batches.free import drop, tally_again
from largesse.settlement.batches.records import Batch
from largesse.store.sql import statement
from largesse.store.work import Read, Tx

_TAKEN_BACK = statement(__name__, "taken_back")
_REVERSED = statement(__name__, "reversed_items")
_LAPSE = statement(__name__, "lapse_sides")


@dataclass(frozen=True)
class TakenBack:
    """Uses of a batch that were taken back since it holds them, and what they cost together, minor units."""

    uses: int
    amount_minor: int


async def taken_back(read: Read, batch: UUID) -> TakenBack:
    """Count what was taken back: before approval it voids the signature, after it the provider owes it."""
    found = await read.one(TakenBack, _TAKEN_BACK, batch)
    assert found is not None
    return found


async def drop_taken_back(tx: Tx[Any], batch: Batch) -> str:
    """Let go of taken back uses in an open batch and give its state; their lines are matched anew."""
    items = await tx.value(_REVERSED, batch.id) or []
    if not items:
        return batch.state
    await tx.run(_LAPSE, batch.id, items)
    await drop(tx, batch, [], items)
    return await tally_again(tx, batch)
