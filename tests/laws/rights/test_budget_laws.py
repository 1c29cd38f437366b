"""Laws of budgets and lines on the real database, whatever happens in whatever order."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.flows.rights.conftest import Shop
from tests.kit.seed import REGISTER, Seed

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Contended, Told
from largesse.rights.batches.locking import keep_stock, lock_giving
from largesse.rights.batches.stock import take_back
from largesse.rights.budgets.budget import release
from largesse.rights.budgets.cap import MoveCap, lower_budget
from largesse.rights.budgets.hold import HoldBudget, ReleaseHold, hold_budget, release_hold
from largesse.rights.budgets.lines import LineKind
from largesse.rights.budgets.locking import keep_budget, lock_budget
from largesse.rights.budgets.set_line import DropLine, SetLine, drop_budget_line, set_budget_line
from largesse.rights.entitlements.entitlement import State, move
from largesse.rights.entitlements.expire import expire
from largesse.rights.entitlements.locking import find_right, keep_right, lock_right
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right

# Nothing is passed, nothing is below nothing, and both figures are what rights and holds add up to.
BROKEN = """
with cost as (
  select e.id, b.budget,
    case when e.state in ('issued', 'active') then e.unit_cost_minor else 0 end as promised,
    case when e.state = 'redeemed' then e.unit_cost_minor else 0 end as used
  from rights_entitlement e join rights_batch b on b.id = e.batch)
select 'cap' as law from rights_budget where reserved_minor + spent_minor > cap_minor
union all select 'line' from rights_budget_line
  where reserved_minor + spent_minor > cap_minor or least(reserved_minor, spent_minor) < 0
union all select 'line is its promises' from rights_budget_line l
  where (l.reserved_minor, l.spent_minor) <>
    (select coalesce(sum(c.promised), 0)::bigint, coalesce(sum(c.used), 0)::bigint
     from rights_promise p join cost c on c.id = p.entitlement where p.line = l.id)
union all select 'budget is its rights' from rights_budget u
  where (u.reserved_minor - u.set_aside_minor, u.spent_minor) <>
    (select coalesce(sum(c.promised), 0)::bigint, coalesce(sum(c.used), 0)::bigint
     from cost c where c.budget = u.id)
union all select 'set aside is its holds' from rights_budget u where u.set_aside_minor is distinct from
  (select coalesce(sum(h.amount_minor), 0)::bigint from rights_budget_hold h
   where h.budget = u.id and h.released_at is null)
