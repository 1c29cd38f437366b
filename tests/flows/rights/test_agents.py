"""Whom a holder lets collect for him: by consent, for what he was named, until it ends."""

import asyncio
from datetime import timedelta

import pytest
from tests.flows.rights.test_transfers import accept, couple, offer, set_policy, shown, use

from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.rights.agents.agent import AgentMissing, AgentOver, Scope
from largesse.rights.agents.answer import (
    ConsentAgent,
    EndAgent,
    EndAgentByStaff,
    consent_agent,
    end_agent,
    end_agent_by_staff,
)
from largesse.rights.agents.name import PURPOSE, NameAgent, name_agent
from largesse.rights.agents.reads import agents_of, to_collect
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.own import own_right, own_rights
from largesse.rights.redemptions.opening import CodeUnknown, TokenStale
from largesse.rights.transfers.secret import code_of
from largesse.rights.transfers.transfer import FamilyOnly, NotForOthers, OwnGift


async def named(shop, holder, **of):
    scope, until = Scope(of.pop("scope", "collect")), of.pop("until", now() + timedelta(days=30))
    ask = NameAgent(key=shop.key(), scope=scope, until=until, **of)
    return await name_agent(ask, actor=holder, work=shop.house.work)


async def consent(shop, agent, ident, code=""):
    ask = ConsentAgent(key=shop.key(), agent=ident, code=code)
    return await consent_agent(ask, actor=agent, work=shop.house.work)


async def end(shop, who, ident):
    return await end_agent(EndAgent(key=shop.key(), agent=ident), actor=who, work=shop.house.work)


async def collector(shop, right):
    return await shop.house.value("select agent from rights_redemption where entitlement = $1", right)


async def test_an_agent_who_consented_shows_the_code_and_the_use_says_so(shop):
    holder, wife = await couple(shop)
    right = await shop.claimed(holder)
    agent = (await named(shop, holder, client=wife.id)).agent
    assert await shown(shop, wife, right) is None
    await consent(shop, wife, agent)
    async with shop.house.work.read() as read:
        (found,) = await to_collect(read, wife.id)
        assert (found.id, found.holder_name) == (right, "王*")
        opened = await own_right(read, wife.id, right)
        assert (opened.own, opened.gives) == (False, "none")
        assert not await own_rights(read, wife.id)
    await use(shop, (await shown(shop, wife, right)).token)
    assert (await shop.state(right), await collector(shop, right)) == ("redeemed", agent)


async def test_the_holder_himself_is_no_agent_in_the_books(shop):
    holder, wife = await couple(shop)
    right = await shop.claimed(holder)
    await consent(shop, wife, (await named(shop, holder, client=wife.id)).agent)
    await use(shop, await shop.digits(right), "1111")
    assert await collector(shop, right) is None


async def test_an_assistant_without_an_account_collects_by_the_digits_and_his_own_phone(shop):
    holder = await shop.client("13800001111")
    right = await shop.claimed(holder)
    agent = await named(shop, holder, name="李秘书", phone_ends="7788")
    assert (agent.state, agent.by_link) == ("active", False)
    digits = await shop.digits(right)
    with pytest.raises(CodeUnknown):
        await use(shop, digits, "7789")
    await use(shop, digits, "7788")
    assert await collector(shop, right) == agent.agent
    async with shop.house.work.read() as read:
        (row,) = await agents_of(read, holder.id)
    assert row.agent_name == "李**"
    assert "李秘书" not in str(await shop.house.rows("select * from rights_agent"))


async def test_a_link_makes_whoever_consents_the_agent_once(shop):
    holder, friend, late = [await shop.client(f"1390000111{n}") for n in range(3)]
    right = await shop.claimed(holder)
    agent = await named(shop, holder)
    code = code_of(agent.agent, PURPOSE)
    with pytest.raises(AgentMissing):
        await consent(shop, friend, agent.agent)
    with pytest.raises(OwnGift):
        await consent(shop, holder, agent.agent, code)
    await consent(shop, friend, agent.agent, code)
    with pytest.raises(AgentMissing):
        await consent(shop, late, agent.agent, code)
    await use(shop, (await shown(shop, friend, right)).token)


