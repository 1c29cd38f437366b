"""Sign a proposed batch, or send it back to its maker."""

from dataclasses import dataclass
from typing import Literal

from largesse.identity.approvals.approvals import sign
from largesse.identity.approvals.proposal import Signing
from largesse.identity.approvals.subject import Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.batches.batch import BatchStanding, after_signature, expect_pending
from largesse.rights.batches.content import SUBJECT
from largesse.rights.batches.locking import lock_batch, move_batch
from largesse.rights.batches.records import BatchId
from largesse.rights.code_pools.cover import expect_covered
from largesse.store.work import Work

BATCHES = Subject(
    kind=SUBJECT,
    approve="rights.decide_batch",
    send_back="rights.decide_batch",
    withdraw="rights.propose_batch",
)


@dataclass(frozen=True, kw_only=True)
class DecideBatch(Ask):
    """One signature under a proposed batch, on the content that was shown."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


async def approve_batch(ask: DecideBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Sign a proposed batch; the last signature makes it active.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``.
        PoolTooSmall: ``rights.code_pool_too_small``: its SKU has too few codes.
        Refusal: of the approval itself, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_batch(ask: DecideBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Send a proposed batch back to its maker; raises as ``approve_batch``."""
    return await _decide(ask, "return", actor, work)


async def _decide(
    ask: DecideBatch, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> BatchStanding:
    actor.must("rights.decide_batch")
    use = f"rights.{decision}_batch"
    async with work.begin(ask, actor, use=use, answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        approval = expect_pending(batch.state, batch.approval)
        if decision == "approve":
            await expect_covered(tx, batch.sku, batch.id, batch.total)
        standing = await sign(tx, Signing(approval, ask.content_hash, decision, ask.opinion), actor)
        state = after_signature(standing.state)
        await move_batch(tx, batch, state)
        facts = {"decision": decision, "state": state}
        tx.audit("rights.batch_decided", str(ask.batch), facts, org_unit=batch.org_unit)
        return await tx.done(BatchStanding(ask.batch, state))
