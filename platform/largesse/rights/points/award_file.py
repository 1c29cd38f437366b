"""A file of points: a line a client with number, points and, where it is needed, a reference. Pure."""

import csv
from dataclasses import dataclass
from io import StringIO

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because, entries
from largesse.kernel.writing import number_text
from largesse.rights.points.ledger import POINTS_MAX

LINES_MAX = 1000
REF_MAX = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``ref`` tells several lines of one client apart."""

    ext_id: str
    points: int
    ref: str


def lines_of(text: str) -> list[Line]:
    """Read the lines of a file, separated by commas or tabs; empty ones and a head are left out.

    Raises:
        Malformed: ``kernel.malformed`` at ``lines``: none, too many, one that does not fit, or one twice.
    """
    rows = [[number_text(cell) for cell in row] for row in csv.reader(StringIO(text.replace("\t", ",")))]
    rows = [row for row in rows if any(row)]
    if rows and len(rows[0]) > 1 and not any(letter.isdigit() for letter in rows[0][1]):
        rows = rows[1:]
    lines = [_line(nr, row) for nr, row in enumerate(rows, 1)]
    if not 1 <= len(lines) <= LINES_MAX or len({one.ref for one in lines}) != len(lines):
        raise Malformed(entries(1, LINES_MAX), "lines")
    return lines


def _line(nr: int, row: list[str]) -> Line:
    ext_id, points, *more = [*row, ""]
    known = points.isascii() and points.isdigit() and 1 <= int(points[:12]) <= POINTS_MAX
    reference = next((one for one in more if one), "")
    if not ext_id or not known or len(reference) > REF_MAX:
        raise Malformed(because("rights.reason.points_line", line=nr), "lines")
    return Line(ext_id, int(points), f"{ext_id}:{reference}" if reference else ext_id)
