"""Low stock: staff is told once when a batch has no more free than its threshold, again after a restock.

Invariant   one event each time that the stock falls to the threshold, however often it is looked at
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.money import Long
from largesse.kernel.reasons import between
from largesse.rights.batches.batch import OVER, BatchStanding, BatchWrongState
from largesse.rights.batches.locking import lock_batch
from largesse.rights.batches.records import BatchId
from largesse.store.work import Read, Work

STOCK_LOW = "rights.stock_low.v1"
ROUND_MAX = 100
_TELL = """
update rights_batch b set low_told_at = $1
where b.id in (select id from rights_batch where free <= low_at and state in ('active', 'paused')
                 and low_told_at is null order by id limit $2 for no key update skip locked)
returning b.id, b.code, b.free, b.total, b.low_at, b.org_unit
"""
_FORGET = """
update rights_batch set low_told_at = null
where id in (select id from rights_batch where low_told_at is not null
               and (free > low_at or state not in ('active', 'paused')) order by id limit $1
             for no key update skip locked)
"""
_WAITING = """
select count(*) from rights_batch
where free <= low_at and state in ('active', 'paused') and ($1::uuid[] is null or org_unit = any($1))
"""


@dataclass(frozen=True, kw_only=True)
class SetThreshold(Ask):
    """Tell staff when no more units than this are free."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    low_at: Long | None = asked("Units, nothing to the batch's total; null: nobody is told.", default=None)


@dataclass(frozen=True)
class _Told:
    id: UUID
    code: str
    free: int
    total: int
    low_at: int
    org_unit: UUID


async def set_threshold(ask: SetThreshold, *, actor: Actor, work: Work) -> BatchStanding:
    """Set the threshold of a batch, or take it away.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``.
    """
    actor.must("rights.steer_batch")
    async with work.begin(ask, actor, use="rights.set_threshold", answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        if batch.state in OVER:
            raise BatchWrongState(batch.state)
        if ask.low_at is not None and not 0 <= ask.low_at <= batch.total:
            raise Malformed(between(0, batch.total), "low_at")
        batch.update_from_dict({"low_at": ask.low_at, "low_told_at": None})
        await batch.save(using_db=tx.conn, update_fields=["low_at", "low_told_at"])
        facts = {"low_at": ask.low_at}
        tx.audit("rights.batch_threshold_set", str(batch.id), facts, org_unit=batch.org_unit)
        return await tx.done(BatchStanding(ask.batch, batch.state))


async def tell_low(work: Work) -> None:
    """Tell of batches whose stock has fallen to their threshold; what was restocked may be told of anew."""
    async with work.job() as tx:
        await tx.run(_FORGET, ROUND_MAX)
        for one in await tx.all(_Told, _TELL, tx.now, ROUND_MAX):
            payload = {
                "batch": str(one.id),
                "code": one.code,
                "free": one.free,
                "total": one.total,
                "low_at": one.low_at,
                "org_unit": str(one.org_unit),
                "at": tx.now.isoformat(),
            }
            tx.emit(STOCK_LOW, str(one.id), payload)


async def low_waiting(read: Read, actor: Actor) -> int:
    """Count the batches within reach whose stock is low."""
    return int(await read.value(_WAITING, None if actor.units is None else list(actor.units)))
