"""Whatever friends do at once: a team is whole once, pays each of it once, and nothing beyond its stock."""

import asyncio
import random
from collections import Counter

import pytest
from tests.flows.play.test_teams import among_friends, circle, quorum
from tests.kit.books import broken

from largesse.kernel.errors import Contended, Told

STOCK = {"leader": 3, "each": 4}
BURSTS, AT_ONCE, TEAM, TEAMS = 20, 8, 2, 3


async def met(awaited):
    """Give what became of it, or the refusal."""
    try:
        return await awaited
    except (Told, Contended) as no:
        return no


@pytest.mark.parametrize("luck", [1, 2, 3])
async def test_no_history_of_friends_pays_twice_oversells_or_counts_anybody_in_two_teams(fair, luck):
    dice = random.Random(luck)
    stocked = {
        who: {**quorum()[who], "stock": stock, "effects": [{"do": "grant", "right": "tea"}]}
        for who, stock in STOCK.items()
    }
    ring = await circle(fair, among_friends(quorum(n=TEAM, **stocked), share={"teams": TEAMS}))
    leaders, others = await fair.clients(4), await fair.clients(9)
    codes, paid = [await ring.share(one) for one in leaders], {}

    async def plays(client, key):
        became = await met(ring.play(client, key=key))
        if hasattr(became, "draw"):
            assert paid.setdefault(key, became) == became, "the same key is the same draw"

    async def begins(client):
        code = await met(ring.share(client))
        if isinstance(code, str) and code not in codes:
            codes.append(code)

    for burst in range(BURSTS):
        acts = [begins(dice.choice(leaders))]
        for nr in range(AT_ONCE):
            who, key = dice.choice(leaders + others), f"{burst}/{nr}"
            acts += [plays(who, key), met(ring.help(dice.choice(others), dice.choice(codes)))]
            if nr % 4 == 0:
                acts.append(plays(who, key))
        await asyncio.gather(*acts)
        if burst % 7 == 6:
            await ring.age("play_team", 13)
            await ring.age("play_friend", 25)
    for client in (*leaders, *others):
        await plays(client, f"last/{client.id}")
    assert await broken(fair.house.dsn) == []
    teams = await fair.house.rows("select * from play_team where activity = $1", ring.activity)
    assert all(one["helpers"] <= TEAM for one in teams)
    assert max(Counter(one["leader"] for one in teams).values()) <= TEAMS
    draws = await fair.house.rows("select * from play_draw where activity = $1", ring.activity)
    assert {one["id"] for one in draws} == {one.draw for one in paid.values()}
    whole = sum(one["whole_at"] is not None for one in teams)
    given = Counter(one["given"] for one in draws)
    assert given["leader"] <= min(STOCK["leader"], whole)
    assert given["each"] <= min(STOCK["each"], whole * TEAM)
    assert given["leader"] or given["each"], "somebody was paid, or this history tells nothing"
    assert (await fair.books(ring.activity))["rights"] == given["leader"] + given["each"]
