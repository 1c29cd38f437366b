"""Read a file of events in a child, whose memory and time are bounded; only its rows come back."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from largesse.play.event_files.event_table import BadRow, EventRow, Events, events_of
from largesse.store.confined.limits import ReadingStopped
from largesse.store.confined.readers import readers
from largesse.store.house import House
from largesse.store.tables.unreadable import Unreadable

ROWS_A_PART = 1_000


@dataclass(frozen=True)
class EventsPart:
    """How the file is written, or some rows, or why it is none (``why``, ``what``)."""

    written: tuple[str, str] | None = None
    rows: list[EventRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    unreadable: tuple[str, str] | None = None


def events_in_parts(data: bytes) -> Iterator[EventsPart]:
    """Yield a file's events in small parts."""
    try:
        found = events_of(data)
    except Unreadable as wrong:
        yield EventsPart(unreadable=(wrong.why, wrong.what))
        return
    yield EventsPart(written=(found.format, found.encoding))
    for start in range(0, max(len(found.rows), len(found.bad)), ROWS_A_PART):
        end = start + ROWS_A_PART
        yield EventsPart(rows=found.rows[start:end], bad=found.bad[start:end])


async def events_apart(data: bytes, house: House) -> Events:
    """Read a file in a child; see ``event_table.events_of``.

    Raises:
        Unreadable: as ``events_of``, or the reading was stopped.
        ReadingBusy: ``store.reading_busy``.
    """
    try:
        parts = await readers(house).read(EventsPart, events_in_parts, data)
    except ReadingStopped as stopped:
        raise Unreadable(stopped.code.rpartition(".")[2]) from stopped
    for part in parts:
        if part.unreadable is not None:
            raise Unreadable(*part.unreadable)
    [written] = [part.written for part in parts if part.written is not None]
    bad = [row for part in parts for row in part.bad]
    return Events(*written, [row for part in parts for row in part.rows], bad)
