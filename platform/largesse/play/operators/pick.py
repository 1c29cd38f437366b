"""``pick``: a place that nobody else has, chosen by the client.

Invariant   a place is a pool of its own: no more have it than it is for; the client's latest places are kept
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

import msgspec

from largesse.activities.operators.pick import PICK
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import DecidePick
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import because
from largesse.play.operators.decider import Decider, Given, Met, Published, Turn, no_number
from largesse.play.operators.shown import Seen, Shown, Thing
from largesse.store.extending import hookimpl

PLACE = "place"
_KEPT_MAX = 20


@dataclass(frozen=True)
class PlaceTaken(Refusal):
    """Somebody else has the place by now."""

    code = "play.place_taken"


class Place(msgspec.Struct, frozen=True):
    """A place and how many may have it."""

    id: str
    n: int


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    places: tuple[Place, ...]
    outcome: str


def published(decide: DecidePick) -> Published:
    """Give the places and how many may have each."""
    places = [{"id": one, "n": n} for one, n in pools(decide).items()]
    return {"places": places, "outcome": first(decide, "outcome/id")}


def decide(odds: Odds, turn: Turn) -> Met:
    """Give the outcome for the place that the client named."""
    named = turn.given.get(PLACE, ())
    if len(named) != 1 or named[0] not in {place.id for place in odds.places}:
        raise Malformed(because("play.reason.place"), PLACE)
    had = [*(turn.memory or ()), named[0]]
    return Met(0, had[-_KEPT_MAX:], basis={PLACE: named[0]}, takes=(named[0],))


def pools(decide: DecidePick) -> Mapping[str, int]:
    """Give each place with how many may have it."""
    return {first(place, "id"): first(place, "n", 1) for place in values(decide, "places/*")}


def short(_odds: Any, _at: datetime) -> PlaceTaken:
    """Say that the place is taken."""
    return PlaceTaken()


def shown(decide: DecidePick, seen: Seen) -> Shown:
    """Show the places: what is left of each, and which the client has."""
    had: list[str] = list(seen.memory or ())
    titles = {first(place, "id"): first(place, "title") for place in values(decide, "places/*")}
    return Shown(
        things=tuple(
            Thing(one, titles[one], None, had.count(one), max(0, n - seen.used.get(one, 0)))
            for one, n in pools(decide).items()
        )
    )


def says(odds: Odds, dice: Random, _skill: float) -> Given:
    """Name any place."""
    return {PLACE: (dice.choice(odds.places).id,)}


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=PICK,
        published=published,
        decide=decide,
        verify=no_number,
        odds=Odds,
        pools=pools,
        short=short,
        shown=shown,
        says=says,
    )
