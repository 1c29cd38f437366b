"""Signed callbacks over real HTTP: kept raw, proved, told once."""

import asyncio
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime

import httpx
import pytest
import uvicorn
from tests.kit.lounge import LOUNGE, lounge_config, plugged_in
from tests.kit.ports import free_port
from tests.kit.waiting import eventually_here

from largesse.kernel.actor import SYSTEM
from largesse.plugging.callbacks import receive
from largesse.plugging.callbacks.receive import EVENT_TOPIC
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.plugging.installations.configure import ConfigurePlugin, configure_plugin
from largesse.plugging.processes.rate_limit import RateLimit
from largesse.web.callbacks import routes
from largesse.web.edge import application
from largesse.web.parts import Parts


@pytest.fixture
async def platform(house):
    """The callback face, listening; gives the invoker and its address."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    invoker = Invoker(house.work, callback_base=base)
    house.lend(INVOKER.of(invoker))
    app = application(routes(Parts(house.work)))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    await eventually_here(lambda: server.started or serving.done())
    yield invoker, base
    server.should_exit = True
    await serving
    await invoker.close()


@pytest.fixture
async def lounge(house, platform, supplier):
    """The lounge, which calls back to the listening platform."""
    return await plugged_in(house.work, platform[0], LOUNGE, lounge_config(supplier))


async def events(house):
    """Give what the house was told by the provider."""
    return await house.rows("select payload from store_outbox where topic = $1 order by id", EVENT_TOPIC)


async def callbacks(house):
    """Give the callbacks that were kept, oldest first."""
    return await house.rows("select state, body, reason from plugging_callback order by id")


async def settled(house, count):
    """Wait until so many callbacks were settled."""

    async def enough():
        kept = await callbacks(house)
        return kept if sum(one["state"] != "received" for one in kept) >= count else None

    return await eventually_here(enough)


async def used(lounge, supplier, order="ord_1"):
    """Order a visit and let the guest in."""
    issued = await lounge.issue("key-1", order)
    supplier.let_in(issued.data["vouchers"][0]["code"])
    return issued


async def test_a_visit_at_the_desk_is_told_to_the_house_once(house, lounge, supplier):
    issued = await used(lounge, supplier)
    (kept,) = await settled(house, 1)
    (event,) = await events(house)
    assert kept["state"] == "accepted"
    told = event["payload"]
    assert (told["kind"], told["order_ref"]) == ("used", "ord_1")
    assert told["provider_ref"] == issued.data["provider_ref"]
    assert told["installation"] == str(lounge.installation)


async def test_a_callback_sent_twice_is_one_event(house, lounge, supplier):
    supplier.arm(duplicate_callback=1)
    await used(lounge, supplier)
    kept = await settled(house, 2)
    assert [one["state"] for one in kept] == ["accepted", "duplicate"]
    assert kept[0]["body"] == kept[1]["body"]
    assert len(await events(house)) == 1


def signed(supplier, body: bytes, at: int) -> dict[str, str]:
    mark = hmac.new(supplier.partner["callback_secret"].encode(), f"{at}.".encode() + body, hashlib.sha256)
    return {"x-lounge-signature": f"t={at},v1={mark.hexdigest()}"}


def body_of(event="evt_1", kind="order.used", at="2026-01-02T03:04:05+00:00"):
    order = {"order_no": "LG1", "partner_order": "ord_1", "place": "PVG-T2-A", "price_fen": 12000}
    return json.dumps({"event_id": event, "kind": kind, "at": at, "order": order}).encode()


async def sent(platform, lounge, body, headers, *, path="lounge", peer="127.0.0.1"):
    way = httpx.AsyncHTTPTransport(local_address=peer)
    async with httpx.AsyncClient(trust_env=False, transport=way) as client:
        url = f"{platform[1]}/callbacks/{lounge.installation}/{path}"
        return await client.post(url, content=body, headers=headers)


async def send(*args, **more):
    return (await sent(*args, **more)).status_code


async def test_a_changed_body_a_wrong_key_or_an_old_time_is_refused_and_kept(
    house, lounge, supplier, platform
):
    now = int(time.time())
    good = signed(supplier, body_of(), now)
    assert await send(platform, lounge, body_of("evt_2"), good) == 401
    assert await send(platform, lounge, body_of(), {"x-lounge-signature": f"t={now},v1=00"}) == 401
    assert await send(platform, lounge, body_of(), {}) == 401
    assert await send(platform, lounge, body_of(), signed(supplier, body_of(), now - 3600)) == 401
    assert [one["state"] for one in await callbacks(house)] == ["rejected"] * 4
    assert await events(house) == []
    assert await send(platform, lounge, body_of(), good) == 200


async def test_a_kind_that_nobody_knows_is_told_as_unknown(house, lounge, supplier, platform):
    body = body_of(kind="order.teleported")
    assert await send(platform, lounge, body, signed(supplier, body, int(time.time()))) == 200
    (event,) = await events(house)
    assert event["payload"]["kind"] == "unknown"


async def test_racing_copies_of_one_callback_are_one_event(house, lounge, supplier, platform):
    body = body_of()
    headers = signed(supplier, body, int(time.time()))
    codes = await asyncio.gather(*[send(platform, lounge, body, headers) for _ in range(8)])
    assert codes == [200] * 8
    assert len(await events(house)) == 1


async def test_a_path_that_the_manifest_does_not_name_is_not_there(lounge, supplier, platform):
    body = body_of()
    headers = signed(supplier, body, int(time.time()))
    assert await send(platform, lounge, body, headers, path="other") == 404


async def test_who_is_switched_off_or_being_set_up_is_sent_it_again_later(house, lounge, supplier, platform):
    turn = "update plugging_installation set state = $1"
    body = body_of()
    headers = signed(supplier, body, int(time.time()))
    for state in ("consented", "configured", "tested", "suspended", "disabled"):
        await house.run(turn, state)
        away = await sent(platform, lounge, body, headers)
        assert (away.status_code, away.headers["retry-after"]) == (503, "60")
    assert await send(platform, lounge, body, headers, path="other") == 404
    assert await callbacks(house) == []
    asked = await lounge.issue("key-1")
    assert (asked.outcome, asked.code) == ("failed", "plugging.not_enabled")
    await house.run(turn, "enabled")
    assert await send(platform, lounge, body, headers) == 200
    await house.run(turn, "uninstalled")
    assert await send(platform, lounge, body, headers) == 404


async def test_a_time_without_an_offset_is_asked_for_again_and_the_same_event_with_one_is_told(
    house, lounge, supplier, platform
):
    local, offset = body_of(at="2026-11-29T16:49:33"), body_of(at="2026-11-29T16:49:33+08:00")
    again = await sent(platform, lounge, local, signed(supplier, local, int(time.time())))
    assert again.status_code == 503
    assert int(again.headers["retry-after"]) >= 1
    assert await events(house) == []
    assert await send(platform, lounge, offset, signed(supplier, offset, int(time.time()))) == 200
    (event,) = await events(house)
    assert datetime.fromisoformat(event["payload"]["at"]) == datetime(2026, 11, 29, 8, 49, 33, tzinfo=UTC)
    assert [one["state"] for one in await callbacks(house)] == ["unavailable", "accepted"]


MANY = """
class Trial(Fair):
    async def verify_callback(self, ctx, raw):
        return Verified(event_id=raw.headers["x-event"], scheme="none", signed_at=await ctx.host.now())

    async def parse_callback(self, ctx, verified, raw):
        at = await ctx.host.now()
        return tuple(ProviderEvent(provider_ref=f"P{n}", at=at, kind="used") for n in range(int(raw.body)))
