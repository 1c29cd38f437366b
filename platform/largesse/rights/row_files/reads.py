"""What became of a file's rows, one for every kind of file."""

from dataclasses import dataclass
from uuid import UUID

from largesse.store.work import Read


@dataclass(frozen=True)
class VerdictCount:
    """How many rows came to a verdict."""

    verdict: str
    rows: int


@dataclass(frozen=True)
class LeftOut:
    """A row that came to nothing, and why; ``reference`` where its kind of file has one."""

    line: int
    verdict: str
    reference: str


@dataclass(frozen=True)
class Rows:
    """Where the rows of a kind of file are kept, and where their verdicts have their words.

    Args:
        table: of rows, with ``file``, ``line`` and ``verdict``.
        made: the column that names what came of a row; null: nothing.
        words: what copy keys of its verdicts begin with.
        reference: SQL of the other side's own number.
    """

    table: str
    made: str
    words: str
    reference: str = "''"

    async def verdicts_of(self, read: Read, file: UUID) -> list[VerdictCount]:
        """Count a file's rows by what became of them."""
        sql = f"select verdict, count(*) as rows from {self.table} where file = $1 group by 1 order by 1"  # noqa: S608 - constants
        return await read.all(VerdictCount, sql, file)

    async def left_out_of(self, read: Read, file: UUID, most: int) -> list[LeftOut]:
        """Read the rows that came to nothing, in the file's order."""
        sql = (
            f"select line, verdict, {self.reference} as reference from {self.table}"  # noqa: S608 - constants
            f" where file = $1 and {self.made} is null order by line limit $2"
        )
        return await read.all(LeftOut, sql, file, most)
