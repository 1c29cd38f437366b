"""The code of a place: twelve digits of a keyed hash, for a QR code and to be typed; no table holds them.

Words       *window* a minute of the clock, in which a rotating code is the same; a fixed code has none
Invariant   a code holds for its activity, its play and its place; codes are compared in constant time; a
            rotating one is fresh in its window and the next, also by a clock that is a window behind, and
            known for an hour
Source      docs/explanation/check-in.md; RFC 2104; ISO/IEC 7064 MOD 11,10 for the check digit
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from largesse.rights.codes.code12 import with_check
from largesse.store.keys import derived

WINDOW_S = 60
AHEAD_WINDOWS, FRESH_WINDOWS, KNOWN_WINDOWS = 1, 2, 60
_SPAN = 10**11
_LASTING = b"lasting"


class Spot(NamedTuple):
    """A place of a play; ``rotates``: its code changes with the clock."""

    activity: UUID
    play: str
    place: str
    rotates: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The place that a code names; ``fresh``: the code is taken now."""

    place: str
    fresh: bool


def code_of(spot: Spot, at: datetime) -> str:
    """Make the twelve digits that a place shows at an instant."""
    return _code(spot, _window(at) if spot.rotates else None)


def changes_at(at: datetime) -> datetime:
    """Say when rotating codes change next."""
    return datetime.fromtimestamp((_window(at) + 1) * WINDOW_S, UTC)


def found(spots: Iterable[Spot], digits: str, at: datetime) -> Found | None:
    """Find the place of a code, the newest window first; None: it is, or was within the hour, of none.

    A window ahead is of a process whose clock runs ahead of this one's.
    """
    now, older = _window(at), None
    for spot in spots:
        back = range(-AHEAD_WINDOWS, KNOWN_WINDOWS) if spot.rotates else (None,)
        for ago in back:
            if hmac.compare_digest(digits, _code(spot, None if ago is None else now - ago)):
                one = Found(spot.place, ago is None or ago < FRESH_WINDOWS)
                if one.fresh:
                    return one
                older = older or one
    return older


def _code(spot: Spot, window: int | None) -> str:
    named = b"\0".join((spot.activity.bytes, spot.play.encode(), spot.place.encode()))
    when = _LASTING if window is None else window.to_bytes(8, "big")
    mac = hmac.digest(derived("play.scan"), named + b"\0" + when, "sha256")
    return with_check(int.from_bytes(mac, "big") % _SPAN)


def _window(at: datetime) -> int:
    return int(at.timestamp()) // WINDOW_S
