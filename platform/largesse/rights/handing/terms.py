"""Open a batch to advisers, or close it: what they handed over stays."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import between
from largesse.rights.batches.batch import OVER, BatchStanding, BatchWrongState
from largesse.rights.batches.locking import lock_batch
from largesse.rights.batches.records import BatchId
from largesse.rights.handing.records import AdviserBatch
from largesse.store.work import Work

ADVISER_MAX, CLIENT_MAX = 10_000, 100


@dataclass(frozen=True)
class NotForAdvisers(Refusal):
    """Advisers hand nothing over from this batch, or not to this client."""

    code = "rights.not_for_advisers"
    path: str | None = "batch"


@dataclass(frozen=True, kw_only=True)
class SetAdviserTerms(Ask):
    """What advisers may hand over from a batch."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    open: bool = asked("Whether advisers may hand rights over from it.")
    per_adviser: int = asked("How many an adviser may hand over in a month, 1 to 10,000.", default=10)
    per_client: int = asked("How many a client may be handed in all, 1 to 100.", default=1)


async def set_adviser_terms(ask: SetAdviserTerms, *, actor: Actor, work: Work) -> BatchStanding:
    """Open a batch to advisers, change what they may, or close it.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``.
        Malformed: ``kernel.malformed`` at the field.
    """
    actor.must("rights.steer_batch")
    if not 1 <= ask.per_adviser <= ADVISER_MAX:
        raise Malformed(between(1, ADVISER_MAX), "per_adviser")
    if not 1 <= ask.per_client <= CLIENT_MAX:
        raise Malformed(between(1, CLIENT_MAX), "per_client")
    async with work.begin(ask, actor, use="rights.set_adviser_terms", answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        if batch.state in OVER:
            raise BatchWrongState(batch.state)
        says = {
            "state": "open" if ask.open else "closed",
            "per_adviser": ask.per_adviser,
            "per_client": ask.per_client,
        }
        who = {"changed_by": actor.id, "changed_at": tx.now}
        await AdviserBatch.update_or_create(batch=batch.id, defaults={**says, **who}, using_db=tx.conn)
        tx.audit("rights.adviser_terms_set", str(batch.id), says, org_unit=batch.org_unit)
        return await tx.done(BatchStanding(ask.batch, batch.state))
