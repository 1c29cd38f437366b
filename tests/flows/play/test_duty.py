"""Duty: what staff watch of a running activity is what its draws and refusals add up to."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.flows.play.test_taking_part import everyone_wins
from tests.kit.faces import Asker

from largesse.kernel.ids import new_id, text_id
from largesse.play.duty.counting import SETTLED_S, counting
from largesse.play.groups.ticket import GiftsGone
from largesse.play.refused.counter import refused

WATCH = """query($activity: String!) { dutyWatch(activity: $activity) {
  state clients draws drawsLately wins fallbacks refused reasons { code attempts lately }
  hours { draws wins refused } drawings { play draws p verdict refusedAfter
    outcomes { id statedPpm expected met instead } }
  stock { item burn { cap used lately endsAt } } budget { cap used lately endsAt }
  goal { metric reached } } }"""
DRAWS = """
insert into play_draw (id, at, activity, revision_hash, play, client, nonce, number, drawn, given, outcome,
  odds_hash, chances_left)
select gen_random_uuid(), $2, $1, r.hash, 'wheel', gen_random_uuid(), 1, 1, $3, $4, $5, 'sha256:odds', -1
from generate_series(1, $6::int) cross join activities_revision r where r.activity = $1
"""


def for_everyone(document):
    document["audience"]["rule"] = {"op": "always"}


class Desk:
    """Somebody on duty in front of one activity."""

    def __init__(self, fair, activity, name="operator"):
        self.fair, self.activity = fair, activity
        self.asker = Asker(fair.house.work, fair.who(name))

    async def looks(self):
        counting(self.fair.house.work.house).watched.pop(self.activity, None)
        return await self.looks_again()

    async def looks_again(self):
        found = await self.asker.asks(WATCH, activity=text_id("act", self.activity))
        return found["dutyWatch"]

    async def drawn(self, drawn, given, outcome, count, ago=timedelta()):
        """Let draws be there that nobody made."""
        at = datetime.now(UTC) - ago
        await self.fair.house.run(DRAWS, self.activity, at, drawn, given, outcome, count)


@pytest.fixture
async def desk(fair):
    _, activity = await fair.publish(fair.document(for_everyone))
    return Desk(fair, activity)


async def test_before_the_first_play_there_is_nothing_and_all_of_the_stock(desk):
    seen = await desk.looks()
    assert (seen["state"], seen["draws"], seen["refused"]) == ("running", 0, 0)
    assert (seen["hours"], seen["reasons"], seen["drawings"]) == ([], [], [])
    assert {one["item"]: one["burn"]["cap"] for one in seen["stock"]} == {"lounge": 200, "tea": 500}
    assert seen["budget"] == {"cap": 8_500_000, "used": 0, "lately": 0, "endsAt": None}


async def test_plays_and_refusals_are_seen_as_they_are(fair):
    slug, activity = await fair.publish(fair.document(everyone_wins, tea=fair.known["batch.tea_small"]))
    desk, clients = Desk(fair, activity), await fair.clients(7)
    for client in clients[:5]:
        await fair.play(client, slug)
    for client in clients[5:]:
        with pytest.raises(GiftsGone):
            await fair.play(client, slug)
    seen = await desk.looks()
    assert (seen["clients"], seen["draws"], seen["drawsLately"], seen["wins"]) == (5, 5, 5, 5)
    assert seen["reasons"] == [{"code": "play.gifts_gone", "attempts": 2, "lately": 2}]
    assert sum(one["draws"] for one in seen["hours"]) == 5
    assert sum(one["refused"] for one in seen["hours"]) == 2
    assert seen["budget"]["used"] == seen["budget"]["lately"] == 5 * 9_900
    assert seen["drawings"] == []


async def test_a_refusal_that_could_not_be_written_is_written_the_next_time(fair):
    counter, activity = refused(fair.house.work), new_id()
    await fair.house.run("revoke insert on play_refusal from largesse_app")
    counter.count(activity, "wheel", "play.no_chances")
    await counter.write()
    await fair.house.run("grant insert on play_refusal to largesse_app")
    counter.count(activity, "wheel", "play.no_chances")
    await counter.write()
    sql = "select sum(attempts)::int from play_refusal where activity = $1"
    assert await fair.house.value(sql, activity) == 2


async def test_what_was_counted_is_written_when_a_process_ends_and_not_in_what_it_opens_next(fair):
    """A house that ended two seconds ago wrote into the next one, whose books had a row that nobody made."""
    counter, activity = refused(fair.house.work), new_id()
    sql = "select coalesce(sum(attempts), 0)::int from play_refusal where activity = $1"
    counter.count(activity, "wheel", "play.no_chances")
    await fair.house.close()
    assert await fair.house.value(sql, activity) == 1
    await fair.house.run("delete from play_refusal where activity = $1", activity)
    await counter.write()
    assert await fair.house.value(sql, activity) == 0, "nothing is left to be written"


async def test_what_is_drawn_as_stated_fits_and_sold_out_counts_as_drawn(desk):
    await desk.drawn("lounge", "lounge", "win", 80)
    await desk.drawn("tea", "tea", "win", 150)
    await desk.drawn("tea", "sold-out", "fallback", 50)
    await desk.drawn("none", "none", "none", 720)
    (drawing,) = (await desk.looks())["drawings"]
    assert (drawing["draws"], drawing["verdict"]) == (1_000, "fits")
    assert drawing["p"] == pytest.approx(1.0)
    tea = next(one for one in drawing["outcomes"] if one["id"] == "tea")
    assert tea == {"id": "tea", "statedPpm": 200_000, "expected": 200.0, "met": 200, "instead": 50}


async def test_what_is_not_drawn_as_stated_is_an_alarm_unless_refusals_explain_it(desk):
    await desk.drawn("lounge", "lounge", "win", 140)
    await desk.drawn("tea", "tea", "win", 200)
    await desk.drawn("none", "none", "none", 660)
    (drawing,) = (await desk.looks())["drawings"]
    assert drawing["verdict"] == "off"
    assert drawing["p"] < 0.001
    refused(desk.fair.house.work).count(desk.activity, "wheel", "play.gifts_gone")
    (drawing,) = (await desk.looks())["drawings"]
    assert (drawing["verdict"], drawing["refusedAfter"]) == ("skewed", 1)


async def test_old_draws_are_counted_once_and_new_ones_at_every_look(desk):
    old = timedelta(seconds=SETTLED_S + 60)
    await desk.drawn("none", "none", "none", 30, ago=timedelta(days=3))
    await desk.drawn("none", "none", "none", 20, ago=old)
    await desk.drawn("none", "none", "none", 10)
    assert (await desk.looks())["draws"] == 60
    one = counting(desk.fair.house.work.house).watched[desk.activity]
    assert one.settled.draws == 50
    await desk.drawn("none", "none", "none", 5)
    one.seen_at -= timedelta(seconds=10)
    seen = await desk.looks_again()
    assert (seen["draws"], seen["clients"]) == (65, 65)
    assert len(seen["hours"]) == 48
    assert one.settled.draws == 50


async def test_the_end_of_a_stock_is_projected_from_the_last_hour(desk):
    (client,) = await desk.fair.clients(1)
    await desk.fair.play(client, text_id("act", desk.activity))
    used = "update play_pool set used = 100 where activity = $1 and key = 'item/wheel/lounge'"
    await desk.fair.house.run(used, desk.activity)
    await desk.drawn("lounge", "lounge", "win", 50)
    seen = await desk.looks()
    burn = next(one["burn"] for one in seen["stock"] if one["item"] == "lounge")
    left = datetime.fromisoformat(burn["endsAt"]) - datetime.now(UTC)
    assert timedelta(minutes=115) < left <= timedelta(hours=2)
    assert (burn["used"], burn["lately"]) in {(100, 50), (100, 51)}


async def test_it_is_seen_within_reach_only_and_by_who_may(desk):
    away = Desk(desk.fair, desk.activity, "adviser_beijing")
    assert await away.looks() is None
    result, _ = await Asker(desk.fair.house.work, (await desk.fair.clients(1))[0]).tries(
        WATCH, activity=text_id("act", desk.activity)
    )
    assert result.errors
