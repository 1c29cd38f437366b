"""The editor loses nothing: one draft under page and settings, whatever happens to the tab or the line."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect
from tests.browser.people import Staff

pytestmark = pytest.mark.slow

LATE = {"data": None, "errors": [{"message": "", "extensions": {"code": "kernel.not_signed_in"}}]}
# Longer than any pause after which the editor saves, on a clock that the test turns.
LONG_MS = 60_000


@pytest.fixture
def designer(browser, town):
    one = Staff(browser, town, "designer")
    yield one
    one.leaves()


def _components(who):
    return who.page.frame_locator("iframe").locator("main [data-puck-component]")


def _inserts(who, *names):
    for name in names:
        before = _components(who).count()
        who.presses(f"插入{name}", exact=True)
        expect(_components(who)).to_have_count(before + 1)


def _opens(who, tab):
    who.page.get_by_role("radiogroup", name="编辑区").get_by_text(tab).click()


def _counts_saves(who):
    saves = []
    who.page.on(
        "request", lambda sent: saves.append(sent) if "draftVersion" in (sent.post_data or "") else None
    )
    return saves


def _off_the_line(who, off):
    who.context.set_offline(off)
    who.complaints[:] = [one for one in who.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def _types_into(who, label, text):
    """Choose a field with the mouse, empty it and press the keys."""
    who.page.get_by_label(label).first.click()
    who.page.keyboard.press("Control+a")
    who.page.keyboard.type(text)


def test_undoing_a_setting_leaves_what_was_built_on_the_page(designer):
    designer.creates("一部历史", "幸运转盘")
    expect(_components(designer)).not_to_have_count(0)
    before = _components(designer).count()
    _opens(designer, "活动设置")
    target = designer.page.get_by_label("目标值")
    was = target.input_value()
    _types_into(designer, "目标值", "777")
    _opens(designer, "页面")
    _inserts(designer, "图文", "倒计时", "图文")
    _opens(designer, "活动设置")
    designer.presses("撤销")
    expect(target).to_have_value(was)
    _opens(designer, "页面")
    expect(_components(designer)).to_have_count(before + 3)
    designer.presses("撤销")
    expect(_components(designer)).to_have_count(before + 2)
    designer.presses("重做")
    expect(_components(designer)).to_have_count(before + 3)
    designer.sees("已保存", exact=True)


def test_a_typed_sentence_is_one_step_on_the_page_and_in_the_settings(designer):
    designer.creates("一句一步", "幸运转盘")
    _opens(designer, "活动设置")
    name = designer.page.get_by_label("活动名称 中文")
    _types_into(designer, "活动名称 中文", "A whole sentence")
    designer.page.keyboard.press("Control+z")
    expect(name).to_have_value("一句一步")
    designer.page.keyboard.press("Control+Shift+z")
    expect(name).to_have_value("A whole sentence")
    _opens(designer, "页面")
    _inserts(designer, "图文")
    text = designer.page.get_by_label(re.compile("正文.*中文")).locator("visible=true").first
    was = text.input_value()
    text.click()
    designer.page.keyboard.press("Control+a")
    designer.page.keyboard.type("Kept as one")
    expect(designer.page.frame_locator("iframe").get_by_text("Kept as one")).to_be_visible()
    designer.presses("撤销")
    expect(text).to_have_value(was)
    designer.sees("已保存", exact=True)


def test_nothing_is_saved_while_an_input_method_composes(designer):
    designer.creates("拼音输入", "空白页")
    designer.page.clock.install()
    designer.page.reload()
    _opens(designer, "活动设置")
    name = designer.page.get_by_label("活动名称 中文")
    name.click()
    designer.page.keyboard.press("End")
    saves = _counts_saves(designer)
    wire = designer.context.new_cdp_session(designer.page)
    for part in ("y", "yu", "yue", "月圆"):
        wire.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)}
        )
    expect(name).to_have_value("拼音输入月圆")
    designer.page.clock.run_for(LONG_MS)
    assert saves == []
    wire.send("Input.insertText", {"text": "月圆"})
    designer.page.clock.run_for(LONG_MS)
    designer.sees("已保存", exact=True)
    expect(name).to_have_value("拼音输入月圆")
    assert len(saves) == 1
    designer.page.keyboard.press("Control+z")
    expect(name).to_have_value("拼音输入")


def test_leaving_without_a_line_asks_and_loses_nothing(designer):
    designer.creates("断网离开", "空白页")
    _opens(designer, "活动设置")
    address = designer.page.url
    _off_the_line(designer, off=True)
    _types_into(designer, "目标值", "4321")
    designer.presses("返回")
    asking = designer.page.get_by_role("dialog")
    expect(asking.get_by_text("还有修改没有保存")).to_be_visible()
    asking.get_by_role("button", name="留在编辑器").click()
    expect(designer.page.get_by_label("目标值")).to_have_value(re.compile("4,?321"))
    assert designer.page.url == address
    designer.presses("返回")
    asking.get_by_role("button", name="保留在此设备并离开").click()
    designer.page.wait_for_url(re.compile(r"/activities/act_\w+$"))
    designer.sees("修改已保留在此设备")
    _off_the_line(designer, off=False)
    designer.page.goto(address)
    designer.sees("已恢复")
    _opens(designer, "活动设置")
    expect(designer.page.get_by_label("目标值")).to_have_value(re.compile("4,?321"))
    designer.sees("已保存", exact=True)


def test_what_could_not_be_saved_is_said_and_saved_when_the_line_is_back(designer):
    designer.creates("断网编辑", "空白页")
    _opens(designer, "活动设置")
    _off_the_line(designer, off=True)
    _types_into(designer, "目标值", "555")
    expect(designer.page.get_by_role("alert").filter(has_text="未能保存")).to_be_visible()
    _off_the_line(designer, off=False)
    designer.sees("已保存", exact=True)
    expect(designer.page.get_by_role("alert")).to_have_count(0)
    designer.page.reload()
    _opens(designer, "活动设置")
    expect(designer.page.get_by_label("目标值")).to_have_value("555")


def test_a_killed_tab_gives_its_work_back(designer):
    designer.creates("标签页被杀", "空白页")
    _opens(designer, "活动设置")
    address = designer.page.url
    designer.page.route("**/graphql/console", lambda sent: sent.abort())
    _types_into(designer, "目标值", "888")
    expect(designer.page.get_by_role("alert").filter(has_text="未能保存")).to_be_visible()
    _is_killed(designer)
    designer.complaints.clear()  # it tried to save once more until it was killed
    designer.page.goto(address)
    designer.sees("已恢复")
    _opens(designer, "活动设置")
    expect(designer.page.get_by_label("目标值")).to_have_value("888")
    designer.sees("已保存", exact=True)
    designer.page.reload()
    _opens(designer, "活动设置")
    expect(designer.page.get_by_label("目标值")).to_have_value("888")
    expect(designer.page.get_by_text("已恢复")).to_have_count(0)


def _is_killed(who):
    """End the tab's own process, as a crash or a task manager does; work goes on in a new tab."""
    gone = who.page
    with gone.expect_event("crash"), suppress(Error):  # the way there ends with the tab
        gone.goto("chrome://crash", timeout=5_000)
    who.page = who.context.new_page()
    who.listens()


