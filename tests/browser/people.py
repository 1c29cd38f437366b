"""What people do in a browser: sign in, build, sign, play, settle. Names are the ones on the screen."""

import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import expect, sync_playwright
from tests.kit.chromium import how
from tests.kit.waiting import eventually

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 60_000  # what hangs: see tests/kit/waiting


@contextmanager
def chromium():
    """Start Debian's Chromium; the caller's pages have a minute for everything."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**how())
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()


def still(thing):
    """Give the place of a thing that has come to rest: two looks say the same."""
    seen = [None]

    def rests():
        seen.append(thing.bounding_box())
        return seen[-1] if seen[-1] == seen[-2] else None

    return eventually(rests)


class Somebody:
    """One person's browser window; whatever the console of the browser complains about is kept."""

    def __init__(self, browser, size, **context):
        self.context = browser.new_context(
            viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", **context
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self.complaints = []
        self.listens()

    def listens(self):
        """Hear what the page complains about; a page that takes the place of another is heard too."""
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def sees(self, text, **options):
        """Wait until a text is on the screen."""
        expect(self.page.get_by_text(text, **options).first).to_be_visible()

    def presses(self, name, **options):
        """Press a button by its name."""
        self.page.get_by_role("button", name=name, **options).first.click()

    def confirms(self, name):
        """Press a button and the one in the dialog that asks again."""
        self.presses(name)
        self.page.get_by_role("dialog").get_by_role("button", name=name).click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def picture(self, folder, name):
        """Take a picture of the screen, where a folder for pictures is given."""
        if folder:
            expect(self.page.get_by_role("alert")).to_have_count(0)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"))

    def leaves(self):
        """Close the window; a page that complained fails the test."""
        self.context.close()
        assert not self.complaints, self.complaints

    def puts(self, handle, below):
        """Take a thing by its handle and let it go on the phone, below a text that is there."""
        frame = self.page.frame_locator("iframe").first
        target = frame.get_by_text(below).first
        handle.hover()
        target.scroll_into_view_if_needed()
        start, end, mouse = still(handle), still(target), self.page.mouse
        mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
        mouse.down()
        mouse.move(start["x"] + 40, start["y"] + start["height"] / 2 + 8, steps=5)
        frame.locator("[data-puck-dragging]").wait_for(state="attached")
        mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] + 12, steps=25)
        frame.locator("[data-puck-line-placeholder]").first.wait_for()
        mouse.up()


class Staff(Somebody):
    """A member of staff at a desk, whose session of an earlier test goes on while it is good."""

    def __init__(self, browser, town, name, **context):
        super().__init__(browser, DESK, storage_state=town.sessions.get(name), **context)
        self.town = town
        self.page.goto(f"{town.address}/console/")
        number, hello = self.page.get_by_label("工号或邮箱"), self.page.get_by_text("您好")
        expect(number.or_(hello).first).to_be_visible()
        if number.is_visible():
            number.fill(f"{name}@demo.bank")
            self.page.get_by_role("textbox", name="密码").fill(town.password)
            self.presses("登录")
            self.sees("您好")
            town.sessions[name] = self.context.storage_state()

    def speaks(self, language):
        """Choose a language, for the pages that follow."""
        self.page.evaluate("(language) => localStorage.setItem('lg.locale', language)", language)

    def goes_to(self, place):
        """Follow the navigation."""
        name = re.compile(rf"^{place}\s*\d*$")
        self.page.get_by_role("navigation").get_by_role("link", name=name).click()

    def creates(self, title, template):
        """Begin an activity from a template; the editor opens."""
        self.goes_to("活动")
        self.presses("新建活动")
        self.page.get_by_label("中文标题").fill(title)
        self.page.get_by_role("radio", name=template, exact=True).check()
        self.page.get_by_role("dialog").get_by_role("button", name="新建活动").click()
        self.page.wait_for_url(re.compile(r"/studio$"))
        return re.search(r"/activities/(act_\w+)/studio", self.page.url)[1]

    def drags(self, component, below):
        """Drag a component from the palette onto the phone, below a text that is there."""
        self.puts(self.page.locator(f'[data-testid="drawer-item:{component}"]').first, below)

    def starts_now(self):
        """Let the activity run from an hour ago for thirty days."""
        now = datetime.now(ZoneInfo("Asia/Shanghai")).replace(second=0, microsecond=0)
        self.page.get_by_label("开始").fill(f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}")
        self.page.get_by_label("结束").fill(f"{now + timedelta(days=30):%Y-%m-%dT%H:%M}")

    def gives_for_sure(self, right, stock):
        """Bind a right to the first prize at full odds, and cap its number."""
        self.presses("选择权益")
        self.page.get_by_role("combobox", name="查找批次").click()
        self.page.get_by_role("option", name=right).click()
        prize = self.page.get_by_role("combobox", name="权益").first
        prize.click()
        self.page.get_by_role("option", name=right).click()
        odds = self.page.get_by_label("概率（ppm）")
        odds.nth(0).fill("1000000")
        odds.nth(1).fill("0")
        odds.nth(1).press("Tab")
        self.page.get_by_label("限量").first.fill(str(stock))
        self.sees("100%")

    def discloses(self, words):
        """Fill in what clients must be told before they take part; both languages."""
        for label, (chinese, english) in words.items():
            self.page.get_by_label(f"{label} 中文").fill(chinese)
            self.page.get_by_label(f"{label} 英文").fill(english)

    def signs(self, what, opinion):
        """Approve the matter that waits, after looking at it."""
        self.goes_to("审批")
        self.page.get_by_text(what).first.click()
        self.page.get_by_label("意见").fill(opinion)
        self.presses("同意")
        self.sees("已同意")


