"""What is taken on the spot: when, and what stands of a client's proof that he is there."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from largesse.activities.triggers.on_the_spot import opened
from largesse.kernel.errors import Refusal
from largesse.play.operators.decider import Given
from largesse.play.triggers.proved import Shown
from largesse.play.triggers.started import Moment


class Said(NamedTuple):
    """Names under which a proof is sent and its place is kept; with a point, so that no question has them."""

    sent: str
    place: str

    def beside(self, given: Given) -> dict[str, Sequence[str]]:
        """Give what else was said; a client cannot say a place himself."""
        return {name: values for name, values in given.items() if name not in self}

    def at(self, given: Given, place: str) -> Given:
        """Give what stands of an attempt at a place: the place, and what else was said."""
        return {**self.beside(given), self.place: [place]}

    def trusted(self, given: Given, missing: Refusal) -> Shown:
        """Give what stands of an attempt that was read before: its place, if it had one."""
        place = given.get(self.place)
        return Shown(self.at(given, place[0])) if place else Shown(self.beside(given), missing)


def timed(on: object) -> bool:
    """Tell whether clients are taken in a time of its own only."""
    return opened(on) is not None


def opening(on: object, at: datetime, _zone: str) -> Moment | None:
    """Give the time in which clients are taken; None: it is over."""
    known = opened(on)
    return Moment(known.opens, known.closes) if known is not None and known.closes > at else None
