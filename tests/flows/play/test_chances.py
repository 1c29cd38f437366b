"""One's own chances: what is left in every play of an activity, read at once."""

from copy import deepcopy
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from starlette.requests import Request
from tests.kit.application import APP

from largesse.faces.context import Context
from largesse.graphql.assemble import executable
from largesse.graphql.prepare import prepared
from largesse.play.chances.chances import Standing
from largesse.play.chances.reads import standing_of
from largesse.play.plans.limits import LimitReached, NoChances
from largesse.store import work

MINE = "query Mine($slug: String!) { myChances(activity: $slug) { play left used againAt commit } }"
PLAYS = ("wheel", "second", "third")


def three_wheels(document):
    document["audience"]["rule"] = {"op": "always"}
    (wheel,) = document["plays"]
    document["plays"] = [deepcopy(wheel) | {"id": name} for name in PLAYS]


async def mine(fair, client, slug: str) -> list[dict]:
    """Ask as the client's page does."""
    request = Request({"type": "http", "headers": []})
    context = Context(request=request, work=fair.house.work, actor=client, locale="en", trace="t")
    answer = await prepared(executable(APP.faces["client"]))(MINE).run({"slug": slug}, None, context)
    assert answer.errors is None
    return answer.data["myChances"]


async def test_chances_of_all_plays_are_read_in_one_transaction(fair, monkeypatch):
    slug, _ = await fair.publish(fair.document(three_wheels))
    (client,) = await fair.clients(1)
    await fair.play(client, slug)
    before = await mine(fair, client, slug)
    assert [one["play"] for one in before] == list(PLAYS)
    opened: list[str] = []
    begin = work.in_transaction

    def counted(name: str):
        opened.append(name)
        return begin(name)

    monkeypatch.setattr(work, "in_transaction", counted)
    assert await mine(fair, client, slug) == before
    assert len(opened) == 1


async def test_each_play_counts_its_own_and_the_activity_counts_all(fair):
    slug, _ = await fair.publish(fair.document(three_wheels))
    (client,) = await fair.clients(1)
    fresh = {one["play"]: one["left"] for one in await mine(fair, client, slug)}
    await fair.play(client, slug, play="second")
    after = {one["play"]: (one["left"], one["used"]) for one in await mine(fair, client, slug)}
    assert after == {name: (fresh[name] - (name == "second"), 1) for name in PLAYS}
    assert await mine(fair, client, "nowhere") == []


def one_a_day(document, *, by_chances):
    """Let everybody turn the wheel once a day: by its chances, or by a limit on attempts."""
    document["audience"]["rule"] = {"op": "always"}
    (play,) = document["plays"]
    once = {"count": "attempt", "scope": "client", "period": "day", "max": 1, "on_exceed": "reject"}
    play["chances"] = {"period": "day", "units": 1 if by_chances else 9}
    play["limits"] = [] if by_chances else [once]


@pytest.mark.parametrize("by_chances", [True, False])
async def test_used_up_chances_say_when_there_is_one_again_wherever_they_are_told(fair, by_chances):
    slug, _ = await fair.publish(fair.document(lambda d: one_a_day(d, by_chances=by_chances)))
    (client,) = await fair.clients(1)
    assert [one["againAt"] for one in await mine(fair, client, slug)] == [None]
    played = await fair.play(client, slug)
    with pytest.raises(NoChances if by_chances else LimitReached) as no:
        await fair.play(client, slug)
    zone = ZoneInfo("Asia/Shanghai")
    tomorrow = (datetime.now(zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    [chance] = await mine(fair, client, slug)
    told = {played.again_at, no.value.retry_at, datetime.fromisoformat(chance["againAt"])}
    assert told == {tomorrow}


async def test_tallies_are_read_as_they_were_counted(fair):
    slug, activity = await fair.publish(fair.document(three_wheels))
    (client,) = await fair.clients(1)
    async with fair.work.read() as read:
        assert await standing_of(read, client.id, activity) == Standing(client.id)
    await fair.play(client, slug)
    (row,) = await fair.house.rows("select tallies from play_chance where client = $1", client.id)
    async with fair.work.read() as read:
        found = await standing_of(read, client.id, activity)
    assert (found.nonce, found.used) == (1, 1)
    assert found.tallies == {key: tuple(tally) for key, tally in row["tallies"].items()}
    assert all(isinstance(tally, tuple) for tally in found.tallies.values())
