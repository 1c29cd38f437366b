"""The page lives: the server's clock, the phone's Back, one look at a time, motion at once, who one is."""

import asyncio
import json
import os
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from playwright.async_api import expect
from tests.browser.phone.test_phone import WIDER
from tests.kit.contact_sheet import SITE, Answers, Look, document_of, kinds
from tests.kit.waiting import eventually_here

from largesse.activities.rendering.build import STATIC
from largesse.kernel.ids import new_id, text_id
from largesse.rights.codes.codes import code_of
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.store.sealing import open_sealed

pytestmark = pytest.mark.slow

RETURN = "document.dispatchEvent(new Event('visibilitychange'))"
ASKS = "**/graphql/client"
DIGITS = re.compile(r"^\d{2,}$")
# An hour passes in which the phone's steady clock stands still; then the page is shown again as it was left.
SLEPT = """() => {
  const before = Date.now;
  Date.now = () => before() + 3_600_000;
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}"""


async def claimed(house, client="wang", batch="tea"):
    """Give a client a right of our own, claimed."""
    ask = GiveRight(
        key=new_id().hex,
        batch=house.known[f"batch.{batch}"],
        client=house.known[f"client.{client}"],
        reason="生日礼",
    )
    right = (await give_right(ask, actor=house.known["staff.operator"], work=house.work)).entitlement
    claim = ClaimRight(key=new_id().hex, entitlement=right)
    await claim_right(claim, actor=house.known[f"actor.{client}"], work=house.work)
    return right


def page_of(right):
    return f"/a/mid-autumn/r/{text_id(RIGHT, right)}"


async def scheduled(house):
    """Turn the running activity back to before its start, in three seconds, as nobody in the house may."""
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    await owner.execute(
        "update activities_activity set state = 'scheduled', starts_at = now() + interval '3 seconds'"
        " where slug = 'mid-autumn'"
    )
    await owner.close()


async def test_a_page_opened_before_the_start_begins_by_itself_whatever_the_phones_clock_says(
    own_phone_of, house
):
    await scheduled(house)
    phone = await own_phone_of()
    await phone.page.clock.install(time=datetime(2031, 1, 1, tzinfo=UTC))
    await phone.open()
    await expect(phone.page.locator(".lg-notice")).to_contain_text("尚未开始")
    await expect(phone.page.locator(".lg-lottery-wheel__go")).to_be_disabled()
    await house.run("update activities_activity set state = 'running' where slug = 'mid-autumn'")
    await expect(phone.page.locator(".lg-notice")).to_have_count(0)
    await expect(phone.page.locator(".lg-lottery-wheel__go")).to_be_enabled()
    await house.run("update activities_activity set state = 'paused' where slug = 'mid-autumn'")
    await phone.page.evaluate(RETURN)
    await expect(phone.page.locator(".lg-notice")).to_contain_text("暂停")
    ends = "update activities_activity set ends_at = now() + interval '3 seconds'"
    await house.run("update activities_activity set state = 'running' where slug = 'mid-autumn'")
    await house.run(f"{ends} where slug = 'mid-autumn'")
    await phone.page.evaluate(RETURN)
    await expect(phone.page.locator(".lg-notice")).to_contain_text("已结束")


async def test_the_countdown_counts_before_the_first_answer_comes(phone_of):
    phone = await phone_of()
    await phone.page.route(ASKS, lambda route: route.abort())
    await phone.open()
    days = phone.page.locator(".lg-countdown__part b").first
    await expect(days).to_have_text(DIGITS)


async def test_a_page_out_of_the_browsers_store_does_not_go_by_the_time_that_is_stored_with_it(phone_of):
    phone = await phone_of()
    await phone.open()
    part = phone.page.locator(".lg-countdown__part b").first
    await expect(part).to_have_text(DIGITS)
    await phone.page.goto(f"{phone.address}/a/golden-night")
    await phone.page.context.set_offline(True)
    await phone.page.go_back()
    await phone.page.wait_for_selector("html[data-ready]")
    assert await phone.page.evaluate("performance.getEntriesByType('navigation')[0].transferSize") == 0
    await expect(part).to_have_text("--")
    await phone.page.context.set_offline(False)
    await expect(part).to_have_text(DIGITS)


async def test_a_page_that_slept_in_the_browsers_memory_asks_and_reckons_anew(phone_of):
    """What it asked before it slept and hears afterwards tells no time either."""
    phone = await phone_of()
    before, after = asyncio.Event(), asyncio.Event()
    answers = [before, after]

    async def late(route):
        if answers:
            await answers.pop(0).wait()
        await route.continue_()

    await phone.page.route(ASKS, late)
    await phone.open()
    part = phone.page.locator(".lg-countdown__part b").first
    await expect(part).to_have_text(DIGITS)
    await phone.page.evaluate(SLEPT)
    before.set()
    await expect(part).to_have_text("--")
    after.set()
    await expect(part).to_have_text(DIGITS)


