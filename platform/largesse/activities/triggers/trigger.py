"""What a trigger says of itself to those who author documents.

Words       *fault* what a schema cannot say is wrong with ``on``; *by request*: the client's own request
            starts the play, else the clock does
Invariant   pure: a trigger reads plain JSON that fits its schema, nothing else
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from largesse.activities.operators.operator import Fault

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the terms: its key below ``activities.terms_``, and its facts."""

    key: str
    facts: Mapping[str, str | int]


def no_faults(_on: object, _zone: str) -> Iterable[Fault]:
    """Find nothing: the schema says all there is to say."""
    return ()


def no_tags(_on: object) -> Iterable[tuple[Path, str]]:
    """Hang on no tag."""
    return ()


def says_nothing(_on: object, _zone: str) -> Iterable[Sentence]:
    """Say nothing: that a client acts on the page needs no sentence."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One trigger. Every function takes ``on`` of a play as plain JSON that fits ``schema``.

    Attributes:
        name: value of ``on.kind``.
        schema: JSON Schema of ``on``, its ``$id`` ``urn:largesse:schema:triggers/<name>.v<N>``.
        friends: names of the acts of a friend that start it; empty: no friend has part in it.
        alone: whether its plays start by themselves; a client's own request starts none of them.
        faults: gives what the schema cannot say, in the activity's IANA zone.
        tags: gives the tags of clients on which it hangs, with their paths below ``on``.
        says: gives what the terms say of when it comes, in the activity's IANA zone.
    """

    name: str
    schema: Mapping[str, Any]
    friends: frozenset[str] = frozenset()
    alone: bool = False
    faults: Callable[[Any, str], Iterable[Fault]] = no_faults
    tags: Callable[[Any], Iterable[tuple[Path, str]]] = no_tags
    says: Callable[[Any, str], Iterable[Sentence]] = says_nothing
