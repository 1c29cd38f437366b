"""An administrator sets channels up; messages go out by them, once, or fail where somebody sees it."""

import asyncio
import os
import secrets
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from redis.asyncio import Redis
from tests.kit import ready
from tests.kit.acts import accepted, acts_that_hold
from tests.kit.bank_app import BankApp
from tests.kit.faces import Asker
from tests.kit.post import gateway_server, mail_server
from tests.kit.production import in_production
from tests.kit.waiting import eventually_here
from tests.kit.waits import waits_of

from largesse.app import App
from largesse.audience.entering.code import CodesNotSent, RequestCode, request_code
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.notices.channel import Channel
from largesse.notices.channels.channels import (
    ChannelChanged,
    ChannelKept,
    ChannelUnset,
    ChannelUntested,
    PasswordAgain,
)
from largesse.notices.channels.set_up import CarryByHttp, CarryBySmtp, carry_by_http, carry_by_smtp
from largesse.notices.channels.switch import (
    DisableChannel,
    EnableChannel,
    disable_channel,
    enable_channel,
)
from largesse.notices.channels.try_channel import TryChannel, try_channel
from largesse.store.extending import hookimpl
from largesse.web.readiness import Readiness

MOBILE, SECRET = "13600000000", "a secret of some length"
MESSAGES = "select state, why from notices_message order by at, id"
TRIED = "select state, attempts from store_delivery where handler = 'notices.send_wanted'"
DUE = "update store_delivery set due_at = now() where state = 'due'"


class Admin:
    """An administrator's acts on channels."""

    def __init__(self, house):
        self.house = house
        self.actor = house.staff(roles=("admin",))

    async def sets_http(self, url, *, version=0, channel="sms", **more):
        ask = CarryByHttp(channel=channel, url=url, version=version, **({"secret": SECRET} | more))
        return await carry_by_http(ask, actor=self.actor, work=self.house.work)

    async def sets_smtp(self, port, *, version=0, **more):
        known = {"host": "127.0.0.1", "encryption": "none", "sender": "gifts@bank.example"}
        ask = CarryBySmtp(channel="email", port=port, version=version, **(known | more))
        return await carry_by_smtp(ask, actor=self.actor, work=self.house.work)

    async def tests(self, to=MOBILE, channel="sms"):
        ask = TryChannel(channel=channel, to=to)
        return await try_channel(ask, actor=self.actor, work=self.house.work)

    async def enables(self, channel="sms"):
        ask = EnableChannel(key=secrets.token_hex(8), channel=channel)
        return await enable_channel(ask, actor=self.actor, work=self.house.work)

    async def disables(self, channel="sms"):
        ask = DisableChannel(key=secrets.token_hex(8), channel=channel)
        return await disable_channel(ask, actor=self.actor, work=self.house.work)

    async def opens(self, url):
        """Set up, test and enable the channel of codes."""
        await self.sets_http(url)
        assert (await self.tests()).ok
        await self.enables()


@pytest.fixture
def admin(house):
    return Admin(house)


@pytest.fixture
def production():
    """Turn this process into one of production whose gateways may lie on this machine."""
    return partial(in_production, EGRESS_INSIDE="127.0.0.0/8")


async def wants_code(house):
    await request_code(RequestCode(MOBILE), work=house.work)


async def test_a_code_goes_out_by_the_gateway_that_was_set_up_tested_and_enabled(house, admin):
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        await wants_code(house)
        await house.drain()
    test, message = (one.said for one in gateway.taken)
    assert test["template"] == "notices.test"
    assert (message["channel"], message["to"]) == ("sms", MOBILE)
    assert await house.rows(MESSAGES) == [{"state": "sent", "why": ""}]


async def test_an_e_mail_server_is_tested_with_a_message_in_the_testers_language(house, admin):
    async with mail_server() as server:
        await admin.sets_smtp(server.port, sender_name="乐赠")
        asker = Asker(house.work, admin.actor, locale="en")
        document = """mutation($ask: TestChannelAsk!) { testChannel(ask: $ask) {
          ... on ChannelTested { ok message channel { state testOk actions } } } }"""
        ask = {"channel": "email", "to": "fang@bank.example"}
        tried = (await asker.asks(document, ask=ask))["testChannel"]
    [mail] = server.mails
    assert mail["Subject"] == "[Largesse Private Bank] Test message"
    assert (tried["ok"], tried["message"]) == (True, "")
    assert tried["channel"] == {
        "state": "disabled",
        "testOk": True,
        "actions": ["set_up", "test", "enable"],
    }


