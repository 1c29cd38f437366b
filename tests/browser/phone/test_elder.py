"""The elder-friendly variant: every component is read and hit, nothing pops up, somebody helps."""

import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.async_api import expect
from tests.browser.looks import AA, AA_LARGE, FAULTS, FINGER_PX, LARGE_PX, STANDS
from tests.browser.phone.conftest import hand
from tests.browser.phone.test_living import claimed, page_of
from tests.browser.phone.test_phone import WIDER
from tests.kit.site import site
from tests.kit.standard import GRAMMAR
from tests.kit.waiting import eventually_here

from largesse.activities.rendering import PaintAsk, paint
from largesse.activities.rendering.build import STATIC
from largesse.kernel.canonical import digest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
COMPONENTS = ROOT / "widgets" / "packages" / "widgets" / "src"
DOCUMENTS = ROOT / "widgets" / "apps" / "h5" / "documents"
EXAMPLE = ROOT / "schemas" / "examples" / "valid" / "activity.v1" / "autumn-wheel.json"
WIDTHS = (360, 390, 430)
OPERATION = re.compile(r"(?:query|mutation)\s+(\w+)")

# Letters smaller than the least, lines closer than 1.3, what is pressed and lower or narrower than the least.
# A link within a sentence is as high as its line; what is drawn is measured as it is drawn.
SMALL = """([letters, target]) => {
  const found = new Set();
  const seen = (one) => one.getClientRects().length && !one.closest('.lg-unseen');
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const text = words.currentNode.textContent.trim();
    const one = words.currentNode.parentElement;
    if (!text || one.closest('script,style,noscript,option,.lg-unseen') || !seen(one)) continue;
    const style = getComputedStyle(one);
    const drawn = one.closest('svg')?.getScreenCTM().a ?? 1;
    const size = parseFloat(style.fontSize) * drawn;
    const shown = size || parseFloat(getComputedStyle(one, '::after').fontSize);
    if (shown < letters) found.add(`${shown} px letters: ${text.slice(0, 20)}`);
    const line = parseFloat(style.lineHeight);
    if (!one.closest('svg') && line / size < 1.3 - 1e-6)
      found.add(`lines at ${line / size}: ${text.slice(0, 20)}`);
  }
  for (const one of document.querySelectorAll('button, a, summary, select, input, textarea')) {
    if (!seen(one) || getComputedStyle(one).display === 'inline') continue;
    const hit = /radio|checkbox/.test(one.type) ? one.closest('label') : one;
    const { width, height } = hit.getBoundingClientRect();
    if (Math.min(width, height) < target - 0.1)
      found.add(`${width} x ${height} px: ${one.className} ${(one.innerText || one.name).slice(0, 20)}`);
  }
  return [...found];
}"""


def _operation(file):
    return OPERATION.search(file.read_text("utf-8"))[1]


def _nodes():
    """Give the sample of every component as a node, with what stands for its client's own on the canvas."""
    for sample in sorted(COMPONENTS.glob("*/sample.json")):
        own = sample.with_name("own.json")
        kind = sample.parent.name
        node = {"id": f"n-{kind}", "type": kind, "v": 1, "props": json.loads(sample.read_text("utf-8"))}
        yield node, json.loads(own.read_text("utf-8")) if own.exists() else {}


def _pages():
    """Put the samples on as few pages as their own data allow: one document has one answer on a page."""
    pages = []
    for node, own in _nodes():
        fits = (page for page in pages if all(page[1].get(name, told) == told for name, told in own.items()))
        nodes, told = next(fits, None) or pages.append(([], {})) or pages[-1]
        nodes.append(node)
        told.update(own)
    return pages


# All is looked at, but what is there for those who listen only.
OPENED = """for (const one of document.querySelectorAll('details')) one.open = true;
for (const one of document.querySelectorAll('legend.lg-unseen')) one.remove()"""

# A page of samples has the headings of several pages. The other language stands on a painted pill, what turns
# the wheel on a painted knob: both grounds are drawn, so that no element has their colour.
DRAWN = re.compile('headings|contrast .* "(English|中文|Spin|转动)"')
ORDINARY = [11.9, 44]  # the least letters and the least target, in px
LARGE = [18, 60]

