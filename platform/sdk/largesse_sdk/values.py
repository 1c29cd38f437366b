"""Values that travel between the house and a plugin: frozen, keyword only, JSON on the wire.

Words       *outcome* what became of an act at the provider; *text* a dict of locale to words
Invariant   money is an integer of minor units; an outcome that nobody knows is UNKNOWN, never success
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, TypeVar, dataclass_transform

from msgspec import Meta

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted, keyword-only dataclass."""
    make: Callable[[type[T]], type[T]] = dataclass(frozen=True, slots=True, kw_only=True)
    return make(cls)


Instant = Annotated[datetime, Meta(tz=True)]
"""A point in time, always with its offset: a local time that names none is refused."""

Word = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""A code of the provider's, never a sentence: nothing can be told in it but that it is this one."""

Text = dict[str, str]
"""Words for people: ``{"zh-CN": "贵宾厅", "en": "Lounge"}``."""


class Outcome(Enum):
    """What became of an act at the provider. Where it is not known, it is UNKNOWN."""

    SUCCEEDED = "succeeded"
    PENDING = "pending"
    FAILED = "failed"
    UNKNOWN = "unknown"


@value
class Money:
    """An amount in minor units (fen, cents) of an ISO 4217 currency."""

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse fractions and unknown-looking currencies at once."""
        if isinstance(self.amount_minor, bool) or not isinstance(self.amount_minor, int):
            raise TypeError("amount_minor is an integer of minor units")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError("currency is three capital letters")


@value
class Person:
    """Who uses a right; not always who holds it. Fields are there only where the manifest asks for them."""

    ref: str
    name: str | None = None
    phone: str | None = None
    sex: str | None = None
    born: str | None = None
    id_kind: str | None = None
    id_number: str | None = None


@value
class RawRequest:
    """A callback exactly as it arrived; ``body`` is never decoded before it is verified."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    peer: str = ""


@value
class RawResponse:
    """The answer to the supplier."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@value
class FieldProblem:
    """One thing wrong with a configuration: where, and in words for the administrator."""

    path: str
    code: str
    message: Text


@value
class SubjectRef:
    """A person, as the provider knows them."""

    ref: str


@value
class Span:
    """Half-open time from ``start`` up to ``end``, aware."""

    start: Instant
    end: Instant


Json = dict[str, Any]
