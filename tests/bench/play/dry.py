"""A million attempts simulated in a minute of one core, and a million draws of the wheel against its odds.

``python -m tests.bench.play.dry``
"""

import json
import sys
import time
from collections import Counter
from uuid import UUID

from tests.bench.ground import say
from tests.kit.application import APP
from tests.kit.standard import DECIDERS

from largesse.activities.simulations.assumptions import PLAYS_MAX, Assumptions, bounded
from largesse.contracts.registry import folder
from largesse.play.operators.decider import Turn
from largesse.play.seeds.number import draw_number
from largesse.play.simulations.draft import alone
from largesse.play.simulations.simulate import Progress, simulate

SECONDS_MAX = 60.0
DRAWS = 1_000_000
CHI_SQUARE_MAX = 16.3  # 2 degrees of freedom: one fair wheel in 3,500 lies above
CHI_SQUARE_5_PERCENT = 5.99
EXAMPLE = folder() / "examples/valid/activity.v1/autumn-wheel.json"


def main() -> int:
    """Measure both; exit 1 where one does not hold."""
    return 0 if million_attempts() and million_draws() else 1


def million_attempts() -> bool:
    """Simulate as many attempts as may be asked for, in processor time."""
    draft = alone(json.loads(EXAMPLE.read_text("utf-8")), APP.house)
    assumed = Assumptions(clients=16_666, rounds=10, tries=3, days=2)
    bounded(assumed, len(draft.plans))
    began = time.process_time()
    found = simulate(draft, assumed, Progress())
    took_s = time.process_time() - began
    per_million = took_s * PLAYS_MAX / found.plays
    say(f"simulation: {found.plays:,} attempts in {took_s:.1f} s of one core, {per_million:.1f} s a million")
    return per_million < SECONDS_MAX


def million_draws() -> bool:
    """Hold the wheel's decider against its odds by Pearson's test."""
    document = json.loads(EXAMPLE.read_text("utf-8"))
    wheel = DECIDERS.known["weighted"]
    odds = wheel.read(wheel.published(document["plays"][0]["decide"]))
    seed, activity, client = bytes(range(32)), UUID(int=1), UUID(int=2)
    began, met = time.process_time(), Counter[int]()
    for nonce in range(1, DRAWS + 1):
        met[wheel.meet(odds, Turn(nonce, draw_number(seed, activity, client, nonce))).index] += 1
    wanted = [DRAWS * one.ppm / 1_000_000 for one in odds.items]
    chi_square = sum((met[nr] - one) ** 2 / one for nr, one in enumerate(wanted))
    took_s = time.process_time() - began
    degrees = len(wanted) - 1
    limits = f"limit {CHI_SQUARE_MAX}; 5 % of fair wheels lie above {CHI_SQUARE_5_PERCENT}"
    say(f"draws: chi-square {chi_square:.2f} of {DRAWS:,} in {took_s:.1f} s, {degrees} degrees, {limits}")
    return chi_square < CHI_SQUARE_MAX


if __name__ == "__main__":
    sys.exit(main())
