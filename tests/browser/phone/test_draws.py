"""Every play of one press, as a person plays it: what is shown is what the server decided."""

import re
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from playwright.async_api import expect
from tests.flows.play.conftest import Fair
from tests.kit.application import APP
from tests.kit.house import House
from tests.kit.seed import Seed, delivered

from largesse.audience import demo as clients
from largesse.contracts.registry import folder
from largesse.identity import demo as people
from largesse.kernel.ids import parse_id
from largesse.rights import demo as rights

pytestmark = pytest.mark.slow

KINDS = [path.stem for path in sorted((folder() / "examples/valid/plays").glob("*.json"))] + ["lottery-wheel"]
ANOTHER = len(KINDS) + 1  # the client who has no play of his own
LANDING_MAX_MS = 2499
DRAW = re.compile(r"开奖凭证 (drw_\w+)")


def every_draw(document):
    """Put every play on one page; half of the attempts win, and nothing runs out."""
    (play,), (page,) = document["plays"], document["pages"]
    play["chances"]["units"] = play["limits"][0]["max"] = 4
    play["limits"][1]["max"] = 4
    for item, ppm in zip(play["decide"]["items"], (250_000, 250_000, 500_000), strict=True):
        item["ppm"] = ppm
        if item["effects"]:
            item["per_client"] = 4
    page["nodes"] = [page["nodes"][0]] + [
        {"id": f"n-{kind}", "type": kind, "v": 1, "props": {"play": play["id"]}} for kind in KINDS
    ]


async def grow(stage):
    """Bring one activity with all of them out, through everyone's hands."""
    await delivered(people, clients, rights)(stage)
    fair = Fair(House("", "", work=stage.work, known=stage.known))
    await fair.house.run("update audience_customer set tier = 'gold'")  # each of them may take part
    stage.known["draws.slug"], _ = await fair.publish(fair.document(every_draw))
    await APP.settle()


@pytest.fixture(scope="session")
def seed():
    return Seed("draws", grow)


class Play:
    """One play on one phone, in one client's hands."""

    def __init__(self, phone, kind, dsn):
        self.phone, self.page, self.kind, self.dsn = phone, phone.page, kind, dsn
        self.go = phone.page.locator(f".lg-{kind}__go")
        self.box = phone.page.locator(f".lg-{kind}__box")
        self.line = phone.page.locator(f".lg-{kind}__chances")

    async def decided(self):
        """Give what the server decided of the draw that the sheet names, and see that the screen says it."""
        said = await self.phone.sheet()
        house = await asyncpg.connect(self.dsn)
        ident = parse_id("drw", DRAW.search(said)[1])
        draw = await house.fetchrow("select * from play_draw where id = $1", ident)
        await house.close()
        won = draw["entitlement"] is not None
        assert ("恭喜您获得" in said, "没有中奖" in said) == (won, not won)
        assert ("is-won" in await self.look(), "is-lost" in await self.look()) == (won, not won)
        await expect(self.page.locator("#status")).to_contain_text("恭喜您获得" if won else "没有中奖")
        title = {"lounge": "机场贵宾厅单次礼遇", "tea": "武夷岩茶礼盒"}.get(draw["given"])
        assert (title in said) if won else (title is None)
        await SHOWN.get(self.kind, card)(self, title)
        return draw

    async def look(self):
        return (await self.box.get_attribute("class")).split()

    async def count(self):
        house = await asyncpg.connect(self.dsn)
        try:
            return await house.fetchval("select count(*) from play_draw")
        finally:
            await house.close()


async def card(play, title):
    """A card lies over the picture: the prize's own name, or that there is none."""
    face = play.page.locator(f".lg-{play.kind} .lg-draw__face")
    await expect(face).to_contain_text(title or "这次没有中奖")
    assert ("is-won" in await face.get_attribute("class")) is (title is not None)


async def place(play, title):
    """The light stands on the prize, or where nothing is won."""
    lit = play.page.locator(".lg-nine-grid__place.is-lit")
    await expect(lit).to_have_count(1)
    assert ("is-prize" in await lit.get_attribute("class")) is (title is not None)
    await expect(lit).to_contain_text(title or "")


