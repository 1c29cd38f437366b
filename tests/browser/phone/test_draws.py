"""Every play of one press, as a person plays it: what is shown is what the server decided."""

import json
import re
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from playwright.async_api import expect
from tests.browser.phone.conftest import UNPACED
from tests.flows.play.conftest import Fair
from tests.flows.rights.purse import Purse
from tests.kit.application import APP
from tests.kit.examples import DRAWN, GOES_ON, ON_THE_SPOT, PLAYS, today
from tests.kit.house import House
from tests.kit.seed import Seed, delivered
from tests.kit.site import site

from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.kernel.ids import parse_id
from largesse.rights import demo as rights

pytestmark = pytest.mark.slow

KINDS = [*(path.stem for path in DRAWN), "lottery-wheel"]
ANOTHER = len(KINDS) + 1  # the client who has no play of his own
LANDING_MAX_MS = 2499
EXPECTED = re.compile("ERR_FAILED")  # the net that was cut
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


def every_other(known):
    """Give one activity with every play that goes on over days, each as its example has it.

    Those that are done on the spot are walked in test_scanning and test_positions.
    """
    examples = {path.stem: json.loads(path.read_text("utf-8")) for path in PLAYS}
    document = examples["mini-game"]
    others = {kind: examples[kind] for kind in GOES_ON if kind not in ON_THE_SPOT}
    shown = [
        node for kind, one in others.items() for node in one["pages"][0]["nodes"] if node["type"] == kind
    ]
    others = [others[node["type"]] for node in shown]  # of two that one component shows, its own
    document["plays"] = [play for one in others for play in one["plays"]]
    document["states"] = [state for one in others for state in one["states"]]
    nodes = [node | {"id": f"n-{node['type']}"} for node in shown]
    document["pages"][0]["nodes"] = [document["pages"][0]["nodes"][0], *nodes]
    return today(document, known)


async def grow(stage):
    """Bring two activities with all of them out, through everyone's hands."""
    await delivered(people, clients, rights)(stage)
    fair = Fair(House("", "", work=stage.work, known=stage.known))
    await fair.house.run("update audience_customer set tier = 'gold'")  # each of them may take part
    stage.known["draws.slug"], _ = await fair.publish(fair.document(every_draw))
    stage.known["others.slug"], _ = await fair.publish(every_other(stage.known))
    purse = Purse(fair, await fair.house.value("select id from rights_points_kind"))
    for row in await fair.house.rows("select id from audience_customer"):
        await purse.earn(fair.house.client(row["id"]), 2_000)
    await APP.settle()


@pytest.fixture(scope="session")
def seed():
    return Seed("draws", grow)


@pytest.fixture(scope="module")
async def shared(ground):
    """A web process that holds nobody back: the walk plays in a minute what a person plays in weeks."""
    with site(ground, **UNPACED) as running:
        yield running


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
    await expect(play.line).to_contain_text("暂无机会")
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


class Walk:
    """One client on a page with every play that goes on over days."""

    def __init__(self, phone):
        self.phone, self.page = phone, phone.page

    def of(self, kind, inside):
        return self.page.locator(f".lg-{kind} {inside}")

    async def go(self, kind):
        await self.page.locator(f".lg-{kind}__go").click()

    async def choose(self, kind, *labels):
        for label in labels:
            await self.of(kind, ".lg-standing__option").filter(has_text=label).locator("input").check()

    async def won(self):
        """See that the sheet tells a gift, and put it away."""
        assert "恭喜您获得" in await self.phone.sheet()
        await self.phone.dismiss()

    async def steps(self, kind, times):
        """Do what moves one on so many times, then take the step that is due."""
        for nr in range(1, times + 1):
            await self.go(kind)
            await expect(self.of(kind, ".lg-standing__line")).to_contain_text(f"当前进度 {nr}")
        await self.claimed(kind)

    async def claimed(self, kind):
        await self.of(kind, ".lg-standing__steps button").first.click()
        await self.won()
        await expect(self.of(kind, ".lg-standing__had").first).to_be_visible()


async def check_in(walk):
    run, missed = walk.of("check-in-calendar", "p").first, walk.of("check-in-calendar", "li > button")
    await expect(run).to_have_text("已连续签到 0 天")
    await walk.go("check-in-calendar")
    for nr in (1, 2):
        await expect(run).to_have_text(f"已连续签到 {nr} 天")
        await missed.last.click()
    await walk.won()
    await expect(walk.page.locator(".lg-check-in-calendar__go")).to_be_disabled()
    await expect(walk.of("check-in-calendar", ".lg-standing__line")).to_contain_text("今日已签到")


