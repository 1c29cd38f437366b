"""Void a batch that was made by mistake or never approved: all it held is open again for the next one."""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.batches.lock import check_state, lock_batch
from largesse.settlement.batches.reason import reason_of
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.ids import BATCH
from largesse.settlement.statements.records import Statement
from largesse.store.sql import statement
from largesse.store.work import Tx, Work

_POSTED = statement(__name__, "posted_decisions")
_LAPSE = statement(__name__, "lapse_dispositions")
_UNDO_MATCHES = """
update settlement_match_member set active = false
where active and match in (select id from settlement_match where batch = $1)
"""
_CLOSE = """
update settlement_break set state = 'auto_closed', closed_at = $2 where batch = $1 and state <> 'auto_closed'
"""


@dataclass(frozen=True)
class BatchHasDecisions(Refusal):
    """Approved dispositions of the batch stand in the books; two persons undo them first."""

    code = "settlement.batch_has_decisions"
    decisions: int


@dataclass(frozen=True, kw_only=True)
class VoidBatch(Ask):
    """A batch that will never be settled, and why."""

    batch: BatchId = asked("The batch, bch_….", id=BATCH)
    reason: str = asked("Why, 4 to 500 characters.")


@dataclass(frozen=True)
class BatchVoided:
    """The batch, void; ``statements`` are free for another one."""

    batch: BatchId
    state: str
    statements: int


async def void_batch(ask: VoidBatch, *, actor: Actor, work: Work) -> BatchVoided:
    """Void a batch that is not submitted.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``: a submitted batch is returned or withdrawn first.
        BatchHasDecisions: ``settlement.batch_has_decisions``.
    """
    actor.must("settlement.void_batch")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="settlement.void_batch", answer=BatchVoided) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        check_state(batch, OPEN_STATES)
        posted = int(await tx.value(_POSTED, batch.id))
        if posted:
            raise BatchHasDecisions(posted)
        freed = await _free_all(tx, batch)
        await (
            Batch.filter(id=batch.id)
            .using_db(tx.conn)
            .update(state="void", voided_by=actor.id, voided_at=tx.now, void_reason=reason)
        )
        facts = {"reason": reason, "statements": freed}
        tx.audit("settlement.batch_voided", str(batch.id), facts, org_unit=batch.org_unit)
        return await tx.done(BatchVoided(batch.id, "void", freed))


async def _free_all(tx: Tx[Any], batch: Batch) -> int:
    """Let go of everything the batch holds and give how many statements are free."""
    await tx.run(_UNDO_MATCHES, batch.id)
    await tx.run(_LAPSE, batch.id)
    await tx.run(_CLOSE, batch.id, tx.now)
    return int(await Statement.filter(batch=batch.id).using_db(tx.conn).update(batch=None))
