"""One row of a sheet becomes one line, exactly, or a finding that names the cell.

Invariant   nothing is guessed, rounded or dropped; columns that no field takes are kept beside the line
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from largesse.kernel.clock import day_in
from largesse.settlement.statements import cells
from largesse.settlement.statements.cells import Cell, narrow
from largesse.settlement.statements.layout import Layout
from largesse.settlement.statements.line import Line
from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.sheet import Row

T = TypeVar("T")


@dataclass(frozen=True)
class _Amounts:
    """What a row asks, minor units; None where it does not say."""

    unit_price: int | None
    gross: int | None
    tax: int | None
    net: int | None

    def turned(self) -> "_Amounts":
        """Give the sums with the other sign; a unit price has none."""
        return replace(self, gross=_minus(self.gross), tax=_minus(self.tax), net=_minus(self.net))

    def check(self) -> None:
        """Refuse a row that contradicts itself.

        Raises:
            Unreadable: row_sum_differs.
        """
        gross, tax, net = self.gross, self.tax, self.net
        if gross is not None and tax is not None and net is not None and tax + net != gross:
            raise Unreadable("row_sum_differs", gross=gross, tax=tax, net=net)


class _Cells:
    """The cells of one row by field; a problem names the header word of the cell it was found in."""

    def __init__(self, row: Row, layout: Layout) -> None:
        self.row, self.layout = row, layout
        size = len(row.cells)
        self._by_field = {name: row.cells[at] for name, at in layout.where.items() if at < size}

    def words(self, field: str) -> str:
        return narrow(self._by_field.get(field))

    def filled(self, field: str) -> bool:
        cell = self._by_field.get(field)
        return cell is not None and bool(cells.text(cell))

    def read(self, field: str, how: Callable[[Cell], T]) -> T:
        try:
            return how(self._by_field.get(field))
        except Unreadable as finding:
            raise Unreadable(finding.code, column=self.layout.word(field), **finding.facts) from finding

    def amount(self, field: str) -> int | None:
        if not self.filled(field):
            return None
        profile = self.layout.profile
        return self.read(field, lambda cell: cells.amount_minor(cell, profile.exponent, profile.unit))

    def reference(self, field: str) -> str:
        return self.read(field, cells.reference) if self.filled(field) else ""

    def rest(self) -> dict[str, str]:
        used, pairs = self.layout.used, zip(self.layout.header, self.row.cells, strict=False)
        return {word: cells.text(cell) for at, (word, cell) in enumerate(pairs) if at not in used and word}


def read_line(row: Row, line_no: int, layout: Layout) -> Line:
    """Read a row as line number ``line_no``.

    Raises:
        Unreadable: what stands in the way, with the heading of the column where it stands in one.
    """
    profile = layout.profile
    if any(cells.text(cell) for cell in row.cells[len(layout.header) :]):
        raise Unreadable("row_too_long", cells=len(row.cells), columns=len(layout.header))
    found = _Cells(row, layout)
    absent = next((name for name in profile.required if not found.filled(name)), None)
    if absent is not None:
        raise Unreadable("cell_missing", column=layout.word(absent))
    line_type, currency = _line_type(found), _currency(found)
    amounts = _amounts(found)
    if line_type == "refund" and profile.refunds == "positive":
        amounts = amounts.turned()
    amounts.check()
    at = found.read("occurred_at", lambda cell: cells.moment(cell, profile.zone, profile.date_order))
    sku = found.reference("sku")
    return Line(
        line_no=line_no,
        row_no=row.number,
        line_type=line_type,
        provider_ref=found.reference("provider_ref"),
        platform_ref=found.reference("platform_ref"),
        parent_ref=found.reference("parent_ref"),
        weak_key="|".join(filter(None, (sku, found.words("client"), found.words("store")))).casefold(),
        sku=sku,
        qty_milli=found.read("qty", cells.quantity_milli) if found.filled("qty") else 1_000,
        unit_price_minor=amounts.unit_price,
        gross_minor=amounts.gross or 0,
        tax_minor=amounts.tax,
        net_minor=amounts.net,
        currency=currency,
        status=found.words("status"),
        occurred_at=at,
        biz_date=day_in(at, profile.zone),
        ext=found.rest(),
        raw=tuple(map(cells.text, row.cells)),
    )


def _amounts(found: _Cells) -> _Amounts:
    return _Amounts(
        found.amount("unit_price"), found.amount("gross"), found.amount("tax"), found.amount("net")
    )


def _minus(amount: int | None) -> int | None:
    return None if amount is None else -amount


def _currency(found: _Cells) -> str:
    currency = (found.words("currency") or found.layout.profile.currency).upper()
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
        raise Unreadable("currency_unreadable", column=found.layout.word("currency"), value=currency[:20])
    return currency


def _line_type(found: _Cells) -> str:
    profile, written = found.layout.profile, found.words("line_type")
    if not written:
        return profile.line_type
    known = profile.line_types.get(written) or profile.line_types.get(written.casefold())
    if known is None:
        raise Unreadable("line_type_unknown", column=found.layout.word("line_type"), value=written[:80])
    return known
