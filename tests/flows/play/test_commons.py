"""States that clients share: exact whoever moves them at once, a household's, a tier's, all clients'."""

import asyncio
from collections import Counter

import pytest
from tests.flows.play.test_racing import Racer, ended, written
from tests.flows.play.test_rankings import over, ranked
from tests.flows.play.test_vocabulary import NOTHING, TEA, decided, play
from tests.kit.faces import Asker

from largesse.kernel.errors import Told
from largesse.kernel.expression import Facts
from largesse.kernel.ids import new_id
from largesse.play.chances.chances import Standing
from largesse.play.closings.close import close_due
from largesse.play.closings.decide import decide_closed
from largesse.play.dry_runs.draft import plans_of_draft
from largesse.play.dry_runs.world import Person, World
from largesse.play.operators.threshold import NotReached

SURE = {"op": "certain", "outcome": NOTHING}
STANDING = "query ($activity: String!) { myPlays(activity: $activity) { play figures { name value } } }"


MOVES = [{"do": "state", "state": "total", "by": 1}]


def common(scope, *more, kind="counter", reset="never", **first):
    """Let the first play move one state of this scope; ``more`` are further plays."""

    def change(document):
        decided(first.pop("decide", SURE), *more, **{"effects": MOVES, **first})(document)
        document["states"] = [{"id": "total", "kind": kind, "scope": scope, "reset": reset}]

    return change


def reaches(at):
    """Give a play that brings tea once the state has reached a value."""
    steps = [{"at": at, "outcome": {**TEA, "id": "together"}}]
    return {**play("together", NOTHING), "decide": {"op": "threshold", "state": "total", "steps": steps}}


async def family(fair, some):
    """Let some clients be one household."""
    home = new_id()
    await fair.house.run(
        "insert into audience_household (id, code, source, created_at) values ($1, $2, 'bank', now())",
        home,
        str(home),
    )
    await fair.house.run(
        "update audience_customer set household = $1 where id = any($2::uuid[])",
        home,
        [one.id for one in some],
    )


async def tried(fair, client, slug, **more):
    """Play; gives what was met, or the code of the refusal."""
    try:
        return (await fair.play(client, slug, **more)).prize_id
    except Told as no:
        return no.code


async def worth(fair, activity):
    """Give what the shared state holds, by owner."""
    rows = await fair.house.rows("select owner, held from play_common where activity = $1", activity)
    return {row["owner"]: row["held"] for row in rows if row["held"] is not None}


async def test_two_processes_move_one_count_of_all_clients_and_exactly_as_many_get_in_as_it_lets(
    fair, tmp_path
):
    until = {"op": "lt", "fact": "state.total", "value": 300}
    slug, activity = await fair.publish(fair.document(common("activity", when=until)))
    race = written(tmp_path, await fair.clients(80))
    racers = [Racer(fair, slug, race, n * 240, (n + 1) * 240) for n in range(2)]
    told = [line for lines in await asyncio.gather(*map(ended, racers)) for line in lines]
    assert Counter(line[1] for line in told) == {"none": 300, "play.not_yet": 180}
    assert await worth(fair, activity) == {"": ["", 300]}
    assert await fair.house.value("select moves > 0 and moves <= 300 from play_common")


async def test_a_household_reaches_its_gift_together_and_who_has_none_counts_alone(fairground):
    fair = fairground
    slug, activity = await fair.publish(fair.document(common("household", reaches(4))))
    wife, husband, alone = await fair.clients(3)
    await family(fair, [wife, husband])
    await asyncio.gather(*(fair.play(one, slug) for one in (wife, husband, alone) for _ in range(2)))
    assert sorted(held[1] for held in (await worth(fair, activity)).values()) == [2, 4]
    for one in (wife, husband):
        assert (await fair.play(one, slug, play="together")).prize_id == "together"
    with pytest.raises(NotReached) as no:
        await fair.play(alone, slug, play="together")
    assert (no.value.reached, no.value.needed) == (2, 4)
    seen = {}
    for one in (wife, alone):
        mine = (await Asker(fair.work, one, face="client").asks(STANDING, activity=slug))["myPlays"]
        seen[one.id] = next(p["figures"][0]["value"] for p in mine if p["play"] == "together")
    assert seen == {wife.id: 4, alone.id: 2}


