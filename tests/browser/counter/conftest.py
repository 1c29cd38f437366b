"""A site whose tea house has a counter at a place, and a browser with a device in front of it."""

from dataclasses import dataclass

import pytest
from playwright.async_api import async_playwright
from tests.kit.chromium import how
from tests.kit.seed import REGISTER, Seed
from tests.kit.site import site

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@dataclass
class Device:
    """A device that a counter's link was opened on; ``noise`` is what its pages complained of."""

    context: object
    page: object
    address: str
    noise: list

    async def tab(self):
        """Open the counter in another tab of the same device."""
        page = await self.context.new_page()
        await self.heard(page)
        await page.goto(f"{self.address}/counter/tea")
        await page.wait_for_selector("html[data-ready]")
        return page

    async def heard(self, page):
        page.on("pageerror", lambda error: self.noise.append(str(error)))

    async def types(self, code, *phone):
        """Type a code as people do, by the keyboard alone: Tab to the phone, Enter to send."""
        await self.page.wait_for_selector("#code:focus")
        await self.page.keyboard.type(code)
        for one in phone:
            await self.page.keyboard.press("Tab")
            await self.page.keyboard.type(one)
        await self.page.keyboard.press("Enter")


@pytest.fixture(scope="session")
def seed() -> Seed:
    return REGISTER


@pytest.fixture
async def device(house):
    """Open the counter's link on a phone; another size is set by the test."""
    with site(house) as address:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(**how())
            context = await browser.new_context(viewport=PHONE, locale="zh-CN")
            page = await context.new_page()
            one = Device(context, page, address, [])
            await one.heard(page)
            link = house.known["counter.tea"]
            await page.goto(address + link[link.index("/counter") :])
            await page.wait_for_selector("html[data-ready]")
            yield one
            await browser.close()
    assert one.noise == []
