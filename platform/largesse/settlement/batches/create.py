"""Create a batch: one provider, one currency, one accounting entity, up to a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.kernel.settings import settings
from largesse.rights.catalogue.supply import PROVIDER
from largesse.settlement.batches.batch import UNFINISHED
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.ids import STATEMENT
from largesse.settlement.ledger.currency import currencies
from largesse.settlement.ledger.entity import entity_of
from largesse.settlement.statements.keep import StatementMissing
from largesse.settlement.statements.provider import find_provider
from largesse.settlement.statements.records import Statement, StatementId
from largesse.store.work import Tx, Work

STATEMENTS_MAX = 400
PAST_MAX, AHEAD_MAX = timedelta(days=5 * 366), timedelta(days=31)


@dataclass(frozen=True)
class BatchOpen(Refusal):
    """The provider has a batch that is not finished; finish it or void it first."""

    code = "settlement.batch_open_already"
    number: str


@dataclass(frozen=True)
class AsOfBeyond(Refusal):
    """A batch settles up to a day of the last five years, or of the coming month at most."""

    code = "settlement.as_of_beyond"
    path = "as_of"
    as_of: date
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class CreateBatch(Ask):
    """What to settle; no ``statements`` means all loaded ones that no batch has yet."""

    provider: UUID = asked("With whom to settle, prv_….", id=PROVIDER)
    as_of: date = asked("Uses up to this business day.")
    currency: str = asked("ISO 4217 code.", default="CNY")
    statements: tuple[StatementId, ...] = asked(
        "Statements, stm_…; none: all loaded ones that no batch has.", id=STATEMENT, default=()
    )


@dataclass(frozen=True)
class BatchCreated:
    """The new batch."""

    batch: BatchId
    number: str
    statements: int


async def create_batch(ask: CreateBatch, *, actor: Actor, work: Work) -> BatchCreated:
    """Open a batch over loaded statements.

    Raises:
        ProviderMissing: ``settlement.provider_missing``.
        StatementMissing: ``settlement.statement_missing``: absent, not loaded, or in another batch.
        BatchOpen: ``settlement.batch_open_already``.
        AsOfBeyond: ``settlement.as_of_beyond``.
        Malformed: ``kernel.malformed``: the books have no such currency.
    """
    actor.must("settlement.create_batch")
    async with work.begin(ask, actor, use="settlement.create_batch", answer=BatchCreated) as tx:
        if tx.earlier:
            return tx.earlier
        if ask.currency not in await currencies(tx):
            raise Malformed(because("settlement.reason.currency"), "currency")
        _check_day(ask.as_of, day_in(tx.now, settings().zone))
        provider = await find_provider(tx, ask.provider, actor)
        await tx.run("select pg_advisory_xact_lock(hashtextextended($1::text, 7))", str(ask.provider))
        entity = await entity_of(tx, provider.org_unit)
        statements = await _statements(tx, ask)
        await _check_none_open(tx, ask)
        batch = await Batch.create(
            using_db=tx.conn,
            id=new_id(),
            number=await _number(tx, ask.as_of),
            provider=ask.provider,
            entity_id=entity,
            currency=ask.currency,
            as_of=ask.as_of,
            state="draft",
            org_unit=provider.org_unit,
            created_by=actor.id,
            created_at=tx.now,
        )
        await Statement.filter(id__in=statements).using_db(tx.conn).update(batch=batch.id)
        facts = {"number": batch.number}
        tx.audit("settlement.batch_created", str(batch.id), facts, org_unit=batch.org_unit)
        return await tx.done(BatchCreated(batch.id, batch.number, len(statements)))


async def _statements(tx: Tx[Any], ask: CreateBatch) -> list[StatementId]:
    """Lock the loaded statements to settle, in id order.

    Raises:
        StatementMissing: ``settlement.statement_missing``.
    """
    free = Statement.filter(
        provider=ask.provider, currency=ask.currency, state="loaded", batch__isnull=True
    ).using_db(tx.conn)
    chosen = free.filter(id__in=list(ask.statements)) if ask.statements else free
    found = [one.id for one in await chosen.order_by("id").limit(STATEMENTS_MAX).select_for_update()]
    absent = set(ask.statements) - set(found)
    if absent:
        raise StatementMissing(min(absent))
    return found


def _check_day(as_of: date, today: date) -> None:
    first, last = today - PAST_MAX, today + AHEAD_MAX
    if not first <= as_of <= last:
        raise AsOfBeyond(as_of, first, last)


async def _check_none_open(tx: Tx[Any], ask: CreateBatch) -> None:
    unfinished = Batch.filter(provider=ask.provider, currency=ask.currency, state__in=sorted(UNFINISHED))
    found = await unfinished.using_db(tx.conn).first()
    if found is not None:
        raise BatchOpen(found.number)


async def _number(tx: Tx[Any], as_of: date) -> str:
    """Give the next number of the month, ``JS202603-0001``."""
    month = f"JS{as_of:%Y%m}"
    await tx.run("select pg_advisory_xact_lock(hashtextextended($1, 9))", month)
    count = await tx.value("select count(*) from settlement_batch where number like $1 || '-%'", month)
    return f"{month}-{int(count) + 1:04d}"
