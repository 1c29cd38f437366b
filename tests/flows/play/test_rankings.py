"""A ranking from the first act to the last reward: counted, shown, settled once, given once, never twice."""

import asyncio
from collections import defaultdict
from copy import deepcopy
from dataclasses import replace
from random import Random

import pytest
from tests.flows.play.test_vocabulary import NOTHING, TEA, play
from tests.kit.faces import Asker
from tortoise.exceptions import IntegrityError

from largesse.activities.lifecycle.run import MoveActivity, end_activity
from largesse.activities.revisions.problems import ProblemsStop
from largesse.audience.clients.records import Customer
from largesse.audience.privacy.erase import AskErasure, EraseClient, ask_erasure, erase_client
from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id, text_id
from largesse.play.closings import decide as deciding
from largesse.play.closings.close import close_due
from largesse.play.closings.decide import decide_closed
from largesse.play.draws.record import record_of
from largesse.play.draws.verify import check
from largesse.play.extensions import deciders_of
from largesse.play.groups.attempt import NotRunning
from largesse.play.leaderboards.board import boards

COUNTED = {"id": "counted", "title": {"zh-CN": "已计入"}, "effects": []}
LOUNGE = {"id": "lounge", "title": {"zh-CN": "贵宾厅"}, "effects": [{"do": "grant", "right": "lounge"}]}
BOARD = """query ($activity: String!) { leaderboards(activity: $activity) {
  play cycle closesAt closed shared bands { first last title } first { place maskedName score mine }
  mine { place score band next missing } results { cycle place score state prize entitlement }
} }"""
DESK = """query ($activity: String!, $state: String, $search: String) {
  rankings(activity: $activity) { play cycle cycles giving }
  rankingCycles(activity: $activity, play: "wheel") {
    cycle stage standing beyond given toGive giftsGone pointsClosed blocked limit }
  rankingPlaces(activity: $activity, play: "wheel", cycle: "activity", state: $state, search: $search) {
    countAtLeast edges { node { nr place client clientName score outcome state at entitlement } } }
}"""
FURTHER = """query ($activity: String!, $after: Long!) {
  rankingCycles(activity: $activity, play: "wheel", after: $after) { cycle } }"""
PLACES = """query ($activity: String!, $play: String!) {
  rankingPlaces(activity: $activity, play: $play, cycle: "activity") { countAtLeast } }"""


def ranked(*bands, cycle="activity", tie="earliest", kind="sum", reset=None, limits=()):
    """Rank clients by what they gather in plays that bring 1, 2 or 3."""

    def change(document):
        one = document["plays"][0]
        one |= {"cost": {"kind": "none"}, "limits": list(limits)}
        one.pop("chances", None)
        one["decide"] = {
            "op": "rank",
            "state": "points",
            "cycle": cycle,
            "tie_break": tie,
            "entry": COUNTED,
            "bands": [{"from": start, "to": end, "outcome": outcome} for start, end, outcome in bands],
        }
        document["plays"] += [
            play(f"add{by}", NOTHING, effects=[{"do": "state", "state": "points", "by": by}])
            for by in (1, 2, 3)
        ]
        document["limits"] = []
        document["audience"]["rule"] = {"op": "always"}
        again = reset or {"activity": "never"}.get(cycle, cycle)
        document["states"] = [{"id": "points", "kind": kind, "scope": "client", "reset": again}]

    return change


async def over(fair, activity):
    ask = MoveActivity(key=fair.key(), activity=activity, reason="结束")
    await end_activity(ask, actor=fair.who("operator"), work=fair.work)


async def given(fair, activity):
    return await fair.house.rows(
        "select a.cycle, p.place, p.score, a.client, a.outcome, a.draw, a.passed_over, a.short"
        " from play_award a join play_place p on p.activity = a.activity and p.play = a.play"
        " and p.cycle = a.cycle and p.nr = a.number where a.activity = $1 order by a.cycle, a.place",
        activity,
    )


async def board(fair, client, slug):
    boards(fair.work).known.clear()  # what others have seen a moment ago
    (one,) = (await Asker(fair.work, client, face="client").asks(BOARD, activity=slug))["leaderboards"]
    return one


async def desk(fair, activity, actor=None, **how):
    """Give what staff sees: the rankings, their cycles that are not at zero, the places."""
    asker = Asker(fair.work, actor or fair.who("operator"))
    seen = await asker.asks(DESK, activity=text_id("act", activity), **how)
    cycles = [{name: one for name, one in row.items() if one} for row in seen["rankingCycles"]]
    return seen["rankings"], cycles, [one["node"] for one in seen["rankingPlaces"]["edges"]]


