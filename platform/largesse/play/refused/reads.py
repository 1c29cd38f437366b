"""Counted refusals for screens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from largesse.play.refused.counter import refused
from largesse.store.work import Read, Work

_BY_HOUR = """
select play, code, date_bin('1 hour', minute, 'epoch'::timestamptz) as hour,
  sum(attempts)::bigint as attempts,
  coalesce(sum(attempts) filter (where minute > $2), 0)::bigint as lately
from play_refusal where activity = $1 group by 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class RefusedInHour:
    """Attempts that one reason refused in one hour; ``lately``: of these, in the last sixty minutes."""

    play: str
    code: str
    hour: datetime
    attempts: int
    lately: int


async def refused_in(read: Read, activity: UUID, at: datetime) -> list[RefusedInHour]:
    """Read an activity's refusals by hour; what this process has still to write is not among them."""
    return await read.all(RefusedInHour, _BY_HOUR, activity, at - timedelta(hours=1))


async def write_own(work: Work) -> None:
    """Write down what this process counted, before it is read."""
    await refused(work).write()
