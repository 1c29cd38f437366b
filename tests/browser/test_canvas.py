"""The canvas shows the page itself: every pixel, in both languages and looks, on plain and fine screens."""

import io
import re
from itertools import islice, product

import pytest
from PIL import Image, ImageChops
from tests.browser.people import PHONE, Staff

pytestmark = pytest.mark.slow

# An odd width, so that a canvas merely centred would stand on half a pixel.
ODD_DESK = {"width": 1441, "height": 900}
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
NOON = "2026-01-01T12:00:00Z"
BARE = "[class*=phone], [class*=previewPhone] { border-radius: 0 !important }"
# A person's own data and the demo's picker come after the page; the preview says that it is one.
ONLY_HERE = "document.querySelectorAll('.lg-demo, .lg-notice').forEach((one) => one.remove())"
# The time comes after the page too, and only from the server: both show that it has not been heard.
UNTIMED = "document.querySelectorAll('.lg-countdown b').forEach((one) => { one.textContent = '--' })"
HEIGHT = "document.documentElement.scrollHeight"
READY = "html[data-ready]"
MANY = 20


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("density", [1, 2])
def test_the_canvas_and_the_published_page_differ_in_no_pixel(browser, town, language, density):
    designer = _designer(browser, town, language, density)
    designer.page.goto(f"{town.address}/console/activities")
    designer.page.get_by_role("row").filter(has_text=re.compile("中秋|Mid-Autumn")).first.click()
    designer.page.wait_for_url(re.compile(r"/activities/act_\w+"))
    designer.page.goto(designer.page.url + "/studio")
    _same(designer, _phone(browser, f"{town.address}/a/mid-autumn", language, density))
    designer.leaves()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_canvas_and_the_page_are_one_in_black_and_gold_too(browser, town, language):
    designer = _designer(browser, town, "zh-CN", 1)
    designer.creates(f"黑金画布 {language}", "幸运转盘")
    designer.page.get_by_text("活动设置").click()
    designer.page.get_by_text("黑金", exact=True).click()
    designer.sees("已保存", exact=True)
    designer.page.get_by_text("手机预览").click()
    link = designer.page.locator("iframe").get_attribute("src").partition("?")[0]
    designer.speaks(language)
    designer.page.reload()
    _same(designer, _phone(browser, link, language, 1))
    designer.leaves()


def _designer(browser, town, language, density):
    designer = Staff(browser, town, "designer", device_scale_factor=density)
    designer.page.set_viewport_size(ODD_DESK)
    designer.page.clock.set_fixed_time(NOON)
    designer.speaks(language)
    return designer


def _phone(browser, address, language, density):
    context = browser.new_context(viewport=PHONE, device_scale_factor=density, locale=language)
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    page.route("**/graphql/client", lambda route: route.abort())
    page.goto(f"{address}?lang={language}")
    page.wait_for_selector(READY)
    page.wait_for_selector(".lg-my-rights__empty button")
    page.evaluate(ONLY_HERE)
    return page


def _same(designer, phone):
    """Compare canvas and phone, screen by screen from the top to the bottom."""
    designer.page.add_style_tag(content=BARE)
    canvas = designer.page.locator("iframe")
    inside = canvas.element_handle().content_frame()
    inside.wait_for_selector(".lg-disclosure")
    designer.page.keyboard.press("Control+i")
    inside.wait_for_selector(".lg-dock")
    inside.evaluate(UNTIMED)
    height = phone.evaluate(HEIGHT)
    assert inside.evaluate(HEIGHT) == height
    for top in range(0, height, PHONE["height"]):
        for page in (inside, phone):
            page.evaluate("(top) => scrollTo(0, top)", top)
            page.evaluate("Promise.all([...document.images].map((one) => one.decode().catch(() => null)))")
            page.evaluate(PAINTED)
        assert _differing(canvas.screenshot(), phone.screenshot()) == [], f"below {top} px"
    phone.context.close()


def _differing(one, other):
    """Name the pixels in which two pictures differ: where, and the colour in each."""
    pair = [Image.open(io.BytesIO(png)).convert("RGB") for png in (one, other)]
    assert pair[0].size == pair[1].size
    box = ImageChops.difference(*pair).getbbox() or (0, 0, 0, 0)
    places = product(range(box[0], box[2]), range(box[1], box[3]))
    seen = ((place, *(picture.getpixel(place) for picture in pair)) for place in places)
    return list(islice((each for each in seen if each[1] != each[2]), MANY))
