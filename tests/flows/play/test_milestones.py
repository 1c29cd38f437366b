"""A play that a state starts: by itself, once in a period, whatever is pressed at once or delivered twice."""

import asyncio
import json
from contextlib import suppress

import pytest
from tests.flows.play.test_vocabulary import NOTHING, TEA, decided, play
from tests.kit.examples import PLAYS, today

from largesse.play.groups.ticket import GiftsGone, StartsAlone
from largesse.play.plans.limits import LimitReached
from largesse.play.starting.start_milestones import REACHED

VISIT = {"do": "state", "state": "visits", "by": 1}
SURE = {"op": "certain", "outcome": NOTHING}


def gift(at, name="gift", **more):
    """Give a play that brings tea once the visits have reached a value."""
    outcome = {**TEA, "id": f"{name}-tea"}
    return play(name, outcome, on={"kind": "milestone", "state": "visits", "at": at}, **more)


async def drawn(fair, activity, name="gift"):
    return await fair.house.value(
        "select count(*)::int from play_draw where activity = $1 and play = $2", activity, name
    )


async def test_the_example_brings_its_gift_at_the_third_visit_without_asking(fair):
    path = next(one for one in PLAYS if one.stem == "third-visit")
    slug, activity = await fair.publish(today(json.loads(path.read_text("utf-8")), fair.known))
    (client,) = await fair.clients(1)
    for visits in (1, 2, 3):
        await fair.play(client, slug, play="visit")
        with pytest.raises(LimitReached):
            await fair.play(client, slug, play="visit")
        await fair.house.drain()
        assert await drawn(fair, activity, "third-visit") == int(visits == 3)
        await fair.house.run("update play_chance set tallies = '{}' where client = $1", client.id)
    held = "select count(*)::int from rights_entitlement where activity = $1 and holder = $2"
    assert await fair.house.value(held, activity, client.id) == 1
    with pytest.raises(StartsAlone):
        await fair.play(client, slug, play="third-visit")


async def test_who_presses_often_at_once_reaches_it_once_and_a_second_delivery_gives_nothing(fair):
    slug, activity = await fair.publish(fair.document(decided(SURE, gift(5), effects=[VISIT])))
    clients = await fair.clients(3)
    await asyncio.gather(*(fair.play(one, slug) for one in clients for _ in range(12)))
    told = await fair.house.topics()
    assert told.count(REACHED) == 3
    await fair.house.drain()
    assert await drawn(fair, activity) == 3
    again = "update store_delivery set state = 'due', due_at = now(), done_at = null where handler = $1"
    await fair.house.run(again, "play.start_milestone")
    await fair.house.drain()
    assert await drawn(fair, activity) == 3
    people = "select count(distinct client)::int from play_draw where play = 'gift'"
    assert await fair.house.value(people) == 3


async def test_a_refused_attempt_reaches_nothing_and_one_milestone_leads_to_the_next(fair):
    gone = {"op": "certain", "outcome": {**TEA, "stock": 1}}
    bonus = {"do": "state", "state": "visits", "by": 4}
    more = (gift(1, "first", effects=[bonus]), gift(5, "second"))
    slug, activity = await fair.publish(fair.document(decided(gone, *more, effects=[VISIT])))
    lucky, late = await fair.clients(2)
    await fair.play(lucky, slug)
    with suppress(GiftsGone):
        await fair.play(late, slug)
    await fair.house.drain()
    assert [await drawn(fair, activity, name) for name in ("wheel", "first", "second")] == [1, 1, 1]
    assert await fair.house.value("select count(distinct client)::int from play_draw") == 1


@pytest.mark.parametrize("again", [{"reset": "day"}, {"reset": "cycle", "days": 3}], ids=["day", "cycle"])
async def test_a_state_that_begins_again_starts_it_again(fair, again):
    def anew(document):
        decided(SURE, gift(2), effects=[VISIT])(document)
        document["states"][0] |= again

    slug, activity = await fair.publish(fair.document(anew))
    (client,) = await fair.clients(1)
    for days in (1, 2):
        for _ in range(4):
            await fair.play(client, slug)
        await fair.house.drain()
        assert await drawn(fair, activity) == days
        old = "'\"2026-01-01\"'"
        await fair.house.run(
            f"update play_chance set states = jsonb_set(jsonb_set(states, '{{state/visits,0}}', {old}),"
            f" '{{milestone/gift}}', {old})"
        )
        await fair.house.run("delete from store_receipt where key like 'visits:%'")
