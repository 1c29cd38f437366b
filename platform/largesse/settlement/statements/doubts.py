"""What casts doubt on every line of a file: headings, columns, totals and marks whose sense is not known.

Invariant   a file in doubt gives no lines, so that nobody's word can load amounts of an unknown unit or sign
"""

from collections.abc import Iterator, Sequence

from largesse.settlement.statements.controls import is_trailer
from largesse.settlement.statements.heading import MONEY, Heading, remark_problems
from largesse.settlement.statements.layout import Layout
from largesse.settlement.statements.problem import Problem
from largesse.settlement.statements.sense import sense_problems
from largesse.settlement.statements.separator import separator_problems
from largesse.settlement.statements.sheet import Row

_BARE = frozenset({"金额", "amount"})
_DECISIVE = (*MONEY, "currency", "line_type", "status")


def doubts(rows: Sequence[Row], layout: Layout, hidden_columns: frozenset[int]) -> Iterator[Problem]:
    """Name them, each with its heading."""
    by_line = "currency" in layout.where
    for field in layout.where:
        heading = Heading.of(layout.word(field))
        yield from remark_problems(field, heading, layout.profile, by_line=by_line)
        if field in _DECISIVE and layout.where[field] in hidden_columns:
            yield _of_column("column_hidden", heading)
    if _tax_is_open(layout):
        yield _of_column("heading_tax_open", Heading.of(layout.word("gross")))
    yield from separator_problems(rows, layout)
    yield from sense_problems([row for row in rows if not is_trailer(row, layout.profile)], layout)


def _tax_is_open(layout: Layout) -> bool:
    """Tell whether a bare ``金额`` beside a tax may be with it or without, and nothing says which."""
    heading = Heading.of(layout.word("gross")) if "gross" in layout.where else None
    chosen_from = layout.profile.columns.get("gross", ())
    return (
        heading is not None
        and heading.word in _BARE
        and not any("税" in one or "tax" in one for one in heading.remarks)
        and "tax" in layout.where
        and "net" not in layout.where
        and len(chosen_from) > 1
    )


def _of_column(code: str, heading: Heading) -> Problem:
    return Problem(code, facts={"column": heading.written[:80]})
