"""Staff stops a right and lets it go on where it stood; its time runs on, and what was used is booked."""

import pytest
from tests.flows.rights.test_transfers import use

from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.entitlement import EntitlementMissing, Lapsed, WrongState
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right
from largesse.rights.suspensions.suspend import (
    ResumeRight,
    SuspendRight,
    SuspendRightsOfClient,
    resume_right,
    suspend_right,
    suspend_rights_of_client,
)


async def suspend(shop, right, by="operator", reason="风险核查"):
    ask = SuspendRight(key=shop.key(), entitlement=right, reason=reason)
    return await suspend_right(ask, actor=shop.who(by), work=shop.house.work)


async def resume(shop, right, by="operator"):
    ask = ResumeRight(key=shop.key(), entitlement=right, reason="已核实")
    return await resume_right(ask, actor=shop.who(by), work=shop.house.work)


@pytest.mark.parametrize(("hold", "stood"), [("give", "issued"), ("claimed", "active")])
async def test_a_suspended_right_stands_still_and_goes_on_where_it_stood(shop, hold, stood):
    client = await shop.client()
    right = await getattr(shop, hold)(client)
    assert (await suspend(shop, right)).state == "suspended"
    with pytest.raises(WrongState):
        await use(shop, shop.token(right))
    with pytest.raises(WrongState):
        await claim_right(ClaimRight(key="c", entitlement=right), actor=client, work=shop.house.work)
    with pytest.raises(WrongState):
        await suspend(shop, right)
    assert (await resume(shop, right)).state == stood
    with pytest.raises(WrongState):
        await resume(shop, right)
    acts = await shop.house.rows(
        "select action, facts from store_audit where subject = $1 order by id", str(right)
    )
    assert [one["action"] for one in acts][-2:] == ["rights.right_suspended", "rights.right_resumed"]


async def test_only_operators_within_reach_suspend_and_say_why(shop):
    right = await shop.claimed(await shop.client())
    with pytest.raises(NotAllowed):
        await suspend(shop, right, by="finance")
    with pytest.raises(Malformed):
        await suspend(shop, right, reason=" ")
    shop.known["staff.far"] = shop.house.staff("rights.suspend", units={shop.known["unit.beijing"]})
    with pytest.raises(EntitlementMissing):
        await suspend(shop, right, by="far")


async def test_time_runs_on_while_a_right_is_suspended(shop):
    right = await shop.claimed(await shop.client())
    await suspend(shop, right)
    await shop.house.run("update rights_entitlement set valid_to = now() where id = $1", right)
    with pytest.raises(Lapsed):
        await resume(shop, right)
    await expire_due(shop.house.work)
    assert (await shop.state(right), await shop.money()) == ("expired", (0, 0))


async def test_a_use_that_had_happened_is_booked_on_a_suspended_right(shop):
    right = await shop.claimed(await shop.client())
    await suspend(shop, right)
    async with shop.house.work.job() as tx:
        await use_right(tx, Use(right, "callback", "callback:1", at=now()))
    assert (await shop.state(right), await shop.money()) == ("redeemed", (0, 9_900))


async def test_every_live_right_of_a_client_is_stopped_at_once(shop):
    client, other = await shop.client(), await shop.client("13900002222")
    rights = [await shop.give(client), await shop.claimed(client)]
    spared, used = await shop.claimed(other), await shop.claimed(client)
    await use(shop, shop.token(used))
    ask = SuspendRightsOfClient(key="all", client=client.id, reason="客户被盗号")
    done = await suspend_rights_of_client(ask, actor=shop.who("operator"), work=shop.house.work)
    again = await suspend_rights_of_client(ask, actor=shop.who("operator"), work=shop.house.work)
    assert (done.count, again) == (2, done)
    assert [await shop.state(one) for one in rights] == ["suspended", "suspended"]
    assert [await shop.state(one) for one in (spared, used)] == ["active", "redeemed"]


async def test_a_use_that_was_told_while_it_stood_still_and_is_reversed_leaves_it_suspended(shop):
    right = await shop.claimed(await shop.client())
    await suspend(shop, right)
    async with shop.work.job() as tx:
        told = await use_right(tx, Use(right, "callback", "told", at=tx.now))
    undo = ReverseUse(key=shop.key(), redemption=told.redemption, reason="误报")
    assert (await reverse_use(undo, actor=shop.who("operator"), work=shop.work)).state == "suspended"
    assert (await resume(shop, right)).state == "active"
