"""Clients come in by the app's link or by mobile and code; everybody else gets the same calm answer."""

import asyncio
import base64
import re

import pytest
from joserfc.jwk import ECKey, OctKey
from structlog.testing import capture_logs
from tests.kit.bank_app import BankApp

from largesse.audience.clients.block import BlockClient, block_client
from largesse.audience.entering import demo_app
from largesse.audience.entering.code import (
    CodeSent,
    CodeSpent,
    CodeTooSoon,
    CodeWrong,
    ConfirmCode,
    RequestCode,
    confirm_code,
    request_code,
)
from largesse.audience.entering.enter import (
    ContactAdviser,
    DemoOnly,
    EnterAsDemoClient,
    enter_as_demo_client,
    leave,
)
from largesse.audience.entering.launch import SKEW_S, LaunchTokenRefused, exchange_launch_token
from largesse.identity.sessions.sessions import actor_of, end_sessions
from largesse.kernel import settings as kernel_settings
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.settings import settings
from largesse.store.sealing import open_sealed

SLUG = "mid-autumn"
WANG, WANGS_MOBILE = "C80001", "13900010001"


@pytest.fixture
async def app(bank):
    """A bank's app with a key of its own, registered here."""
    registered = await BankApp().registered(bank.work)

    def mint(signed_by=None, alg="ES256", **changes):
        return registered.signs(changes.pop("sub", WANG), by=signed_by, head={"alg": alg}, **changes)

    return mint


async def test_a_signed_link_opens_the_clients_own_session_once(bank, app):
    link = app(act=SLUG)
    token = await exchange_launch_token(bank.work, SLUG, link)
    actor = await actor_of(bank.work, token)
    assert (actor.kind, actor.id) == ("client", bank.client("wang"))
    with pytest.raises(LaunchTokenRefused, match="used"):
        await exchange_launch_token(bank.work, SLUG, link)
    await leave(token, work=bank.work)
    assert await actor_of(bank.work, token) is None


async def test_of_many_who_follow_one_link_at_once_one_gets_in(bank, app):
    link = app()
    tries = (exchange_launch_token(bank.work, SLUG, link) for _ in range(6))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, str) for one in outcomes) == 1


def soon(seconds):
    return int(now().timestamp()) + seconds


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"act": "another"}, "page"),
        ({"act": [SLUG]}, "page"),
        ({"sub": "C80001\0"}, "claims"),
        ({"jti": "\0" * 16}, "claims"),
        ({"aud": "largesse:console"}, "audience"),
        ({"iss": "stranger"}, "issuer"),
        ({"exp": soon(-60)}, "time"),
        ({"exp": soon(86_400)}, "time"),
        ({"exp": None}, "claims"),
        ({"nbf": soon(86_400)}, "time"),
        ({"iat": soon(86_400)}, "time"),
        ({"nbf": "tomorrow"}, "claims"),
        ({"iat": True}, "claims"),
        ({"exp": True}, "claims"),
        ({"exp": "never"}, "claims"),
        ({"jti": None}, "claims"),
        ({"jti": "short"}, "claims"),
        ({"signed_by": ECKey.generate_key("P-256")}, "signature"),
        ({"signed_by": OctKey.generate_key(256), "alg": "HS256"}, "signature"),
    ],
)
async def test_a_link_that_is_not_quite_right_opens_nothing(bank, app, changes, why):
    with pytest.raises(LaunchTokenRefused, match=why):
        await exchange_launch_token(bank.work, SLUG, app(**changes))
    assert await exchange_launch_token(bank.work, SLUG, app())


@pytest.mark.parametrize("claim", ["nbf", "iat"])
async def test_a_link_holds_from_the_second_it_names_and_clocks_may_differ_a_little(bank, app, claim):
    for seconds in (-60, 0, SKEW_S - 10):
        assert await exchange_launch_token(bank.work, SLUG, app(**{claim: soon(seconds)}))


async def test_a_link_that_says_it_needs_no_signature_opens_nothing(bank, app):
    _, claims, _ = app().split(".")
    for head in ('{"alg":"none"}', '{"alg":"None","typ":"JWT"}'):
        with pytest.raises(LaunchTokenRefused, match=r"form|signature"):
            await exchange_launch_token(bank.work, SLUG, f"{part(head)}.{claims}.")


def part(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


HEAD, NUL = part('{"alg":"ES256"}'), r'{"iss":"a\u0000"}'


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        "x" * 5_000,
        "e30.e30.",
        f"{HEAD}.{part('[' * 2_000)}.eA",
        f"{HEAD}.{part(NUL)}.eA",
    ],
    ids=["nothing", "a letter", "no JSON", "too long", "no claims", "nested", "a NUL"],
)
async def test_rubbish_is_no_link(bank, token):
    with pytest.raises(LaunchTokenRefused):
        await exchange_launch_token(bank.work, SLUG, token)


