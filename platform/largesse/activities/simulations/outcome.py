"""What a simulation found, as it is kept: plain values only.

Words       *round* the whole activity played through once; *low*, *high* nine of ten rounds lie between
            them; *bound* something shared that was used up
Invariant   money in whole minor units; counts are averages of the rounds
"""

from datetime import datetime
from typing import Literal

import msgspec

BoundKind = Literal["stock", "place", "budget", "limit", "register_stock", "register_budget"]


class Range(msgspec.Struct, frozen=True):
    """An average over the rounds, the span of nine of ten of them, and the most of any."""

    mean: float
    low: float
    high: float
    most: float


class Given(msgspec.Struct, frozen=True):
    """How often one outcome of a play came in a round."""

    play: str
    id: str
    title: dict[str, str]
    prize: bool
    times: Range


class Tier(msgspec.Struct, frozen=True):
    """Decided attempts and wins of the clients of one tier, in an average round."""

    tier: str
    attempts: float
    wins: float


class Curve(msgspec.Struct, frozen=True):
    """Units left of one outcome's stock at each of the moments, in an average round."""

    play: str
    id: str
    title: dict[str, str]
    stock: int
    left: tuple[int, ...]


class Bound(msgspec.Struct, frozen=True):
    """Something shared that was used up in ``rounds`` rounds, in the average of those at ``at``.

    ``play`` and ``id`` name a stock or a place; ``counted`` and ``owner`` a limit (play ``*``: of all plays);
    ``id`` a batch or budget of the register.
    """

    kind: BoundKind
    play: str
    id: str
    title: dict[str, str]
    counted: str
    owner: str
    rounds: int
    at: datetime


class Refused(msgspec.Struct, frozen=True):
    """Attempts of an average round that were refused so."""

    code: str
    times: float


class Outcome(msgspec.Struct, frozen=True):
    """All that a simulation found.

    ``worst_minor`` is what the document can cost at worst, whatever clients do. ``rounds`` counts those that
    were finished; fewer than asked for where the time was over. ``people``: whose facts the clients had.
    """

    rounds: int
    plays: int
    decided: float
    currency: str
    cost_minor: Range
    worst_minor: int
    given: tuple[Given, ...]
    tiers: tuple[Tier, ...]
    moments: tuple[datetime, ...]
    curves: tuple[Curve, ...]
    bounds: tuple[Bound, ...]
    refused: tuple[Refused, ...]
    people: str
    took_s: float
