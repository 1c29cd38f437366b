"""What seeds do on events: they are shown when their activity is over."""

from typing import Any
from uuid import UUID

from largesse.play.entries.reads import waits
from largesse.play.seeds.seeds import reveal
from largesse.store.outbox import Event, Handler, Handlers
from largesse.store.work import Tx


async def reveal_of_ended(event: Event, tx: Tx[Any]) -> None:
    """Show the seeds of an activity that is over; while a draw waits for its values, they stay hidden."""
    activity = UUID(event.payload["activity"])
    if not await waits(tx, activity):
        await reveal(tx, activity)


HANDLERS: Handlers = {"activities.activity_ended.v1": [Handler("play.reveal", reveal_of_ended)]}
