"""A booking as a calendar file that every phone reads. Pure.

Invariant   the UID stays, SEQUENCE counts up with every change, a cancelled booking is a file that takes it
            away;
            lines end in CRLF and are folded at 75 octets, never inside a character; instants are UTC
Source      RFC 5545 (lines 3.1, text 3.3.11, event 3.6.1), RFC 5546 (PUBLISH 3.2.1, CANCEL 3.2.5)
"""

from dataclasses import dataclass
from datetime import UTC, datetime

_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True)
class Entry:
    """What a calendar shows of a booking; ``sent_at`` the instant at which the file is made."""

    uid: str
    sequence: int
    title: str
    place: str
    description: str
    starts_at: datetime
    ends_at: datetime
    sent_at: datetime
    cancelled: bool
    tentative: bool = False


def calendar_file(entry: Entry) -> bytes:
    """Write the file: it puts the booking into a calendar, or takes it away."""
    status = "CANCELLED" if entry.cancelled else "TENTATIVE" if entry.tentative else "CONFIRMED"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Largesse//Booking//EN",
        f"METHOD:{'CANCEL' if entry.cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{_instant(entry.sent_at)}",
        f"SEQUENCE:{entry.sequence}",
        f"STATUS:{status}",
        f"DTSTART:{_instant(entry.starts_at)}",
        f"DTEND:{_instant(entry.ends_at)}",
        f"SUMMARY:{_text(entry.title)}",
        f"LOCATION:{_text(entry.place)}",
        f"DESCRIPTION:{_text(entry.description)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Fold a line after at most 75 octets; what follows begins with a space, which counts."""
    parts, size = [b""], 0
    for char in line:
        octets = char.encode()
        if size + len(octets) > _OCTETS:
            parts.append(b" ")
            size = 1
        parts[-1] += octets
        size += len(octets)
    return b"\r\n".join(parts) + b"\r\n"
