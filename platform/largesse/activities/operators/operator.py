"""What an operator says of itself to those who author documents.

Words       *part* one outcome in an operator's shape; *fault* what a schema cannot say is wrong with it;
            *known* the rule tells everybody before what an attempt brings
Invariant   pure: an operator reads plain JSON that fits its schema, nothing else
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from largesse.contracts.documents_gen import DecideWeightedItem, PlayOutcome, Text

Outcome = PlayOutcome | DecideWeightedItem


@dataclass(frozen=True, slots=True)
class Part:
    """One outcome and where it stands below ``decide``.

    A ``fallback`` takes an exhausted outcome's place; what comes ``on_top`` replaces another one now and
    then, so that its share is not one of those that make a million. ``stock``: how often it may come, where
    the shape and not the outcome says so.
    """

    path: tuple[str | int, ...]
    outcome: Outcome
    fallback: bool = False
    on_top: bool = False
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path below ``decide``; ``code`` is a refusal's, its text takes ``facts``."""

    code: str
    path: tuple[str | int, ...]
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question that the play must ask, with its options, and where that stands below ``decide``."""

    question: str
    options: tuple[str, ...]
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A state by which clients are compared with each other, and where it stands below ``decide``.

    ``cycle``: activity, day, week or month; the state must begin again with it.
    """

    state: str
    cycle: str
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closes:
    """That attempts are decided later, all together.

    Attributes:
        manner: which sentences of the terms say how; they are given ``facts`` and ``instants``.
        at: the instant from which on no attempt counts; None: the end of each period, and of the activity.
        path: where that stands below ``decide``.
        instants: further instants by name.
        facts: what else is said, by name.
    """

    manner: str
    at: str | None = None
    path: tuple[str | int, ...] = ()
    instants: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str | int | Text] = field(default_factory=dict)


def never_closes(_decide: object) -> Closes | None:
    """Say that every attempt is decided at once."""
    return None


def no_packet(_decide: object) -> bool:
    """Say that nothing is shared out."""
    return False


def compares_nobody(_decide: object) -> Compared | None:
    """Compare nobody: what a client gets follows from his own acts."""
    return None


def no_questions(_decide: object) -> Iterable[Wanted]:
    """Want nothing: the operator reads no answers."""
    return ()


def no_faults(_decide: object) -> Iterable[Fault]:
    """Find nothing: the schema says all there is to say."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One operator. Every function takes ``decide`` of a play as plain JSON that fits ``schema``.

    Attributes:
        name: value of ``decide.op``.
        schema: JSON Schema of ``decide``, its ``$id`` ``urn:largesse:schema:operators/<name>.v<N>``.
        by_chance: whether chance decides, by a number that anyone can check.
        known: whether the rule tells everybody before what comes; else the play is a prize draw in law, by
        chance
            or by skill. None: it is known where there is one outcome and no chance.
        outcomes: gives the outcomes in the order that numbers them, the fallback last.
        odds: gives for each outcome but the fallback how often it comes, in parts per million of attempts.
        faults: gives what the schema cannot say.
        closes: says when and how attempts are decided that are not decided at once.
        takes_entries: whether other plays may put entries into it.
        wants: gives the questions that the play must ask.
        compares: gives the state by which it puts clients into an order; None: it does not.
        friends: whether it decides by the friends of whoever shared the play.
        answered: whether the client must say something of the operator's own with each attempt.
        packet: whether it shares a packet out: each outcome but the fallback gives a part of it, and how much
            nobody knows before.
    """

    name: str
    schema: Mapping[str, Any]
    by_chance: bool
    outcomes: Callable[[Any], Iterable[Part]]
    odds: Callable[[Any], Sequence[int]]
    faults: Callable[[Any], Iterable[Fault]] = no_faults
    known: bool | None = None
    closes: Callable[[Any], Closes | None] = never_closes
    takes_entries: bool = False
    wants: Callable[[Any], Iterable[Wanted]] = no_questions
    compares: Callable[[Any], Compared | None] = compares_nobody
    friends: bool = False
    answered: bool = False
    packet: Callable[[Any], bool] = no_packet