@pytest.mark.parametrize("side", ["holder", "agent", "staff", "time", "policy"])
async def test_who_is_ended_collects_nothing_any_more(shop, side):
    holder, wife = await couple(shop)
    right = await shop.claimed(holder)
    agent = (await named(shop, holder, client=wife.id)).agent
    await consent(shop, wife, agent)
    token = (await shown(shop, wife, right)).token
    if side == "staff":
        ask = EndAgentByStaff(key="e", agent=agent, reason="客户来电")
        await end_agent_by_staff(ask, actor=shop.who("operator"), work=shop.house.work)
    elif side == "time":
        await shop.house.run("update rights_agent set made_at = now() - interval '1 day', expires_at = now()")
    elif side == "policy":
        await set_policy(shop, "none")
    else:
        await end(shop, holder if side == "holder" else wife, agent)
    assert await shown(shop, wife, right) is None
    with pytest.raises(TokenStale):
        await use(shop, token)
    assert await shop.state(right) == "active"
    if side in {"holder", "agent", "staff"}:
        with pytest.raises(AgentOver):
            await end(shop, holder, agent)
        with pytest.raises(AgentOver):
            await consent(shop, wife, agent)


async def test_an_agent_collects_what_he_was_named_for_and_only_for_this_holder(shop):
    holder, wife = await couple(shop)
    right, other = await shop.claimed(holder), await shop.claimed(holder)
    agent = (await named(shop, holder, client=wife.id, entitlement=right)).agent
    await consent(shop, wife, agent)
    assert await shown(shop, wife, other) is None
    booked = await named(shop, holder, client=wife.id, entitlement=other, scope="book")
    await consent(shop, wife, booked.agent)
    assert await shown(shop, wife, other) is None
    friend = (await couple(shop))[0]
    await shop.house.run(
        "update audience_customer set household = (select household from audience_customer where id = $2)"
        " where id = $1",
        friend.id,
        holder.id,
    )
    await accept(shop, friend, await offer(shop, holder, right, friend))
    assert await shown(shop, wife, right) is None


async def test_an_agent_is_named_within_bounds(shop):
    holder, wife = await couple(shop)
    stranger = await shop.client("13800005555")
    right, theirs = await shop.claimed(holder), await shop.claimed(wife)
    with pytest.raises(FamilyOnly):
        await named(shop, holder, client=stranger.id)
    with pytest.raises(OwnGift):
        await named(shop, holder, client=holder.id)
    with pytest.raises(EntitlementMissing):
        await named(shop, holder, client=wife.id, entitlement=theirs)
    for until in (now(), now() + timedelta(days=400)):
        with pytest.raises(Malformed):
            await named(shop, holder, client=wife.id, until=until)
    for ends in ("", "12", "abcd"):
        with pytest.raises(Malformed):
            await named(shop, holder, name="李秘书", phone_ends=ends)
    await set_policy(shop, "none")
    with pytest.raises(NotForOthers):
        await named(shop, holder, client=wife.id, entitlement=right)
    with pytest.raises(AgentMissing):
        await end(shop, stranger, (await named(shop, holder, client=wife.id)).agent)


async def test_staff_out_of_reach_meets_no_agent(shop):
    holder, wife = await couple(shop)
    agent = (await named(shop, holder, client=wife.id)).agent
    far = shop.house.staff("rights.end_agent", units={shop.known["unit.beijing"]})
    ask = EndAgentByStaff(key="e", agent=agent, reason="客户来电")
    with pytest.raises(AgentMissing):
        await end_agent_by_staff(ask, actor=far, work=shop.house.work)


async def test_a_use_and_the_end_of_its_agent_at_once_leave_no_use_after_the_end(shop):
    for _ in range(4):
        holder, wife = await couple(shop)
        right = await shop.claimed(holder)
        agent = (await named(shop, holder, client=wife.id)).agent
        await consent(shop, wife, agent)
        token = (await shown(shop, wife, right)).token
        used, ended = await asyncio.gather(use(shop, token), end(shop, holder, agent), return_exceptions=True)
        assert not isinstance(ended, Exception)
        assert (await shop.state(right) == "redeemed") == (not isinstance(used, Exception))
