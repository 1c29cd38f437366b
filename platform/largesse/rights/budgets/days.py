"""What a budget had promised and used each day, for its burn-down; and where its pace leads.

Invariant   a day keeps what was so when it was last looked at; today's figures are the budget's own
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from largesse.store.work import Read, Work

DAYS_MAX = 400
RATE_DAYS = 14
_NOTE = """
insert into rights_budget_day (budget, day, reserved_minor, spent_minor)
select u.id, ($1 at time zone u.zone)::date, u.reserved_minor - u.set_aside_minor, u.spent_minor
from rights_budget u
where u.reserved_minor + u.spent_minor > 0 or exists (select from rights_budget_day d where d.budget = u.id)
on conflict (budget, day)
do update set reserved_minor = excluded.reserved_minor, spent_minor = excluded.spent_minor
where (rights_budget_day.reserved_minor, rights_budget_day.spent_minor)
  is distinct from (excluded.reserved_minor, excluded.spent_minor)
"""
_DAYS = """
select day, reserved_minor, spent_minor from rights_budget_day where budget = $1 and day >= $2
order by day limit 400
"""


@dataclass(frozen=True)
class BudgetDay:
    """A day's reserved and spent, in minor units, without what is set aside."""

    day: date
    reserved_minor: int
    spent_minor: int

    @property
    def promised_minor(self) -> int:
        """Reserved and spent together."""
        return self.reserved_minor + self.spent_minor


async def note_days(work: Work) -> None:
    """Note what every budget that was ever given from has promised and used by now."""
    async with work.job() as tx:
        await tx.run(_NOTE, tx.now)


async def days_of(read: Read, budget: UUID, today: date) -> list[BudgetDay]:
    """Read a budget's days, oldest first, at most the last 400."""
    return await read.all(BudgetDay, _DAYS, budget, today - timedelta(days=DAYS_MAX - 1))


def spent_on(days: list[BudgetDay], cap_minor: int) -> date | None:
    """Give the day on which a budget is used up at the rate of its last fortnight; None: it is not."""
    if len(days) < 2:
        return None
    last = days[-1]
    since = next(one for one in days if one.day >= last.day - timedelta(days=RATE_DAYS))
    grown, over = last.promised_minor - since.promised_minor, (last.day - since.day).days
    left = cap_minor - last.promised_minor
    if left <= 0:
        return last.day
    if grown <= 0 or over <= 0:
        return None
    needed = -(-left * over // grown)
    return last.day + timedelta(days=needed) if needed <= 10 * 366 else None


def curve_days(first: date, last: date, most: int) -> list[date]:
    """Give days from first to last, evenly thinned to at most so many, both ends kept."""
    span = (last - first).days
    step = max(1, -(-span // max(1, most - 1)))
    found = [first + timedelta(days=n) for n in range(0, span, step)]
    return [*found, last]
