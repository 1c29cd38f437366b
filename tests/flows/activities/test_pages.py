"""A phone opens an activity: the page, the preview, the app's link, and the files."""

import asyncio
import re
from datetime import timedelta
from itertools import product
from resource import RUSAGE_SELF, getrusage

import asyncpg
import httpx
import pytest
from tests.kit import hostile
from tests.kit.bank_app import BankApp

from largesse.activities.left_out.reads import missed
from largesse.activities.lifecycle.run import MoveActivity, pause_activity
from largesse.activities.revisions.preview import token_of
from largesse.activities.revisions.problems import ProblemsStop
from largesse.audience import demo as clients
from largesse.identity.sessions.sessions import actor_of
from largesse.kernel.clock import now
from largesse.settlement.statements.apart import read_or_told
from largesse.settlement.statements.profile import GENERIC
from largesse.web import left_out, packing, pages
from largesse.web.edge import application
from largesse.web.parts import Parts
from largesse.web.throttle import PACES


@pytest.fixture
async def phone(bank):
    """A browser in front of the pages of this bank."""
    parts = Parts(bank.house.work)
    app = application([*pages.routes(parts), *left_out.routes(parts)])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bank.test") as browser:
        yield browser


@pytest.fixture
async def slug(bank):
    out = await bank.out()
    return await bank.house.value("select slug from activities_activity where id = $1", out.activity)


@pytest.fixture
async def mint(bank):
    """The bank's app, which signs links for its clients."""
    stage = bank.house.stage
    await clients.seed(stage)
    app = await BankApp().registered(bank.house.work)

    def make(**changes):
        return app.signs(changes.pop("sub", "C80001"), **changes)

    return make


async def test_what_is_out_is_served_as_it_was_approved(phone, slug):
    page = await phone.get(f"/a/{slug}")
    assert page.status_code == 200
    assert "月满中秋，礼遇相随" in page.text
    assert 'class="lg-notice"' not in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


async def test_a_link_that_was_typed_in_capitals_leads_there_too(phone, slug):
    typed = await phone.get(f"/a/{slug.upper()}")
    assert typed.status_code == 200
    assert f'"slug":"{slug}"' in typed.text


async def test_a_page_that_has_not_changed_is_not_sent_again(phone, slug):
    first = await phone.get(f"/a/{slug}")
    again = await phone.get(f"/a/{slug}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("taken", "sent"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("identity", None)],
)
async def test_a_page_travels_packed_as_whoever_asks_takes_it(phone, slug, taken, sent):
    packed = await phone.get(f"/a/{slug}", headers={"accept-encoding": taken})
    plain = await phone.get(f"/a/{slug}", headers={"accept-encoding": "identity"})
    assert packed.headers.get("content-encoding") == sent
    assert packed.text == plain.text
    assert packed.headers["etag"] == plain.headers["etag"]


async def test_a_page_is_compressed_once(phone, slug, monkeypatch):
    asked = {"headers": {"accept-encoding": "br"}}
    first = await phone.get(f"/a/{slug}?lang=en", **asked)
    monkeypatch.delattr(packing.brotli, "compress")
    again = await phone.get(f"/a/{slug}?lang=en", **asked)
    phone.cookies.clear()
    assert again.content == first.content


