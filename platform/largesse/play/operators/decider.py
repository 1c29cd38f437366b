"""How an operator decides at play, and the table of all operators that taking part can decide by.

Words       *turn* one attempt as an operator sees it; *published odds* what is hashed before the first
            draw and shown in the record, enough to decide and to verify
Invariant   pure: the same published odds and the same turn meet the same outcome, today and in the record
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from largesse.activities.operators.operator import Operator
from largesse.kernel.errors import Broken

Published = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """One attempt: the client's count of decided attempts in the activity, from 1, and the draw number.

    ``number`` is 0 to 999,999 where chance decides, None elsewhere.
    """

    nonce: int
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """How one operator decides.

    Attributes:
        operator: as it is authored; its ``by_chance`` says whether a turn has a number.
        published: gives the odds of ``decide`` as they are hashed and shown, ``play`` and ``op`` beside them.
        decide: gives the index of the outcome that a turn meets, in the order of the operator's outcomes.
        verify: tells whether a turn of the record met the outcome of this id.
    """

    operator: Operator
    published: Callable[[Any], Published]
    decide: Callable[[Published, Turn], int]
    verify: Callable[[Mapping[str, Any], Turn, str], bool]


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
