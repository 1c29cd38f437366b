"""A client with a phone: sees, plays, wins, claims, shows; by hand, by keyboard, when the net is gone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect
from tests.kit.waiting import eventually_here

from largesse.kernel.ids import text_id

pytestmark = pytest.mark.slow

SMALL = """[...document.querySelectorAll('button, a, summary, input')]
  .filter((one) => one.offsetParent)
  .map((one) => [one.className, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44).map(([name]) => name)"""
WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("width", [360, 430])
@pytest.mark.parametrize(("theme", "language"), [("light", "zh-CN"), ("black-gold", "en")])
async def test_the_page_fits_the_phone_and_is_silent(phone_of, width, theme, language):
    phone = await phone_of(viewport={"width": width, "height": 780}, locale=language)
    await phone.open(f"/a/mid-autumn?theme={theme}")
    await phone.page.wait_for_selector(".lg-demo")
    assert await phone.page.evaluate(WIDER) == 0
    assert await phone.page.evaluate(SMALL) == []
    assert await phone.page.evaluate("document.documentElement.dataset.theme") == theme
    assert await phone.page.evaluate("document.documentElement.lang") == language
    assert phone.noise == []
    assert len(phone.hosts) == 1


async def test_the_page_is_there_without_any_script(phone_of):
    phone = await phone_of(java_script_enabled=False)
    await phone.page.goto(phone.address + "/a/mid-autumn")
    await phone.page.click("summary")
    assert "中奖概率" in await phone.page.inner_text(".lg-disclosure")


async def test_a_visitor_nobody_knows_is_asked_who_he_is_and_not_turned_away(phone_of):
    phone = await phone_of()
    await phone.open()
    assert "验证身份" in await phone.spin()
    await phone.page.fill(".lg-field input", "1380013")
    await phone.page.click(".lg-sheet .lg-button")
    assert "11 位手机号码" in await phone.sheet()
    await phone.page.fill(".lg-field input", "13800138000")
    await phone.page.click(".lg-sheet .lg-button")
    await phone.page.wait_for_selector("input[autocomplete='one-time-code']")
    await phone.page.fill(".lg-field input", "000000")
    await phone.page.click(".lg-sheet .lg-button")
    await expect(phone.page.locator("#who-wrong")).not_to_be_empty()


async def test_a_client_plays_until_a_gift_is_won_claims_it_and_shows_its_code(own_phone_of):
    phone = await own_phone_of()
    await phone.open()
    for client in range(1, 12):
        await phone.become(client)
        for _ in range(3):
            if "恭喜您获得" in await phone.spin():
                return await _claim_and_show(phone)
            await phone.dismiss()
    pytest.fail("33 plays at 28% and no gift")


async def _claim_and_show(phone):
    await phone.page.click(".lg-sheet .lg-button")
    await phone.page.wait_for_url("**/a/mid-autumn/r/ent_*")
    await phone.page.wait_for_selector(".lg-right__code")
    code = await phone.page.inner_text(".lg-right__code")
    assert len([sign for sign in code if sign.isdigit()]) == 12
    drawn = await phone.page.evaluate("document.querySelector('.lg-right__qr').naturalWidth")
    assert drawn > 0
    await phone.page.click("text=返回活动")
    await phone.page.wait_for_selector(".lg-my-rights__ticket")
    await expect(phone.page.locator(".lg-my-rights")).to_contain_text("可使用")
    assert phone.noise == []


async def test_chances_run_out_in_words_and_the_adviser_is_one_tap_away(own_phone_of):
    phone = await own_phone_of(reduced_motion="reduce")
    await phone.open()
    await phone.become(1)
    for _ in range(3):
        await phone.spin()
        await phone.dismiss()
    await expect(phone.page.locator(".lg-lottery-wheel__chances")).to_contain_text("暂无机会")
    refused = await phone.spin()
    assert "机会已用完" in refused
    assert re.search(r"起可再次参与", refused)
    await phone.page.click("text=联系客户经理")
    await phone.page.wait_for_selector(".lg-adviser")
    assert "拨打" in await phone.sheet()


async def test_a_loss_looks_like_one_and_every_draw_has_its_own_proof(own_phone_of, house):
    phone = await own_phone_of(reduced_motion="reduce")
    await phone.open()
    losses, proofs = 0, []
    for client in range(1, 5):
        await phone.become(client)
        for _ in range(3):
            said = await phone.spin()
            [draw] = await house.rows("select id, entitlement from play_draw order by id desc limit 1")
            proofs.append(re.search(r"开奖凭证 (drw_\w+)", said)[1])
            assert proofs[-1] == text_id("drw", draw["id"])
            won = draw["entitlement"] is not None
            assert ("恭喜您获得" in said) is won
            assert ("这次没有中奖" in said or "礼遇已全部赠完" in said) is not won
            assert await phone.page.locator(".lg-prize, .lg-prize__icon").count() == (2 if won else 0)
            assert ("领取" in said) is won
            heard = await phone.page.inner_text("#status")
            assert ("恭喜您获得" in heard, "没有中奖" in heard) == (won, not won)
            losses += not won
            await phone.dismiss()
    assert losses > 0
    assert len(set(proofs)) == len(proofs) == 12


async def test_a_component_that_fails_on_the_phone_is_left_out_and_staff_are_told(own_phone_of, house):
    phone = await own_phone_of()
    broken = "export default function Broken() { throw new TypeError('王小明') }"
    await phone.page.route(
        re.compile(r"/assets/[^/]*countdown[^/]*\.js"),
        lambda route: route.fulfill(body=broken, content_type="text/javascript"),
    )
    await phone.open()
    await expect(phone.page.locator(".lg-countdown")).to_have_count(0)
    await expect(phone.page.locator(".lg-lottery-wheel__go")).to_be_visible()
    sql = "select node, component, why from activities_left_out"
    await eventually_here(lambda: house.value("select count(*) from activities_left_out"))
    [one] = await house.rows(sql)
    assert (one["node"], one["component"]) == ("n2", "countdown")
    assert re.fullmatch(r"phone: TypeError( [\w.-]+\.js:\d+:\d+)?", one["why"])


async def test_a_page_that_reaches_nobody_asks_no_client_who_he_is_and_mends_itself(phone_of):
    phone = await phone_of()
    await phone.open()
    await phone.become(5)
    await phone.page.route("**/graphql/client", lambda route: route.abort())
    await phone.open()
    assert "网络" in await phone.spin()
    await phone.dismiss()
    await phone.page.unroute("**/graphql/client")
    await phone.page.evaluate("dispatchEvent(new Event('online'))")
    await expect(phone.page.locator(".lg-demo")).to_contain_text("*")


async def test_the_key_that_ends_an_input_methods_word_closes_no_sheet(phone_of):
    phone = await phone_of()
    await phone.open()
    await phone.page.click(".lg-dock button:nth-of-type(3)")
    sheet = phone.page.locator(".lg-sheet")
    await expect(sheet).to_have_count(1)
    for composing, left in (("true", 1), ("false", 0)):
        key = f"{{ key: 'Escape', isComposing: {composing} }}"
        await phone.page.evaluate(f"() => {{ dispatchEvent(new KeyboardEvent('keydown', {key})) }}")
        await expect(sheet).to_have_count(left)


async def test_a_key_that_is_pressed_as_soon_as_a_sheet_is_there_closes_it(phone_of):
    phone = await phone_of()
    await phone.open()
    await phone.page.evaluate("""() => new MutationObserver((_, self) => {
      if (!document.querySelector('.lg-sheet')) return;
      self.disconnect();
      dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
      document.documentElement.dataset.pressed = '1';
    }).observe(document.body, { childList: true, subtree: true })""")
    await phone.page.click(".lg-dock button:nth-of-type(3)")
    await phone.page.wait_for_selector("html[data-pressed]")
    await expect(phone.page.locator(".lg-sheet")).to_have_count(0)


async def test_nothing_lies_over_what_the_page_announces(own_phone_of, house):
    await house.run("update activities_activity set state = 'paused' where state = 'running'")
    phone = await own_phone_of()
    await phone.open()
    announced = await phone.page.locator(".lg-notice").bounding_box()
    for corner in (".lg-demo", ".lg-tongue a"):
        box = await phone.page.locator(corner).bounding_box()
        assert box["y"] >= announced["y"] + announced["height"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_the_words_grow_with_the_letters_that_a_person_chose_and_the_page_still_fits(
    phone_of, language
):
    phone = await phone_of(viewport={"width": 360, "height": 740}, locale=language)
    await phone.open()
    sizes = """['.lg-hero__title', '.lg-dock button'].map((one) =>
      parseFloat(getComputedStyle(document.querySelector(one)).fontSize))"""
    before = await phone.page.evaluate(sizes)
    await phone.page.evaluate("document.documentElement.style.fontSize = '130%'")
    assert await phone.page.evaluate(sizes) == pytest.approx([size * 1.3 for size in before])
    assert await phone.page.evaluate(WIDER) == 0


async def test_another_number_begins_without_the_last_ones_fault(phone_of):
    phone = await phone_of()
    await phone.open()
    await phone.spin()
    await phone.page.fill(".lg-field input", "13800138001")
    await phone.page.click(".lg-sheet .lg-button")
    await phone.page.wait_for_selector("input[autocomplete='one-time-code']")
    await phone.page.fill(".lg-field input", "000000")
    await phone.page.click(".lg-sheet .lg-button")
    await expect(phone.page.locator("#who-wrong")).not_to_be_empty()
    await phone.page.click("text=更换手机号")
    await expect(phone.page.locator("#who-wrong")).to_be_empty()


async def test_a_play_whose_answer_was_lost_is_fetched_by_the_next_press_and_costs_one_chance(own_phone_of):
    phone = await own_phone_of(reduced_motion="reduce")
    await phone.open()
    await phone.become(2)
    keys = []

    async def lose_the_first_answer(route):
        key = route.request.post_data_json["variables"].get("ask", {}).get("key")
        if key is None:
            return await route.continue_()
        keys.append(key)
        if len(keys) > 1:
            return await route.continue_()
        await route.fetch()
        return await route.abort()

    await phone.page.route("**/graphql/client", lose_the_first_answer)
    assert "不会重复扣减机会" in await phone.spin()
    await phone.dismiss()
    assert "开奖凭证" in await phone.spin()
    assert len(keys) == 2
    assert keys[0] == keys[1]
    await phone.dismiss()
    await expect(phone.page.locator(".lg-lottery-wheel__chances")).to_contain_text("2")


async def test_all_of_it_works_by_keyboard_and_is_said_to_those_who_listen(phone_of):
    phone = await phone_of(reduced_motion="reduce")
    await phone.open()
    await phone.become(3)
    await phone.page.focus(".lg-lottery-wheel__go")
    await phone.page.keyboard.press("Enter")
    await phone.sheet()
    await phone.page.wait_for_function("() => document.activeElement.closest('[role=dialog]') !== null")
    await phone.page.wait_for_function("() => document.getElementById('app').hasAttribute('inert')")
    await expect(phone.page.locator("#status")).not_to_be_empty()
    await phone.dismiss()
    await phone.page.wait_for_function("() => document.activeElement.className === 'lg-lottery-wheel__go'")


async def test_a_second_press_ends_the_ceremony(phone_of):
    phone = await phone_of()
    await phone.page.clock.install()
    await phone.open()
    await phone.become(4)
    await phone.page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))  # it ends by itself no more
    await phone.page.click(".lg-lottery-wheel__go")
    await expect(phone.page.locator(".lg-lottery-wheel__go")).to_have_text("跳过")
    await phone.page.click(".lg-lottery-wheel__go")
    await phone.sheet()


async def test_a_right_of_somebody_else_cannot_be_seen(phone_of):
    phone = await phone_of()
    await phone.open()
    await phone.become(1)
    await phone.open("/a/mid-autumn/r/ent_01m7zwybpne3ta88fdkwjbgrg4")
    await expect(phone.page.locator("main")).to_contain_text("不在您的名下")
