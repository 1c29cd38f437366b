"""Vouchers of entries as a table: two rows per posting of the general ledger; the memo book stays inside.

Invariant   a foreign amount is converted at a recorded rate, which the voucher states, or there is no voucher
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from largesse.identity.names import Names, ids_in, names_of
from largesse.kernel.copy import said, text
from largesse.kernel.errors import Broken
from largesse.settlement.export.table import Table, Value
from largesse.settlement.export.words import LOCALE, columns, word
from largesse.settlement.ledger.rate import E8, RateMissing, in_base, rate_text
from largesse.settlement.ledger.reads import STAFF
from largesse.settlement.ledger.records import EntryId
from largesse.store.sql import statement
from largesse.store.work import Read

AMOUNTS = ("original_debit", "original_credit", "local_debit", "local_credit")
NAMES = (
    *("date", "voucher_type", "voucher_number", "voucher_line", "summary_text", "account", "account_name"),
    *("currency", "rate", *AMOUNTS),
    *("provider", "branch", "activity", "sku", "source_type", "source", "entry", "made_by", "approver"),
    *("entity", "provider_id", "branch_id", "activity_id"),
)
_POSTINGS = statement(__name__, "voucher_postings")
_THINGS = ("provider", "org_unit", "activity")
JOB = "job:"
_LOCAL = frozenset({word("local_debit"), word("local_credit")})


@dataclass(frozen=True)
class _Posting:
    """A posting with its entry and its accounts."""

    entry_id: EntryId
    period_id: int
    biz_date: date
    kind: str
    reason: str
    summary: str
    currency: str
    amount_minor: int
    debit: str
    debit_name: dict[str, str]
    dims_dr: dict[str, str]
    credit: str
    credit_name: dict[str, str]
    dims_cr: dict[str, str]
    source_type: str
    source_id: str
    made_by: str
    approved_by: str | None
    entity: str
    base: str
    exponent: int
    base_exponent: int
    rate_e8: int | None

    @property
    def ids(self) -> set[UUID]:
        """The ids of what it names."""
        things = [dims.get(name) for dims in (self.dims_dr, self.dims_cr) for name in _THINGS]
        staff = [(who or "").removeprefix(STAFF) for who in (self.made_by, self.approved_by)]
        return ids_in(*filter(None, things), *staff)

    @property
    def rate(self) -> int:
        """The rate at which it is converted: one where the currency is the entity's own.

        Raises:
            RateMissing: ``settlement.rate_missing``.
        """
        if self.currency == self.base:
            return E8
        if self.rate_e8 is None:
            raise RateMissing(self.currency, self.base, self.biz_date)
        return self.rate_e8

    @property
    def local_minor(self) -> int:
        """The amount in the entity's own currency."""
        return in_base(self.amount_minor, self.rate, self.exponent, self.base_exponent)


@dataclass(frozen=True)
class _Side:
    """One side of a posting: its account, and its amount as debit or as credit."""

    account: str
    name: dict[str, str]
    dims: dict[str, str]
    debit_minor: int | None = None
    credit_minor: int | None = None


@dataclass(frozen=True)
class _Called:
    """What the ids of vouchers are called, in the language of files."""

    names: Names

    def thing(self, ident: str | None) -> str | None:
        """Give the name of a provider, an org unit or an activity; the id itself where nobody knows it."""
        return (ident and next((said(self.names.get(one), LOCALE) for one in ids_in(ident)), "")) or ident

    def person(self, who: str | None) -> str | None:
        """Give the name of ``staff:<id>``; what a job posts, the system posts."""
        if who is None or not who.startswith(STAFF):
            return word("system") if who and who.startswith(JOB) else who
        return self.thing(who.removeprefix(STAFF))


async def voucher_table(read: Read, entries: Sequence[EntryId]) -> Table:
    """Give the vouchers of entries, in entry order.

    Raises:
        RateMissing: ``settlement.rate_missing``.
    """
    postings = await read.all(_Posting, _POSTINGS, list(entries))
    base_exponents = {one.base_exponent for one in postings}
    if len(base_exponents) > 1:
        raise Broken("one file of vouchers in local currencies of different decimals")
    table_columns = columns(*NAMES, amounts=AMOUNTS, counts=("voucher_line",))
    local = max(base_exponents, default=None)
    given = [replace(one, exponent=local) if one.title in _LOCAL else one for one in table_columns]
    names = await names_of(read, (one for posting in postings for one in posting.ids))
    return Table(word("entries"), tuple(given), _rows(postings, _Called(names)))


def _rows(postings: Sequence[_Posting], called: _Called) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    line, last = 0, None
    for one in postings:
        line = line if one.entry_id == last else 0
        last = one.entry_id
        debit = _Side(one.debit, one.debit_name, one.dims_dr, debit_minor=one.amount_minor)
        credit = _Side(one.credit, one.credit_name, one.dims_cr, credit_minor=one.amount_minor)
        for side in (debit, credit):
            line += 1
            rows.append(_row(one, side, line, called))
    return rows


def _row(one: _Posting, side: _Side, line: int, called: _Called) -> tuple[Value, ...]:
    kind = text(f"settlement.entry_kind.{one.kind}", LOCALE)
    return (
        str(one.biz_date),
        word("voucher"),
        f"{one.period_id}-{one.entry_id}",
        line,
        one.summary or " ".join(filter(None, (kind, one.reason))),
        side.account,
        side.name.get(LOCALE, ""),
        one.currency,
        rate_text(one.rate),
        side.debit_minor,
        side.credit_minor,
        None if side.debit_minor is None else one.local_minor,
        None if side.credit_minor is None else one.local_minor,
        *(called.thing(side.dims.get(name)) for name in _THINGS),
        side.dims.get("sku"),
        one.source_type,
        one.source_id,
        str(one.entry_id),
        called.person(one.made_by),
        called.person(one.approved_by),
        one.entity,
        *(side.dims.get(name) for name in _THINGS),
    )
