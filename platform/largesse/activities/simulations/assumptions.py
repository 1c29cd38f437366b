"""What a simulation assumes of clients: how many come, how often, when, and who they are.

Invariant   an attempt more than ``PLAYS_MAX`` is refused before anything is reckoned
Source      docs/explanation/dry-runs.md
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec

from largesse.kernel.ask import asked
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because

PLAYS_MAX = 1_000_000


class Spread(Enum):
    """How the days on which clients come lie in the window."""

    EVEN = "even"
    FRONT = "front"


class Hours(Enum):
    """How visits lie in a day."""

    EVEN = "even"
    DAYTIME = "daytime"


class People(Enum):
    """Whose facts the clients have: those of real clients in reach, or a tier each and nothing else."""

    REAL = "real"
    MADE_UP = "made_up"


@dataclass(frozen=True)
class Assumptions:
    """What is assumed; the starting values are those of a modest activity."""

    clients: int = asked("How many clients come in all, 1 to 50,000.", default=2_000)
    days: int = asked("On how many days a client comes on average, 1 to 60.", default=2)
    tries: int = asked("How often a client tries each play on such a day, 1 to 20.", default=3)
    spread: Spread = asked("Which days of the window they come on.", default=Spread.FRONT)
    hours: Hours = asked("Which hours of the day they come in.", default=Hours.DAYTIME)
    people: People = asked("Whose facts they have.", default=People.REAL)
    skill_percent: int = asked("How many of 100 questions they answer right.", default=60)
    friends: int = asked("How many friends help 100 clients in all, 0 to 2,000.", default=100)
    points: int = asked("Points that each holds at first, of each kind.", default=1_000)
    rounds: int = asked("How often the whole activity is played through, 1 to 50.", default=20)
    seed: int = asked("Whatever follows from chance follows from it; 0 to 2,147,483,647.", default=1)


def kept(assumed: Mapping[str, Any]) -> Assumptions:
    """Read what was assumed as it is kept; before friends were assumed, none came."""
    return msgspec.convert({"friends": 0, **assumed}, Assumptions)


_BOUNDS = {
    "clients": (1, 50_000),
    "days": (1, 60),
    "tries": (1, 20),
    "skill_percent": (0, 100),
    "friends": (0, 2_000),
    "points": (0, 1_000_000_000),
    "rounds": (1, 50),
    "seed": (0, 2**31 - 1),
}


def bounded(assumed: Assumptions, plays: int) -> int:
    """Give how many attempts are expected at most, for a document of so many plays.

    Raises:
        Malformed: ``kernel.malformed`` at the field out of its bounds, or at ``rounds`` when it is too much.
    """
    for name, (least, most) in _BOUNDS.items():
        if not least <= getattr(assumed, name) <= most:
            raise Malformed(because("activities.reason.simulation_bound", least=least, most=most), name)
    wanted = assumed.clients * assumed.days * assumed.tries * plays * assumed.rounds
    if wanted > PLAYS_MAX:
        raise Malformed(because("activities.reason.simulation_size", wanted=wanted, most=PLAYS_MAX), "rounds")
    return wanted
