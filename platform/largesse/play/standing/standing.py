"""Where one client stands in each play of an activity; pure but for the plans it is given.

Invariant   only what the client has done, and what is left for everybody: never who had the rest
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from largesse.kernel.clock import day_in
from largesse.play.chances.chances import Standing
from largesse.play.operators.shown import Seen, Shown, Text
from largesse.play.plans.plan import Plan
from largesse.play.states.states import reached, unlocked


class Option(msgspec.Struct, frozen=True):
    """One answer that can be chosen."""

    id: str
    text: Text
    image: str | None = None


class Question(msgspec.Struct, frozen=True):
    """A question as a client reads it; ``max``: the most options, letters or the largest number."""

    id: str
    text: Text
    kind: str
    options: tuple[Option, ...] = ()
    optional: bool = False
    max: int | None = None
    totals: bool = False


class Written(msgspec.Struct, frozen=True):
    """What the document says of a play that a page shows; the rest of it is left alone."""

    id: str
    decide: dict[str, Any]
    asks: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class InPlay:
    """A client's standing in one play; ``price`` in points, 0: an attempt costs none.

    ``answered``: whether the client may see how many chose what.
    """

    play: str
    open: bool
    price: int
    asks: tuple[Question, ...]
    shown: Shown
    answered: bool


def in_play(
    plan: Plan, written: Written, standing: Standing, used: Mapping[str, int], at: datetime
) -> InPlay:
    """Say where a client stands in a play."""
    day = day_in(at, plan.zone)
    seen = Seen(
        memory=standing.kept.get(f"memory/{plan.play}"),
        states={name: reached(one, standing.kept, day) for name, one in plan.states.items()},
        used=used,
        at=at,
        day=day,
        first_day=plan.first_day,
    )
    return InPlay(
        play=plan.play,
        open=not plan.locked or unlocked(standing.kept, plan.play, day),
        price=plan.price,
        asks=written.asks,
        shown=plan.decider.shown(written.decide, seen),
        answered=bool(standing.kept.get(f"answered/{plan.play}")),
    )
