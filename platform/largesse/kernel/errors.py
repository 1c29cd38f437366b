"""Families of errors: Refusal and its kinds, Missing, Contended, Broken.

Words       A *refusal* is a business no, shown to people. *Missing* is what one may not see or what
            does not exist. *Contended* asks the caller to try again. *Broken* is a bug.
            Kinds of refusals that every room shares: Malformed, NotSignedIn, NotAllowed, TooOften.
            A *phrase* is a part of a message that differs from case to case: a key of the copy files.
Invariant   A code belongs to one class; a leaf is data: no prose, no HTTP.
Source      docs/explanation/errors.md
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

_TRACE = frozenset({"__traceback__", "__cause__", "__context__", "__suppress_context__", "__notes__"})


class Leaf(type):
    """Let a frozen dataclass be raised: Python writes the traceback onto a raised exception."""

    def __setattr__(cls, name: str, value: Any) -> None:
        if name == "__setattr__":
            value = _lenient(value)
        super().__setattr__(name, value)


def _lenient(frozen: Callable[[Any, str, Any], None]) -> Callable[[Any, str, Any], None]:
    def write(self: Any, name: str, value: Any) -> None:
        if name in _TRACE:
            object.__setattr__(self, name, value)
        else:
            frozen(self, name, value)

    return write


Plain = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Part of a message, said in the reader's language: a key of the copy files and the facts in its text."""

    key: str
    facts: tuple[tuple[str, Plain], ...] = ()


class Told(Exception, metaclass=Leaf):  # noqa: N818 - a state of the world, not an "Error"
    """What people are told: a stable code and facts. Base of Refusal and Missing."""

    code: ClassVar[str] = ""
    path: str | None = None
    retry_at: datetime | None = None

    def facts(self) -> dict[str, Plain]:
        """Give the leaf's fields as plain values, by name; ``path`` and ``retry_at`` travel apart.

        A phrase gives its key under the field's name, and beside it the facts of its own.
        """
        if not is_dataclass(self):
            return {}
        found: dict[str, Plain] = {}
        for name in [f.name for f in fields(self) if f.name not in {"path", "retry_at"}]:
            value = getattr(self, name)
            phrase = isinstance(value, Phrase)
            found |= {name: value.key, **dict(value.facts)} if phrase else {name: _plain(value)}
        return found

    def __str__(self) -> str:
        return f"{self.code} {self.facts()}"


class Refusal(Told):
    """A business no: rolls back, leaves no receipt, is shown to people as data."""


class Missing(Told):
    """The object does not exist for this actor: null in queries, a refusal in mutations."""


class Contended(Exception):  # noqa: N818 - a state of the world, not an "Error"
    """Another transaction was in the way; the same ask may be tried again after ``wait_s`` seconds."""

    code: ClassVar[str] = "kernel.contended"
    wait_s: ClassVar[int] = 1


class DatabaseAway(Contended):
    """The database does not answer, or went away in the middle: the same ask may be tried again."""

    code: ClassVar[str] = "kernel.database_away"
    wait_s: ClassVar[int] = 5


class Broken(Exception):  # noqa: N818 - a state of the world, not an "Error"
    """A bug of ours: masked with a trace id at the edge, never shown in words."""

    code: ClassVar[str] = "kernel.broken"


@dataclass(frozen=True)
class Malformed(Refusal):
    """A value has the wrong shape, see ``kernel.reasons``; ``path`` names the field of the ask."""

    code = "kernel.malformed"
    reason: Phrase
    path: str | None = None


@dataclass(frozen=True)
class NumberTooLarge(Refusal):
    """A number, or what numbers add up or multiply to, is larger than can be kept."""

    code = "kernel.number_too_large"


@dataclass(frozen=True)
class WithoutZone(Refusal):
    """A time from outside does not say its time zone; ``said`` is what came."""

    code = "kernel.without_zone"
    said: str
    path: str | None = None


@dataclass(frozen=True)
class KeyReused(Refusal):
    """The same idempotency key came with another ask."""

    code = "kernel.key_reused"
    key: str


@dataclass(frozen=True)
class NotAllowed(Refusal):
    """The actor's roles do not hold this operation."""

    code = "kernel.not_allowed"
    operation: str


@dataclass(frozen=True)
class NotSignedIn(Refusal):
    """Nobody stands behind the request."""

    code = "kernel.not_signed_in"


class TooOften(Refusal):
    """One caller, or one door, was asked too often: this opens again later."""


@dataclass(frozen=True)
class TooMany(TooOften):
    """One caller asked too often; ``wait_s`` whole seconds from now he may ask again."""

    code = "kernel.too_many"
    wait_s: int


@dataclass(frozen=True)
class TooMuch(Malformed):
    """What is asked costs more than one request may; ``reason`` names the limit."""

    code = "kernel.too_much"


@dataclass(frozen=True)
class TooLarge(Refusal):
    """More bytes than are taken in."""

    code = "kernel.too_large"
    bytes_max: int


@dataclass(frozen=True)
class TooSlow(Refusal):
    """What was sent did not arrive in time."""

    code = "kernel.too_slow"
    wait_s: int


@dataclass(frozen=True)
class NotJson(Refusal):
    """Another media type than the one that is taken."""

    code = "kernel.not_json"


@dataclass(frozen=True)
class ForeignOrigin(Refusal):
    """A page of another site asks in somebody's name."""

    code = "kernel.foreign_origin"


@dataclass(frozen=True)
class ForeignHost(Refusal):
    """The request names a host that is not served here."""

    code = "kernel.foreign_host"
    host: str


@dataclass(frozen=True)
class NothingHere(Missing):
    """Nothing lies at this address."""

    code = "kernel.nothing_here"


@dataclass(frozen=True)
class WrongMethod(Refusal):
    """The address takes another method."""

    code = "kernel.wrong_method"


def registry() -> dict[str, type[Told]]:
    """Give every code of the modules that are loaded and its class, for docs, copy and fences.

    Raises:
        Broken: two classes share a code.
    """
    found: dict[str, type[Told]] = {}
    waiting: list[type[Told]] = [Told]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        code = one.__dict__.get("code")
        if code and found.setdefault(code, one) is not one:
            raise Broken(f"{code} belongs to {found[code].__qualname__}, not also to {one.__qualname__}")
    return found


def _plain(value: Any) -> Plain:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)
