"""Breaks of one batch under lock, each with both its sides."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.reasons import because
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.batches.lock import check_state, lock_batch
from largesse.settlement.batches.records import Batch
from largesse.settlement.breaks.records import Break
from largesse.settlement.dispositions.both_sides import COLUMNS, BothSides
from largesse.settlement.dispositions.records import BreakId
from largesse.store.work import Tx

BREAKS_MAX = 500
_LOCK = f"""
select {COLUMNS} from settlement_break b left join settlement_item i on i.id = b.item
where b.id = any($1::uuid[]) and b.state <> 'auto_closed' order by b.id for update of b
"""  # noqa: S608 - text of ours


@dataclass(frozen=True)
class BreakMissing(Missing):
    """No such break within reach."""

    code = "settlement.break_missing"
    id: UUID


@dataclass(frozen=True)
class Locked:
    """A batch and some of its breaks, in the order in which they were asked for."""

    batch: Batch
    breaks: tuple[BothSides, ...]


async def lock_breaks(tx: Tx[Any], breaks: tuple[BreakId, ...], actor: Actor) -> Locked:
    """Lock the batch, then its breaks in id order: the order of every use case that touches both.

    Raises:
        BreakMissing: ``settlement.break_missing``.
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        Malformed: ``kernel.malformed``: the breaks are of two batches.
    """
    named = await Break.filter(id__in=list(breaks)).using_db(tx.conn)
    batches = {one.batch for one in named}
    if not batches:
        raise BreakMissing(breaks[0])
    if len(batches) > 1:
        raise Malformed(because("settlement.reason.one_batch"), "breaks")
    batch = await lock_batch(tx, batches.pop(), actor)
    check_state(batch, OPEN_STATES)
    found = {one.id: one for one in await tx.all(BothSides, _LOCK, list(breaks))}
    absent = next((one for one in breaks if one not in found), None)
    if absent is not None:
        raise BreakMissing(absent)
    return Locked(batch, tuple(found[one] for one in breaks))
