"""What an operator says of itself to those who author documents.

Words       *part* one outcome in an operator's shape; *fault* what a schema cannot say is wrong with it
Invariant   pure: an operator reads plain JSON that fits its schema, nothing else
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from largesse.contracts.documents_gen import DecideWeightedItem, PlayOutcome

Outcome = PlayOutcome | DecideWeightedItem


@dataclass(frozen=True, slots=True)
class Part:
    """One outcome and where it stands below ``decide``; a fallback takes an exhausted outcome's place."""

    path: tuple[str | int, ...]
    outcome: Outcome
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path below ``decide``; ``code`` is a refusal's, its text takes ``facts``."""

    code: str
    path: tuple[str | int, ...]
    facts: tuple[tuple[str, str], ...] = ()


def no_faults(_decide: object) -> Iterable[Fault]:
    """Find nothing: the schema says all there is to say."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One operator. Every function takes ``decide`` of a play as plain JSON that fits ``schema``.

    Attributes:
        name: value of ``decide.op``.
        schema: JSON Schema of ``decide``, its ``$id`` ``urn:largesse:schema:operators/<name>.v<N>``.
        by_chance: whether chance decides, which makes the play a prize draw in law.
        outcomes: gives the outcomes in the order that numbers them, the fallback last.
        odds: gives for each outcome but the fallback how often it comes, in parts per million of attempts.
        faults: gives what the schema cannot say.
    """

    name: str
    schema: Mapping[str, Any]
    by_chance: bool
    outcomes: Callable[[Any], Iterable[Part]]
    odds: Callable[[Any], Sequence[int]]
    faults: Callable[[Any], Iterable[Fault]] = no_faults
