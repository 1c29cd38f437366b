"""What this room tells the rooms below: how often each prize was won."""

from collections.abc import Mapping
from uuid import UUID

from largesse.activities.guard.left import register_given
from largesse.play import reads
from largesse.store.work import Read


async def given(read: Read, activity: UUID) -> Mapping[tuple[str, str], int]:
    """Give wins so far by play and prize, as the pools count them."""
    return await reads.won_of(read, activity)


def register() -> None:
    """Lend the count to the activity's page."""
    register_given(given)