async def quiz(walk):
    for answers in (("委托人", "保证本金", "告知验证码"), ("受托人", ("降低", "平滑"), "挂断")):
        for answer in answers:
            await expect(walk.page.locator(".lg-quiz__go")).to_be_disabled()
            await walk.choose("quiz", *([answer] if isinstance(answer, str) else answer))
            await walk.go("quiz")
        if answers[0] == "委托人":
            await expect(walk.of("quiz", ".is-lost")).to_contain_text("得分 0 / 3 · 2 分通过")
            await walk.go("quiz")  # once more
    await walk.won()


async def survey(walk):
    await expect(walk.page.locator(".lg-survey__go")).to_be_disabled()
    await walk.choose("survey", "家族传承", "企业微信", "我同意")
    await walk.page.route("**/graphql/client", lambda route: route.abort())
    await walk.go("survey")  # the net is gone: what was answered stays, and is sent by another press
    await walk.phone.sheet()
    await walk.phone.dismiss()
    await walk.page.unroute("**/graphql/client")
    await walk.page.locator(".lg-survey__go").evaluate("(one) => { one.click(); one.click() }")
    await walk.won()
    await expect(walk.of("survey", ".lg-standing__result")).to_contain_text("已收到您的回答")


async def cards(walk):
    line, drawn = walk.of("collect-cards", ".lg-standing__line"), 0
    while await walk.page.locator(".lg-sheet").count() == 0:
        await walk.go("collect-cards")
        drawn += 1
        expected = line.filter(has_text=f"您还有 {120 - drawn} 次机会")
        await expect(walk.page.locator(".lg-sheet").or_(expected).first).to_be_visible()
    await walk.won()


async def exchange(walk):
    await expect(walk.of("exchange", ".lg-exchange__offer")).to_contain_text("800 积分")
    await walk.go("exchange")
    await expect(walk.of("exchange", ".lg-exchange__sure")).to_contain_text("积分不退回")
    await walk.go("exchange")
    await walk.won()
    await expect(walk.of("exchange", ".lg-exchange__offer")).to_contain_text("剩余 99 份")


async def flash(walk):
    await expect(walk.of("flash-claim", "[role=timer]")).to_contain_text(re.compile("00:[345]"))
    await walk.go("flash-claim")
    await walk.won()
    await expect(walk.of("flash-claim", ".lg-flash-claim__left")).to_have_text("还剩 49 份")


async def seat(walk):
    place = walk.of("seat-pick", "button").filter(has_text="2排3座")
    await place.focus()
    await walk.page.keyboard.press("Space")
    await expect(place).to_have_attribute("aria-pressed", "true")
    await expect(place).to_contain_text("已选中")
    await walk.go("seat-pick")
    await walk.won()
    await expect(place).to_have_class("is-mine")
    await expect(place).to_be_disabled()


async def vote(walk):
    await walk.choose("vote", "名家字画")
    await walk.go("vote")
    await walk.won()
    await expect(walk.of("vote", ".lg-standing__line")).to_contain_text("您已选择「名家字画」")


async def game(walk):
    await walk.go("mini-game")
    await expect(walk.of("mini-game", ".lg-mini-game__best")).to_contain_text("本次")
    await walk.claimed("mini-game")


async def reading(walk):
    await expect(walk.page.locator(".lg-reading-mission__go")).to_be_disabled()
    await walk.of("reading-mission", "summary").click()
    await walk.steps("reading-mission", 2)


async def live(walk):
    await walk.choose("live-signup", "家族信托")
    await walk.go("live-signup")
    await expect(walk.of("live-signup", ".lg-standing__line").first).to_contain_text("您已报名")
    await walk.claimed("live-signup")


async def test_every_play_that_goes_on_is_played_to_its_gift_by_one_client(phone_of, ground):
    phone = await phone_of(reduced_motion="reduce")
    await phone.page.clock.install(time=datetime(2019, 5, 1, tzinfo=UTC))  # the phone's clock is wrong
    await phone.open(f"/a/{ground.known['others.slug']}")
    walk = Walk(phone)
    await walk.go("check-in-calendar")
    await phone.sheet()  # who one is, is asked first
    await phone.dismiss()
    await phone.become(ANOTHER)
    for play in (check_in, quiz, survey, cards, exchange, flash):
        await play(walk)
    await walk.steps("raise-tree", 3)
    await seat(walk)
    await walk.steps("task-list", 2)
    for play in (vote, game):
        await play(walk)
    await walk.steps("tier-challenge", 2)
    await reading(walk)
    await live(walk)
    await phone.page.reload()  # what was sent once is not asked again
    await expect(walk.of("survey", ".lg-standing__result")).to_contain_text("已收到您的回答")
    await expect(walk.of("survey", "fieldset").or_(walk.of("vote", "fieldset"))).to_have_count(0)
    assert [one for one in phone.noise if not EXPECTED.search(one)] == []
