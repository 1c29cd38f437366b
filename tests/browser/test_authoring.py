"""Plays as operations staff author them: with every operator and effect, without code."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.people import Staff, still

pytestmark = pytest.mark.slow

TEA = "武夷岩茶礼盒"
WAYS = (
    "按概率抽取",
    "人人有份",
    "连续签到",
    "答题",
    "累计达标",
    "集卡",
    "抽签（不放回）",
    "先到先得",
    "选位",
    "好友成团",
    "到时抽签",
)
SIZES = ((1440, 900), (1280, 720), (390, 844))
DRAFT = "query($id: String!) { activity(id: $id) { document } }"
CHECK = "query($document: JSONDocument!) { checkActivity(document: $document) { code path severity } }"


class Author(Staff):
    """A designer at the settings of a fresh activity."""

    def begins(self, title):
        """Begin an activity with a wheel and open its settings; the tea can be given."""
        self.activity = self.creates(title, "幸运转盘")
        self.page.get_by_text("活动设置").click()
        self.presses("选择权益")
        self.page.get_by_role("combobox", name="查找批次").click()
        self.page.get_by_role("option", name=TEA).first.click()

    def adds(self, what, choice):
        """Press the button that adds something, and choose what."""
        self.presses(what)
        self.page.get_by_role("menuitem", name=choice).click()
        expect(self.page.get_by_role("menu")).to_have_count(0)

    def adds_play(self, way, name):
        """Add a play that is decided so, and name it; gives its part of the page."""
        self.adds("添加玩法", way)
        title = self.page.get_by_role("region", name="新玩法").get_by_label("玩法名称 中文")
        expect(title).to_be_focused()
        title.fill(name)
        return self.page.get_by_role("region", name=name)

    def chooses(self, inside, label, choice):
        """Choose from a list."""
        inside.get_by_role("combobox", name=label).first.click()
        self.page.get_by_role("option", name=choice).first.click()

    def document(self):
        """Read the saved draft back, and what the check forbids but what other forms are for."""
        self.sees("已保存", exact=True)
        document = self._asks(DRAFT, id=self.activity)["activity"]["document"]
        found = self._asks(CHECK, document=document)["checkActivity"]
        elsewhere = {"activities.goal_not_chosen", "activities.disclosure_missing"}
        return document, [
            (one["code"], one["path"])
            for one in found
            if one["severity"] == "error" and one["code"] not in elsewhere
        ]

    def _asks(self, query, **variables):
        """Ask the console's face in this window's own session: a person has one."""
        asked = {"query": query, "variables": variables}
        answer = self.page.request.post(f"{self.town.address}/graphql/console", data=asked).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


SEEN = 0.97  # all but the part of a pixel by which a browser rounds where it scrolls to


def test_a_menu_longer_than_its_room_stays_in_the_window_and_scrolls_by_key_and_wheel(browser, town):
    author = Author(browser, town, "designer")
    author.begins("长菜单")
    page, menu = author.page, author.page.get_by_role("menu")
    first, last = page.get_by_role("menuitem").first, page.get_by_role("menuitem").last
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        author.presses("添加玩法")
        box = still(menu)
        assert min(box["x"], box["y"]) >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
        page.keyboard.press("ArrowDown")
        expect(first).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(last).to_be_focused()
        expect(last).to_be_in_viewport(ratio=SEEN)
        page.keyboard.press("Home")
        expect(first).to_be_in_viewport(ratio=SEEN)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for _ in range(3):  # further than its end: what is behind does not move
            page.mouse.wheel(0, 900)
            expect(last).to_be_in_viewport(ratio=SEEN)
        assert still(menu) == box
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        page.keyboard.press("Escape")
        expect(menu).to_have_count(0)
    author.leaves()


def _check_in(author):
    card = author.adds_play("连续签到", "每日签到")
    card.get_by_role("button", name="添加奖励日").click()
    week = card.get_by_role("listitem", name=re.compile("^第 7 天"))
    week.get_by_label("奖项 中文").fill("七日有礼")
    author.chooses(week, "权益", TEA)
    week.get_by_label("份数").fill("2")
    week.get_by_role("button", name="添加效果").click()
    author.page.get_by_role("menuitem", name="加机会").click()
    author.chooses(week, "哪个玩法", "幸运转盘")
    week.get_by_label("有效天数").fill("3")
    card.get_by_label("几天一轮").fill("7")


def _quiz(author):
    card = author.adds_play("答题", "权益知识问答")
    card.get_by_role("button", name="添加问题").click()
    first, second = (
        card.get_by_role("list", name="向客户提问").locator("> li").nth(place) for place in (0, 1)
    )
    first.get_by_label("问题 中文").fill("贵宾厅一年可用几次？")
    first.get_by_label("选项 1 中文").fill("六次")
    first.get_by_label("选项 2 中文").fill("十二次")
    second.get_by_label("问题 中文").fill("哪些可以转赠？")
    author.chooses(second, "回答方式", "多选")
    second.get_by_role("button", name="添加选项").click()
    for place, option in enumerate(("茶礼", "体检", "贵宾厅"), 1):
        second.get_by_label(f"选项 {place} 中文").fill(option)
    card.get_by_role("radio", name="十二次").check()
    for option in ("茶礼", "贵宾厅"):
        card.get_by_role("checkbox", name=option).check()
    expect(card.get_by_text("满分 2 分")).to_be_visible()
    card.get_by_label("通过分数").fill("2")
    author.chooses(card, "权益", TEA)


def test_a_check_in_and_a_quiz_are_authored_as_a_person_does(browser, town):
    author = Author(browser, town, "designer")
    author.begins("签到与问答")
    _check_in(author)
    _quiz(author)
    document, errors = author.document()
    assert errors == []
    wheel, check_in, quiz = document["plays"]
    (step,) = check_in["decide"]["steps"]
    gift = document["rights"][0]["ref"]
    assert (check_in["decide"]["op"], check_in["decide"]["cycle_days"], step["days"]) == ("streak", 7, 7)
    assert step["outcome"]["title"]["zh-CN"] == "七日有礼"
    assert step["outcome"]["effects"] == [
        {"do": "grant", "right": gift, "units": 2},
        {"do": "chance", "play": wheel["id"], "units": 1, "days": 3},
    ]
    assert [(one["kind"], len(one["options"])) for one in quiz["asks"]] == [("one", 2), ("many", 3)]
    assert quiz["decide"]["pass_score"] == 2
    words = {option["id"]: option["text"]["zh-CN"] for one in quiz["asks"][1:] for option in one["options"]}
    assert quiz["decide"]["key"][0]["right"] == ["option-2"]
    assert [words[one] for one in quiz["decide"]["key"][1]["right"]] == ["茶礼", "贵宾厅"]
    assert quiz["decide"]["outcome"]["effects"] == [{"do": "grant", "right": gift}]
    author.leaves()


def test_what_the_check_finds_leads_to_the_very_field_even_where_it_is_closed(browser, town):
    author = Author(browser, town, "designer")
    author.begins("前往修改")
    author.adds("添加状态", "计数")
    ladder = author.adds_play("累计达标", "到访有礼")
    ladder.get_by_role("button", name="添加一档").click()
    second = ladder.get_by_role("textbox", name="达到").nth(1)
    second.fill("1")
    late = author.page.get_by_role("listitem").filter(has_text="此项须排在前一项之后")
    late.get_by_role("link").click()
    expect(second).to_be_focused()
    second.fill("5")
    ladder.get_by_text("结果之外的效果").click()
    ladder.get_by_role("button", name="添加效果").last.click()
    author.page.get_by_role("menuitem", name="更新客户状态").click()
    name = author.page.locator("#set-states").get_by_label("名称")
    name.fill("visits")
    name.press("Enter")
    document, errors = author.document()
    assert errors == []
    assert document["plays"][1]["decide"]["state"] == "visits"
    assert document["plays"][1]["else"] == [{"do": "state", "state": "visits", "by": 1}]
    author.leaves()


def test_the_focus_stays_with_a_row_that_is_moved(browser, town):
    author = Author(browser, town, "designer")
    author.begins("上移下移")
    prizes = author.page.get_by_role("list", name="奖项").locator("> li")
    author.page.get_by_role("button", name="下移礼遇").focus()
    author.page.keyboard.press("Enter")
    up = author.page.get_by_role("button", name="上移礼遇")
    expect(up).to_be_focused()
    expect(author.page.get_by_text("礼遇已移到第 2 位，共 2 项")).to_be_attached()
    expect(prizes.nth(1).get_by_label("奖项 中文")).to_have_value("礼遇")
    author.page.keyboard.press("Enter")
    expect(author.page.get_by_role("button", name="下移礼遇")).to_be_focused()
    author.page.get_by_text("向客户提问").click()
    author.presses("添加问题")
    expect(author.page.get_by_label("问题 中文")).to_be_focused()
    author.page.get_by_role("button", name="移除新问题").focus()
    author.page.keyboard.press("Enter")
    expect(author.page.get_by_role("button", name="添加问题")).to_be_focused()
    author.document()
    author.leaves()


# What is typed is drawn at once; what is drawn next is that it is saved, or what the check found.
TYPED_AND_PRESSED_WHEN_DRAWN = """(button) => {
  document.execCommand("insertText", false, "您有空吗");
  setTimeout(() => {
    const watch = new MutationObserver(() => {
      watch.disconnect();
      button.click();
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}"""


def test_the_focus_finds_its_row_although_something_else_is_drawn_at_that_moment(browser, town):
    author = Author(browser, town, "designer")
    author.begins("同时")
    author.page.get_by_text("向客户提问").click()
    author.presses("添加问题")
    expect(author.page.get_by_label("问题 中文")).to_be_focused()
    author.page.get_by_role("button", name="移除新问题").evaluate(TYPED_AND_PRESSED_WHEN_DRAWN)
    expect(author.page.get_by_role("button", name="添加问题")).to_be_focused()
    author.document()
    author.leaves()


NEXT = """(part, seen) => {
  for (const detail of part.querySelectorAll("details")) detail.open = true;
  part.querySelector("[data-next]")?.removeAttribute("data-next");
  const nameOf = (one) => one.dataset.act
    ? `${one.closest("ul").ariaLabel} ${one.dataset.act}`
    : one.ariaLabel || one.innerText || one.labels?.[0]?.innerText || "";
  const buttons = part.querySelectorAll("button:not(:disabled), input[role=switch]:not(:disabled)");
  const next = [...buttons].find((one) => !seen.includes(nameOf(one)));
  next?.setAttribute("data-next", "");
  return next ? [nameOf(next), next.ariaHasPopup === "menu"] : null;
}"""


def _pressed(author, part):
    """Press each button and switch once, of a list's rows each act once, and what a menu offers first."""
    seen = ["移除玩法"]
    while found := part.evaluate(NEXT, seen):
        name, offers = found
        seen.append(name)
        part.locator("[data-next]").click(force=True)
        if offers:
            author.page.locator("[role=menuitem]:not([data-disabled])").first.click()
            expect(author.page.get_by_role("menu")).to_have_count(0)
    return seen


@pytest.mark.parametrize("ways", [WAYS[:5], WAYS[5:]])
def test_every_way_to_decide_begins_valid_and_every_button_of_its_editor_can_be_pressed(browser, town, ways):
    author = Author(browser, town, "designer")
    author.begins(f"每个按钮 {len(ways)}")
    for kind in ("计数", "累加", "集合", "连续天数", "最高值", "最近值"):
        author.adds("添加状态", kind)
    for way in ways:
        play = author.adds_play(way, f"试试{way}")
        document, errors = author.document()
        assert errors == []
        assert len(document["plays"]) == 2
        pressed = _pressed(author, play)
        assert {"添加问题", "添加限额", "添加效果"} <= set(pressed), pressed
        play.get_by_role("button", name="移除玩法").click()
    document, _ = author.document()
    assert len(document["plays"]) == 1
    assert len(document["states"]) >= 6  # a play with friends brought one of its own
    author.page.keyboard.press("Control+z")
    author.sees("已保存", exact=True)
    author.leaves()
