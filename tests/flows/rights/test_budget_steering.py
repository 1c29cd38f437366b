"""A cap is raised by two and never lowered below what is promised; a hold is free again by itself."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.flows.rights.test_budget_lines import cost, line

from largesse.identity.approvals.approvals import NotMaker
from largesse.identity.approvals.route import ContentChanged, OwnWork
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.rights.budgets.budget import BudgetExhausted
from largesse.rights.budgets.cap import (
    CapBelowPromised,
    DecideRaise,
    MoveCap,
    NoRaise,
    RaiseWaits,
    WithdrawRaise,
    approve_raise,
    lower_budget,
    propose_raise,
    return_raise,
    withdraw_raise,
)
from largesse.rights.budgets.days import note_days
from largesse.rights.budgets.hold import (
    HoldBudget,
    HoldOver,
    ReleaseHold,
    hold_budget,
    release_due,
    release_hold,
)
from largesse.rights.budgets.lines import RuleBelowPromised
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right

CAP = "select cap_minor from rights_budget"


async def move(shop, act, cap: int, by: str = "operator"):
    ask = MoveCap(key=shop.key(), budget=shop.known["budget.autumn"], cap_minor=cap, reason="旺季")
    return await act(ask, actor=shop.who(by), work=shop.work)


async def decide(shop, act=approve_raise, by: str = "branch", content: str = ""):
    shown = await shop.house.value(
        "select content_hash from identity_approval where subject_kind = 'rights.budget'"
        " order by proposed_at desc limit 1"
    )
    budget = shop.known["budget.autumn"]
    ask = DecideRaise(key=shop.key(), budget=budget, content_hash=content or shown, opinion="同意")
    return await act(ask, actor=shop.who(by), work=shop.work)


async def test_a_second_person_raises_the_cap_to_exactly_what_was_shown(shop):
    cap = await shop.house.value(CAP)
    await move(shop, propose_raise, cap + 100)
    for act in (propose_raise, lower_budget):
        with pytest.raises(RaiseWaits):
            await move(shop, act, cap + 200)
    with pytest.raises(ContentChanged):
        await decide(shop, content="sha256:" + "0" * 64)
    assert await shop.house.value(CAP) == cap
    await decide(shop)
    assert await shop.house.value(CAP) == cap + 100
    with pytest.raises(NoRaise):
        await decide(shop)


async def test_nobody_signs_the_raise_that_he_proposed(shop):
    branch = shop.who("branch")
    maker = replace(branch, operations=branch.operations | {"rights.steer_budget"})
    ask = MoveCap(key=shop.key(), budget=shop.known["budget.autumn"], cap_minor=10**9, reason="旺季")
    await propose_raise(ask, actor=maker, work=shop.work)
    with pytest.raises(OwnWork):
        await decide(shop)


async def test_a_raise_that_is_returned_or_withdrawn_leaves_the_cap(shop):
    cap = await shop.house.value(CAP)
    await move(shop, propose_raise, cap + 100)
    await decide(shop, return_raise)
    await move(shop, propose_raise, cap + 100)
    ask = WithdrawRaise(key=shop.key(), budget=shop.known["budget.autumn"])
    with pytest.raises(NotMaker):
        await withdraw_raise(ask, actor=shop.who("finance"), work=shop.work)
    await withdraw_raise(ask, actor=shop.who("operator"), work=shop.work)
    assert await shop.house.value(CAP) == cap
    with pytest.raises(Malformed):
        await move(shop, propose_raise, cap)


async def test_a_cap_is_never_lowered_below_what_is_promised(shop):
    await shop.give(await shop.client())
    unit = await cost(shop)
    with pytest.raises(CapBelowPromised) as no:
        await move(shop, lower_budget, unit - 1)
    assert no.value.promised.amount_minor == unit
    await move(shop, lower_budget, unit)
    with pytest.raises(BudgetExhausted):
        await shop.give(await shop.client("13800005678"))


async def test_a_line_is_never_lowered_below_what_it_promised(shop):
    await line(shop, "day", 2)
    await shop.give(await shop.client())
    await shop.give(await shop.client("13800005678"))
    with pytest.raises(RuleBelowPromised):
        await line(shop, "day", 1)


async def hold(shop, minor: int, days: float = 1):
    ask = HoldBudget(
        key=shop.key(),
        budget=shop.known["budget.autumn"],
        amount_minor=minor,
        reason="新年礼",
        expires_at=now() + timedelta(days=days),
    )
    return await hold_budget(ask, actor=shop.who("operator"), work=shop.work)


async def test_what_is_held_nobody_else_can_promise_until_it_is_released(shop):
    client, cap = await shop.client(), await shop.house.value(CAP)
    made = await hold(shop, cap)
    with pytest.raises(BudgetExhausted):
        await shop.give(client)
    with pytest.raises(BudgetExhausted):
        await hold(shop, 1)
    ask = ReleaseHold(key=shop.key(), hold=made.hold, reason="改期")
    await release_hold(ask, actor=shop.who("operator"), work=shop.work)
    again = ReleaseHold(key=shop.key(), hold=made.hold, reason="改期")
    with pytest.raises(HoldOver):
        await release_hold(again, actor=shop.who("operator"), work=shop.work)
    await shop.give(client)
    assert await shop.money() == (await cost(shop), 0)


async def test_a_hold_whose_time_has_come_is_free_again_by_itself_once(shop):
    await hold(shop, 5_000)
    await release_due(shop.work)
    assert await shop.money() == (5_000, 0)
    await shop.house.run(
        "update rights_budget_hold set made_at = now() - interval '2 days',"
        " expires_at = now() - interval '1 day'"
    )
    await release_due(shop.work)
    await release_due(shop.work)
    assert await shop.money() == (0, 0)
    assert await shop.house.value("select set_aside_minor from rights_budget") == 0


@pytest.mark.parametrize("days", [-1, 401])
async def test_a_hold_ends_after_now_and_within_its_bound(shop, days):
    with pytest.raises(Malformed):
        await hold(shop, 1, days)


async def test_a_budgets_days_hold_what_rights_promise_and_not_what_is_held(shop):
    await hold(shop, 5_000)
    await shop.give(await shop.client())
    for _ in range(2):
        await note_days(shop.work)
    rows = await shop.house.rows("select reserved_minor, spent_minor from rights_budget_day")
    assert rows == [{"reserved_minor": await cost(shop), "spent_minor": 0}]


async def test_twelve_gifts_and_holds_at_once_take_no_more_than_the_cap_lets_them(shop):
    one = await cost(shop)
    await move(shop, lower_budget, 3 * one)
    client = await shop.client()
    tries = [shop.give(client) for _ in range(6)] + [hold(shop, one) for _ in range(6)]
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert len([no for no in ended if isinstance(no, BudgetExhausted)]) == 9
    assert await shop.money() == (3 * one, 0)


async def test_a_use_that_is_reversed_and_used_again_and_again_moves_the_money_there_and_back(shop):
    right, one = await shop.claimed(await shop.client()), await cost(shop)
    for _ in range(3):
        async with shop.work.job() as tx:
            used = await use_right(tx, Use(right, "console", "test"))
        assert await shop.money() == (0, one)
        undo = ReverseUse(key=shop.key(), redemption=used.redemption, reason="误核销")
        await reverse_use(undo, actor=shop.who("operator"), work=shop.work)
        assert await shop.money() == (one, 0)
    assert (await shop.stock())["issued"] == 1
