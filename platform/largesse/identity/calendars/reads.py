"""The calendar that holds now, and the versions it is made of.

Invariant   of two versions that cover a day the newer says it; what came with the house is older than all
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from largesse.identity.calendars.calendar_file import CalendarFile, Day, shipped, workdays_of
from largesse.identity.calendars.records import Calendar, CalendarId
from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in, now
from largesse.kernel.settings import settings
from largesse.kernel.workdays import Workdays
from largesse.store.work import Read

WARNED_DAYS = 60
Span = tuple[date, date]
LOADED_SPANS = "select first_day, last_day from identity_calendar"


@dataclass(frozen=True)
class CalendarRow:
    """A version; ``id`` and ``loaded_at`` are None for what came with the house."""

    id: CalendarId | None
    version: int
    first: date
    last: date
    days: list[Day]
    source: str
    file_name: str
    loaded_at: datetime | None
    loaded_by: UUID | None
    loader_name: str = ""


async def calendar_rows(read: Read) -> list[CalendarRow]:
    """Read every version, newest first; what came with the house last."""
    rows = await Calendar.all().using_db(read.conn).order_by("-version")
    names = await names_of_staff(read, {row.loaded_by for row in rows})
    loaded = [
        CalendarRow(
            CalendarId(row.id),
            row.version,
            row.first_day,
            row.last_day,
            msgspec.convert(row.days, list[Day]),
            row.source,
            row.file_name,
            row.loaded_at,
            row.loaded_by,
            names.get(row.loaded_by, ""),
        )
        for row in rows
    ]
    return loaded + [_of_house(file) for file in reversed(shipped())]


def joined(rows: list[CalendarRow]) -> Workdays:
    """Put versions, newest first, together into the one calendar that holds."""
    holidays: set[date] = set()
    made_up: set[date] = set()
    for row in reversed(rows):
        said = workdays_of(row.first, row.last, row.days)
        holidays = {day for day in holidays if not said.covers(day)} | said.holidays
        made_up = {day for day in made_up if not said.covers(day)} | said.made_up
    first, last = min(row.first for row in rows), covered_until(spans(rows))
    return Workdays(first, last, frozenset(holidays), frozenset(made_up))


def spans(rows: Iterable[CalendarRow]) -> list[Span]:
    """Give the ranges of versions."""
    return [(row.first, row.last) for row in rows]


def covered_until(ranges: Iterable[Span]) -> date:
    """Give the last day up to which ranges cover every day without a gap."""
    ordered = sorted(ranges)
    last = ordered[0][1]
    for first, end in ordered:
        if first <= last + timedelta(days=1):
            last = max(last, end)
    return last


async def calendar_now(read: Read) -> Workdays:
    """Give the calendar that holds now."""
    return joined(await calendar_rows(read))


async def days_left(read: Read) -> int:
    """Count the days until the calendar's range is over; below zero: it is."""
    last = covered_until(spans(await calendar_rows(read)))
    return (last - day_in(now(), settings().zone)).days


async def calendar_ends(read: Read, _actor: Actor) -> int:
    """Count the calendars that end within sixty days, or have ended: one or none."""
    return int(await days_left(read) <= WARNED_DAYS)


def shipped_spans() -> list[Span]:
    """Give the ranges of what came with the house."""
    return spans(_of_house(file) for file in shipped())


def _of_house(file: CalendarFile) -> CalendarRow:
    first, last = file.first or date.min, file.last or date.min
    return CalendarRow(None, 0, first, last, file.days, file.source, "", None, None)
