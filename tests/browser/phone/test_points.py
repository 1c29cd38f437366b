"""A client's points on his own page: what he has, what they are spent on, what is missing."""

from playwright.async_api import expect


async def test_a_client_redeems_after_a_second_press_and_sees_what_is_left_and_what_is_missing(
    own_phone_of, house
):
    phone = await own_phone_of()
    await phone.open("/my")
    await expect(phone.page.locator(".lg-points__none")).to_contain_text("验证身份后")
    await phone.become(1)
    await expect(phone.page.locator(".lg-points__figure")).to_contain_text("12,800")
    offers = phone.page.locator(".lg-points-mall__offer")
    await expect(offers.nth(1)).to_contain_text("还差 3,200 分")
    await offers.nth(0).get_by_role("button", name="兑换").click()
    await expect(offers.nth(0)).to_contain_text("用 2,000 臻享积分兑换？")
    assert await house.value("select count(*) from rights_points_exchange") == 0
    await offers.nth(0).get_by_role("button", name="确认兑换").click()
    await expect(offers.nth(0)).to_contain_text("兑换成功")
    await expect(phone.page.locator(".lg-points__figure")).to_contain_text("10,800")
    await expect(phone.page.locator(".lg-points__moves")).to_contain_text("积分兑换")
    await expect(phone.page.locator(".lg-wallet__ticket")).to_contain_text("待领取")
    await offers.nth(0).get_by_role("button", name="查看权益").click()
    await phone.page.wait_for_url("**/my/r/ent_*")
    assert phone.noise == []