async def test_a_pause_is_seen_at_once(phone, bank, slug):
    before = await phone.get(f"/a/{slug}")
    activity = await bank.house.value("select id from activities_activity where slug = $1", slug)
    ask = MoveActivity(key="pause", activity=activity, reason="核对库存")
    await pause_activity(ask, actor=bank.who("operator"), work=bank.house.work)
    after = await phone.get(f"/a/{slug}", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert "活动暂停中" in after.text


async def test_a_phone_is_answered_in_its_own_language(phone, slug):
    page = await phone.get(f"/a/{slug}", headers={"accept-language": "en-GB,en;q=0.9"})
    assert "A full moon, and a gift" in page.text


async def test_a_language_chosen_on_the_page_holds_for_the_next_one(phone, slug):
    offered = await phone.get(f"/a/{slug}", headers={"accept-language": "zh-CN"})
    assert 'href="?lang=en"' in offered.text
    chosen = await phone.get(f"/a/{slug}?lang=en")
    assert 'href="?lang=zh-CN"' in chosen.text
    later = await phone.get(f"/a/{slug}", headers={"accept-language": "zh-CN"})
    assert "A full moon, and a gift" in later.text
    phone.cookies.clear()


ELDER = 'data-variant="elder"'


async def test_the_elder_variant_is_the_same_page_in_another_style_and_holds_for_the_next_one(phone, slug):
    standard, chosen = await phone.get(f"/a/{slug}"), await phone.get(f"/a/{slug}?elder=on")
    [(body, style), (same, large)] = [
        (re.search(r"<body>.*", page.text)[0], re.search(r"<style>(.*?)</style>", page.text)[1])
        for page in (standard, chosen)
    ]
    assert (same, ELDER in chosen.text, ELDER in standard.text) == (body, True, False)
    assert large.startswith(style)
    assert len(large) > len(style)
    for path in (f"/a/{slug}", "/my", "/my/r/ent_1", "/a/never-was"):
        assert ELDER in (await phone.get(path)).text
    await phone.get("/my?elder=off")
    assert ELDER not in (await phone.get(f"/a/{slug}")).text


async def test_the_apps_link_brings_its_language_and_its_variant_along(phone, slug, mint):
    await phone.get(f"/a/{slug}", params={"t": mint(), "elder": "on", "lang": "en"})
    page = await phone.get(f"/a/{slug}", headers={"accept-language": "zh-CN"})
    assert (ELDER in page.text, "A full moon, and a gift" in page.text) == (True, True)
    phone.cookies.clear()


async def test_a_preview_shows_the_variant_and_remembers_nothing(phone, bank):
    draft = await bank.begin()
    revision = await bank.house.value(
        "select id from activities_revision where activity = $1", draft.activity
    )
    link = f"/preview/{token_of(revision, now() + timedelta(minutes=5))}"
    assert ELDER in (await phone.get(f"{link}?elder=on")).text
    assert ELDER not in (await phone.get(link)).text


@pytest.mark.parametrize("slug", ["never-was", "%00", "act_%00", "%ED%A0%80", "x" * 2_000])
async def test_an_address_that_leads_nowhere_says_so_in_words(phone, slug):
    page = await phone.get(f"/a/{slug}")
    assert (page.status_code, "页面不存在" in page.text) == (404, True)


async def test_a_draft_is_seen_by_its_link_only_and_only_for_a_while(phone, bank):
    draft = await bank.begin()
    row = await bank.house.rows(
        "select r.id, a.slug from activities_revision r join activities_activity a on a.id = r.activity"
        " where a.id = $1",
        draft.activity,
    )
    good = token_of(row[0]["id"], now() + timedelta(minutes=5))
    shown = await phone.get(f"/preview/{good}")
    assert (shown.status_code, "此页面尚未发布" in shown.text) == (200, True)
    assert (await phone.get(f"/a/{row[0]['slug']}")).status_code == 404
    for bad in (token_of(row[0]["id"], now() - timedelta(seconds=2)), good[:-4] + "AAAA", "x"):
        gone = await phone.get(f"/preview/{bad}")
        assert (gone.status_code, "预览链接已失效" in gone.text) == (410, True)


async def test_the_apps_link_lets_its_client_in_and_leaves_no_token_in_the_address(phone, bank, slug, mint):
    answer = await phone.get(f"/a/{slug}", params={"t": mint()})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/a/{slug}")
    kept = answer.headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "SameSite=lax" in kept
    actor = await actor_of(bank.house.work, re.match(r"lg_client=([^;]+)", kept)[1])
    assert actor.id == bank.known["client.wang"]


async def test_the_apps_link_also_leads_to_a_right(phone, slug, mint):
    answer = await phone.get(f"/a/{slug}/r/ent_1", params={"t": mint()})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/a/{slug}/r/ent_1")
    assert "lg_client=" in answer.headers["set-cookie"]


async def test_a_link_that_does_not_hold_shows_the_page_to_a_visitor_nobody_knows(phone, slug, mint):
    used = mint()
    await phone.get(f"/a/{slug}", params={"t": used})
    for link in (used, mint(sub="C99999"), mint(aud="elsewhere"), mint(act="another"), "no.token.at-all"):
        answer = await phone.get(f"/a/{slug}", params={"t": link})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/a/{slug}")
        assert "set-cookie" not in answer.headers


async def test_every_file_that_a_page_names_is_there_compressed_and_for_ever(phone, slug):
    page = (await phone.get(f"/a/{slug}")).text
    files = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', page))
    assert len(files) > 5
    for file in files:
        answer = await phone.get(file, headers={"accept-encoding": "br"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("name", ["..%2f..%2fssr.js", "nothing.js", ".hidden.js", "x.py", "a%00b.js"])
async def test_nothing_but_the_builds_own_files_is_served(phone, name):
    assert (await phone.get(f"/assets/{name}")).status_code == 404


async def test_pages_are_served_while_files_of_strangers_are_read_elsewhere(phone, slug, bank):
    files = [hostile.long_text_named_often(), hostile.numbers_without_end(100_000)] * 2
    await phone.get(f"/a/{slug}")
    held = getrusage(RUSAGE_SELF).ru_maxrss
    reading = asyncio.gather(*(read_or_told(one, GENERIC, None, bank.house.work.house) for one in files))
    served = 0
    while not reading.done():
        assert (await phone.get(f"/a/{slug}")).status_code == 200
        served += 1
    assert [one.reasons[0].code for one in await reading] == ["too_much_text", "header_missing"] * 2
    assert served > 5
    assert getrusage(RUSAGE_SELF).ru_maxrss - held < 200_000


async def as_an_older_version_left_it(bank, slug, title):
    """Write a title of a prize that is out as no check lets through today."""
    owner = await asyncpg.connect(bank.house.dsn)
    try:
        await owner.execute("alter table activities_revision disable trigger user")
        await owner.execute(
            "update activities_revision set document ="
            " jsonb_set(document, '{plays,0,decide,items,2,title}', $2::jsonb)"
            " where id = (select published from activities_activity where slug = $1)",
            slug,
            title,
        )
        await owner.execute("alter table activities_revision enable trigger user")
    finally:
        await owner.close()


async def test_a_component_that_fails_is_left_out_staff_are_told_and_the_page_is_served(phone, bank, slug):
    await as_an_older_version_left_it(bank, slug, '{"zh-CN": 7}')
    page = await phone.get(f"/a/{slug}")
    again = await phone.get(f"/a/{slug}?lang=en")
    phone.cookies.clear()
    assert (page.status_code, again.status_code) == (200, 200)
    assert "月满中秋，礼遇相随" in page.text
    activity = await bank.house.value("select id from activities_activity where slug = $1", slug)
    async with bank.house.work.read() as read:
        [one] = await missed(read, activity)
    assert (one.node, one.component) == ("n3", "lottery-wheel")
    assert "not a function" in one.why


async def test_a_component_that_fails_on_a_phone_is_told_to_staff_without_what_was_in_it(phone, bank, slug):
    told = {"node": "n3", "kind": "TypeError", "at": "0a1b-lottery-wheel.js:1:204"}
    activity = await bank.house.value("select id from activities_activity where slug = $1", slug)
    for body in (told, told, {**told, "node": "n404"}):
        answer = await phone.post(f"/a/{slug}/left-out", json=body)
        assert (answer.status_code, answer.content) == (204, b"")
    assert (await phone.post("/a/never-was/left-out", json=told)).status_code == 204
    async with bank.house.work.read() as read:
        [one] = await missed(read, activity)
    assert (one.node, one.component) == ("n3", "lottery-wheel")
    assert one.why == "phone: TypeError 0a1b-lottery-wheel.js:1:204"


async def test_what_the_server_found_is_not_covered_by_what_a_phone_tells(phone, bank, slug):
    await as_an_older_version_left_it(bank, slug, '{"zh-CN": 7}')
    await phone.get(f"/a/{slug}")
    await phone.post(f"/a/{slug}/left-out", json={"node": "n3", "kind": "Error"})
    activity = await bank.house.value("select id from activities_activity where slug = $1", slug)
    async with bank.house.work.read() as read:
        [one] = await missed(read, activity)
    assert "not a function" in one.why


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"node": 3, "kind": "Error"}',
        '{"node": "n3", "kind": "王小明"}'.encode(),
        b'{"node": "n3", "kind": "Error", "at": "https://evil.example/"}',
        b'{"node": "n3", "kind": "Error", "message": "13812341234"}',
        b'{"node": "%s", "kind": "Error"}' % (b"n" * 600),
    ],
)
async def test_a_phone_that_tells_anything_else_is_refused(phone, bank, slug, body):
    answer = await phone.post(f"/a/{slug}/left-out", content=body)
    assert answer.status_code in {400, 413, 422}
    assert await bank.house.value("select count(*) from activities_left_out") == 0