def reckoned(history, tie, bands):
    """Reckon by hand: clients in order, their places, and what each place brings."""
    score, since = defaultdict(int), {}
    for nr, (client, by) in enumerate(history):
        score[client] += by
        since[client] = nr
    order = sorted(score, key=lambda one: (-score[one], since[one]))
    places = {
        one: nr + 1 if tie == "earliest" else 1 + sum(other > score[one] for other in score.values())
        for nr, one in enumerate(order)
    }
    brings = {
        one: outcome["id"]
        for one, place in places.items()
        for start, end, outcome in bands
        if start <= place <= end
    }
    return order, places, score, brings


def _higher(settled, _draws):
    settled["order"][1]["score"] += 100


def _twice(settled, _draws):
    settled["order"][-1]["client"] = settled["order"][0]["client"]


def _for_another(settled, _draws):
    settled["places"][0]["outcome"] = "tea"


def _not_given(settled, _draws):
    settled["places"].pop()


def _kept_back(_settled, draws):
    draws.remove(next(one for one in draws if one["given"] == "lounge"))


FORGED = {
    _higher: "play.order_does_not_fit",
    _twice: "play.order_does_not_fit",
    _for_another: "play.place_does_not_fit",
    _not_given: "play.place_does_not_fit",
    _kept_back: "play.prize_not_given",
}


@pytest.mark.parametrize(("tie", "luck"), [("earliest", 7), ("shared", 8), ("shared", 9)])
async def test_whatever_clients_do_each_has_what_his_place_brings_once(fair, tie, luck):
    dice, bands = Random(luck), [(1, 1, LOUNGE), (2, 4, TEA)]
    slug, activity = await fair.publish(fair.document(ranked(*bands, tie=tie)))
    clients = {one.id: one for one in await fair.clients(9)}
    history, first = [], None
    for nr in range(36):
        who, by = dice.choice(list(clients)), dice.choice((1, 2, 3))
        played = await fair.play(clients[who], slug, play=f"add{by}", key=f"act-{nr}")
        first = first or (who, by, played)
        history.append((who, by))
    who, by, played = first
    assert await fair.play(clients[who], slug, play=f"add{by}", key="act-0") == played
    order, places, score, brings = reckoned(history, tie, bands)
    for client in order[:3]:
        mine = (await board(fair, clients[client], slug))["mine"]
        assert (mine["place"], mine["score"]) == (places[client], score[client])
    await over(fair, activity)
    await asyncio.gather(*(close_due(fair.work) for _ in range(2)))
    await asyncio.gather(*(decide_closed(fair.work) for _ in range(3)))
    await decide_closed(fair.work)
    found = await given(fair, activity)
    assert {one["client"]: one["outcome"] for one in found} == brings
    assert len(found) == len(brings), "at most one place each"
    assert all(one["draw"] and one["place"] == places[one["client"]] for one in found)
    assert (await fair.books(activity))["rights"] == len(brings)
    holders = "select array_agg(holder) from rights_entitlement where activity = $1"
    assert sorted(await fair.house.value(holders, activity)) == sorted(brings)
    await fair.house.drain()
    async with fair.work.read() as read:
        record = await record_of(read, slug)
    deciders = deciders_of(fair.house.work.house)
    assert check(record, deciders) == []
    for bend, code in FORGED.items():
        forged = deepcopy(record)
        bend(forged["rankings"][0], forged["draws"])
        assert code in {one.code for one in check(forged, deciders)}, bend
    for client in clients.values():
        shown = await board(fair, client, slug)
        results = shown["results"]
        if client.id not in places:
            assert results == []
            continue
        (result,) = results
        assert (result["place"], result["score"]) == (places[client.id], score[client.id])
        assert result["state"] == ("won" if client.id in brings else "lost")
        assert (result["entitlement"] is not None) == (client.id in brings)


