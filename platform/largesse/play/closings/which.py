"""Names one closing, and shows the seeds of an activity once none of its draws is to come."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.play.entries.reads import waits
from largesse.play.seeds.seeds import reveal
from largesse.store.work import Tx

_OVER = "select state in ('ended', 'settling', 'archived') from activities_out(array[$1::uuid])"


@dataclass(frozen=True, slots=True)
class Which:
    """Names one closing."""

    activity: UUID
    play: str
    cycle: str


async def reveal_if_over(tx: Tx[Any], activity: UUID) -> None:
    """Show the seeds of an activity that is over and has no draw to come."""
    if await tx.value(_OVER, activity) and not await waits(tx, activity):
        await reveal(tx, activity)