def test_a_tab_closed_within_a_second_gives_its_work_back(designer):
    designer.creates("一秒之内", "空白页")
    _opens(designer, "活动设置")
    address = designer.page.url
    _types_into(designer, "目标值", "246")
    designer.page.close()
    designer.page = designer.context.new_page()
    designer.listens()
    designer.page.goto(address)
    _opens(designer, "活动设置")
    expect(designer.page.get_by_label("目标值")).to_have_value("246")
    designer.sees("已保存", exact=True)


def test_a_tab_closed_over_a_conflict_keeps_both_versions(designer, browser, town):
    designer.creates("冲突后关闭", "空白页")
    _opens(designer, "活动设置")
    designer.sees("已保存", exact=True)
    address = designer.page.url
    operator = Staff(browser, town, "operator")
    operator.page.goto(address)
    _opens(operator, "活动设置")
    _types_into(operator, "目标值", "321")
    operator.sees("已保存", exact=True)
    operator.leaves()
    _types_into(designer, "目标值", "123")
    designer.sees("草稿已被他人修改。")
    designer.page.close()
    designer.page = designer.context.new_page()
    designer.listens()
    designer.page.goto(address)
    designer.sees("草稿已被他人修改。")
    _opens(designer, "活动设置")
    expect(designer.page.get_by_label("目标值")).to_have_value("123")
    designer.presses("采用对方版本")
    designer.sees("已保存", exact=True)
    expect(designer.page.get_by_label("目标值")).to_have_value("321")
    designer.page.keyboard.press("Control+z")
    expect(designer.page.get_by_label("目标值")).to_have_value("123")
    designer.sees("已保存", exact=True)
    designer.page.reload()
    _opens(designer, "活动设置")
    expect(designer.page.get_by_label("目标值")).to_have_value("123")


def test_an_own_second_tab_is_called_that(designer):
    designer.creates("两个标签页", "空白页")
    _opens(designer, "活动设置")
    first, second = designer.page, designer.context.new_page()
    second.goto(first.url)
    designer.page = second
    _opens(designer, "活动设置")
    _types_into(designer, "目标值", "11")
    designer.sees("已保存", exact=True)
    designer.page = first
    _types_into(designer, "目标值", "22")
    designer.sees("你在另一个标签页")
    expect(first.get_by_text("他人")).to_have_count(0)
    expect(first.get_by_label("目标值")).to_have_value("22")
    designer.presses("使用另一个标签页的版本")
    designer.sees("已保存", exact=True)
    expect(first.get_by_label("目标值")).to_have_value("11")
    first.keyboard.press("Control+z")
    expect(first.get_by_label("目标值")).to_have_value("22")
    designer.sees("已保存", exact=True)