class Finance(Staff):
    """Finance at the desk: statements, differences, batches."""

    def fetches(self, provider, day):
        """Fetch a day's statement through the provider's plugin."""
        self.goes_to("对账单")
        self.presses("由插件获取")
        self._fills_in(provider, "日期", day, "获取")
        self.sees("已获取")

    def batches(self, provider, day):
        """Make a settlement batch up to a day, match it; gives its address."""
        self.goes_to("结算批次")
        self.presses("新建结算批次")
        self._fills_in(provider, "截至", day, "新建结算批次")
        self.sees("批次已建立")
        self.page.locator("tbody tr").first.click()
        self.presses("运行匹配")
        self.sees("已匹配")
        return self.page.url

    def _fills_in(self, provider, label, day, act):
        form = self.page.get_by_role("dialog")
        form.get_by_role("combobox", name="服务商").click()
        self.page.get_by_role("option", name=provider).click()
        form.get_by_label(label).fill(day)
        form.get_by_role("button", name=act).click()

    def proposes(self, difference, way, reason):
        """Propose how to deal with one difference."""
        row = self.page.get_by_role("row").filter(has_text=difference)
        row.get_by_role("checkbox").check()
        self.presses(re.compile("提议处理"))
        form = self.page.get_by_role("dialog")
        form.get_by_role("radio", name=way).check()
        form.get_by_label("原因").fill(reason)
        form.get_by_role("button", name="提议").click()
        expect(form).to_have_count(0)
        expect(row.get_by_text(reason)).to_be_visible()

    def agrees(self, difference, opinion):
        """Sign another's proposal."""
        row = self.page.get_by_role("row").filter(has_text=difference)
        row.get_by_role("button", name="同意").click()
        form = self.page.get_by_role("dialog")
        form.get_by_role("textbox").fill(opinion)
        form.get_by_role("button", name="同意").click()
        expect(form).to_have_count(0)
        expect(row.get_by_role("button", name="同意")).to_have_count(0)

    def downloads(self, name):
        """Export and give the file's bytes."""
        with self.page.expect_download() as started:
            self.presses(name)
        return Path(started.value.path()).read_bytes()


class Client(Somebody):
    """A client with a phone."""

    def __init__(self, browser, town, slug):
        super().__init__(browser, PHONE, has_touch=True, is_mobile=True)
        self.town = town
        self.page.goto(f"{town.address}/a/{slug}")
        self.card = self.page.get_by_role("dialog")

    def is_recognised(self, mobile, code_of):
        """Give mobile and code; ``code_of`` reads the message tray."""
        self.presses("验证身份")
        self.page.get_by_label("手机号码").fill(mobile)
        self.presses("获取验证码")
        self.sees("验证码已发送")
        self.page.get_by_label("验证码").fill(code_of())
        self.card.get_by_role("button", name="确认").click()
        expect(self.card).to_have_count(0)

    def steps_in_as(self, name):
        """Use the demo's client picker."""
        self.presses(re.compile("演示身份"))
        self.card.get_by_role("button", name=name).click()
        expect(self.card).to_have_count(0)

    def plays_and_claims(self):
        """Turn the wheel, win, claim; gives the code for the counter and the right's id."""
        self.presses("转动")
        self.sees("恭喜您获得")
        self.card.get_by_role("button", name="立即领取").click()
        self.page.wait_for_url(re.compile(r"/r/ent_"))
        self.sees("可使用")
        shown = self.page.locator(".lg-right__code").inner_text()
        return "".join(re.findall(r"\d", shown)), self.page.url.rpartition("/")[2]
