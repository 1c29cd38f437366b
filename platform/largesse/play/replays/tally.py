"""What the events of a day come to: counts, what would be given, the clients who get most, a few examples.

Invariant   what is kept beside the counts is bounded: ``CLIENTS_MAX`` clients in what is found, ``OF_ONE``
            examples of one kind, ``EXAMPLES_MAX`` in all
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from largesse.play.groups.attempt import Side
from largesse.play.replays.events import Happened
from largesse.play.replays.outcome import Apart, Client, Did, Example, Moved, Named, Refused
from largesse.play.states.states import Given

CLIENTS_MAX, NAMES_MAX, OF_ONE, EXAMPLES_MAX = 500, 100, 5, 200
EVENTS, PLAYS, REFUSED, PRIZES, POINTS, COST = range(6)
Kind = Literal["state", "points", "chances", "effect"]


class Tally:
    """Counts of a day up to now."""

    def __init__(self) -> None:
        self.events = self.heard = self.attempts = self.decided = self.cost_minor = 0
        self.given: Counter[tuple[str, str]] = Counter()
        self.rights: Counter[str] = Counter()
        self.right_costs: Counter[str] = Counter()
        self.outcome_costs: Counter[tuple[str, str]] = Counter()
        self._names: dict[str, list[int]] = {}
        self._apart: dict[str, list[int]] = {}
        self._refused: Counter[tuple[str, str]] = Counter()
        self._times: Counter[tuple[Kind, str]] = Counter()
        self._units: Counter[tuple[Kind, str]] = Counter()
        self._clients: dict[UUID, list[int]] = {}
        self._of: Counter[tuple[str, str, str]] = Counter()
        self._examples: list[Example] = []

    def note(self, one: Happened, did: Sequence[Did]) -> None:
        """Count an event and what it did."""
        self.events += 1
        self.heard += bool(did)
        name = self._names.setdefault(one.name, [0, 0])
        name[0] += 1
        name[1] += bool(did)
        if one.apart:
            apart = self._apart.setdefault(one.apart, [0, 0])
            apart[0] += 1
            apart[1] += one.fits
        for each in did:
            self._count(each)
        if one.client is not None and did:
            self._of_client(one.client, did)
        self._example(one, did)

    def give(self, play: str, side: Side, rights: Sequence[tuple[str, int]]) -> None:
        """Count what an attempt gives: rights with the cost of each, chances, and effects that come after."""
        choice = side.choice
        self.given[play, choice.id] += 1
        for ref, cost in rights:
            self.rights[ref] += 1
            self.right_costs[ref] += cost
            self.outcome_costs[play, choice.id] += cost
        for one in choice.changes:
            if isinstance(one, Given):
                self._move("chances", one.play, one.units)
        for name, _ in choice.after:
            self._move("effect", name, 1)

    def _count(self, one: Did) -> None:
        self.attempts += 1
        if one.refused:
            self._refused[one.play, one.outcome] += 1
            return
        self.decided += 1
        self.cost_minor += one.cost_minor
        for kind, units in one.points.items():
            self._move("points", kind, units)
        for state, units in one.states.items():
            self._move("state", state, units)

    def _move(self, kind: Kind, name: str, units: int) -> None:
        self._times[kind, name] += 1
        self._units[kind, name] += units

    def _of_client(self, client: UUID, did: Sequence[Did]) -> None:
        row = self._clients.setdefault(client, [0] * 6)
        row[EVENTS] += 1
        for one in did:
            row[REFUSED if one.refused else PLAYS] += 1
            row[PRIZES] += one.prize
            row[COST] += one.cost_minor
            row[POINTS] += sum(one.points.values())

    def _example(self, one: Happened, did: Sequence[Did]) -> None:
        """Keep the first events of each kind: by play and what came of it, by reason, by name unheard."""
        kinds = [("did", each.play, each.outcome) for each in did]
        if not kinds:
            kinds = [("apart", one.apart, "")] if one.apart else [("unheard", one.name, "")]
        new = [kind for kind in kinds if self._of[kind] < OF_ONE]
        if new and len(self._examples) < EXAMPLES_MAX:
            for kind in kinds:
                self._of[kind] += 1
            self._examples.append(Example(one.id, one.client, tuple(did)))

    @property
    def clients_all(self) -> int:
        """How many clients an event started anything for."""
        return len(self._clients)

    def names(self) -> tuple[Named, ...]:
        """Give the events by name, the most frequent first."""
        return tuple(Named(name, *counts) for name, counts in _most(self._names)[:NAMES_MAX])

    def apart(self) -> tuple[Apart, ...]:
        """Give what stands apart by reason."""
        return tuple(Apart(reason, *counts) for reason, counts in _most(self._apart))

    def refused(self) -> tuple[Refused, ...]:
        """Give what was refused, the most frequent first."""
        most = sorted(self._refused.items(), key=lambda one: (-one[1], one[0]))
        return tuple(Refused(*key, times) for key, times in most)

    def moved(self) -> tuple[Moved, ...]:
        """Give what was moved, in order of kind and name."""
        return tuple(
            Moved(kind, name, times, self._units[kind, name])
            for (kind, name), times in sorted(self._times.items())
        )

    def clients(self) -> tuple[Client, ...]:
        """Give the clients who get most: by cost, then prizes, then plays."""
        order = sorted(
            self._clients.items(),
            key=lambda one: (-one[1][COST], -one[1][PRIZES], -one[1][PLAYS], -one[1][EVENTS], one[0].int),
        )
        return tuple(Client(client, *row) for client, row in order[:CLIENTS_MAX])

    def examples(self) -> tuple[Example, ...]:
        """Give the examples in the order of the day."""
        return tuple(self._examples)


def _most(rows: Mapping[str, list[int]]) -> list[tuple[str, list[int]]]:
    return sorted(rows.items(), key=lambda one: (-one[1][0], one[0]))
