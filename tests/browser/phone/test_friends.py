"""Two clients with a phone each: one begins a team and sends the link, the other comes by it and helps."""

import json
import re

import pytest
from playwright.async_api import expect
from tests.browser.phone.conftest import Phone
from tests.flows.play.conftest import Fair
from tests.kit.application import APP
from tests.kit.house import House
from tests.kit.seed import Seed, delivered

from largesse.audience import demo as clients
from largesse.contracts.registry import folder
from largesse.identity import demo as people
from largesse.rights import demo as rights

pytestmark = pytest.mark.slow


def example(name):
    return json.loads((folder() / f"examples/valid/plays/{name}.json").read_text("utf-8"))


def both(document):
    """Put a team of one friend, a figure that friends move and cards to give on one page."""
    team, help_, cards = example("group-buy"), example("assist"), example("collect-cards")
    team["plays"][0]["decide"] |= {"n": 1}
    document["plays"] = team["plays"] + help_["plays"] + cards["plays"]
    document["states"] = help_["states"]
    document["audience"]["rule"], document["limits"] = {"op": "always"}, []
    nodes = {one["type"]: one for each in (team, help_, cards) for one in each["pages"][0]["nodes"]}
    page = document["pages"][0]
    shown = ("hero", "group-buy", "assist", "collect-cards", "my-rights")
    page["nodes"] = [nodes[one] | {"id": one} for one in shown]


def shared(document):
    """Put a packet of one friend and his leader on a page."""
    packet = example("split-red-packet")
    packet["plays"][0]["decide"] |= {"n": 1}
    document["plays"], document["states"], document["limits"] = packet["plays"], [], []
    document["audience"]["rule"] = {"op": "always"}
    document["pages"][0]["nodes"] = packet["pages"][0]["nodes"]
    document["disclosure"] = packet["disclosure"]


async def grow(stage):
    """Bring the activity out."""
    await delivered(people, clients, rights)(stage)
    fair = Fair(House("", "", work=stage.work, known=stage.known))
    stage.known["friends.slug"], _ = await fair.publish(fair.document(both))
    stage.known["packet.slug"], _ = await fair.publish(fair.document(shared))
    await APP.settle()


@pytest.fixture(scope="session")
def seed():
    return Seed("friends", grow)


NO_SHEET = "() => { navigator.share = async () => { throw new DOMException('', 'NotAllowedError'); }; }"


async def test_a_team_is_begun_sent_on_joined_and_collected_by_hand(phone_of, ground):
    first, second = await phone_of(), await phone_of()
    await first.open(f"/a/{ground.known['friends.slug']}")
    await first.become(1)
    await first.page.click("text=发起成团")
    link = first.page.locator(".lg-group-buy input")
    await expect(link).to_have_value(re.compile(r"\?s=[0-9a-f]{24}$"))
    await expect(first.page.locator(".lg-group-buy")).to_contain_text("还差 1 位好友")
    path = (await link.input_value()).partition("/a/")[2]
    await first.page.evaluate(NO_SHEET)
    await first.page.click(".lg-group-buy .lg-friends__link button")
    await expect(first.page.locator(".lg-group-buy .lg-friends__link [role=status]")).to_contain_text("链接")
    await first.page.click("text=邀好友助力")
    await expect(first.page.locator(".lg-assist input")).to_be_visible()

    await second.open(f"/a/{path}")
    await second.open(f"/a/{ground.known['friends.slug']}")  # the bank's own link has no code
    await second.become(2)
    asks = second.page.locator(".lg-group-buy .lg-friends__theirs")
    await expect(asks).to_contain_text("邀您一同成团")
    await expect(second.page.locator(".lg-assist .lg-friends__theirs")).to_have_count(0)
    await second.page.click("text=加入成团")
    await expect(asks).to_contain_text("已成团")
    await second.page.click("text=领取礼遇")
    assert "恭喜您获得" in await second.sheet()

    await first.page.reload()
    team = first.page.locator(".lg-group-buy")
    await expect(team.locator(".is-taken")).to_contain_text("*")
    await first.page.click("text=领取礼遇")
    assert "机场贵宾厅" in await first.sheet()
    await first.dismiss()
    await expect(team.locator(".lg-button")).to_have_count(0)
    assert [*first.noise, *second.noise] == []


async def test_a_card_is_given_taken_and_too_late_for_another_who_has_the_link(phone_of, ground):
    giver, friend, late = [await phone_of() for _ in range(3)]
    for number, phone in enumerate((giver, friend, late), 1):
        await phone.open(f"/a/{ground.known['friends.slug']}")
        await phone.become(number)
    mine, theirs, lost = (one.page.locator(".lg-collect-cards") for one in (giver, friend, late))
    await mine.get_by_role("button", name="抽一张卡").click()
    await mine.get_by_role("button", name="赠送好友一张").focus()
    await giver.page.keyboard.press("Enter")
    await expect(mine).to_contain_text("等待好友收取")
    path = (await mine.get_by_label("分享链接").input_value()).partition("/a/")[2]
    for phone, cards in ((friend, theirs), (late, lost)):
        await phone.open(f"/a/{path}")
        await expect(cards.get_by_role("button", name="收下")).to_be_visible()
    await theirs.get_by_role("button", name="收下").click()
    await expect(theirs).to_contain_text(re.compile(r"收到 王\*+ 赠送的"))
    await expect(theirs).to_contain_text("已集 1 / 5 种")
    await expect(theirs.get_by_role("button", name="赠送好友一张")).to_have_count(0)
    await lost.get_by_role("button", name="收下").click()
    assert "好友已收下这张卡" in await late.sheet()
    await expect(lost.get_by_role("status").filter(has_text="已由其他好友收下")).to_be_visible()
    await mine.get_by_role("button", name="收回").click()
    assert "好友已收下这张卡" in await giver.sheet()
    await expect(mine).to_contain_text(re.compile(r"已由 .+\* 收下"))
    assert [*giver.noise, *friend.noise, *late.noise] == []


