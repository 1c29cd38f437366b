"""A right that nobody has used is revoked by two people, and its unit and money are free again."""

import asyncio
from dataclasses import replace

import pytest

from largesse.identity.approvals.approvals import NotMaker, OpenAlready
from largesse.identity.approvals.route import ContentChanged, NotPending, OwnWork
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import new_id
from largesse.rights.entitlements.entitlement import AlreadyUsed, EntitlementMissing, WrongState
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.revocations.decide import DecideRevocation, approve_revocation, return_revocation
from largesse.rights.revocations.propose import (
    ProposeRevocation,
    WithdrawRevocation,
    propose_revocation,
    withdraw_revocation,
)
from largesse.rights.revocations.revocation import OrderStands, RevocationMissing


async def propose(shop, right, by="operator", reason="客户重复领取"):
    ask = ProposeRevocation(key=shop.key(), entitlement=right, reason=reason)
    return await propose_revocation(ask, actor=shop.who(by), work=shop.house.work)


async def decide(shop, right, by="branch", act=approve_revocation):
    shown = await shop.house.value(
        "select content_hash from identity_approval where subject = $1 order by proposed_at desc limit 1",
        right,
    )
    ask = DecideRevocation(
        key=shop.key(), entitlement=right, content_hash=shown or "sha256:0", opinion="核实"
    )
    return await act(ask, actor=shop.who(by), work=shop.house.work)


async def use(shop, right):
    ask = Redeem(key=shop.key(), code=shop.token(right))
    return await redeem(ask, actor=shop.counter(), work=shop.house.work)


@pytest.mark.parametrize("hold", ["give", "claimed"])
async def test_two_people_revoke_a_right_and_its_unit_and_money_are_free_again(shop, hold):
    before = await shop.stock()
    right = await getattr(shop, hold)(await shop.client())
    assert await shop.money() == (9_900, 0)
    assert (await propose(shop, right)).state == "pending"
    assert await shop.money() == (9_900, 0)
    assert (await decide(shop, right)).right_state == "revoked"
    assert (await shop.state(right), await shop.stock(), await shop.money()) == ("revoked", before, (0, 0))
    assert "rights.right_revoked.v1" in await shop.house.topics()
    with pytest.raises(WrongState):
        await use(shop, right)
    with pytest.raises(WrongState):
        await propose(shop, right)


async def test_nobody_revokes_alone_or_what_he_did_not_read(shop):
    right = await shop.claimed(await shop.client())
    with pytest.raises(RevocationMissing):
        await decide(shop, right)
    await propose(shop, right)
    with pytest.raises(NotAllowed):
        await decide(shop, right, "operator")
    other = DecideRevocation(key=shop.key(), entitlement=right, content_hash="sha256:other")
    with pytest.raises(ContentChanged):
        await approve_revocation(other, actor=shop.who("branch"), work=shop.house.work)
    assert await shop.state(right) == "active"


async def test_who_holds_both_offices_still_needs_a_second_person(shop):
    both = replace(
        shop.who("branch"), operations=frozenset({"rights.propose_revocation", "rights.decide_revocation"})
    )
    shop.known["staff.both"] = both
    right = await shop.claimed(await shop.client())
    await propose(shop, right, by="both")
    with pytest.raises(OwnWork):
        await decide(shop, right, by="both")
    taken = WithdrawRevocation(key=shop.key(), entitlement=right)
    with pytest.raises(NotMaker):
        await withdraw_revocation(taken, actor=shop.who("operator"), work=shop.house.work)


async def test_a_client_who_is_quicker_keeps_what_he_used(shop):
    right = await shop.claimed(await shop.client())
    await propose(shop, right)
    used = await use(shop, right)
    with pytest.raises(AlreadyUsed):
        await decide(shop, right)
    assert (await shop.state(right), await shop.money()) == ("redeemed", (0, 9_900))
    await decide(shop, right, act=return_revocation)
    with pytest.raises(AlreadyUsed):
        await propose(shop, right)
    back = ReverseUse(key=shop.key(), redemption=used.redemption, reason="误核销")
    await reverse_use(back, actor=shop.who("operator"), work=shop.house.work)
    await propose(shop, right)
    await decide(shop, right)
    assert (await shop.state(right), await shop.money()) == ("revoked", (0, 0))


async def test_use_and_last_signature_at_once_leave_one_of_them(shop):
    for _ in range(4):
        right = await shop.claimed(await shop.client(f"138{shop.made:08d}"))
        await propose(shop, right)
        ended = await asyncio.gather(use(shop, right), decide(shop, right), return_exceptions=True)
        assert sum(isinstance(one, Exception) for one in ended) == 1, ended
    spent = await shop.house.value("select count(*) from rights_redemption")
    stock = await shop.stock()
    assert (await shop.money(), stock["issued"]) == ((0, 9_900 * spent), spent)


async def test_a_proposal_is_one_at_a_time_returned_or_withdrawn_by_its_maker(shop):
    right = await shop.claimed(await shop.client())
    with pytest.raises(Malformed):
        await propose(shop, right, reason="  ")
    await propose(shop, right)
    with pytest.raises(OpenAlready):
        await propose(shop, right)
    assert (await decide(shop, right, act=return_revocation)).state == "returned"
    with pytest.raises(NotPending):
        await decide(shop, right)
    await propose(shop, right)
    taken = WithdrawRevocation(key=shop.key(), entitlement=right)
    done = await withdraw_revocation(taken, actor=shop.who("operator"), work=shop.house.work)
    assert (done.state, done.right_state) == ("withdrawn", "active")


async def test_what_a_provider_was_asked_for_is_not_ours_alone_to_revoke(shop):
    right = await shop.claimed(await shop.client())
    await shop.house.run(
        "insert into rights_order (id, entitlement, provider, installation, provider_sku, request_id, state,"
        " placed_at) values ($1, $2, $3, $1, 'X', 'ord', 'completed', now())",
        new_id(),
        right,
        shop.known["provider.tea"],
    )
    with pytest.raises(OrderStands):
        await propose(shop, right)


async def test_another_branch_meets_no_right_to_revoke(shop):
    right = await shop.claimed(await shop.client())
    await propose(shop, right)
    far = shop.house.staff(
        "rights.propose_revocation", "rights.decide_revocation", units={shop.known["unit.beijing"]}
    )
    ask = ProposeRevocation(key="f", entitlement=right, reason="试探")
    with pytest.raises(EntitlementMissing):
        await propose_revocation(ask, actor=far, work=shop.house.work)
    sign = DecideRevocation(key="g", entitlement=right, content_hash="sha256:0")
    with pytest.raises(EntitlementMissing):
        await approve_revocation(sign, actor=far, work=shop.house.work)
