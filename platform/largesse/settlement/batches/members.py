"""Add a loaded statement to an open batch, or take one out of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.batches.free import free, tally_again
from largesse.settlement.batches.lock import check_state, lock_batch
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.ids import BATCH, STATEMENT
from largesse.settlement.statements.keep import StatementMissing
from largesse.settlement.statements.records import Statement, StatementId, StatementLine
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class ChangeStatements(Ask):
    """An open batch and the statement that joins or leaves it."""

    batch: BatchId = asked("The batch, bch_….", id=BATCH)
    statement: StatementId = asked("The statement, stm_….", id=STATEMENT)


@dataclass(frozen=True)
class BatchChanged:
    """Where the batch stands now; what changed is matched by the next run."""

    batch: BatchId
    state: str


async def add_statement(ask: ChangeStatements, *, actor: Actor, work: Work) -> BatchChanged:
    """Put a loaded statement that no batch has into an open one.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        StatementMissing: ``settlement.statement_missing``: absent, not loaded, another's, or in a batch.
    """
    actor.must("settlement.change_batch")
    async with work.begin(ask, actor, use="settlement.add_statement", answer=BatchChanged) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await _open_batch(tx, ask.batch, actor)
        await _lock(tx, ask, batch, held=None)
        await Statement.filter(id=ask.statement).using_db(tx.conn).update(batch=batch.id)
        return await tx.done(await _changed(tx, batch, "settlement.statement_added", ask.statement))


async def remove_statement(ask: ChangeStatements, *, actor: Actor, work: Work) -> BatchChanged:
    """Take a statement out of an open batch; it is free for another one.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        StatementMissing: ``settlement.statement_missing``: the batch has no such statement.
        Decided: ``settlement.side_decided``.
    """
    actor.must("settlement.change_batch")
    async with work.begin(ask, actor, use="settlement.remove_statement", answer=BatchChanged) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await _open_batch(tx, ask.batch, actor)
        await _lock(tx, ask, batch, held=batch.id)
        await take_out(tx, batch, ask.statement)
        return await tx.done(await _changed(tx, batch, "settlement.statement_removed", ask.statement))


async def take_out(tx: Tx[Any], batch: Batch, statement: StatementId) -> None:
    """Free a statement of a batch that is held and open.

    Raises:
        Decided: ``settlement.side_decided``.
    """
    lines = await StatementLine.filter(statement=statement).using_db(tx.conn).values_list("id", flat=True)
    await free(tx, batch, [UUID(str(line)) for line in lines], [])
    await Statement.filter(id=statement).using_db(tx.conn).update(batch=None)


async def _open_batch(tx: Tx[Any], ident: BatchId, actor: Actor) -> Batch:
    batch = await lock_batch(tx, ident, actor)
    check_state(batch, OPEN_STATES)
    return batch


async def _lock(tx: Tx[Any], ask: ChangeStatements, batch: Batch, *, held: BatchId | None) -> None:
    """Lock the statement: loaded, of the batch's provider and currency, held by ``held``."""
    found = await (
        Statement.filter(
            id=ask.statement, provider=batch.provider, currency=batch.currency, state="loaded", batch=held
        )
        .using_db(tx.conn)
        .select_for_update()
        .first()
    )
    if found is None:
        raise StatementMissing(ask.statement)


async def _changed(tx: Tx[Any], batch: Batch, action: str, statement: StatementId) -> BatchChanged:
    state = await tally_again(tx, batch)
    tx.audit(action, str(batch.id), {"statement": str(statement)}, org_unit=batch.org_unit)
    return BatchChanged(batch.id, state)
