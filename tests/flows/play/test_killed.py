"""What is settled by the clock is settled once, wherever the process that does it is killed."""

import os
import random
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from tests.flows.play.test_event_files import table
from tests.flows.play.test_queues import Turns, limit, limited
from tests.flows.play.test_rankings import ranked
from tests.flows.play.test_timed_draws import decided, drawn, over, seeded
from tests.flows.play.test_vocabulary import TEA
from tests.flows.play.test_vocabulary import decided as plain
from tests.kit import ready
from tests.kit.books import broken
from tests.kit.waiting import eventually_here

from largesse.kernel.clock import now
from largesse.play.closings.close import close_due
from largesse.play.draws.record import record_of
from largesse.play.draws.verify import check
from largesse.play.event_files.take_file import TakeEventFile, take_event_file
from largesse.play.extensions import deciders_of

SETTLER, DELIVERER = (Path(__file__).with_name(name) for name in ("settler.py", "deliverer.py"))
COUNT, KILLS, WITHIN_S = 16, 3, 60
DRAWS = "select count(*) from play_draw where activity = $1"
SEALS = "select count(*) from play_sealed where activity = $1"
SEALING = "select exists (select from pg_locks where relation = 'play_sealed'::regclass and not granted)"
LAPSES = "update store_delivery set leased_until = now() - interval '1 s', stops = 0 where state = 'leased'"
AGES = (
    "update play_suspect set decided_at = decided_at - interval '1 minute'"
    " where activity = $1 and state = 'released' and outcome = ''"
)


async def settled_until(fair, reached, hours=0, processes=1, what=SETTLER):
    """Let processes settle, or deliver, until something is reached, and kill them."""
    told = [hours] if what is SETTLER else []
    running = [ready.start(what, fair.house.dsn, *told, env=os.environ) for _ in range(processes)]
    try:
        await eventually_here(reached, within_s=WITHIN_S)
    finally:
        for one in running:
            one.kill()
            one.wait(WITHIN_S)
    assert await broken(fair.house.dsn) == []


async def killed_while_drawing(fair, activity, luck, hours=0, what=SETTLER):
    """Kill at random numbers of draws, then let two at once settle what is left."""
    before = await fair.house.value(DRAWS, activity)
    for more in (*sorted(random.Random(luck).sample(range(1, COUNT), KILLS)), COUNT):

        async def reached(more=more):
            return await fair.house.value(DRAWS, activity) >= before + more

        await fair.house.run(AGES, activity)
        await fair.house.run(LAPSES)
        await settled_until(fair, reached, hours, 1 if more < COUNT else 2, what)
    assert await fair.house.value(DRAWS, activity) == before + COUNT


async def each_place_once(fair, activity):
    """Every place has one client, one draw and one right, and there are no other rights."""
    awards = await fair.house.rows(
        "select place, client, draw, entitlement from play_award where activity = $1", activity
    )
    assert sorted(one["place"] for one in awards) == list(range(1, COUNT + 1))
    for name in ("client", "draw", "entitlement"):
        found = {one[name] for one in awards}
        assert len(found) == COUNT
        assert None not in found
    assert (await fair.books(activity))["rights"] == COUNT


def dear(change):
    """Change a document whose budget is enough for all."""

    def both(document):
        change(document)
        document["budget"]["cap_minor"] = 10_000_000

    return both


@pytest.mark.slow
async def test_each_place_of_a_ranking_is_given_once(fair):
    slug, activity = await fair.publish(fair.document(dear(ranked((1, COUNT, TEA)))))
    for nr, one in enumerate(await fair.clients(COUNT + 3)):
        await fair.play(one, slug, play=f"add{nr % 3 + 1}")
    await over(fair, activity)
    await killed_while_drawing(fair, activity, 1)
    await each_place_once(fair, activity)


@pytest.mark.slow
async def test_each_place_of_a_timed_draw_is_given_once(fair, later):
    slug, activity = await fair.publish(fair.document(dear(decided(drawn((COUNT, TEA))))))
    for one in await fair.clients(COUNT + 3):
        await fair.play(one, slug)
    later(2)
    await close_due(fair.work)
    later(1)
    await seeded(fair, activity)
    await killed_while_drawing(fair, activity, 2, hours=3)
    await each_place_once(fair, activity)


@pytest.mark.slow
async def test_each_turn_of_a_queue_is_played_once(fair):
    slug, activity = await fair.publish(fair.document(dear(limited(limit(max=COUNT)))))
    turns = Turns(fair, slug, activity)
    clients = await fair.clients(2 * COUNT)
    assert [await turns.tries(one) for one in clients] == ["win"] * COUNT + ["play.queued"] * COUNT
    await turns.night()
    await killed_while_drawing(fair, activity, 3)
    assert sorted(await turns.draws()) == sorted(one.id for one in clients)
    assert (await fair.books(activity))["rights"] == 2 * COUNT


@pytest.mark.slow
async def test_an_activity_that_is_over_has_one_seal(fair):
    slug, activity = await fair.publish(fair.document(dear(limited())))
    for one in await fair.clients(COUNT):
        await fair.play(one, slug)
    await over(fair, activity)
    hour = "update play_seed set revealed_at = revealed_at - $1::interval"
    await fair.house.run(hour, timedelta(hours=1))
    held = await asyncpg.connect(fair.house.dsn)
    async with held.transaction():
        await held.execute("lock table play_sealed in share mode")
        await settled_until(fair, lambda: held.fetchval(SEALING))
    await held.close()
    assert await fair.house.value(SEALS, activity) == 0, "it was killed as it wrote the seal"
    dice = random.Random(4)
    for looks in (dice.randrange(5, 40) for _ in range(KILLS)):
        left = iter(range(looks))
        await settled_until(fair, lambda left=left: next(left, None) is None)
    await settled_until(fair, lambda: fair.house.value(SEALS, activity), processes=2)
    assert await fair.house.value(SEALS, activity) == 1
    async with fair.work.read() as read:
        record = await record_of(read, slug)
    assert check(record, deciders_of(fair.house.work.house)) == []


@pytest.mark.slow
async def test_each_row_of_a_file_of_events_counts_once(fair, desk):
    on = {"kind": "event.in", "event": "article.read"}
    gift = {"op": "certain", "outcome": TEA}
    _, activity = await fair.publish(fair.document(dear(plain(gift, on=on))))
    at = f"{now().astimezone(ZoneInfo('Asia/Shanghai')):%Y/%m/%d %H:%M:%S}"
    clients = await fair.clients(COUNT)
    rows = [f"k{nr},阅读资讯,{at},C{one.id.hex},甲,31" for nr, one in enumerate(clients)]
    ask = {"key": fair.key(), "source": desk.source, "file_name": "事件.csv", "data": table(fair, *rows)}
    await take_event_file(
        TakeEventFile(**ask, zone="Asia/Shanghai"), actor=fair.who("operator"), work=fair.work
    )
    await killed_while_drawing(fair, activity, 5, what=DELIVERER)
    await fair.house.run(LAPSES)
    await fair.house.drain()
    (file,) = await fair.house.rows("select state, taken_count, bad_count from play_event_file")
    assert file == {"state": "done", "taken_count": COUNT, "bad_count": 0}
    drawn_for = await fair.house.rows("select client from play_draw where activity = $1", activity)
    assert sorted(one["client"] for one in drawn_for) == sorted(one.id for one in clients)
    assert (await fair.books(activity))["rights"] == COUNT
