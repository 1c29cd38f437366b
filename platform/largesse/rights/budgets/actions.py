"""What somebody may do with a budget now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.rights.budgets.reads import BudgetRow
from largesse.rights.budgets.steer import steps

Action = Literal["raise", "lower", "hold", "line", "pace", "stop", "reopen"]


def actions(actor: Actor, budget: BudgetRow) -> list[Action]:
    """Name the acts that neither state, office nor reach forbids; a raise that waits bars other caps."""
    if not (actor.may("rights.steer_budget") and actor.reaches(budget.org_unit)):
        return []
    acts: list[Action] = ["line", "pace"]
    active = budget.state == "active"
    acts += ["hold"] if active and budget.left_minor else []
    if budget.approval is None:
        acts += ["raise"] if active else []
        acts += ["lower"] if budget.cap_minor > max(1, budget.used_minor) else []
    return [*acts, *(step.value for step in steps(budget.state))]