async def test_a_phone_that_tells_too_much_waits_and_a_page_of_others_tells_nothing(phone, slug, mint):
    told = {"node": "n3", "kind": "TypeError"}
    foreign = await phone.post(f"/a/{slug}/left-out", json=told, headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
    await phone.get(f"/a/{slug}", params={"t": mint()})
    burst = PACES["left_out"].burst
    answers = [await phone.post("/a/never-was/left-out", json=told) for _ in range(burst + 2)]
    assert [one.status_code for one in answers[:burst]] == [204] * burst
    assert (answers[-1].status_code, int(answers[-1].headers["retry-after"]) > 0) == (429, True)


async def test_the_time_travels_with_the_page_also_where_the_page_itself_does_not(phone, slug):
    first = await phone.get(f"/a/{slug}")
    again = await phone.get(f"/a/{slug}", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    for answer in (first, again):
        said_ms = float(re.fullmatch(r"now;dur=(\d{13})", answer.headers["server-timing"])[1])
        assert abs(said_ms / 1000 - now().timestamp()) < 60


async def test_a_page_with_signs_of_any_kind_is_signed_published_and_served_in_every_way(phone, bank):
    def change(document):
        document["plays"][0]["decide"]["items"][2]["title"] = {"zh-CN": "新春开门红包迎福到万一🎁🎁🎁"}
        words = {"body": {"zh-CN": "[细则](https://bank.example/files/v1..2.pdf)"}}
        document["pages"][0]["nodes"].append({"id": "more", "type": "rich-text", "v": 1, "props": words})

    out = await bank.out(bank.document(change))
    slug = await bank.house.value("select slug from activities_activity where id = $1", out.activity)
    for lang, theme, view in product(("zh-CN", "en"), ("light", "black-gold"), ("", "/r/ent_1")):
        page = await phone.get(f"/a/{slug}{view}?lang={lang}&theme={theme}")
        assert page.status_code == 200
    phone.cookies.clear()


@pytest.mark.parametrize(
    ("field", "said", "path"),
    [
        ("claim_rule", "中奖后 15 日内领取", "/disclosure/claim_rule/zh-CN"),
        ("forfeiture", "发放后 15 日内未使用的，视为放弃", "/disclosure/forfeiture/zh-CN"),
        ("odds", "贵宾厅礼遇 10%，岩茶礼盒 20%，月色相伴 70%", "/disclosure/odds/zh-CN"),
    ],
)
async def test_what_is_not_true_is_not_submitted(bank, field, said, path):
    document = bank.document()
    document["disclosure"][field] = {"zh-CN": said}
    with pytest.raises(ProblemsStop) as no:
        await bank.submit(await bank.begin(document))
    assert no.value.path == path
