"""At the bank's door: the page says what for, the phone is asked where it is, and the gift is there."""

import asyncio
import json
import re

import pytest
from playwright.async_api import expect
from tests.flows.play.conftest import Fair
from tests.kit.application import APP
from tests.kit.examples import PLAYS, today
from tests.kit.house import House
from tests.kit.seed import Seed, delivered

from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.rights import demo as rights

pytestmark = pytest.mark.slow

THERE = {"latitude": 31.2399, "longitude": 121.4896, "accuracy": 20}
VAGUE = {**THERE, "accuracy": 1800}
FAR = {"latitude": 31.1443, "longitude": 121.8083, "accuracy": 20}
ASKED = """() => {
  const own = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
  window.asked = 0;
  navigator.geolocation.getCurrentPosition = (...how) => { window.asked += 1; own(...how); };
}"""


async def grow(stage):
    """Bring the gift for coming by out; every client may have it."""
    await delivered(people, clients, rights)(stage)
    fair = Fair(House("", "", work=stage.work, known=stage.known))
    await fair.house.run("update audience_customer set tier = 'gold'")
    path = next(one for one in PLAYS if one.stem == "position-check-in")
    stage.known["centre.slug"], stage.known["centre.id"] = await fair.publish(
        today(json.loads(path.read_text("utf-8")), stage.known)
    )
    await APP.settle()


@pytest.fixture(scope="session")
def seed():
    return Seed("centre", grow)


@pytest.fixture
async def visitor(own_phone_of, house):
    """Take a client's phone in hand, before the page of the gift; it has not been asked anything."""

    async def comes(number, **kind):
        phone = await own_phone_of(**kind)
        await phone.page.add_init_script(f"({ASKED})()")
        await phone.open(f"/a/{house.known['centre.slug']}")
        await phone.become(number)
        return phone, phone.page.locator(".lg-position-check-in")

    return comes


async def test_a_client_is_told_what_for_before_the_phone_is_asked_and_has_his_gift_where_he_is(
    visitor,
):
    phone, box = await visitor(1, permissions=["geolocation"], geolocation=FAR)
    go = box.get_by_role("button", name="签到")
    await expect(box).to_contain_text("位置仅用于判断您是否在现场，不予保存")
    assert await phone.page.evaluate("window.asked") == 0, "nothing is asked before it is pressed"
    await go.click()
    assert re.search(r"约 3\d\.\d 公里", await phone.sheet())
    await phone.dismiss()
    await phone.page.context.set_geolocation(VAGUE)
    await go.click()
    assert "误差约 1800 米" in await phone.sheet()
    await phone.dismiss()
    await phone.page.context.set_geolocation(THERE)
    await go.click()
    assert "机场贵宾厅单次礼遇" in await phone.sheet()
    await phone.dismiss()
    await expect(box.get_by_role("status")).to_contain_text("签到成功")
    await expect(go).to_be_disabled()
    assert await phone.page.evaluate("window.asked") == 3


@pytest.mark.parametrize(
    ("locale", "denied", "help_"),
    [
        ("zh-CN", "手机未允许提供位置", "联系客户经理"),
        ("en", "Your phone may not tell its position", "Contact my adviser"),
    ],
)
async def test_who_does_not_tell_is_told_how_to_go_on_and_may_change_his_mind(
    visitor, house, locale, denied, help_
):
    phone, box = await visitor(2, locale=locale, permissions=[])
    go = box.locator(".lg-position-check-in__go")
    await go.click()
    await expect(box.get_by_role("alert")).to_contain_text(denied)
    await box.get_by_role("button", name=help_).click()
    await phone.sheet()
    await phone.dismiss()
    draws = "select count(*)::int from play_draw where activity = $1"
    assert await house.value(draws, house.known["centre.id"]) == 0
    await phone.page.context.grant_permissions(["geolocation"])
    await phone.page.context.set_geolocation(THERE)
    await go.click()
    await phone.sheet()
    await phone.dismiss()
    await expect(box.get_by_role("alert")).to_have_count(0)
    assert await house.value(draws, house.known["centre.id"]) == 1


@pytest.mark.parametrize("early", [False, True])
async def test_a_visitor_says_who_he_is_before_his_phone_is_asked_where_it_is(own_phone_of, house, early):
    """Also who presses before the page knows that he is one: its question is held back until then."""
    phone = await own_phone_of(permissions=["geolocation"], geolocation=THERE)
    await phone.page.add_init_script(f"({ASKED})()")
    pressed = asyncio.Event()
    if not early:
        pressed.set()

    async def held(route):
        await pressed.wait()
        await route.continue_()

    await phone.page.route("**/graphql/client", held)
    await phone.open(f"/a/{house.known['centre.slug']}")
    await phone.page.get_by_role("button", name="签到").click()
    pressed.set()
    assert "验证身份" in await phone.sheet()
    assert await phone.page.evaluate("window.asked") == 0