async def test_a_test_that_fails_says_why_in_the_readers_language(house, admin):
    async with mail_server(to_recipient="550 5.1.1 <fang@bank.example> nobody of that name") as server:
        await admin.sets_smtp(server.port)
        tried = await admin.tests("fang@bank.example", "email")
    assert not tried.ok
    document = "{ messageChannels { channel testOk testMessage } }"
    for locale, words in (
        ("zh-CN", "收件人被拒收，对方答复：550 5.1.1"),
        ("en", "The recipient was refused: 550 5.1.1"),
    ):
        shown = await Asker(house.work, admin.actor, locale=locale).asks(document)
        [email] = [one for one in shown["messageChannels"] if one["channel"] == "email"]
        assert email["testOk"] is False
        assert email["testMessage"].startswith(words)
        assert "fang@" not in email["testMessage"]
    with pytest.raises(ChannelUntested):
        await admin.enables("email")


async def test_what_is_changed_is_tested_again_before_it_carries(house, admin):
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        await admin.sets_http(gateway.address, version=1, secret="")
        with pytest.raises(ChannelUntested):
            await admin.enables()
        await wants_code(house)
        await house.drain()
        assert [row["state"] for row in await house.rows(MESSAGES)] == ["in_tray"]
        assert (await admin.tests()).ok
        await admin.enables()
    assert len(gateway.taken) == 2


async def test_a_failed_test_leaves_an_enabled_channel_as_it_is(house, admin):
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        gateway.answers.append("500 Internal Server Error")
        assert not (await admin.tests()).ok
    assert await house.value("select state from notices_channel") == "enabled"


async def test_of_two_who_set_a_channel_up_the_second_looks_again(house, admin):
    tries = (admin.sets_http(f"https://gateway{n}.bank.example/") for n in range(3))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(isinstance(one, ChannelChanged) for one in outcomes) == [False, True, True]
    with pytest.raises(ChannelChanged):
        await admin.sets_http("https://late.bank.example/", version=7)


async def test_secrets_stand_in_clear_nowhere_and_no_answer_has_them(house, admin):
    await admin.sets_http("https://gateway.bank.example/")
    await admin.sets_smtp(25, user="gifts", password="pass-w0rd-of-mail")
    shown = await Asker(house.work, admin.actor).asks(
        "{ messageChannels { channel user url hasSecret publicKey } }"
    )
    assert [one["hasSecret"] for one in shown["messageChannels"]] == [True, True]
    for table in ("notices_channel", "store_audit", "store_receipt", "store_outbox"):
        rows = str(await house.rows(f"select * from {table}"))
        assert SECRET not in rows
        assert "pass-w0rd-of-mail" not in rows
    asks = (
        CarryByHttp(channel="sms", url="u", secret=SECRET, version=0),
        CarryBySmtp(channel="email", host="h", sender="s", password=SECRET, version=0),
    )
    assert [SECRET in repr(ask) for ask in asks] == [False, False]


async def test_a_kept_password_goes_to_no_other_server(house, admin):
    async with mail_server(password="s3cret") as server, mail_server(password="s3cret") as other:
        await admin.sets_smtp(server.port, user="gifts", password="s3cret")
        await admin.sets_smtp(server.port, user="gifts", sender_name="乐赠", version=1)
        assert (await admin.tests("fang@bank.example", "email")).ok
        for changes in ({"port": other.port}, {"user": "other"}, {"host": "localhost"}):
            known = {"port": server.port, "user": "gifts"} | changes
            with pytest.raises(PasswordAgain):
                await admin.sets_smtp(known.pop("port"), version=2, **known)
        await admin.sets_smtp(other.port, user="gifts", password="s3cret", version=2)
        assert (await admin.tests("fang@bank.example", "email")).ok
    assert (server.signed_in, other.signed_in) == (["gifts"], ["gifts"])


async def test_a_key_pair_is_kept_until_a_fresh_one_is_asked_for(house, admin):
    key = "select settings->>'public_key' from notices_channel"
    url = "https://gateway.bank.example/"
    await admin.sets_http(url, signing="ed25519")
    first = await house.value(key)
    assert first.startswith("-----BEGIN PUBLIC KEY-----")
    await admin.sets_http(f"{url}send", signing="ed25519", version=1)
    assert await house.value(key) == first
    await admin.sets_http(url, signing="ed25519", fresh_key=True, version=2)
    assert await house.value(key) != first
    with pytest.raises(Malformed) as refused:
        await admin.sets_http(url, secret="", version=3)
    assert refused.value.path == "secret"


