"""Tell of rights that end soon, thousands in one commit: one reminder a step, one task for the adviser.

Invariant   the reminder's own row is what makes it once: a round that is repeated tells nothing again; of the
            steps that apply, only the nearest to the end is told
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import Customer
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.store.work import Tx, Work

EXPIRING = "rights.right_expiring.v1"
ROUND_MAX = 5_000
ROUNDS_MAX = 20
_TELL = """
insert into rights_reminder (entitlement, step_days, holder, at)
select e.id, t.step, e.holder, $1
from rights_entitlement e
cross join lateral (
  select min(s) as step from unnest($2::int[]) s
  where (e.valid_to at time zone $3)::date - ($1 at time zone $3)::date <= s
) t
where e.state in ('issued', 'active', 'reserved') and e.valid_to > $1 and t.step is not null
  and e.claim_until is null
  and e.valid_to < $1 + make_interval(days => (select max(s) + 1 from unnest($2::int[]) s))
  and not exists (select from rights_reminder r where r.entitlement = e.id and r.holder = e.holder
                  and r.step_days <= t.step)
order by e.valid_to limit $4
on conflict do nothing
returning entitlement, holder, step_days
"""
_TASKS = """
insert into rights_task (id, entitlement, client, adviser, made_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as t (id, entitlement, client, adviser),
  (select $5::timestamptz) m
on conflict do nothing
"""


@dataclass(frozen=True)
class _Told:
    entitlement: UUID
    holder: UUID
    step_days: int


def steps() -> list[int]:
    """Give how many days before the end a holder is told."""
    return [int(one) for one in settings().expiry_notice_days.split(",") if one.strip()]


async def remind_due(work: Work) -> None:
    """Tell of what ends soon: at most 100,000 rights a round, 5,000 in one commit."""
    if not steps():
        return
    for _ in range(ROUNDS_MAX):
        async with work.job() as tx:
            told = await tx.all(_Told, _TELL, tx.now, steps(), settings().zone, ROUND_MAX)
            await _tasks(tx, told)
            for one in told:
                payload = {
                    "entitlement": str(one.entitlement),
                    "holder": str(one.holder),
                    "step_days": one.step_days,
                    "at": tx.now.isoformat(),
                }
                tx.emit(EXPIRING, str(one.entitlement), payload)
        if len(told) < ROUND_MAX:
            return


async def _tasks(tx: Tx[Any], told: list[_Told]) -> None:
    """Give the advisers of the holders a task each, where there is none for this right yet."""
    holders = Customer.filter(id__in={one.holder for one in told}, adviser__isnull=False)
    advisers = {one.id: one.adviser for one in await holders.using_db(tx.conn)} if told else {}
    wanted = [one for one in told if one.holder in advisers]
    if wanted:
        await tx.run(
            _TASKS,
            [new_id() for _ in wanted],
            [one.entitlement for one in wanted],
            [one.holder for one in wanted],
            [advisers[one.holder] for one in wanted],
            tx.now,
        )
