"""The rows below the header: lines, the totals that the file states, what could not be read.

Invariant   a last row that could be a line is not taken for totals
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from largesse.settlement.statements.controls import Totals, declared_in, is_trailer, sums
from largesse.settlement.statements.layout import Layout
from largesse.settlement.statements.line import Line
from largesse.settlement.statements.problem import Problem, Unreadable
from largesse.settlement.statements.read_line import read_line
from largesse.settlement.statements.sheet import Row


@dataclass
class Body:
    """What became of the rows."""

    lines: list[Line] = field(default_factory=list)
    stated: Totals | None = None
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Line] = field(default_factory=list)


def read_body(rows: Sequence[Row], layout: Layout) -> Body:
    """Read every row."""
    body = Body()
    for row in rows:
        try:
            _read_row(body, row, layout)
        except Unreadable as finding:
            body.problems.append(finding.at(row.number))
    body.problems += _told(body, rows)
    return body


def _read_row(body: Body, row: Row, layout: Layout) -> None:
    if body.stated is not None:
        raise Unreadable("rows_after_trailer")
    profile = layout.profile
    if is_trailer(row, profile):
        _check_no_line(row, layout)
        scale = layout.scale(body.lines[0].currency if body.lines else profile.currency)
        body.stated = declared_in(row, layout.where.get("gross"), profile.trailer, scale)
        return
    line = read_line(row, len(body.lines) + 1, layout)
    (body.skipped if line.status.casefold() in profile.skipped else body.lines).append(line)


def _check_no_line(row: Row, layout: Layout) -> None:
    """Refuse a row that begins like totals and is a whole line.

    Raises:
        Unreadable: trailer_or_line.
    """
    try:
        read_line(row, 1, layout)
    except Unreadable:
        return
    raise Unreadable("trailer_or_line")


def _told(body: Body, rows: Sequence[Row]) -> list[Problem]:
    """Say what was left out, and what a person who opens the file does not see."""
    found = []
    if body.skipped:
        words = "、".join(sorted({line.status for line in body.skipped}))
        left: dict[str, str | int] = {
            "lines": len(body.skipped),
            "sum": sums(body.skipped),
            "status": words[:80],
        }
        found.append(Problem("lines_skipped", facts=left, severity="warn"))
    hidden = [row.number for row in rows if row.hidden]
    if hidden:
        found.append(Problem("rows_hidden", facts={"rows": len(hidden), "first": hidden[0]}))
    return found
