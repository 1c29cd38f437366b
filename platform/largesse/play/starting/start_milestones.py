"""Start what waits for a milestone, for the client who has reached it.

Invariant   once in a period of the state: what reached it was told once, and the key follows from it
Source      docs/explanation/states.md
"""

from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.errors import Told
from largesse.play.groups.after import REACHED
from largesse.play.groups.alone import Start, start, start_key
from largesse.play.groups.gathering import Crowded
from largesse.store.outbox import Event, Handlers, Later, TwoStep
from largesse.store.work import Tx, Work


class _Reached(msgspec.Struct, frozen=True):
    """What ``play.milestone_reached.v1`` carries of use here."""

    client: UUID
    activity: UUID
    play: str
    state: str
    value: int
    period: str

    def start(self) -> Start:
        """Give the play that starts, under a cause of its own for each period."""
        cause = f"{self.state}:{self.value}:{self.period}"
        place = (self.activity, self.play)
        return Start(*place, self.client, start_key(cause, *place), cause)


async def _read(event: Event, _tx: Tx[Any]) -> Start:
    return msgspec.convert(event.payload, _Reached, strict=False).start()


async def _start(one: Start, _request: str, work: Work) -> str:
    """Start it; gives what became of it, by the prize or the code of a refusal, which is counted."""
    try:
        return (await start(one, work)).prize_id
    except Crowded as no:
        raise Later(1.0, no.code) from no
    except Told as no:
        return no.code


async def _started(_one: Start, _became: str, _tx: Tx[Any]) -> None:
    """Nothing is left to be written: the attempt has its own draw."""


START_MILESTONES: Handlers = {
    REACHED: [TwoStep("play.start_milestone", _read, _start, _started, klass="fast")],
}
