"""The studio as two colleagues and a keyboard meet it, on real servers."""

import io
import re
from contextlib import contextmanager

import pytest
from PIL import Image
from playwright.sync_api import expect
from tests.browser.people import Staff, still
from tests.browser.words import DISCLOSURE

pytestmark = pytest.mark.slow

# What the bar says while nothing is found and then, and what is typed to see it save.
BAR = {
    "zh-CN": ("检查通过", "项必须修改", "活动设置", "目标值", "保存中…", "已保存"),
    "en": ("All clear", "to mend", "Activity settings", "Target", "Saving…", "Saved"),
}


def test_the_slower_of_two_colleagues_is_told_who_was_faster_and_loses_nothing(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates("双人同改", "幸运转盘")
    designer.sees("已保存", exact=True)
    operator = Staff(browser, town, "operator")
    operator.page.goto(designer.page.url)
    operator.page.get_by_text("活动设置").click()
    operator.page.get_by_label("目标值").fill("321")
    operator.sees("已保存", exact=True)
    operator.leaves()
    designer.page.get_by_text("活动设置").click()
    designer.page.get_by_label("目标值").fill("123")
    designer.sees("草稿已被他人修改。")
    designer.sees("许念")
    assert designer.page.get_by_label("目标值").input_value() == "123"
    designer.presses("采用对方版本")
    designer.sees("已保存", exact=True)
    assert designer.page.get_by_label("目标值").input_value() == "321"
    designer.leaves()


def test_a_notice_of_what_is_done_lets_the_mouse_through(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates("提示之下", "幸运转盘")
    designer.sees("草稿已建立")
    designer.sees("项必须修改")  # the bar has all its parts, and moves no more
    designer.sees("已保存", exact=True)
    below = still(designer.page.get_by_text("活动设置"))
    designer.page.mouse.click(below["x"] + below["width"] / 2, below["y"] + below["height"] / 2)
    expect(designer.page.get_by_label("目标值")).to_be_visible()
    designer.leaves()


@contextmanager
def _kept_back(page, words):
    """Let the questions that have these words wait until the end of this."""
    held = []
    page.route(
        "**/graphql/console",
        lambda asked: held.append(asked) if words in (asked.request.post_data or "") else asked.continue_(),
    )
    yield
    for asked in held:
        asked.continue_()
    page.unroute("**/graphql/console")


@pytest.mark.parametrize("width", [1440, 1100])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_nothing_that_the_bar_tells_moves_its_tabs(browser, town, language, width):
    designer = Staff(browser, town, "designer")
    designer.creates(f"标签不动 {language} {width}", "幸运转盘")
    designer.sees("已保存", exact=True)
    designer.page.set_viewport_size({"width": width, "height": 900})
    designer.speaks(language)
    clear, found, settings, goal, saving, saved = BAR[language]
    tabs = designer.page.get_by_role("radiogroup").filter(has_text=settings)
    with _kept_back(designer.page, '"variables":{"document"'):
        designer.page.reload()
        designer.sees(clear)
        before = still(tabs)
    designer.sees(found)
    assert still(tabs) == before
    designer.page.get_by_text(settings, exact=True).click()
    with _kept_back(designer.page, "draftVersion"):
        designer.page.get_by_role("textbox", name=goal).fill("321")
        designer.sees(saving, exact=True)
        assert still(tabs) == before
    designer.sees(saved, exact=True)
    assert still(tabs) == before
    designer.leaves()


def test_a_page_can_be_built_by_keyboard_alone(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates("键盘搭建", "空白页")
    page = designer.page.frame_locator("iframe").locator("[data-puck-component]")
    designer.page.get_by_role("button", name="插入图文").focus()
    designer.page.keyboard.press("Enter")
    page.first.wait_for()
    before = page.count()
    designer.page.get_by_role("button", name="插入倒计时").focus()
    designer.page.keyboard.press("Enter")
    page.nth(before).wait_for()
    designer.page.get_by_role("button", name="撤销").wait_for()
    designer.sees("已保存", exact=True)
    designer.leaves()


def test_looking_at_a_page_changes_nothing(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates("只看不改", "幸运转盘")
    designer.page.frame_locator("iframe").locator("[data-puck-component]").first.wait_for()
    saved = []
    designer.page.on(
        "request", lambda sent: saved.append(sent) if "draftVersion" in (sent.post_data or "") else None
    )
    designer.page.clock.install()
    designer.page.reload()
    designer.page.frame_locator("iframe").locator("[data-puck-component]").first.wait_for()
    designer.page.clock.run_for(60_000)
    assert saved == []
    designer.leaves()


def test_a_picture_goes_from_the_desk_onto_the_phone_and_onto_the_shelf(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates("换一张头图", "幸运转盘")
    hero = designer.page.frame_locator("iframe").locator(".lg-hero").first
    hero.click()
    designer.presses("选择图片")
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "#12243d").save(out, "PNG")
    shelf = designer.page.get_by_role("dialog")
    files = shelf.locator("input[type=file]")
    files.set_input_files(
        {"name": "note.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nno picture at all"}
    )
    designer.sees("无法识别此文件")
    assert [one for one in designer.complaints if "422" not in one] == []
    designer.complaints.clear()
    files.set_input_files({"name": "月色.png", "mimeType": "image/png", "buffer": out.getvalue()})
    hero.locator("img[src^='/media/']").wait_for()
    designer.sees("已保存", exact=True)
    designer.presses("更换图片")
    kept = shelf.get_by_role("button", name="月色.png")
    expect(kept).to_have_attribute("aria-pressed", "true")
    sought = shelf.get_by_label("按名称查找图片")
    sought.fill("贵宾厅")
    expect(shelf.get_by_role("button", name="月升（内置）")).to_have_count(0)
    expect(shelf.get_by_role("button", name="贵宾厅（内置）")).to_be_visible()
    sought.fill("没有这样的图片")
    designer.sees("没有与“没有这样的图片”相符的记录")
    expect(kept).to_be_visible()  # what the page shows now stays, whatever is looked for
    designer.leaves()


def _stays_at_what_cannot_be_read(designer):
    """A field whose text is not heard keeps what it held; nothing goes to approval over it."""
    ends = designer.page.get_by_role("textbox", name="结束")
    was = ends.input_value()
    ends.fill("下个月吧")
    designer.presses("提交审批")
    expect(ends).to_be_focused()
    designer.sees("请写成 2026-12-01 09:30")
    expect(designer.page.get_by_role("dialog")).to_have_count(0)
    ends.fill(was)


def test_a_colleague_who_reads_english_is_warned_in_english(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates("双语提醒", "幸运转盘")
    designer.page.get_by_text("活动设置").click()
    designer.starts_now()
    designer.gives_for_sure("机场贵宾厅单次礼遇", stock=9_000)
    designer.page.get_by_label("预算上限").fill("9000000")
    designer.page.get_by_label("目标值").fill("20")
    told = designer.page.get_by_role("region", name=re.compile("^奖品名称、种类与价格"))
    expect(told.get_by_role("row", name=re.compile("机场贵宾厅单次礼遇"))).to_contain_text("9,000100%")
    assert told.get_by_role("textbox").count() == 0
    designer.discloses(DISCLOSURE)
    designer.sees(re.compile("承诺 9000 份"))
    _stays_at_what_cannot_be_read(designer)
    designer.confirms("提交审批")
    designer.leaves()
    signer = Staff(browser, town, "branch")
    signer.speaks("en")
    signer.page.goto(f"{town.address}/console/approvals")
    signer.page.get_by_text("双语提醒").first.click()
    signer.sees(re.compile("promises 9000 of “Airport lounge"))
    signer.leaves()


def test_how_a_play_is_decided_can_be_changed_once_one_has_agreed_and_changed_back(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates("换种玩法", "幸运转盘")
    designer.page.get_by_text("活动设置").click()
    way = designer.page.get_by_role("combobox", name="决定方式")
    odds = designer.page.get_by_label("概率（ppm）")
    sure = designer.page.get_by_role("option", name="人人有份")
    dialog = designer.page.get_by_role("dialog")
    way.click()
    sure.click()
    expect(dialog.get_by_text("移除：未中奖")).to_be_visible()
    dialog.get_by_role("button", name="保持不变").click()
    expect(dialog).to_have_count(0)
    expect(odds).to_have_count(2)
    way.click()
    sure.click()
    dialog.get_by_role("button", name="更换决定方式").click()
    expect(dialog).to_have_count(0)
    expect(odds).to_have_count(0)
    expect(designer.page.get_by_label("奖项 中文")).to_have_value("礼遇")
    way.click()
    designer.page.get_by_role("option", name="按概率抽取").click()
    expect(odds).to_have_count(1)
    designer.sees("100%")
    for _ in range(2):
        designer.presses("撤销")
    expect(odds).to_have_count(2)
    designer.sees("已保存", exact=True)
    designer.leaves()