async def test_who_leaves_a_household_or_joins_one_takes_nothing_along_and_doubles_nothing(fairground):
    fair = fairground
    slug, activity = await fair.publish(fair.document(common("household", reaches(4))))
    wife, husband, son = await fair.clients(3)
    await fair.play(son, slug)
    await family(fair, [wife, husband])
    for one in (wife, husband):
        await fair.play(one, slug)
    home = await fair.house.value("select household from audience_customer where id = $1", wife.id)
    moves = "update audience_customer set household = $2 where id = $1"
    await fair.house.run(moves, husband.id, None)
    await fair.play(husband, slug)
    await fair.house.run(moves, son.id, home)
    assert await worth(fair, activity) == {
        str(home): ["", 2],
        str(husband.id): ["", 1],
        str(son.id): ["", 1],
    }
    await fair.play(son, slug)
    with pytest.raises(NotReached) as no:
        await fair.play(husband, slug, play="together")
    assert no.value.reached == 1
    await fair.house.run(moves, husband.id, home)
    await fair.play(husband, slug)
    held = (await worth(fair, activity))[str(home)]
    assert held == ["", 4], "two before, one of the son's, one of the husband's after his return"
    for one in (wife, husband, son):
        assert (await fair.play(one, slug, play="together")).prize_id == "together"


@pytest.mark.parametrize(
    ("kind", "by", "held"),
    [
        ("sum", 5, 20),
        ("max", 7, 7),
        ("set", "silver", ["silver"]),
        ("streak", 1, 1),
    ],
)
async def test_every_kind_of_a_tier_is_moved_by_its_clients_and_begins_again(fairground, kind, by, held):
    fair = fairground
    document = fair.document(common("tier", kind=kind, reset="day", effects=[{**MOVES[0], "by": by}]))
    document["opinion"] = {"number": "HG-1", "on": "2026-01-01"}
    slug, activity = await fair.publish(document)
    gold, platinum = await fair.clients(4, "gold"), await fair.clients(1, "platinum")
    await asyncio.gather(*(fair.play(one, slug) for one in (*gold, *platinum)))
    found = await worth(fair, activity)
    value = found["gold"][1][1] if kind == "streak" else found["gold"][1]
    assert (set(found), value) == ({"gold", "platinum"}, held)
    await fair.house.run(
        """update play_common set held = jsonb_set(held, '{0}', '"2020-01-01"') where activity = $1""",
        activity,
    )
    await fair.play(gold[0], slug)
    again = (await worth(fair, activity))["gold"]
    assert again[0] != "2020-01-01"
    assert kind != "sum" or again[1] == 5


async def test_what_was_refused_for_want_of_stock_is_not_counted_and_lets_in_who_came_after(fairground):
    fair = fairground
    once = {"op": "certain", "outcome": {**TEA, "stock": 1}}
    until = {"op": "lt", "fact": "state.total", "value": 3}
    other = play("other", {**NOTHING, "id": "free"}, when=until, effects=MOVES)
    slug, activity = await fair.publish(fair.document(common("activity", other, decide=once, when=until)))
    clients, names = await fair.clients(12), ["wheel", "other"]
    met = await asyncio.gather(*(tried(fair, c, slug, play=names[n % 2]) for n, c in enumerate(clients)))
    count = Counter(met)
    assert count["tea"] <= 1
    assert count["tea"] + count["free"] == 3
    assert await worth(fair, activity) == {"": ["", 3]}


async def test_a_dry_run_adds_up_what_a_household_shares(fairground):
    fair = fairground
    document = fair.document(common("household", reaches(2)))
    plans = plans_of_draft(document, fair.house.work.house)
    world = World.of({}, {})
    for plan in plans:
        world.open(plan)
    persons = [Person(Standing(new_id()), Facts("x"), {"household": home}) for home in ("h", "h", "alone")]
    for one in persons:
        world.take(plans[0], b"0" * 32, one, plans[0].start, {})
    kept = [world.common(plans[1], one)["state/total"][1] for one in persons]
    assert kept == [2, 2, 1]


async def test_a_place_of_a_ranking_moves_what_all_clients_share_once(fairground):
    fair = fairground
    moved = {**NOTHING, "id": "moved", "effects": [{"do": "state", "state": "total", "by": 5}]}

    def change(document):
        ranked((1, 2, moved))(document)
        document["states"].append({"id": "total", "kind": "sum", "scope": "activity", "reset": "never"})

    slug, activity = await fair.publish(fair.document(change))
    players = await fair.clients(3)
    for nr, client in enumerate(players):
        await fair.play(client, slug, play=f"add{3 - nr}")
    await over(fair, activity)
    await close_due(fair.work)
    await asyncio.gather(decide_closed(fair.work), decide_closed(fair.work))
    await decide_closed(fair.work)
    assert await worth(fair, activity) == {"": ["", 10]}
