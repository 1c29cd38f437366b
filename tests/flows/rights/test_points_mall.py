"""The mall: points, budget, stock and right move together; a right that fails gives its points back."""

import asyncio
from datetime import timedelta

import pytest
from tests.flows.rights.purse import purse_of
from tests.flows.rights.test_budget_lines import line
from tests.flows.rights.test_revoke import decide, propose

from largesse.audience.clients.clients import ClientKeptOut
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.rights.batches.batch import BatchWrongState
from largesse.rights.batches.propose import propose_batch
from largesse.rights.batches.stock import StockExhausted
from largesse.rights.budgets.budget import BudgetExhausted
from largesse.rights.budgets.lines import LineExhausted
from largesse.rights.catalogue.worth import SkuPointsUnsaid
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.entitlement import WrongState
from largesse.rights.points.ledger import PointsNotEnough
from largesse.rights.points.skus import PointsSkuGiven, PointsSkuMissing, SaySkuPoints, say_sku_points
from largesse.rights.points_mall.credit import PointsUnsaid
from largesse.rights.points_mall.offer import OfferClosed, OfferLimit, OfferMissing
from largesse.rights.points_mall.offers import OfferStep, SteerPointsOffer, steer_points_offer
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use


async def order(shop, right, state="failed"):
    """Let a provider settle an order of a right, as the room of orders tells it."""
    async with shop.work.job() as tx:
        told = {
            "order": str(new_id()),
            "entitlement": str(right),
            "state": state,
            "provider_ref": None,
            "order_ref": "o",
            "installation": str(new_id()),
            "at": tx.now.isoformat(),
        }
        tx.emit("rights.order_settled.v1", told["order"], told)
    await shop.house.drain()


async def revoked(shop, right):
    async with shop.work.job() as tx:
        await tx.run("update rights_entitlement set state = 'revoked' where id = $1", right)
        told = {"entitlement": str(right), "holder": str(new_id()), "batch": str(new_id())}
        tx.emit("rights.right_revoked.v1", str(right), told | {"at": tx.now.isoformat()})
    await shop.house.drain()


async def test_points_budget_stock_and_right_move_in_one_commit(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 250)
    right = await purse.redeem(client, await purse.offer())
    assert await purse.balance(client) == (150, 0)
    assert (await shop.stock("tea_small"))["issued"] == 1
    assert await shop.money() == (9_900, 0)
    source = await shop.house.rows(
        "select source_kind, state, holder from rights_entitlement where id = $1", right
    )
    assert source == [{"source_kind": "points", "state": "issued", "holder": client.id}]
    assert await purse.adds_up()


async def test_ten_race_for_the_last_one_and_nine_keep_their_points(shop):
    purse = await purse_of(shop)
    offer = await purse.offer()
    await shop.house.run(
        "update rights_batch set free = 1, issued = total - 1 where id = $1", shop.known["batch.tea_small"]
    )
    clients = [await shop.client(f"1390000{n:04d}") for n in range(10)]
    for client in clients:
        await purse.earn(client, 100)

    async def redeem(client):
        try:
            return await purse.redeem(client, offer)
        except StockExhausted:
            return None

    got = await asyncio.gather(*(redeem(client) for client in clients))
    assert len([one for one in got if one]) == 1
    assert sorted([(await purse.balance(client))[0] for client in clients]) == [0] + [100] * 9
    assert await purse.adds_up()


async def test_two_tabs_with_one_key_redeem_once(shop):
    purse, client = await purse_of(shop), await shop.client()
    offer = await purse.offer()
    await purse.earn(client, 500)

    async def redeem():
        try:
            return await purse.redeem(client, offer, "tab")
        except Contended:
            return None

    got = {one for one in await asyncio.gather(*(redeem() for _ in range(4))) if one}
    got.add(await purse.redeem(client, offer, "tab"))
    assert len(got) == 1
    assert await purse.balance(client) == (400, 0)


async def test_too_few_points_are_told_with_the_gap_and_nothing_moves(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 70)
    with pytest.raises(PointsNotEnough) as no:
        await purse.redeem(client, await purse.offer())
    assert (no.value.needed, no.value.usable, no.value.gap) == (100, 70, 30)
    assert (await shop.stock("tea_small"))["issued"] == 0