async def test_back_closes_the_sheet_and_leaves_the_page_where_it_was(phone_of):
    phone = await phone_of()
    await phone.page.goto(f"{phone.address}/a/golden-night")
    await phone.open()
    for _ in range(2):
        await phone.page.evaluate("scrollTo(0, 300)")
        await phone.page.click(".lg-dock button:nth-of-type(3)")
        await phone.page.wait_for_selector(".lg-sheet")
        await phone.page.evaluate("history.back()")
        await phone.page.wait_for_selector(".lg-sheet", state="detached")
        assert phone.page.url.endswith("/a/mid-autumn")
        assert await phone.page.evaluate("scrollY") == 300
    await phone.page.click(".lg-dock button:nth-of-type(3)")
    await phone.page.wait_for_selector(".lg-sheet")
    await phone.dismiss()
    await phone.page.wait_for_function("() => history.state === null")
    await phone.page.go_back()
    assert phone.page.url.endswith("/a/golden-night")


async def test_one_look_is_under_way_at_most_and_motion_is_shown_at_once(own_phone_of):
    phone = await own_phone_of()
    await phone.open()
    await phone.become(2)
    asked, gates = [], [asyncio.Event()]
    most = under_way = 0

    async def slow(route):
        nonlocal most, under_way
        under_way += 1
        most = max(most, under_way)
        asked.append(route)
        await gates[-1].wait()
        under_way -= 1
        await route.continue_()

    await phone.page.route(ASKS, slow)
    for _ in range(5):
        await phone.page.evaluate(RETURN)
    await expect(phone.page.locator(".lg-me")).to_contain_text("* · ")
    assert (len(asked), most) == (1, 1)
    first = gates[0]
    gates.append(asyncio.Event())
    first.set()
    await phone.page.click(".lg-lottery-wheel__go")
    await phone.page.wait_for_selector(".lg-lottery-wheel__disc.is-asking")
    await expect(phone.page.locator(".lg-lottery-wheel__chances")).to_have_text("正在为您抽取…")
    turns = "new DOMMatrix(getComputedStyle(document.querySelector('.lg-lottery-wheel__disc')).transform).b"
    before = await phone.page.evaluate(turns)
    await phone.page.wait_for_function(f"() => {turns} !== {before}")
    gates[-1].set()
    await phone.page.wait_for_selector(".lg-lottery-wheel__disc.is-landing")
    assert "开奖凭证" in await phone.sheet()


async def test_a_right_in_the_hand_is_looked_at_by_one_ask_at_a_time(own_phone_of, house):
    right = await claimed(house)
    phone = await own_phone_of()
    await phone.open()
    await phone.become(1)
    asked, gate = [], asyncio.Event()

    async def slow(route):
        asked.append(route)
        await gate.wait()
        await route.continue_()

    await phone.page.route(ASKS, slow)
    await phone.open(page_of(right))
    await eventually_here(lambda: asked)
    for _ in range(5):
        await phone.page.evaluate(RETURN)
    assert len(asked) == 1
    gate.set()
    await phone.page.wait_for_selector(".lg-right__code")


async def test_a_wheel_whose_ask_is_lost_comes_to_rest_upright(own_phone_of):
    phone = await own_phone_of()
    await phone.open()
    await phone.become(2)
    await phone.page.route(ASKS, lambda route: route.abort())
    assert "网络" in await phone.spin()
    await phone.page.wait_for_selector(".lg-lottery-wheel__disc:not(.is-asking)", state="attached")
    turned = await phone.page.eval_on_selector(".lg-lottery-wheel__disc", "(one) => one.style.transform")
    turned_deg = int(re.search(r"\d+", turned)[0])
    assert (turned_deg % 360, turned_deg < 20 * 360) == (0, True)  # and not where the ask's motion would end


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_who_one_is_stays_in_sight_all_the_way_down_the_page(phone_of, language):
    phone = await phone_of(locale=language)
    await phone.open()
    await phone.become(1)
    for down in ("0", "document.body.scrollHeight"):
        await phone.page.evaluate(f"scrollTo(0, {down})")
        await expect(phone.page.locator(".lg-me")).to_be_in_viewport()
    assert re.search(r"王\*\* · \S+", await phone.page.inner_text(".lg-me"))