async def test_a_message_that_is_refused_for_good_fails_in_sight_and_is_not_sent_again(house, admin):
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        gateway.answers.append("400 Bad Request")
        await wants_code(house)
        await house.drain()
    assert len(gateway.taken) == 2
    assert await house.rows(TRIED) == [{"state": "done", "attempts": 1}]
    async with house.work.read() as read:
        assert await waits_of(read, admin.actor) == {"message": 1}
    shown = await Asker(house.work, admin.actor, locale="en").asks(
        '{ messages(state: "failed") { edges { node { state why } } } }'
    )
    [edge] = shown["messages"]["edges"]
    assert edge["node"] == {"state": "failed", "why": "The message was refused: HTTP 400"}
    with time_machine.travel(now() + timedelta(days=2)):
        async with house.work.read() as read:
            assert await waits_of(read, admin.actor) == {}


async def test_a_busy_gateway_is_asked_again_when_it_says_and_gets_the_same_message(house, admin):
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        gateway.answers += ["429 Too Many Requests\r\nRetry-After: 30", "503 Service Unavailable"]
        await wants_code(house)
        await house.drain(rounds_max=1)
        [message] = await house.rows(MESSAGES)
        assert (message["state"], "HTTP 429" in message["why"]) == ("waiting", True)
        assert await house.rows(TRIED) == [{"state": "due", "attempts": 0}]
        wait_s = await house.value("select extract(epoch from due_at - now())::int from store_delivery")
        assert 20 <= wait_s <= 30
        for _ in range(2):
            await house.run(DUE)
            await house.drain(rounds_max=1)
    _test, first, second, third = (one.headers["idempotency-key"] for one in gateway.taken)
    assert first == second == third
    assert await house.rows(MESSAGES) == [{"state": "sent", "why": ""}]


async def test_a_code_that_no_longer_opens_is_not_sent_late(house, admin):
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        gateway.answers.append("503 Service Unavailable")
        await wants_code(house)
        await house.drain(rounds_max=1)
        await house.run(DUE)
        with time_machine.travel(now() + timedelta(minutes=6)):
            await house.drain(rounds_max=1)
    assert len(gateway.taken) == 2
    [message] = await house.rows(MESSAGES)
    assert (message["state"], "HTTP 503" in message["why"]) == ("failed", True)
    assert [row["state"] for row in await house.rows(TRIED)] == ["done"]


@pytest.mark.slow
async def test_a_worker_killed_between_carrying_and_noting_sends_the_same_id_again(house, admin):
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        gateway.answers.append("silence")
        gateway.arrived.clear()
        await wants_code(house)
        env = os.environ | {
            "LARGESSE_DATABASE_URL": house.dsn,
            "LARGESSE_REDIS_URL": house.redis_dsn,
            "LARGESSE_LEASE_S": "1",
        }
        worker = ready.start("worker", env=env)
        async with asyncio.timeout(60):
            await gateway.arrived.wait()
        worker.kill()
        worker.wait()

        async def sent():
            await house.drain(rounds_max=1)
            return await house.rows(MESSAGES) == [{"state": "sent", "why": ""}]

        await eventually_here(sent)
    _test, lost, again = gateway.taken
    assert lost.body == again.body
    assert lost.headers["idempotency-key"] == again.headers["idempotency-key"]


async def test_in_production_nobody_is_asked_for_a_code_that_cannot_come(house, admin, production):
    with production():
        for mobile in (MOBILE, "13900010001", "no number"):
            with pytest.raises(CodesNotSent):
                await request_code(RequestCode(mobile), work=house.work)
        assert await house.value("select count(*) from audience_code") == 0
        async with house.work.read() as read:
            assert await waits_of(read, admin.actor) == {"channel": 1}
    async with house.work.read() as read:
        assert await waits_of(read, admin.actor) == {}


async def test_in_production_without_a_channel_for_codes_the_house_is_ready_and_warns(house, production):
    redis = Redis.from_url(house.redis_dsn)
    with production():
        found = await Readiness(house.work, redis).look()
        assert [one.partition(":")[0] for one in found.warnings] == ["codes"]
        house.work = App(extensions=[Own()]).work
        assert (await Readiness(house.work, redis).look()).warnings == []
    assert (await Readiness(house.work, redis).look()).warnings == []
    await redis.aclose()


