"""Callbacks that could not be checked wait before an administrator: looked at again, or put aside."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.kit.faces import Asker
from tests.kit.lounge import plugged_in
from tests.kit.waits import waits_of

from largesse.kernel.actor import SYSTEM
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended, Malformed, NotAllowed
from largesse.kernel.ids import new_id
from largesse.plugging.callbacks.kept import (
    CallbackGone,
    CallbackUnproved,
    DismissCallback,
    RetryCallback,
    dismiss_callback,
    retry_callback,
)
from largesse.plugging.callbacks.receive import EVENT_TOPIC, forget_refused, receive_callback
from largesse.plugging.installations.configure import ConfigurePlugin, configure_plugin
from largesse.plugging.installations.switch import EnablePlugin, enable_plugin
from largesse.plugging.installations.try_connection import TryConnection, try_connection
from largesse_sdk.values import RawRequest

CHECKING = """
class Trial(Fair):
    async def verify_callback(self, ctx, raw):
        if ctx.config.get("url") != "ready":
            raise Misconfigured("no secret yet")
        at = await ctx.host.now()
        if abs(at.timestamp() - float(raw.headers["x-at"])) > 60:
            raise AuthFailed("too old")
        return Verified(event_id=raw.headers["x-event"], scheme="trial", signed_at=at)

    async def parse_callback(self, ctx, verified, raw):
        at = verified.signed_at
        return (ProviderEvent(kind="used", provider_ref="L-1", order_ref="ord_1", at=at),)
"""
LIST = "{ keptCallbacks { edges { node { id plugin pluginName path reason tries actions } } } }"


class Post:
    """A plugin that proves nothing until it is configured, and what its provider sends."""

    def __init__(self, house, invoker, plugged):
        self.house, self.invoker, self.plugged = house, invoker, plugged

    @property
    def work(self):
        return self.house.work

    async def comes(self, event="e1", age_s=0):
        """Let a callback come that nobody can check; gives its id."""
        at = now() - timedelta(seconds=age_s)
        headers = {"x-event": event, "x-at": str(at.timestamp())}
        raw = RawRequest(method="POST", path="/trial", headers=headers, body=b"{}", peer="10.0.0.1")
        with pytest.raises(Contended):
            await receive_callback(self.work, self.invoker, self.plugged.installation, raw)
        return await self.house.value("select id from plugging_callback order by id desc limit 1")

    async def ready(self):
        one = self.plugged.installation
        ask = ConfigurePlugin(key=str(new_id()), installation=one, config={"url": "ready"})
        await configure_plugin(ask, actor=SYSTEM, work=self.work)
        trial = TryConnection(key=str(new_id()), installation=one)
        await try_connection(trial, actor=SYSTEM, work=self.work, invoker=self.invoker)
        await enable_plugin(EnablePlugin(key=str(new_id()), installation=one), actor=SYSTEM, work=self.work)

    async def retry(self, callback, actor=SYSTEM, key=None):
        ask = RetryCallback(key=key or str(new_id()), callback=callback)
        return await retry_callback(ask, actor=actor, work=self.work, invoker=self.invoker)

    async def dismiss(self, callback, reason="重复通知", actor=SYSTEM):
        ask = DismissCallback(key=str(new_id()), callback=callback, reason=reason)
        return await dismiss_callback(ask, actor=actor, work=self.work)

    async def told(self):
        return await self.house.value("select count(*) from store_outbox where topic = $1", EVENT_TOPIC)

    async def listed(self, actor):
        answer = await Asker(self.work, actor, locale="en").asks(LIST)
        return [edge["node"] for edge in answer["keptCallbacks"]["edges"]]


@pytest.fixture
async def post(house, invoker, workshop):
    return Post(house, invoker, await plugged_in(house.work, invoker, workshop.write(CHECKING), {}))


async def test_what_could_not_be_checked_waits_is_looked_at_again_as_it_came_and_told_once(post):
    admin = post.house.staff(roles=("admin",))
    callback = await post.comes()
    (shown,) = await post.listed(admin)
    assert (shown["plugin"], shown["path"], shown["actions"]) == (
        "bank.trial",
        "/trial",
        ["retry", "dismiss"],
    )
    assert shown["pluginName"] == "Trial"
    assert shown["reason"] == "The plugin's configuration cannot work"
    async with post.work.read() as read:
        assert await waits_of(read, admin) == {"callback": 1}
    with pytest.raises(CallbackUnproved):
        await post.retry(callback)
    assert (await post.listed(admin))[0]["tries"] == 2
    # An hour later its signature is old; it was fresh when it came.
    hour = "update plugging_callback set received_at = received_at - interval '1 hour', headers = $1"
    await post.house.run(hour, {"x-event": "e1", "x-at": str(now().timestamp() - 3600)})
    await post.ready()
    first = await post.retry(callback, key="again")
    assert (first.state, await post.told()) == ("accepted", 1)
    assert await post.retry(callback, key="again") == first
    assert await post.listed(admin) == []


async def test_copies_that_are_looked_at_at_once_are_told_once(post):
    both = [await post.comes("same"), await post.comes("same")]
    await post.ready()
    asked = [post.retry(one) for one in (*both, both[0])]
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert await post.told() == 1
    settled = [one.state for one in found if not isinstance(one, CallbackGone)]
    assert sorted(settled) == ["accepted", "duplicate"]


async def test_what_is_put_aside_is_kept_with_a_reason_and_waits_no_more(post):
    callback = await post.comes()
    with pytest.raises(Malformed) as no:
        await post.dismiss(callback, reason=" ")
    assert no.value.path == "reason"
    await post.dismiss(callback)
    (row,) = await post.house.rows("select state, dismiss_reason, body from plugging_callback")
    assert (row["state"], row["dismiss_reason"], bytes(row["body"])) == ("dismissed", "重复通知", b"{}")
    for again in (post.retry(callback), post.dismiss(callback)):
        with pytest.raises(CallbackGone):
            await again
    audit = await post.house.value("select facts->>'reason' from store_audit where action like '%dismiss%'")
    assert audit == "重复通知"


async def test_only_who_decides_for_the_installation_sees_and_settles_them(post):
    callback = await post.comes()
    branch = post.house.staff(roles=("admin",), units=frozenset({new_id()}))
    assert await post.listed(branch) == []
    for asked in (post.retry(callback, actor=branch), post.dismiss(callback, actor=branch)):
        with pytest.raises(CallbackGone):  # it serves the whole institution: to a branch it does not exist
            await asked
    with pytest.raises(NotAllowed):
        await post.dismiss(callback, actor=post.house.staff(roles=("operator",)))
    await post.house.run("update plugging_installation set org_unit = $1", new_id())
    with pytest.raises(CallbackGone):
        await post.dismiss(callback, actor=replace(branch, units=frozenset()))


async def test_strangers_do_not_push_out_what_waits(post, monkeypatch):
    monkeypatch.setattr("largesse.plugging.callbacks.receive.KEPT_REFUSED", 2)
    callback = await post.comes()
    await post.house.run(
        "insert into plugging_callback"
        " (id, installation, received_at, method, path, headers, body, peer, state)"
        " select gen_random_uuid(), $1, now(), 'POST', '/trial', '{}', '', 'x', 'rejected'"
        " from generate_series(1, 5)",
        post.plugged.installation,
    )
    await forget_refused(post.work)
    kept = await post.house.rows("select id, state from plugging_callback")
    assert callback in [row["id"] for row in kept]
    assert [row["state"] for row in kept].count("rejected") == 2
