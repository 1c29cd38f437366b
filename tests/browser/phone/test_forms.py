"""A right that asks something first: on its page, with every mistake at its field and nothing typed twice."""

import pytest
from playwright.async_api import expect
from tests.browser.phone.test_living import page_of

from largesse.kernel.ids import new_id
from largesse.rights.demo_forms import PARCEL
from largesse.rights.entitlements.give import GiveRight, give_right

pytestmark = pytest.mark.slow
ADDRESS = "上海市浦东新区世纪大道 100 号"


async def asking(house):
    """Give a client a right that asks where its parcel goes."""
    await house.run("update rights_batch set personal_form = $1 where code = 'B-2026-TEA'", PARCEL)
    ask = GiveRight(
        key=new_id().hex,
        batch=house.known["batch.tea"],
        client=house.known["client.wang"],
        reason="生日礼",
    )
    return (await give_right(ask, actor=house.known["staff.operator"], work=house.work)).entitlement


async def test_a_right_is_claimed_with_its_form_and_a_mistake_loses_nothing(own_phone_of, house):
    right = await asking(house)
    phone = await own_phone_of()
    page = phone.page
    await phone.open()
    await phone.become(1)
    await phone.open("/my")
    await page.click(".lg-wallet__ticket button")  # its claim leads to what is asked
    await page.wait_for_url("**/my/r/ent_*")
    form = page.locator(".lg-form").first
    await expect(form.get_by_role("textbox", name="收件人")).to_have_value("王思远")
    await form.get_by_role("textbox", name="联系电话").fill("12")
    await form.get_by_role("textbox", name="收货地址").fill(ADDRESS)
    await form.locator("[type=checkbox]").check()
    await form.get_by_role("button", name="提交并领取").click()
    await expect(page.locator("#form-phone-why")).to_contain_text("11 位手机号码")
    await expect(page.locator("#form-phone")).to_be_focused()
    await expect(form.get_by_role("textbox", name="收货地址")).to_have_value(ADDRESS)
    await form.get_by_role("textbox", name="联系电话").fill("\u202d１３８ ００１３ ８０００\u202c")
    await form.get_by_role("button", name="提交并领取").click()
    await page.wait_for_selector(".lg-right__code")
    await page.click("text=我填写的信息")
    await expect(page.locator(".lg-form__given")).to_contain_text("138****8000")
    assert await page.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })") == "{}"
    assert await house.value("select state from rights_entitlement where id = $1", right) == "active"
    assert page_of(right).endswith(page.url.rpartition("/")[2])
