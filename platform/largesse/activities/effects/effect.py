"""What an effect says of itself to those who author documents.

Words       *grant* a right of the document that an effect gives, and how many units of it
Invariant   pure: an effect reads plain JSON that fits its schema, nothing else
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from largesse.activities.operators.operator import Fault


@dataclass(frozen=True, slots=True)
class Grant:
    """A right by its name in the document, its units (1 or more), and the name's path below the effect.

    ``claim_minutes``: within so many the client claims it, or it goes back; 0: it is his.
    """

    right: str
    units: int
    path: tuple[str | int, ...]
    claim_minutes: int = 0


def no_grants(_effect: object) -> Iterable[Grant]:
    """Give nothing: the effect grants no right."""
    return ()


def no_points(_effect: object) -> Iterable[str]:
    """Give nothing: the effect gives no points."""
    return ()


def no_part(_effect: object) -> bool:
    """Give no part of a packet."""
    return False


def no_faults(_effect: object) -> Iterable[Fault]:
    """Find nothing: the schema says all there is to say."""
    return ()


def always_fit(_effect: object, _states: Mapping[str, str]) -> bool:
    """Find nothing: the effect has nothing to do with states."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One effect. What it costs, and what it is worth to a client, follows from the rights that it grants.

    Attributes:
        name: value of ``do``.
        schema: JSON Schema of the effect, its ``$id`` ``urn:largesse:schema:effects/<name>.v<N>``.
        of_value: whether it gives the client anything of value: a right, points, a chance.
        used_by_rules: whether what it gives is worth what rules of exchange let it be, as points are.
        grants: gives the rights that an effect of this name grants; takes plain JSON that fits ``schema``.
        points: gives the codes of the kinds of points that it gives; an empty one: the only kind there is.
        part: whether it gives a part of the packet that the play shares out.
        enters: whether it puts an entry into the play that it names.
        unfit: tells whether it does not fit the states of the document, given with their kinds by name.
        faults: gives what the schema cannot say, at paths below the effect.
        for_losers: whether it may be done for who gets nothing where a play is decided later.
    """

    name: str
    schema: Mapping[str, Any]
    of_value: bool = True
    used_by_rules: bool = False
    grants: Callable[[Any], Iterable[Grant]] = no_grants
    points: Callable[[Any], Iterable[str]] = no_points
    part: Callable[[Any], bool] = no_part
    enters: bool = False
    unfit: Callable[[Any, Mapping[str, str]], bool] = always_fit
    faults: Callable[[Any], Iterable[Fault]] = no_faults
    for_losers: bool = False
