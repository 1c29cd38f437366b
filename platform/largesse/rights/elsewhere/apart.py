"""Read a file of rights in a child, whose memory and time are bounded; only its lines come back."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from largesse.rights.elsewhere.grant_row import BadGrant, GrantRow
from largesse.rights.elsewhere.grant_table import Column, Grants, grants_of, parted
from largesse.store.confined.limits import ReadingStopped
from largesse.store.confined.readers import readers
from largesse.store.house import House
from largesse.store.tables.unreadable import Unreadable

ROWS_A_PART = 1_000


@dataclass(frozen=True)
class GrantsPart:
    """How the file is written, or some lines, or why it is none (``why``, ``what``)."""

    written: tuple[str, str] | None = None
    columns: list[Column] = field(default_factory=list)
    rows: list[GrantRow] = field(default_factory=list)
    bad: list[BadGrant] = field(default_factory=list)
    unreadable: tuple[str, str] | None = None


def grants_in_parts(data: bytes) -> Iterator[GrantsPart]:
    """Yield a file's lines in small parts."""
    try:
        found = grants_of(data)
    except Unreadable as wrong:
        yield GrantsPart(unreadable=(wrong.why, wrong.what))
        return
    yield GrantsPart(written=(found.format, found.encoding), columns=found.columns)
    for rows, bad in parted(found, ROWS_A_PART):
        yield GrantsPart(rows=rows, bad=bad)


async def grants_apart(data: bytes, house: House) -> Grants:
    """Read a file in a child; see ``grant_table.grants_of``.

    Raises:
        Unreadable: as ``grants_of``, or the reading was stopped.
        ReadingBusy: ``store.reading_busy``.
    """
    try:
        parts = await readers(house).read(GrantsPart, grants_in_parts, data)
    except ReadingStopped as stopped:
        raise Unreadable(stopped.code.rpartition(".")[2]) from stopped
    for part in parts:
        if part.unreadable is not None:
            raise Unreadable(*part.unreadable)
    [head] = [part for part in parts if part.written is not None]
    assert head.written is not None
    rows, bad = [row for part in parts for row in part.rows], [row for part in parts for row in part.bad]
    return Grants(*head.written, head.columns, rows, bad)
