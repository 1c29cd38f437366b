"""All plays in one picture, in both looks, languages and variants.

Those of one press are drawn before, won and lost, the others with what stands for a client's own.

``python -m tests.kit.contact_sheet FILE [TYPE …]`` draws what the front-end build on disk paints, by Debian's
Chromium and with answers of its own; no server and no database runs.
"""

import asyncio
import io
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.async_api import Browser, Page, Route, async_playwright

from largesse.activities.rendering import PaintAsk, paint
from largesse.activities.rendering.build import STATIC
from largesse.contracts.registry import folder
from tests.kit.chromium import how
from tests.kit.examples import DRAWN, PLAYS
from tests.kit.standard import GRAMMAR

SITE = "http://contact-sheet.test"
WIDTH = 390
GAP = 16
OF_ONE_PRESS = frozenset(path.stem for path in DRAWN) | {"lottery-wheel"}
WHEEL = folder() / "examples/valid/activity.v1/autumn-wheel.json"
STANDING = "widgets/packages/widgets/src/standing/own.json"
LOST = {"outcome": "none", "prize": {"id": "none", "title": "月色相伴"}, "entitlement": None}
PLAYED = {"__typename": "Played", "draw": "drw_1", "chancesLeft": 2, "againAt": None, "commit": "sha256:0"}
ME = {"maskedName": "王**", "tier": {"name": "黑金"}, "adviser": None}
TIMES = {"startsAt": "2026-01-01T00:00:00Z", "endsAt": "2030-01-01T00:00:00Z", "now": "2026-09-20T00:00:00Z"}


@dataclass(frozen=True)
class Look:
    """One way in which a page is looked at."""

    theme: str
    locale: str
    elder: bool = False
    letters: int = 100
    width: int = WIDTH


LOOKS = (
    Look("light", "zh-CN"),
    Look("black-gold", "en"),
    Look("light", "en", elder=True),
    Look("black-gold", "zh-CN", elder=True),
    Look("light", "en", letters=200, width=320),
)


def document_of(kind: str) -> dict[str, Any]:
    """Give the example of a play, its page only the play itself."""
    file = next((path for path in PLAYS if path.stem == kind), WHEEL)
    document: dict[str, Any] = json.loads(file.read_text("utf-8"))
    home = document["pages"][0]
    return document | {"pages": [home | {"nodes": [one for one in home["nodes"] if one["type"] == kind]}]}


def kinds() -> list[str]:
    """Name the components of plays: those that an example is called by, and the wheel."""
    own = [path.stem for path in PLAYS if document_of(path.stem)["pages"][0]["nodes"]]
    return [*own, "lottery-wheel"]


def standing_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Give what stands for a client's standing in the plays that a component names."""
    known = json.loads((folder().parent / STANDING).read_text("utf-8"))["my-plays"]["myPlays"]
    names = {node["type"]: node["props"]["play"]} | {
        f"{node['type']}-{one}": node["props"].get(one) for one in ("does", "steps")
    }
    if node["type"] == "mini-game":
        names = {node["type"]: node["props"]["steps"]}
    return [one | {"play": names[one["play"]]} for one in known if one["play"] in names]


def own_of(kind: str, play: str) -> dict[str, Any]:
    """Give what stands for a component's other answers, by the query in small letters."""
    file = folder().parent / f"widgets/packages/widgets/src/{kind}/own.json"
    known = json.loads(file.read_text("utf-8")) if file.exists() else {}
    for answer in known.values():
        for row in (one for rows in answer.values() if isinstance(rows, list) for one in rows):
            row["play"] = play
    return {name.replace("-", "").lower(): answer for name, answer in known.items()}