async def test_a_client_sees_the_first_his_own_place_and_what_is_missing(fair):
    slug, _ = await fair.publish(fair.document(ranked((1, 1, LOUNGE), (2, 3, TEA))))
    clients = await fair.clients(5)
    await Customer.filter(id=clients[0].id).update(name="欧阳明月")
    for client, by in zip(clients, (3, 2, 2, 1), strict=False):
        await fair.play(client, slug, play=f"add{by}")
    one = await board(fair, clients[2], slug)
    assert [(row["place"], row["score"], row["mine"]) for row in one["first"]] == [
        (1, 3, False),
        (2, 2, False),
        (3, 2, True),
        (4, 1, False),
    ]
    assert [row["maskedName"] for row in one["first"]] == ["欧阳**", "客*", "客*", "客*"]
    assert one["mine"] | {"next": "", "band": ""} == {
        "place": 3, "score": 2, "missing": 2, "next": "", "band": ""
    }  # fmt: skip
    assert all(one["mine"][name] for name in ("next", "band"))
    assert (one["closed"], one["cycle"], one["results"]) == (False, "activity", [])
    fourth, none = [(await board(fair, client, slug))["mine"] for client in clients[3:]]
    assert (fourth["place"], fourth["missing"], fourth["band"]) == (4, 2, "")
    assert (none["place"], none["score"], none["missing"]) == (None, 0, 3)
    for client, more in ((clients[3], 2), (clients[4], 3)):
        await fair.play(client, slug, play=f"add{more}")
    assert [(await board(fair, client, slug))["mine"]["place"] for client in clients[3:]] == [2, 3]
    result, _ = await Asker(fair.work, None, face="client").tries(BOARD, activity=slug)
    assert result.data is None
    assert (await Asker(fair.work, clients[0], face="client").asks(BOARD, activity="no"))[
        "leaderboards"
    ] == []


async def test_what_one_reads_of_the_first_places_is_read_once_for_many(fair):
    slug, _ = await fair.publish(fair.document(ranked((1, 3, TEA))))
    clients = await fair.clients(4)
    await asyncio.gather(*(fair.play(one, slug, play="add1") for one in clients))
    asked = [Asker(fair.work, one, face="client").asks(BOARD, activity=slug) for one in clients]
    found = [one["leaderboards"][0] for one in await asyncio.gather(*asked)]
    assert sorted(one["mine"]["place"] for one in found) == [1, 2, 3, 4]
    assert len(boards(fair.work).known) == 1


async def test_a_worker_that_dies_between_places_leaves_the_rest_to_the_next(fair, monkeypatch):
    slug, activity = await fair.publish(fair.document(ranked((1, 5, TEA))))
    for client in await fair.clients(7):
        await fair.play(client, slug, play="add2")
    await over(fair, activity)
    settle, died = deciding.award, 0

    async def dies(*args):
        nonlocal died
        died += 1
        found = await settle(*args)
        if died in {1, 3}:
            raise ConnectionError("killed before the commit")
        return found

    await close_due(fair.work)
    monkeypatch.setattr(deciding, "award", dies)
    await decide_closed(fair.work)
    assert (await fair.books(activity))["rights"] == 0
    await decide_closed(fair.work)
    assert (await fair.books(activity))["rights"] == 1
    await asyncio.gather(*(decide_closed(fair.work) for _ in range(3)))
    await decide_closed(fair.work)
    assert (await fair.books(activity))["rights"] == 5
    assert len({one["draw"] for one in await given(fair, activity)}) == 5


async def test_an_act_that_comes_as_the_order_is_settled_is_in_it_or_refused(fair):
    slug, activity = await fair.publish(fair.document(ranked((1, 3, TEA))))
    one, other = await fair.clients(2)
    await fair.play(one, slug, play="add1")
    locked = asyncio.Event()

    async def acts():
        await locked.wait()
        return await fair.play(other, slug, play="add3")

    waiting = asyncio.ensure_future(acts())
    async with fair.work.job() as tx:  # the close holds the cycle's row while another acts
        await tx.value("select true from play_closing where activity = $1 for no key update", activity)
        locked.set()
        await fair.house.until_blocked()
        await tx.run(
            "update play_closing set closed_at = now(), revision_hash = 'x' where activity = $1", activity
        )
    with pytest.raises((Contended, NotRunning)):
        await waiting
    assert (await fair.books(activity))["draws"] == 1, "a refused act leaves nothing"
    with pytest.raises(IntegrityError, match="takes no score"):
        async with fair.work.job() as tx:
            await tx.run("update play_score set score = 99 where activity = $1", activity)


async def test_each_day_has_an_order_of_its_own(fair, later):
    slug, activity = await fair.publish(fair.document(ranked((1, 1, TEA), cycle="day", tie="shared")))
    one, two = await fair.clients(2)
    await fair.play(one, slug, play="add3")
    await fair.play(two, slug, play="add1")
    later(24)
    await fair.play(two, slug, play="add1")
    await close_due(fair.work)
    await decide_closed(fair.work)
    assert [(each["client"], each["score"]) for each in await given(fair, activity)] == [(one.id, 3)]
    later(24)
    await close_due(fair.work)
    await decide_closed(fair.work)
    await decide_closed(fair.work)
    assert [each["client"] for each in await given(fair, activity)] == [one.id, two.id]
    shown = await board(fair, two, slug)
    assert [(each["place"], each["state"]) for each in shown["results"]] == [(1, "won"), (2, "lost")]
    assert shown["closed"]