union all select 'stock' from rights_batch where free + held + issued <> total
"""
STEPS = (
    *("give", "use", "late", "reverse", "expire", "revoke", "line", "drop"),
    *("lower", "raise", "hold", "free", "period"),
)
PUT_RIGHT = "update rights_budget set cap_minor = greatest(9900 * 12, reserved_minor + spent_minor)"


@dataclass
class Till(Shop):
    """Does one step after another, each as its own transaction."""

    rights: list[UUID] = field(default_factory=list)
    uses: list[UUID] = field(default_factory=list)
    holds: list[UUID] = field(default_factory=list)
    period: int = 0
    guest: Actor | None = None

    @property
    def budget(self) -> UUID:
        return self.known["budget.autumn"]

    def one(self, of: list[UUID], pick: int) -> UUID:
        if not of:
            raise Contended
        return of[pick % len(of)]

    async def step(self, name: str, pick: int) -> None:
        await getattr(self, f"_{name}")(pick)

    async def _does(self, case: Any, ask: Any) -> Any:
        return await case(ask, actor=self.who("operator"), work=self.work)

    async def _give(self, _: int) -> None:
        self.guest = self.guest or await self.client()
        self.rights.append(await self.claimed(self.guest))

    async def _use(self, pick: int) -> None:
        right = self.one(self.rights, pick)
        async with self.work.job() as tx:
            self.uses.append((await use_right(tx, Use(right, "console", "staff"))).redemption)

    async def _late(self, pick: int) -> None:
        right = self.one(self.rights, pick)
        async with self.work.job() as tx:
            told = Use(right, "callback", "staff", at=tx.now - timedelta(minutes=1))
            self.uses.append((await use_right(tx, told)).redemption)

    async def _reverse(self, pick: int) -> None:
        await self._does(
            reverse_use, ReverseUse(key=self.key(), redemption=self.one(self.uses, pick), reason="试")
        )

    async def _expire(self, pick: int) -> None:
        right = self.one(self.rights, pick)
        over = "valid_from = now() - interval '9 days', valid_to = now()"
        await self.house.run(f"update rights_entitlement set {over} where id = $1", right)
        async with self.work.job() as tx:
            await expire(tx, right)

    async def _revoke(self, pick: int) -> None:
        """Move what the last signature under a revocation moves."""
        ident = self.one(self.rights, pick)
        async with self.work.job() as tx:
            found = await find_right(tx, ident)
            budget = await lock_budget(tx, found.budget)
            batch = await lock_giving(tx, found.batch)
            right = await lock_right(tx, ident)
            if right.state is not State.ACTIVE:
                raise Contended
            await keep_budget(tx, release(budget, right.unit_cost_minor), right.id)
            await keep_stock(tx, take_back(batch.stock, 1))
            await keep_right(tx, right, move(right.entitlement, State.REVOKED))

    async def _line(self, pick: int) -> None:
        kind = [LineKind.DAY, LineKind.MONTH][pick % 2]
        ask = SetLine(
            key=self.key(), budget=self.budget, kind=kind, cap_minor=9_900 * (1 + pick % 4), reason="试"
        )
        await self._does(set_budget_line, ask)

    async def _drop(self, pick: int) -> None:
        kind = [LineKind.DAY, LineKind.MONTH][pick % 2]
        await self._does(
            drop_budget_line, DropLine(key=self.key(), budget=self.budget, kind=kind, reason="试")
        )

    async def _lower(self, pick: int) -> None:
        ask = MoveCap(key=self.key(), budget=self.budget, cap_minor=9_900 * (1 + pick % 9), reason="试")
        await self._does(lower_budget, ask)

    async def _raise(self, pick: int) -> None:
        """Move what the last signature under a raise moves."""
        await self.house.run("update rights_budget set cap_minor = cap_minor + $1", 9_900 * (pick % 4))

    async def _hold(self, pick: int) -> None:
        async with self.work.job() as tx:
            until = tx.now + timedelta(days=1)
        ask = HoldBudget(
            key=self.key(),
            budget=self.budget,
            amount_minor=1 + 5_000 * (pick % 9),
            reason="试",
            expires_at=until,
        )
        self.holds.append((await self._does(hold_budget, ask)).hold)

    async def _free(self, pick: int) -> None:
        await self._does(
            release_hold, ReleaseHold(key=self.key(), hold=self.one(self.holds, pick), reason="试")
        )

    async def _period(self, _: int) -> None:
        """Let every period that runs be an earlier one."""
        self.period += 1
        await self.house.run(
            "update rights_budget_line set key = $1 || key where key !~ '^old'", f"old{self.period}-"
        )


@pytest.fixture(scope="session")
def seed() -> Seed:
    return REGISTER


@pytest.fixture
async def till(house) -> Till:
    return Till(house)


moves = some.lists(
    some.tuples(some.sampled_from((*STEPS, "give", "give", "use")), some.integers(0, 99)), max_size=25
)


@given(moves)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
async def test_no_cap_and_no_line_is_ever_passed_and_both_are_what_rights_add_up_to(till, steps):
    await till.house.run(PUT_RIGHT)
    for name, pick in (("line", 3), *steps):
        with suppress(Told, Contended):
            await till.step(name, pick)
        assert await till.house.rows(BROKEN) == [], (name, pick)
