"""What is kept of a client's events, for his own eyes, and what of it goes with him."""

from typing import Any
from uuid import UUID

from largesse.audience.privacy.held import Held, Kept
from largesse.store.work import Read, Tx

_FORGET = "update play_inbound set hint = '', props = '{}', sealed = null where client = $1"


async def _held(read: Read, client: UUID) -> list[Held]:
    told = await read.value("select count(*) from play_inbound where client = $1", client)
    return [Held("events", "activities", str(told), "C1")] if told else []


async def _forget(tx: Tx[Any], client: UUID) -> None:
    """Take away what events say of a client; that they came, and their ids, stay as proof."""
    await tx.run(_FORGET, client)


EVENTS_KEPT = Kept(_held, forget=_forget)
