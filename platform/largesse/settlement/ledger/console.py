"""The ledger on the console face: entries and their postings, the trial balance, entities."""

from datetime import date, datetime

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.scalars import JsonDocument, MoneyType, money, named
from largesse.faces.together import together
from largesse.kernel.copy import said, text
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import maybe_id
from largesse.kernel.reasons import because
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.settlement.ledger import balance, reads
from largesse.settlement.ledger.balance import AccountBalance
from largesse.settlement.ledger.reads import EntityDetails, EntryDetails, PostingDetails

EVER = date(9999, 12, 31)


@strawberry.type(description="One posting: an amount from the credited to the debited account.")
class Posting:
    """A row of an entry."""

    seq: int = named("Number within the entry, from 1.")
    book: str = named("gl or memo.")
    debit: str = named("Code of the debited account.")
    debit_name: str = named("Its name.")
    credit: str = named("Code of the credited account.")
    credit_name: str = named("Its name.")
    amount: MoneyType = named("The amount.")
    debit_dims: JsonDocument = named("Dimensions of the debit side.")
    credit_dims: JsonDocument = named("Dimensions of the credit side.")

    @classmethod
    def of(cls, row: PostingDetails, locale: str) -> "Posting":
        return cls(
            seq=row.seq,
            book=row.book,
            debit=row.debit,
            debit_name=said(row.debit_name, locale),
            credit=row.credit,
            credit_name=said(row.credit_name, locale),
            amount=money(row.amount_minor, row.currency),
            debit_dims=JsonDocument(row.dims_dr),
            credit_dims=JsonDocument(row.dims_cr),
        )


@strawberry.type(description="An entry of the ledger; never changed, only reversed.")
class LedgerEntry:
    """An entry."""

    row: strawberry.Private[EntryDetails]
    id: str = named("Number of the entry.")
    entity: str = named("Code of its accounting entity.")
    kind: str = named("accrual, adjustment, settlement or reversal.")
    kind_name: str = named("The kind in words.")
    biz_date: date = named("Business day in the books.")
    period: str = named("Month, yyyymm.")
    source_type: str = named("redemption, disposition or batch.")
    source: str = named("Id of the source.")
    reason: str = named("Why; empty: the event says it.")
    made_by: str = named("Who or what caused it.")
    approved_by: str | None = named("The second person.")
    posted_at: datetime = named("When it was written.")
    reverses: str | None = named("The entry that it reverses.")
    reversed_by: str | None = named("The entry that reverses it.")
    right: str | None = named("Id of the right whose use it is the cost of, ent_….")

    @strawberry.field(description="Its rows.")
    async def postings(self, info: Info) -> list[Posting]:
        """Read the rows."""
        rows = await together(info, self.row.id, reads.postings_of)
        return [Posting.of(one, info.context.locale) for one in rows or ()]

    @classmethod
    def of(cls, row: EntryDetails, locale: str) -> "LedgerEntry":
        return cls(
            row=row,
            id=str(row.id),
            entity=row.entity_code,
            kind=row.kind,
            kind_name=text(f"settlement.entry_kind.{row.kind}", locale),
            biz_date=row.biz_date,
            period=str(row.period_id),
            source_type=row.source_type,
            source=row.source_id,
            reason=row.reason,
            made_by=row.made_by,
            approved_by=row.approved_by,
            posted_at=row.posted_at,
            reverses=number(row.reverses),
            reversed_by=number(row.reversed_by),
            right=maybe_id(RIGHT, row.entitlement),
        )


def number(entry: int | None) -> str | None:
    """Write an entry's number where there is one."""
    return None if entry is None else str(entry)


