"""Budgets on the console face."""

import strawberry

from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.rights.budgets.budget import BUDGET
from largesse.rights.budgets.open import open_budget
from largesse.rights.budgets.reads import BudgetRow, budgets_page
from largesse.rights.catalogue.views import made_as


@strawberry.type(description="A budget: the most that rights on it may cost together.")
class Budget:
    """One budget."""

    id: str = named("Id, bud_….")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    cap: MoneyType = named("The most.")
    reserved: MoneyType = named("Promised by rights that are given and not used yet.")
    spent: MoneyType = named("Used up by rights that were used.")
    used: MoneyType = named("Reserved and spent together.")
    left: MoneyType = named("What can still be promised.")
    state: str = named("active or stopped.")
    unit_name: str = named("The org unit it belongs to.")

    @classmethod
    def of(cls, row: BudgetRow, locale: str) -> "Budget":
        used = row.reserved_minor + row.spent_minor
        return cls(
            id=text_id(BUDGET, row.id),
            code=row.code,
            name=said(row.title, locale),
            cap=money(row.cap_minor, row.currency),
            reserved=money(row.reserved_minor, row.currency),
            spent=money(row.spent_minor, row.currency),
            used=money(used, row.currency),
            left=money(row.cap_minor - used, row.currency),
            state=row.state,
            unit_name=said(row.unit_name, locale),
        )


@strawberry.type
class BudgetQuery:
    """Budgets."""

    budgets: Connection[Budget] = list_field(
        Listing("budgets", "rights.view", budgets_page, Budget.of),
        "Budgets within reach. sort: code, cap, burn, state, createdAt.",
    )


@strawberry.type
class BudgetMutation:
    """What opens budgets."""

    create_budget = mutation(open_budget, "Open a budget.", name="create_budget", shows=made_as(BUDGET))
