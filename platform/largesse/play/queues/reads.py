"""A client's own attempts that wait, for the page."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from largesse.store.work import Read

_OWN = """
select play, due_at from play_suspect
where client = $1 and activity = $2 and due_at is not null and outcome = ''
  and state in ('waiting', 'released')
"""


class _Own(NamedTuple):
    play: str
    due_at: datetime


async def queued_of(read: Read, client: UUID, activity: UUID) -> dict[str, datetime]:
    """Give from when on a client's attempts that wait are decided, by play."""
    return dict(await read.tuples(_Own, _OWN, client, activity))
