"""The tutorial is followed word for word: each numbered sentence is an act, and every act must work."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from tests.browser.people import PHONE, Client, Somebody, Staff, chromium

pytestmark = pytest.mark.slow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorials" / "first-activity.md"
KINDS = {"图文": "rich-text"}
PLACES = {"second": 1, None: 0}


def sentences():
    """Give the numbered sentences of the tutorial, in order."""
    return re.findall(r"^\d+\. (.+)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)


def moment(words):
    """Turn the tutorial's relative times into what a person would type."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    spans = {"an hour ago": -timedelta(hours=1), "in thirty days": timedelta(days=30)}
    return f"{now + spans[words]:%Y-%m-%dT%H:%M}" if words in spans else words


class Follower:
    """Somebody who does what the page says and nothing else."""

    def __init__(self, browser, town):
        self.browser = browser
        self.town = town
        self.at = None
        self.code = ""

    def follow(self, sentence):
        """Do one sentence; a sentence nobody understands is an error of the page."""
        for pattern, act in ACTS:
            found = re.fullmatch(pattern, sentence)
            if found:
                act(self, *found.groups())
                return
        pytest.fail(f"the tutorial says something that cannot be done: {sentence}")

    def sign_in(self, name):
        slug = self._slug()
        if self.at:
            self.at.leaves()
        self.at = Staff(self.browser, self.town, name)
        self.slug = slug

    def _slug(self):
        found = re.search(r"/a/([a-z0-9-]+)", self.at.page.content()) if self.at else None
        return found[1] if found else None

    def take_phone(self):
        slug = self._slug()
        self.at.leaves()
        self.at = Client(self.browser, self.town, slug)

    def take_code(self):
        shown = self.at.page.locator(".lg-right__code").inner_text()
        self.code = "".join(re.findall(r"\d", shown))
        self.at.leaves()
        self.at = Somebody(self.browser, PHONE)
        self.at.page.goto(f"{self.town.supplier}/desk")

    def type_code(self, label):
        self.at.page.get_by_label(label).fill(self.code)

    def open(self, place):
        self.at.goes_to(place)

    def press(self, label, where=None):
        page = self.at.page
        if where == "menu":
            page.get_by_role("menuitem", name=label).click()
        elif where == "dialog":
            page.get_by_role("dialog").get_by_role("button", name=label).click()
            expect(page.get_by_role("dialog")).to_have_count(0)
        else:
            button, words = page.get_by_role("button", name=label), page.get_by_text(label, exact=True)
            expect(button.or_(words).first).to_be_visible()
            (button if button.count() else words).first.click()

    def type(self, words, place, label):
        field = self.at.page.get_by_label(label).nth(PLACES[place])
        field.fill(moment(words))
        field.press("Tab")

    def choose(self, option, label):
        self.at.page.get_by_role("combobox", name=label).first.click()
        self.at.page.get_by_role("option", name=option).first.click()

    def drag(self, component, below):
        self.at.drags(KINDS[component], below=below)

    def see(self, text):
        self.at.sees(text)

    def see_on_canvas(self, text):
        self.at.page.frame_locator("iframe").get_by_text(text).first.wait_for()


ACTS = (
    (r"Sign in as `(\w+)`\.", Follower.sign_in),
    (r"Take a phone to the client page\.", Follower.take_phone),
    (r"Take the code to the lounge's desk\.", Follower.take_code),
    (r"Type the code into \*\*(.+)\*\*\.", Follower.type_code),
    (r"Open \*\*(.+)\*\*\.", Follower.open),
    (r"Press \*\*(.+?)\*\* in the (menu|dialog)\.", Follower.press),
    (r"Press \*\*(.+?)\*\*\.", Follower.press),
    (r"Type `(.+)` into (?:the (second) )?\*\*(.+)\*\*\.", Follower.type),
    (r"Choose \*\*(.+)\*\* in \*\*(.+)\*\*\.", Follower.choose),
    (r"Drag \*\*(.+)\*\* below \*\*(.+)\*\*\.", Follower.drag),
    (r"See \*\*(.+)\*\* on the canvas\.", Follower.see_on_canvas),
    (r"See \*\*(.+?)\*\*\.?", Follower.see),
)


def test_the_tutorial_works_word_for_word(town):
    with chromium() as browser:
        somebody = Follower(browser, town)
        said = sentences()
        assert len(said) > 50
        for sentence in said:
            somebody.follow(sentence)
        somebody.at.leaves()


def test_a_sentence_that_cannot_be_done_is_caught():
    with pytest.raises(pytest.fail.Exception):
        Follower(None, None).follow("Dance with **the wheel**.")
