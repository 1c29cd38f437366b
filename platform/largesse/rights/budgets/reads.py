"""What screens show of budgets within reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.identity.names import names_of
from largesse.kernel.actor import Actor
from largesse.rights.budgets.pace import Pace
from largesse.rights.budgets.records import BudgetId, HoldId
from largesse.rights.units import OfUnit, page_with_unit_names, with_unit_names
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
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
    set_aside_minor: int
    state: str
    zone: str
    pace_shape: str
    pace_from: datetime | None
    pace_to: datetime | None
    pace_times: list[int]
    pace_shares: list[int]
    pace_floor_minor: int
    raise_to_minor: int | None
    approval: UUID | None

    @property
    def used_minor(self) -> int:
        """Reserved and spent together."""
        return self.reserved_minor + self.spent_minor

    @property
    def left_minor(self) -> int:
        """What can still be promised."""
        return self.cap_minor - self.used_minor

    @property
    def pace(self) -> Pace | None:
        """The curve that it follows; None where it follows none."""
        if self.pace_from is None or self.pace_to is None:
            return None
        points = (tuple(self.pace_times), tuple(self.pace_shares))
        return Pace(self.pace_from, self.pace_to, *points, floor_minor=self.pace_floor_minor)

    def allowed_minor(self, at: datetime) -> int:
        """Give how much may be promised by an instant: the curve's, or all of the cap."""
        return self.pace.allowed(self.cap_minor, at) if self.pace else self.cap_minor

    def open_minor(self, at: datetime) -> int:
        """Give what can be promised at an instant, lines aside."""
        if self.state != "active":
            return 0
        by_pace = self.allowed_minor(at) - self.used_minor + self.set_aside_minor
        return max(0, min(self.left_minor, by_pace))


@dataclass(frozen=True)
class LineRow:
    """A line, or a rule whose line is not there yet; ``rule`` tells whether it holds now."""

    kind: str
    key: str
    cap_minor: int
    reserved_minor: int
    spent_minor: int
    rule: bool


@dataclass(frozen=True)
class HoldRow:
    """A hold on a budget; ``made_by`` by name is added where it is shown."""

    id: HoldId
    amount_minor: int
    reason: str
    made_by: UUID
    made_at: datetime
    expires_at: datetime
    released_at: datetime | None


_ANY = """select u.*, '{}'::jsonb as unit_name from rights_budget u where u.id = any($1::uuid[])"""
_LINES = """
with now_ as (
  select r.kind, r.cap_minor,
    case when r.key = '' then rights_period(r.kind, now(), u.zone) else r.key end as key
  from rights_budget u join rights_budget_rule r on r.budget = u.id where u.id = $1
)
select coalesce(l.kind, n.kind) as kind, coalesce(l.key, n.key) as key,
  coalesce(l.cap_minor, n.cap_minor) as cap_minor, coalesce(l.reserved_minor, 0) as reserved_minor,
  coalesce(l.spent_minor, 0) as spent_minor, n.key is not null as rule
from now_ n full join (select * from rights_budget_line where budget = $1) l
  on l.kind = n.kind and l.key = n.key
order by n.key is null, coalesce(l.kind, n.kind), l.id desc
limit 100
"""
_HOLDS = """
select id, amount_minor, reason, made_by, made_at, expires_at, released_at from rights_budget_hold
where budget = $1 order by released_at is not null, made_at desc limit 50
"""


async def budget_of(read: Read, actor: Actor, budget: BudgetId) -> BudgetRow | None:
    """Read one budget within reach."""
    asked = List("u.*", "rights_budget u", "u.id")
    asked.within(actor.units, "u.org_unit")
    asked.conditions.append(f"u.id = {asked.param(budget)}")
    row = await only(read, BudgetRow, asked)
    return (await with_unit_names(read, [row]))[0] if row else None


async def budgets_by_id(read: Read, budgets: Sequence[BudgetId]) -> dict[BudgetId, BudgetRow]:
    """Read budgets that other rows name, whoever reaches them, without their units' names."""
    return {one.id: one for one in await read.all(BudgetRow, _ANY, list(budgets))}


async def lines_of(read: Read, budget: UUID) -> list[LineRow]:
    """Read a budget's lines, at most 100: those that hold now first, then the ones that did, newest first."""
    return await read.all(LineRow, _LINES, budget)


async def holds_of(read: Read, budget: UUID) -> list[HoldRow]:
    """Read a budget's holds, at most 50: those that stand first, each newest first."""
    return await read.all(HoldRow, _HOLDS, budget)


async def subjects_of(read: Read, lines: Sequence[LineRow]) -> dict[str, dict[str, str]]:
    """Give what the activities and org units of lines are called, by key."""
    ids = [UUID(one.key) for one in lines if one.kind in {"activity", "unit"}]
    return {str(ident): dict(name) for ident, name in (await names_of(read, ids)).items()}


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
