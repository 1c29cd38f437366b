"""Pause, resume or stop a batch."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.batches.batch import BatchStanding, BatchStep, after_step
from largesse.rights.batches.locking import lock_batch, move_batch
from largesse.rights.batches.records import BatchId
from largesse.rights.reason import reason_of
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class SteerBatch(Ask):
    """Pause, resume or stop a batch."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    step: BatchStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


async def steer_batch(ask: SteerBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Pause, resume or stop a batch; rights already given stay valid.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``.
    """
    actor.must("rights.steer_batch")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.steer_batch", answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        before, after = batch.state, after_step(batch.state, ask.step)
        await move_batch(tx, batch, after)
        facts = {"from": before, "to": after, "reason": reason}
        tx.audit("rights.batch_steered", str(ask.batch), facts, org_unit=batch.org_unit)
        return await tx.done(BatchStanding(ask.batch, after))
