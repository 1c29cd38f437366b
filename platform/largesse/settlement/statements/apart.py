"""Read a statement in a child, whose memory and time are bounded; only its lines come back.

Invariant   a reading that was stopped is a finding like any other: the file is quarantined, without lines
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from largesse.kernel.canonical import sha256_hex
from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.formats import StatementFormat, formats_of
from largesse.settlement.statements.line import Line
from largesse.settlement.statements.problem import Problem
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.reading import Reading, read
from largesse.store.confined.limits import ReadingStopped
from largesse.store.confined.readers import readers
from largesse.store.house import House

LINES_A_PART = 250
Part = Reading | list[Line]


def read_in_parts(
    data: bytes, profile: Profile, declared: Totals | None, formats: Sequence[StatementFormat]
) -> Iterator[Part]:
    """Yield what became of a file, then its lines: small parts, so that nobody waits long for one."""
    reading = read(data, profile, declared, formats=formats)
    yield replace(reading, lines=())
    for start in range(0, len(reading.lines), LINES_A_PART):
        yield list(reading.lines[start : start + LINES_A_PART])


async def read_apart(data: bytes, profile: Profile, declared: Totals | None, house: House) -> Reading:
    """Read a file in a child; see ``reading.read``.

    Raises:
        ReadingStopped: ``store.reading_…``.
        ReadingBusy: ``store.reading_busy``.
    """
    args = (profile, declared, formats_of(house))
    parts: list[Part] = await readers(house).read(Part, read_in_parts, data, *args)  # type: ignore[arg-type]  # a union is a type to msgspec
    lines = [line for part in parts if isinstance(part, list) for line in part]
    return replace(next(part for part in parts if isinstance(part, Reading)), lines=tuple(lines))


async def read_or_told(data: bytes, profile: Profile, declared: Totals | None, house: House) -> Reading:
    """Read a file in a child; where that was stopped, give the reading that says so.

    Raises:
        ReadingBusy: ``store.reading_busy``.
    """
    try:
        return await read_apart(data, profile, declared, house)
    except ReadingStopped as stopped:
        facts = {name: value for name, value in stopped.facts().items() if isinstance(value, int)}
        finding = Problem(stopped.code.rpartition(".")[2], facts={**facts})
        return Reading(sha256_hex(data), len(data), profile, problems=(finding,))
