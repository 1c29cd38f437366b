"""The counter by real keys: with a net, without one, and when it is back."""

import os

import pytest
from playwright.async_api import expect
from tests.browser.counter.conftest import DESK, PHONE
from tests.flows.rights.conftest import Shop

pytestmark = pytest.mark.slow

SHOTS = os.environ.get("COUNTER_SHOTS", "")
WAITING = "#queue li.waiting"


async def seen(device, name):
    """Keep a picture of the page where one is asked for."""
    if SHOTS:
        await device.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


async def takes_back_in_english(device):
    """Take the last use back on the desk's screen."""
    page = device.page
    await page.set_viewport_size(DESK)
    await page.goto(f"{device.address}/counter/tea/uses?lang=en")
    await page.wait_for_selector("html[data-ready]")
    await page.locator("summary").first.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type("wrong client")
    await seen(device, "uses-en")
    await page.keyboard.press("Enter")
    await expect(page.locator("p.yes")).to_contain_text("Taken back")
    await page.set_viewport_size(PHONE)
    await seen(device, "reversed-en")


async def test_a_counter_redeems_by_the_keyboard_and_what_is_scanned_without_a_net_waits(device, house):
    shop, page = Shop(house), device.page
    many, second, third = [await shop.claimed(await shop.client(f"1380000123{n}")) for n in range(3)]
    await house.run("update rights_entitlement set units = 6 where id = $1", many)
    await seen(device, "form")

    # With a net: digits with the phone's end behind them, and how many.
    await device.types(f"{await shop.digits(many)} 1230")
    await expect(page.locator("#units:focus")).to_be_visible()
    await seen(device, "choose")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("section.done")).to_contain_text("4")
    await seen(device, "used")

    # Without one: the page opens again, tells so, and keeps what is scanned.
    await page.click("a.next")
    await device.context.set_offline(True)
    await page.reload()
    await page.wait_for_selector("html[data-ready]")
    await expect(page.locator("#queue .net")).to_contain_text("没有网络")
    await device.types(f"http://bank/counter/tea?c={shop.token(second)}")
    await expect(page.locator(WAITING)).to_have_count(1)
    await device.types(await shop.digits(third), "9999")
    await expect(page.locator(WAITING)).to_have_count(2)
    await expect(page.locator("main")).not_to_contain_text("核销成功")
    await seen(device, "offline")
    assert await shop.state(second) == "active"
    async with page.expect_event("dialog") as asks:
        await page.close(run_before_unload=True)
    assert (await asks.value).type == "beforeunload"
    await (await asks.value).dismiss()

    # It is back: two tabs share what waited, each scan is answered once, also the one that is refused.
    other = await device.context.new_page()
    await device.context.set_offline(False)
    await other.goto(f"{device.address}/counter/tea")
    await expect(page.locator("#queue li.booked")).to_have_count(1)
    await expect(page.locator("#queue li.open")).to_have_count(1)
    await expect(other.locator("#queue li.open")).to_contain_text("银行已收到")
    await seen(device, "back")
    assert await shop.state(second) == "redeemed"
    assert await shop.state(third) == "active"
    assert await house.value("select count(*) from rights_redemption where offline") == 1

    # A browser that keeps nothing says so at once.
    private = await device.context.new_page()
    await private.add_init_script("Object.defineProperty(window, 'indexedDB', { value: null })")
    await private.goto(f"{device.address}/counter/tea")
    await expect(private.locator("#no")).to_contain_text("无法保存离线扫码")
    await takes_back_in_english(device)
    assert await house.value("select count(*) from rights_redemption where kind = 'reversal'") == 1
