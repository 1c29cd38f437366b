"""Lines of a budget hold in every commit, at once too; what comes back comes back into its line."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from tests.flows.rights.test_grant import gift
from tests.kit.faces import Asker

from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id, text_id
from largesse.rights.budgets.budget import BudgetWrongState
from largesse.rights.budgets.lines import LineExhausted, LineKind
from largesse.rights.budgets.pace import BudgetPaced, PaceShape
from largesse.rights.budgets.set_line import DropLine, SetLine, drop_budget_line, set_budget_line
from largesse.rights.budgets.set_pace import SetPace, set_budget_pace
from largesse.rights.budgets.steer import BudgetStep, SteerBudget, steer_budget
from largesse.rights.entitlements.expire import expire
from largesse.rights.entitlements.grant import grant
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right

SHANGHAI = ZoneInfo("Asia/Shanghai")
ADDS_UP = """
select count(*) from rights_budget_line where reserved_minor + spent_minor > cap_minor
  or reserved_minor < 0 or spent_minor < 0
"""


async def cost(shop) -> int:
    return await shop.house.value(
        "select unit_cost_minor from rights_batch where id = $1", shop.known["batch.tea"]
    )


async def line(shop, kind: str, units: int, key: str = "", by: Actor | None = None) -> None:
    """Let a line hold the cost of so many cups of tea."""
    ask = SetLine(
        key=shop.key(),
        budget=shop.known["budget.autumn"],
        kind=LineKind(kind),
        **({kind if kind == "activity" else "org_unit": UUID(key)} if key else {}),
        cap_minor=units * await cost(shop),
        reason="试行",
    )
    await set_budget_line(ask, actor=by or shop.who("operator"), work=shop.work)


async def lines(shop) -> list[tuple[str, int, int]]:
    """Give each line: kind, units reserved, units spent."""
    unit = await cost(shop)
    rows = await shop.house.rows("select * from rights_budget_line order by id")
    return [(one["kind"], one["reserved_minor"] // unit, one["spent_minor"] // unit) for one in rows]


async def test_a_day_gives_what_its_line_holds_and_says_when_there_is_more(shop):
    client = await shop.client()
    await line(shop, "day", 2)
    await shop.give(client)
    await shop.give(client)
    with pytest.raises(LineExhausted) as no:
        await shop.give(client)
    assert (no.value.kind, no.value.left.amount_minor) == ("day", 0)
    again = no.value.retry_at.astimezone(SHANGHAI)
    today = datetime.now(SHANGHAI).date()
    assert (again.date(), again.hour) == (today + timedelta(days=1), 0)
    assert await lines(shop) == [("day", 2, 0)]


async def test_use_reversal_and_expiry_move_the_line_that_a_right_was_reserved_in(shop):
    client = await shop.client()
    await line(shop, "month", 5)
    right = await shop.claimed(client)
    await shop.house.run("update rights_budget_line set key = '2020-01-01'")  # as if the month had changed
    other = await shop.give(client)
    assert await lines(shop) == [("month", 1, 0), ("month", 1, 0)]
    async with shop.work.job() as tx:
        used = await use_right(tx, Use(right, "console", "staff"))
    assert await lines(shop) == [("month", 0, 1), ("month", 1, 0)]
    ask = ReverseUse(key=shop.key(), redemption=used.redemption, reason="误核")
    await reverse_use(ask, actor=shop.who("operator"), work=shop.work)
    assert await lines(shop) == [("month", 1, 0), ("month", 1, 0)]
    await shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '2 days', valid_to = now()"
    )
    async with shop.work.job() as tx:
        await expire(tx, right)
    assert await lines(shop) == [("month", 0, 0), ("month", 1, 0)]
    async with shop.work.job() as tx:
        await expire(tx, other)
    assert await lines(shop) == [("month", 0, 0), ("month", 0, 0)]
    assert await shop.money() == (0, 0)


async def test_a_use_told_late_never_passes_the_line_whose_money_went_to_others(shop):
    client = await shop.client()
    await line(shop, "day", 1)
    right = await shop.claimed(client)
    await shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '2 days', valid_to = now()"
    )
    async with shop.work.job() as tx:
        await expire(tx, right)
    await shop.give(client)
    told = Use(right, "callback", "staff", at=datetime.now(SHANGHAI) - timedelta(hours=1))
    with pytest.raises(LineExhausted):
        async with shop.work.job() as tx:
            await use_right(tx, told)
    assert await lines(shop) == [("day", 1, 0)]


async def test_a_line_of_an_activity_and_one_of_a_branch_hold_their_own_only(shop):
    played, other = new_id(), new_id()
    client = await shop.client()
    tea = shop.known["batch.tea"]
    budget, most = shop.known["budget.autumn"], await cost(shop)
    await line(shop, "unit", 9, str(shop.known["unit.shanghai"]))
    await shop.house.run(
        "insert into rights_budget_rule (id, budget, kind, key, cap_minor, made_by, made_at)"
        " values ($1, $2, 'activity', $3, $4, $1, now())",
        *(new_id(), budget, str(played), most),
    )
    await shop.house.run(
        "insert into rights_budget_line (budget, kind, key, cap_minor) values ($1, 'activity', $2, $3)",
        *(budget, str(played), most),
    )
    await line(shop, "unit", 2, str(shop.known["unit.shanghai"]))

    async def won(activity: UUID | None, holder: UUID) -> None:
        one = gift(tea)._replace(activity=activity, holder=holder, beneficiary=holder)
        async with shop.work.job() as tx:
            await grant(tx, [one])

    await won(played, new_id())
    assert await lines(shop) == [("unit", 0, 0), ("activity", 1, 0)]
    with pytest.raises(asyncpg.RaiseError, match="a line would overflow"):
        await won(played, new_id())
    await won(other, client.id)
    await won(None, client.id)
    with pytest.raises(asyncpg.RaiseError, match="a line would overflow"):
        await won(other, client.id)
    await won(other, new_id())
    assert await lines(shop) == [("unit", 2, 0), ("activity", 1, 0)]


async def test_a_branch_counts_the_clients_of_its_outlets(shop):
    client = await shop.client()
    head = await shop.house.value("select id from identity_org_unit where parent is null")
    await line(shop, "unit", 1, str(head), by=shop.house.system)
    await shop.give(client)
    with pytest.raises(LineExhausted):
        await shop.give(client)


async def test_fifty_at_once_get_ten_of_a_line_of_ten(shop):
    client = await shop.client()
    await line(shop, "day", 10)
    await shop.house.run("update rights_batch set total = issued + held + 60, free = 60")
    done = await asyncio.gather(*(shop.give(client) for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(one, UUID) for one in done) == 10
    assert sum(isinstance(one, LineExhausted) for one in done) == 40
    assert await lines(shop) == [("day", 10, 0)]
    assert await shop.house.value(ADDS_UP) == 0


async def test_a_line_is_not_lowered_below_what_it_promised_and_holds_no_more_once_dropped(shop):
    client = await shop.client()
    await line(shop, "day", 1)
    await shop.give(client)
    await line(shop, "day", 2)
    await shop.give(client)
    ask = DropLine(key=shop.key(), budget=shop.known["budget.autumn"], kind=LineKind.DAY, reason="试行结束")
    await drop_budget_line(ask, actor=shop.who("operator"), work=shop.work)
    right = await shop.claimed(client)
    async with shop.work.job() as tx:
        await use_right(tx, Use(right, "console", "staff"))
    assert await lines(shop) == [("day", 2, 0)]


async def test_a_curve_that_ends_at_midnight_is_drawn_to_the_day_before(shop):
    budget = shop.known["budget.autumn"]
    today = datetime.now(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    midnight = today + timedelta(days=10)
    ask = SetPace(
        key=shop.key(),
        budget=budget,
        shape=PaceShape.LINEAR,
        starts_at=today,
        ends_at=midnight,
        reason="均匀投放",
    )
    await set_budget_pace(ask, actor=shop.who("operator"), work=shop.work)
    days = "query($id: String!) { budget(id: $id) { days { day } } }"
    told = await Asker(shop.work, shop.who("operator")).asks(days, id=text_id("bud", budget))
    assert told["budget"]["days"][-1]["day"] == str((midnight - timedelta(days=1)).date())


async def test_a_paced_budget_gives_what_its_curve_allows_and_says_when_there_is_more(shop):
    client, unit = await shop.client(), await cost(shop)
    now = datetime.now(SHANGHAI)
    cap = await shop.house.value("select cap_minor from rights_budget")
    ask = SetPace(
        key=shop.key(),
        budget=shop.known["budget.autumn"],
        shape=PaceShape.LINEAR,
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=11),
        floor_minor=2 * unit,
        reason="按季投放",
    )
    await set_budget_pace(ask, actor=shop.who("operator"), work=shop.work)
    await shop.give(client)
    await shop.give(client)
    with pytest.raises(BudgetPaced) as no:
        await shop.give(client)
    assert no.value.left.amount_minor == 0
    assert no.value.retry_at > now + timedelta(days=1)
    (allowed,) = await shop.house.rows(
        "select rights_paced(cap_minor, pace_floor_minor, pace_from, pace_to, pace_times, pace_shares, $1)"
        " >= $2::bigint as enough, rights_paced(cap_minor, pace_floor_minor, pace_from, pace_to, pace_times,"
        " pace_shares, $1 - interval '2 seconds') < $2::bigint as before from rights_budget",
        no.value.retry_at,
        3 * unit,
    )
    assert allowed == {"enough": True, "before": cap * 2 // (10 * 86_400) < unit}


async def test_a_stopped_budget_gives_nothing_until_it_is_open_again(shop):
    client = await shop.client()

    async def steer(step: str) -> None:
        ask = SteerBudget(
            key=shop.key(), budget=shop.known["budget.autumn"], step=BudgetStep(step), reason="年终"
        )
        await steer_budget(ask, actor=shop.who("operator"), work=shop.work)

    await steer("stop")
    with pytest.raises(BudgetWrongState):
        await shop.give(client)
    await steer("reopen")
    await shop.give(client)
