"""A client gives a right to another: it is one person's at any instant, and never lasts longer for it."""

import asyncio
from datetime import timedelta

import pytest

from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.entitlement import EntitlementMissing, Lapsed, WrongState
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.redemptions.opening import CodeUnknown, TokenStale
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.show_code import show_code
from largesse.rights.suspensions.suspend import ResumeRight, SuspendRight, resume_right, suspend_right
from largesse.rights.transfers.answer import (
    AcceptTransfer,
    DeclineTransfer,
    TakeBackTransfer,
    accept_transfer,
    decline_transfer,
    take_back_transfer,
)
from largesse.rights.transfers.beneficiary import SetBeneficiary, set_beneficiary
from largesse.rights.transfers.lapse import lapse_due
from largesse.rights.transfers.offer import PURPOSE, OfferRight, offer_right
from largesse.rights.transfers.reads import family_of, transfer_by_code
from largesse.rights.transfers.secret import code_of
from largesse.rights.transfers.transfer import (
    CodeGivenOut,
    FamilyOnly,
    NotForOthers,
    OwnGift,
    PartlyUsed,
    ReceiverKeptOut,
    TransferMissing,
    TransferOver,
)


async def family(shop, *mobiles):
    """Enrol clients who live together."""
    home = new_id()
    await shop.house.run(
        "insert into audience_household (id, code, created_at) values ($1, $2, now())", home, f"H{home}"
    )
    members = [await shop.client(one) for one in mobiles]
    ids = [one.id for one in members]
    await shop.house.run("update audience_customer set household = $2 where id = any($1::uuid[])", ids, home)
    return members


async def couple(shop):
    return await family(shop, "13800001111", "13800002222")


async def offer(shop, giver, right, to=None):
    ask = OfferRight(key=shop.key(), entitlement=right, receiver=to.id if to else None, words="生日快乐")
    return (await offer_right(ask, actor=giver, work=shop.house.work)).transfer


async def accept(shop, receiver, transfer, code=""):
    ask = AcceptTransfer(key=shop.key(), transfer=transfer, code=code)
    return await accept_transfer(ask, actor=receiver, work=shop.house.work)


async def take_back(shop, giver, transfer):
    ask = TakeBackTransfer(key=shop.key(), transfer=transfer)
    return await take_back_transfer(ask, actor=giver, work=shop.house.work)


async def decline(shop, receiver, transfer, code=""):
    ask = DeclineTransfer(key=shop.key(), transfer=transfer, code=code)
    return await decline_transfer(ask, actor=receiver, work=shop.house.work)


async def use(shop, code, phone_ends=""):
    ask = Redeem(key=shop.key(), code=code, phone_ends=phone_ends)
    return await redeem(ask, actor=shop.counter(), work=shop.house.work)


async def shown(shop, client, right):
    async with shop.house.work.read() as read:
        return await show_code(read, client.id, right, await shop.house.value("select now()"))


async def holding(shop, right):
    (row,) = await shop.house.rows(
        "select holder, beneficiary, state, valid_to, version from rights_entitlement where id = $1", right
    )
    return row


async def set_policy(shop, policy):
    await shop.house.run("update rights_batch set transfer = $1", policy)


async def test_a_right_given_within_the_family_is_the_other_ones_with_a_new_code_and_the_same_end(shop):
    giver, receiver = await couple(shop)
    right = await shop.claimed(giver)
    before, digits = await holding(shop, right), await shop.digits(right)
    token = shop.token(right)
    transfer = await offer(shop, giver, right, receiver)
    assert await shop.state(right) == "transferring"
    assert await shown(shop, giver, right) is None
    with pytest.raises(WrongState):
        await use(shop, token)
    assert (await accept(shop, receiver, transfer)).state == "accepted"
    after = await holding(shop, right)
    assert (after["holder"], after["beneficiary"], after["state"]) == (receiver.id, receiver.id, "active")
    assert (after["valid_to"], after["version"]) == (before["valid_to"], before["version"] + 2)
    with pytest.raises(TokenStale):
        await use(shop, token)
    with pytest.raises(CodeUnknown):
        await use(shop, digits, "1111")
    assert await shown(shop, giver, right) is None
    await use(shop, (await shown(shop, receiver, right)).token)
    assert await shop.state(right) == "redeemed"
    moves = await shop.house.rows(
        "select was, state from rights_move where entitlement = $1 order by id", right
    )
    assert [(one["was"], one["state"]) for one in moves] == [
        ("issued", "active"),
        ("active", "transferring"),
        ("transferring", "active"),
        ("active", "redeemed"),
    ]


async def test_new_digits_open_a_given_right_with_the_new_holders_phone(shop):
    giver, receiver = await couple(shop)
    right = await shop.claimed(giver)
    await accept(shop, receiver, await offer(shop, giver, right, receiver))
    digits = await shop.digits(right)
    with pytest.raises(CodeUnknown):
        await use(shop, digits, "1111")
    await use(shop, digits, "2222")


