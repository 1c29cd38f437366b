"""Take what a plugin emits: from an enabled installation alone, by its running version, within bounds.

Invariant   state and version are held by the transaction that keeps the events: what is disabled, uninstalled
            or only tried emits nothing; a message is kept whole or not at all
Source      docs/explanation/events-from-outside.md
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

from largesse.kernel.errors import Contended, Refusal
from largesse.plugging.emitting.reads import Emitter, emitter_of
from largesse.plugging.processes.installed import Installed
from largesse.store.house import Port
from largesse.store.retry import retried
from largesse.store.work import Tx, Work
from largesse_sdk.emitting import EVENTS_MAX, MESSAGE_MAX, Emitted
from largesse_sdk.errors import EmitRefused, Unavailable

TakesEvents = Callable[[Tx[Any], Emitter, Sequence[Any]], Awaitable[list[Emitted] | None]]
TAKES_EVENTS: Port[TakesEvents] = Port("plugging.takes_events")


async def emit(work: Work, found: Installed, events: Any) -> list[Emitted]:
    """Hand events to the room that keeps them and give what became of each, in their order.

    Args:
        work: opens the transaction.
        found: the installation whose process emits, as it was when the call began.
        events: what the process sent.

    Raises:
        EmitRefused: not enabled, nothing granted, or the message has not the shape; nothing was kept.
        Unavailable: nothing was kept.
    """
    if not isinstance(events, list) or not 1 <= len(events) <= EVENTS_MAX:
        raise EmitRefused(f"a message is a list of 1 to {EVENTS_MAX} events")
    if len(msgspec.json.encode(events)) > MESSAGE_MAX:
        raise EmitRefused(f"a message is larger than {MESSAGE_MAX} bytes")
    takes = work.house.one(TAKES_EVENTS)
    if takes is None:
        raise EmitRefused("nobody takes events here")

    async def once() -> list[Emitted] | None:
        async with work.job() as tx:
            emitter = await emitter_of(tx, found.id)
            if emitter is None or emitter.state != "enabled" or emitter.digest != found.digest:
                raise EmitRefused("the plugin is not enabled")
            return await takes(tx, emitter, events)

    try:
        taken = await retried(once)
    except Refusal as error:
        place = getattr(error, "path", None) or "the whole"
        raise EmitRefused(f"it has not the shape of events at {place}") from error
    except Contended as error:
        raise Unavailable("others were in the way") from error
    if taken is None:
        raise EmitRefused("no event that the manifest declares was granted")
    return taken
