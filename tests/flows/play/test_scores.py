"""Scores that a phone tells, and totals of a vote: checked by the server, counted, shown afterwards."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.kit.examples import PLAYS, today
from tests.kit.faces import Asker

from largesse.activities.lifecycle.run import MoveActivity, end_activity
from largesse.activities.revisions.problems import ProblemsStop
from largesse.kernel.errors import Malformed
from largesse.play.asks.pace import ScoreTooFast, ScoreTooHigh
from largesse.play.closings.close import close_due
from largesse.play.closings.decide import decide_closed
from largesse.play.refused.counter import refused
from largesse.store import work as store_work

BOARD = """query ($activity: String!) { leaderboards(activity: $activity) {
  mine { place score } results { place state entitlement }
} }"""
VOTES = "query ($activity: String!) { myPlays(activity: $activity) { play asks { options { id chosen } } } }"


def example(fair, name):
    path = next(one for one in PLAYS if one.stem == name)
    return today(json.loads(path.read_text("utf-8")), fair.known)


@pytest.fixture
def later(monkeypatch):
    """Let seconds pass at the one clock that transactions have."""
    gone = timedelta()

    def passes(seconds):
        nonlocal gone
        gone += timedelta(seconds=seconds)
        monkeypatch.setattr(store_work, "now", lambda: datetime.now(UTC) + gone)

    return passes


async def settled(fair, activity):
    ask = MoveActivity(key=fair.key(), activity=activity, reason="结束")
    await end_activity(ask, actor=fair.who("operator"), work=fair.work)
    await close_due(fair.work)
    await decide_closed(fair.work)
    await decide_closed(fair.work)


async def holders(fair, activity):
    rows = await fair.house.rows("select holder from rights_entitlement where activity = $1", activity)
    return {one["holder"] for one in rows}


async def test_ones_own_score_counts_as_far_as_it_can_be_true(fair, later):
    slug, activity = await fair.publish(example(fair, "score-game"))
    one, other = await fair.clients(2)

    async def shoot(score, client=one):
        return await fair.play(client, slug, play="shoot", score=[str(score)])

    with pytest.raises(ScoreTooHigh) as high:
        await shoot(81)
    assert (high.value.score, high.value.most) == (81, 80)
    for bad in ("-1", "many", "٣", ""):
        with pytest.raises(Malformed):
            await shoot(bad)
    assert (await fair.books(activity))["draws"] == 0, "a refused score leaves nothing"
    await shoot(60)
    with pytest.raises(ScoreTooFast):
        await shoot(70)
    later(9)
    await shoot(70)
    later(60)
    await shoot(20)
    await shoot(80, client=other)
    await refused(fair.work).write()
    told = await fair.house.rows(
        "select code, sum(attempts)::int as n from play_refusal where activity = $1 and play = 'shoot'"
        " group by code order by code", activity
    )  # fmt: skip
    assert [(row["code"], row["n"]) for row in told] == [
        ("play.score_too_fast", 1),
        ("play.score_too_high", 1),
    ]
    (shown,) = (await Asker(fair.work, one, face="client").asks(BOARD, activity=slug))["leaderboards"]
    assert shown["mine"] == {"place": 2, "score": 70}, "the best one counts"
    await settled(fair, activity)
    assert await holders(fair, activity) == {one.id, other.id}
    (shown,) = (await Asker(fair.work, one, face="client").asks(BOARD, activity=slug))["leaderboards"]
    assert [(each["place"], each["state"]) for each in shown["results"]] == [(2, "won")]


async def test_how_many_chose_what_is_shown_to_whoever_has_voted(fair, later):
    slug, activity = await fair.publish(example(fair, "contest"))
    one, two, idle = await fair.clients(3)

    async def seen(client):
        (vote, _) = (await Asker(fair.work, client, face="client").asks(VOTES, activity=slug))["myPlays"]
        return {each["id"]: each["chosen"] for each in vote["asks"][0]["options"]}

    nothing = {"tea": None, "wine": None, "art": None}
    assert await seen(one) == nothing
    await fair.play(one, slug, play="vote", theme=["tea"], key="once")
    await fair.play(one, slug, play="vote", theme=["tea"], key="once")
    await fair.play(two, slug, play="vote", theme=["art"])
    later(24 * 3600)
    await fair.play(two, slug, play="vote", theme=["tea"])
    assert await seen(two) == {"tea": 2, "wine": 0, "art": 1}
    assert await seen(one) == {"tea": 2, "wine": 0, "art": 1}
    assert await seen(idle) == nothing
    await settled(fair, activity)
    assert await holders(fair, activity) == {one.id, two.id}


async def test_the_example_of_a_leaderboard_is_played_from_entry_to_reward(fair):
    slug, activity = await fair.publish(example(fair, "leaderboard"))
    one, two = await fair.clients(2)
    await fair.play(one, slug, play="quiz", q1=["b"], q2=["a", "c"], q3=["a"])
    await fair.play(two, slug, play="quiz", q1=["a"], q2=["a"], q3=["b"])
    await settled(fair, activity)
    assert await holders(fair, activity) == {one.id, two.id}
    await fair.house.drain()
    said = await fair.house.rows("select client from notices_notice where kind = 'play.notice.said'")
    assert {row["client"] for row in said} == {one.id, two.id}


async def test_a_score_without_its_bounds_is_told_of(fair):
    for name in ("max", "per_second"):
        document = example(fair, "score-game")
        document["plays"][0]["asks"][0].pop(name)
        with pytest.raises(ProblemsStop) as no:
            await fair.publish(document)
        assert no.value.first_code == "activities.score_unbounded"
