"""What was noted of events when they came, to be held against what they do on the bench."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.store.work import Read

_NOTED = """
select s.inbound, s.play, s.outcome, s.draw is not null as played, s.at, coalesce(d.revision_hash, '') as hash
from play_started s left join play_draw d on d.id = s.draw and d.at between s.at - interval '1 day' and s.at
where s.inbound = any($1::uuid[]) and s.activity = $2
"""


@dataclass(frozen=True)
class Noted:
    """What one play came to in reality; ``hash`` is empty where it was refused."""

    inbound: UUID
    play: str
    outcome: str
    played: bool
    at: datetime
    hash: str


Notes = Mapping[UUID, Mapping[str, Noted]]


async def noted_of(read: Read, activity: UUID, events: Sequence[UUID]) -> Notes:
    """Read what events started in an activity, by event and play."""
    found: dict[UUID, dict[str, Noted]] = {}
    for row in await read.all(Noted, _NOTED, list(events), activity):
        found.setdefault(row.inbound, {})[row.play] = row
    return found
