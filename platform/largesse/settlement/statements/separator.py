"""Whether the dot of a file's amounts is known to stand before decimals, and not between thousands.

``1.000`` is one or a thousand. In a currency of three decimals ``1,250`` may be one and a quarter. Another
amount of the file settles it (``12.50``, ``0.500``, ``1234.000``, ``1,234.000``), or the mapping does.

Words       *proof* is an amount that can be read with a dot before its decimals, and in no other way
Invariant   no amount is read a thousand times too small or too large because its mark was guessed
"""

import re
from collections.abc import Iterator, Sequence

from largesse.settlement.statements.cells import Cell, folded, text
from largesse.settlement.statements.controls import is_trailer
from largesse.settlement.statements.heading import MONEY
from largesse.settlement.statements.layout import Layout
from largesse.settlement.statements.problem import Problem
from largesse.settlement.statements.sheet import Row

_FIGURE = re.compile(r"[^0-9.,]*([0-9.,]+)[^0-9.,]*")
_OPEN_DOT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_OPEN_COMMA = re.compile(r"[0-9]{1,3},[0-9]{3}")
_PROOF = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]+\.[0-9]*)|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_PLACES_OF_THREE = 3


def separator_problems(rows: Sequence[Row], layout: Layout) -> Iterator[Problem]:
    """Name the first amount of each column that may be a thousand times another; none once one is proof."""
    if layout.profile.decimal_mark is not None:
        return
    columns = [layout.where[field] for field in MONEY if field in layout.where]
    found: dict[int, Problem] = {}
    for row in rows:
        for at in columns:
            figure = _marked(row.cells[at]) if at < len(row.cells) else None
            if figure is None:
                continue
            if _PROOF.fullmatch(figure) and not _OPEN_DOT.fullmatch(figure):
                return
            if at not in found and _is_open(figure, row, layout):
                facts: dict[str, str | int] = {"value": text(row.cells[at])[:80]}
                found[at] = Problem("amount_separator", row.number, layout.header[at][:80], facts)
    yield from found.values()


def _marked(cell: Cell) -> str | None:
    """Give the figure of a text that has a dot or a comma; a workbook's number leaves nothing open."""
    if not isinstance(cell, str):
        return None
    written = folded(cell)
    if "." not in written and "," not in written:
        return None
    found = _FIGURE.fullmatch(written)
    return found[1] if found else None


def _is_open(figure: str, row: Row, layout: Layout) -> bool:
    """Tell whether a line's figure has two readings in its currency; totals are held against the lines."""
    pattern = _OPEN_COMMA if layout.scale_in(row).places == _PLACES_OF_THREE else _OPEN_DOT
    return pattern.fullmatch(figure) is not None and not is_trailer(row, layout.profile)
