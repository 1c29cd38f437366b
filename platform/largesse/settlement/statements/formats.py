"""A format of statements: what a hookimpl of ``statement_formats`` brings, and which one a file has.

Invariant   content is looked at, name and sender are not believed; what was added is asked first
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import BYTES_MAX, Sheet
from largesse.store.house import House
from largesse.store.workbook_bounds import Unfit


@dataclass(frozen=True)
class StatementFormat:
    """How one format is read.

    Args:
        recognises: whether these bytes are of this format, by their content alone.
        open: gives the rows with something in them, and the format's name for people; raises ``Unreadable``
            with the code of a finding, or the store's ``Unfit``.
    """

    recognises: Callable[[bytes], bool]
    open: Callable[[bytes, Profile], Sheet]


def formats_of(house: House) -> tuple[StatementFormat, ...]:
    """Give the formats of this process, in the order in which they are asked."""
    return house.single(_formats)


def _formats(house: House) -> tuple[StatementFormat, ...]:
    brought: Sequence[Sequence[StatementFormat]] = house.hook.statement_formats()
    return tuple(one for some in brought for one in some)


def open_sheet(data: bytes, profile: Profile, formats: Sequence[StatementFormat]) -> Sheet:
    """Read a file by the first format that recognises it.

    Raises:
        Unreadable: file_empty, file_too_large, format_unsupported, or what the format finds.
    """
    if not data.strip():
        raise Unreadable("file_empty")
    if len(data) > BYTES_MAX:
        raise Unreadable("file_too_large", bytes=len(data), bytes_max=BYTES_MAX)
    found = next((one for one in formats if one.recognises(data)), None)
    if found is None:
        raise Unreadable("format_unsupported", format="")
    try:
        return found.open(data, profile)
    except Unfit as unfit:
        raise Unreadable(unfit.code, **unfit.facts) from unfit