# A part that waits for its answer shows an empty paragraph.
TOLD = """() => ![...document.querySelectorAll('main p')].some((one) => !one.textContent.trim())"""

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff"
ME = {
    "maskedName": "欧阳**",
    "tier": {"name": "钻石私人银行客户"},
    "adviser": {"name": LONG_NAME, "phone": "13800138000", "unitName": "上海分行静安支行私人银行中心"},
}
PRIZES = [{"play": "wheel", "id": one, "available": True, "left": 7} for one in ("lounge", "tea")]
RIGHTS = [
    {"id": f"ent_{state}", "title": f"{LONG_NAME} 武夷岩茶礼盒（限量珍藏版）", "state": state,
     "waiting": False, "paused": False, "validTo": "2030-12-31T16:00:00Z"}
    for state in ("issued", "active", "redeemed")
]  # fmt: skip
ACTIVITY = {
    "id": "act_1", "state": "running", "prizes": PRIZES,
    "startsAt": "2026-01-01T00:00:00Z", "endsAt": "2030-01-01T00:00:00Z", "now": "2026-09-20T00:00:00Z",
}  # fmt: skip
CHANCES = [{"play": "wheel", "left": 2, "againAt": None}]


async def _shown(phone, ask, told):
    """Show a paint at its own address; its client's own is what stands for it on the canvas."""
    texts = json.loads((STATIC / "documents.client.json").read_text("utf-8"))
    answers = {_operation(DOCUMENTS / "own" / f"{name}.graphql"): one for name, one in told.items()}
    answers["Page"] = {"activity": ACTIVITY, "me": ME}
    answers["Mine"] = {"myChances": CHANCES, "myRights": RIGHTS}
    painted = paint(ask)
    assert painted.left_out == ()
    asked = set()

    async def answer(route):
        name = OPERATION.search(texts[route.request.post_data_json["id"]])[1]
        asked.add(name)
        await route.fulfill(json={"data": answers.get(name)})

    async def page(route):
        headers = {"content-security-policy": painted.policy, "content-type": "text/html; charset=utf-8"}
        await route.fulfill(body=painted.body, headers=headers)

    await phone.page.route("**/graphql/client", answer)
    await phone.page.route("**/a/every-component", page)
    await phone.open("/a/every-component")
    await phone.page.wait_for_selector(".lg-me")
    await eventually_here(lambda: answers.keys() <= asked)
    await phone.page.wait_for_function(TOLD)
    await phone.page.wait_for_function(STANDS)
    await phone.page.evaluate(OPENED)


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize(("theme", "language"), list(product(["light", "black-gold"], ["zh-CN", "en"])))
async def test_every_component_can_be_read_and_hit_in_every_look_language_and_variant(
    phone_of, theme, language, elder
):
    document = json.loads(EXAMPLE.read_text("utf-8"))
    found = []
    for nodes, told in _pages():
        whole = document | {"pages": [{"id": "main", "nodes": nodes}]}
        ask = PaintAsk(whole, digest(whole), "every-component", "running", language, theme)
        ask = replace(ask, elder=elder, grammar=GRAMMAR)
        phone = await phone_of(locale=language, reduced_motion="reduce")
        await _shown(phone, ask, told)
        assert await phone.page.evaluate("document.querySelectorAll('main > *').length") == len(nodes)
        for width in WIDTHS:
            await phone.page.set_viewport_size({"width": width, "height": 844})
            small = await phone.page.evaluate(SMALL, LARGE if elder else ORDINARY)
            faults = await phone.page.evaluate(FAULTS, [AA, AA_LARGE, LARGE_PX, FINGER_PX])
            found += [(width, one) for one in small + faults if not DRAWN.match(one)]
        if folder := os.environ.get("SHOTS"):
            name = f"{folder}/all-{theme}-{language}-{elder}-{len(nodes)}.png"
            await phone.page.set_viewport_size({"width": 390, "height": 844})
            await phone.page.screenshot(path=name, full_page=True)
        found += phone.noise
    assert not found, "\n".join(map(str, found))


VARIANT = "document.documentElement.dataset.variant ?? null"
# Whether what is shown is a page of its own: nothing of the page below it can be seen or hit.
WHOLE = """() => {
  const { left, top, right, bottom } = document.querySelector('.lg-sheet__card').getBoundingClientRect();
  const corners = [[2, 2], [innerWidth - 2, 2], [2, innerHeight - 2], [innerWidth - 2, innerHeight - 2]];
  return left <= 0 && top <= 0 && right >= innerWidth && bottom >= innerHeight &&
    corners.every(([x, y]) => document.elementFromPoint(x, y)?.closest('.lg-sheet'));
}"""
HELP = "text=联系客户经理"


async def test_a_client_turns_the_variant_on_and_off_where_he_would_look_and_it_stays(own_phone_of, house):
    right = await claimed(house)
    pages = ("/my", "/a/mid-autumn", page_of(right), "/a/no-such-activity")
    phone = await own_phone_of()
    await phone.open("/my")
    await phone.become(1)
    for turn, variant in (("开启", "elder"), ("返回标准版", None)):
        await phone.page.locator(".lg-greeting__elder", has_text=turn).filter(visible=True).click()
        await phone.page.wait_for_url("**/my?elder=*")
        for path in pages:
            await phone.page.goto(phone.address + path)
            assert await phone.page.evaluate(VARIANT) == variant, path
        await phone.open("/my")
    assert (
        phone.noise == ["Failed to load resource: the server responded with a status of 404 (Not Found)"] * 2
    )


