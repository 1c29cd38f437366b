"""How taking part carries out an effect that changes what an activity remembers of the client.

Invariant   the changes commit with the attempt, or not at all; what is done after is told with them
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.effects.effect import Effect
from largesse.play.states.states import Change, State
from largesse.store.work import Tx

States = Mapping[str, State]
Text = Mapping[str, str]


def nothing_changed(_effect: object, _states: States) -> Sequence[Change]:
    """Change nothing of what is remembered."""
    return ()


def no_points(_effect: object) -> Mapping[str, int]:
    """Give no points."""
    return {}


def nothing_entered(_effect: object) -> Sequence[str]:
    """Enter no play."""
    return ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an effect stands: what the activity and the outcome are called, and the activity's zone."""

    activity: Text
    prize: Text
    zone: str


def as_written(effect: Mapping[str, Any], _scene: Scene) -> Mapping[str, Any]:
    """Leave the effect as the document has it."""
    return effect


@dataclass(frozen=True, slots=True)
class Due:
    """An effect that is to be done for a client after his play; ``place`` counts those of the draw.

    ``right`` is the first of the rights that came with it; None: none did.
    """

    draw: UUID
    client: UUID
    activity: UUID
    play: str
    place: int
    name: str
    effect: dict[str, Any]
    at: datetime
    right: UUID | None = None


Act = Callable[[Due, Tx[Any]], Awaitable[None]]
Says = Callable[[Mapping[str, Any], datetime], Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An effect that is carried out in the attempt's own transaction, or told there and done soon after.

    Attributes:
        effect: as it is authored.
        changes: gives what it changes of what is remembered of the client; takes plain JSON that fits the
            effect's schema, and the states of the document by their name.
        points: gives the points that it gives, by the code of their kind.
        enters: gives the plays into which it puts an entry.
        act: does it after the attempt is committed, once; in one transaction with what tells that it is done.
        ready: gives it as it is done after, with what it takes from where it stands.
        says: gives what the client reads of one that is ready, by language, at an instant; None: he is told
            nothing by it.
    """

    effect: Effect
    changes: Callable[[Any, States], Sequence[Change]] = nothing_changed
    points: Callable[[Any], Mapping[str, int]] = no_points
    enters: Callable[[Any], Sequence[str]] = nothing_entered
    act: Act | None = None
    ready: Callable[[Mapping[str, Any], Scene], Mapping[str, Any]] = as_written
    says: Says | None = None
