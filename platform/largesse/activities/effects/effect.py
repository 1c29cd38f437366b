"""What an effect says of itself to those who author documents.

Words       *grant* a right of the document that an effect gives, and how many units of it
Invariant   pure: an effect reads plain JSON that fits its schema, nothing else
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Grant:
    """A right by its name in the document, its units (1 or more), and the name's path below the effect."""

    right: str
    units: int
    path: tuple[str | int, ...]


def no_grants(_effect: object) -> Iterable[Grant]:
    """Give nothing: the effect grants no right."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One effect. What it costs, and what it is worth to a client, follows from the rights that it grants.

    Attributes:
        name: value of ``do``.
        schema: JSON Schema of the effect, its ``$id`` ``urn:largesse:schema:effects/<name>.v<N>``.
        grants: gives the rights that an effect of this name grants; takes plain JSON that fits ``schema``.
    """

    name: str
    schema: Mapping[str, Any]
    grants: Callable[[Any], Iterable[Grant]] = no_grants
