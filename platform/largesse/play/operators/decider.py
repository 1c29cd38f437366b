"""How an operator decides at play, and the table of all operators that taking part can decide by.

Words       *turn* one attempt as an operator sees it; *published odds* what is hashed before the first
            draw and shown in the record, enough to decide and to verify; *memory* what an operator keeps of
            one client in one play, plain JSON; *missed* the outcome was gone and the fallback came in its
            place
Invariant   pure: the same published odds and the same turn meet the same outcome, today and in the record
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any, NamedTuple

import msgspec

from largesse.activities.operators.operator import Operator
from largesse.kernel.errors import Broken, Told
from largesse.play.friends import friends
from largesse.play.operators.later import Drawing, Ranking
from largesse.play.operators.shown import Seen, Shown, nothing_shown
from largesse.play.selection.cuts import Packet

Published = dict[str, Any]
Given = Mapping[str, Sequence[str]]


class Turn(msgspec.Struct, frozen=True):
    """One attempt: the client's count of decided attempts in the activity, from 1, and the draw number.

    Attributes:
        nonce: from 1.
        number: drawn fairly, below a million, or below what is left where the operator reads that; None where
            chance does not decide.
        memory: what the operator kept of the client in this play; None at first.
        left: units left of each outcome that has a stock, by its id; only where the operator reads it.
        given: what the client sent with the attempt, values by name.
        states: what the activity's states have reached for the client, with the period they count in.
        at: the instant of the attempt.
        day: its day in the activity's zone.
        first_day: the activity's own first day there.
        teams: the teams that the client leads in this play or has helped, the oldest first.
    """

    nonce: int
    number: int | None
    memory: Any = None
    left: Mapping[str, int] = msgspec.field(default_factory=dict)
    given: Given = msgspec.field(default_factory=dict)
    states: Mapping[str, tuple[int, str]] = msgspec.field(default_factory=dict)
    at: datetime = datetime.min  # noqa: DTZ901 - whoever verifies a draw knows no clock
    day: date = date.min
    first_day: date = date.min
    teams: Sequence[friends.Seen] = ()


class Met(msgspec.Struct, frozen=True):
    """What a turn meets.

    Attributes:
        index: of the outcome, in the order of the operator's outcomes without the fallback.
        memory: what is kept when the outcome is given; None: what was kept stays.
        missed: what is kept when the fallback came instead; None: what was kept stays.
        basis: what it was decided from and what is told of it, for the record and for the client.
        gone: whether the outcome counts as gone, so that the fallback comes.
        held_back: units of the outcome's stock that may not be given yet.
        takes: names of the play's own pools of which one unit is used.
        part: what it brings of the packet that is shared out; 0: nothing.
    """

    index: int
    memory: Any = None
    missed: Any = None
    basis: Mapping[str, Any] = msgspec.field(default_factory=dict)
    gone: bool = False
    held_back: int = 0
    takes: tuple[str, ...] = ()
    part: int = 0


class Stated(NamedTuple):
    """What one draw stated before its number was known: each outcome's share of one; and which it met."""

    met: str
    shares: Mapping[str, float]


def no_packet(_odds: object) -> Packet | None:
    """Share nothing out."""
    return None


def no_pools(_decide: object) -> Mapping[str, int]:
    """Give no pools: the operator shares nothing beside its outcomes' stocks."""
    return {}


def says_nothing(_rules: Any, _dice: Random, _skill: float) -> Given:
    """Say nothing: the operator asks nothing of a client."""
    return {}


def never_handed(_memory: Any, _thing: str, _by: int) -> Any:
    """Hand nothing over: the operator keeps nothing that others may have."""
    return None


def gives_nothing(_rules: Any) -> int:
    """Let nothing be given to others."""
    return 0


def never_short(_odds: Any, _at: datetime) -> Told | None:
    """Say nothing of its own when there is no more; the house does."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """How one operator decides.

    Attributes:
        operator: as it is authored; its ``by_chance`` says whether a turn has a number.
        published: gives the odds of ``decide`` as they are hashed and shown, ``play`` and ``op`` beside them.
        decide: gives what a turn meets, or only the index of the outcome; a refusal is raised, and leaves
            nothing. It gets the odds, or the rules where there are any.
        verify: tells whether a turn of the record met the outcome of this id.
        odds: the type as which the functions get published odds; None: as they are.
        rules: what deciding needs and nobody may see, made of ``decide``; None: the odds are enough.
        reads_left: whether it must know what is left of each stock, under lock.
        pools: names and sizes of the pools that the play has beside its outcomes' stocks.
        drawing: gives when and how attempts are decided later, of the odds; None: each is decided at once.
        ranking: gives by what clients are put into an order, of the odds; None: they are not.
        packet: gives what each team shares, of the odds; None: nothing.
        short: the refusal when what the client asks for is gone; None: the house's own.
        stated: the chances that a draw of the record stated, given what it was decided from and what was
            drawn; None: they are not compared with what was drawn.
        shown: gives what the page shows one client of the play; it gets ``decide``.
        says: what a client who was made up says, by dice, right with the chance ``skill``.
        gives: how many things that it keeps a client may give to others, and receive; it gets the rules.
        handed: gives what is kept with so many more or fewer of a thing; None: there are not as many.
    """

    operator: Operator
    published: Callable[[Any], Published]
    decide: Callable[[Any, Turn], Met | int]
    verify: Callable[[Any, Turn, str], bool]
    odds: type[msgspec.Struct] | None = None
    rules: Callable[[Any], Any] | None = None
    reads_left: bool = False
    pools: Callable[[Any], Mapping[str, int]] = no_pools
    packet: Callable[[Any], Packet | None] = no_packet
    short: Callable[[Any, datetime], Told | None] = never_short
    stated: Callable[[Any, Mapping[str, Any], str], Stated] | None = None
    drawing: Callable[[Any], Drawing] | None = None
    ranking: Callable[[Any], Ranking] | None = None
    shown: Callable[[Any, Seen], Shown] = nothing_shown
    says: Callable[[Any, Random, float], Given] = says_nothing
    gives: Callable[[Any], int] = gives_nothing
    handed: Callable[[Any, str, int], Any] = never_handed

    def read(self, published: Mapping[str, Any]) -> Any:
        """Give published odds as the functions get them.

        Raises:
            ValidationError: of msgspec: they have not the form.
        """
        return published if self.odds is None else msgspec.convert(published, self.odds)

    def meet(self, rules: Any, turn: Turn) -> Met:
        """Give what a turn meets."""
        found = self.decide(rules, turn)
        return Met(found) if isinstance(found, int) else found


def no_number(_odds: Any, turn: Turn, _drawn: str) -> bool:
    """Tell that no number was drawn: chance had no part in it."""
    return turn.number is None


@dataclass(frozen=True, slots=True)
class Deciders:
    """The deciders by their operator's name."""

    known: Mapping[str, Decider]

    @classmethod
    def of(cls, some: Iterable[Decider]) -> "Deciders":
        """Make the table.

        Raises:
            Broken: two deciders have one operator.
        """
        known: dict[str, Decider] = {}
        for one in some:
            if one.operator.name in known:
                raise Broken(f"two deciders decide by {one.operator.name}")
            known[one.operator.name] = one
        return cls(known)