async def test_who_is_blocked_stands_in_no_order_and_who_had_his_share_is_passed_over(fair):
    most = {"count": "win", "scope": "client", "period": "activity", "max": 1, "on_exceed": "reject"}

    def change(document):
        ranked((1, 1, LOUNGE), (2, 2, TEA), limits=[])(document)
        document["limits"] = [most]
        document["plays"].append(play("gift", TEA | {"id": "gift"}))

    slug, activity = await fair.publish(fair.document(change))
    blocked, had, third = await fair.clients(3)
    for client, by in ((blocked, 3), (had, 2), (third, 1)):
        await fair.play(client, slug, play=f"add{by}")
    await fair.play(had, slug, play="gift")
    await Customer.filter(id=blocked.id).update(blocked=True)
    await over(fair, activity)
    await close_due(fair.work)
    await decide_closed(fair.work)
    found = await given(fair, activity)
    assert [(one["client"], one["place"], one["passed_over"]) for one in found] == [
        (had.id, 1, "limit"),
        (third.id, 2, None),
    ]
    assert [each["state"] for each in (await board(fair, had, slug))["results"]] == ["passed_over"]
    _, cycles, places = await desk(fair, activity)
    assert cycles == [{"cycle": "activity", "stage": "settled", "standing": 2, "given": 1, "limit": 1}]
    assert [(one["place"], one["state"]) for one in places] == [(1, "limit"), (2, "given")]


async def test_a_reward_that_is_used_up_waits_for_more_and_staff_sees_it(fair, later):
    document = fair.document(ranked((1, 7, TEA)), tea=fair.known["batch.tea_small"])
    slug, activity = await fair.publish(document)
    players = await fair.clients(8)
    for client in players:
        await fair.play(client, slug, play="add1")
    rankings, cycles, places = await desk(fair, activity)
    assert rankings == [{"play": "wheel", "cycle": "activity", "cycles": 1, "giving": 0}]
    assert cycles == [{"cycle": "activity", "stage": "open", "standing": 8}]
    assert [(one["nr"], one["state"], one["outcome"]) for one in places] == [
        (nr, "stands", "") for nr in range(1, 9)
    ]
    assert places[2]["client"] == text_id("cli", players[2].id)
    await over(fair, activity)
    assert (await desk(fair, activity))[1][0]["stage"] == "due", "the worker has not closed it yet"
    await close_due(fair.work)
    await decide_closed(fair.work)
    found = await given(fair, activity)
    assert [one["short"] for one in found] == [None] * 5 + ["gifts_gone"] * 2
    waits = "select decided_at is null from play_closing where activity = $1"
    assert await fair.house.value(waits, activity)
    rankings, cycles, places = await desk(fair, activity)
    assert rankings[0]["giving"] == 1
    settled = {"cycle": "activity", "standing": 8}
    assert cycles == [settled | {"stage": "closed", "given": 5, "giftsGone": 2}]
    assert [one["state"] for one in places] == ["given"] * 5 + ["gifts_gone"] * 2 + ["none"]
    assert places[-1]["outcome"] == ""
    assert all(one["clientName"].endswith(" · 客*") for one in places)
    assert all(one["at"] and one["entitlement"] for one in places[:5])
    held = (await desk(fair, activity, state="waiting"))[2]
    assert held == places[5:7]
    (found,) = (await desk(fair, activity, search=places[3]["clientName"].split(" ")[0]))[2]
    assert found == places[3]
    far = replace(fair.who("operator"), units=frozenset({new_id()}))
    assert await desk(fair, activity, far) == ([], [], [])
    await fair.house.run(
        "update rights_batch set total = total + 2, free = free + 2 where code = 'B-2026-TEA-SMALL'"
    )
    later(1)
    await decide_closed(fair.work)
    rankings, cycles, held = await desk(fair, activity, state="waiting")
    assert (rankings[0]["giving"], held) == (0, [])
    assert cycles == [settled | {"stage": "settled", "given": 7}]


PAGED = """query ($activity: String!, $after: String) {
  rankingPlaces(activity: $activity, play: "wheel", cycle: "activity", first: 4, after: $after) {
    countAtLeast edges { node { nr place client } } pageInfo { hasNextPage endCursor } } }"""