async def test_a_line_of_the_budget_that_is_full_is_told_and_no_points_are_spent(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 250)
    await line(shop, "day", 1)
    offer = await purse.offer()
    await purse.redeem(client, offer)
    with pytest.raises(LineExhausted):
        await purse.redeem(client, offer)
    assert await purse.balance(client) == (150, 0)


async def test_one_client_stays_within_the_limit_also_at_once(shop):
    purse, client = await purse_of(shop), await shop.client()
    offer = await purse.offer(client_max=2)
    await purse.earn(client, 1000)
    done = await asyncio.gather(*(purse.redeem(client, offer) for _ in range(5)), return_exceptions=True)
    assert len([one for one in done if isinstance(one, OfferLimit)]) == 3
    assert await purse.balance(client) == (800, 0)


async def test_what_is_stopped_over_paused_or_too_dear_is_refused_and_blocked_clients_too(shop):
    purse, client = await purse_of(shop), await shop.client()
    offer = await purse.offer()
    await purse.earn(client, 500)

    async def steer(step):
        ask = SteerPointsOffer(key=shop.key(), offer=offer, step=step, reason="换季")
        await steer_points_offer(ask, actor=shop.who("designer"), work=shop.work)

    with pytest.raises(OfferMissing):
        await purse.redeem(client, new_id())
    await steer(OfferStep.STOP)
    with pytest.raises(OfferClosed):
        await purse.redeem(client, offer)
    await steer(OfferStep.RESUME)
    late = "update rights_points_offer set ends_at = $1 where id = $2"
    await shop.house.run(late, now() - timedelta(hours=1), offer)
    with pytest.raises(OfferClosed):
        await purse.redeem(client, offer)
    await shop.house.run(late, now() + timedelta(hours=1), offer)
    await shop.house.run("update rights_batch set state = 'paused'")
    with pytest.raises(BatchWrongState):
        await purse.redeem(client, offer)
    await shop.house.run("update rights_batch set state = 'active'")
    await shop.house.run("update rights_budget set spent_minor = cap_minor - 1")
    with pytest.raises(BudgetExhausted):
        await purse.redeem(client, offer)
    await shop.house.run("update audience_customer set blocked = true where id = $1", client.id)
    with pytest.raises(ClientKeptOut):
        await purse.redeem(client, offer)
    assert await purse.balance(client) == (500, 0)


async def test_a_providers_no_ends_the_right_and_gives_points_stock_and_money_back_once(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 100)
    right = await purse.redeem(client, await purse.offer())
    await order(shop, right, "completed")
    assert await purse.balance(client) == (0, 0)
    await order(shop, right)
    await order(shop, right, "cancelled")
    assert await shop.state(right) == "failed"
    assert await purse.balance(client) == (100, 0)
    assert (await shop.stock("tea_small"))["issued"] == 0
    assert await shop.money() == (0, 0)
    assert await purse.adds_up()


async def test_a_revoked_right_gives_its_points_back_and_one_by_hand_gives_none(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 100)
    right, by_hand = await purse.redeem(client, await purse.offer()), await shop.give(client)
    for _ in range(2):
        await revoked(shop, right)
        await revoked(shop, by_hand)
    assert await purse.balance(client) == (100, 0)
    state = await shop.house.value("select state from rights_points_exchange")
    assert state == "returned"


async def test_a_unit_that_came_back_by_a_providers_no_does_not_come_back_again_by_a_revocation(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 100)
    right = await purse.redeem(client, await purse.offer())
    await propose(shop, right)
    await order(shop, right)
    with pytest.raises(WrongState):
        await decide(shop, right)
    assert await shop.stock("tea_small") == {"total": 5, "free": 5, "held": 0, "issued": 0}
    assert (await shop.money(), await purse.balance(client)) == ((0, 0), (100, 0))


async def test_a_right_that_is_used_by_now_keeps_its_points_spent_whatever_an_old_notice_says(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 100)
    right = await purse.redeem(client, await purse.offer())
    await claim_right(ClaimRight(key=shop.key(), entitlement=right), actor=client, work=shop.work)
    await order(shop, right)
    assert await shop.state(right) == "active"
    assert await purse.balance(client) == (0, 0)


