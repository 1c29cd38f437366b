"""Booking on the phone, from another time zone and over a net that loses an answer."""

from datetime import date

from playwright.async_api import expect
from tests.browser.phone.test_living import ASKS, claimed

from largesse.kernel.ids import new_id
from largesse.rights.places.keep import AddResource, MakePlace, add_resource, make_place
from largesse.rights.places.place import ResourceKind
from largesse.rights.places.serve import SetService, set_service
from largesse.rights.slots.keep import AddHours, add_hours

BUND = {"latitude": 31.24, "longitude": 121.49}


async def second_place(house):
    """Serve the tea in Beijing too."""
    who = {"actor": house.known["staff.operator"], "work": house.work}
    place = MakePlace(
        key=new_id().hex,
        code="PL-TEA-GUOMAO",
        name={"zh-CN": "岩骨茶舍 · 国贸店", "en": "Rock Bone Tea House, Guomao"},
        city={"zh-CN": "北京", "en": "Beijing"},
        address={"zh-CN": "建国门外大街 1 号", "en": "1 Jianguomenwai Avenue"},
        zone="Asia/Shanghai",
        org_unit=house.known["unit.shanghai"],
        latitude_e6=39_908_800,
        longitude_e6=116_459_600,
    )
    made = (await make_place(place, **who)).id
    table = AddResource(
        key=new_id().hex, place=made, name={"zh-CN": "茶席", "en": "Table"}, kind=ResourceKind.ROOM
    )
    resource = (await add_resource(table, **who)).id
    hours = AddHours(
        key=new_id().hex,
        resource=resource,
        weekdays=(1, 2, 3, 4, 5, 6, 7),
        from_minute=540,
        to_minute=1020,
        slot_minutes=60,
        capacity=2,
        starts_on=date(2026, 1, 1),
    )
    await add_hours(hours, **who)
    both = (house.known["resource.tea"], resource)
    service = SetService(
        key=new_id().hex, sku=house.known["sku.tea"], resources=both, minutes=60, free_until_hours=4
    )
    await set_service(service, **who)


async def finds_the_nearest(phone, booking):
    """Refuse the position and choose by city, then allow it: the nearest place comes first, with its way."""
    await booking.get_by_role("button", name="离我最近").click()
    await expect(booking).to_contain_text("没有取得位置")
    await booking.get_by_label("城市").select_option("北京")
    await expect(booking).to_contain_text("建国门外大街")
    await phone.page.context.grant_permissions(["geolocation"])
    await phone.page.context.set_geolocation(BUND)
    await booking.get_by_role("button", name="离我最近").click()
    await expect(booking).to_contain_text("已按距离由近到远排列")
    await expect(booking.get_by_label("地点").locator("option").first).to_contain_text("静安店 · 3.")
    await expect(booking).to_contain_text("当地时间（Asia/Shanghai）")


async def loses_the_answer_to_a_press(phone):
    """Let the next press that names a resource reach the house, and lose what it answers."""

    async def lose(route):
        if '"resource"' in (route.request.post_data or ""):
            await route.fetch()
            await route.abort()
            await phone.page.unroute(ASKS)
        else:
            await route.continue_()

    await phone.page.route(ASKS, lose)


async def presses_a_time(within, day):
    await within.locator(".lg-slots__days button").nth(day).click()
    await within.locator(".lg-slots__times button:enabled").first.click()


async def sees_each_session_once(phone, house):
    """Of two rights to the same event one is chosen: a session and its chosen seat stand there once."""
    await claimed(house)
    await claimed(house)
    await house.run("update rights_service set kind = 'event'")
    await house.run("update rights_resource set seated = true")
    await phone.page.reload()
    events = phone.page.locator(".lg-event-signup")
    await expect(events.get_by_label("权益").locator("option").nth(1)).to_be_attached()
    card = events.locator(".lg-event-signup__card").first
    await expect(card.locator("input:checked")).to_have_count(1)
    sessions = await events.locator("fieldset").evaluate_all(
        "all => all.map(one => one.querySelector('input').name)"
    )
    assert len(sessions) == len(set(sessions)) > 1
    days = events.locator(".lg-event-signup__day")
    await expect(days).to_have_count(2 * 3)  # both places have answered
    await events.get_by_role("button", name="更多日期").first.click()
    await expect(days).to_have_count(3 * 3)


async def test_a_client_books_for_his_wife_moves_the_booking_and_cancels_it(own_phone_of, house):
    await second_place(house)
    await claimed(house)
    phone = await own_phone_of(timezone_id="America/New_York", permissions=[])
    await phone.open("/my")
    await phone.become(1)
    booking, panel = phone.page.locator(".lg-booking"), phone.page.locator(".lg-booking .lg-slots__panel")
    await finds_the_nearest(phone, booking)
    await booking.get_by_label("为谁预约").select_option(label="陈**")
    await loses_the_answer_to_a_press(phone)
    await presses_a_time(booking, 1)
    assert "不会重复" in await phone.sheet()
    await phone.dismiss()
    await expect(panel).to_contain_text("为 陈** 预约")
    await phone.page.reload()
    await expect(panel).to_contain_text("请确认")
    await panel.get_by_role("button", name="确认预约").click()
    await expect(panel).to_contain_text("预约成功")
    await expect(panel).to_be_focused()

    card = phone.page.locator(".lg-my-bookings__card", has_text="已预约")
    await expect(card).to_contain_text("为 陈** 预约")
    when = card.locator(".lg-my-bookings__when")
    before = await when.inner_text()
    await card.get_by_role("button", name="改期").click()
    await presses_a_time(card, 2)
    assert await house.value("select max(sequence) from rights_booking") == 1  # nothing moves before the yes
    await card.get_by_role("button", name="确认改期").click()
    await expect(when).not_to_have_text(before)
    await card.get_by_role("button", name="取消").click()
    await expect(card).to_contain_text("现在取消不扣权益")
    await card.get_by_role("button", name="确定取消").click()
    await expect(card).to_have_count(0)
    await expect(phone.page.get_by_role("button", name="确定取消")).to_have_count(0)
    (row,) = await house.rows("select person, state, sequence, units_used from rights_booking")
    assert (row["person"], row["state"], row["units_used"]) == (house.known["client.chen"], "cancelled", 0)
    assert row["sequence"] == 3
    await sees_each_session_once(phone, house)
