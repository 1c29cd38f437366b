"""The tutorial is followed literally: every numbered sentence is done with mouse and keys."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.people import DESK, PHONE, Somebody, chromium
from tests.kit.waiting import eventually

pytestmark = pytest.mark.slow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorials" / "first-activity.md"
NUMBERED = re.compile(r"^\d+\. (.+)$", flags=re.MULTILINE)
# What the mouse can press, by the words on it.
PRESSABLE = "button, a, [role=button], [role=menuitem], [role=option], [role=tab], label"


def sentences():
    """Give the numbered sentences of the tutorial, in order."""
    return NUMBERED.findall(PAGE.read_text("utf-8"))


def words_of(text):
    """Match these very words; a field that must be filled in has a star behind them, a place a count."""
    return re.compile(rf"^\s*{re.escape(text)}\s*(?:\*|\d+)?\s*$")


class Follower:
    """A newcomer with the printed addresses and password, who reads the screen, points and types."""

    def __init__(self, browser, town):
        self.town = town
        self.who = Somebody(browser, DESK)
        self.code = ""
        self.typed = None

    @property
    def page(self):
        """Give the window that is looked at."""
        return self.who.page

    @property
    def screen(self):
        """Give what can be reached: a dialog on top hides the rest."""
        dialogs = self.page.locator("[role=dialog]:visible")
        return dialogs.last if dialogs.count() else self.page.locator("body")

    def follow(self, sentence):
        """Do one sentence; a sentence nobody understands is an error of the page."""
        for pattern, act in ACTS:
            found = re.fullmatch(pattern, sentence)
            if found:
                typed, self.typed = self.typed, None
                act(self, *found.groups())
                if typed is not None and typed.count():  # what was typed last is understood
                    expect(typed).not_to_have_attribute("aria-invalid", "true")
                return
        pytest.fail(f"the tutorial says something that cannot be done: {sentence}")

    def open_console(self):
        self.page.goto(f"{self.town.address}/console/")

    def open_desk(self):
        self._new_window(f"{self.town.supplier}/desk")

    def open_client_page(self, label):
        with self.page.expect_popup() as opened:
            self.press(label)
        self._looks_at(opened.value, PHONE)

    def back_to_console(self):
        self._new_window(f"{self.town.address}/console/")

    def _new_window(self, address):
        window = self.who.context.new_page()
        self._looks_at(window, DESK)
        window.goto(address)

    def _looks_at(self, window, size):
        window.set_viewport_size(size)
        self.who.page = window
        self.who.listens()

    def press(self, label):
        """Press the one thing on the screen that says so."""
        pressable = self.screen.locator(PRESSABLE)
        ways = (
            pressable.filter(has_text=words_of(label), visible=True),
            self.screen.get_by_text(label, exact=True).locator("visible=true"),
            pressable.filter(has_text=re.compile(rf"^\s*{re.escape(label)}"), visible=True),
        )
        expect(ways[0].or_(ways[1]).or_(ways[2]).first).to_be_visible()
        next(way for way in ways if way.count()).first.click()

    def press_in_dialog(self, label):
        expect(self.page.locator("[role=dialog]:visible").last).to_be_visible()
        self.press(label)
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def type(self, text, label):
        """Click into the empty field under these words and press the keys."""
        field = self._field(label)
        expect(field).to_have_value("")
        field.click()
        self.page.keyboard.type(text)

    def type_over(self, text, label):
        self.typed = self._field(label)
        self._replace(self.typed, text)

    def type_in_row(self, text, label, row):
        self._replace(self._field(label, self._line(row)), text)

    def _replace(self, field, text):
        field.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def type_password(self, label):
        self.type(self.town.password, label)

    def type_code(self, label):
        self.type(self.code, label)

    def note_code(self):
        self.code = "".join(re.findall(r"\d", self.page.locator(".lg-right__code").inner_text()))
        assert self.code

    def choose(self, option, label):
        self._field(label).click()
        self._option(option)

    def choose_in_row(self, option, label, row):
        self._field(label, self._line(row)).click()
        self._option(option)

    def _option(self, option):
        shown = self.page.locator("[role=option]").filter(has_text=option, visible=True)
        expect(shown.first).to_be_visible()
        shown.first.click()

    def _field(self, label, inside=None):
        """Find the field that stands under (or beside) a label of these words."""
        names = (inside or self.screen).locator("label").filter(has_text=words_of(label), visible=True)
        expect(names.first).to_be_visible()
        return self.page.locator(f'[id="{names.first.get_attribute("for")}"]')

    def _line(self, row):
        """Find the line of a list whose first field says ``row``."""

        def found():
            lines = self.screen.locator("li")
            names = lines.evaluate_all("(all) => all.map((one) => one.querySelector('input')?.value)")
            return lines.nth(names.index(row)) if row in names else None

        return eventually(found)

    def drag(self, component, below):
        """Take a component from the left and let it go under a text on the phone."""
        self.who.puts(self.page.get_by_text(component, exact=True).locator("visible=true").last, below)

    def see(self, text):
        self.who.sees(text)

    def see_on_phone(self, text):
        self.page.frame_locator("iframe").get_by_text(text).first.wait_for()


ACTS = (
    (r"Open the console\.", Follower.open_console),
    (r"Open the console in a new window\.", Follower.back_to_console),
    (r"Open the lounge's desk in a new window\.", Follower.open_desk),
    (r"Note the code on the phone\.", Follower.note_code),
    (r"Type the code into \*\*(.+)\*\*\.", Follower.type_code),
    (r"Type the printed password into \*\*(.+)\*\*\.", Follower.type_password),
    (r"Type `(.+)` over \*\*(.+)\*\* in the line \*\*(.+)\*\*\.", Follower.type_in_row),
    (r"Type `(.+)` over what stands in \*\*(.+)\*\*\.", Follower.type_over),
    (r"Type `(.+)` into \*\*(.+)\*\*\.", Follower.type),
    (r"Choose \*\*(.+)\*\* in \*\*(.+)\*\* in the line \*\*(.+)\*\*\.", Follower.choose_in_row),
    (r"Choose \*\*(.+)\*\* in \*\*(.+)\*\*\.", Follower.choose),
    (r"Press \*\*(.+)\*\*: a new window opens\.", Follower.open_client_page),
    (r"Press \*\*(.+?)\*\*\.", Follower.press),
    (r"Press \*\*(.+?)\*\* in the dialog\.", Follower.press_in_dialog),
    (r"Drag \*\*(.+)\*\* below \*\*(.+)\*\*\.", Follower.drag),
    (r"See \*\*(.+)\*\* on the phone\.", Follower.see_on_phone),
    (r"See \*\*(.+?)\*\*\.?", Follower.see),
)


def test_the_tutorial_works_word_for_word(town):
    with chromium() as browser:
        newcomer = Follower(browser, town)
        said = sentences()
        assert len(said) > 80
        for sentence in said:
            newcomer.follow(sentence)
        newcomer.who.leaves()


def test_a_sentence_that_cannot_be_done_is_caught():
    with pytest.raises(pytest.fail.Exception):
        Follower.follow(None, "Dance with **the wheel**.")
