"""The Chinese lunar calendar 农历 of 1900 to 2100: which solar days carry a lunar month and day.

Words       *leap month* 闰月: a month inserted after the one whose number it shares
Invariant   a lunar month has 29 or 30 days; a year has twelve months, or thirteen with its leap month
Source      docs/explanation/plays-by-time.md says where the table comes from and how it was checked
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 1900, 2100
LAST_DAY = 30
_NEW_YEAR = date(1900, 1, 31)
_LEAP_AT = (
    13  # bits 0 to 12: has the month, in the order of the year, 30 days; above: number of the leap month
)
_YEARS = """
    116d2 00752 00ea5 0b64a 0064b 00a9b 09556 0056a 00b59 05752 00752 0db25 00b25 00a4b 0b4ab 002ad
    0056b 04b69 00da9 0fd92 00e92 00d25 0ba4d 00a56 002b6 095b5 006d4 00ea9 05e92 00e92 0cd26 0052b
    00a57 0b2b6 00b5a 006d4 06ec9 00749 0f693 00a93 0052b 0ca5b 00aad 0056a 09b55 00ba4 00b49 05a93
    00a95 0f52d 00536 00aad 0b5aa 005b2 00da5 07d4a 00d4a 10a95 00a97 00556 0cab5 00ad5 006d2 08ea5
    00ea5 0064a 06c97 00a9b 0f55a 0056a 00b69 0b752 00b52 00b25 0964b 00a4b 114ab 002ad 0056d 0cb69
    00da9 00d92 09d25 00d25 15a4d 00a56 002b6 0c5b5 006d5 00ea9 0be92 00e92 00d26 06a56 00a57 114d6
    0035a 006d5 0b6c9 00749 00693 0952b 0052b 00a5b 0555a 0056a 0fb55 00ba4 00b49 0ba93 00a95 0052d
    08aad 00ab5 135aa 005d2 00da5 0dd4a 00d4a 00c95 0952e 00556 00ab5 055b2 006d2 0cea5 00725 0064b
    0ac97 00cab 0055a 06ad6 00b69 17752 00b52 00b25 0da4b 00a4b 004ab 0a55b 005ad 00b6a 05b52 00d92
    0fd25 00d25 00a55 0b4ad 004b6 005b5 06daa 00ec9 11e92 00e92 00d26 0ca56 00a57 004d6 086d5 00755
    00749 06e93 00693 0f52b 0052b 00a5b 0b55a 0056a 00b65 0974a 00b4a 11a95 00a95 0052d 0caad 00ab5
    005aa 08ba5 00da5 00d4a 07c95 00c96 0f94e 00556 00ab5 0b5b2 006d2 00ea5 08e4a 0068b 10c97 004ab
    0055b 0cad6 00b6a 00752 09725 00b45 00a8b 0549b 004ab
"""


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar; ``month`` 1 to 12, ``day`` 1 to 30."""

    year: int
    month: int
    day: int
    leap: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A lunar month: its first solar day, and 29 or 30 days."""

    year: int
    number: int
    leap: bool
    first: date
    days: int


@cache
def months() -> tuple[Month, ...]:
    """Give every month from 1900 to 2100 in its order."""
    return tuple(_months())


def lunar_of(day: date) -> LunarDay | None:
    """Give the lunar day of a solar one; None outside the table."""
    for one in months():
        if one.first <= day < one.first + timedelta(days=one.days):
            return LunarDay(one.year, one.number, (day - one.first).days + 1, one.leap)
    return None


def is_last(day: LunarDay) -> bool:
    """Tell whether a day is the last of its month."""
    same = (one for one in months() if (one.year, one.number, one.leap) == (day.year, day.month, day.leap))
    return next(same).days == day.day


def _months() -> Iterator[Month]:
    first = _NEW_YEAR
    for year, word in enumerate((int(one, 16) for one in _YEARS.split()), FIRST_YEAR):
        leap = word >> _LEAP_AT
        numbers = [(number, False) for number in range(1, 13)]
        if leap:
            numbers.insert(leap, (leap, True))
        for at, (number, inserted) in enumerate(numbers):
            days = 30 if word >> at & 1 else 29
            yield Month(year, number, inserted, first, days)
            first += timedelta(days=days)
