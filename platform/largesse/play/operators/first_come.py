"""``first_come``: whoever comes first, while there is some.

Invariant   what is to come in later is held back until its instant
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from largesse.activities.operators.first_come import FIRST_COME
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import DecideFirstCome
from largesse.kernel.errors import Refusal
from largesse.play.operators.decider import Decider, Met, Published, Turn, no_number
from largesse.play.operators.shown import Coming, Seen, Shown
from largesse.store.extending import hookimpl


@dataclass(frozen=True)
class AllTaken(Refusal):
    """Others were faster; ``retry_at`` says when more comes in, None: no more does."""

    code = "play.all_taken"
    retry_at: datetime | None = None


class Release(msgspec.Struct, frozen=True):
    """Units that come in later."""

    at: datetime
    n: int


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    id: str
    stock: int
    release: tuple[Release, ...]
    fallback: str | None


def published(decide: DecideFirstCome) -> Published:
    """Give what there is and what comes in when."""
    return {
        "id": first(decide, "outcome/id"),
        "stock": first(decide, "stock"),
        "release": values(decide, "release/*"),
        "fallback": first(decide, "fallback/id"),
    }


def decide(odds: Odds, turn: Turn) -> Met:
    """Give the one outcome; what has not come in yet is held back."""
    return Met(0, held_back=sum(one.n for one in odds.release if one.at > turn.at))


def short(odds: Odds, at: datetime) -> AllTaken:
    """Say that all is taken, and when more comes in."""
    return AllTaken(min((one.at for one in odds.release if one.at > at), default=None))


def shown(decide: DecideFirstCome, seen: Seen) -> Shown:
    """Show what is left now, of how much there was, and what comes in when."""
    odds = msgspec.convert(published(decide), Odds)
    coming = tuple(Coming(one.at, one.n) for one in odds.release if one.at > seen.at)
    all_in = odds.stock + sum(one.n for one in odds.release if one.at <= seen.at)
    used = seen.used.get(odds.id, 0)
    return Shown({"left": max(0, all_in - used), "of": all_in}, coming=coming)


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=FIRST_COME,
        published=published,
        decide=decide,
        verify=no_number,
        odds=Odds,
        short=short,
        shown=shown,
    )