"""


async def test_no_event_of_a_callback_is_lost_behind_a_yes(house, platform, workshop):
    trial = await plugged_in(house.work, platform[0], workshop.write(MANY), {"url": "", "token": ""})

    async def send_many(count, event):
        return await send(platform, trial, b"%d" % count, {"x-event": event}, path="trial")

    assert await send_many(101, "evt") == 503
    assert await events(house) == []
    assert await send_many(100, "evt") == 200
    assert len(await events(house)) == 100
    for end in ("a", "b"):
        assert await send_many(1, "x" * 300 + end) == 200
    assert len(await events(house)) == 102


RESULT = """
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Attendance):
    result: str = ""


class Trial(Fair):
    async def verify_callback(self, ctx, raw):
        return Verified(event_id="evt", scheme="none", signed_at=await ctx.host.now())

    async def parse_callback(self, ctx, verified, raw):
        came = Report(state="attended") if raw.body == b"result" else Attendance(state="attended")
        return (ProviderEvent(provider_ref="P", at=await ctx.host.now(), kind="attendance", attendance=came),)
"""


async def test_a_field_that_could_carry_a_medical_result_is_not_taken(house, platform, workshop):
    trial = await plugged_in(house.work, platform[0], workshop.write(RESULT), {"url": "", "token": ""})
    assert await send(platform, trial, b"result", {}, path="trial") == 503
    assert await events(house) == []
    assert await send(platform, trial, b"came", {}, path="trial") == 200
    (event,) = await events(house)
    assert event["payload"]["attendance"] == {"state": "attended", "items": [], "top_up": None}


async def test_a_callback_that_cannot_be_checked_now_is_asked_for_again(house, lounge, supplier, platform):
    body = body_of()
    headers = signed(supplier, body, int(time.time()))
    await house.run("update plugging_version set digest = digest || 'x'")
    await lounge.invoker.children.stop(lounge.installation)
    assert await send(platform, lounge, body, headers) == 503
    (kept,) = await callbacks(house)
    assert (kept["state"], kept["body"]) == ("unavailable", body)
    await house.run("update plugging_version set digest = rtrim(digest, 'x')")
    assert await send(platform, lounge, body, headers) == 200
    assert len(await events(house)) == 1


async def test_a_body_that_is_too_large_is_refused_before_anybody_reads_it(house, lounge, platform):
    assert await send(platform, lounge, b"x" * (256 * 1024 + 1), {}) == 413
    assert await callbacks(house) == []


async def test_a_stranger_who_floods_is_turned_away_unkept_and_takes_no_providers_place(
    house, lounge, supplier, platform
):
    platform[0].refused_rate = RateLimit(per_s=0.0, burst=20.0)  # however long the thirty take
    codes = [await send(platform, lounge, b"x", {}, peer="127.0.0.9") for _ in range(30)]
    assert set(codes[:20]) == {401}
    assert codes[-1] == 429
    assert len(await callbacks(house)) == codes.count(401) < 30
    body = body_of()
    assert await send(platform, lounge, body, signed(supplier, body, int(time.time()))) == 200


async def test_of_what_was_refused_only_the_newest_is_kept(house, lounge, supplier, platform, monkeypatch):
    monkeypatch.setattr(receive, "KEPT_REFUSED", 2)
    good = body_of()
    assert await send(platform, lounge, good, signed(supplier, good, int(time.time()))) == 200
    for n in range(4):
        assert await send(platform, lounge, b"%d" % n, {}) == 401
    await receive.forget_refused(house.work)
    assert [one["body"] for one in await callbacks(house)] == [good, b"2", b"3"]


OWN_ANSWER = """
class Trial(Fair):
    async def verify_callback(self, ctx, raw):
        return Verified(event_id=raw.body.decode(), scheme="none", signed_at=await ctx.host.now())

    async def ack(self, ctx, ok):
        headers = {"Content-Type": ctx.config["url"], "Set-Cookie": "lg_staff=x", "Location": "https://elsewhere.example"}
        return RawResponse(status=int(ctx.config["status"]), headers=headers, body=b"<script>1</script>")
"""


async def test_a_plugin_answers_in_words_and_sets_no_cookie_page_or_redirect(house, platform, workshop):
    words = b"<script>1</script>"
    cases = [
        ("200", "text/plain; charset=utf-8", words),
        ("200", "text/html", b""),
        ("302", "text/plain", b""),
    ]
    folder = workshop.write(OWN_ANSWER)
    trial = await plugged_in(house.work, platform[0], folder, {"url": "", "status": ""})
    async with httpx.AsyncClient(trust_env=False) as client:
        for n, (status, kind, body) in enumerate(cases):
            config = ConfigurePlugin(
                key=f"c{n}", installation=trial.installation, config={"url": kind, "status": status}
            )
            await configure_plugin(config, actor=SYSTEM, work=house.work)
            await house.run("update plugging_installation set state = 'enabled', tested_config = config")
            url = f"{platform[1]}/callbacks/{trial.installation}/trial"
            answer = await client.post(url, content=b"evt_%d" % n)
            assert (answer.status_code, answer.content) == (200, body)
            assert not {"set-cookie", "location"} & set(answer.headers)
            assert answer.headers.get("content-type", "text/plain").startswith("text/plain")
            if body:
                assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