async def test_a_right_that_was_not_claimed_is_claimed_by_who_accepts_it(shop):
    giver, receiver = await couple(shop)
    right = await shop.give(giver)
    transfer = await offer(shop, giver, right, receiver)
    with pytest.raises(WrongState):
        await claim_right(ClaimRight(key="c", entitlement=right), actor=giver, work=shop.house.work)
    await accept(shop, receiver, transfer)
    with pytest.raises(EntitlementMissing):
        await claim_right(ClaimRight(key="c", entitlement=right), actor=giver, work=shop.house.work)
    await claim_right(ClaimRight(key="c", entitlement=right), actor=receiver, work=shop.house.work)
    assert await shop.state(right) == "active"


@pytest.mark.parametrize("ending", [decline, take_back, "lapse"])
async def test_what_is_declined_taken_back_or_left_is_the_givers_again_with_his_code(shop, ending):
    giver, receiver = await couple(shop)
    right = await shop.claimed(giver)
    transfer = await offer(shop, giver, right, receiver)
    if ending == "lapse":
        await shop.house.run("update rights_transfer set expires_at = now() where id = $1", transfer)
        await lapse_due(shop.house.work)
    else:
        await ending(shop, receiver if ending is decline else giver, transfer)
    assert (await holding(shop, right))["holder"] == giver.id
    with pytest.raises(TransferOver):
        await accept(shop, receiver, transfer)
    await use(shop, shop.token(right))


async def test_a_link_is_taken_up_by_who_has_its_code_and_by_nobody_else(shop):
    await set_policy(shop, "anyone")
    giver, friend, stranger = [await shop.client(f"1380000300{n}") for n in (1, 2, 3)]
    right = await shop.claimed(giver)
    transfer = await offer(shop, giver, right)
    code = code_of(transfer, PURPOSE)
    async with shop.house.work.read() as read:
        assert (await transfer_by_code(read, f" {code.upper()} ")).id == transfer
        assert await transfer_by_code(read, "0" * 24) is None
    for wrong in ("", "0" * 24):
        with pytest.raises(TransferMissing):
            await accept(shop, stranger, transfer, wrong)
    with pytest.raises(OwnGift):
        await accept(shop, giver, transfer, code)
    await accept(shop, friend, transfer, code)
    assert (await holding(shop, right))["holder"] == friend.id
    with pytest.raises(TransferOver):
        await accept(shop, stranger, transfer, code)


async def test_who_may_not_receive_is_refused_in_words(shop):
    giver, wife, clerk = await family(shop, "13800001111", "13800002222", "13800003333")
    stranger = await shop.client("13800004444")
    await shop.house.run("update audience_customer set is_staff = true where id = $1", clerk.id)
    right = await shop.claimed(giver)
    async with shop.house.work.read() as read:
        assert [one.id for one in await family_of(read, giver.id)] == [wife.id]
    for who, no in ((stranger, FamilyOnly), (giver, OwnGift), (clerk, ReceiverKeptOut)):
        with pytest.raises(no):
            await offer(shop, giver, right, who)
    link = await offer(shop, giver, right)
    with pytest.raises(FamilyOnly):
        await accept(shop, stranger, link, code_of(link, PURPOSE))
    await take_back(shop, giver, link)
    transfer = await offer(shop, giver, right, wife)
    await shop.house.run("update audience_customer set blocked = true where id = $1", wife.id)
    with pytest.raises(ReceiverKeptOut):
        await accept(shop, wife, transfer)
    assert await shop.state(right) == "transferring"


async def test_what_cannot_be_given_says_why(shop):
    giver, wife = await couple(shop)
    right = await shop.claimed(giver)
    with pytest.raises(EntitlementMissing):
        await offer(shop, wife, right, giver)
    await set_policy(shop, "none")
    with pytest.raises(NotForOthers):
        await offer(shop, giver, right, wife)
    await set_policy(shop, "family")
    await shop.house.run("update rights_entitlement set units = 3, units_used = 1 where id = $1", right)
    with pytest.raises(PartlyUsed):
        await offer(shop, giver, right, wife)
    await shop.house.run("update rights_entitlement set units = 1, units_used = 0 where id = $1", right)
    await shop.house.run("update rights_sku set fulfil_mode = 'pool'")
    with pytest.raises(CodeGivenOut):
        await offer(shop, giver, right, wife)
    await shop.house.run("update rights_sku set fulfil_mode = 'own_code'")
    await shop.house.run("update rights_entitlement set valid_to = now() where id = $1", right)
    with pytest.raises(Lapsed):
        await offer(shop, giver, right, wife)


async def test_an_offer_never_outlives_its_right(shop):
    giver, wife = await couple(shop)
    right = await shop.claimed(giver)
    await shop.house.run(
        "update rights_entitlement set valid_to = now() + interval '1 hour' where id = $1", right
    )
    transfer = await offer(shop, giver, right, wife)
    (row,) = await shop.house.rows(
        "select t.expires_at, e.valid_to from rights_transfer t"
        " join rights_entitlement e on e.id = t.entitlement"
    )
    assert row["expires_at"] == row["valid_to"]
    await shop.house.run("update rights_entitlement set valid_to = now() where id = $1", right)
    await shop.house.run("update rights_transfer set expires_at = now() where id = $1", transfer)
    with pytest.raises(TransferOver):
        await accept(shop, wife, transfer)
    await expire_due(shop.house.work)
    assert await shop.state(right) == "transferring"
    await lapse_due(shop.house.work)
    await expire_due(shop.house.work)
    assert (await shop.state(right), await shop.money()) == ("expired", (0, 0))


