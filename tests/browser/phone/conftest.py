"""A site with the demo's activity, and a phone in front of it."""

from contextlib import asynccontextmanager

import pytest
from playwright.async_api import async_playwright, expect
from tests.browser.people import PATIENCE_MS
from tests.kit.chromium import how
from tests.kit.seed import Seed, delivered
from tests.kit.site import site

from largesse.activities import demo as activities
from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.rights import demo as rights

UNPACED = {"LARGESSE_THROTTLE": "false"}
"""One client opens thirteen pages in three seconds here: a quick machine is beyond what a session may ask."""


class Phone:
    """One page of a phone: what it says on the console and whom it asks is kept."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.noise = []
        self.hosts = set()
        page.on("console", lambda message: self.noise.append(message.text))
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))

    async def open(self, path="/a/mid-autumn"):
        await self.page.goto(self.address + path)
        await self.page.wait_for_selector("html[data-ready]")

    async def become(self, number):
        """Enter as the demo's client of this number, counted from 1."""
        await self.page.click(".lg-demo")
        await self.page.click(f".lg-people li:nth-child({number}) button")
        await self.page.wait_for_selector(".lg-sheet", state="detached")
        await expect(self.page.locator(".lg-demo")).to_contain_text("*")

    async def spin(self):
        """Turn the wheel and give what the sheet says."""
        await self.page.click(".lg-lottery-wheel__go")
        return await self.sheet()

    async def sheet(self):
        await self.page.wait_for_selector(".lg-sheet")
        return await self.page.inner_text(".lg-sheet")

    async def dismiss(self):
        await self.page.keyboard.press("Escape")
        await self.page.wait_for_selector(".lg-sheet", state="detached")


@pytest.fixture(scope="session")
def seed() -> Seed:
    return Seed("activities", delivered(people, clients, rights, activities))


@pytest.fixture(scope="module")
async def browser():
    """One Chromium for all phones; each test's phones have their own cookies and end with it."""
    async with async_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        running = await playwright.chromium.launch(**how())
        yield running
        await running.close()


@pytest.fixture(scope="module")
async def shared(ground):
    """A web process that the tests share which leave each other's clients alone."""
    with site(ground, **UNPACED) as running:
        yield running


@pytest.fixture
async def own(house):
    """A web process over a house of the test's own."""
    with site(house, **UNPACED) as running:
        yield running


@asynccontextmanager
async def hand(browser, address):
    """Take phones in hand, which are put away at the end; keywords are the browser context's."""
    taken = []

    async def take(**kind):
        options = {"viewport": {"width": 390, "height": 844}, "locale": "zh-CN", "has_touch": True}
        taken.append(await browser.new_context(**(options | kind)))
        taken[-1].set_default_timeout(PATIENCE_MS)
        return Phone(await taken[-1].new_page(), address)

    yield take
    for one in taken:
        await one.close()


@pytest.fixture
async def phone_of(browser, shared):
    async with hand(browser, shared) as take:
        yield take


@pytest.fixture
async def own_phone_of(browser, own):
    async with hand(browser, own) as take:
        yield take