class Answers:
    """What stands for the server: the page, its files, and what is decided next."""

    def __init__(self, document: dict[str, Any], look: Look) -> None:
        self._document, self._look = document, look
        self._texts = json.loads((STATIC / "documents.client.json").read_text("utf-8"))
        self.decided: dict[str, Any] = LOST

    async def answer(self, route: Route) -> None:
        """Answer one request of the page."""
        path = route.request.url.removeprefix(SITE)
        if path == "/graphql/client":
            await self._told(route)
        elif path.startswith(("/assets/", "/art/")):
            await route.fulfill(path=STATIC / path[1:])
        else:
            look = self._look
            ask = PaintAsk(self._document, "sheet", "sheet", "running", look.locale, look.theme)
            whole = replace(ask, elder=look.elder, content_hash=json.dumps(self._document), grammar=GRAMMAR)
            painted = paint(whole)
            headers = {"content-security-policy": painted.policy, "content-type": "text/html; charset=utf-8"}
            await route.fulfill(body=painted.body, headers=headers)

    async def _told(self, route: Route) -> None:
        text = self._texts[json.loads(route.request.post_data or "{}")["id"]]
        play = self._document["plays"][0]["id"]
        (node,) = self._document["pages"][0]["nodes"]
        told = {
            "query MyPlays": {"myPlays": standing_of(node)},
            "query Page": {"activity": {"id": "act_1", "state": "running", "prizes": [], **TIMES}, "me": ME},
            "query Mine": {"myChances": [{"play": play, "left": 2, "againAt": None}], "myRights": []},
            "mutation TakePart": {"takePart": PLAYED | self.decided},
        }
        name = text.partition("(")[0].partition("{")[0].strip()
        own = own_of(node["type"], node["props"].get("play", play))
        await route.fulfill(json={"data": told.get(name, own.get(name.removeprefix("query ").lower()))})


async def _pictures(browser: Browser, kind: str, look: Look) -> list[Image.Image]:
    document = document_of(kind)
    size = {"width": look.width, "height": 844}
    context = await browser.new_context(viewport=size, locale=look.locale, reduced_motion="reduce")
    context.set_default_timeout(8000)
    page, answers = await context.new_page(), Answers(document, look)
    await page.route("**/*", answers.answer)
    await page.goto(f"{SITE}/a/sheet")
    await page.wait_for_selector(".lg-me")
    await page.evaluate(f"document.documentElement.style.fontSize = '{look.letters}%'")
    right = document["rights"][0]
    won = {"id": "lounge", "title": right["title"][look.locale]}
    pictures = [await _seen(page, kind)]
    if kind not in OF_ONE_PRESS:
        await context.close()
        return pictures
    for decided in ({"outcome": "win", "prize": won, "entitlement": "ent_1"}, LOST):
        answers.decided = decided
        await page.click(f".lg-{kind}__go")
        await page.wait_for_selector(".lg-sheet")
        await page.keyboard.press("Escape")
        await page.wait_for_selector(".lg-sheet", state="detached")
        pictures.append(await _seen(page, kind))
    await context.close()
    return pictures


async def _seen(page: Page, kind: str) -> Image.Image:
    shot = await page.locator(f".lg-{kind}").first.screenshot()
    return Image.open(io.BytesIO(shot)).convert("RGB")


def _together(rows: list[tuple[str, list[Image.Image]]]) -> Image.Image:
    """Lay pictures out, each play in a row of its own."""
    heights = [max(one.height for one in row) + GAP for _, row in rows]
    width = max(sum(one.width + GAP for one in row) for _, row in rows) + GAP
    sheet = Image.new("RGB", (width, sum(heights) + GAP), "#8a8f98")
    pen, top = ImageDraw.Draw(sheet), GAP
    for (name, row), height in zip(rows, heights, strict=True):
        left = GAP
        for one in row:
            sheet.paste(one, (left, top))
            left += one.width + GAP
        pen.text((4, top - GAP + 2), name, fill="white")
        top += height
    return sheet


async def draw(file: Path, wanted: list[str]) -> None:
    """Draw the sheet of these components into a file."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**how())
        rows = [
            (kind, [picture for look in LOOKS for picture in await _pictures(browser, kind, look)])
            for kind in wanted
        ]
        await browser.close()
    _together(rows).save(file)


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]), sys.argv[2:] or kinds()))
