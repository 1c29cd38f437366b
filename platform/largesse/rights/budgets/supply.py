"""What can be given now, of batches with their budgets and lines: read under locks, then taken unit by unit.

Invariant   whoever takes here first, and grants what he took, passes no stock, cap, pace or line;
            ``rights_lock_stock`` and ``rights_lines`` tell the same to the group commit of play
Source      docs/explanation/stock.md
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from largesse.kernel.money import Money
from largesse.rights.budgets.budget import Budget, BudgetWrongState, expect_pace, reserve
from largesse.rights.budgets.lines import LineExhausted, LineKind, next_period
from largesse.rights.budgets.locking import BudgetKept, budgets_kept
from largesse.store.work import Tx

_LOCK = "select batch from unnest(rights_lock_stock($1, $2::uuid[]))"
_LINES = """
select l.id, l.kind, l.key, f.left_minor, f.wants from unnest(rights_lines($1, $2)) f
join rights_budget_line l on l.id = f.line order by l.id
"""
_STOPPED = "stopped"


class Want(NamedTuple):
    """The database's ``rights_want``: a unit of a batch that a holder may get, in an activity or not."""

    batch: UUID
    activity: UUID | None
    holder: UUID


@dataclass(frozen=True)
class _Locked:
    batch: UUID


@dataclass(frozen=True)
class LineLeft:
    """A line and what it has left, in minor units; ``wants`` are the numbers, from 1, of those on it."""

    id: int
    kind: str
    key: str
    left_minor: int
    wants: list[int]


class Purse:
    """The money of some budgets and their lines, as it is taken want by want; never seen by anybody else."""

    def __init__(self, kept: Sequence[BudgetKept], lines: Sequence[LineLeft], at: datetime) -> None:
        self._kept = {one.id: one for one in kept}
        self._money: dict[UUID, Budget] = {one.id: one.budget for one in kept}
        self._lines = list(lines)
        self._left = {one.id: one.left_minor for one in lines}
        self._at = at

    def take(self, want: int, budget: UUID, cost_minor: int) -> None:
        """Promise the cost of one want, the number of which counts from 1.

        Raises:
            BudgetWrongState: ``rights.budget_wrong_state``.
            BudgetExhausted, BudgetPaced, LineExhausted: too little is left.
        """
        kept, money = self._kept[budget], self._money[budget]
        if kept.state == _STOPPED:
            raise BudgetWrongState(kept.state)
        after = reserve(money, cost_minor)
        expect_pace(money, cost_minor, self._at)
        drawn = [one for one in self._lines if want in one.wants]
        for line in drawn:
            left = self._left[line.id]
            if left < cost_minor:
                again = next_period(LineKind(line.kind), line.key, kept.zone)
                needed = Money(cost_minor, kept.currency)
                raise LineExhausted(line.kind, line.key, needed, Money(left, kept.currency), again)
        self._money[budget] = after
        for line in drawn:
            self._left[line.id] -= cost_minor


async def lock_supply(tx: Tx[Any], wants: Sequence[Want], budgets: Sequence[UUID]) -> Purse:
    """Lock the batches of some wants with their budgets, each in id order, and read what the money allows."""
    await tx.all(_Locked, _LOCK, tx.now, sorted({one.batch for one in wants}))
    kept = await budgets_kept(tx, sorted(set(budgets)))
    lined = any(one.lined for one in kept.values())
    lines = await tx.all(LineLeft, _LINES, tx.now, list(wants)) if lined else []
    return Purse(list(kept.values()), lines, tx.now)