async def test_a_bank_whose_clients_come_in_by_its_app_misses_no_codes_until_it_sets_a_channel_up(
    house, admin, production
):
    async def missed():
        async with house.work.read() as read:
            return await waits_of(read, admin.actor)

    with production():
        assert await missed() == {"channel": 1}
        await BankApp().registered(house.work)
        assert await missed() == {}
        await admin.sets_http("https://gateway.example/")
        assert await missed() == {"channel": 1}


async def test_in_production_the_tray_takes_nothing_and_a_channel_that_is_enabled_does(
    house, admin, production
):
    await wants_code(house)
    with production():
        await house.drain(rounds_max=1)
        [message] = await house.rows(MESSAGES)
        assert (message["state"], message["why"].split()[0]) == ("waiting", "notices.nobody_carries")
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        await house.run("update audience_code set created_at = created_at - interval '2 minutes'")
        with production():
            await wants_code(house)
            await house.run(DUE)
            await house.drain()
            await admin.disables()
            with pytest.raises(CodesNotSent):
                await wants_code(house)
    assert [row["state"] for row in await house.rows(MESSAGES)] == ["sent", "sent"]


class Own:
    """A bank's own way for text messages."""

    def __init__(self):
        self.sent = []

    @hookimpl
    def channels(self):
        async def send(message):
            self.sent.append(message.id)

        return [Channel("sms", send, str)]


async def test_an_extension_comes_before_what_was_set_up_and_leaves_nothing_to_set_up(
    house, admin, production
):
    async with gateway_server() as gateway:
        await admin.opens(gateway.address)
        own = Own()
        house.work = App(extensions=[own]).work
        with production():
            await wants_code(house)
            await house.drain()
    assert (len(own.sent), len(gateway.taken)) == (1, 1)
    for refused in (admin.sets_http("https://gateway.bank.example/", version=1), admin.tests()):
        with pytest.raises(ChannelKept):
            await refused
    shown = await Asker(house.work, admin.actor).asks("{ messageChannels { channel carriedBy actions } }")
    assert shown["messageChannels"][0] == {"channel": "sms", "carriedBy": "extension", "actions": []}


async def test_what_does_not_fit_is_told_by_its_field(admin):
    with pytest.raises(ChannelUnset):
        await admin.tests()
    with pytest.raises(ChannelUnset):
        await admin.enables()
    for refused, path in (
        (admin.sets_http("https://a.example/", channel="pigeon"), "channel"),
        (admin.sets_smtp(25, encryption="ssl"), "encryption"),
        (admin.sets_http("https://a.example/", signing="md5"), "signing"),
        (admin.tests("12345"), "to"),
        (admin.tests("nobody", "email"), "to"),
    ):
        with pytest.raises(Malformed) as no:
            await refused
        assert no.value.path == path


async def test_only_an_administrator_sets_channels_up(house, admin):
    await admin.sets_http("https://gateway.bank.example/")
    admin.actor = house.staff(roles=("operator", "auditor", "designer"))
    for refused in (admin.sets_http("https://a.example/", version=1), admin.tests(), admin.enables()):
        with pytest.raises(NotAllowed):
            await refused


async def test_what_a_channel_allows_is_what_it_takes(house, admin):
    asker = Asker(house.work, admin.actor)
    async with gateway_server() as gateway:

        async def served(channel):
            shown = await asker.asks("{ messageChannels { channel actions } }")
            return next(one["actions"] for one in shown["messageChannels"] if one["channel"] == channel)

        async def sets(channel):
            version = await house.value("select version from notices_channel where channel = $1", channel)
            ask = {"channel": channel, "url": gateway.address, "secret": SECRET, "version": version or 0}
            return await accepted(asker, "carryByHttp", **ask)

        def switch(mutation):
            return lambda channel: accepted(asker, mutation, key=secrets.token_hex(8), channel=channel)

        tries = {
            "set_up": sets,
            "test": lambda channel: accepted(asker, "testChannel", channel=channel, to=MOBILE),
            "enable": switch("enableChannel"),
            "disable": switch("disableChannel"),
        }

        async def fresh():
            version = await house.value("select version from notices_channel")
            await admin.sets_http(gateway.address, version=version or 0)
            return "sms"

        async def tested():
            await fresh()
            await admin.tests()
            return "sms"

        held = {"set_up", "test"}
        assert await served("email") == ["set_up"]
        assert set(await served(await fresh())) == held
        assert await acts_that_hold(tested, served, {k: tries[k] for k in ("set_up", "test", "enable")}) == {
            *held,
            "enable",
        }
        await tested()
        await admin.enables()
        assert set(await served("sms")) == {*held, "disable"}
        assert await tries["disable"]("sms")
