"""Laws of the whole register under everything at once: whoever is first, the books add up."""

import os

import pytest
from tests.flows.histories.steps import STEPS
from tests.flows.histories.world import live, plan

ROUNDS, WORKERS, EACH = 4, 6, 7
# One seed to see again what failed; LAWS=wide goes looking for what no run has tried yet.
_ONE = os.environ.get("HISTORY", "")
_WIDE = range(100, 200) if os.environ.get("LAWS") == "wide" else range(6)
SEEDS = [int(_ONE)] if _ONE else list(_WIDE)


@pytest.mark.parametrize("seed_of_history", SEEDS)
async def test_the_books_add_up_whatever_is_done_at_once(world, seed_of_history):
    weights = {name: weight for name, (_, weight) in STEPS.items()}
    drawn = plan(seed_of_history, weights, ROUNDS, WORKERS, EACH)
    await live(world, drawn, {name: step for name, (step, _) in STEPS.items()})
