"""Create a batch: one provider, one currency, one accounting entity, up to a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.settlement.ledger.currency import currencies
from largesse.settlement.ledger.entity import entity_of
from largesse.settlement.statements.keep import StatementMissing
from largesse.settlement.statements.profiles import find_provider
from largesse.store.work import Tx, Work

STATEMENTS_MAX = 400


@dataclass(frozen=True)
class BatchOpen(Refusal):
    """The provider has a batch that is not finished; finish it first."""

    code = "settlement.batch_open_already"
    number: str


@dataclass(frozen=True, kw_only=True)
class CreateBatch(Ask):
    """What to settle; no ``statements`` means all loaded ones that no batch has yet."""

    provider: UUID
    as_of: date
    currency: str = "CNY"
    statements: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class BatchCreated:
    """The new batch."""

    batch: UUID
    number: str
    statements: int


async def create_batch(ask: CreateBatch, *, actor: Actor, work: Work) -> BatchCreated:
    """Open a batch over loaded statements.

    Raises:
        ProviderMissing: ``settlement.provider_missing``.
        StatementMissing: ``settlement.statement_missing``: absent, not loaded, or in another batch.
        BatchOpen: ``settlement.batch_open_already``.
        Malformed: ``kernel.malformed``: the books have no such currency.
    """
    actor.must("settlement.create_batch")
    async with work.begin(ask, actor, use="settlement.create_batch", answer=BatchCreated) as tx:
        if tx.earlier:
            return tx.earlier
        if ask.currency not in await currencies(tx):
            raise Malformed("a currency of the books", "currency")
        provider = await find_provider(tx, ask.provider, actor)
        await tx.run("select pg_advisory_xact_lock(hashtextextended($1::text, 7))", str(ask.provider))
        entity = await entity_of(tx, provider["org_unit"])
        statements = await _statements(tx, ask)
        await _check_none_open(tx, ask, entity)
        batch, number = new_id(), await _number(tx, ask.as_of)
        await tx.run(
            "insert into settlement_batch (id, number, provider, entity_id, currency, as_of, state, org_unit,"
            " created_by, created_at) values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9)",
            batch,
            number,
            ask.provider,
            entity,
            ask.currency,
            ask.as_of,
            provider["org_unit"],
            actor.id,
            tx.now,
        )
        await tx.run(
            "update settlement_statement set batch = $2 where id = any($1::uuid[])", statements, batch
        )
        tx.audit("settlement.batch_created", str(batch), {"number": number}, org_unit=provider["org_unit"])
        return await tx.done(BatchCreated(batch, number, len(statements)))


async def _statements(tx: Tx[Any], ask: CreateBatch) -> list[UUID]:
    rows = await tx.rows(
        "select id from settlement_statement where provider = $1 and currency = $2 and state = 'loaded'"
        " and batch is null and (cardinality($3::uuid[]) = 0 or id = any($3::uuid[]))"
        " order by id limit $4 for update",
        ask.provider,
        ask.currency,
        list(ask.statements),
        STATEMENTS_MAX,
    )
    found = [row["id"] for row in rows]
    absent = set(ask.statements) - set(found)
    if absent:
        raise StatementMissing(min(absent))
    return found


async def _check_none_open(tx: Tx[Any], ask: CreateBatch, entity: int) -> None:
    number = await tx.value(
        "select number from settlement_batch where provider = $1 and entity_id = $2 and currency = $3"
        " and state in ('draft', 'collecting', 'matched', 'reconciled', 'submitted')",
        ask.provider,
        entity,
        ask.currency,
    )
    if number is not None:
        raise BatchOpen(str(number))


async def _number(tx: Tx[Any], as_of: date) -> str:
    """Give the next number of the month, ``JS202603-0001``."""
    month = f"JS{as_of:%Y%m}"
    await tx.run("select pg_advisory_xact_lock(hashtextextended($1, 9))", month)
    count = await tx.value("select count(*) from settlement_batch where number like $1 || '-%'", month)
    return f"{month}-{int(count) + 1:04d}"
