"""A row of a file of uses: what it says, and what is to become of it. Pure.

Invariant   a time is an instant: with its offset, or local in the zone that was named; a local time that the
            zone skips or has twice is refused; what happened outside the validity is booked and marked
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.kernel.canonical import digest
from largesse.rights.entitlements.entitlement import Entitlement, Mark, State, mark_of, may_book

UNITS_MAX = 1_000
SKEW = timedelta(minutes=5)
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


class Verdict(StrEnum):
    """What is to become of a row."""

    MATCHED = "matched"
    BOOKED = "booked"
    TOLD_BEFORE = "told_before"
    TWICE_IN_FILE = "twice_in_file"
    UNKNOWN = "unknown"
    NOT_GIVEN = "not_given"
    ALREADY_USED = "already_used"
    WRONG_STATE = "wrong_state"
    IN_FUTURE = "in_future"
    REFERENCE_TAKEN = "reference_taken"
    NO_MONEY = "no_money"
    MISSING = "missing"
    NOT_A_TIME = "not_a_time"
    NOT_A_NUMBER = "not_a_number"
    DIGITS_LOST = "digits_lost"


@dataclass(frozen=True)
class UseRow:
    """What a row says; ``provider_ref`` is the provider's own number of the use, empty: it gave none."""

    line: int
    ref: str
    at: datetime
    units: int
    place: str
    provider_ref: str


@dataclass(frozen=True)
class Matched:
    """The right that a row names; None: there is none. ``given``: its code belongs to a right."""

    right: Entitlement | None
    given: bool = True


class NotATime(Exception):  # noqa: N818 - an outcome of reading, told by line
    """The cell is no instant."""


def instant_of(text: str, zone: str) -> datetime:
    """Read an instant, in UTC.

    Args:
        text: day and time, with its offset or without.
        zone: the IANA zone of a time without one.

    Raises:
        NotATime: it has no time of day, or the zone never or twice had that moment.
    """
    found = _TIME.fullmatch(text)
    if found is None:
        raise NotATime
    try:
        local = datetime(*(int(found[at] or 0) for at in range(1, 7)))  # type: ignore[arg-type]  # noqa: DTZ001
        if found[7]:
            return datetime.fromisoformat(f"{local.isoformat()}{found[7].upper()}").astimezone(UTC)
    except ValueError as error:
        raise NotATime from error
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise NotATime
    return first.astimezone(UTC)


def row_key(row: UseRow, right: UUID) -> str:
    """Give what makes a row the same row again: the provider's number, else all that it says."""
    said = row.provider_ref or [str(right), row.at.isoformat(), row.units, row.place]
    return digest({"said": said})


def judge(row: UseRow, found: Matched, used_before: int, now: datetime) -> Verdict:
    """Say what is to become of a row.

    Args:
        row: what it says.
        found: the right that it names.
        used_before: units that earlier rows of the file use of it.
        now: aware UTC instant.
    """
    if row.at > now + SKEW:
        return Verdict.IN_FUTURE
    if found.right is None:
        return Verdict.UNKNOWN if found.given else Verdict.NOT_GIVEN
    right = found.right
    if right.state is State.REDEEMED or right.units_used + used_before + row.units > right.units:
        return Verdict.ALREADY_USED
    return Verdict.MATCHED if may_book(right) else Verdict.WRONG_STATE


def mark_on(row: UseRow, right: Entitlement, now: datetime) -> Mark | None:
    """Say what will stand beside the use: late, outside, or nothing."""
    return mark_of(right, min(row.at, now), now)
