"""What taking part knows of a trigger whose plays ask for a proof with each attempt.

Words       *proof* what the client sends to show that he may start the play now, such as a code; *kept* what
            stands of it with the attempt: what it showed, never the proof itself
Invariant   pure but for the house's key: the same proof shows the same at any time, fresh or not, so that an
            attempt sent again gets its answer when the proof no longer holds
Source      docs/explanation/check-in.md
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from largesse.activities.triggers.trigger import Trigger
from largesse.kernel.errors import Refusal
from largesse.play.operators.decider import Given


class Shown(NamedTuple):
    """What a proof showed: what is kept of what the client sent, and why it starts nothing; None: it does."""

    given: Given
    refusal: Refusal | None = None


class Playing(NamedTuple):
    """The play that a proof is for."""

    activity: UUID
    play: str


class Posted(NamedTuple):
    """What staff shows at a place, so that clients can send it; ``until`` None: it does not change."""

    place: str
    title: Mapping[str, str]
    code: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A trigger that asks for a proof. Every function takes a play's ``on``.

    Attributes:
        trigger: as it is authored.
        read: gives what a client's proof shows at an instant.
        trusted: gives what stands of an attempt that was read before.
        tried: gives what stands of an attempt that staff makes in a dry run, where nobody is anywhere.
        posted: gives what staff shows at each place at an instant.
    """

    trigger: Trigger
    read: Callable[[Any, Playing, Given, datetime], Shown]
    trusted: Callable[[Any, Given], Shown]
    tried: Callable[[Any, Given], Given]
    posted: Callable[[Any, Playing, datetime], Sequence[Posted]]


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof that one play asks for."""

    proved: Proved
    on: Any
    playing: Playing

    def read(self, given: Given, at: datetime) -> Shown:
        """Give what a client's proof shows at an instant."""
        return self.proved.read(self.on, self.playing, given, at)

    def trusted(self, given: Given) -> Shown:
        """Give what stands of an attempt that was read before."""
        return self.proved.trusted(self.on, given)

    def tried(self, given: Given) -> Given:
        """Give what stands of an attempt that staff makes in a dry run."""
        return self.proved.tried(self.on, given)

    def posted(self, at: datetime) -> Sequence[Posted]:
        """Give what staff shows at each place at an instant."""
        return self.proved.posted(self.on, self.playing, at)
