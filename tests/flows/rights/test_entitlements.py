"""Giving, claiming and expiry: stock and budget add up, and only the holder claims."""

import asyncio
from dataclasses import replace

import pytest

from largesse.audience.clients.clients import ClientMissing
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.rights.batches.batch import BatchMissing, BatchStep
from largesse.rights.batches.steer import SteerBatch, steer_batch
from largesse.rights.batches.stock import StockExhausted
from largesse.rights.budgets.budget import BudgetExhausted
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.entitlement import EntitlementMissing, WrongState
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.entitlements.reads import entitlement_of, entitlements_page
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.store.keyset import Page, Wish


async def test_forty_race_for_five_units_and_exactly_five_get_one(shop):
    clients = [await shop.client(f"1390000{n:04d}") for n in range(40)]

    async def give(client):
        try:
            return await shop.give(client, "tea_small")
        except StockExhausted:
            return None

    given = await asyncio.gather(*(give(client) for client in clients))
    assert len([one for one in given if one]) == 5
    assert await shop.stock("tea_small") == {"total": 5, "free": 0, "held": 0, "issued": 5}
    assert await shop.money() == (5 * 9_900, 0)


async def test_an_empty_budget_stops_giving_and_leaves_the_stock_alone(shop):
    await shop.house.run("update rights_budget set spent_minor = cap_minor - 9900 - 9899")
    await shop.give(await shop.client())
    with pytest.raises(BudgetExhausted):
        await shop.give(await shop.client("13900009999"))
    assert (await shop.stock())["issued"] == 1


async def test_the_same_key_gives_the_same_right_once(shop):
    client = await shop.client()
    ask = GiveRight(key="once", batch=shop.known["batch.tea"], client=client.id, reason="生日礼")
    first = await give_right(ask, actor=shop.who("operator"), work=shop.house.work)
    again = await give_right(ask, actor=shop.who("operator"), work=shop.house.work)
    assert again == first
    assert (await shop.stock())["issued"] == 1


async def test_only_a_client_within_reach_is_given_a_right(shop):
    for client in (shop.house.client(), await shop.client()):
        ask = GiveRight(key=shop.key(), batch=shop.known["batch.tea"], client=client.id, reason="生日礼")
        stranger = replace(shop.who("operator"), units=frozenset({shop.known["unit.beijing"]}))
        with pytest.raises(BatchMissing):
            await give_right(ask, actor=stranger, work=shop.house.work)
    nobody = GiveRight(key=shop.key(), batch=shop.known["batch.tea"], client=new_id(), reason="生日礼")
    with pytest.raises(ClientMissing):
        await give_right(nobody, actor=shop.who("operator"), work=shop.house.work)
    assert (await shop.stock())["issued"] == 0


async def test_an_adviser_sees_the_rights_of_his_own_clients_and_of_no_others(shop):
    adviser = shop.who("adviser")
    own, other = await shop.client(), await shop.client("13900000002")
    await shop.house.run("update audience_customer set adviser = $1 where id = $2", adviser.id, own.id)
    mine, theirs = await shop.give(own), await shop.give(other)
    async with shop.house.work.read() as read:
        page = await entitlements_page(read, adviser, Wish(Page(25, None)))
        assert ([row.id for row in page.rows], page.count) == ([mine], 1)
        assert await entitlement_of(read, adviser, mine)
        assert await entitlement_of(read, adviser, theirs) is None
        assert (await entitlements_page(read, shop.who("operator"), Wish(Page(25, None)))).count == 2


async def test_nobody_steers_gives_or_reverses_without_a_reason(shop):
    client, operator, work = await shop.client(), shop.who("operator"), shop.house.work
    batch = shop.known["batch.tea"]
    for blank in ("", "  ", "x" * 501):
        for refused in (
            steer_batch(
                SteerBatch(key="s", batch=batch, step=BatchStep.STOP, reason=blank), actor=operator, work=work
            ),
            give_right(
                GiveRight(key="g", batch=batch, client=client.id, reason=blank), actor=operator, work=work
            ),
            reverse_use(ReverseUse(key="r", redemption=new_id(), reason=blank), actor=operator, work=work),
        ):
            with pytest.raises(Malformed) as no:
                await refused
            assert no.value.path == "reason"


async def test_only_the_holder_claims_and_only_once(shop):
    client, stranger = await shop.client(), await shop.client("13900000001")
    right = await shop.give(client)
    with pytest.raises(EntitlementMissing):
        await claim_right(ClaimRight(key="x", entitlement=right), actor=stranger, work=shop.house.work)
    await claim_right(ClaimRight(key="a", entitlement=right), actor=client, work=shop.house.work)
    with pytest.raises(WrongState):
        await claim_right(ClaimRight(key="b", entitlement=right), actor=client, work=shop.house.work)


async def test_an_expired_right_ends_and_frees_its_money(shop):
    client = await shop.client()
    right, other = await shop.give(client), await shop.give(client)
    await shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '9 days',"
        " valid_to = now() - interval '1 second' where id = $1",
        right,
    )
    await expire_due(shop.house.work)
    assert await shop.state(right) == "expired"
    assert await shop.state(other) == "issued"
    assert await shop.money() == (9_900, 0)
