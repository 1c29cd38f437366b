"""Cells: what a spreadsheet or a provider's export writes, turned into exact values or refused.

Invariant   an amount is integer minor units or it is a problem; nothing is guessed, rounded or dropped
Source      settlement's list of quirks: ``="…"``, back-ticks, tabs, full-width digits, ids as floats
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from largesse.settlement.statements.problem import Unreadable

Cell = str | int | float | bool | date | datetime | timedelta | None
AMOUNT_MAX = 2**53 - 1
TEXT_MAX = 2_000
_FLOAT_EXACT = 10**15
_SHORT = 64
_QUOTES = frozenset("`'")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_AMOUNT = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d*))?")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d+")
_DATE = re.compile(
    r"(?P<a>\d{1,4})(?:[-/.]|年)(?P<b>\d{1,2})(?:[-/.]|月)(?P<c>\d{1,4})日?"
    r"(?:[T ]+(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d{1,6})?)?)?(?P<z>Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(
    r"(?P<a>\d{4})(?P<b>\d{2})(?P<c>\d{2})(?:[ T]?(?P<h>\d{2}):?(?P<m>\d{2}):?(?P<s>\d{2}))?(?P<z>)"
)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0 has no zone; the profile's is put on after
DateOrder = Literal["ymd", "dmy", "mdy"]


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


def amount_minor(cell: Cell, exponent: int, unit: Literal["major", "minor"] = "major") -> int:
    """Read an amount exactly.

    Args:
        cell: text such as ``1,234.50``, ``(12.00)``, ``¥-3``; or a number.
        exponent: decimals of the currency.
        unit: ``major`` for yuan, ``minor`` for fen.

    Raises:
        Unreadable: amount_unreadable, amount_precision (more decimals than the currency has), amount_range.
    """
    if isinstance(cell, bool | date | timedelta):
        raise Unreadable("amount_unreadable", value=text(cell))
    written = narrow(cell).replace("¥", "").replace("元", "").replace(" ", "")
    negative, body = _signed(written)
    found = _AMOUNT.fullmatch(body)
    if found is None:
        raise Unreadable("amount_unreadable", value=written[:80])
    places = exponent if unit == "major" else 0
    part = found["part"] or ""
    if part[places:].strip("0"):
        raise Unreadable("amount_precision", value=written[:80], decimals=places)
    digits = (found["whole"].replace(",", "") + part[:places].ljust(places, "0")).lstrip("0") or "0"
    if len(digits) > 16 or int(digits) > AMOUNT_MAX:
        raise Unreadable("amount_range", value=written[:80])
    return -int(digits) if negative else int(digits)


def _signed(written: str) -> tuple[bool, str]:
    if written.startswith("(") and written.endswith(")"):
        return True, written[1:-1]
    if written[:1] in {"-", "−", "–"}:
        return True, written[1:]
    return False, written.removeprefix("+")


def quantity_milli(cell: Cell) -> int:
    """Read a quantity as thousandths."""
    return amount_minor(cell, 3)


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


def moment(cell: Cell, zone: str, order: DateOrder = "ymd") -> datetime:
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
            return (_EXCEL_EPOCH + timedelta(days=cell)).replace(tzinfo=place, microsecond=0).astimezone(UTC)
        return _written(narrow(cell), place, order)
    except (ValueError, OverflowError) as error:
        raise Unreadable("date_unreadable", value=narrow(cell)[:80]) from error


@lru_cache(maxsize=4096)
def _written(words: str, place: ZoneInfo, order: DateOrder) -> datetime:
    found = _COMPACT.fullmatch(words) or _DATE.fullmatch(words)
    if found is None:
        raise ValueError(words)
    first, second, third = int(found["a"]), int(found["b"]), int(found["c"])
    if len(found["a"]) == 4:
        year, month, day = first, second, third
    elif order == "dmy":
        year, month, day = third, second, first
    elif order == "mdy":
        year, month, day = third, first, second
    else:
        raise ValueError(words)
    clock = (int(found["h"] or 0), int(found["m"] or 0), int(found["s"] or 0))
    at = datetime(year, month, day, *clock, tzinfo=place)
    if found["z"]:
        at = datetime.fromisoformat(f"{at:%Y-%m-%dT%H:%M:%S}{'+00:00' if found['z'] == 'Z' else found['z']}")
    if not 1990 <= at.year <= 2200:
        raise ValueError(words)
    return at.astimezone(UTC)
