"""Friends in a simulation: how many help a client, and whether he helped to make a friend's team whole.

Invariant   pure; each client helps one team at most, so no more than come can have made teams whole
Source      docs/explanation/dry-runs.md
"""

import math
from functools import lru_cache
from random import Random
from uuid import UUID

from largesse.play.dry_runs.teams import helped, led
from largesse.play.friends.friends import Seen
from largesse.play.plans.plan import Plan
from largesse.play.simulations.crowd import poisson


def teams_of(plan: Plan, mean: float, secret: bytes, client: UUID, dice: Random) -> tuple[Seen, ...]:
    """Give the teams of one client in a play.

    Args:
        plan: the play; without friends there are no teams, and no dice are thrown.
        mean: friends who help a client, on average.
        secret: the round's seed.
        client: whose teams they are.
        dice: decides.
    """
    rule = plan.friends
    if rule is None or not mean:
        return ()
    own = led(plan, rule, secret, client, poisson(mean, dice))
    if dice.random() >= min(1.0, rule.most * _at_least(rule.most, mean)):
        return (own,)
    return own, helped(plan, rule, secret, client)


@lru_cache(maxsize=64)  # all clients of a play ask the same
def _at_least(least: int, mean: float) -> float:
    """Give how likely a Poisson number with this mean is at least so much."""
    fewer = (math.exp(nr * math.log(mean) - mean - math.lgamma(nr + 1)) for nr in range(least))
    return max(0.0, 1 - sum(fewer))
