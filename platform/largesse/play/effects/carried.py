"""How taking part carries out an effect that changes what an activity remembers of the client.

Invariant   pure; the changes commit with the attempt, or not at all
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from largesse.activities.effects.effect import Effect
from largesse.play.states.states import Change, State

States = Mapping[str, State]


def nothing_changed(_effect: object, _states: States) -> Sequence[Change]:
    """Change nothing of what is remembered."""
    return ()


def no_points(_effect: object) -> Mapping[str, int]:
    """Give no points."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An effect that is carried out in the attempt's own transaction.

    Attributes:
        effect: as it is authored.
        changes: gives what it changes of what is remembered of the client; takes plain JSON that fits the
            effect's schema, and the states of the document by their name.
        points: gives the points that it gives, by the code of their kind.
    """

    effect: Effect
    changes: Callable[[Any, States], Sequence[Change]] = nothing_changed
    points: Callable[[Any], Mapping[str, int]] = no_points
