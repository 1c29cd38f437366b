"""A cell of a file of codes becomes a code, a PIN or a day, or a reason why not. Pure.

Invariant   a code whose digits a spreadsheet lost is never guessed back
Source      docs/explanation/code-pools.md, *Trouble others met*
"""

import re
from datetime import date, datetime, timedelta

from largesse.kernel.writing import number_text
from largesse.rights.code_pools.pool import CODE_MAX

PIN_MAX = 60
_LOST = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_FRACTION = re.compile(r"\d+[.,]0+")
_AS_TEXT = re.compile(r'=\s*"(.*)"', re.DOTALL)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WHOLE_DAY = frozenset({"", "00:00", "00:00:00", "0:00", "0:00:00", "23:59", "23:59:59"})


class BadCode(Exception):  # noqa: N818 - an outcome of reading, told by line
    """A cell cannot be read; ``reason`` is its word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(cell: str) -> str:
    """Undo what is put around a text: ``="007"``, a leading apostrophe, unseen and wide characters."""
    plain = number_text(cell)
    wrapped = _AS_TEXT.fullmatch(plain)
    if wrapped:
        plain = wrapped[1].replace('""', '"').strip()
    return plain[1:].strip() if plain.startswith("'") and "'" not in plain[1:] else plain


def code_of(cell: str, length: int | None) -> str:
    """Read a code.

    Args:
        cell: as it stands in the file.
        length: how many characters each code has; None: any.

    Raises:
        BadCode: ``missing``, ``digits_lost``, ``too_long``, ``not_a_code``, ``other_length``.
    """
    code = text_of(cell)
    if not code:
        raise BadCode("missing")
    if _LOST.fullmatch(code) or _FRACTION.fullmatch(code):
        raise BadCode("digits_lost")
    if len(code) > CODE_MAX:
        raise BadCode("too_long")
    if not code.isprintable() or "\ufffd" in code or any("\u4e00" <= one <= "\u9fff" for one in code):
        raise BadCode("not_a_code")
    if length is not None and len(code) != length:
        raise BadCode("other_length")
    return code


def pin_of(cell: str) -> str:
    """Read a PIN; empty: there is none.

    Raises:
        BadCode: ``digits_lost``, ``too_long``, ``not_a_code``.
    """
    pin = text_of(cell)
    if _LOST.fullmatch(pin) or _FRACTION.fullmatch(pin):
        raise BadCode("digits_lost")
    if len(pin) > PIN_MAX:
        raise BadCode("too_long")
    if not pin.isprintable() or "\ufffd" in pin:
        raise BadCode("not_a_code")
    return pin


def last_day_of(cell: str) -> date | None:
    """Read the last day on which a code holds; None: it has no end.

    A time beside the day that is not the day's beginning or end makes the day before the last whole one.

    Raises:
        BadCode: ``not_a_day``.
    """
    text = text_of(cell)
    if not text:
        return None
    found = _DAY.fullmatch(text)
    compact = _COMPACT.fullmatch(text)
    parts = found or compact
    if parts is None:
        raise BadCode("not_a_day")
    try:
        day = date(int(parts[1]), int(parts[2]), int(parts[3]))
        clock = (found[4] if found else None) or ""
        if clock in _WHOLE_DAY:
            return day
        datetime.strptime(clock, "%H:%M:%S" if clock.count(":") == 2 else "%H:%M")  # noqa: DTZ007 - a clock alone
    except ValueError as error:
        raise BadCode("not_a_day") from error
    return day - timedelta(days=1)


def hidden(code: str) -> str:
    """Show of a code what lets people tell whether the column is right, and nobody use it."""
    return f"{code[:2]}{'*' * max(0, len(code) - 3)}{code[-1:]}" if len(code) > 5 else "*" * len(code)
