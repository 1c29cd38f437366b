"""What one client has of points, for his own eyes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from largesse.faces.together import grouped
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.rights.points.reads import MoveRow, moves_page
from largesse.store.keyset import Paged, Wish
from largesse.store.work import Read

ENDINGS_MAX = 12
_ENDINGS = """
select kind, last_day, points from (
  select a.kind, w.last_day, sum(w.unused)::bigint as points,
    row_number() over (partition by a.kind order by w.last_day) as nr
  from rights_points_award w join rights_points_account a on a.id = w.account
  where a.client = $1 and a.role = 'client' and w.unused > 0 and w.ends_at > $2 group by a.kind, w.last_day) d
where nr <= $3 order by kind, last_day
"""


@dataclass(frozen=True)
class Ending:
    """Points of a kind whose last usable day is the same."""

    kind: UUID
    last_day: date
    points: int


async def endings_of(read: Read, client: UUID) -> Mapping[UUID, list[Ending]]:
    """Read what of a client's points ends next, by kind, soonest first; at most 12 days a kind."""
    return grouped(await read.all(Ending, _ENDINGS, client, now(), ENDINGS_MAX), lambda one: one.kind)


async def own_moves(read: Read, actor: Actor, wish: Wish) -> Paged[MoveRow]:
    """List one's own moves, newest first."""
    return await moves_page(read, actor, wish, actor.id)
