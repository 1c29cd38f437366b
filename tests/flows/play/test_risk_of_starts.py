"""Risk looks at what events and the clock start too: listed is stopped with its reason, held is let go."""

import pytest
from tests.flows.play.telling_events import event, example
from tests.flows.play.test_by_time import DAILY, occasions, timed
from tests.flows.play.test_events import started
from tests.flows.play.test_risk import Watchman
from tests.kit.faces import Asker

from largesse.play.review.review import refuse_held, release_held
from largesse.play.schedules.work_off import work_off

QUEUE = "{ suspects { edges { node { state why started ruleReason outcome } } } }"


async def kept(watch):
    edges = (await Asker(watch.work, watch.staff).asks(QUEUE))["suspects"]["edges"]
    return [tuple(edge["node"].values()) for edge in edges]


@pytest.fixture
async def pack(fair):
    slug, activity = await fair.publish(fair.document(example("new-client-pack")))
    return Watchman(fair, slug, activity)


async def test_an_event_starts_nothing_for_whom_a_list_denies_and_says_why(pack, desk):
    fair = pack.fair
    anna, bert = await fair.clients(2)
    await pack.rules("deny", client=anna.id)
    await desk.becomes(event("a-1", "account.opened", anna), event("b-1", "account.opened", bert))
    await fair.house.drain()
    assert sorted(await started(fair)) == [("pack", "play.denied"), ("pack", "tea")]
    books = await fair.books(pack.activity)
    assert (books["draws"], books["rights"]) == (1, 1)
    assert await kept(pack) == [("denied", "", True, "异常频繁", "")]


async def test_what_an_event_started_and_a_rule_held_is_played_with_its_event_once_it_is_let_go(pack, desk):
    fair = pack.fair
    (anna,) = await fair.clients(1)
    await pack.rules("challenge", client=anna.id)
    await desk.becomes(event("a-1", "account.opened", anna))
    await fair.house.drain()
    assert await started(fair) == [("pack", "play.held")]
    assert await kept(pack) == [("waiting", "nobody_there", True, "异常频繁", "")], (
        "nobody is there to answer"
    )
    (suspect,) = await pack.suspects()
    ask = pack.review(suspect["id"])
    for _ in range(2):
        await release_held(ask, actor=pack.staff, work=pack.work)
    assert await kept(pack) == [("released", "nobody_there", True, "异常频繁", "win")]
    books = await fair.books(pack.activity)
    assert (books["draws"], books["rights"]) == (1, 1)


async def test_too_many_events_of_one_client_meet_a_rule_that_counts(pack, desk):
    fair = pack.fair
    (anna,) = await fair.clients(1)
    await pack.rules("deny", most=1, window_s=86_400)
    for nr in range(3):
        await desk.becomes(event(f"a-{nr}", "account.opened", anna))
        await fair.house.drain()
    assert await started(fair) == [("pack", "tea"), ("pack", "play.denied"), ("pack", "play.denied")]
    assert [row[0] for row in await kept(pack)] == ["denied"], "one row a client, rule and hour"


async def test_the_clock_stops_at_lists_and_not_at_its_own_pace(fair):
    slug, activity = await timed(fair, DAILY)
    watch = Watchman(fair, slug, activity)
    anna, bert, carl = await fair.clients(3)
    await watch.rules("deny", client=anna.id)
    await watch.rules("hold", client=bert.id)
    await watch.rules("hold", client=carl.id)
    await watch.rules("deny", most=1, window_s=86_400)
    await work_off(watch.work)
    for one in await occasions(fair, activity):
        assert one["refused"] == {"play.denied": 1, "play.held": 2}
    before = (await fair.books(activity))["draws"]
    rows = [row for row in await watch.suspects() if row["state"] == "waiting"]
    owners = await fair.house.rows("select id, client from play_suspect where state = 'waiting'")
    of_bert = [row["id"] for row in owners if row["client"] == bert.id]
    assert len(rows) == len(owners) == 2 * len(of_bert), "each day by itself"
    await refuse_held(watch.review(of_bert[0]), actor=watch.staff, work=watch.work)
    for row in owners:
        if row["client"] == carl.id:
            await release_held(watch.review(row["id"]), actor=watch.staff, work=watch.work)
    assert (await fair.books(activity))["draws"] == before + len(of_bert)
    await work_off(watch.work)
    assert (await fair.books(activity))["draws"] == before + len(of_bert)
