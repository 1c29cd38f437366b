"""Plays and states of a draft as a graph: connected and taken apart by mouse and keys, and told as a list."""

import pytest
from playwright.sync_api import expect
from tests.browser.people import Staff

pytestmark = pytest.mark.slow

AGAIN = "秋日转盘 → 再来一次：加机会（得“礼遇”时）"


def _begins(browser, town, title):
    """Open the graph of a fresh wheel; gives who works there, the graph, and what stands beside it."""
    designer = Staff(browser, town, "designer")
    designer.creates(title, "幸运转盘")
    designer.page.get_by_text("流程图", exact=True).click()
    graph = designer.page.get_by_role("group", name="玩法流程图")
    return designer, graph, designer.page.get_by_role("complementary", name="选中的节点")


def _connects(designer, beside, when, what):
    """Let the chosen play bring something more."""
    for label, choice in (("何时", when), ("带来什么", what)):
        beside.get_by_role("combobox", name=label).click()
        designer.page.get_by_role("option", name=choice, exact=True).click()
    beside.get_by_role("button", name="连接", exact=True).click()


def test_plays_are_connected_in_the_graph_and_the_list_says_the_same(browser, town):
    designer, graph, beside = _begins(browser, town, "连成流程")
    page, title = designer.page, beside.get_by_label("玩法名称 中文")
    graph.get_by_role("button", name="幸运转盘").click()
    expect(beside.get_by_role("heading", name="幸运转盘")).to_be_focused()
    title.fill("秋日转盘")
    wheel = graph.get_by_role("button", name="秋日转盘")
    expect(wheel).to_be_visible()
    designer.presses("添加玩法")
    page.get_by_role("menuitem", name="人人有份").click()
    title.fill("再来一次")
    beside.get_by_role("button", name="回到图中").click()
    again = graph.get_by_role("button", name="再来一次")
    expect(again).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(wheel).to_be_focused()
    page.keyboard.press("Enter")
    expect(beside.get_by_role("heading", name="秋日转盘")).to_be_focused()
    _connects(designer, beside, "得“礼遇”时", "加机会 · 再来一次")
    line = beside.get_by_role("button", name=AGAIN, exact=True)
    expect(line).to_be_visible()
    page.get_by_text("列表", exact=True).click()
    listed = page.get_by_role("region", name="玩法", exact=True)
    expect(listed.get_by_role("listitem").filter(has_text=AGAIN).last).to_be_visible()
    beside.get_by_role("button", name=f"断开：{AGAIN}").click()
    expect(line).to_have_count(0)
    expect(listed.get_by_text(AGAIN)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(listed.get_by_text(AGAIN)).to_be_visible()
    line.click()
    expect(beside.get_by_role("heading", name="再来一次")).to_be_focused()
    designer.sees("已保存", exact=True)
    designer.leaves()


SCALE = (
    "(view) => new DOMMatrix(getComputedStyle(view.querySelector('[data-node]').parentElement).transform).a"
)


def test_a_large_graph_is_moved_and_made_smaller_by_mouse_and_by_keys(browser, town):
    designer, graph, _ = _begins(browser, town, "大图")
    for way in ("连续签到", "人人有份", "先到先得", "抽签（不放回）", "选位", "答题", "集卡"):
        designer.presses("添加玩法")
        designer.page.get_by_role("menuitem", name=way).click()
    expect(graph.get_by_role("button", name="新玩法")).to_have_count(7)
    view = graph.locator("> div")
    before = view.evaluate(SCALE)
    graph.get_by_role("button").first.focus()
    for _ in range(3):
        designer.page.keyboard.press("+")
    assert view.evaluate(SCALE) > before
    designer.page.keyboard.press("0")
    fits = "(view) => view.scrollHeight <= view.clientHeight && view.scrollWidth <= view.clientWidth"
    designer.page.wait_for_function(f"(view) => ({fits})(view)", arg=view.element_handle())
    designer.presses("放大")
    designer.presses("放大")
    designer.presses("放大")
    box = view.bounding_box()
    left, low = box["x"] + 4, box["y"] + box["height"] - 20
    designer.page.mouse.move(left, low)
    designer.page.mouse.down()
    designer.page.mouse.move(left, low - 120, steps=4)
    designer.page.mouse.up()
    assert view.evaluate("(view) => view.scrollTop") > 0
    designer.sees("已保存", exact=True)
    designer.leaves()
