"""Taking part: exact under races, once per key, refused without a trace."""

import asyncio
from dataclasses import replace

import pytest
from structlog.testing import capture_logs
from tests.kit.faces import Asker

from largesse.activities.lifecycle.run import MoveActivity, pause_activity
from largesse.activities.revisions.decide import ApproveRevision, approve_revision
from largesse.activities.revisions.restock import RestockActivity, restock_activity
from largesse.kernel.errors import Contended, KeyReused
from largesse.kernel.ids import text_id
from largesse.play.groups.attempt import NotRunning
from largesse.play.groups.eligible import NotEligible
from largesse.play.groups.ticket import GiftsGone
from largesse.play.plans.limits import LimitReached, NoChances
from largesse.play.seeds.number import commitment, draw_number
from largesse.play.seeds.seeds import reveal

SURE = {"id": "tea", "title": {"zh-CN": "岩茶礼盒"}, "effects": [{"do": "grant", "right": "tea"}]}


def everyone_wins(document):
    """Make the wheel give tea to everyone, as often as they like, with nothing in its place."""
    play = document["plays"][0]
    play |= {"cost": {"kind": "none"}, "decide": {"op": "certain", "outcome": dict(SURE)}, "limits": []}
    play.pop("chances")
    document["limits"] = []
    document["audience"]["rule"] = {"op": "always"}
    document["disclosure"]["odds"] = {"zh-CN": "人人有礼", "en": "Everyone gets one"}


def wheel(document):
    """Keep the wheel as it is for everybody."""
    document["audience"]["rule"] = {"op": "always"}


async def test_more_plays_than_stock_give_exactly_the_stock_and_the_rest_leave_no_trace(fair):
    slug, activity = await fair.publish(fair.document(everyone_wins, tea=fair.known["batch.tea_small"]))
    clients = await fair.clients(60)

    async def one(client):
        try:
            return await fair.play(client, slug)
        except GiftsGone:
            return None

    played = await asyncio.gather(*(one(c) for c in clients))
    assert len([p for p in played if p]) == 5
    assert all(p.outcome == "win" for p in played if p)
    books = await fair.books(activity)
    assert books == {"draws": 5, "chances": 5, "receipts": 5, "all_receipts": 5, "rights": 5, "prizes": 5}
    (batch,) = await fair.house.rows("select free, issued from rights_batch where code = 'B-2026-TEA-SMALL'")
    assert batch == {"free": 0, "issued": 5}
    assert await fair.house.value("select reserved_minor from rights_budget") == 5 * 9_900


async def test_the_figures_of_an_activity_out_of_reach_are_those_of_none(fair):
    slug, activity = await fair.publish(fair.document(wheel))
    (client,) = await fair.clients(1)
    await fair.play(client, slug)
    near = fair.who("operator")
    far = replace(near, units=frozenset({fair.known["unit.beijing"]}))
    seen = []
    for actor in (near, far):
        query = f'{{ playFigures(activity: "{text_id("act", activity)}") {{ draws clients }} }}'
        seen.append((await Asker(fair.work, actor).asks(query))["playFigures"])
    assert seen == [{"draws": 1, "clients": 1}, {"draws": 0, "clients": 0}]


async def test_the_same_key_twice_gives_the_same_answer_and_one_draw(fair):
    slug, activity = await fair.publish(fair.document(wheel))
    (client,) = await fair.clients(1)
    answers = await asyncio.gather(*(fair.play(client, slug, key="tap") for _ in range(6)))
    later = await fair.play(client, slug, key="tap")
    assert all(one == later for one in answers)
    assert (await fair.books(activity))["draws"] == 1
    other, _ = await fair.publish(fair.document(wheel))
    with pytest.raises(KeyReused):
        await fair.play(client, other, key="tap")


async def test_three_chances_a_day_are_three(fair):
    slug, activity = await fair.publish(fair.document(wheel))
    (client,) = await fair.clients(1)

    async def one():
        try:
            return (await fair.play(client, slug)).chances_left
        except (NoChances, LimitReached):
            return "no"

    answers = await asyncio.gather(*(one() for _ in range(12)))
    assert sorted(answers, key=str) == sorted([2, 1, 0, *["no"] * 9], key=str)
    books = await fair.books(activity)
    assert (books["draws"], books["chances"], books["all_receipts"]) == (3, 3, 3)


