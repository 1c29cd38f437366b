"""What this room keeps of a client, for his own eyes: how often he took part."""

from uuid import UUID

from largesse.audience.privacy.held import Held, Kept
from largesse.store.work import Read


async def _held(read: Read, client: UUID) -> list[Held]:
    draws = await read.value("select count(*) from play_draw where client = $1", client)
    return [Held("draws", "activities", str(draws), "C1")] if draws else []


PLAY_KEPT = Kept(_held)
