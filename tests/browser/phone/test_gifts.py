"""A gift by a link: copied and sent on, and what became of it told on both sides."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import expect
from tests.browser.phone.test_living import claimed, page_of

from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.rights.agents.agent import Scope
from largesse.rights.agents.answer import ConsentAgent, EndAgent, consent_agent, end_agent
from largesse.rights.agents.name import PURPOSE as AS_AGENT
from largesse.rights.agents.name import NameAgent, name_agent
from largesse.rights.transfers.answer import (
    AcceptTransfer,
    DeclineTransfer,
    TakeBackTransfer,
    accept_transfer,
    decline_transfer,
    take_back_transfer,
)
from largesse.rights.transfers.offer import PURPOSE, OfferRight, offer_right
from largesse.rights.transfers.secret import code_of

pytestmark = pytest.mark.slow

REFUSED = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }"
LOW = {"width": 390, "height": 320}  # what became of a gift is below: one is led there
MARKED = "getSelection().toString() || document.activeElement.value"


async def offered(house, right):
    """Offer a right by a link; give the offer and its code."""
    ask = OfferRight(key=new_id().hex, entitlement=right)
    offer = (await offer_right(ask, actor=house.known["actor.wang"], work=house.work)).transfer
    return offer, code_of(offer, PURPOSE)


async def answers(house, act, asked, who, **said):
    return await act(asked(key=new_id().hex, **said), actor=house.known[f"actor.{who}"], work=house.work)


async def test_a_gifts_link_is_copied_by_a_button_or_marked_where_the_clipboard_is_refused(
    own_phone_of, house
):
    right = await claimed(house)
    _, code = await offered(house, right)
    phone = await own_phone_of(permissions=["clipboard-read", "clipboard-write"])
    await phone.open()
    await phone.become(1)
    await phone.page.goto(phone.address + page_of(right))
    await phone.page.click("text=复制链接")
    await expect(phone.page.get_by_text("已复制")).to_be_visible()
    assert (await phone.page.evaluate("navigator.clipboard.readText()")).endswith(f"/my?gift={code}")
    await phone.page.evaluate(REFUSED)
    await phone.page.click("text=复制链接")
    await expect(phone.page.get_by_text("链接已选中，请长按复制")).to_be_visible()
    assert (await phone.page.evaluate(MARKED)).endswith(code)


async def test_a_giver_and_who_follows_an_old_link_read_what_became_of_the_gift(own_phone_of, house):
    right = await claimed(house)
    phone = await own_phone_of(viewport=LOW)
    await phone.open()
    await phone.become(1)
    over = phone.page.locator(".lg-gifts__over")
    offer, code = await offered(house, right)
    await answers(house, take_back_transfer, TakeBackTransfer, "wang", transfer=offer)
    await phone.open(f"/my?gift={code}")
    await expect(over).to_have_text(re.compile("赠送人已收回“.+”"))
    await expect(over).to_be_in_viewport()
    await phone.open("/my?gift=nothing")
    await expect(over).to_have_text("赠送链接无效，请向赠送人核实")
    offer, code = await offered(house, right)
    await answers(house, decline_transfer, DeclineTransfer, "chen", transfer=offer, code=code)
    await phone.page.goto(phone.address + page_of(right))
    await expect(phone.page.get_by_text("您的转赠已被婉拒，仍归您使用")).to_be_visible()
    offer, code = await offered(house, right)
    await answers(house, accept_transfer, AcceptTransfer, "chen", transfer=offer, code=code)
    await phone.page.goto(phone.address + page_of(right))
    await expect(phone.page.locator(".lg-right__wait")).to_have_text(re.compile(r"陈\*+ 已接收您的转赠"))
    await phone.open(f"/my?gift={code}")
    await expect(over).to_have_text(re.compile("“.+”已被接收"))


async def test_who_follows_an_old_link_to_an_agents_request_reads_what_became_of_it(own_phone_of, house):
    phone = await own_phone_of()
    await phone.open()
    await phone.become(1)
    over = phone.page.locator(".lg-gifts__over")

    async def asked(by):
        named = NameAgent(key=new_id().hex, scope=Scope.BOTH, until=now() + timedelta(days=30))
        agent = (await name_agent(named, actor=house.known[f"actor.{by}"], work=house.work)).agent
        return agent, code_of(agent, AS_AGENT)

    async def reads(code, words):
        await phone.open(f"/my?agent={code}")
        await expect(over).to_have_text(words)
        await expect(over).to_be_in_viewport()

    await reads("nothing", "代办链接无效，请向发出人核实")
    agent, code = await asked("chen")
    await phone.open(f"/my?agent={code}")
    await phone.page.get_by_role("button", name="同意").click()
    await expect(over).to_have_text(re.compile(r"您已同意为 陈\*+ 代办"))
    agent, code = await asked("chen")
    await answers(house, end_agent, EndAgent, "chen", agent=agent)
    await reads(code, re.compile(r"陈\*+ 的代办请求已撤回"))
    agent, code = await asked("chen")
    await house.run("update rights_agent set expires_at = now() where id = $1", agent)
    await reads(code, re.compile(r"陈\*+ 的代办请求已过期"))
    agent, code = await asked("wang")
    await answers(house, consent_agent, ConsentAgent, "chen", agent=agent, code=code)
    await reads(code, "这是您发出的代办请求：生效中")
