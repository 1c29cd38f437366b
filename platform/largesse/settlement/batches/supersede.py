"""Supersede a loaded statement: the provider has corrected it, so its lines count no more.

Invariant   no line of it was settled; a line that another loaded file holds too counts from then on there
"""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Contended, Refusal
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.batches.free import tally_again
from largesse.settlement.batches.lock import check_state
from largesse.settlement.batches.members import take_out
from largesse.settlement.batches.reason import reason_of
from largesse.settlement.batches.records import Batch
from largesse.settlement.ids import STATEMENT
from largesse.settlement.statements.keep import StatementMissing
from largesse.settlement.statements.records import Statement, StatementId, StatementLine
from largesse.store.sql import statement
from largesse.store.work import Tx, Work

_REVIVE = statement(__name__, "revive_twins")
_COUNT = statement(__name__, "count_overlaps")


@dataclass(frozen=True)
class NotLoaded(Refusal):
    """Only a loaded statement is superseded."""

    code = "settlement.statement_not_loaded"
    state: str


@dataclass(frozen=True, kw_only=True)
class SupersedeStatement(Ask):
    """A loaded statement that its provider has corrected, and why."""

    statement: StatementId = asked("The statement, stm_….", id=STATEMENT)
    reason: str = asked("Why, 4 to 500 characters.")


@dataclass(frozen=True)
class StatementSuperseded:
    """The statement, superseded; ``revived`` lines count now in another file."""

    statement: StatementId
    state: str
    revived: int


async def supersede_statement(ask: SupersedeStatement, *, actor: Actor, work: Work) -> StatementSuperseded:
    """Let a loaded statement count no more; the corrected file is loaded like any other.

    Raises:
        StatementMissing: ``settlement.statement_missing``.
        NotLoaded: ``settlement.statement_not_loaded``.
        BatchState: ``settlement.batch_state``: its batch is submitted or signed.
        Decided: ``settlement.side_decided``.
    """
    actor.must("settlement.supersede_statement")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="settlement.supersede_statement", answer=StatementSuperseded) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _within_reach(tx, ask.statement, actor)
        await tx.run("select pg_advisory_xact_lock(hashtextextended($1::text, 7))", str(row.provider))
        batch = await _lock(tx, row)
        if batch is not None:
            await take_out(tx, batch, row.id)
        revived = await _step_back(tx, row, reason)
        if batch is not None:
            await tally_again(tx, batch)
        facts = {"reason": reason, "file": row.file_name, "revived": revived}
        tx.audit("settlement.statement_superseded", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(StatementSuperseded(row.id, "superseded", revived))


async def _within_reach(tx: Tx[Any], ident: StatementId, actor: Actor) -> Statement:
    row = await Statement.get_or_none(id=ident, using_db=tx.conn)
    if row is None:
        raise StatementMissing(ident)
    actor.reach(row.org_unit, StatementMissing(ident))
    return row


async def _lock(tx: Tx[Any], row: Statement) -> Batch | None:
    """Lock its batch, which must be open, and then the statement, which must be loaded still."""
    batch = await Batch.filter(id=row.batch).using_db(tx.conn).select_for_update().first()
    held = await Statement.filter(id=row.id).using_db(tx.conn).select_for_update().get()
    if held.batch != row.batch:
        raise Contended
    if held.state != "loaded":
        raise NotLoaded(held.state)
    if batch is not None:
        check_state(batch, OPEN_STATES)
    return batch


async def _step_back(tx: Tx[Any], row: Statement, reason: str) -> int:
    await (
        Statement.filter(id=row.id)
        .using_db(tx.conn)
        .update(state="superseded", superseded_by=tx.actor.id, superseded_at=tx.now, supersede_reason=reason)
    )
    await StatementLine.filter(statement=row.id, live=True).using_db(tx.conn).update(live=False)
    revived = await tx.run(_REVIVE, row.id)
    await tx.run(_COUNT, row.provider)
    return revived
