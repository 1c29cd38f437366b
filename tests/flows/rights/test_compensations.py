"""A right that failed is made good once: by one person up to the limit, by two above it."""

import asyncio
from dataclasses import replace

import pytest
from tests.flows.rights.purse import purse_of

from largesse.audience.clients.clients import ClientKeptOut
from largesse.identity.approvals.route import ContentChanged, OwnWork
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.money import Long
from largesse.rights.batches.stock import StockExhausted
from largesse.rights.compensations.compensate import CompensateRight, compensate_right
from largesse.rights.compensations.compensation import (
    Compensated,
    CompensationMissing,
    NotTheCause,
    StillUsable,
)
from largesse.rights.compensations.decide import (
    DecideCompensation,
    WithdrawCompensation,
    approve_compensation,
    return_compensation,
    withdraw_compensation,
)
from largesse.rights.compensations.limit import LimitCompensation, limit_compensation
from largesse.rights.compensations.reads import compensations_of, own_made_good
from largesse.rights.complaints.complain import Complain, complain
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.points.by_hand import TakePointsBack, take_points_back
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.reverse_use import MadeGood, ReverseUse, reverse_use
from largesse.rights.revocations.decide import DecideRevocation, approve_revocation
from largesse.rights.revocations.propose import ProposeRevocation, propose_revocation

WORTH = 19_800


async def expired(shop, client=None):
    right = await shop.claimed(client or await shop.client())
    await shop.house.run("update rights_entitlement set state = 'expired' where id = $1", right)
    return right


async def limit(shop, alone_minor):
    ask = LimitCompensation(key=shop.key(), currency="CNY", alone_minor=Long(alone_minor), reason="内控要求")
    return await limit_compensation(ask, actor=shop.who("finance"), work=shop.work)


def ask(shop, right, **fields):
    given = {
        "cause": "expired",
        "batch": shop.known["batch.tea_small"],
        "reason": "门店停业",
        "note": "敬请谅解",
    }
    if "kind" in fields:
        given["batch"] = None
    return CompensateRight(key=shop.key(), entitlement=right, **(given | fields))


async def make_good(shop, right, by="operator", **fields):
    return await compensate_right(ask(shop, right, **fields), actor=shop.who(by), work=shop.work)


async def content_hash(shop, subject):
    return await shop.house.value(
        "select content_hash from identity_approval where subject = $1 order by proposed_at desc limit 1",
        subject,
    )


async def decide(shop, made, by="branch", act=approve_compensation):
    shown = await content_hash(shop, made.compensation)
    told = DecideCompensation(
        key=shop.key(), compensation=made.compensation, content_hash=shown or "sha256:0", opinion="属实"
    )
    return await act(told, actor=shop.who(by), work=shop.work)


async def test_up_to_the_limit_one_person_makes_good_at_once_and_both_trails_and_the_client_see_it(shop):
    client = await shop.client()
    right = await expired(shop, client)
    await limit(shop, WORTH)
    before = await shop.stock("tea_small")
    asked = ask(shop, right)
    made = await compensate_right(asked, actor=shop.who("operator"), work=shop.work)
    again = await compensate_right(asked, actor=shop.who("operator"), work=shop.work)
    assert (made, made.state, made.award) == (again, "given", None)
    after = await shop.stock("tea_small")
    assert (after["free"], after["issued"]) == (before["free"] - 1, before["issued"] + 1)
    source = await shop.house.rows(
        "select source_kind, holder from rights_entitlement where id = $1", made.entitlement
    )
    assert source == [{"source_kind": "compensation", "holder": client.id}]
    async with shop.work.read() as read:
        for side in (right, made.entitlement):
            [row] = await compensations_of(read, side)
            assert (row.original, row.entitlement, row.cause) == (right, made.entitlement, "expired")
        [old] = await own_made_good(read, right, client.id)
        [new] = await own_made_good(read, made.entitlement, client.id)
        assert (old.given, new.given, new.note) == (False, True, "敬请谅解")
        assert await own_made_good(read, right, shop.who("operator").id) == []
    with pytest.raises(Compensated):
        await make_good(shop, right)
    [audit] = await shop.house.rows("select facts from store_audit where action = 'rights.right_compensated'")
    assert (audit["facts"]["entitlement"], audit["facts"]["reason"]) == (str(right), "门店停业")


async def test_above_the_limit_a_second_person_signs_what_he_read_and_nothing_is_given_before(shop):
    right = await expired(shop)
    await limit(shop, WORTH - 1)
    before = await shop.stock("tea_small")
    made = await make_good(shop, right)
    assert (made.state, made.entitlement, await shop.stock("tea_small")) == ("pending", None, before)
    with pytest.raises(Compensated):
        await make_good(shop, right)
    with pytest.raises(NotAllowed):
        await decide(shop, made, "operator")
    other = DecideCompensation(key=shop.key(), compensation=made.compensation, content_hash="sha256:other")
    with pytest.raises(ContentChanged):
        await approve_compensation(other, actor=shop.who("branch"), work=shop.work)
    given = await decide(shop, made)
    assert (given.state, given.entitlement is not None) == ("given", True)
    assert (await shop.stock("tea_small"))["issued"] == before["issued"] + 1


async def test_who_holds_both_offices_still_needs_a_second_person_and_withdraws_only_his_own(shop):
    both = frozenset({"rights.compensate", "rights.decide_compensation"})
    shop.known["staff.both"] = replace(shop.who("branch"), operations=both)
    made = await make_good(shop, await expired(shop), by="both")
    with pytest.raises(OwnWork):
        await decide(shop, made, by="both")
    back = WithdrawCompensation(key=shop.key(), compensation=made.compensation)
    assert (await withdraw_compensation(back, actor=shop.who("both"), work=shop.work)).state == "withdrawn"
    far = shop.house.staff("rights.decide_compensation", units={shop.known["unit.beijing"]})
    told = DecideCompensation(key="k", compensation=made.compensation, content_hash="sha256:0")
    with pytest.raises(CompensationMissing):
        await approve_compensation(told, actor=far, work=shop.work)


