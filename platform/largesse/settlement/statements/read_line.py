"""One row of a sheet becomes one line, exactly, or a finding that names the cell.

Invariant   nothing is guessed, rounded or dropped; columns that no field takes are kept beside the line
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from largesse.kernel.clock import day_in
from largesse.kernel.money import amount
from largesse.settlement.statements import cells
from largesse.settlement.statements.cells import Cell, Scale, narrow
from largesse.settlement.statements.currency import agrees, currency_of
from largesse.settlement.statements.layout import Layout
from largesse.settlement.statements.line import Line
from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.profile import LineType
from largesse.settlement.statements.sheet import Row
from largesse.settlement.statements.sign import check_sign, type_by_sign

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

    def check(self, currency: str) -> None:
        """Refuse a row that contradicts itself.

        Raises:
            Unreadable: row_sum_differs.
        """
        gross, tax, net = self.gross, self.tax, self.net
        if gross is None or tax is None:
            return
        rest = gross - tax if net is None else net
        if tax + rest != gross or tax * gross < 0 or abs(tax) > abs(gross):
            facts = {"gross": gross, "tax": tax, "net": rest}
            raise Unreadable(
                "row_sum_differs", **{name: amount(minor, currency) for name, minor in facts.items()}
            )


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

    def amount(self, field: str, scale: Scale) -> int | None:
        if not self.filled(field):
            return None
        shown = self.shown(field)
        if not agrees(shown, scale.currency):
            raise Unreadable("amount_displayed", column=self.layout.word(field), mark=shown[:20])
        return self.read(field, lambda cell: cells.amount_minor(cell, scale))

    def reference(self, field: str) -> str:
        if not self.filled(field):
            return ""
        if self.shown(field):
            raise Unreadable(
                "reference_displayed", column=self.layout.word(field), mark=self.shown(field)[:20]
            )
        return self.read(field, cells.reference)

    def shown(self, field: str) -> str:
        """Give what a workbook shows the cell's number with; empty: as it is."""
        return self.row.displays.get(self.layout.where.get(field, -1), "")

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
    currency, stated = _currency(found), _stated_type(found)
    amounts = _amounts(found, layout.scale(currency))
    if stated == "refund" and profile.refunds == "positive":
        amounts = amounts.turned()
    amounts.check(currency)
    gross = amounts.gross or 0
    line_type = stated or type_by_sign(profile.line_type, gross)
    _check_sign(found, line_type, gross, currency)
    at = found.read("occurred_at", lambda cell: _moment(cell, layout))
    store = found.words("store") or layout.store
    sku = found.reference("sku")
    return Line(
        line_no=line_no,
        row_no=row.number,
        line_type=line_type,
        provider_ref=found.reference("provider_ref"),
        platform_ref=found.reference("platform_ref"),
        parent_ref=found.reference("parent_ref"),
        weak_key="|".join(filter(None, (sku, found.words("client"), found.words("store")))).casefold(),
        store=store.casefold(),
        sku=sku,
        qty_milli=_quantity(found),
        unit_price_minor=amounts.unit_price,
        gross_minor=gross,
        tax_minor=amounts.tax,
        net_minor=amounts.net,
        currency=currency,
        status=_status(found),
        occurred_at=at,
        biz_date=day_in(at, profile.zone),
        ext=found.rest(),
        raw=tuple(map(cells.text, row.cells)),
    )


def _amounts(found: _Cells, scale: Scale) -> _Amounts:
    return _Amounts(*(found.amount(name, scale) for name in ("unit_price", "gross", "tax", "net")))


def _quantity(found: _Cells) -> int:
    mark = found.layout.profile.decimal_mark
    return found.read("qty", lambda cell: cells.quantity_milli(cell, mark)) if found.filled("qty") else 1_000


def _check_sign(found: _Cells, line_type: LineType, gross: int, currency: str) -> None:
    if found.filled("gross"):
        found.read("gross", lambda _: check_sign(line_type, gross, currency))


def _moment(cell: Cell, layout: Layout) -> datetime:
    profile = layout.profile
    return cells.moment(cell, profile.zone, profile.date_order, days_from_1904=layout.days_from_1904)


def _status(found: _Cells) -> str:
    """Give the provider's state of a line, which is one that is billed or one that is left out."""
    written, profile = found.words("status"), found.layout.profile
    if written and written.casefold() not in profile.billed | profile.skipped:
        raise Unreadable("status_unknown", column=found.layout.word("status"), value=written[:80])
    return written


def _minus(amount: int | None) -> int | None:
    return None if amount is None else -amount


def _currency(found: _Cells) -> str:
    layout = found.layout
    if not found.filled("currency"):
        currency = layout.profile.currency
    else:
        currency = found.read("currency", lambda cell: currency_of(narrow(cell)))
    if layout.currencies - {currency}:
        raise Unreadable("heading_currency", column=layout.word("gross"))
    return currency


def _stated_type(found: _Cells) -> LineType | None:
    profile, written = found.layout.profile, found.words("line_type")
    if not written:
        return None
    known = profile.line_types.get(written) or profile.line_types.get(written.casefold())
    if known is None:
        raise Unreadable("line_type_unknown", column=found.layout.word("line_type"), value=written[:80])
    return known
