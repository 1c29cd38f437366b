"""Both sides of a matching, written row by row in tests; the matcher takes whole columns."""

from datetime import date
from typing import NamedTuple

from largesse.settlement.matching.frames import ITEM_COLUMNS, LINE_COLUMNS, item_frame, line_frame


class LineKey(NamedTuple):
    """What matching sees of a statement line."""

    id: str
    type: str
    provider_ref: str
    platform_ref: str
    amount: int
    currency: str
    day: date


class ItemKey(NamedTuple):
    """What matching sees of one of our items."""

    id: str
    provider_ref: str
    platform_ref: str
    amount: int
    currency: str
    day: date


def frames(lines, items):
    """The frames of both sides."""
    return line_frame(_columns(LINE_COLUMNS, lines)), item_frame(_columns(ITEM_COLUMNS, items))


def _columns(names, rows):
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}
