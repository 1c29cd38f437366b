"""What this room keeps of a client, for his own eyes: how often he took part, and with friends."""

from uuid import UUID

from largesse.audience.privacy.held import Held, Kept
from largesse.store.work import Read

_WITH_FRIENDS = """
select (select count(*) from play_team where leader = $1)
  + (select count(*) from play_friend where client = $1)
  + (select count(*) from play_gift where giver = $1 or taker = $1)
"""


async def _held(read: Read, client: UUID) -> list[Held]:
    draws = await read.value("select count(*) from play_draw where client = $1", client)
    friends = await read.value(_WITH_FRIENDS, client)
    kept = (("draws", draws), ("friends", friends))
    return [Held(key, "activities", str(times), "C1") for key, times in kept if times]


PLAY_KEPT = Kept(_held)
