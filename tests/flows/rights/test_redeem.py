"""Using a right at a counter: once, by the one who holds it, and the money follows."""

import asyncio
import logging
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from tests.kit.faces import Asker

from largesse.kernel.errors import KeyReused
from largesse.rights.codes.code12 import with_check
from largesse.rights.entitlements.entitlement import AlreadyUsed, Lapsed, NotClaimed, NotYetValid
from largesse.rights.redemptions.opening import CodeMistyped, CodeUnknown, TokenStale
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.reverse_use import AlreadyReversed, ReverseUse, reverse_use
from largesse.rights.redemptions.tries import TooManyTries
from largesse.rights.redemptions.use import OtherProvider, ReferenceTaken


async def test_twelve_digits_and_the_phone_use_a_right_once_and_settlement_hears_of_it(shop):
    client = await shop.client()
    right = await shop.claimed(client)
    ask = Redeem(key="till-1", code=await shop.digits(right), phone_ends="1234")
    used = await redeem(ask, actor=shop.counter(), work=shop.house.work)
    again = await redeem(ask, actor=shop.counter(), work=shop.house.work)
    assert again == used
    assert await shop.state(right) == "redeemed"
    assert await shop.money() == (0, 9_900)
    (told,) = await shop.house.rows(
        "select payload from store_outbox where topic = 'rights.right_redeemed.v2'"
    )
    assert told["payload"]["amount_minor"] == 9_900
    assert told["payload"]["tax"] == {"treatment": "deduct_and_deem", "rate_ppm": 130_000}
    assert told["payload"]["provider"] == str(shop.known["provider.tea"])
    assert told["payload"]["installation"] is None
    with pytest.raises(AlreadyUsed):
        await redeem(
            Redeem(key="till-2", code=ask.code, phone_ends="1234"), actor=shop.counter(), work=shop.house.work
        )
    with pytest.raises(KeyReused):
        await redeem(Redeem(key="till-1", code="000000000000"), actor=shop.counter(), work=shop.house.work)


async def test_a_fresh_token_needs_no_phone_and_an_old_one_is_refused(shop):
    right = await shop.claimed(await shop.client())
    stale = shop.token(right, datetime.now(UTC) - timedelta(seconds=90))
    with pytest.raises(TokenStale):
        await redeem(Redeem(key="a", code=stale), actor=shop.counter(), work=shop.house.work)
    assert await shop.state(right) == "active"
    await redeem(Redeem(key="b", code=shop.token(right)), actor=shop.counter(), work=shop.house.work)
    assert await shop.state(right) == "redeemed"


async def test_another_providers_counter_cannot_use_the_right(shop):
    right = await shop.claimed(await shop.client())
    with pytest.raises(OtherProvider):
        await redeem(
            Redeem(key="a", code=shop.token(right)), actor=shop.counter("lounge"), work=shop.house.work
        )
    assert await shop.state(right) == "active"


async def test_a_right_that_is_not_claimed_or_over_cannot_be_used(shop):
    client = await shop.client()
    unclaimed = await shop.give(client)
    with pytest.raises(NotClaimed):
        await redeem(Redeem(key="a", code=shop.token(unclaimed)), actor=shop.counter(), work=shop.house.work)
    over = await shop.claimed(client)
    await shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '9 days',"
        " valid_to = now() - interval '1 day' where id = $1",
        over,
    )
    with pytest.raises(Lapsed):
        await redeem(Redeem(key="b", code=shop.token(over)), actor=shop.counter(), work=shop.house.work)


async def test_wrong_digits_shut_the_door_but_a_slip_of_the_finger_costs_no_try(shop):
    right = await shop.claimed(await shop.client())
    digits = await shop.digits(right)
    slip = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    for n in range(8):
        with pytest.raises(CodeMistyped):
            await redeem(
                Redeem(key=f"s{n}", code=slip, phone_ends="1234"), actor=shop.counter(), work=shop.house.work
            )
    for n in range(5):
        with pytest.raises(CodeUnknown):
            await redeem(
                Redeem(key=f"w{n}", code=digits, phone_ends="9999"),
                actor=shop.counter(),
                work=shop.house.work,
            )
    with pytest.raises(TooManyTries):
        await redeem(
            Redeem(key="right", code=digits, phone_ends="1234"), actor=shop.counter(), work=shop.house.work
        )
    assert await shop.state(right) == "active"


