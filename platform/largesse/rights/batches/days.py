"""What became of a batch's units day by day, for its burn-down.

Invariant   free + held + issued = total of the day; used and expired rights are among the issued ones;
            a day keeps what was so when it was last looked at, today's figures are the batch's own
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from largesse.kernel.clock import day_in, now
from largesse.kernel.settings import settings
from largesse.store.work import Read, Work

DAYS_MAX = 400
_NOTE = """
insert into rights_batch_day (batch, day, free, held, issued, used, expired)
select b.id, $1, b.free, b.held, b.issued, count(e.id) filter (where e.state = 'redeemed'),
  count(e.id) filter (where e.state = 'expired')
from rights_batch b left join rights_entitlement e on e.batch = b.id
where b.state in ('active', 'paused', 'stopped') and b.ends_at > $2 group by b.id
on conflict (batch, day) do update set free = excluded.free, held = excluded.held, issued = excluded.issued,
  used = excluded.used, expired = excluded.expired
"""
_DAYS = """
select day, free, held, issued, used, expired from rights_batch_day
where batch = $1 and day >= $2 and day < $3 order by day limit 400
"""
_TODAY = """
select $2::date as day, b.free, b.held, b.issued, count(e.id) filter (where e.state = 'redeemed') as used,
  count(e.id) filter (where e.state = 'expired') as expired
from rights_batch b left join rights_entitlement e on e.batch = b.id where b.id = $1 group by b.id
"""
OVER_FOR = timedelta(days=400)


@dataclass(frozen=True)
class BatchDay:
    """A day's units."""

    day: date
    free: int
    held: int
    issued: int
    used: int
    expired: int


async def note_batch_days(work: Work) -> None:
    """Note today's units of every batch that was approved, until more than a year after its end."""
    async with work.job() as tx:
        await tx.run(_NOTE, day_in(tx.now, settings().zone), tx.now - OVER_FOR)


async def days_of_batch(read: Read, batch: UUID) -> list[BatchDay]:
    """Read a batch's days, oldest first, at most 400 and today."""
    today = day_in(now(), settings().zone)
    earlier = await read.all(BatchDay, _DAYS, batch, today - timedelta(days=DAYS_MAX - 1), today)
    return [*earlier, *(await read.all(BatchDay, _TODAY, batch, today))]
