"""Where a day goes that is no workday, by the holiday calendar.

Invariant   outside the calendar's range Saturdays and Sundays are the days of rest
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from largesse.kernel.workdays import Workdays, is_workday

Shift = Literal["none", "before", "after"]
_AROUND = 60  # no country rests for two months


def shifted_onto(workdays: Workdays, day: date, shift: Shift) -> Iterator[date]:
    """Give the days that fall on one: itself, and the days of rest that are moved there; itself first."""
    if shift == "none":
        yield day
        return
    if not is_workday(workdays, day):
        return
    yield day
    step = timedelta(days=1 if shift == "before" else -1)
    for ahead in range(1, _AROUND):
        other = day + ahead * step
        if is_workday(workdays, other):
            return
        yield other