async def test_a_client_never_wins_more_than_his_limit_and_gets_the_fallback_instead(fair):
    def tea_always(document):
        wheel(document)
        play = document["plays"][0]
        play["decide"]["items"] = [{**SURE, "ppm": 1_000_000, "per_client": 2}]
        play["chances"]["units"] = 9
        play["limits"] = []
        document["disclosure"]["odds"] = {"zh-CN": "岩茶礼盒 100%", "en": "Tea 100%"}

    slug, activity = await fair.publish(fair.document(tea_always))
    (client,) = await fair.clients(1)
    outcomes = [(await fair.play(client, slug)).outcome for _ in range(5)]
    assert outcomes == ["win", "win", "fallback", "fallback", "fallback"]
    assert (await fair.books(activity))["rights"] == 2


async def test_item_stock_of_the_activity_ends_in_the_fallback(fair):
    def few(document):
        wheel(document)
        document["plays"][0]["decide"]["items"] = [{**SURE, "ppm": 1_000_000, "stock": 7}]

    slug, activity = await fair.publish(fair.document(few))
    clients = await fair.clients(30)
    played = await asyncio.gather(*(fair.play(c, slug) for c in clients))
    assert sorted({p.outcome for p in played}) == ["fallback", "win"]
    assert len([p for p in played if p.outcome == "win"]) == 7
    assert {p.prize_id for p in played if p.outcome == "fallback"} == {"sold-out"}
    assert (
        await fair.house.value(
            "select used from play_pool where key like 'item/%' and activity = $1", activity
        )
        == 7
    )


async def test_the_activity_budget_is_spent_to_the_last_whole_gift_and_no_further(fair):
    def poor(document):
        everyone_wins(document)
        document["budget"] = {"cap_minor": 4 * 9_900 + 9_899, "currency": "CNY", "on_exceed": "reject"}

    slug, activity = await fair.publish(fair.document(poor))
    clients = await fair.clients(20)

    async def one(client):
        try:
            return await fair.play(client, slug)
        except GiftsGone:
            return None

    played = await asyncio.gather(*(one(c) for c in clients))
    assert len([p for p in played if p]) == 4
    assert (
        await fair.house.value("select used from play_pool where key = 'budget' and activity = $1", activity)
        == 4 * 9_900
    )
    assert (await fair.books(activity))["all_receipts"] == 4


async def test_the_register_budget_stops_the_wheel_and_gives_the_chance_back(fair):
    slug, activity = await fair.publish(fair.document(everyone_wins))
    await fair.house.run("update rights_budget set spent_minor = cap_minor - reserved_minor - 9900")
    first, second = await fair.clients(2)
    await fair.play(first, slug)
    with pytest.raises(GiftsGone):
        await fair.play(second, slug)
    assert (await fair.books(activity))["chances"] == 1


async def test_only_the_audience_takes_part_and_a_blocked_client_never(fair):
    slug, activity = await fair.publish(fair.document())
    (gold,), (classic,) = await fair.clients(1), await fair.clients(1, "classic")
    await fair.play(gold, slug)
    with pytest.raises(NotEligible):
        await fair.play(classic, slug)
    await fair.house.run("update audience_customer set blocked = true where id = $1", gold.id)
    with pytest.raises(NotEligible):
        await fair.play(gold, slug)
    assert (await fair.books(activity))["all_receipts"] == 1


async def test_a_paused_activity_takes_no_part_from_the_next_group_on(fair):
    slug, activity = await fair.publish(fair.document(wheel))
    (client,) = await fair.clients(1)
    await fair.play(client, slug)
    await pause_activity(
        MoveActivity(key="p", activity=activity, reason="核对库存"),
        actor=fair.who("operator"),
        work=fair.house.work,
    )
    with pytest.raises(NotRunning):
        await fair.play(client, slug)
    assert (await fair.books(activity))["draws"] == 1


