"""Leave lines and items out of an open batch, or bring them back; the next batch may settle what is out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import entries
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.batches.free import free, tally_again
from largesse.settlement.batches.lock import check_state, lock_batch
from largesse.settlement.batches.reason import reason_of
from largesse.settlement.batches.records import Batch, BatchId, LeftOut
from largesse.settlement.batches.scope import ids_in_scope
from largesse.settlement.ids import BATCH, ITEM, LINE
from largesse.settlement.items.records import ItemId
from largesse.settlement.statements.records import LineId
from largesse.store.sql import statement
from largesse.store.work import Tx, Work

SIDES_MAX = 500
_INSERT = statement(__name__, "insert_left_out")


@dataclass(frozen=True)
class NotInBatch(Missing):
    """The batch does not hold it: it is settled, another's, after its day, or left out already."""

    code = "settlement.side_missing"
    side: UUID


@dataclass(frozen=True, kw_only=True)
class LeaveOut(Ask):
    """Lines and items that an open batch shall not settle, and why."""

    batch: BatchId = asked("The batch, bch_….", id=BATCH)
    lines: tuple[LineId, ...] = asked("Statement lines, lin_….", id=LINE, default=())
    items: tuple[ItemId, ...] = asked("Items, itm_….", id=ITEM, default=())
    reason: str = asked("Why, 4 to 500 characters.")


@dataclass(frozen=True, kw_only=True)
class BringBack(Ask):
    """Lines and items that were left out of an open batch and join it again."""

    batch: BatchId = asked("The batch, bch_….", id=BATCH)
    lines: tuple[LineId, ...] = asked("Statement lines, lin_….", id=LINE, default=())
    items: tuple[ItemId, ...] = asked("Items, itm_….", id=ITEM, default=())


@dataclass(frozen=True)
class ScopeChanged:
    """How many lines and items moved; the next run of the matching sees them so."""

    batch: BatchId
    state: str
    moved: int


async def leave_out(ask: LeaveOut, *, actor: Actor, work: Work) -> ScopeChanged:
    """Leave lines and items out of an open batch.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        NotInBatch: ``settlement.side_missing``.
        Decided: ``settlement.side_decided``.
    """
    actor.must("settlement.change_batch")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="settlement.leave_out", answer=ScopeChanged) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await _open_batch(tx, ask.batch, actor)
        _check_many(ask.lines, ask.items)
        held = await ids_in_scope(tx, batch, ask.lines, ask.items)
        _check_all([*ask.lines, *ask.items], held)
        await free(tx, batch, ask.lines, ask.items)
        sides = [(new_id(), line, None) for line in ask.lines] + [
            (new_id(), None, item) for item in ask.items
        ]
        columns = [list(column) for column in zip(*sides, strict=True)]
        await tx.run(_INSERT, batch.id, reason, actor.id, tx.now, *columns)
        return await tx.done(await _changed(tx, batch, ask, "settlement.left_out"))


async def bring_back(ask: BringBack, *, actor: Actor, work: Work) -> ScopeChanged:
    """Bring lines and items back into an open batch.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        NotInBatch: ``settlement.side_missing``: it is not left out.
    """
    actor.must("settlement.change_batch")
    async with work.begin(ask, actor, use="settlement.bring_back", answer=ScopeChanged) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await _open_batch(tx, ask.batch, actor)
        _check_many(ask.lines, ask.items)
        rows = [
            one for one in await _left_out(tx, batch) if (one.line or one.item) in {*ask.lines, *ask.items}
        ]
        _check_all([*ask.lines, *ask.items], {ident for one in rows if (ident := one.line or one.item)})
        back = LeftOut.filter(id__in=[one.id for one in rows]).using_db(tx.conn)
        await back.update(back_by=actor.id, back_at=tx.now)
        return await tx.done(await _changed(tx, batch, ask, "settlement.brought_back"))


async def _open_batch(tx: Tx[Any], ident: BatchId, actor: Actor) -> Batch:
    batch = await lock_batch(tx, ident, actor)
    check_state(batch, OPEN_STATES)
    return batch


async def _left_out(tx: Tx[Any], batch: Batch) -> list[LeftOut]:
    return list(await LeftOut.filter(batch=batch.id, back_at=None).using_db(tx.conn))


async def _changed(tx: Tx[Any], batch: Batch, ask: LeaveOut | BringBack, action: str) -> ScopeChanged:
    state = await tally_again(tx, batch)
    facts: dict[str, Any] = {
        "lines": [str(one) for one in ask.lines],
        "items": [str(one) for one in ask.items],
    }
    if isinstance(ask, LeaveOut):
        facts["reason"] = ask.reason.strip()
    tx.audit(action, str(batch.id), facts, org_unit=batch.org_unit)
    return ScopeChanged(batch.id, state, len(ask.lines) + len(ask.items))


def _check_many(lines: Sequence[UUID], items: Sequence[UUID]) -> None:
    sides = [*lines, *items]
    if not 1 <= len(sides) <= SIDES_MAX or len(set(sides)) != len(sides):
        raise Malformed(entries(1, SIDES_MAX), "lines")


def _check_all(wanted: Sequence[UUID], found: set[UUID]) -> None:
    absent = next((one for one in wanted if one not in found), None)
    if absent is not None:
        raise NotInBatch(absent)
