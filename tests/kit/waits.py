"""What waits for a person, without what waits by the date on which the tests run."""

from largesse.identity.waiting import waiting
from largesse.kernel.actor import Actor
from largesse.store.work import Read

BY_DATE = {"calendar"}  # the calendar that is shipped ends some day, and says so for weeks before


async def waits_of(read: Read, actor: Actor) -> dict[str, int]:
    """Count what waits by kind, but for what the day of the run decides."""
    found = await waiting(read, actor)
    return {kind: count for kind, count in found.items() if kind not in BY_DATE}
