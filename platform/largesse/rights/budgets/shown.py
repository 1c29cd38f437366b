"""What a budget's page shows beside its figures: lines, holds, and its days against its curve."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import MoneyType, money, named
from largesse.identity.names import names_of
from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.rights.budgets import reads
from largesse.rights.budgets.days import BudgetDay, curve_days, days_of, spent_on
from largesse.rights.budgets.hold import HOLD
from largesse.store.work import Read

CURVE_MAX = 60
ACTIVITY, UNIT = "act", "unt"


@strawberry.type(description="What a budget may cost at most in a period, an activity or for an org unit.")
class BudgetLine:
    """One line."""

    kind: str = named("day, week, month, quarter, year, activity or unit.")
    subject: str | None = named("Id of the activity or org unit; null for periods.")
    subject_name: str = named("What that is called; of a period its first day.")
    cap: MoneyType = named("The most.")
    reserved: MoneyType = named("Promised and not used yet.")
    spent: MoneyType = named("Used up.")
    used: MoneyType = named("Reserved and spent together.")
    left: MoneyType = named("What can still be promised on it.")
    holds: bool = named("Whether it holds for what is given now; an earlier period's does not.")


@strawberry.type(description="A part of a budget that is set aside for a while.")
class BudgetHold:
    """One hold."""

    id: str = named("Id, hld_….")
    amount: MoneyType = named("How much.")
    reason: str = named("What for.")
    made_by: str = named("Who set it aside.")
    made_at: datetime = named("When.")
    expires_at: datetime = named("When it is free again by itself.")
    released_at: datetime | None = named("When it was released; null: it stands.")
    actions: list[str] = named("What the reader may do with it now.")


@strawberry.type(description="A day of a budget.")
class BudgetDayShown:
    """One day."""

    day: date = named("The day, in the institution's zone.")
    reserved: MoneyType | None = named("Promised and not used at its end; null where it was not noted.")
    spent: MoneyType | None = named("Used up by its end; null where it was not noted.")
    allowed: MoneyType | None = named("What the curve allows by its end; null where there is no curve.")


@dataclass(frozen=True)
class Burned:
    """A budget's noted days with today, and the days for which its curve is drawn."""

    days: list[BudgetDay]
    drawn: list[date]


async def burned(read: Read, row: reads.BudgetRow, at: datetime) -> Burned:
    """Read a budget's days; today's are its figures now."""
    today = day_in(at, row.zone)
    kept = [one for one in await days_of(read, row.id, today) if one.day != today]
    days = [*kept, BudgetDay(today, row.reserved_minor - row.set_aside_minor, row.spent_minor)]
    if row.pace_from is None or row.pace_to is None:
        return Burned(days, [one.day for one in days])
    first = min(days[0].day, day_in(row.pace_from, row.zone))
    last = max(today, day_in(row.pace_to - timedelta(microseconds=1), row.zone))
    return Burned(days, sorted({one.day for one in days} | set(curve_days(first, last, CURVE_MAX))))


def shown_days(row: reads.BudgetRow, found: Burned) -> list[BudgetDayShown]:
    """Show a budget's days and its curve at their ends."""
    by_day = {one.day: one for one in found.days}
    shown = []
    for day in found.drawn:
        one = by_day.get(day)
        end = day_starts(day + timedelta(days=1), row.zone)
        allowed = row.pace.allowed(row.cap_minor, end) if row.pace else None
        shown.append(
            BudgetDayShown(
                day=day,
                reserved=money(one.reserved_minor, row.currency) if one else None,
                spent=money(one.spent_minor, row.currency) if one else None,
                allowed=None if allowed is None else money(allowed, row.currency),
            )
        )
    return shown


def ends_on(row: reads.BudgetRow, found: Burned) -> date | None:
    """Give the day on which the budget is used up at the rate of late."""
    return spent_on(found.days, row.cap_minor - row.set_aside_minor)


async def shown_lines(read: Read, row: reads.BudgetRow, locale: str) -> list[BudgetLine]:
    """Show a budget's lines with what their subjects are called."""
    lines = await reads.lines_of(read, row.id)
    names = await reads.subjects_of(read, lines)
    return [_line(row, one, said(names.get(one.key), locale)) for one in lines]


def _line(row: reads.BudgetRow, line: reads.LineRow, name: str) -> BudgetLine:
    prefix = {"activity": ACTIVITY, "unit": UNIT}.get(line.kind)
    used = line.reserved_minor + line.spent_minor
    return BudgetLine(
        kind=line.kind,
        subject=text_id(prefix, UUID(line.key)) if prefix else None,
        subject_name=name if prefix else line.key,
        cap=money(line.cap_minor, row.currency),
        reserved=money(line.reserved_minor, row.currency),
        spent=money(line.spent_minor, row.currency),
        used=money(used, row.currency),
        left=money(line.cap_minor - used, row.currency),
        holds=line.rule,
    )


async def shown_holds(read: Read, row: reads.BudgetRow, info: Info) -> list[BudgetHold]:
    """Show a budget's holds with who made them."""
    actor = info.context.who()
    holds = await reads.holds_of(read, row.id)
    names = await names_of(read, [one.made_by for one in holds])
    acts = actor.may("rights.steer_budget") and actor.reaches(row.org_unit)
    return [
        BudgetHold(
            id=text_id(HOLD, one.id),
            amount=money(one.amount_minor, row.currency),
            reason=one.reason,
            made_by=said(names.get(one.made_by), info.context.locale),
            made_at=one.made_at,
            expires_at=one.expires_at,
            released_at=one.released_at,
            actions=["release"] if acts and one.released_at is None else [],
        )
        for one in holds
    ]