async def test_a_caller_who_hangs_up_does_not_cancel_his_group(fair):
    slug, activity = await fair.publish(fair.document(wheel))
    first, *clients = await fair.clients(9)
    await fair.play(first, slug)
    calls = [asyncio.create_task(fair.play(c, slug, key="tap")) for c in clients]
    await asyncio.sleep(0)
    calls[0].cancel()
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)
    assert all(not isinstance(one, BaseException) for one in results[1:])
    assert (await fair.books(activity))["draws"] == 9
    await fair.play(clients[0], slug, key="tap")
    assert (await fair.books(activity))["draws"] == 9


async def test_a_group_that_fails_is_taken_again_one_by_one(fair):
    slug, activity = await fair.publish(fair.document(wheel))
    clients = await fair.clients(6)
    await fair.house.run(
        "insert into play_chance (client, activity, nonce, used, tallies, moved_at)"
        " values ($1, $2, 0, 0, $3, now())",
        clients[3].id,
        activity,
        {"wheel/chance": 7},
    )
    results = await asyncio.gather(*(fair.play(c, slug) for c in clients), return_exceptions=True)
    assert [isinstance(one, Exception) for one in results] == [False, False, False, True, False, False]
    books = await fair.books(activity)
    assert (books["draws"], books["all_receipts"]) == (5, 5)


async def test_every_draw_can_be_recomputed_once_the_seed_is_shown(fair):
    slug, activity = await fair.publish(fair.document(wheel))
    clients = await fair.clients(20)
    played = await asyncio.gather(*(fair.play(c, slug) for c in clients))
    await fair.house.drain()
    (seed,) = await fair.house.rows("select * from play_seed where activity = $1", activity)
    assert {p.commit for p in played} == {seed["commitment"]}
    async with fair.house.work.job() as tx:
        assert await reveal(tx, activity) == 1
    secret = bytes.fromhex(
        await fair.house.value("select revealed_hex from play_seed where activity = $1", activity)
    )
    assert commitment(secret, seed["odds_hash"], seed["revision_hash"]) == seed["commitment"]
    for draw in await fair.house.rows("select * from play_draw where activity = $1", activity):
        number = draw_number(secret, activity, draw["client"], draw["nonce"])
        assert number == draw["number"]
        assert draw["drawn"] == ("lounge" if number < 80_000 else "tea" if number < 280_000 else "none")


async def test_a_draw_can_be_neither_changed_nor_removed(fair):
    slug, _ = await fair.publish(fair.document(wheel))
    (client,) = await fair.clients(1)
    await fair.play(client, slug)
    for statement in ("update play_draw set outcome = 'win'", "delete from play_draw"):
        with pytest.raises(Exception, match=r"permission denied|never changed"):
            await fair.house.run(statement)


async def test_a_restock_is_played_by_all_from_then_on(fair):
    def few(document):
        wheel(document)
        document["plays"][0]["decide"]["items"] = [{**SURE, "ppm": 1_000_000, "stock": 3}]

    slug, activity = await fair.publish(fair.document(few))
    clients = await fair.clients(24)
    first = await asyncio.gather(*(fair.play(c, slug) for c in clients[:8]))
    ask = RestockActivity(key="more", activity=activity, play="wheel", item="tea", units=5)
    restock = await restock_activity(ask, actor=fair.who("operator"), work=fair.house.work)
    sign = ApproveRevision(key="sign", revision=restock.revision, hash=restock.hash, opinion="同意")
    await approve_revision(sign, actor=fair.who("branch"), work=fair.house.work)

    async def one(client):
        for _ in range(4):
            try:
                return await fair.play(client, slug, key="after")
            except Contended:
                continue
        raise AssertionError

    later = await asyncio.gather(*(one(c) for c in clients[8:]))
    assert [len([p for p in part if p.outcome == "win"]) for part in (first, later)] == [3, 5]
    assert (await fair.books(activity))["draws"] == 24


async def test_a_key_that_no_table_can_hold_is_refused_before_it_spoils_a_group(fair):
    slug, _ = await fair.publish(fair.document(wheel))
    clients = await fair.clients(3)
    with capture_logs() as logs:
        plays = [fair.play(one, slug, key=key) for one, key in zip(clients, ("a", "b\0", "c"), strict=True)]
        first, spoilt, third = await asyncio.gather(*plays, return_exceptions=True)
    assert (spoilt.code, spoilt.path) == ("kernel.malformed", "key")
    assert first.draw != third.draw
    assert [one for one in logs if one["event"] == "group_failed"] == []
