"""A booking's code at the counter's own field: who comes, when, for what; checked in, then served."""

import re

import httpx

from largesse.kernel.clock import now
from largesse.rights.bookings.pass_code import pass_of
from largesse.rights.provider_keys.give import GiveProviderKey, give_provider_key
from largesse.rights.provider_keys.provider_key import Kind
from largesse.rights.provider_keys.secret import counter_link
from largesse.web.counter import routes
from largesse.web.edge import application
from largesse.web.parts import Parts


async def counter(clinic, web, provider="tea"):
    """Open a counter of a provider's at the clinic's place; another's stands nowhere."""
    ask = GiveProviderKey(
        key=clinic.key(),
        provider=clinic.known[f"provider.{provider}"],
        kind=Kind.COUNTER,
        name="前台",
        place=clinic.place if provider == "tea" else None,
    )
    given = await give_provider_key(ask, actor=clinic.who("operator"), work=clinic.work)
    link = counter_link(given.slug, given.provider_key)
    assert (await web.get(link[link.index("/counter") :])).status_code == 200


async def test_a_bookings_code_is_read_at_the_counter_checked_in_and_served(clinic):
    _, _, booking = await clinic.booked(clinic.at(9))
    code = pass_of(booking)
    transport = httpx.ASGITransport(application(routes(Parts(clinic.work))))
    async with httpx.AsyncClient(transport=transport, base_url="http://c", follow_redirects=True) as web:
        await counter(clinic, web)
        await counter(clinic, web, "lounge")
        seen = await web.post("/counter/tea", data={"key": "a", "code": f"{code.lower()}\r\n"})
        for words in ("这是预约码", "王*", "09:00–", "李医生", "陆家嘴健康中心", "已预约，尚未签到"):
            assert words in seen.text
        form = {"key": "b", "code": code, "act": "check_in"}
        early = await web.post("/counter/tea", data=form)
        assert (early.status_code, await clinic.state(booking)) == (422, "booked")
        assert "预约开始前 2 小时起可以签到" in early.text
        await clinic.shift(booking, clinic.at(9) - now())
        stranger = await web.post("/counter/lounge", data=form)
        assert (stranger.status_code, await clinic.state(booking)) == (404, "booked")
        assert 'value="arrived"' in (await web.post("/counter/tea", data=form)).text
        assert "服务中" in (await web.post("/counter/tea", data=form | {"key": "c", "act": "arrived"})).text
        assert await clinic.state(booking) == "arrived"
        forged = re.sub(r".$", lambda end: "0" if end[0] != "0" else "1", code)
        assert (await web.get("/counter/tea", params={"c": forged})).status_code == 422