async def test_a_right_to_points_awards_them_when_it_is_claimed_and_is_used_by_that(shop):
    purse, client = await purse_of(shop), await shop.client()
    tea = shop.known["sku.tea"]

    async def say(points):
        ask = SaySkuPoints(key=shop.key(), sku=tea, kind=purse.kind, points=Long(points))
        return await say_sku_points(ask, actor=shop.who("designer"), work=shop.work)

    with pytest.raises(PointsSkuMissing):
        await say(500)
    await shop.house.run("update rights_sku set fulfil_mode = 'points' where id = $1", tea)
    right = await shop.give(client)
    ask = ClaimRight(key=shop.key(), entitlement=right)
    with pytest.raises(PointsUnsaid):
        await claim_right(ask, actor=client, work=shop.work)
    await say(500)
    with pytest.raises(PointsSkuGiven):
        await say(600)
    done = await asyncio.gather(
        *(claim_right(ask, actor=client, work=shop.work) for _ in range(3)), return_exceptions=True
    )
    assert {one.state for one in done if not isinstance(one, Exception)} == {"redeemed"}
    with pytest.raises(WrongState):
        await claim_right(ClaimRight(key=shop.key(), entitlement=right), actor=client, work=shop.work)
    assert await purse.balance(client) == (500, 0)
    assert await shop.money() == (0, 9_900)
    assert await purse.adds_up()


async def test_a_reversed_use_of_a_right_to_points_takes_them_back_once_and_it_is_claimed_anew(shop):
    purse, client = await purse_of(shop), await shop.client()
    tea = shop.known["sku.tea"]
    await shop.house.run("update rights_sku set fulfil_mode = 'points' where id = $1", tea)
    ask = SaySkuPoints(key=shop.key(), sku=tea, kind=purse.kind, points=Long(500))
    await say_sku_points(ask, actor=shop.who("designer"), work=shop.work)
    right = await shop.give(client)
    await claim_right(ClaimRight(key=shop.key(), entitlement=right), actor=client, work=shop.work)
    await purse.spend(client, 200)
    use = await shop.house.value("select id from rights_redemption where entitlement = $1", right)
    undo = ReverseUse(key=shop.key(), redemption=use, reason="重复发放")
    await reverse_use(undo, actor=shop.who("operator"), work=shop.work)
    await shop.house.drain()
    assert await purse.balance(client) == (0, 200)
    again = await claim_right(
        ClaimRight(key=shop.key(), entitlement=right), actor=client, work=shop.house.work
    )
    assert (again.state, await purse.balance(client)) == ("redeemed", (300, 0))
    second = await shop.house.value(
        "select r.id from rights_redemption r where r.entitlement = $1 and r.kind = 'use' and r.id <> $2",
        right,
        use,
    )
    undo = ReverseUse(key=shop.key(), redemption=second, reason="重复发放")
    await reverse_use(undo, actor=shop.who("operator"), work=shop.work)
    await shop.house.drain()
    assert await purse.balance(client) == (0, 200)
    assert await purse.adds_up()


async def test_who_signs_a_batch_of_points_reads_how_many_and_nobody_proposes_it_before_they_are_said(shop):
    purse, designer = await purse_of(shop), shop.who("designer")
    tea = shop.known["sku.tea"]
    await shop.house.run("update rights_sku set fulfil_mode = 'points' where id = $1", tea)
    with pytest.raises(SkuPointsUnsaid) as unsaid:
        await propose_batch(shop.proposal(), actor=designer, work=shop.work)
    assert unsaid.value.path == "sku"
    ask = SaySkuPoints(key=shop.key(), sku=tea, kind=purse.kind, points=Long(500))
    await say_sku_points(ask, actor=designer, work=shop.work)
    made = await propose_batch(shop.proposal(), actor=designer, work=shop.work)
    [told] = await shop.house.rows(
        "select summary, difference from identity_approval where subject = $1", made.batch
    )
    assert told["summary"]["points"] == told["difference"]["after"]["points"] == 500
    assert told["difference"]["after"]["points_kind"] == str(purse.kind)
    assert told["summary"]["points_kind"]["zh-CN"]
