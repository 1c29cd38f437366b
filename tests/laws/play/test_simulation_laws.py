"""Laws of the simulation: its dice, its crowd, its figures."""

import json
from collections import Counter
from random import Random
from uuid import UUID

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.kit.application import APP
from tests.kit.standard import DECIDERS

from largesse.activities.simulations.assumptions import Assumptions, Hours, Spread
from largesse.contracts.registry import folder
from largesse.play.operators.decider import Turn
from largesse.play.seeds.number import draw_number
from largesse.play.simulations.crowd import visits
from largesse.play.simulations.draft import alone
from largesse.play.simulations.simulate import Progress, simulate
from largesse.play.simulations.tally import span

EXAMPLE = json.loads((folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8"))
WEEK_S = 7 * 86_400
DRAWS = 30_000


def test_numbers_and_the_wheels_own_decider_give_each_item_its_share():
    """Pearson's test of 3 degrees of freedom: one fair wheel in 10,000 lies above 21.1; the seed is fixed."""
    wheel, ppm = DECIDERS.known["weighted"], (20_000, 180_000, 300_000, 500_000)
    items = [{"id": f"i{nr}", "ppm": one, "effects": []} for nr, one in enumerate(ppm)]
    odds = wheel.read(wheel.published({"op": "weighted", "items": items, "fallback": {"id": "sorry"}}))
    seed, activity, client = bytes(range(32)), UUID(int=1), UUID(int=2)
    met = Counter(
        wheel.meet(odds, Turn(nonce, draw_number(seed, activity, client, nonce))).index
        for nonce in range(1, DRAWS + 1)
    )
    wanted = [DRAWS * one / 1_000_000 for one in ppm]
    assert sum((met[nr] - one) ** 2 / one for nr, one in enumerate(wanted)) < 21.1


@given(
    some.integers(1, 40),
    some.integers(1, 9),
    some.integers(1, WEEK_S),
    some.sampled_from(Spread),
    some.sampled_from(Hours),
)
def test_every_client_comes_within_the_window_and_in_the_order_of_time(
    clients, days, window_s, spread, hours
):
    assumed = Assumptions(clients=clients, days=days, spread=spread, hours=hours)
    coming = visits(assumed, window_s, 9, Random(days))
    assert coming == sorted(coming)
    assert {client for _, client in coming} == set(range(clients))
    assert all(0 <= second < window_s for second, _ in coming)


@given(some.lists(some.integers(0, 10_000), min_size=1, max_size=50))
def test_a_span_lies_within_what_was_found(values):
    found = span(values)
    assert min(values) <= found.low <= found.high <= found.most == max(values)
    assert min(values) <= found.mean <= max(values) + 0.01


@given(some.integers(1, 60), some.integers(1, 30), some.integers(0, 9))
@settings(max_examples=6)
def test_a_simulation_gives_no_more_than_there_is_and_the_same_for_the_same_dice(clients, stock, seed):
    document = json.loads(json.dumps(EXAMPLE))
    document["plays"][0]["decide"]["items"][1]["stock"] = stock
    assumed = Assumptions(clients=clients, rounds=2, seed=seed)
    found = simulate(alone(document, APP.house), assumed, Progress())
    again = simulate(alone(document, APP.house), assumed, Progress())
    assert msgspec.structs.replace(again, took_s=found.took_s) == found
    times = {one.id: one.times for one in found.given}
    assert times["tea"].most <= stock
    assert found.cost_minor.most <= found.worst_minor
    assert found.decided == sum(one.mean for one in times.values())
    emptied = [one.id for one in found.bounds if one.kind == "stock"]
    assert ("tea" in emptied) <= (times["tea"].most == stock)