async def alike(play, title):
    """Three alike are a prize, anything else is none."""
    faces = await play.page.locator(".lg-slot-machine__face").all_inner_texts()
    assert len(faces) == 3
    assert ({one.strip() for one in faces} == {title}) is (title is not None)


UNDER_THE_PIN = """() => {
  const [disc] = document.querySelectorAll('.lg-lottery-wheel__disc');
  const turn = parseFloat(disc.style.transform.replace('rotate(', ''));
  const slices = [...disc.querySelectorAll('path')];
  const at = Math.floor((((360 - (turn % 360)) % 360) / 360) * slices.length);
  return [slices[at].classList.contains('is-prize'), slices[at].nextElementSibling.textContent];
}"""


async def slice_of(play, title):
    """The pin points to the prize, or to a slice that wins nothing."""
    wins, words = await play.page.evaluate(UNDER_THE_PIN)
    assert (wins, words == title) == (title is not None, title is not None)


SHOWN = {"nine-grid": place, "slot-machine": alike, "lottery-wheel": slice_of}


@pytest.fixture
async def play_of(phone_of, ground):
    async def take(kind, client=ANOTHER, **how):
        phone = await phone_of(**how)
        await phone.page.clock.install()
        await phone.open(f"/a/{ground.known['draws.slug']}")
        await phone.become(client)
        return Play(phone, kind, ground.dsn)

    return take


async def scratched(play):
    """Rub the foil away by hand, to and fro: the first stroke takes part, no other does."""
    foil = play.page.locator(".lg-scratch-card__foil")
    await foil.scroll_into_view_if_needed()
    card, mouse = await foil.bounding_box(), play.page.mouse
    await mouse.move(card["x"] + 12, card["y"] + 30)
    await mouse.down()
    await mouse.move(card["x"] + 60, card["y"] + 32, steps=6)
    await expect(play.go).to_have_text("直接揭晓")
    assert await play.page.locator(".lg-sheet").count() == 0
    await expect(play.page.locator(".lg-scratch-card .lg-draw__face")).to_have_css(
        "opacity", "1", timeout=1000
    )
    for row in range(1, 6):
        side = card["width"] - 12 if row % 2 else 12
        await mouse.move(card["x"] + side, card["y"] + card["height"] * row / 6, steps=6)
    await mouse.up()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_play_lands_on_what_the_server_decided_and_says_when_there_is_one_again(play_of, kind):
    play = await play_of(kind, KINDS.index(kind) + 1)
    await expect(play.line).to_have_text("您还有 4 次机会")
    seen = [
        await by_itself(play),
        await skipped(play),
        await by_key(play, "Enter"),
        await by_key(play, "Space"),
    ]
    assert len({one["id"] for one in seen}) == 4
    await expect(play.line).to_contain_text("本期机会已用完")
    assert await play.page.locator(f".lg-{kind}__box.is-known").count() == 1
    await play.go.click()
    assert re.search(r"机会已用完.*起可再次参与", await play.phone.sheet(), re.DOTALL)
    assert await play.page.locator(f".lg-{kind}__box.is-known, .lg-{kind} .lg-draw__face").count() == 0
    assert play.phone.noise == []


async def by_itself(play):
    """Press, and let it land: in less than 2.5 seconds, or by hand."""
    if play.kind == "scratch-card":
        await scratched(play)
    else:
        await play.go.click()
        await expect(play.box).to_have_class(re.compile("is-landing"))
        assert await play.page.locator(".lg-sheet").count() == 0
        await play.page.clock.fast_forward(LANDING_MAX_MS)
    draw = await play.decided()
    await play.phone.dismiss()
    return draw


async def skipped(play):
    """Press, and press again: time stands still, so that nothing else ends it."""
    await play.page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=5))
    await play.go.click()
    await expect(play.go).to_have_text("直接揭晓" if play.kind == "scratch-card" else "跳过")
    await play.go.evaluate("(one) => { one.click(); one.click(); one.click() }")
    await play.phone.sheet()
    await play.page.clock.resume()
    draw = await play.decided()
    await play.phone.dismiss()
    await expect(play.line).to_have_text("您还有 2 次机会")  # who taps thrice to skip takes part once
    return draw


