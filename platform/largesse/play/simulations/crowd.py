"""The crowd of a simulation: who comes, on which days of the window, at what time.

Words       *visit* one coming of one client, in seconds after the start; *someone* whose facts a client has
Invariant   pure: the same assumptions and dice give the same visits, in order of time
Source      docs/explanation/dry-runs.md
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from largesse.activities.simulations.assumptions import Assumptions, Hours, Spread
from largesse.kernel.expression import Facts

DAY_S = 86_400
_HALF_DAYS = 4.0  # after so many days half as many come, where most come at first
_MEANT_MAX = 60
# Visits by the hour of the day, of 100: nobody at night, many at noon and in the evening.
_DAYTIME = (0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 9, 6, 5, 5, 5, 5, 6, 8, 10, 8, 5, 1)
_EVEN = (1,) * 24
Visit = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Someone:
    """Whose facts a client has, and by which names he shares limits."""

    facts: Facts
    owners: Mapping[str, str]

    @property
    def tier(self) -> str:
        """The tier by which wins are told apart."""
        return self.owners.get("tier", "-")


def visits(assumed: Assumptions, window_s: int, first_hour: int, dice: Random) -> list[Visit]:
    """Let clients come; gives second and client of each visit.

    Args:
        assumed: how many, how often, when.
        window_s: length of the window in seconds, at least 1.
        first_hour: hour of the day at which it begins, in the activity's zone.
        dice: decides.
    """
    days = max(1, math.ceil(window_s / DAY_S))
    by_day = list(accumulate(_weight(assumed.spread, day) for day in range(days)))
    hours = _DAYTIME if assumed.hours is Hours.DAYTIME else _EVEN
    by_hour = list(accumulate(hours[(first_hour + hour) % 24] for hour in range(24)))
    found = []
    for client in range(assumed.clients):
        comes = min(days, 1 + poisson(assumed.days - 1, dice))
        came: set[int] = set()
        while len(came) < comes:
            came.update(dice.choices(range(days), cum_weights=by_day, k=comes - len(came)))
        for day in came:
            hour = dice.choices(range(24), cum_weights=by_hour)[0]
            second = day * DAY_S + hour * 3600 + dice.randrange(3600)
            found.append((second % window_s, client))
    found.sort()
    return found


def _weight(spread: Spread, day: int) -> float:
    return 0.5 ** (day / _HALF_DAYS) + 1e-3 if spread is Spread.FRONT else 1.0


def poisson(mean: float, dice: Random) -> int:
    """Give a number with this mean; the classic product of uniforms, good for small means."""
    if mean <= 0:
        return 0
    stop, count, product = math.exp(-min(mean, _MEANT_MAX)), 0, dice.random()
    while product > stop:
        count, product = count + 1, product * dice.random()
    return count


def somebody(people: Sequence[Someone], dice: Random) -> Someone:
    """Give anyone of some people."""
    return people[dice.randrange(len(people))]
