"""What is said of a booking in a provider's calendar: what is asked, and what was answered. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from largesse.kernel.copy import text

_OPEN = frozenset({"asked", "sent"})


class Row(Protocol):
    """What is read of a booking and of the last question about it."""

    @property
    def state(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def session(self) -> str | None: ...
    @property
    def asked_kind(self) -> str | None: ...
    @property
    def asked_state(self) -> str | None: ...
    @property
    def asked_code(self) -> str | None: ...
    @property
    def asked_next(self) -> list[str] | None: ...


@dataclass(frozen=True)
class Said:
    """``asking``: what the provider is asked now, book, move or cancel; ``note``: what it told last."""

    asking: str
    note: str


def open_ask(row: Row) -> bool:
    """Tell whether the provider is being asked."""
    return row.asked_state in _OPEN


def state_name(row: Row, locale: str) -> str:
    """Name a booking's state, and what its provider is asked."""
    if row.session and open_ask(row):
        return text(f"rights.session_asked.{row.asked_kind}", locale)
    return text(f"rights.booking_state.{row.state}", locale)


def said_of(row: Row, locale: str) -> Said:
    """Say what is asked and what was told; of a booking in our own calendar that its right has ended."""
    if row.state == "cancelled" and row.why == "right":
        return Said("", text("rights.booking_ended.right", locale))
    if not row.session:
        return Said("", "")
    if open_ask(row):
        return Said(row.asked_kind or "", "")
    return Said("", _note(row, locale))


def _note(row: Row, locale: str) -> str:
    refused = row.asked_kind if row.asked_state == "refused" else None
    if row.state == "cancelled" and row.why == "provider":
        if refused == "book":
            return _with_next(text("rights.session_no.book", locale), row, locale)
        return text("rights.session_told.cancelled", locale)
    if row.state != "booked":
        return ""
    if refused == "move":
        return _with_next(text("rights.session_no.move", locale), row, locale)
    if refused == "cancel":
        return text("rights.session_no.cancel", locale)
    return text("rights.session_told.moved", locale) if row.why == "moved" else ""


def _with_next(said: str, row: Row, locale: str) -> str:
    times = times_of(row.asked_next or [], row.zone)
    return said + text("rights.session_no.next", locale, {"times": times}) if times else said


def times_of(slots: Sequence[str], zone: str) -> str:
    """Say slots, ``rsc_…@<instant>``, as the clock at their place shows them."""
    starts = [datetime.fromisoformat(one.partition("@")[2]) for one in slots]
    return ", ".join(f"{one.astimezone(ZoneInfo(zone)):%m-%d %H:%M}" for one in starts)
