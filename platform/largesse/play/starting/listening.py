"""Which plays wait for which event: read from what runs, compiled once per revision.

Invariant   what runs is asked anew for each delivery, so that a play that came out a moment ago is not missed
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from largesse.activities.lifecycle.reads import published, running
from largesse.kernel.compiling import Question, compiled
from largesse.kernel.expression import Facts, Value
from largesse.play.extensions import heard_of
from largesse.play.states.states import EVENT
from largesse.store.house import House
from largesse.store.work import Read


@dataclass(frozen=True, slots=True)
class Listener:
    """A play that waits for an event; ``where`` asks what the event carries, None: nothing."""

    activity: UUID
    play: str
    event: str
    where: Question | None
    start: datetime

    def hears(self, name: str, client: UUID, props: Mapping[str, Value]) -> bool:
        """Tell whether an event of this name with these values starts it."""
        if name != self.event:
            return False
        facts = Facts(str(client), {f"{EVENT}{one}": value for one, value in props.items()})
        return self.where is None or self.where(facts)


class _Play(msgspec.Struct, frozen=True):
    id: str
    on: dict[str, Any]


class _Document(msgspec.Struct, frozen=True):
    plays: list[_Play]


@dataclass
class Listeners:
    """The listeners of what runs, kept by the hash of their revision."""

    house: House
    known: dict[tuple[UUID, str], Sequence[Listener]] = field(default_factory=dict)

    async def now(self, read: Read) -> list[Listener]:
        """Give every play of a running activity that waits for an event."""
        known = self.known  # another delivery may put its own in this place meanwhile
        now = {one: known.get(one) for one in await running(read)}
        found = {one: await self._of(read, one[0]) if some is None else some for one, some in now.items()}
        self.known = found
        return [listener for some in found.values() for listener in some]

    async def _of(self, read: Read, activity: UUID) -> list[Listener]:
        shown = await published(read, activity)
        return [] if shown is None else listening(self.house, activity, shown.document, shown.starts_at)


def listening(house: House, activity: UUID, document: Mapping[str, Any], start: datetime) -> list[Listener]:
    """Give the plays of a document that wait for events, in its order; the activity begins at ``start``."""
    heard, found = heard_of(house), []
    for play in msgspec.convert(document, _Document).plays:
        one = heard.get(play.on.get("kind", ""))
        if one is not None:
            where = one.where(play.on)
            asks = None if where is None else compiled(where)
            found.append(Listener(activity, play.id, one.event(play.on), asks, start))
    return found


def listeners(house: House) -> Listeners:
    """Give the listeners of this process."""
    return house.single(Listeners)
