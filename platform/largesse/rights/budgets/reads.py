"""What screens show of budgets within reach."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.rights.budgets.records import BudgetId
from largesse.rights.units import OfUnit, page_with_unit_names
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read


@dataclass(frozen=True, kw_only=True)
class BudgetRow(OfUnit):
    """One budget; money in minor units of ``currency``."""

    id: BudgetId
    code: str
    title: dict[str, str]
    currency: str
    cap_minor: int
    reserved_minor: int
    spent_minor: int
    state: str


async def budgets_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[BudgetRow]:
    """List budgets within reach, of one state or all."""
    asked = List("u.*", "rights_budget u", "u.id")
    if state:
        asked.conditions.append(f"u.state = {asked.param(state)}")
    asked.within(actor.units, "u.org_unit")
    asked.search(wish.search, "u.code", "u.title->>'zh-CN'", "u.title->>'en'")
    sorts = {
        "createdAt": Sort("u.created_at", "timestamptz"),
        "code": Sort("u.code"),
        "cap": Sort("u.cap_minor", "bigint"),
        "burn": Sort("(u.reserved_minor + u.spent_minor)::numeric / u.cap_minor", "numeric"),
        "state": Sort("u.state"),
    }
    page = await paged(read, BudgetRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)
    return await page_with_unit_names(read, page)
