"""Asks: what a use case is given, frozen, each field saying what it is.

Words       An *ask* carries its idempotency ``key``: the same key with the same ask has one effect.
Source      docs/explanation/use-cases.md
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field
from typing import Any

_SAID = "asked"


@dataclass(frozen=True)
class Asked:
    """What a face shows of a field: description, its id's prefix (``ent``), its name where that differs."""

    says: str
    id: str = ""
    name: str = ""


def asked(
    says: str,
    *,
    id: str = "",  # noqa: A002 - the word of the faces
    name: str = "",
    default: Any = MISSING,
    default_factory: Callable[[], Any] | None = None,
) -> Any:
    """Declare a field of an ask that faces may offer.

    Args:
        says: one sentence for people who read the API.
        id: prefix of the outside id that stands for this UUID.
        name: the field's name outside, where it is not the field's own.
        default: what is taken when nothing is given.
        default_factory: makes that default, for collections.
    """
    metadata = {_SAID: Asked(says, id, name)}
    if default_factory is not None:
        return field(default_factory=default_factory, metadata=metadata)
    return field(default=default, metadata=metadata)


def said_of(one: Field[Any]) -> Asked | None:
    """Give what was declared of a field; None: it is not for faces."""
    return one.metadata.get(_SAID)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a use case is given; leaves add their own fields."""

    key: str = asked("Idempotency key, 1 to 128 characters.")


@dataclass(frozen=True, kw_only=True)
class AskWithoutReceipt:
    """What a use case is given that leaves no receipt: one would keep a password or a field in clear."""

    key: str = asked("Not needed: no receipt is kept.", default="")