async def test_accept_take_back_decline_lapse_and_use_at_once_have_one_outcome(shop):
    for _ in range(5):
        giver, wife = await couple(shop)
        right = await shop.claimed(giver)
        transfer = await offer(shop, giver, right, wife)
        ended = await asyncio.gather(
            accept(shop, wife, transfer),
            take_back(shop, giver, transfer),
            decline(shop, wife, transfer),
            use(shop, shop.token(right)),
            return_exceptions=True,
        )
        answered = [one for one in ended[:3] if not isinstance(one, Exception)]
        assert len(answered) == 1, ended
        assert all(isinstance(one, Refusal) for one in ended if isinstance(one, Exception)), ended
        row = await holding(shop, right)
        assert row["holder"] == (wife.id if answered[0].state == "accepted" else giver.id)
        uses = await shop.house.value("select count(*) from rights_redemption where entitlement = $1", right)
        assert uses == (row["state"] == "redeemed") == (not isinstance(ended[3], Exception))


async def test_two_who_have_the_link_get_it_once(shop):
    await set_policy(shop, "anyone")
    giver = await shop.client("13900000000")
    friends = [await shop.client(f"1390000000{n}") for n in range(1, 5)]
    right = await shop.claimed(giver)
    transfer = await offer(shop, giver, right)
    code = code_of(transfer, PURPOSE)
    ended = await asyncio.gather(
        *(accept(shop, one, transfer, code) for one in friends), return_exceptions=True
    )
    assert sum(isinstance(one, TransferOver) for one in ended) == 3, ended


async def test_staff_who_suspends_an_offered_right_ends_the_offer_and_gives_it_back_to_its_giver(shop):
    giver, wife = await couple(shop)
    right = await shop.claimed(giver)
    transfer = await offer(shop, giver, right, wife)
    stop = SuspendRight(key=shop.key(), entitlement=right, reason="可疑转赠")
    await suspend_right(stop, actor=shop.who("operator"), work=shop.house.work)
    with pytest.raises(TransferOver):
        await accept(shop, wife, transfer)
    go = ResumeRight(key=shop.key(), entitlement=right, reason="已核实")
    resumed = await resume_right(go, actor=shop.who("operator"), work=shop.house.work)
    assert (resumed.state, (await holding(shop, right))["holder"]) == ("active", giver.id)


async def test_the_same_key_offers_once_and_each_move_is_told(shop):
    giver, wife = await couple(shop)
    right = await shop.claimed(giver)
    ask = OfferRight(key="gift", entitlement=right, receiver=wife.id)
    once = await offer_right(ask, actor=giver, work=shop.house.work)
    assert await offer_right(ask, actor=giver, work=shop.house.work) == once
    await take_back(shop, giver, once.transfer)
    told = [one for one in await shop.house.topics() if one == "rights.transfer_changed.v1"]
    assert len(told) == 2


async def test_a_right_is_for_somebody_of_the_household_and_stays_its_holders(shop):
    giver, wife = await couple(shop)
    stranger = await shop.client("13800009999")
    right = await shop.claimed(giver)
    ask = SetBeneficiary(key="b1", entitlement=right, client=wife.id)
    await set_beneficiary(ask, actor=giver, work=shop.house.work)
    row = await holding(shop, right)
    assert (row["holder"], row["beneficiary"]) == (giver.id, wife.id)
    other = SetBeneficiary(key="b2", entitlement=right, client=stranger.id)
    with pytest.raises(FamilyOnly):
        await set_beneficiary(other, actor=giver, work=shop.house.work)
    mine = SetBeneficiary(key="b4", entitlement=right, client=giver.id)
    await set_beneficiary(mine, actor=giver, work=shop.house.work)
    await set_policy(shop, "none")
    again = SetBeneficiary(key="b3", entitlement=right, client=wife.id)
    with pytest.raises(NotForOthers):
        await set_beneficiary(again, actor=giver, work=shop.house.work)
    assert timedelta(0) < row["valid_to"] - await shop.house.value("select now()")


async def test_who_left_the_household_does_not_get_what_was_offered_within_it(shop):
    giver, receiver = await couple(shop)
    await set_policy(shop, "family")
    right = await shop.claimed(giver)
    transfer = await offer(shop, giver, right, receiver)
    await shop.house.run("update audience_customer set household = null where id = $1", receiver.id)
    with pytest.raises(FamilyOnly):
        await accept(shop, receiver, transfer)
    await take_back(shop, giver, transfer)
    assert (await holding(shop, right))["holder"] == giver.id
    assert await shop.state(right) == "active"