async def by_key(play, key):
    """Ask for less motion and press a key: there is no ceremony."""
    await play.page.emulate_media(reduced_motion="reduce")
    await play.page.evaluate("""(box) => {
      window.moved = [];
      new MutationObserver(() => window.moved.push(document.querySelector(box).className))
        .observe(document.querySelector(box), { attributeFilter: ['class'] });
    }""", f".lg-{play.kind}__box")  # fmt: skip
    await play.go.focus()
    await play.page.keyboard.press(key)
    draw = await play.decided()
    assert not re.search("is-(asking|landing|settling)", " ".join(await play.page.evaluate("window.moved")))
    await play.phone.dismiss()
    assert await play.page.evaluate("document.activeElement.className") == await play.go.get_attribute(
        "class"
    )
    return draw


JOLT = """(xs) => {
  for (const x of xs) {
    const accelerationIncludingGravity = { x, y: 0, z: 9.8 };
    dispatchEvent(new DeviceMotionEvent('devicemotion', { accelerationIncludingGravity }));
  }
}"""
SHAKEN = [0, 15, -15, 15, -15, 15]


async def test_shaking_plays_once_and_not_under_a_sheet_nor_out_of_sight(play_of):
    play = await play_of("shake", reduced_motion="reduce")
    before = await play.count()
    await play.page.evaluate(JOLT, SHAKEN)  # the play is below the screen
    await play.go.scroll_into_view_if_needed()
    await play.page.evaluate(JOLT, [0, 4, -3, 4])
    await expect(play.page.locator(".lg-shake__sensor")).to_contain_text("已可摇动手机")
    await play.page.evaluate(JOLT, SHAKEN)
    await play.phone.sheet()
    await play.page.evaluate(JOLT, SHAKEN * 3)
    await play.phone.dismiss()
    await expect(play.line).to_contain_text("机会")
    assert await play.count() == before + 1


async def test_a_phone_that_wants_to_be_asked_is_asked_by_a_press_and_the_button_always_plays(play_of):
    play = await play_of("shake", reduced_motion="reduce")
    await play.page.add_init_script(
        "let presses = 0;"
        "DeviceMotionEvent.requestPermission = async () => {"
        " if (presses++ === 0) throw new Error('press first'); return 'denied' }"
    )
    await play.page.reload()
    await play.page.get_by_role("button", name="允许感应摇动").click()
    await expect(play.page.locator(".lg-shake__sensor button")).to_have_count(0)
    await play.go.click()
    await play.phone.sheet()


async def test_packets_that_are_touched_are_counted_and_decide_nothing(play_of):
    play = await play_of("red-packet-rain")
    before = await play.count()
    await play.go.click()
    await expect(play.box).to_have_class(re.compile("is-landing"))
    await play.page.evaluate("""() => {
      for (const one of [...document.querySelectorAll('[data-packet]')].slice(0, 3))
        one.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    }""")
    await expect(play.page.locator(".lg-red-packet-rain__caught")).to_have_text("已接到 3 个")
    await play.page.clock.fast_forward(LANDING_MAX_MS)
    await play.decided()
    assert await play.count() == before + 1


async def test_what_is_pointed_at_is_shown_and_tells_the_server_nothing(play_of):
    play = await play_of("card-flip", reduced_motion="reduce")
    asks = []
    play.page.on("request", lambda one: asks.append(one.post_data_json) if one.method == "POST" else None)
    await play.page.locator(".lg-card-flip__card").nth(4).click()
    await play.decided()
    assert "is-picked" in await play.page.locator(".lg-card-flip__card").nth(4).get_attribute("class")
    [asked] = [one["variables"]["ask"] for one in asks if "ask" in one["variables"]]
    assert asked.keys() == {"key", "activity", "play"}


async def test_an_attempt_whose_answer_is_lost_comes_to_rest_with_nothing_shown(play_of):
    play = await play_of("smash-egg")
    await play.page.route("**/graphql/client", lambda route: route.abort())
    await play.go.click()
    assert "不会重复扣减机会" in await play.phone.sheet()
    await play.phone.dismiss()
    await expect(play.box).to_have_class(re.compile("is-rest"))
    assert "is-known" not in await play.look()
    await expect(play.page.locator(".lg-smash-egg .lg-draw__face")).to_have_count(0)
