"""A client's points on his own page: what he has, what they are spent on, what is missing."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from playwright.async_api import expect

from largesse.rights.points.award import Wanted, award
from largesse.rights.points.expire import expire_points_due


async def test_a_client_redeems_after_a_second_press_and_sees_what_is_left_and_what_is_missing(
    own_phone_of, house
):
    phone = await own_phone_of()
    await phone.open("/my")
    await expect(phone.page.locator(".lg-points__none")).to_contain_text("验证身份后")
    await phone.become(1)
    await expect(phone.page.locator(".lg-points__figure")).to_contain_text("12,800")
    black = phone.page.locator(".lg-tier-card__card--black")
    await expect(black).to_have_css("background-color", "rgb(14, 17, 22)")  # on the dark page too
    offers = phone.page.locator(".lg-points-mall__offer")
    await expect(offers.nth(1)).to_contain_text("还差 3,200 分")
    await offers.nth(0).get_by_role("button", name="兑换").click()
    await expect(offers.nth(0)).to_contain_text("用 2,000 臻享积分兑换？")
    assert await house.value("select count(*) from rights_points_exchange") == 0
    asked = []
    phone.page.on("request", lambda one: asked.append(one.post_data))
    await offers.nth(0).get_by_role("button", name="确认兑换").click()
    await expect(offers.nth(0)).to_contain_text("兑换成功")
    await expect(phone.page.locator(".lg-points__figure")).to_contain_text("10,800")
    await expect(phone.page.locator(".lg-points__moves")).to_contain_text("积分兑换")
    await expect(phone.page.locator(".lg-wallet__ticket")).to_contain_text("待领取")
    assert len(asked) <= 8  # the act, who one is, and what the act changed: not the whole page anew
    await offers.nth(0).get_by_role("button", name="查看权益").click()
    await phone.page.wait_for_url("**/my/r/ent_*")
    assert phone.noise == []


async def test_points_of_the_31st_of_january_work_to_the_end_of_february_and_are_spent_first(
    own_phone_of, house
):
    kind = await house.value("select id from rights_points_kind where code = 'PTS-PRIVILEGE'")
    client = await house.value("select id from audience_customer where ext_id = 'C80001'")
    await house.run("update rights_points_kind set lasts_for = 1 where id = $1", kind)
    for year, points in ((2026, 70), (2027, 300)):
        async with house.work.job() as tx:
            tx.now = datetime(year, 1, 31, 9, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
            await award(tx, kind, "play", Wanted(client, points, f"journey-{year}"))
    await expire_points_due(house.work)  # February of 2026 is over: its points are gone
    phone = await own_phone_of()
    await phone.open("/my")
    await phone.become(1)
    figure, endings = phone.page.locator(".lg-points__figure"), phone.page.locator(".lg-points__endings")
    await expect(figure).to_contain_text("13,100")
    await expect(endings.locator("li").first).to_contain_text("300")
    await expect(endings.locator("li").first).to_contain_text("2月28日")
    moves = phone.page.locator(".lg-points__moves")
    for told in ("活动奖励", "积分过期", "-70"):
        await expect(moves).to_contain_text(told)
    offer = phone.page.locator(".lg-points-mall__offer").nth(0)
    await offer.get_by_role("button", name="兑换").click()
    await offer.get_by_role("button", name="确认兑换").click()
    await expect(offer).to_contain_text("兑换成功")
    await expect(figure).to_contain_text("11,100")
    await expect(endings).not_to_contain_text("2月28日")
    await expect(phone.page.locator(".lg-wallet__ticket")).to_contain_text("待领取")
    assert phone.noise == []
