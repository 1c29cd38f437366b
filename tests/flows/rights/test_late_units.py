"""A right of several units that ended with some unused: uses told afterwards are booked on their own day."""

from datetime import timedelta

import pytest

from largesse.kernel.clock import now
from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right

UNIT = 3_300


async def use(shop, right, at=None):
    async with shop.house.work.job() as tx:
        return await use_right(tx, Use(right, "callback", "callback:1", at=at or now()))


async def test_units_told_after_the_end_are_marked_and_their_money_is_booked_again(shop):
    right = await shop.claimed(await shop.client())
    await shop.house.run(
        "update rights_entitlement set units = 3, valid_from = now() - interval '1 day' where id = $1", right
    )
    await use(shop, right)
    assert await shop.money() == (2 * UNIT, UNIT)
    ended = now()
    await shop.house.run("update rights_entitlement set valid_to = $2 where id = $1", right, ended)
    await expire_due(shop.house.work)
    assert (await shop.state(right), await shop.money()) == ("expired", (0, UNIT))
    late = await use(shop, right, ended - timedelta(seconds=1))
    assert (await shop.state(right), await shop.money()) == ("expired", (0, 2 * UNIT))
    await use(shop, right, ended + timedelta(milliseconds=1))
    assert (await shop.state(right), await shop.money()) == ("redeemed", (0, 3 * UNIT))
    with pytest.raises(AlreadyUsed):
        await use(shop, right, ended)
    rows = await shop.house.rows(
        "select mark, at from rights_redemption where entitlement = $1 order by booked_at", right
    )
    assert [one["mark"] for one in rows] == [None, "late", "outside"]
    assert rows[1]["at"] == ended - timedelta(seconds=1)
    back = ReverseUse(key=shop.key(), redemption=late.redemption, reason="供应商误报")
    await reverse_use(back, actor=shop.who("operator"), work=shop.house.work)
    assert (await shop.state(right), await shop.money()) == ("expired", (0, 2 * UNIT))