async def test_unknown_and_blocked_clients_are_sent_to_the_adviser(bank, app):
    with pytest.raises(ContactAdviser):
        await exchange_launch_token(bank.work, SLUG, app(sub="C99999"))
    token = await exchange_launch_token(bank.work, SLUG, app())
    ask = BlockClient(key="b", client=bank.client("wang"), blocked=True, reason="风险名单")
    await block_client(ask, actor=bank.who("operator"), work=bank.work)
    assert await actor_of(bank.work, token) is None
    with pytest.raises(ContactAdviser):
        await exchange_launch_token(bank.work, SLUG, app())
    with pytest.raises(ContactAdviser):
        await enter_as_demo_client(EnterAsDemoClient(bank.client("wang")), work=bank.work)


async def test_who_is_blocked_in_the_moment_of_entering_stays_out(bank, app):
    locked, link, wang = asyncio.Event(), app(), bank.client("wang")

    async def enters():
        await locked.wait()
        return await exchange_launch_token(bank.work, SLUG, link)

    entering = asyncio.create_task(enters())  # outside of the transaction that it is to meet
    async with bank.work.job() as tx:
        await tx.run("select 1 from audience_customer where id = $1 for update", wang)
        locked.set()
        await bank.house.until_blocked()
        await tx.run("update audience_customer set blocked = true where id = $1", wang)
        await end_sessions(tx, "client", [wang], "blocked")
    with pytest.raises(ContactAdviser):
        await entering


async def test_the_demos_app_mints_links_and_the_picker_works_in_the_demo_only(bank, monkeypatch):
    link = await demo_app.mint(bank.client("chen"), SLUG, work=bank.work)
    actor = await actor_of(bank.work, await exchange_launch_token(bank.work, SLUG, link))
    assert actor.id == bank.client("chen")
    token = await enter_as_demo_client(EnterAsDemoClient(bank.client("liu")), work=bank.work)
    assert (await actor_of(bank.work, token)).id == bank.client("liu")
    kernel_settings.settings.cache_clear()
    monkeypatch.setenv("LARGESSE_DEMO", "false")
    try:
        with pytest.raises(DemoOnly):
            await enter_as_demo_client(EnterAsDemoClient(bank.client("liu")), work=bank.work)
        with pytest.raises(DemoOnly):
            await demo_app.mint(bank.client("chen"), SLUG, work=bank.work)
    finally:
        monkeypatch.undo()
        kernel_settings.settings.cache_clear()


async def tray(bank):
    await bank.house.drain()
    rows = await bank.house.rows("select * from notices_message order by at, id")
    return [
        (row["recipient_hint"], open_sealed(row["body_sealed"], "notices.message").decode()) for row in rows
    ]


async def code_of(bank, mobile=WANGS_MOBILE):
    await request_code(RequestCode(mobile, "10.0.0.1", "zh-CN"), work=bank.work)
    return re.search(r"\d{6}", (await tray(bank))[-1][1])[0]


async def test_mobile_and_code_recognise_a_client(bank):
    code = await code_of(bank)
    token = await confirm_code(ConfirmCode("+86 139-0001-0001", code, "10.0.0.1"), work=bank.work)
    assert (await actor_of(bank.work, token)).id == bank.client("wang")
    with pytest.raises(CodeSpent):
        await confirm_code(ConfirmCode(WANGS_MOBILE, code, "10.0.0.1"), work=bank.work)


async def test_an_unknown_number_gets_the_same_answer_and_a_message_to_ask_the_adviser(bank):
    known = await request_code(RequestCode(WANGS_MOBILE, "10.0.0.1", "zh-CN"), work=bank.work)
    unknown = await request_code(RequestCode("13600000000", "10.0.0.1", "zh-CN"), work=bank.work)
    assert known == unknown
    (_, code), (hint, words) = await tray(bank)
    assert "验证码" in code
    assert hint == "136****0000"
    assert "客户经理" in words
    assert not re.search(r"\d{6}", words)
    with pytest.raises(CodeWrong):
        await confirm_code(ConfirmCode("13600000000", "000000", "10.0.0.1"), work=bank.work)


async def test_only_the_newest_code_of_a_number_opens_also_once_it_is_used(bank):
    older = await code_of(bank)
    await bank.house.run("update audience_code set created_at = created_at - interval '61 seconds'")
    newer = await code_of(bank)
    assert await confirm_code(ConfirmCode(WANGS_MOBILE, newer, "10.0.0.1"), work=bank.work)
    with pytest.raises(CodeSpent):
        await confirm_code(ConfirmCode(WANGS_MOBILE, older, "10.0.0.1"), work=bank.work)