async def test_a_link_to_a_right_that_was_kept_asks_who_one_is_and_comes_back_to_it(own_phone_of, house):
    right = await claimed(house)
    phone = await own_phone_of()
    await phone.open(page_of(right))
    await phone.page.get_by_role("button", name="验证身份").click()
    await phone.page.fill(".lg-field input", "13900010001")
    await phone.page.click(".lg-sheet .lg-button")
    await phone.page.wait_for_selector("input[autocomplete='one-time-code']")
    await house.drain()
    sealed = await house.value("select body_sealed from notices_message order by at desc, id desc limit 1")
    message = open_sealed(sealed, "notices.message").decode()
    await phone.page.fill(".lg-field input", re.search(r"\d{6}", message)[0])
    await phone.page.click(".lg-sheet .lg-button")
    await phone.page.wait_for_selector(".lg-right__code")
    assert phone.page.url.endswith(page_of(right))
    async with house.work.read() as read:
        code = await code_of(read, right)
    assert code in re.sub(r"\D", "", await phone.page.inner_text(".lg-right__code"))
    await expect(phone.page.locator(".lg-me")).to_have_text("王** · 黑金")
    ends = await house.value("select valid_to from rights_entitlement where id = $1", right)
    last = ends.astimezone(ZoneInfo("Asia/Shanghai")) - timedelta(seconds=1)  # it ends at midnight
    until = f"{last:%Y年%-m月%-d日}"
    await expect(phone.page.locator(".lg-right__head p")).to_contain_text(until)


async def test_ones_own_page_asks_who_one_is_and_then_shows_every_right_by_state(own_phone_of, house):
    await claimed(house)
    phone = await own_phone_of()
    await phone.open("/my")
    await expect(phone.page.locator(".lg-greeting")).to_contain_text("验证身份后")
    await expect(phone.page.locator(".lg-wallet")).to_be_hidden()
    await phone.become(1)
    await expect(phone.page.locator(".lg-wallet__ticket")).to_contain_text("可使用")
    await phone.page.click("text=已用与过期")
    await expect(phone.page.locator(".lg-wallet__none")).to_have_text("暂无已用或过期的权益")
    await phone.page.click(".lg-wallet >> text=可用")
    await phone.page.click(".lg-wallet__ticket button")
    await phone.page.wait_for_url("**/my/r/ent_*")
    await phone.page.wait_for_selector(".lg-right__code")
    await lose_once(phone.page, "query Wallet")
    await phone.page.click("text=返回我的")
    await phone.page.wait_for_url("**/my")
    await expect(phone.page.locator(".lg-wallet .lg-lost")).to_contain_text("网络似乎中断了")
    await phone.page.wait_for_selector(".lg-wallet__ticket")  # asked again by itself


async def lose_once(page, text):
    """Let the first ask of a document go astray."""
    known = json.loads((STATIC / "documents.client.json").read_text("utf-8"))
    (ident,) = [one for one, said in known.items() if said.startswith(text)]
    lost = []

    async def astray(route):
        if route.request.post_data_json["id"] == ident and not lost:
            lost.append(ident)
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/graphql/client", astray)


async def test_without_javascript_there_is_a_message_and_no_dead_button(phone_of):
    for path in ("/a/mid-autumn", "/a/mid-autumn/r/ent_01m7zwybpne3ta88fdkwjbgrg4"):
        for language, words in (("zh-CN", "未启用 JavaScript"), ("en", "JavaScript is off")):
            phone = await phone_of(java_script_enabled=False, locale=language)
            await phone.page.goto(phone.address + path)
            await expect(phone.page.locator(".lg-noscript")).to_contain_text(words)
            for button in await phone.page.locator("button").all():
                await expect(button).to_be_hidden()


LONG = """() => {
  const word = "Rechtsschutzversicherungsgesellschaften".repeat(3);
  const named = "h1, h2, li b, .lg-me, dd, summary, main p, .lg-button, .lg-notice, footer b";
  for (const one of document.querySelectorAll(named)) if (!one.children.length) one.textContent = word;
}"""
# What stands beyond the right edge, and which texts lie over each other.
CROWDED = """() => {
  const texts = "main :is(h1, h2, p, li, dt, dd, .lg-button, b, small), .lg-dock *, .lg-tongue > *";
  const shown = [...document.querySelectorAll(texts)]
    .filter((one) => one.getBoundingClientRect().height > 1 && !one.closest(".lg-unseen, svg"));
  const name = (one) => one.className || `${one.parentElement.className} ${one.tagName}`;
  const found = shown.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map(name);
  for (const [at, one] of shown.entries())
    for (const other of shown.slice(at + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      if (one.closest(".lg-dock") !== other.closest(".lg-dock")) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 2) found.push(`${name(one)} / ${name(other)}`);
    }
  return found;
}"""

