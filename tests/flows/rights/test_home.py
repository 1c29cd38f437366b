"""The home screen counts what was given and used today, as far as one sees."""

from datetime import timedelta

from largesse.kernel.clock import day_in, day_starts, now
from largesse.kernel.settings import settings
from largesse.rights.entitlements.reads import granted_since
from largesse.rights.redemptions.reads import redeemed_since
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use


async def test_todays_figures_count_what_stands_within_reach_since_midnight(shop):
    client, midnight = await shop.client(), day_starts(day_in(now(), settings().zone), settings().zone)
    rights = [await shop.claimed(client) for _ in range(3)]
    for right in rights[:2]:
        ask = Redeem(key=shop.key(), code=shop.token(right))
        used = await redeem(ask, actor=shop.counter(), work=shop.house.work)
    back = ReverseUse(key=shop.key(), redemption=used.redemption, reason="误核销")
    await reverse_use(back, actor=shop.who("operator"), work=shop.house.work)
    late = midnight - timedelta(seconds=1)
    await shop.house.run("update rights_entitlement set created_at = $2 where id = $1", rights[2], late)
    far = shop.house.staff("rights.view", units={shop.known["unit.beijing"]})
    async with shop.house.work.read() as read:
        for who, given, spent in ((shop.who("operator"), 2, 1), (shop.who("headoffice"), 2, 1), (far, 0, 0)):
            assert await granted_since(read, who, midnight) == given
            assert await redeemed_since(read, who, midnight) == spent
        assert await granted_since(read, shop.who("operator"), late) == 3
