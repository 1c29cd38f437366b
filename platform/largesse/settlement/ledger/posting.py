"""Postings: an entry's pairs as rows with their accounts, and read back as pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tortoise.exceptions import IntegrityError

from largesse.kernel.errors import Refusal
from largesse.settlement.ledger.account import Accounts
from largesse.settlement.ledger.entry import Draft, Pair
from largesse.settlement.ledger.period import month_of
from largesse.settlement.ledger.records import AccountId, EntityId, EntryId
from largesse.store.sql import statement
from largesse.store.work import Read, Tx

LATE = "orig_period"  # the dimension that a late posting has: the month of its business day
_INSERT = statement(__name__, "insert_postings")
_WITH_CODES = """
select p.entry_id, p.entity_id, d.code as debit, c.code as credit, p.amount_minor, p.currency,
  p.dims_dr - 'orig_period' as dims_dr, p.dims_cr - 'orig_period' as dims_cr, p.summary
from settlement_posting p join settlement_account d on d.id = p.dr join settlement_account c on c.id = p.cr
where p.entry_id = any($1::bigint[]) order by p.entry_id, p.seq
"""


@dataclass(frozen=True)
class DepositShort(Refusal):
    """A deposit or budget would fall below zero."""

    code = "settlement.deposit_short"


@dataclass(frozen=True, kw_only=True)
class NewPosting:
    """One pair on its way into the table; ``dr`` and ``cr`` are accounts of the entity."""

    seq: int
    entity_id: EntityId
    book: str
    dr: AccountId
    cr: AccountId
    currency: str
    amount_minor: int
    dims_dr: dict[str, str]
    dims_cr: dict[str, str]
    summary: str


@dataclass(frozen=True)
class _Written:
    entry_id: EntryId
    entity_id: EntityId
    debit: str
    credit: str
    amount_minor: int
    currency: str
    dims_dr: dict[str, str]
    dims_cr: dict[str, str]
    summary: str


def postings_of(draft: Draft, books: Mapping[EntityId, Accounts], day: date) -> list[NewPosting]:
    """Give the rows of an entry; where ``day`` is not its business day, they tell the month of that."""
    late = {} if day == draft.biz_date else {LATE: str(month_of(draft.biz_date))}
    found = []
    for seq, pair in enumerate(draft.pairs, 1):
        entity = draft.entity_of(pair)
        posting = NewPosting(
            seq=seq,
            entity_id=entity,
            book=pair.book,
            dr=books[entity][pair.debit, pair.currency],
            cr=books[entity][pair.credit, pair.currency],
            currency=pair.currency,
            amount_minor=pair.amount_minor,
            dims_dr=pair.debit_dims | late,
            dims_cr=pair.credit_dims | late,
            summary=pair.summary,
        )
        found.append(posting)
    return found


async def write_postings(tx: Tx[Any], entry: EntryId, day: date, postings: Sequence[NewPosting]) -> None:
    """Write an entry's rows in one statement.

    Raises:
        DepositShort: ``settlement.deposit_short``.
    """
    try:
        await tx.run(_INSERT, entry, len(postings), month_of(day), day, list(postings))
    except IntegrityError as error:
        if "below zero" in str(error):
            raise DepositShort from error
        raise


async def pairs_of(read: Read, entries: Sequence[EntryId]) -> dict[EntryId, list[Pair]]:
    """Read entries' rows back as pairs; what lateness added to the dimensions is left out."""
    found: dict[EntryId, list[Pair]] = {entry: [] for entry in entries}
    for one in await read.all(_Written, _WITH_CODES, list(entries)):
        found[one.entry_id].append(_pair(one))
    return found


def _pair(one: _Written) -> Pair:
    return Pair(
        debit=one.debit,
        credit=one.credit,
        amount_minor=one.amount_minor,
        currency=one.currency,
        debit_dims=one.dims_dr,
        credit_dims=one.dims_cr,
        summary=one.summary,
        entity=one.entity_id,
    )