async def test_what_was_sent_back_may_be_asked_anew_and_a_blocked_client_gets_nothing(shop):
    client = await shop.client()
    right = await expired(shop, client)
    made = await make_good(shop, right)
    assert (await decide(shop, made, act=return_compensation)).state == "returned"
    anew = await make_good(shop, right)
    await shop.house.run("update audience_customer set blocked = true where id = $1", client.id)
    with pytest.raises(ClientKeptOut):
        await decide(shop, anew)
    with pytest.raises(ClientKeptOut):
        await make_good(shop, await expired(shop, client))


async def test_what_can_still_be_used_or_shows_nothing_of_the_cause_is_not_made_good(shop):
    client = await shop.client()
    right = await shop.claimed(client)
    with pytest.raises(StillUsable):
        await make_good(shop, right, cause="not_served")
    gone = await expired(shop, client)
    for cause in ("failed", "complaint"):
        with pytest.raises(NotTheCause):
            await make_good(shop, gone, cause=cause)
    for wrong in ({"cause": "mood"}, {"batch": None}, {"reason": " "}):
        with pytest.raises(Malformed):
            await make_good(shop, gone, **wrong)
    told = Complain(key=shop.key(), entitlement=gone, about="not_served", words="到店无人接待")
    complaint = (await complain(told, actor=client, work=shop.work)).complaint
    made = await make_good(shop, gone, cause="complaint")
    kept = await shop.house.value(
        "select complaint from rights_compensation where id = $1", made.compensation
    )
    assert kept == complaint
    far = shop.house.staff("rights.compensate", units={shop.known["unit.beijing"]})
    with pytest.raises(EntitlementMissing):
        await compensate_right(ask(shop, gone), actor=far, work=shop.work)


async def test_two_at_once_make_a_right_good_once(shop):
    right = await expired(shop)
    await limit(shop, WORTH)
    done = await asyncio.gather(*(make_good(shop, right) for _ in range(4)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == [*["Compensated"] * 3, "CompensationStanding"]
    live = "select count(*) from rights_compensation where original = $1 and state in ('pending', 'given')"
    assert await shop.house.value(live, right) == 1


async def test_stock_that_is_gone_gives_nothing_and_leaves_nothing(shop):
    right = await expired(shop)
    await limit(shop, WORTH)
    await shop.house.run(
        "update rights_batch set held = held + free, free = 0 where id = $1", shop.known["batch.tea_small"]
    )
    with pytest.raises(StockExhausted):
        await make_good(shop, right)
    assert await shop.house.value("select count(*) from rights_compensation") == 0


async def test_points_within_the_days_limit_are_given_at_once_above_it_signed_and_taken_back_they_are_undone(
    shop,
):
    purse, client = await purse_of(shop, hand_day_max=Long(100)), await shop.client()
    right, other = await expired(shop, client), await expired(shop, client)
    made = await make_good(shop, right, kind=purse.kind, points=Long(80))
    assert (made.state, await purse.balance(client)) == ("given", (80, 0))
    waits = await make_good(shop, other, kind=purse.kind, points=Long(30))
    assert (waits.state, await purse.balance(client)) == ("pending", (80, 0))
    await decide(shop, waits)
    assert await purse.balance(client) == (110, 0)
    back = TakePointsBack(key=shop.key(), award=made.award, reason="误补")
    await take_points_back(back, actor=shop.who("operator"), work=shop.work)
    await shop.house.drain()
    states = await shop.house.rows("select state from rights_compensation order by made_at")
    assert [one["state"] for one in states] == ["undone", "given"]
    assert await purse.adds_up()


async def test_a_compensation_that_is_revoked_stands_no_longer_and_the_right_may_be_made_good_again(shop):
    right = await expired(shop)
    await limit(shop, WORTH)
    made = await make_good(shop, right)
    propose = ProposeRevocation(key=shop.key(), entitlement=made.entitlement, reason="补错人")
    await propose_revocation(propose, actor=shop.who("operator"), work=shop.work)
    shown = await content_hash(shop, made.entitlement)
    sign = DecideRevocation(key=shop.key(), entitlement=made.entitlement, content_hash=shown, opinion="核实")
    await approve_revocation(sign, actor=shop.who("branch"), work=shop.work)
    await shop.house.drain()
    anew = await make_good(shop, right)
    assert (anew.state, anew.entitlement != made.entitlement) == ("given", True)


async def test_a_use_of_a_right_that_was_made_good_is_not_reversed_so_that_nobody_has_both(shop):
    right = await shop.claimed(await shop.client())
    ask_use = Redeem(key=shop.key(), code=shop.token(right))
    used = await redeem(ask_use, actor=shop.counter(), work=shop.work)
    made = await make_good(shop, right, cause="not_served")
    back = ReverseUse(key=shop.key(), redemption=used.redemption, reason="误核销")
    with pytest.raises(MadeGood):
        await reverse_use(back, actor=shop.who("operator"), work=shop.work)
    taken = WithdrawCompensation(key=shop.key(), compensation=made.compensation)
    await withdraw_compensation(taken, actor=shop.who("operator"), work=shop.work)
    assert (await reverse_use(back, actor=shop.who("operator"), work=shop.work)).state == "active"