@pytest.mark.parametrize("closed", [False, True])
async def test_page_by_page_everybody_stands_once_and_a_place_is_shared_over_the_edge_of_a_page(fair, closed):
    slug, activity = await fair.publish(fair.document(ranked((1, 2, TEA), tie="shared")))
    players = await fair.clients(11)
    for nr, client in enumerate(players):
        await fair.play(client, slug, play=f"add{2 if nr < 7 else 1}")
    if closed:
        await over(fair, activity)
        await close_due(fair.work)
    asker, after, seen = Asker(fair.work, fair.who("operator")), None, []
    for _ in range(3):
        page = (await asker.asks(PAGED, activity=text_id("act", activity), after=after))["rankingPlaces"]
        seen += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert not page["pageInfo"]["hasNextPage"]
    assert [one["nr"] for one in seen] == list(range(1, 12))
    assert [one["place"] for one in seen] == [1] * 7 + [8] * 4
    assert {one["client"] for one in seen} == {text_id("cli", one.id) for one in players}


@pytest.mark.parametrize("closed", [False, True])
async def test_who_is_erased_leaves_the_order_readable_and_gets_nothing(fair, closed):
    slug, activity = await fair.publish(fair.document(ranked((1, 2, TEA))))
    first, erased, third = await fair.clients(3)
    for client, by in ((first, 3), (erased, 2), (third, 1)):
        await fair.play(client, slug, play=f"add{by}")
    asks = {"actor": erased, "work": fair.work}
    await ask_erasure(AskErasure(key=fair.key()), **asks)
    await fair.house.run("update audience_erasure set asked_at = asked_at - interval '60 days'")
    done = EraseClient(key=fair.key(), client=erased.id, reason="本人申请")
    if closed:
        await over(fair, activity)
        await close_due(fair.work)
    await erase_client(done, actor=fair.who("admin"), work=fair.work)
    if not closed:
        await over(fair, activity)
        await close_due(fair.work)
    await decide_closed(fair.work)
    _, _, places = await desk(fair, activity)
    assert [one["client"] for one in places if one["state"] == "given"] == [
        text_id("cli", one.id) for one in ((first,) if closed else (first, third))
    ]
    names = [one["clientName"] for one in places if one["client"] == text_id("cli", erased.id)]
    assert len(names) == closed
    assert not any("客" in name for name in names)
    assert (await board(fair, third, slug))["results"]


async def test_whoever_may_not_see_clients_one_by_one_sees_figures_and_a_client_neither(fair):
    _, activity = await fair.publish(fair.document(ranked((1, 1, TEA))))
    ask = {"activity": text_id("act", activity), "after": 1}
    asker = Asker(fair.work, fair.who("operator"))
    assert await asker.asks(FURTHER, **ask) == {"rankingCycles": []}
    result, _ = await asker.tries(FURTHER, **ask | {"after": -1})
    assert result.errors[0].original_error.code == "kernel.malformed"
    none = await asker.asks(PLACES, activity=ask["activity"], play="nowhere")
    assert none == {"rankingPlaces": {"countAtLeast": 0}}
    designer = Asker(fair.work, fair.who("designer"))
    assert await designer.asks(FURTHER, **ask) == {"rankingCycles": []}
    result, _ = await designer.tries(PLACES, activity=ask["activity"], play="wheel")
    assert result.errors[0].original_error.code == "kernel.not_allowed", "clients one by one are for others"
    (client,) = await fair.clients(1)
    result, _ = await Asker(fair.work, client).tries(FURTHER, **ask)
    assert result.errors[0].original_error.code == "kernel.not_allowed"


async def test_a_ranking_that_cannot_hold_is_told_with_its_place(fair):
    def told(change):
        return fair.publish(fair.document(change))

    wrong = {
        "activities.state_unfit": [
            ranked((1, 1, TEA), cycle="day", reset="never"),
            ranked((1, 1, TEA), kind="latest"),
        ],
        "activities.not_in_order": [
            ranked((2, 1, TEA)),
            ranked((1, 3, LOUNGE), (3, 5, TEA)),
        ],
        "activities.stock_twice": [ranked((1, 1, TEA | {"stock": 3}))],
        "activities.name_twice": [ranked((1, 1, TEA), (2, 2, TEA))],
    }
    for code, changes in wrong.items():
        for change in changes:
            with pytest.raises(ProblemsStop) as no:
                await told(change)
            assert no.value.first_code == code
    slug, _ = await told(ranked((1, 1, TEA | {"stock": 3}), tie="shared"))
    assert slug
