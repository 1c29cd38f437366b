"""What was left out of the page that clients see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.store.work import Read

_ON_THE_PAGE = """
select l.node, l.component, l.why, l.first_at, l.last_at
from activities_left_out l
join activities_activity a on a.id = l.activity
join activities_revision r on r.id = a.published and r.hash = l.revision_hash
where l.activity = $1 order by l.first_at, l.node limit 100
"""


@dataclass(frozen=True, slots=True)
class Missed:
    """A component that clients do not see, and since when; an empty ``node`` is the whole page."""

    node: str
    component: str
    why: str
    first_at: datetime
    last_at: datetime


async def missed(read: Read, activity: UUID) -> list[Missed]:
    """Read what failed on the revision that is out."""
    return await read.all(Missed, _ON_THE_PAGE, activity)
