"""A file that is read in sets on the console face: what became of its rows."""

from typing import ClassVar
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.copy import text
from largesse.rights.row_files.reads import Rows

SHOWN = 200


@strawberry.type(description="How many rows of a file came to the same.")
class RowsWithVerdict:
    """One verdict and its rows."""

    verdict: str = named("What was done, as booked or given, or why nothing was, as already_used.")
    name: str = named("The same in words.")
    count: int = named("How many rows.")


@strawberry.type(description="A row of a file that came to nothing.")
class RowLeftOut:
    """One row."""

    line: int = named("Line of the file, the first being 1.")
    reference: str = named("The other side's own number, as far as it was read; empty: such files have none.")
    message: str = named("Why, in words.")


@strawberry.type
class ReadInSets:
    """What every kind of file tells of its rows; a kind says where they are by ``rows``."""

    rows: ClassVar[Rows]
    file: strawberry.Private[UUID]

    @strawberry.field(description="What became of its rows.")
    async def verdicts(self, info: Info) -> list[RowsWithVerdict]:
        """Count them."""
        locale, words = info.context.locale, self.rows.words
        async with info.context.work.read() as read:
            found = await self.rows.verdicts_of(read, self.file)
        return [
            RowsWithVerdict(verdict=one.verdict, name=text(f"{words}.{one.verdict}", locale), count=one.rows)
            for one in found
        ]

    @strawberry.field(description="The first 200 rows that came to nothing.")
    async def left_out(self, info: Info) -> list[RowLeftOut]:
        """Read them."""
        locale, words = info.context.locale, self.rows.words
        async with info.context.work.read() as read:
            found = await self.rows.left_out_of(read, self.file, SHOWN)
        return [
            RowLeftOut(line=one.line, reference=one.reference, message=text(f"{words}.{one.verdict}", locale))
            for one in found
        ]