def test_shortcuts_work_wherever_the_choice_was_made(designer):
    designer.creates("快捷键", "空白页")
    _inserts(designer, "图文", "倒计时")
    count = _components(designer).count()
    expect(_components(designer).last).to_have_attribute("data-puck-component", re.compile("countdown"))
    _components(designer).last.click()
    designer.page.keyboard.press("Alt+ArrowUp")
    expect(_components(designer).last).to_have_attribute("data-puck-component", re.compile("rich-text"))
    designer.page.keyboard.press("Control+c")
    designer.page.keyboard.press("Control+v")
    expect(_components(designer)).to_have_count(count + 1)
    designer.page.keyboard.press("Delete")
    expect(_components(designer)).to_have_count(count)
    designer.page.keyboard.press("Control+z")
    expect(_components(designer)).to_have_count(count + 1)
    designer.page.get_by_role("tab", name="大纲").click()
    designer.page.get_by_role("tabpanel").get_by_role("button", name="倒计时").first.click()
    designer.page.keyboard.press("Delete")
    expect(_components(designer)).to_have_count(count)
    designer.page.get_by_role("tabpanel").get_by_role("button", name="图文").first.click()
    designer.page.keyboard.press("Control+c")
    designer.page.keyboard.press("Control+v")
    expect(_components(designer)).to_have_count(count + 1)
    designer.sees("已保存", exact=True)


def test_a_date_is_typed_with_keys_year_and_all(designer):
    designer.creates("键入日期", "空白页")
    _opens(designer, "活动设置")
    begin, end = (designer.page.get_by_role("textbox", name=name) for name in ("开始", "结束"))
    _types_into(designer, "开始", "2031-02-28 07:45")
    expect(begin).to_have_accessible_description("星期五 · Asia/Shanghai (UTC+8)")
    designer.page.keyboard.press("Tab")
    _types_into(designer, "结束", "2031年3月1日 0:30 Europe/London")
    designer.page.keyboard.press("Enter")
    expect(end).to_have_value("2031-03-01 08:30")
    designer.page.keyboard.press("ArrowUp")
    expect(end).to_have_value("2031-03-01 08:31")
    _types_into(designer, "开始", "2031-02-30 07:45")
    designer.page.keyboard.press("Tab")
    designer.sees("请写成 2026-12-01 09:30")
    _types_into(designer, "开始", "2031-02-28 07:45")
    designer.sees("已保存", exact=True)
    designer.speaks("en")
    designer.page.reload()
    designer.page.get_by_text("Activity settings", exact=True).click()
    expect(designer.page.get_by_role("textbox", name="Starts")).to_have_value("2031-02-28 07:45")
    zone = designer.page.get_by_role("combobox", name="Time zone")
    zone.click()
    designer.page.keyboard.press("Control+a")
    designer.page.keyboard.type("Auckland")
    designer.page.get_by_role("option", name="Pacific/Auckland").click()
    designer.sees("Friday · Pacific/Auckland (UTC+13)")
    expect(designer.page.get_by_role("textbox", name="Starts")).to_have_value("2031-02-28 07:45")
    designer.sees("Saved")
    designer.speaks("zh-CN")


def test_plus_inserts_beside_the_selection_and_the_canvas_follows(designer):
    designer.creates("就近插入", "幸运转盘")
    expect(_components(designer)).not_to_have_count(0)
    ids = "(all) => all.map((one) => one.getAttribute('data-puck-component'))"
    before = _components(designer).evaluate_all(ids)
    _components(designer).first.click()
    _inserts(designer, "图文")
    after = _components(designer).evaluate_all(ids)
    assert after.index(next(one for one in after if one not in before)) == 1
    _components(designer).last.click()
    designer.page.frame_locator("iframe").locator("html").evaluate("() => scrollTo(0, 0)")
    _inserts(designer, "倒计时")
    expect(_components(designer).last).to_be_in_viewport()


def test_signing_in_after_signing_out_does_not_say_that_the_session_has_ended(browser, town):
    person = Staff(browser, town, "reviewer")
    for _ in range(2):
        person.page.get_by_role("button", name="唐越").click()
        person.page.get_by_role("menuitem", name="退出").click()
        person.page.get_by_label("工号或邮箱").fill("reviewer@demo.bank")
        person.page.get_by_role("textbox", name="密码").fill(town.password)
        person.presses("登录")
        person.sees("您好")
        expect(person.page.get_by_role("link", name="审批")).to_be_visible()
        expect(person.page.get_by_text("登录已过期")).to_have_count(0)
    # An answer to the session before comes late: the house is asked who is here, and the list comes.
    person.page.route("**/graphql/console", lambda asked: asked.fulfill(json=LATE), times=1)
    person.goes_to("审批")
    nothing = person.page.get_by_text("没有待您审批的事项")
    expect(nothing.or_(person.page.get_by_role("table")).first).to_be_visible()
    expect(person.page.get_by_text("登录已过期")).to_have_count(0)
    town.sessions.pop("reviewer", None)
    person.leaves()
