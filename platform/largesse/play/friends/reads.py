"""Which teams somebody belongs to: what attempts are decided by, and what is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.play.friends.friends import Seen
from largesse.store.work import Read

Place = tuple[UUID, UUID, str]
_SEEN = """
select t.activity, t.leader as client, t.play, t.id, true as leads, t.helpers, t.most, t.reached, t.until,
  t.whole_at is not null as whole, coalesce(t.amounts[t.most + 1], 0) as part, t.opened_at
from unnest($1::uuid[], $2::uuid[], $3::text[]) as a(activity, client, play)
join play_team t on t.activity = a.activity and t.leader = a.client and t.play = a.play
union all
select t.activity, f.client, t.play, t.id, false, t.helpers, t.most, t.reached, t.until,
  t.whole_at is not null, case when cardinality(t.amounts) > t.most then f.amount else 0 end, t.opened_at
from unnest($1::uuid[], $2::uuid[], $3::text[]) as a(activity, client, play)
join play_friend f on f.activity = a.activity and f.client = a.client and f.acted_at is not null
join play_team t on t.id = f.team and t.play = a.play
order by opened_at, id
"""


@dataclass(frozen=True, slots=True)
class _Row:
    activity: UUID
    client: UUID
    play: str
    id: UUID
    leads: bool
    helpers: int
    most: int
    reached: int
    until: datetime
    whole: bool
    part: int
    opened_at: datetime


async def seen_by(read: Read, places: Iterable[Place]) -> dict[Place, list[Seen]]:
    """Give the teams of some clients, each as activity, client and play, the oldest first."""
    wanted = sorted(set(places))
    if not wanted:
        return {}
    activities, clients, plays = ([place[nr] for place in wanted] for nr in range(3))
    found: dict[Place, list[Seen]] = {}
    for row in await read.all(_Row, _SEEN, activities, clients, plays):
        seen = Seen(row.id, row.leads, row.helpers, row.most, row.reached, row.until, row.whole, row.part)
        found.setdefault((row.activity, row.client, row.play), []).append(seen)
    return found
