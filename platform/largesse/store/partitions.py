"""Tables partitioned by month: their next months are made ahead of the clock, and it is told when that fails.

Words       rows *astray* lie in a table's default partition because their month has none of its own
Invariant   every table that is partitioned by month is kept, without a list; see ``store_partitions``
"""

from dataclasses import dataclass
from datetime import datetime

from largesse.store.work import Read, Work

MONTHS_AHEAD = 3
MONTHS_MIN = 1


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a table reaches: months in a row after the current one, -1 when that one itself is missing.

    ``astray`` counts the rows of the default partition, to 1,000.
    """

    name: str
    months_ahead: int
    astray: int

    @property
    def wrong(self) -> str:
        """What a person must look after, in words; empty when all is well."""
        if self.astray:
            return f"{self.name}: rows in its default partition"
        if self.months_ahead < MONTHS_MIN:
            return f"{self.name}: no partition for the next month"
        return ""


async def make_months(work: Work) -> int:
    """Make the partitions of this month and the months to come; gives how many were made."""
    async with work.job() as tx:
        made: int = await tx.value("select store_partitions_ahead($1, $2)", MONTHS_AHEAD, tx.now)
    return made


async def reaches(read: Read, at: datetime) -> list[Reach]:
    """Tell how far each table reaches at an instant, by name."""
    return await read.all(Reach, "select name, months_ahead, astray from store_partitions_reach($1)", at)