async def test_nothing_pops_up_and_every_result_and_no_leads_to_somebody_to_ask(own_phone_of):
    phone = await own_phone_of(reduced_motion="reduce")
    await phone.open("/a/mid-autumn?elder=on")
    seen = set()
    for client in range(1, 12):
        await phone.become(client)
        for _ in range(4):
            said = await phone.spin()
            assert await phone.page.evaluate(WHOLE)
            assert await phone.page.evaluate(SMALL, LARGE) == []
            await expect(phone.page.locator(".lg-sheet").locator(HELP)).to_be_visible()
            kinds = {"win": "恭喜您获得", "loss": "没有中奖", "no": "机会已用完"}
            seen |= {kind for kind, words in kinds.items() if words in said}
            await phone.dismiss()
        if len(seen) == len(kinds):
            break
    assert seen == {"win", "loss", "no"}
    await phone.spin()
    await phone.page.click(f".lg-sheet >> {HELP}")
    await phone.page.wait_for_selector(".lg-adviser")
    assert await phone.page.evaluate(SMALL, LARGE) == []
    assert re.match(r"tel:\+?\d+$", await phone.page.get_attribute(".lg-sheet a", "href"))


async def test_a_right_offers_somebody_to_ask_however_it_stands(own_phone_of, house):
    right = await claimed(house)
    phone = await own_phone_of()
    await phone.open(page_of(right) + "?elder=on")
    await expect(phone.page.locator(HELP)).to_be_visible()
    await phone.page.click("text=演示身份")
    await phone.page.click(".lg-people li:nth-child(1) button")
    await phone.page.wait_for_selector(".lg-right__code")
    await phone.page.evaluate(OPENED)
    assert await phone.page.evaluate(SMALL, LARGE) == []
    assert await phone.page.evaluate(WIDER) == 0
    await phone.page.click(HELP)
    await expect(phone.page.locator(".lg-sheet .lg-adviser b")).not_to_be_empty()


async def test_where_nobody_is_recognised_the_banks_own_line_is_offered(browser, house):
    with site(house, LARGESSE_SERVICE_LINE="400 820-8820") as address:
        async with hand(browser, address) as take:
            phone = await take()
            await phone.page.goto(f"{address}/a/no-such-activity?elder=on")
            await expect(phone.page.locator("a[href='tel:4008208820']")).to_be_visible()
            await expect(phone.page.locator("a[href='/my']")).to_be_visible()
            assert await phone.page.evaluate(SMALL, LARGE) == []
            await phone.open("/a/mid-autumn")
            await phone.page.click(".lg-dock button:nth-of-type(3)")
            await expect(phone.page.locator(".lg-sheet a[href='tel:4008208820']")).to_be_visible()


@pytest.mark.parametrize("path", ["/a/mid-autumn", "/my"])
async def test_letters_go_on_to_grow_with_those_of_the_host(phone_of, path):
    phone = await phone_of(viewport={"width": 360, "height": 740})
    await phone.open(f"{path}?elder=on")
    await phone.become(1)
    await phone.page.evaluate("document.documentElement.style.fontSize = '150%'")
    assert await phone.page.evaluate("getComputedStyle(document.body).fontSize") == "30px"
    assert await phone.page.evaluate(WIDER) == 0


async def test_that_the_net_is_lost_is_said_once_and_one_press_asks_for_everything_again(own_phone_of):
    phone = await own_phone_of()
    await phone.open("/my")
    await phone.become(1)
    texts = json.loads((STATIC / "documents.client.json").read_text("utf-8"))

    async def lose_but_the_page(route):
        page = OPERATION.search(texts[route.request.post_data_json["id"]])[1] == "Page"
        await (route.continue_() if page else route.abort())

    await phone.page.route("**/graphql/client", lose_but_the_page)
    await phone.page.clock.install()
    await phone.open("/my")
    lost = phone.page.locator(".lg-lost")
    await expect(lost.nth(5)).to_be_attached()
    await expect(lost.filter(visible=True)).to_have_count(1)
    await phone.page.unroute("**/graphql/client")
    await phone.page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=1))
    await phone.page.click(".lg-lost >> text=再试一次")
    for _ in range(8):  # less than a second passes, and the page asks by itself after five at the soonest
        await phone.page.clock.run_for(100)
        await phone.page.wait_for_load_state("networkidle")
    await expect(lost).to_have_count(0)