@pytest.fixture
def statements(caplog):
    """What was sent to the database since the test began, one statement each."""
    caplog.set_level(logging.DEBUG, "tortoise.db_client")
    return lambda: [one.getMessage() for one in caplog.records if one.name == "tortoise.db_client"]


async def test_a_typed_code_is_one_transaction_that_writes_no_tries(shop, statements):
    right = await shop.claimed(await shop.client())
    ask = Redeem(key="till", code=await shop.digits(right), phone_ends="1234")
    before = len(statements())
    await redeem(ask, actor=shop.counter(), work=shop.house.work)
    sent = statements()[before:]
    tries = [one for one in sent if "rights_counter_failure" in one]
    assert len(tries) == 1
    assert tries[0].lstrip().startswith("select")
    assert sum("pg_advisory_xact_lock" in one for one in sent) == 1
    assert len(sent) <= 15


async def test_a_wrong_code_writes_its_try_once_and_keeps_no_receipt(shop, statements):
    right = await shop.claimed(await shop.client())
    ask = Redeem(key="till", code=await shop.digits(right), phone_ends="9999")
    before = len(statements())
    with pytest.raises(CodeUnknown):
        await redeem(ask, actor=shop.counter(), work=shop.house.work)
    writes = [one for one in statements()[before:] if "insert into rights_counter_failure" in one]
    assert len(writes) == 1
    assert await shop.house.value("select count(*) from rights_counter_failure where failures = 1") == 2
    assert await shop.house.value("select count(*) from store_receipt where key = 'till'") == 0
    right_one = replace(ask, phone_ends="1234")
    assert (await redeem(right_one, actor=shop.counter(), work=shop.house.work)).entitlement == right


async def test_guesses_at_numbers_sent_at_once_get_thirty_tries_at_one_counter(shop):
    right = await shop.claimed(await shop.client())

    async def guess(key, code):
        return await redeem(
            Redeem(key=key, code=code, phone_ends="1234"), actor=shop.counter(), work=shop.house.work
        )

    ended = await asyncio.gather(*(guess(f"g{n}", with_check(n)) for n in range(50)), return_exceptions=True)
    assert sum(isinstance(one, CodeUnknown) for one in ended) == 30
    assert sum(isinstance(one, TooManyTries) for one in ended) == 20
    with pytest.raises(TooManyTries):
        await guess("right", await shop.digits(right))


async def test_guesses_at_a_phone_sent_at_once_get_five_tries(shop):
    right = await shop.claimed(await shop.client())
    digits = await shop.digits(right)

    async def guess(ends):
        ask = Redeem(key=f"g{ends}", code=digits, phone_ends=ends)
        return await redeem(ask, actor=shop.counter(), work=shop.house.work)

    ended = await asyncio.gather(*(guess(f"{n:04d}") for n in range(50)), return_exceptions=True)
    assert sum(isinstance(one, CodeUnknown) for one in ended) == 5
    assert sum(isinstance(one, TooManyTries) for one in ended) == 45
    with pytest.raises(TooManyTries):
        await guess("1234")


async def test_right_digits_cost_no_try_whatever_becomes_of_the_right(shop):
    right = await shop.claimed(await shop.client())
    ask = Redeem(key="till", code=await shop.digits(right), phone_ends="1234")
    for _ in range(8):
        await redeem(ask, actor=shop.counter(), work=shop.house.work)
    for n in range(8):
        with pytest.raises(AlreadyUsed):
            await redeem(replace(ask, key=f"t{n}"), actor=shop.counter(), work=shop.house.work)


async def test_digits_of_a_wide_keyboard_are_digits(shop):
    right = await shop.claimed(await shop.client())
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    ask = Redeem(key="w", code=(await shop.digits(right)).translate(wide), phone_ends="１２３４")
    assert (await redeem(ask, actor=shop.counter(), work=shop.house.work)).entitlement == right


@pytest.mark.parametrize("mac", ["é" * 22, "a" * 22])
async def test_a_forged_token_is_refused_and_no_fault(shop, mac):
    right = await shop.claimed(await shop.client())
    forged = f"{shop.token(right).rpartition('.')[0]}.{mac}"
    with pytest.raises(TokenStale):
        await redeem(Redeem(key="f", code=forged), actor=shop.counter(), work=shop.house.work)


