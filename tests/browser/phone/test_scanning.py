"""At the door of a salon: the phone's camera opens a link, who it is is asked, and the gift is there."""

import json
import re
from datetime import timedelta

import pytest
from playwright.async_api import expect
from tests.flows.play.conftest import Fair
from tests.kit.application import APP
from tests.kit.bank_app import BankApp
from tests.kit.examples import PLAYS, today
from tests.kit.faces import Asker
from tests.kit.house import House
from tests.kit.seed import Seed, delivered

from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.play.place_codes.codes import Spot, code_of
from largesse.rights import demo as rights
from largesse.rights.codes.code12 import with_check

pytestmark = pytest.mark.slow

CODES = "query ($activity: String!) { placeCodes(activity: $activity) { place url digits } }"
FOREIGN = with_check(12345678901)


async def grow(stage):
    """Bring the salon out; every client may come."""
    await delivered(people, clients, rights)(stage)
    fair = Fair(House("", "", work=stage.work, known=stage.known))
    await fair.house.run("update audience_customer set tier = 'gold'")
    path = next(one for one in PLAYS if one.stem == "place-check-in")
    document = today(json.loads(path.read_text("utf-8")), stage.known)
    stage.known["salon.slug"], stage.known["salon.id"] = await fair.publish(document)
    await APP.settle()


@pytest.fixture(scope="session")
def seed():
    return Seed("salon", grow)


async def link_of(house, place):
    """Give the path of the link that a place's QR code holds now."""
    asker = Asker(house.work, Fair(house).who("operator"))
    shown = await asker.asks(CODES, activity=text_id("act", house.known["salon.id"]))
    url = next(one["url"] for one in shown["placeCodes"] if one["place"] == place)
    return url[url.index("/a/") :]


def box(phone):
    return phone.page.locator(".lg-place-check-in")


async def test_a_scanned_link_survives_signing_in_and_brings_the_gift_once(own_phone_of, house):
    phone = await own_phone_of()
    link = await link_of(house, "main-hall")
    await phone.open(link)
    await expect(box(phone)).to_contain_text("已读取签到码")
    await expect(box(phone).get_by_role("textbox")).to_have_value(re.compile(r"^\d{4} \d{4} \d{4}$"))
    await box(phone).get_by_role("button", name="签到").click()
    assert "验证身份" in await phone.sheet()
    await phone.dismiss()
    await phone.become(1)
    await box(phone).get_by_role("button", name="签到").click()
    assert "机场贵宾厅单次礼遇" in await phone.sheet()
    await phone.dismiss()
    await expect(box(phone).get_by_role("status")).to_contain_text("签到成功")
    await expect(box(phone).get_by_role("button", name="签到")).to_be_disabled()
    await expect(phone.page.locator("#my-rights")).to_contain_text("机场贵宾厅单次礼遇")
    await phone.open(await link_of(house, "front-desk"))
    await expect(box(phone).get_by_role("button", name="签到")).to_be_disabled()
    draws = "select count(*)::int from play_draw where activity = $1"
    assert await house.value(draws, house.known["salon.id"]) == 1


async def test_the_banks_app_hands_the_client_over_and_the_code_stays_in_the_address(own_phone_of, house):
    app = await BankApp().registered(house.work)
    ext_id = await house.value("select ext_id from audience_customer order by ext_id limit 1")
    phone = await own_phone_of()
    link = await link_of(house, "front-desk")
    await phone.open(f"{link}&t={app.signs(ext_id)}")
    assert phone.page.url.endswith(link), "the token is gone, the code is not"
    await box(phone).get_by_role("button", name="签到").click()
    assert "机场贵宾厅单次礼遇" in await phone.sheet()
    other = await own_phone_of()
    await other.page.goto(f"{other.address}/a/{house.known['salon.slug']}?t={app.signs(ext_id)}&c=<b>12</b>")
    assert "?" not in other.page.url, "what is no code goes with the token"


@pytest.mark.parametrize(("locale", "over"), [("zh-CN", "此签到码已更新"), ("en", "This code has changed")])
async def test_a_photo_that_was_sent_on_is_over_and_the_digits_of_the_next_one_can_be_typed(
    own_phone_of, house, locale, over
):
    phone = await own_phone_of(locale=locale)
    hall = Spot(house.known["salon.id"], "salon", "main-hall", rotates=True)
    old = code_of(hall, now() - timedelta(minutes=3))
    await phone.open(f"/a/{house.known['salon.slug']}?c={old}")
    await phone.become(2)
    go, field = box(phone).locator("button"), box(phone).get_by_role("textbox")
    await go.click()
    assert over in await phone.sheet()
    await phone.dismiss()
    await field.fill(FOREIGN)
    await go.click()
    assert ("不是本活动" in await phone.sheet()) or ("no code of this activity" in await phone.sheet())
    await phone.dismiss()
    await field.fill("12")
    await expect(go).to_be_disabled()
    link = await link_of(house, "main-hall")
    await field.fill(link)
    await go.click()
    assert await phone.page.wait_for_selector(".lg-sheet")
    await expect(box(phone).get_by_role("status")).to_contain_text(
        "签到成功" if locale == "zh-CN" else "You are checked in"
    )
