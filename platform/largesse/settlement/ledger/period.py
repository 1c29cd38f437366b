"""Periods: calendar months per entity; open, soft (four eyes only), closed (nothing)."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from largesse.kernel.errors import Refusal
from largesse.settlement.ledger.records import EntityId, Period
from largesse.store.work import Tx

AHEAD_MAX = 24
_ADD = """
insert into settlement_period (entity_id, id, d1, d2)
select e, $2, $3, $4 from unnest($1::int[]) e order by e on conflict do nothing
"""


@dataclass(frozen=True)
class PeriodClosed(Refusal):
    """The month is closed: nothing is posted into it any more."""

    code = "settlement.period_closed"
    period: int


def month_of(day: date) -> int:
    """Give a month as yyyymm."""
    return day.year * 100 + day.month


async def ensure(tx: Tx[Any], entities: Collection[EntityId], day: date) -> dict[EntityId, str]:
    """Make the month of a day known to entities, open where it is new, and give each one's status."""
    found = await _statuses(tx, entities, day)
    if len(found) < len(entities):
        last = monthrange(day.year, day.month)[1]
        await tx.run(_ADD, list(entities), month_of(day), day.replace(day=1), day.replace(day=last))
        found = await _statuses(tx, entities, day)
    return found


async def open_day(tx: Tx[Any], entities: Collection[EntityId], day: date, *, four_eyes: bool) -> date:
    """Give the day itself, or the first day of the next month that takes entries of every entity.

    Each month is asked for once, for all entities together.

    Raises:
        PeriodClosed: ``settlement.period_closed`` when none of 24 months takes them.
    """
    month, takes = month_of(day), {"open", "soft"} if four_eyes else {"open"}
    for _ in range(AHEAD_MAX):
        statuses = await ensure(tx, entities, day)
        if set(statuses.values()) <= takes:
            return day
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    raise PeriodClosed(month)


async def set_status(tx: Tx[Any], entity: EntityId, month: int, status: str, by: str) -> None:
    """Open, soften or close a month; waits for the entries under way."""
    await ensure(tx, [entity], date(month // 100, month % 100, 1))
    closed_at = tx.now if status == "closed" else None
    rows = Period.filter(entity_id=entity, id=month).using_db(tx.conn)
    await rows.update(status=status, closed_by=by, closed_at=closed_at)


async def _statuses(tx: Tx[Any], entities: Collection[EntityId], day: date) -> dict[EntityId, str]:
    rows = Period.filter(entity_id__in=list(entities), id=month_of(day)).using_db(tx.conn)
    return {one.entity_id: one.status for one in await rows}
