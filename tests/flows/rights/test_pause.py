"""A paused provider: nothing is asked of it, what clients hold waits, what it tells is booked."""

import asyncio
import json
import re
from dataclasses import replace

import httpx
import pytest

from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import new_id
from largesse.rights.batches.offers import offers
from largesse.rights.catalogue.actions import provider_actions
from largesse.rights.catalogue.providers import ProviderMissing, ProviderPaused
from largesse.rights.catalogue.reads import provider_of
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.own import own_right
from largesse.rights.orders.outcome import complete, lock_order
from largesse.rights.orders.pause import (
    PauseProvider,
    ProviderWrongState,
    ResumeProvider,
    pause_provider,
    resume_provider,
)
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.web.counter import routes
from largesse.web.edge import application
from largesse.web.parts import Parts


@pytest.fixture
async def shop(shop):
    """The shop, whose lounge has a plugin that is not asked here."""
    await shop.house.run("update rights_provider set installation = $1 where slug = 'lounge'", new_id())
    await shop.house.run(
        "update rights_sku set fulfil_mode = 'provider', provider_sku = 'LOUNGE-1' where code = 'S-LOUNGE-1'"
    )
    return shop


async def paused(shop, provider="tea", actor=None, reason="停业盘点"):
    ask = PauseProvider(key=shop.key(), provider=shop.known[f"provider.{provider}"], reason=reason)
    return await pause_provider(ask, actor=actor or shop.who("operator"), work=shop.house.work)


async def resumed(shop, provider="tea"):
    ask = ResumeProvider(key=shop.key(), provider=shop.known[f"provider.{provider}"], reason="恢复营业")
    return await resume_provider(ask, actor=shop.who("operator"), work=shop.house.work)


async def claimed(shop, client, right):
    ask = ClaimRight(key=shop.key(), entitlement=right)
    return await claim_right(ask, actor=client, work=shop.house.work)


async def order(shop):
    (found,) = await shop.house.rows("select * from rights_order")
    return found


async def test_a_right_that_needs_a_paused_provider_waits_with_its_holder(shop):
    client = await shop.client()
    rights = [await shop.give(client), await shop.give(client, "lounge")]
    for name in ("tea", "lounge"):
        await paused(shop, name)
    for right in rights:
        with pytest.raises(ProviderPaused):
            await claimed(shop, client, right)
        async with shop.house.work.read() as read:
            assert (await own_right(read, client.id, right)).provider_paused
    assert await shop.house.rows("select id from rights_order") == []
    for name in ("tea", "lounge"):
        await resumed(shop, name)
    assert [(await claimed(shop, client, right)).state for right in rights] == ["active", "issued"]


async def test_the_counter_refuses_in_words_and_redeems_again_afterwards(shop):
    right = await shop.claimed(await shop.client())
    await paused(shop)
    transport = httpx.ASGITransport(application(routes(Parts(shop.house.work))))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://counter", follow_redirects=True
    ) as web:
        link = shop.known["counter.tea"]
        page = await web.get(link[link.index("/counter") :])
        assert "银行已暂停本服务商" in page.text
        form = {"key": re.search(r'name="key" value="(\w+)"', page.text)[1], "code": shop.token(right)}
        refused = await web.post("/counter/tea?lang=en", data=form)
        assert (refused.status_code, "The provider is paused" in refused.text) == (422, True)
        await resumed(shop)
        assert "核销成功" in (await web.post("/counter/tea?lang=zh-CN", data=form)).text


async def test_an_order_that_was_not_sent_waits_and_goes_out_when_the_provider_goes_on(shop):
    client = await shop.client()
    await claimed(shop, client, await shop.give(client, "lounge"))
    await paused(shop, "lounge")
    await shop.house.drain()
    waiting = await order(shop)
    assert (waiting["state"], waiting["due_at"] > now()) == ("created", True)
    await resumed(shop, "lounge")
    assert (await order(shop))["due_at"] <= now()


async def test_what_a_paused_provider_tells_is_booked(shop):
    client = await shop.client()
    right = await shop.give(client, "lounge")
    await claimed(shop, client, right)
    placed = await order(shop)
    async with shop.house.work.job() as tx:
        await complete(tx, await lock_order(tx, placed["id"]), {"provider_ref": "L-1"})
    await paused(shop, "lounge")
    payload = {
        "installation": str(placed["installation"]),
        "event_id": "e1",
        "kind": "used",
        "provider_ref": "L-1",
        "order_ref": placed["request_id"],
        "at": now().isoformat(),
    }
    await shop.house.run(
        "insert into store_outbox (id, at, topic, key, payload) values ($1, now(), $2, 'e1', $3)",
        new_id(),
        "plugging.provider_event_received.v1",
        json.dumps(payload),
    )
    await shop.house.drain()
    assert await shop.state(right) == "redeemed"


async def test_a_batch_says_whose_provider_is_paused(shop):
    await paused(shop)
    batch = shop.known["batch.tea"]
    async with shop.house.work.read() as read:
        assert (await offers(read, [batch]))[batch].paused_provider["zh-CN"] == "岩骨茶舍"


async def test_it_is_paused_once_with_a_reason_by_who_may_and_reaches_it(shop):
    operator = shop.who("operator")
    with pytest.raises(NotAllowed):
        await paused(shop, actor=shop.who("designer"))
    with pytest.raises(ProviderMissing):
        await paused(shop, actor=replace(operator, units=frozenset()))
    with pytest.raises(Malformed) as no:
        await paused(shop, reason="  ")
    assert no.value.path == "reason"
    found = await asyncio.gather(paused(shop), paused(shop), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["Made", "ProviderWrongState"]
    async with shop.house.work.read() as read:
        row = await provider_of(read, operator, shop.known["provider.tea"])
    assert (row.paused_reason, provider_actions(operator, row)) == (
        "停业盘点",
        ["resume", "give_key", "connect"],
    )
    await resumed(shop)
    with pytest.raises(ProviderWrongState):
        await resumed(shop)


async def test_a_use_and_a_pause_at_once_come_one_after_the_other(shop):
    right = await shop.claimed(await shop.client())
    ask = Redeem(key=shop.key(), code=shop.token(right))
    used, stopped = await asyncio.gather(
        redeem(ask, actor=shop.counter(), work=shop.house.work), paused(shop), return_exceptions=True
    )
    assert not isinstance(stopped, Exception)
    assert isinstance(used, ProviderPaused) == (await shop.state(right) == "active")
