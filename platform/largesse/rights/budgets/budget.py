"""A budget: what may be given away, what is promised, what is used up.

Words       *reserved* is the cost of rights given and not yet used, and what is set aside for a while;
            *spent* is the cost of rights used
Invariant   reserved + spent <= cap; use moves reserved to spent, expiry and failure give reserved back;
            a use that is told after the expiry spends what is left
Source      docs/explanation/stock.md
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.kernel.errors import Broken, Missing, Refusal
from largesse.kernel.money import Money
from largesse.rights.budgets.pace import BudgetPaced, Pace

BUDGET = "bud"


@dataclass(frozen=True)
class BudgetMissing(Missing):
    """No such budget within reach."""

    code = "rights.budget_missing"
    budget: UUID


@dataclass(frozen=True)
class BudgetWrongState(Refusal):
    """The budget's present state does not allow this."""

    code = "rights.budget_wrong_state"
    state: str


@dataclass(frozen=True)
class BudgetExhausted(Refusal):
    """The budget has less left than this would cost."""

    code = "rights.budget_exhausted"
    needed: Money
    left: Money


@dataclass(frozen=True, slots=True)
class Budget:
    """The money columns of a budget as read under its lock, in minor units."""

    id: UUID
    currency: str
    cap_minor: int
    reserved_minor: int
    spent_minor: int
    set_aside_minor: int = 0
    pace: Pace | None = None
    lined: bool = False

    def __post_init__(self) -> None:
        if min(self.reserved_minor, self.spent_minor) < 0 or self.left_minor < 0:
            raise Broken(f"budget does not add up: {self}")

    @property
    def left_minor(self) -> int:
        """What can still be promised."""
        return self.cap_minor - self.reserved_minor - self.spent_minor

    @property
    def promised_minor(self) -> int:
        """What rights have promised and used, without what is set aside: the pace counts this."""
        return self.reserved_minor + self.spent_minor - self.set_aside_minor


def expect_pace(budget: Budget, cost_minor: int, at: datetime) -> None:
    """Refuse to promise more than the budget's curve allows by now.

    Raises:
        BudgetPaced: ``rights.budget_paced``.
    """
    if budget.pace is None or not cost_minor:
        return
    left = budget.pace.allowed(budget.cap_minor, at) - budget.promised_minor
    if left < cost_minor:
        again = budget.pace.free_at(budget.cap_minor, budget.promised_minor + cost_minor)
        needed = Money(cost_minor, budget.currency)
        raise BudgetPaced(needed, Money(max(0, left), budget.currency), again)


def reserve(budget: Budget, cost_minor: int) -> Budget:
    """Promise the cost of a right that is given.

    Raises:
        BudgetExhausted: ``rights.budget_exhausted``.
    """
    if budget.left_minor < cost_minor:
        raise BudgetExhausted(Money(cost_minor, budget.currency), Money(budget.left_minor, budget.currency))
    return replace(budget, reserved_minor=budget.reserved_minor + cost_minor)


def spend(budget: Budget, cost_minor: int) -> Budget:
    """Move a promise to spent when the right is used."""
    return replace(
        budget,
        reserved_minor=budget.reserved_minor - cost_minor,
        spent_minor=budget.spent_minor + cost_minor,
    )


def spend_released(budget: Budget, cost_minor: int) -> Budget:
    """Spend for a use whose promise was given back before anybody told of it.

    Raises:
        BudgetExhausted: ``rights.budget_exhausted``: the money was promised to others meanwhile.
    """
    if budget.left_minor < cost_minor:
        raise BudgetExhausted(Money(cost_minor, budget.currency), Money(budget.left_minor, budget.currency))
    return replace(budget, spent_minor=budget.spent_minor + cost_minor)


def unspend(budget: Budget, cost_minor: int) -> Budget:
    """Move spent back to promised when a use is reversed."""
    return replace(
        budget,
        reserved_minor=budget.reserved_minor + cost_minor,
        spent_minor=budget.spent_minor - cost_minor,
    )


def release(budget: Budget, cost_minor: int) -> Budget:
    """Give a promise back when the right expires, fails or is revoked unused."""
    return replace(budget, reserved_minor=budget.reserved_minor - cost_minor)