OPENED = "for (const one of document.querySelectorAll('details')) one.open = true"

# How far words reach up into the moon, which ends at 374 of the drawing's 780; 0: not at all.
OVER_THE_MOON = """() => {
  const of = (part) => document.querySelector(`.lg-hero--drawn .lg-hero__${part}`);
  const [art, words] = [of("art"), of("frame > *")];
  if (!art) return 0;
  const { top, width } = art.getBoundingClientRect();
  return Math.max(0, Math.round(top + (width * 374) / 780 - words.getBoundingClientRect().top));
}"""


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_large_letters_and_words_without_a_break_neither_widen_nor_overlap(
    own_phone_of, house, language
):
    right = await claimed(house)
    phone = await own_phone_of(viewport={"width": 360, "height": 740}, locale=language)
    await phone.open()
    await phone.become(1)
    for path in ("/a/mid-autumn", page_of(right)):
        await phone.open(path)
        await phone.page.wait_for_selector(".lg-me")
        if path != "/a/mid-autumn":
            await phone.page.wait_for_selector(".lg-right__part details")
        await phone.page.evaluate(OPENED)
        for big, long in ((True, False), (False, True), (True, True)):
            await phone.page.evaluate(f"document.documentElement.style.fontSize = '{200 if big else 100}%'")
            if long:
                await phone.page.evaluate(LONG)
            if folder := os.environ.get("SHOTS"):
                name = f"{folder}/{language}-{len(path)}-{big}-{long}.png"
                await phone.page.screenshot(path=name, full_page=True)
            assert await phone.page.evaluate(CROWDED) == [], (path, big, long)
            assert await phone.page.evaluate(WIDER) == 0, (path, big, long)
            assert await phone.page.evaluate(OVER_THE_MOON) == 0, (path, big, long)


async def test_the_counters_form_is_taken_from_a_browser(own_phone_of, house):
    right = await claimed(house)
    async with house.work.read() as read:
        code = await code_of(read, right)
    phone = await own_phone_of()
    link = str(house.known["counter.tea"])
    await phone.page.goto(phone.address + link[link.index("/counter/") :])
    await phone.page.fill("#code", f"{code[:4]} {code[4:8]} {code[8:]}")
    await phone.page.fill("#phone", "0001")
    async with phone.page.expect_request(lambda request: request.method == "POST") as sent:
        await phone.page.click("button")
    assert (await (await sent.value).all_headers())["origin"] == phone.address
    await expect(phone.page.locator("h1")).to_have_text("核销成功")
    assert await house.value("select state from rights_entitlement where id = $1", right) == "redeemed"
    await phone.page.click("text=English")
    await phone.page.fill("#code", "1234")
    await phone.page.click("button")
    await expect(phone.page.locator("[role=alert]")).to_contain_text("not a valid number")
    await phone.page.evaluate("document.querySelector('header p').textContent = 'Donaudampfschiff'.repeat(5)")
    assert await phone.page.evaluate(WIDER) == 0


@pytest.mark.parametrize(
    ("language", "title"), [("zh-CN", "没有找到这个页面"), ("en", "This page is not here")]
)
async def test_an_address_that_leads_nowhere_is_a_page_of_the_house(phone_of, language, title):
    phone = await phone_of(locale=language)
    answer = await phone.page.goto(f"{phone.address}/nowhere")
    assert answer.status == 404
    await expect(phone.page.locator("h1")).to_have_text(title)
    assert (
        await phone.page.evaluate("getComputedStyle(document.querySelector('section')).borderRadius")
        == "14px"
    )


# The words of the first heading, where they are drawn, and the button for the other language.
UNDER_THE_TONGUE = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("main .lg-heading"));
  const button = document.querySelector(".lg-tongue a").getBoundingClientRect();
  return [...range.getClientRects()].some((one) =>
    Math.min(one.right, button.right) > Math.max(one.left, button.left) &&
    Math.min(one.bottom, button.bottom) > Math.max(one.top, button.top));
}"""


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_with_large_letters_no_plays_heading_lies_under_the_button_for_the_other_language(
    browser, language
):
    under = []
    for kind in kinds():
        document = document_of(kind)
        context = await browser.new_context(viewport={"width": 320, "height": 640}, locale=language)
        page = await context.new_page()
        await page.route("**/*", Answers(document, Look("light", language)).answer)
        await page.goto(f"{SITE}/a/sheet")
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
        if await page.locator("main .lg-heading").count() and await page.evaluate(UNDER_THE_TONGUE):
            under.append(kind)
        await context.close()
    assert under == []
