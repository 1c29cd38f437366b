"""Cells: what a spreadsheet or a provider's export writes, turned into exact values or refused.

Invariant   an amount is integer minor units or it is a problem; nothing is guessed, rounded or dropped
Source      settlement's list of quirks: ``="…"``, back-ticks, tabs, full-width digits, ids as floats
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from largesse.kernel.currency import decimals
from largesse.settlement.statements.currency import agrees
from largesse.settlement.statements.problem import Unreadable

Cell = str | int | float | bool | date | datetime | timedelta | None
AMOUNT_MAX = 2**53 - 1
TEXT_MAX = 2_000
_FLOAT_EXACT = 10**15
_SHORT = 64
_QUOTES = frozenset("`'")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
# Thousands that begin with nought (0,500) are none, unless decimals follow.
_AMOUNT = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+(?=\.[0-9])|[0-9]+)(?:\.(?P<part>[0-9]*))?"
)
_MARKED = re.compile(
    r"(?P<sign>[-+–]?)\s*(?P<front>(?:[A-Za-z]{0,3}[$¥€£]|[A-Za-z]{3})?)\s*(?P<rest>.*?)\s*(?P<back>(?:元|[A-Za-z]{3})?)"
)
_FULL_WIDTH = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20, 0xFFE5: 0xA5, 0x2212: 0x2D}
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d+")
_DATE = re.compile(
    r"(?P<a>\d{1,4})(?:[-/.]|年)(?P<b>\d{1,2})(?:[-/.]|月)(?P<c>\d{1,4})日?"
    r"(?:[T ]+(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d{1,6})?)?)?(?P<z>Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(
    r"(?P<a>\d{4})(?P<b>\d{2})(?P<c>\d{2})(?:[ T]?(?P<h>\d{2}):?(?P<m>\d{2}):?(?P<s>\d{2}))?(?P<z>)"
)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0 has no zone; the profile's is put on after
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - likewise
DateOrder = Literal["ymd", "dmy", "mdy"]
Unit = Literal["major", "minor"]
DecimalMark = Literal[".", ","]
_TURNED = str.maketrans(".,", ",.")


def text(cell: Cell) -> str:
    """Give the plain text of a cell: wrappers, invisible characters and outer space removed."""
    if isinstance(cell, str):
        return _clean_short(cell) if len(cell) <= _SHORT else _clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _FLOAT_EXACT else f"{cell:.15g}"
    return _clean(str(cell))


def _clean(written: str) -> str:
    found = written.strip()
    if not found.isascii():
        found = found.translate(_INVISIBLE).strip()
    if len(found) > 2 and found.startswith('="') and found.endswith('"'):
        found = found[2:-1]
    return found.lstrip("`'").strip()[:TEXT_MAX] if found[:1] in _QUOTES else found[:TEXT_MAX]


_clean_short = lru_cache(maxsize=4096)(_clean)  # a cell is asked for several times while its row is read


def narrow(cell: Cell) -> str:
    """Give text with full-width digits, letters and colons folded to their plain forms."""
    found = text(cell)
    return found if found.isascii() else unicodedata.normalize("NFKC", found).strip()


@dataclass(frozen=True)
class Scale:
    """What the figures of a column count.

    Args:
        unit: ``major`` for yuan, ``minor`` for fen.
        mark: what stands before the decimals of a figure that is text; None: a dot.
    """

    currency: str
    unit: Unit = "major"
    mark: DecimalMark | None = None

    @property
    def places(self) -> int:
        """Decimals that a figure may have."""
        return decimals(self.currency) if self.unit == "major" else 0


def dotted(cell: Cell, words: str, mark: DecimalMark | None) -> str:
    """Give a cell's words with a dot before decimals; a workbook's number, which is no text, has one."""
    return words.translate(_TURNED) if mark == "," and isinstance(cell, str) else words


def amount_minor(cell: Cell, scale: Scale) -> int:
    """Read an amount exactly; ``1,234.50``, ``(12.00)``, ``¥-3`` and ``12.5元`` are amounts.

    Raises:
        Unreadable: amount_unreadable, amount_precision (more decimals than the currency has), amount_range,
            amount_marked (it names another unit or currency than the column's).
    """
    written = _figure(cell)
    found = _MARKED.fullmatch(written)
    if found is None:
        raise Unreadable("amount_unreadable", value=written[:80])
    sign, front, rest, back = found.group("sign", "front", "rest", "back")
    minor = _exact(sign + dotted(cell, _unwrapped(rest), scale.mark), scale.places, written)
    for mark in (front, back):
        if mark and not (scale.unit == "major" and agrees(mark, scale.currency)):
            raise Unreadable("amount_marked", value=written[:80])
    return minor


def quantity_milli(cell: Cell, mark: DecimalMark | None = None) -> int:
    """Read a quantity as thousandths."""
    written = _figure(cell)
    return _exact(dotted(cell, written, mark), 3, written)


def folded(written: str) -> str:
    """Give text with its full-width characters folded to their plain forms, and nothing else."""
    return written if written.isascii() else written.translate(_FULL_WIDTH)


def _figure(cell: Cell) -> str:
    """Give a figure with its full-width characters folded; what else looks like a digit (``²``) stays."""
    if isinstance(cell, bool | date | timedelta):
        raise Unreadable("amount_unreadable", value=text(cell))
    return _unwrapped(folded(text(cell)).strip())


def _unwrapped(written: str) -> str:
    """Write a negative in brackets with a minus."""
    return f"-{written[1:-1].strip()}" if written.startswith("(") and written.endswith(")") else written


def _exact(body: str, places: int, written: str) -> int:
    negative, digits = _signed(body)
    found = _AMOUNT.fullmatch(digits)
    if found is None:
        raise Unreadable("amount_unreadable", value=written[:80])
    part = found.group("part") or ""
    if part[places:].strip("0"):
        raise Unreadable("amount_precision", value=written[:80], decimals=places)
    whole = (found.group("whole").replace(",", "") + part[:places].ljust(places, "0")).lstrip("0") or "0"
    if len(whole) > 16 or int(whole) > AMOUNT_MAX:
        raise Unreadable("amount_range", value=written[:80])
    return -int(whole) if negative else int(whole)


def _signed(written: str) -> tuple[bool, str]:
    if written[:1] in {"-", "–"}:
        return True, written[1:].lstrip()
    return False, written.removeprefix("+").lstrip()


def reference(cell: Cell) -> str:
    """Read an order number; one that a spreadsheet has turned into a rounded number is refused.

    Raises:
        Unreadable: reference_lost_digits.
    """
    if isinstance(cell, float) and (abs(cell) >= _FLOAT_EXACT or not cell.is_integer()):
        raise Unreadable("reference_lost_digits", value=f"{cell:.15g}")
    found = narrow(cell)
    if _SCIENTIFIC.fullmatch(found):
        raise Unreadable("reference_lost_digits", value=found)
    if re.fullmatch(r"\d+\.0", found):
        found = found[:-2]
    return found


def moment(cell: Cell, zone: str, order: DateOrder = "ymd", *, days_from_1904: bool = False) -> datetime:
    """Read an instant in the profile's zone and give it in UTC; a day alone is its first instant.

    Raises:
        Unreadable: date_unreadable.
    """
    place = ZoneInfo(zone)
    try:
        if isinstance(cell, datetime):
            return (cell if cell.tzinfo else cell.replace(tzinfo=place)).astimezone(UTC)
        if isinstance(cell, date):
            return datetime(cell.year, cell.month, cell.day, tzinfo=place).astimezone(UTC)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and 20_000 <= cell < 80_000:
            first = _EPOCH_1904 if days_from_1904 else _EXCEL_EPOCH
            return (first + timedelta(days=cell)).replace(tzinfo=place, microsecond=0).astimezone(UTC)
        return _written(narrow(cell), place, order)
    except (ValueError, OverflowError) as error:
        raise Unreadable("date_unreadable", value=narrow(cell)[:80]) from error


@lru_cache(maxsize=4096)
def _written(words: str, place: ZoneInfo, order: DateOrder) -> datetime:
    found = _COMPACT.fullmatch(words) or _DATE.fullmatch(words)
    if found is None:
        raise ValueError(words)
    first, second, third = int(found.group("a")), int(found.group("b")), int(found.group("c"))
    if len(found.group("a")) == 4:
        year, month, day = first, second, third
    elif order == "dmy":
        year, month, day = third, second, first
    elif order == "mdy":
        year, month, day = third, first, second
    else:
        raise ValueError(words)
    clock = (int(found.group("h") or 0), int(found.group("m") or 0), int(found.group("s") or 0))
    at = datetime(year, month, day, *clock, tzinfo=place)
    if found.group("z"):
        at = datetime.fromisoformat(f"{at:%Y-%m-%dT%H:%M:%S}{'+00:00' if found['z'] == 'Z' else found['z']}")
    if not 1990 <= at.year <= 2200:
        raise ValueError(words)
    return at.astimezone(UTC)
