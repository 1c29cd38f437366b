"""A budget's money, read under its lock and kept with a guard, its lines moved with it.

Invariant   lock order of the room: budget, batch, entitlement; lines are written under their budget's lock
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.kernel.money import Money
from largesse.rights.budgets.budget import Budget
from largesse.rights.budgets.lines import LineExhausted
from largesse.rights.budgets.pace import Pace
from largesse.store.work import Read, Tx

BUDGETS = """
select id, currency, state, cap_minor, reserved_minor, spent_minor, set_aside_minor, pace_from, pace_to,
  pace_times, pace_shares, pace_floor_minor, zone, lined, org_unit from rights_budget
"""
_MOVE_LINES = """
update rights_budget_line l set reserved_minor = l.reserved_minor + $2::bigint - b.reserved_minor,
  spent_minor = l.spent_minor + $3::bigint - b.spent_minor
from (select reserved_minor, spent_minor from rights_budget where id = $1) b, rights_promise p
where p.entitlement = $4 and l.id = p.line
  and l.reserved_minor + l.spent_minor + $2::bigint + $3::bigint - b.reserved_minor - b.spent_minor
    <= l.cap_minor
"""
_FULL_LINE = """
select l.kind, l.key, l.cap_minor - l.reserved_minor - l.spent_minor as left_minor
from rights_promise p join rights_budget_line l on l.id = p.line where p.entitlement = $1
order by left_minor limit 1
"""


@dataclass(frozen=True)
class BudgetKept:
    """A budget as its row says it; money in minor units of ``currency``, days counted in ``zone``."""

    id: UUID
    currency: str
    state: str
    cap_minor: int
    reserved_minor: int
    spent_minor: int
    set_aside_minor: int
    pace_from: datetime | None
    pace_to: datetime | None
    pace_times: list[int]
    pace_shares: list[int]
    pace_floor_minor: int
    zone: str
    lined: bool
    org_unit: UUID

    @property
    def budget(self) -> Budget:
        """What decides over its money."""
        money = (self.cap_minor, self.reserved_minor, self.spent_minor, self.set_aside_minor)
        return Budget(self.id, self.currency, *money, pace=self.pace, lined=self.lined)

    @property
    def pace(self) -> Pace | None:
        """The curve that it follows; None where it follows none."""
        if self.pace_from is None or self.pace_to is None:
            return None
        points = (tuple(self.pace_times), tuple(self.pace_shares))
        return Pace(self.pace_from, self.pace_to, *points, floor_minor=self.pace_floor_minor)


@dataclass(frozen=True)
class FullLine:
    """A line and what it has left, in minor units."""

    kind: str
    key: str
    left_minor: int


async def budgets_kept(read: Read, budgets: list[UUID]) -> dict[UUID, BudgetKept]:
    """Read budgets by id; who gives from them holds their locks."""
    found = await read.all(BudgetKept, f"{BUDGETS} where id = any($1::uuid[])", budgets)
    return {one.id: one for one in found}


async def lock_budget(tx: Tx[Any], budget: UUID) -> Budget:
    """Lock a budget and read its money."""
    found = await tx.one(BudgetKept, f"{BUDGETS} where id = $1 for no key update", budget)
    if found is None:
        raise Contended
    return found.budget


async def keep_budget(tx: Tx[Any], after: Budget, entitlement: UUID) -> None:
    """Keep a budget as decided over one right, and move the lines that this right was reserved in as much.

    Raises:
        LineExhausted: ``rights.budget_line_exhausted``: of a use that is told after its money was given back.
    """
    promised = "select count(*) from rights_promise where entitlement = $1"
    lines = await tx.value(promised, entitlement) if after.lined else 0
    money = (after.id, after.reserved_minor, after.spent_minor)
    if lines and await tx.run(_MOVE_LINES, *money, entitlement) != lines:
        full = await tx.one(FullLine, _FULL_LINE, entitlement)
        raise await _no_room(tx, after, full) if full else Contended
    count = await tx.run(
        "update rights_budget set reserved_minor = $2, spent_minor = $3 where id = $1"
        " and $2::bigint + $3::bigint <= cap_minor",
        *money,
    )
    if count != 1:
        raise Contended


async def _no_room(tx: Tx[Any], after: Budget, full: FullLine) -> LineExhausted:
    """Say which line has too little left for what the budget is to have promised and used."""
    before = await budgets_kept(tx, [after.id])
    grown = after.promised_minor - before[after.id].budget.promised_minor
    needed, left = Money(grown, after.currency), Money(full.left_minor, after.currency)
    return LineExhausted(full.kind, full.key, needed, left)
