"""Periods: calendar months per entity; open, soft (four eyes only), closed (nothing)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from largesse.kernel.errors import Refusal
from largesse.store.work import Tx

AHEAD_MAX = 24


@dataclass(frozen=True)
class PeriodClosed(Refusal):
    """The month is closed: nothing is posted into it any more."""

    code = "settlement.period_closed"
    period: int


def month_of(day: date) -> int:
    """Give a month as yyyymm."""
    return day.year * 100 + day.month


async def ensure(tx: Tx[Any], entity: int, day: date) -> str:
    """Make the month of a day known, open if it is new, and give its status."""
    month = month_of(day)
    await tx.run(
        "insert into settlement_period (entity_id, id, d1, d2)"
        " values ($1, $2, $3, $4) on conflict do nothing",
        entity,
        month,
        day.replace(day=1),
        day.replace(day=monthrange(day.year, day.month)[1]),
    )
    sql = "select status from settlement_period where entity_id = $1 and id = $2"
    return str(await tx.value(sql, entity, month))


async def open_day(tx: Tx[Any], entity: int, day: date, *, four_eyes: bool) -> date:
    """Give the day itself, or the first day of the next month that takes entries.

    Raises:
        PeriodClosed: ``settlement.period_closed`` when 24 months ahead are closed too.
    """
    month = month_of(day)
    for _ in range(AHEAD_MAX):
        status = await ensure(tx, entity, day)
        if status == "open" or (status == "soft" and four_eyes):
            return day
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    raise PeriodClosed(month)


async def set_status(tx: Tx[Any], entity: int, month: int, status: str, by: str) -> None:
    """Open, soften or close a month; waits for the entries under way."""
    day = date(month // 100, month % 100, 1)
    await ensure(tx, entity, day)
    await tx.run(
        "update settlement_period set status = $3, closed_by = $4,"
        " closed_at = case when $3 = 'closed' then $5::timestamptz end where entity_id = $1 and id = $2",
        entity,
        month,
        status,
        by,
        tx.now,
    )
