"""Reckon an SLA in wall-clock or in working hours. Pure.

Invariant   the time left when a clock is paused, added when it goes on, is the time that was left
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from largesse.kernel.errors import Broken
from largesse.kernel.workdays import Workdays, is_workday

Kind = Literal["wall", "working"]
OPENS, SHUTS = time(9), time(18)
_DAYS_MAX = 4000


@dataclass(frozen=True, slots=True)
class Hours:
    """How hours are counted: all of them, or those of workdays in a zone."""

    kind: Kind
    calendar: Workdays
    zone: str


def due(hours: Hours, start: datetime, seconds: int) -> datetime:
    """Give the instant at which so many seconds have run since a start."""
    if hours.kind == "wall":
        return start + timedelta(seconds=seconds)
    left = timedelta(seconds=seconds)
    for begins, ends in _spans(hours, start):
        if left <= ends - begins:
            return begins + left
        left -= ends - begins
    raise Broken("no workday for years")


def between(hours: Hours, start: datetime, end: datetime) -> int:
    """Count the seconds that run from a start to an end; none where the end is earlier."""
    if hours.kind == "wall":
        return max(0, int((end - start).total_seconds()))
    ran = timedelta()
    for begins, ends in _spans(hours, start):
        if begins >= end:
            break
        ran += min(ends, end) - begins
    return int(ran.total_seconds())


def _spans(hours: Hours, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Give the working times from an instant on, each as instants of the start's own offset."""
    zone = ZoneInfo(hours.zone)
    first: date = start.astimezone(zone).date()
    for ahead in range(_DAYS_MAX):
        day = first + timedelta(days=ahead)
        if not is_workday(hours.calendar, day):
            continue
        begins = max(datetime.combine(day, OPENS, zone).astimezone(start.tzinfo), start)
        ends = datetime.combine(day, SHUTS, zone).astimezone(start.tzinfo)
        if begins < ends:
            yield begins, ends