async def test_a_provider_tells_of_one_use_under_one_reference(shop):
    client = await shop.client()
    first, second = [await shop.claimed(client) for _ in range(2)]

    async def use(right, key):
        ask = Redeem(key=key, code=shop.token(right), channel="api", provider_ref="T-1")
        return await redeem(ask, actor=shop.counter(), work=shop.house.work)

    await use(first, "a")
    with pytest.raises(ReferenceTaken):
        await use(second, "b")
    assert await shop.state(second) == "active"


async def test_guessing_numbers_shuts_the_counter(shop):
    for n in range(30):
        with pytest.raises(CodeUnknown):
            await redeem(
                Redeem(key=f"g{n}", code=with_check(n), phone_ends="1234"),
                actor=shop.counter(),
                work=shop.house.work,
            )
    with pytest.raises(TooManyTries):
        await redeem(
            Redeem(key="g99", code=with_check(99), phone_ends="1234"),
            actor=shop.counter(),
            work=shop.house.work,
        )


async def test_a_use_is_reversed_once_and_the_right_can_be_used_again(shop):
    right = await shop.claimed(await shop.client())
    used = await redeem(Redeem(key="a", code=shop.token(right)), actor=shop.counter(), work=shop.house.work)
    ask = ReverseUse(key="r1", redemption=used.redemption, reason="柜台误核销")
    await reverse_use(ask, actor=shop.who("operator"), work=shop.house.work)
    assert await shop.state(right) == "active"
    assert await shop.money() == (9_900, 0)
    with pytest.raises(AlreadyReversed):
        await reverse_use(
            ReverseUse(key="r2", redemption=used.redemption, reason="再次"),
            actor=shop.who("operator"),
            work=shop.house.work,
        )
    await redeem(
        Redeem(key="b", code=await shop.digits(right), phone_ends="1234"),
        actor=shop.counter(),
        work=shop.house.work,
    )
    assert await shop.state(right) == "redeemed"


async def test_redemptions_can_be_neither_changed_nor_removed(shop):
    right = await shop.claimed(await shop.client())
    await redeem(Redeem(key="a", code=shop.token(right)), actor=shop.counter(), work=shop.house.work)
    for statement in ("update rights_redemption set amount_minor = 0", "delete from rights_redemption"):
        with pytest.raises(Exception, match=r"permission denied|append-only"):
            await shop.house.run(statement)


async def test_what_was_scanned_by_mistake_and_undone_takes_none_of_several_uses_and_counts_nowhere(shop):
    right = await shop.claimed(await shop.client())
    await shop.house.run("update rights_entitlement set units = 3 where id = $1", right)
    cards = "{ scoreCards(months: 1) { uses } }"
    asker = Asker(shop.work, shop.who("operator"))
    for mistaken, left, counted in ((True, 3, 0), (False, 2, 1), (True, 2, 1), (False, 1, 2), (False, 0, 3)):
        code = await shop.digits(right)
        ask = Redeem(key=shop.key(), code=code, phone_ends="1234")
        used = await redeem(ask, actor=shop.counter(), work=shop.house.work)
        if mistaken:
            undo = ReverseUse(key=shop.key(), redemption=used.redemption, reason="误扫了一次")
            await reverse_use(undo, actor=shop.who("operator"), work=shop.house.work)
        sql = "select units - units_used from rights_entitlement where id = $1"
        assert await shop.house.value(sql, right) == left
        assert sum(one["uses"] for one in (await asker.asks(cards))["scoreCards"]) == counted
    assert await shop.state(right) == "redeemed"


async def test_a_right_is_used_from_the_first_minute_of_its_first_day_to_the_last_of_its_last(shop):
    zone = ZoneInfo("Asia/Shanghai")
    first = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    end = first + timedelta(days=2)
    tries = ((first, -1, NotYetValid), (first, 1, None), (end, -1, None), (end, 1, Lapsed))
    for at, seconds, refused in tries:
        right = await shop.claimed(await shop.client(f"1380000{seconds + 5:02}{at.day:02}"))
        lasts = "update rights_entitlement set valid_from = $2, valid_to = $3 where id = $1"
        await shop.house.run(lasts, right, first, end)
        ask = Redeem(key=shop.key(), code=await shop.digits(right), phone_ends=f"{seconds + 5:02}{at.day:02}")
        with time_machine.travel(at.astimezone(UTC) + timedelta(seconds=seconds), tick=False):
            expected = pytest.raises(refused) if refused else nullcontext()
            with expected:
                await redeem(ask, actor=shop.counter(), work=shop.house.work)