async def test_five_wrong_tries_spend_a_code(bank):
    code = await code_of(bank)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    left = []
    for _ in range(4):
        with pytest.raises(CodeWrong) as refused:
            await confirm_code(ConfirmCode(WANGS_MOBILE, wrong, "10.0.0.1"), work=bank.work)
        left.append(refused.value.tries_left)
    assert left == [4, 3, 2, 1]
    for late in (wrong, code):
        with pytest.raises(CodeSpent):
            await confirm_code(ConfirmCode(WANGS_MOBILE, late, "10.0.0.1"), work=bank.work)


async def test_guesses_sent_at_once_spend_the_same_five_tries(bank):
    code = await code_of(bank)
    wrong = (f"{(int(code) + n) % 1_000_000:06d}" for n in range(1, 13))
    tries = (confirm_code(ConfirmCode(WANGS_MOBILE, one, "10.0.0.1"), work=bank.work) for one in wrong)
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(one.tries_left for one in ended if isinstance(one, CodeWrong)) == [1, 2, 3, 4]
    assert sum(isinstance(one, CodeSpent) for one in ended) == 8
    assert await bank.house.value("select tries_left from audience_code") == 0


async def test_codes_are_throttled_per_number_and_grow_old(bank):
    code = await code_of(bank)
    with pytest.raises(CodeTooSoon) as soon_again:
        await request_code(RequestCode(WANGS_MOBILE, "10.0.0.2", "zh-CN"), work=bank.work)
    assert soon_again.value.retry_at is not None
    await bank.house.run("update audience_code set expires_at = now()")
    with pytest.raises(CodeSpent):
        await confirm_code(ConfirmCode(WANGS_MOBILE, code, "10.0.0.1"), work=bank.work)
    for _ in range(4):
        await bank.house.run("update audience_code set created_at = created_at - interval '61 seconds'")
        await request_code(RequestCode(WANGS_MOBILE, "10.0.0.1", "zh-CN"), work=bank.work)
    await bank.house.run("update audience_code set created_at = created_at - interval '61 seconds'")
    with pytest.raises(CodeTooSoon):
        await request_code(RequestCode(WANGS_MOBILE, "10.0.0.1", "zh-CN"), work=bank.work)


SENT = """
insert into audience_code (id, number_index, code_hash, tries_left, address, known, created_at, expires_at)
select gen_random_uuid(), n::text, '', 0, '10.0.0.1', $2, now(), now() from generate_series(1, $1::int) n
"""


async def test_thousands_behind_one_address_of_a_carrier_still_get_their_codes(bank):
    await bank.house.run(SENT, settings().codes_hourly - 1, True)
    assert await request_code(RequestCode(WANGS_MOBILE, "10.0.0.1", "zh-CN"), work=bank.work)


async def test_the_house_sends_so_many_codes_an_hour_and_says_when_it_goes_on(bank):
    await bank.house.run(SENT, settings().codes_hourly, True)
    with pytest.raises(CodeTooSoon) as refused:
        await request_code(RequestCode(WANGS_MOBILE, "10.0.0.2", "zh-CN"), work=bank.work)
    assert refused.value.retry_at


async def test_codes_that_are_asked_for_at_once_are_counted_too(bank):
    async def asked_at_once(numbers):
        asks = (request_code(RequestCode(one, "10.0.0.1", "zh-CN"), work=bank.work) for one in numbers)
        ended = await asyncio.gather(*asks, return_exceptions=True)
        assert all(isinstance(one, CodeSent | CodeTooSoon) for one in ended)
        return sum(isinstance(one, CodeSent) for one in ended)

    assert await asked_at_once([WANGS_MOBILE] * 8) == 1
    await bank.house.run(SENT, settings().codes_hourly - 3, True)
    assert await asked_at_once([f"139000100{n:02}" for n in range(2, 12)]) == 2


async def test_a_flood_of_unknown_numbers_costs_no_client_his_code_and_is_told_nothing(bank):
    await bank.house.run(SENT, settings().strangers_hourly, False)
    with capture_logs() as lines:
        unknown = await request_code(RequestCode("13912345678", "10.0.0.1", "zh-CN"), work=bank.work)
    known = await request_code(RequestCode(WANGS_MOBILE, "10.0.0.1", "zh-CN"), work=bank.work)
    assert unknown == known
    assert [line["event"] for line in lines] == ["strangers_ceiling"]
    assert (await bank.house.topics()).count("audience.message_wanted.v1") == 1


async def test_the_code_stands_in_clear_nowhere(bank):
    code = await code_of(bank)
    for table in ("store_outbox", "store_audit", "audience_code", "notices_message", "store_delivery"):
        assert f'"{code}"' not in str(await bank.house.rows(f"select * from {table}")).replace("'", '"')


async def test_what_is_no_mobile_is_said_so(bank):
    with pytest.raises(Malformed):
        await request_code(RequestCode("12345", "10.0.0.1", "zh-CN"), work=bank.work)
