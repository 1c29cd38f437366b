"""A code that is scanned starts a play: where it was shown, while it holds, once, and by nothing else."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.flows.play.test_risk import Watchman
from tests.flows.play.test_vocabulary import TEA, decided
from tests.kit.faces import Asker

from largesse.kernel.errors import KeyReused, NotAllowed
from largesse.kernel.ids import new_id, text_id
from largesse.play.groups import take_part as taking
from largesse.play.plans.begun import NotNow
from largesse.play.plans.limits import LimitReached
from largesse.play.review.review import release_held
from largesse.play.risk.stopping import Held
from largesse.play.scans import console
from largesse.play.triggers.scan import CODE, CodeElsewhere, CodeMissing, CodeOver
from largesse.rights.codes.code12 import with_check

GIFT = {"op": "certain", "outcome": TEA}
ONCE = [{"count": "attempt", "scope": "client", "period": "activity", "max": 1, "on_exceed": "reject"}]
DESK = {"id": "desk", "title": {"zh-CN": "签到台", "en": "Front desk"}, "rotates": False}
HALL = {"id": "hall", "title": {"zh-CN": "主会场", "en": "Main hall"}, "rotates": True}
SHOWN = """query ($activity: String!) { placeCodes(activity: $activity) {
  play playTitle place title digits url until now } }"""
TAKE = """mutation ($ask: TakePartAsk!) { takePart(ask: $ask) {
  ... on Played { outcome entitlement } ... on Refusal { code message } } }"""


@pytest.fixture
def clock(monkeypatch):
    """Let minutes pass where codes are made and where they are read."""

    def stands(minutes):
        at = datetime.now(UTC) + timedelta(minutes=minutes)
        for module in (taking, console):
            monkeypatch.setattr(module, "now", lambda: at)

    stands(0)
    return stands


async def salon(fair, *places, **on):
    """Bring a salon out at these places; once for each client."""
    scan = {"kind": "scan", "places": list(places or (DESK, HALL)), **on}
    return await fair.publish(fair.document(decided(GIFT, on=scan, limits=ONCE)))


async def shown(fair, activity, who=None, locale="zh-CN"):
    asker = Asker(fair.house.work, who or fair.who("operator"), locale=locale)
    return (await asker.asks(SHOWN, activity=text_id("act", activity)))["placeCodes"]


async def code(fair, activity, place="desk"):
    return next(one["digits"] for one in await shown(fair, activity) if one["place"] == place)


async def scans(fair, client, slug, digits, key=""):
    return await fair.play(client, slug, key, **{CODE: [digits]})


async def test_staff_is_shown_the_places_of_a_new_revision_and_none_that_went(fair, clock):
    scan = {"kind": "scan", "places": [DESK]}
    document = fair.document(decided(GIFT, on=scan, limits=ONCE))
    document["window"]["start"] = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    _, activity = await fair.publish(document)
    old = await code(fair, activity)
    scan["places"] = [DESK | {"id": "desk2"}]
    await fair.revise(activity, document)
    (new,) = await shown(fair, activity)
    assert new["place"] == "desk2"
    assert new["digits"] != old


async def test_staff_is_shown_the_codes_and_a_client_scans_one_over_the_face(fair, clock):
    slug, activity = await salon(fair)
    desk, hall = await shown(fair, activity, locale="en")
    assert (desk["title"], desk["until"], hall["title"]) == ("Front desk", None, "Main hall")
    left = datetime.fromisoformat(hall["until"]) - datetime.fromisoformat(hall["now"])
    assert timedelta(0) < left <= timedelta(minutes=1)
    assert desk["url"].endswith(f"/a/{slug}?c={desk['digits'].replace(' ', '')}")
    one, other = await fair.clients(2)
    for client, digits in ((one, desk["digits"]), (other, hall["url"])):
        phone = Asker(fair.house.work, client, face="client")
        said = [{"name": CODE, "values": [digits]}]
        ask = {"key": fair.key(), "activity": slug, "play": "wheel", "said": said}
        answer = (await phone.asks(TAKE, ask=ask))["takePart"]
        assert answer["outcome"] == "win"
        assert answer["entitlement"].startswith("ent_")


async def test_without_a_code_or_with_a_foreign_one_nothing_is_used_up_and_the_right_one_works_afterwards(
    fair, clock
):
    slug, activity = await salon(fair)
    _, elsewhere = await salon(fair, DESK)
    (client,) = await fair.clients(1)
    with pytest.raises(CodeMissing):
        await fair.play(client, slug)
    for foreign in (await code(fair, elsewhere), with_check(12345678901)):
        with pytest.raises(CodeElsewhere):
            await scans(fair, client, slug, foreign)
    with pytest.raises(CodeMissing):
        await fair.play(client, slug, **{"scan.place": ["desk"]})
    books = await fair.books(activity)
    assert (books["draws"], books["receipts"], books["chances"]) == (0, 0, 0)
    assert (await scans(fair, client, slug, await code(fair, activity))).outcome == "win"


async def test_a_screens_code_is_over_after_two_minutes_and_scanning_the_next_one_helps(fair, clock):
    slug, activity = await salon(fair)
    (client,) = await fair.clients(1)
    photo, poster = await code(fair, activity, "hall"), await code(fair, activity, "desk")
    clock(2)
    with pytest.raises(CodeOver):
        await scans(fair, client, slug, photo)
    assert await code(fair, activity, "desk") == poster
    assert (await scans(fair, client, slug, await code(fair, activity, "hall"))).outcome == "win"


async def test_two_screens_of_one_place_show_one_code_however_often_they_ask(fair, clock):
    _, activity = await salon(fair)
    seen = await asyncio.gather(
        *(shown(fair, activity, fair.who(who)) for who in ("operator", "designer") * 3)
    )
    assert len({tuple(one["digits"] for one in each) for each in seen}) == 1


async def test_who_was_checked_in_at_one_place_is_not_at_another_and_a_false_code_is_told_as_such(
    fair, clock
):
    slug, activity = await salon(fair)
    (client,) = await fair.clients(1)
    await scans(fair, client, slug, await code(fair, activity, "desk"))
    with pytest.raises(LimitReached):
        await scans(fair, client, slug, await code(fair, activity, "hall"))
    with pytest.raises(CodeElsewhere):
        await scans(fair, client, slug, with_check(12345678901))
    assert (await fair.books(activity))["rights"] == 1


async def test_the_same_request_again_has_its_first_answer_also_when_its_code_is_over(fair, clock):
    slug, activity = await salon(fair)
    (client,) = await fair.clients(1)
    photo, key = await code(fair, activity, "hall"), fair.key()
    first = await scans(fair, client, slug, photo, key)
    clock(30)
    assert await scans(fair, client, slug, photo, key) == first
    with pytest.raises(KeyReused):
        await scans(fair, client, slug, await code(fair, activity, "desk"), key)
    assert (await fair.books(activity))["rights"] == 1


async def test_many_who_scan_at_once_have_one_each(fair, clock):
    slug, activity = await salon(fair)
    clients, digits = await fair.clients(8), await code(fair, activity, "hall")
    tries = (scans(fair, one, slug, digits) for one in clients for _ in range(3))
    met = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, LimitReached) for one in met) == 16
    books = await fair.books(activity)
    assert (books["draws"], books["rights"]) == (8, 8)


async def test_an_attempt_that_was_held_counts_when_it_is_released_though_its_code_is_over_by_then(
    fair, clock
):
    slug, activity = await salon(fair)
    watch = Watchman(fair, slug, activity)
    (client,) = await fair.clients(1)
    await watch.rules(client=client.id)
    with pytest.raises(CodeElsewhere):
        await scans(fair, client, slug, with_check(12345678901))
    assert await watch.suspects() == [], "nobody has to look at what proves nothing"
    photo, key = await code(fair, activity, "hall"), fair.key()
    with pytest.raises(Held):
        await scans(fair, client, slug, photo, key)
    clock(30)
    (suspect,) = await watch.suspects()
    await release_held(watch.review(suspect["id"]), actor=watch.staff, work=watch.work)
    (after,) = await watch.suspects()
    assert (after["state"], after["outcome"]) == ("released", "win")
    assert (await scans(fair, client, slug, photo, key)).draw == after["draw"]
    assert (await fair.books(activity))["rights"] == 1


async def test_codes_are_taken_in_their_time_only_and_the_refusal_names_it(fair, clock):
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)
    span = {"from": at.isoformat(), "to": (at + timedelta(hours=2)).isoformat()}
    slug, activity = await salon(fair, open=span)
    (client,) = await fair.clients(1)
    for digits in (await code(fair, activity), with_check(12345678901)):
        with pytest.raises(NotNow) as no:
            await scans(fair, client, slug, digits)
        assert no.value.retry_at == at


async def test_codes_are_shown_to_who_may_within_reach_and_only_of_what_is_out(fair, clock):
    _, activity = await salon(fair)
    _, plain = await fair.publish(fair.document(decided(GIFT)))
    far = replace(fair.who("operator"), units=frozenset({new_id()}))
    assert (await shown(fair, activity, far), await shown(fair, plain)) == ([], [])
    assert await shown(fair, new_id()) == []
    for who in ("finance", "adviser"):
        result, _ = await Asker(fair.house.work, fair.who(who)).tries(
            SHOWN, activity=text_id("act", activity)
        )
        assert result.data is None
        assert isinstance(result.errors[0].original_error, NotAllowed)
