"""A calendar as a file: CSV with its range and its source above, one line a day that is not as weekends say.

Words       the lines above begin with ``#``: the source in words, and ``# range,<first day>,<last day>``
Invariant   a file that is wrong anywhere is not taken; every wrong line is told with its number
Source      docs/how-to/load-a-holiday-calendar.md
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from largesse.kernel.errors import Phrase
from largesse.kernel.reasons import because
from largesse.kernel.workdays import Workdays

BYTES_MAX = 256 * 1024
YEARS_MAX = 10
_HEADS = ["day", "kind", "name_zh", "name_en"]
_SHIPPED = Path(__file__).parent / "files"
_SATURDAY = 6
_NAME_MAX = 60
Kind = Literal["holiday", "workday"]


@dataclass(frozen=True)
class Day:
    """A public holiday, or a weekend day on which people work."""

    day: date
    kind: Kind
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a line, counted from 1."""

    line: int
    why: Phrase


@dataclass
class CalendarFile:
    """A file as it was read; ``wrong`` is empty where it can be taken."""

    source: str = ""
    first: date | None = None
    last: date | None = None
    days: list[Day] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def read_calendar(text: str) -> CalendarFile:
    """Read a file and find everything that is wrong with it."""
    found = CalendarFile()
    lines = text.removeprefix("\ufeff").splitlines()
    heads = [line for line in lines if line.startswith("#")]
    _read_heads(heads, found)
    rows = list(enumerate(lines, 1))[len(heads) :]
    if not rows or next(csv.reader(io.StringIO(rows[0][1])), []) != _HEADS:
        found.wrong.append(
            Wrong(len(heads) + 1, because("identity.reason.calendar_heads", heads=",".join(_HEADS)))
        )
        return found
    for number, line in rows[1:]:
        if line.strip():
            _read_day(number, line, found)
    if not found.days and not found.wrong:
        found.wrong.append(Wrong(len(lines), because("identity.reason.calendar_empty")))
    return found


def workdays_of(first: date, last: date, days: list[Day]) -> Workdays:
    """Give the calendar that a file says."""
    return Workdays(
        first,
        last,
        frozenset(one.day for one in days if one.kind == "holiday"),
        frozenset(one.day for one in days if one.kind == "workday"),
    )


@cache
def shipped() -> tuple[CalendarFile, ...]:
    """Give the files that came with the house, oldest first."""
    return tuple(read_calendar(path.read_text("utf-8")) for path in sorted(_SHIPPED.glob("*.csv")))


def _read_heads(heads: list[str], found: CalendarFile) -> None:
    words = []
    for number, line in enumerate(heads, 1):
        said = line.removeprefix("#").strip()
        if not said.startswith("range,"):
            words.append(said)
            continue
        days = [_day(one) for one in said.split(",")[1:]]
        if len(days) != 2 or days[0] is None or days[1] is None or days[0] > days[1]:
            found.wrong.append(Wrong(number, because("identity.reason.calendar_range")))
        elif (days[1] - days[0]).days > YEARS_MAX * 366:
            found.wrong.append(Wrong(number, because("identity.reason.calendar_long", most=YEARS_MAX)))
        else:
            found.first, found.last = days
    found.source = " ".join(one for one in words if one)[:200]
    if found.first is None and not found.wrong:
        found.wrong.append(Wrong(1, because("identity.reason.calendar_range")))


def _read_day(number: int, line: str, found: CalendarFile) -> None:
    cells = [cell.strip() for cell in next(csv.reader(io.StringIO(line)), [])]
    why = _why_not(cells, found)
    if why:
        found.wrong.append(Wrong(number, why))
        return
    day, kind = date.fromisoformat(cells[0]), cells[1]
    found.days.append(Day(day, "holiday" if kind == "holiday" else "workday", cells[2], cells[3]))


def _why_not(cells: list[str], found: CalendarFile) -> Phrase | None:
    """Say why a line is no day of the calendar; None: it is one."""
    if len(cells) != len(_HEADS):
        return because("identity.reason.calendar_cells", most=len(_HEADS))
    day, kind, *names = cells
    at = _day(day)
    if at is None:
        return because("identity.reason.calendar_day")
    if kind not in {"holiday", "workday"}:
        return because("identity.reason.calendar_kind")
    if not names[0] or max(map(len, names)) > _NAME_MAX:
        return because("identity.reason.calendar_name", most=_NAME_MAX)
    return _why_not_that_day(at, kind, found)


def _why_not_that_day(day: date, kind: str, found: CalendarFile) -> Phrase | None:
    if found.first and found.last and not found.first <= day <= found.last:
        return because("identity.reason.calendar_outside")
    if kind == "workday" and day.isoweekday() < _SATURDAY:
        return because("identity.reason.calendar_no_weekend")
    if any(one.day == day for one in found.days):
        return because("identity.reason.calendar_twice")
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if len(text.strip()) == 10 else None
    except ValueError:
        return None
