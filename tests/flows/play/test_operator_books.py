"""Whatever clients do at once in plays of every operator: nothing goes over its stock, budget or limits."""

import asyncio
import random
from collections import Counter

import pytest
from tests.flows.play.test_dry_runs import OPERATORS, everything, said
from tests.flows.play.test_rankings import COUNTED
from tests.flows.play.test_timed_draws import drawn
from tests.flows.play.test_vocabulary import NOTHING, TEA, play
from tests.kit.books import broken

from largesse.kernel.errors import Told

STOCKS = {
    ("wheel", "tea"): 5,
    ("urn", "tea"): 4,
    ("urn", "none"): 5,
    ("flash", "tea"): 3,
    ("seat", "none"): 3,
}
OWN_MAX = {"visit": 6, "urn": 99, "daily": 1, "steps": 2}
BUDGET_MINOR, GRANTS_MAX, WINS_MAX = 30 * 9_900, 4, 25
BURSTS, AT_ONCE = 24, 8


def settled_later_too(document):
    """Give a play of every operator that a client plays alone, those that are settled later included."""
    everything(document)
    bands = [{"from": 1, "to": 2, "outcome": TEA}]
    rank = {"op": "rank", "state": "visits", "cycle": "activity", "tie_break": "earliest", "entry": COUNTED}
    document["plays"] += [
        {**play("board", NOTHING), "decide": {**rank, "bands": bands}},
        {**play("draw", NOTHING), "decide": drawn()},
    ]


async def told(fair, slug, key, client, act):
    """Play; gives what was met, or the code of the refusal."""
    name, given = act
    try:
        return await fair.play(client, slug, play=name, key=key, **given)
    except Told as no:
        return no.code


@pytest.mark.parametrize(("luck", "batch"), [(1, "tea_small"), (2, "tea"), (3, "tea")])
async def test_no_history_oversells_overspends_or_lets_a_client_have_more_than_his_share(fair, luck, batch):
    dice = random.Random(luck)
    document = fair.document(settled_later_too, tea=fair.known[f"batch.{batch}"])
    slug, activity = await fair.publish(document)
    names = [one["id"] for one in document["plays"] if one["id"] != "board"]
    clients = {one.id: one for one in await fair.clients(5)}
    met = {}
    # Each is played once while there is enough of everything: whoever runs out first would never be met.
    for nr, name in enumerate(sorted(names, key=lambda one: one != "flash")):
        act = ([*clients][nr % len(clients)], name, said(dice, name))
        became = await told(fair, slug, name, clients[act[0]], act[1:])
        if not isinstance(became, str):
            met[name] = (act, became)
    for burst in range(BURSTS):
        acts = {
            f"{burst}/{nr}": (dice.choice(list(clients)), name := dice.choice(names), said(dice, name))
            for nr in range(AT_ONCE)
        }
        twice = [*acts.items(), *dice.sample(list(acts.items()), 2)]
        found = await asyncio.gather(
            *(told(fair, slug, key, clients[who], (name, given)) for key, (who, name, given) in twice)
        )
        for (key, act), became in zip(twice, found, strict=True):
            if isinstance(became, str):
                continue
            assert met.setdefault(key, (act, became)) == (act, became), "the same key is the same draw"
    assert await broken(fair.house.dsn) == []
    for key, ((who, name, given), became) in dice.sample(list(met.items()), 12):
        assert await told(fair, slug, key, clients[who], (name, given)) == became
    draws = await fair.house.rows("select * from play_draw where activity = $1", activity)
    assert {one["id"] for one in draws} == {became.draw for _, became in met.values()}
    given = Counter((one["play"], one["given"]) for one in draws)
    assert all(given[name] <= most for name, most in STOCKS.items()), given
    own = Counter((one["client"], one["play"]) for one in draws)
    assert all(count <= OWN_MAX.get(name, 99) for (_, name), count in own.items())
    assert all(own[who, "wheel"] <= 9 + own[who, "visit"] for who in clients)
    rights = await fair.house.rows(
        "select holder, unit_cost_minor as cost from rights_entitlement where activity = $1", activity
    )
    assert len(rights) == sum(one["entitlement"] is not None for one in draws)
    assert max(Counter(one["holder"] for one in rights).values()) <= GRANTS_MAX
    wins = sum(one["outcome"] == "win" for one in draws)
    assert wins <= WINS_MAX
    pools = await fair.house.rows("select key, used, cap from play_pool where activity = $1", activity)
    assert all(0 <= one["used"] <= one["cap"] for one in pools)
    used = {one["key"]: one["used"] for one in pools}
    assert used["budget"] == sum(one["cost"] for one in rights) <= BUDGET_MINOR
    for (name, outcome), count in given.items():
        assert used.get(f"item/{name}/{outcome}", count) == count
    for who in clients:
        nonces = sorted(one["nonce"] for one in draws if one["client"] == who)
        assert nonces == list(range(1, len(nonces) + 1)), "decided attempts are counted without a gap"
    assert {one["play"] for one in draws} >= {*OPERATORS, "wheel", "visit", "draw"} - {"steps"}
