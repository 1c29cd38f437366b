"""Participations: who took part is found by number or mask, narrowed, paged, led to record and trail."""

from dataclasses import replace

import pytest
from tests.flows.play.test_taking_part import everyone_wins
from tests.kit.faces import Asker

from largesse.kernel.ids import text_id

LIST = """query($activity: String!, $which: ParticipationsOf, $search: String, $first: Int, $after: String,
    $sort: String) {
  participations(activity: $activity, which: $which, search: $search, first: $first, after: $after,
    sort: $sort) {
    edges { node { id clientName outcome playTitle givenTitle entitlement } }
    pageInfo { endCursor hasNextPage } countAtLeast } }"""
ONE = """query($id: String!) { participation(id: $id) {
  id nonce number oddsHash revisionHash commit revealed clientName entitlement basis asked } }"""


class Counter:
    """Somebody who helps clients of one activity."""

    def __init__(self, fair, activity, name="operator"):
        self.fair, self.activity = fair, text_id("act", activity)
        self.asker = Asker(fair.house.work, fair.who(name))

    nothing = {"edges": [], "pageInfo": {"endCursor": None, "hasNextPage": False}, "countAtLeast": 0}  # noqa: RUF012

    async def finds(self, **asked):
        found = (await self.asker.asks(LIST, activity=self.activity, **asked))["participations"]
        return [edge["node"] for edge in found["edges"]], found

    async def opens(self, draw):
        return (await self.asker.asks(ONE, id=draw))["participation"]


@pytest.fixture
async def fete(fair):
    """Give an activity in which three clients won, one of them called 欧阳清岚."""
    slug, activity = await fair.publish(fair.document(everyone_wins))
    clients = await fair.clients(3)
    await fair.house.run("update audience_customer set name = '欧阳清岚' where id = $1", clients[0].id)
    for client in clients:
        await fair.play(client, slug)
    return Counter(fair, activity), clients


async def test_a_client_is_found_by_number_and_by_mask_and_leads_to_record_and_trail(fete):
    counter, clients = fete
    number = "C" + str(clients[1].id).replace("-", "")
    (row,), _ = await counter.finds(search=number)
    assert row["clientName"] == f"{number} · 客*"
    (row,), _ = await counter.finds(search="欧阳**")
    assert row["clientName"].endswith("· 欧阳**")
    assert (row["outcome"], row["givenTitle"]) == ("win", "岩茶礼盒")
    assert row["entitlement"].startswith("ent_")
    record = await counter.opens(row["id"])
    assert (record["nonce"], record["number"], record["revealed"]) == (1, None, None)
    assert record["entitlement"] == row["entitlement"]
    assert record["commit"].startswith("sha256:")


async def test_they_are_narrowed_by_outcome_play_prize_and_time(fete):
    counter, _ = fete
    for which, count in (
        ({"outcome": "win"}, 3),
        ({"outcome": "none"}, 0),
        ({"play": "wheel", "prize": "tea"}, 3),
        ({"play": "other"}, 0),
        ({"since": "2026-01-01T00:00:00+08:00"}, 3),
        ({"until": "2026-01-01T00:00:00+08:00"}, 0),
    ):
        rows, found = await counter.finds(which=which)
        assert len(rows) == found["countAtLeast"] == count, which
    result, _ = await counter.asker.tries(LIST, activity=counter.activity, which={"outcome": "lost"})
    assert result.errors


async def test_pages_follow_each_other_without_gap_or_repeat(fete):
    counter, _ = fete
    seen, after = [], None
    for _ in range(3):
        rows, found = await counter.finds(first=1, after=after, sort="at")
        seen += [row["id"] for row in rows]
        after = found["pageInfo"]["endCursor"]
    assert len(set(seen)) == 3
    assert not found["pageInfo"]["hasNextPage"]


async def test_out_of_reach_there_are_none_and_who_may_not_see_them_is_told(fete):
    counter, _ = fete
    (row, *_), _ = await counter.finds()
    elsewhere = replace(counter.asker.actor, units=frozenset({counter.fair.unit("beijing")}))
    counter.asker = replace(counter.asker, actor=elsewhere)
    assert await counter.finds() == ([], counter.nothing)
    assert await counter.opens(row["id"]) is None
    designer = Asker(counter.fair.house.work, counter.fair.who("designer"))
    result, _ = await designer.tries(ONE, id=row["id"])
    assert result.errors
