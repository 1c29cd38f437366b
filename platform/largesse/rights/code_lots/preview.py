"""What a file of codes looks like before it is kept: its columns, its bad rows, what is there already.

Invariant   nothing is kept; of a code no more is shown than tells whether the column is right
"""

import asyncio
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.copy import text
from largesse.rights.code_lots.apart import codes_apart
from largesse.rights.code_lots.code_file import BadRow, Choice, Codes
from largesse.rights.code_pools.pool import BLIND, PoolMissing, compared
from largesse.rights.code_pools.records import CodePool
from largesse.store.sealing_many import blind_many
from largesse.store.tables.unreadable import Unreadable
from largesse.store.work import Work

BAD_SHOWN = 200
_THERE = "select blind from rights_pool_code where provider = $1 and blind = any($2::text[])"


class _There(NamedTuple):
    blind: str


@dataclass(frozen=True)
class Looked:
    """A file of codes as an import would read it; ``there`` rows are in a pool of the provider already."""

    codes: Codes
    there: tuple[BadRow, ...]

    @property
    def bad(self) -> list[BadRow]:
        """Every row that would be left out, by line."""
        return sorted([*self.codes.bad, *self.there], key=lambda one: one.line)


async def look(data: bytes, pool: UUID, choice: Choice, *, actor: Actor, work: Work) -> Looked:
    """Read a file as an import would, in a child, and keep nothing.

    Raises:
        PoolMissing: ``rights.code_pool_missing``.
        Unreadable: the file is no table of codes.
        ReadingBusy: ``store.reading_busy``.
    """
    actor.must("rights.import_codes")
    async with work.read() as read:
        found = await CodePool.get_or_none(id=pool, using_db=read.conn)
    if found is None:
        raise PoolMissing(pool)
    actor.reach(found.org_unit, PoolMissing(pool))
    codes = await codes_apart(data, choice, work.house)
    blinds = await asyncio.to_thread(_blinds, codes, case_matters=found.case_matters)
    async with work.read() as read:
        there = {one.blind for one in await read.tuples(_There, _THERE, found.provider, blinds)}
    lost = zip(codes.rows, blinds, strict=True)
    return Looked(
        codes, tuple(BadRow(row.line, "code", "in_a_pool") for row, blind in lost if blind in there)
    )


def described(looked: Looked, locale: str) -> dict[str, Any]:
    """Say what was found, for the console's wizard."""
    sheet, bad = looked.codes.sheet, looked.bad
    return {
        "why": "",
        "format": sheet.format,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.name,
        "heads": sheet.heads,
        "rowCount": sheet.row_count,
        "goodCount": len(looked.codes.rows) - len(looked.there),
        "badCount": len(bad),
        "usualLength": sheet.usual_length,
        "shorterCount": sheet.shorter,
        "columns": [
            {"head": column.head, "field": column.field, "sample": column.sample} for column in sheet.columns
        ],
        "bad": [
            {"line": one.line, "field": one.field, "message": text(f"rights.bad_code.{one.reason}", locale)}
            for one in bad[:BAD_SHOWN]
        ],
    }


def why_in_words(wrong: Unreadable | str, locale: str) -> str:
    """Say why a file is refused; a text is the word, and after a colon its column or line."""
    why, _, what = wrong.partition(":") if isinstance(wrong, str) else (wrong.why, "", wrong.what)
    return text(f"rights.unreadable.{why}", locale, {"column": what})


def _blinds(codes: Codes, *, case_matters: bool) -> list[str]:
    return blind_many([compared(row.code, case_matters=case_matters) for row in codes.rows], BLIND)