async def test_two_tabs_give_one_card_once_and_who_takes_it_back_late_reads_so(phone_of, ground):
    first = await phone_of()
    await first.open(f"/a/{ground.known['friends.slug']}")
    await first.become(4)
    cards = first.page.locator(".lg-collect-cards")
    await cards.get_by_role("button", name="抽一张卡").click()
    await expect(cards.get_by_role("button", name="赠送好友一张")).to_be_visible()
    second = Phone(await first.page.context.new_page(), first.address)
    await second.open(f"/a/{ground.known['friends.slug']}")
    same = second.page.locator(".lg-collect-cards")
    await expect(same.get_by_role("button", name="赠送好友一张")).to_be_visible()
    await cards.get_by_role("button", name="赠送好友一张").click()
    await expect(cards).to_contain_text("等待好友收取")
    await same.get_by_role("button", name="赠送好友一张").click()
    assert "没有可赠送的" in await second.sheet()
    await second.dismiss()
    await expect(same).to_contain_text("等待好友收取")
    await expect(same.get_by_role("button", name="赠送好友一张")).to_have_count(0)
    await same.get_by_role("button", name="收回").click()
    await expect(same.get_by_role("button", name="赠送好友一张")).to_be_visible()
    await cards.get_by_role("button", name="收回").click()
    assert "收回" in await first.sheet()
    await first.dismiss()
    await expect(cards.get_by_role("button", name="赠送好友一张")).to_be_visible()
    assert [*first.noise, *second.noise] == []


async def test_a_gift_is_still_offered_after_a_look_at_other_pages_and_not_once_it_is_taken(phone_of, ground):
    giver, friend = await phone_of(), await phone_of(locale="en-GB")
    await giver.open(f"/a/{ground.known['friends.slug']}")
    await giver.become(5)
    mine = giver.page.locator(".lg-collect-cards")
    await mine.get_by_role("button", name="抽一张卡").click()
    await mine.get_by_role("button", name="赠送好友一张").click()
    path = (await mine.get_by_label("分享链接").input_value()).partition("/a/")[2]
    await friend.open(f"/a/{path}&lang=en")
    await friend.become(6)
    theirs = friend.page.locator(".lg-collect-cards")
    await expect(theirs).to_contain_text(re.compile(r"\*+ gives you "))
    await friend.page.locator(".lg-dock button").last.click()
    await friend.page.wait_for_url("**/my**")
    await friend.page.go_back()
    await theirs.get_by_role("button", name="Take it").click()
    await expect(theirs).to_contain_text(re.compile(r": from .*\*"))
    await friend.page.locator(".lg-dock button").last.click()
    await friend.page.wait_for_url("**/my**")
    await friend.page.go_back()
    await expect(theirs).to_contain_text(re.compile(r": from .*\*"))
    await expect(theirs.get_by_role("button", name="Take it")).to_have_count(0)
    await giver.open(f"/a/{path}")
    await expect(mine).to_contain_text("收下")
    await expect(mine.get_by_role("button", name="收下")).to_have_count(0)
    assert [*giver.noise, *friend.noise] == []


async def test_a_packet_is_opened_part_by_part_and_the_parts_make_the_total(phone_of, ground):
    leader, friend = await phone_of(), await phone_of()
    await leader.open(f"/a/{ground.known['packet.slug']}")
    await leader.become(1)
    own = leader.page.locator(".lg-group-buy")
    await own.get_by_role("button", name="发起成团").click()
    await expect(own).to_contain_text("红包共 888 积分")
    path = (await own.locator("input").input_value()).partition("/a/")[2]
    await friend.open(f"/a/{path}")
    await friend.become(2)
    theirs = friend.page.locator(".lg-friends__theirs")
    await theirs.get_by_role("button", name="加入成团").click()
    await expect(theirs).to_contain_text(re.compile(r"我拆得 \d+ 积分"))
    await leader.page.reload()
    await expect(own).to_contain_text(re.compile(r"我拆得 \d+ 积分"))
    parts = [int(re.search(r"我拆得 (\d+)", await one.inner_text())[1]) for one in (own, theirs)]
    assert sum(parts) == 888
    await expect(own.locator(".is-taken")).to_contain_text(f"+{parts[1]}")
    await friend.page.click("text=领取礼遇")
    assert f"一份红包：{parts[1]} 积分" in await friend.sheet()
    assert [*leader.noise, *friend.noise] == []