@strawberry.type(description="One account of the trial balance.")
class TrialBalanceLine:
    """An account's sums up to a day."""

    book: str = named("gl or memo.")
    code: str = named("Code of the account.")
    name: str = named("Its name.")
    debit: MoneyType = named("Sum of debits.")
    credit: MoneyType = named("Sum of credits.")
    net: MoneyType = named("Balance in the account's own direction.")
    must_clear: bool = named("Whether a close refuses a balance here.")

    @classmethod
    def of(cls, one: AccountBalance, locale: str) -> "TrialBalanceLine":
        return cls(
            book=one.book,
            code=one.code,
            name=said(one.name, locale),
            debit=money(one.dr_minor, one.currency),
            credit=money(one.cr_minor, one.currency),
            net=money(one.net_minor, one.currency),
            must_clear=one.must_clear,
        )


@strawberry.type(description="The trial balance of one entity up to a day.")
class TrialBalance:
    """Accounts and the proof that they balance."""

    entity: str = named("Code of the entity.")
    entity_name: str = named("Name of the entity.")
    as_of: date = named("Up to which business day.")
    lines: list[TrialBalanceLine] = named("Accounts that have moved, by book, code and currency.")
    debits: list[MoneyType] = named("Sum of debits per currency, general ledger only.")
    credits: list[MoneyType] = named("Sum of credits per currency; the same.")

    @classmethod
    def of(cls, entity: EntityDetails, day: date, found: list[AccountBalance], locale: str) -> "TrialBalance":
        """Show the accounts, each currency of the general ledger added up."""
        ledger = [one for one in found if one.book == "gl"]
        currencies = sorted({one.currency for one in ledger})
        return cls(
            entity=entity.code,
            entity_name=said(entity.name, locale),
            as_of=day,
            lines=[TrialBalanceLine.of(one, locale) for one in found],
            debits=[money(sum(o.dr_minor for o in ledger if o.currency == c), c) for c in currencies],
            credits=[money(sum(o.cr_minor for o in ledger if o.currency == c), c) for c in currencies],
        )


@strawberry.type(description="An accounting entity (核算机构).")
class AccountingEntity:
    """An entity."""

    code: str = named("Its code.")
    name: str = named("Its name.")
    chart: str = named("The chart of accounts it books by.")
    is_default: bool = named("Whether org units without an entity of their own belong to it.")

    @classmethod
    def of(cls, row: EntityDetails, locale: str) -> "AccountingEntity":
        return cls(code=row.code, name=said(row.name, locale), chart=row.chart, is_default=row.is_default)


@strawberry.type
class LedgerQuery:
    """Queries of the ledger."""

    entries: Connection[LedgerEntry] = list_field(
        Listing("entries", "settlement.read", reads.entries_page, LedgerEntry.of),
        "Entries of the ledger, newest first. sort: id, bizDate, kind.",
    )

    @strawberry.field(description="One entry by its number; null when missing.")
    async def entry(self, info: Info, id: str) -> LedgerEntry | None:  # noqa: A002 - the face's name
        """Show one entry."""
        actor = info.context.who()
        actor.must("settlement.read")
        if not id.isdecimal() or len(id) > reads.ENTRY_DIGITS:
            raise Malformed(because("kernel.reason.number"), "id")
        async with info.context.work.read() as read:
            row = await reads.entry_details(read, actor, int(id))
        return LedgerEntry.of(row, info.context.locale) if row else None

    @strawberry.field(description="The trial balance of an entity (default: the institution's) up to a day.")
    async def trial_balance(
        self, info: Info, as_of: date | None = None, entity: str | None = None
    ) -> TrialBalance | None:
        """Add the books up."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            within = await reads.entities(read, actor)
            found = [one for one in within if (one.code == entity if entity else one.is_default)]
            if not found:
                return None
            day = as_of or EVER
            lines = await balance.trial_balance(read, found[0].id, day)
        return TrialBalance.of(found[0], day, lines, info.context.locale)

    @strawberry.field(description="Accounting entities, by code.")
    async def accounting_entities(self, info: Info) -> list[AccountingEntity]:
        """List entities."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            rows = await reads.entities(read, actor)
        return [AccountingEntity.of(row, info.context.locale) for row in rows]
