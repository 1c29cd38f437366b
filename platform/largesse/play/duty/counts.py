"""What an activity's draws add up to: by hour, by outcome, and against the odds that each of them stated.

Words       *group* draws that are alike in all that is counted
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from largesse.play.duty.fit import Tally
from largesse.play.operators.decider import Stated


@dataclass(frozen=True, slots=True)
class Group:
    """Draws that are alike; ``joined`` of them were their client's first in the activity."""

    hour: datetime
    play: str
    revision_hash: str
    odds_hash: str
    drawn: str
    given: str
    outcome: str
    by_chance: bool
    basis: Mapping[str, Any] | None
    draws: int
    joined: int


class Drawing(NamedTuple):
    """One play under the same odds."""

    play: str
    odds_hash: str


State = Callable[[Group], Stated | None]


@dataclass
class Compared:
    """The draws of a drawing; ``kept`` by what was drawn and also given, ``instead`` where it was not."""

    revision_hash: str
    tally: Tally = field(default_factory=Tally)
    kept: Counter[str] = field(default_factory=Counter)
    instead: Counter[str] = field(default_factory=Counter)

    def copy(self) -> "Compared":
        """Give one that can be added to apart."""
        return Compared(self.revision_hash, self.tally.copy(), Counter(self.kept), Counter(self.instead))


@dataclass
class Hour:
    """What happened in one hour."""

    draws: int = 0
    wins: int = 0


@dataclass
class Counts:
    """An activity's draws, added up; ``given`` by play and what was given."""

    draws: int = 0
    clients: int = 0
    wins: int = 0
    fallbacks: int = 0
    hours: dict[datetime, Hour] = field(default_factory=dict)
    given: Counter[tuple[str, str]] = field(default_factory=Counter)
    compared: dict[Drawing, Compared] = field(default_factory=dict)

    def add(self, groups: Iterable[Group], stated: State) -> None:
        """Add groups; ``stated`` says what chances a group's draws stated, None: they are not compared."""
        for one in groups:
            self.draws += one.draws
            self.clients += one.joined
            self.given[one.play, one.given] += one.draws
            hour = self.hours.setdefault(one.hour, Hour())
            hour.draws += one.draws
            if one.outcome == "win":
                self.wins += one.draws
                hour.wins += one.draws
            elif one.outcome == "fallback":
                self.fallbacks += one.draws
            found = stated(one) if one.by_chance else None
            if found is not None:
                self._compare(one, found)

    def _compare(self, one: Group, found: Stated) -> None:
        drawing = Drawing(one.play, one.odds_hash)
        compared = self.compared.setdefault(drawing, Compared(one.revision_hash))
        compared.revision_hash = one.revision_hash
        compared.tally.add(found.met, found.shares, one.draws)
        side = compared.kept if one.outcome != "fallback" else compared.instead
        side[found.met] += one.draws

    def copy(self) -> "Counts":
        """Give one that can be added to apart."""
        hours = {at: Hour(one.draws, one.wins) for at, one in self.hours.items()}
        compared = {key: one.copy() for key, one in self.compared.items()}
        return Counts(
            self.draws, self.clients, self.wins, self.fallbacks, hours, Counter(self.given), compared
        )
