"""Milestones of a client: values of his states at which other plays start for him; pure.

Invariant   each starts once in a period of its state, whoever moves the state how often: that it did is kept
            beside the state, under the same lock
Source      docs/explanation/states.md
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from largesse.play.states.states import Kept, State, reached


@dataclass(frozen=True, slots=True)
class Milestone:
    """A play that starts when a state has reached a value."""

    play: str
    state: State
    at: int

    @property
    def key(self) -> str:
        """Where it is kept that it was reached."""
        return f"milestone/{self.play}"


class Passed(NamedTuple):
    """A milestone that was reached now, in a period of its state."""

    play: str
    state: str
    value: int
    period: str


def passed(milestones: Sequence[Milestone], kept: Kept, day: date) -> tuple[Kept, tuple[Passed, ...]]:
    """Give what is kept once the milestones that are reached are noted, and those that were not before."""
    if not milestones:
        return kept, ()
    found, after = list[Passed](), dict(kept)
    for one in milestones:
        worth, period = reached(one.state, kept, day)
        if worth >= one.at and after.get(one.key) != period:
            after[one.key] = period
            found.append(Passed(one.play, one.state.id, one.at, period))
    return (after, tuple(found)) if found else (kept, ())
