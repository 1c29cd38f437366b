"""From a template to what waits for approval in a few actions, by pointer and by keys alone.

An action is one thing that a person means: a press, a field filled in, a list opened, a choice made from it,
be it with however many keys.
"""

import pytest
from playwright.sync_api import expect
from tests.browser.people import Staff

pytestmark = pytest.mark.slow

ACTIONS_MAX = 25
TEA = "武夷岩茶礼盒"
# How many tab stops lie between the focus and where it should be, and on which side; null: it is nowhere.
STOPS = """(target) => {
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex]";
  const shown = { visibilityProperty: true };
  const seen = (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility(shown);
  const first = (one) => one.type !== "radio" || one.checked || !one.name;
  if (document.activeElement === document.body) return null;
  const all = [...document.querySelectorAll(wanted)].filter((one) => seen(one) && first(one));
  return all.indexOf(target) - all.indexOf(document.activeElement);
}"""
STOPS_MAX = 300
TRIES_MAX = 6


class Pointer:
    """Works with the mouse, and counts what he does."""

    def __init__(self, page):
        self.page = page
        self.actions = 0

    def presses(self, thing):
        """Press one thing."""
        self.actions += 1
        self._press(thing)

    def fills(self, thing, text):
        """Fill in one field."""
        self.actions += 1
        self._fill(thing, text)

    def chooses(self, opener, option):
        """Open a list and take one of it."""
        self.presses(opener)
        self.actions += 1
        self._take(option)

    def _press(self, thing):
        label = self.page.locator(f'label[for="{thing.get_attribute("id")}"]')
        hidden = thing.evaluate("(one) => one.type === 'radio' && one.offsetWidth === 0")
        (label if hidden else thing).click()

    def _fill(self, thing, text):
        thing.fill(text)

    def _take(self, option):
        self.page.get_by_role("option", name=option).first.click()


class Keys(Pointer):
    """Does the same without a mouse."""

    def _press(self, thing):
        kind = thing.evaluate("(one) => one.type === 'radio' ? 'radio' : one.getAttribute('role')")
        if kind == "radio":
            self._turn(thing)
        else:
            self._reach(thing)
            self.page.keyboard.press("ArrowDown" if kind == "combobox" else "Enter")

    def _turn(self, radio):
        """Go to the one of the group that is chosen, and from there to the one that should be."""
        of = radio.get_attribute("name")
        group = self.page.locator(f'input[type="radio"][name="{of}"]')
        self._reach(group.and_(self.page.locator(":checked")))
        for _ in range(group.count()):
            if radio.is_checked():
                break
            self.page.keyboard.press("ArrowRight")
        expect(radio).to_be_checked()

    def _fill(self, thing, text):
        self._reach(thing)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def _take(self, option):
        wanted = self.page.get_by_role("option", name=option).first
        expect(wanted).to_be_visible()
        for _ in range(20):
            if wanted.get_attribute("data-combobox-selected"):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def _reach(self, thing):
        thing.wait_for(state="attached")
        for _ in range(TRIES_MAX):  # a frame or a list that comes meanwhile may lie between
            away = thing.evaluate(STOPS)
            if away == 0:
                break
            for _ in range(1 if away is None else min(abs(away), STOPS_MAX)):
                self.page.keyboard.press("Tab" if away is None or away > 0 else "Shift+Tab")
        expect(thing).to_be_focused()


TOLD = {
    "主办方": "示例银行上海分行",
    "参与条件与方式": "受邀客户在活动页面参与",
    "兑奖时间、条件与方式": "九十日内在“我的权益”领取",
    "奖品交付方式": "电子权益码",
}


def _submits(hand, title, template, prizes):
    """Begin with a template, say what must be said, and hand it in; prizes by their place on the page."""
    page = hand.page
    hand.presses(page.get_by_role("button", name="新建活动"))
    form = page.get_by_role("dialog")
    hand.fills(form.get_by_label("中文标题"), title)
    hand.presses(form.get_by_role("radio", name=template, exact=True))
    hand.presses(form.get_by_role("button", name="新建活动"))
    hand.presses(page.get_by_role("radio", name="活动设置"))
    hand.fills(page.get_by_label("目标值"), "100")
    hand.presses(page.get_by_role("button", name="选择权益"))
    hand.chooses(page.get_by_role("combobox", name="查找批次"), TEA)
    for place in prizes:
        hand.chooses(page.get_by_role("combobox", name="权益", exact=True).nth(place), TEA)
    hand.fills(page.get_by_label("预算上限"), "9000000")
    for label, words in TOLD.items():
        hand.fills(page.get_by_label(f"{label} 中文"), words)
    hand.presses(page.get_by_role("button", name="提交审批"))
    hand.presses(page.get_by_role("dialog").get_by_role("button", name="提交审批"))
    page.wait_for_url(lambda address: not address.endswith("/studio"))


@pytest.mark.parametrize("hand", [Pointer, Keys])
@pytest.mark.parametrize(
    ("template", "prizes"),
    [("幸运转盘", (0,)), ("答题", (0,)), ("到时抽签", (0, 1)), ("签到日历", (1, 2)), ("限时抢领", (0,))],
)
def test_a_template_waits_for_approval_after_few_actions(browser, town, hand, template, prizes):
    designer = Staff(browser, town, "designer")
    designer.page.goto(f"{town.address}/console/activities")
    worker = hand(designer.page)
    title = f"{template}·{hand.__name__}"
    _submits(worker, title, template, prizes)
    designer.page.goto(f"{town.address}/console/activities")
    row = designer.page.get_by_role("row").filter(has_text=title)
    expect(row).to_contain_text("审批中")
    assert worker.actions <= ACTIONS_MAX
    designer.leaves()
