"""Without a net the page stays: a sheet that is there is shown, and one that is not is told of."""

import pytest
from playwright.async_api import expect
from tests.browser.phone.test_forms import asking

pytestmark = pytest.mark.slow

SHEETS = "**/*-sheets.js"


async def test_a_sheet_that_was_never_opened_is_shown_without_a_net(phone_of):
    phone = await phone_of()
    async with phone.page.expect_request_finished(lambda one: one.url.endswith("-sheets.js")):
        await phone.open()
    await phone.page.context.set_offline(True)
    await phone.page.click(".lg-lottery-wheel__go")
    await phone.sheet()


async def test_a_sheet_that_cannot_be_loaded_is_told_of_and_the_page_stays_until_the_server_answers(phone_of):
    phone = await phone_of()
    await phone.page.route(SHEETS, lambda route: route.abort())
    await phone.open()
    await expect(phone.page.locator(".lg-demo")).to_be_visible()
    await phone.page.evaluate("window.stayed = true")
    await phone.page.context.set_offline(True)
    await phone.page.click(".lg-demo")
    told = phone.page.locator(".lg-toast")
    await expect(told).to_have_text("网络似乎中断了")
    assert (await told.bounding_box())["width"] > 300
    assert await phone.page.evaluate("window.stayed")
    await phone.page.unroute(SHEETS)
    await phone.page.context.set_offline(False)
    await phone.page.click(".lg-demo")
    await phone.sheet()
    await expect(phone.page.locator(".lg-toast")).to_have_count(0)


async def test_a_claim_without_a_net_says_so_and_the_next_press_goes_on(own_phone_of, house):
    await asking(house)
    phone = await own_phone_of()
    await phone.open()
    await phone.become(1)
    async with phone.page.expect_request_finished(lambda one: one.url.endswith("-sheets.js")):
        await phone.open("/my")
    claim = phone.page.get_by_role("button", name="领取")
    await expect(claim).to_be_visible()
    await phone.page.context.set_offline(True)
    await claim.click()
    assert "您的权益不受影响" in await phone.sheet()
    await phone.dismiss()
    await phone.page.context.set_offline(False)
    await claim.click()
    await phone.page.wait_for_url("**/my/r/ent_*")
