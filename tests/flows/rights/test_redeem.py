"""Using a right at a counter: once, by the one who holds it, and the money follows."""

from datetime import UTC, datetime, timedelta

import pytest

from largesse.kernel.errors import KeyReused
from largesse.rights.code12 import with_check
from largesse.rights.entitlement import AlreadyUsed, Lapsed, NotClaimed
from largesse.rights.redeem import CodeMistyped, CodeUnknown, Redeem, TokenStale, TooManyTries, redeem
from largesse.rights.reverse_use import AlreadyReversed, ReverseUse, reverse_use
from largesse.rights.use import OtherProvider


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
        "select payload from kernel_outbox where topic = 'rights.right_redeemed.v1'"
    )
    assert told["payload"]["amount_minor"] == 9_900
    assert told["payload"]["tax"] == {"treatment": "deduct_and_deem", "rate_ppm": 130_000}
    assert told["payload"]["provider"] is None
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
    await redeem(Redeem(key="b", code=shop.token(right)), actor=shop.counter(), work=shop.house.work)
    assert await shop.state(right) == "redeemed"


async def test_redemptions_can_be_neither_changed_nor_removed(shop):
    right = await shop.claimed(await shop.client())
    await redeem(Redeem(key="a", code=shop.token(right)), actor=shop.counter(), work=shop.house.work)
    for statement in ("update rights_redemption set amount_minor = 0", "delete from rights_redemption"):
        with pytest.raises(Exception, match=r"permission denied|append-only"):
            await shop.house.run(statement)
