"""Four families of errors: Refusal, Missing, Contended, Broken.

Words       A *refusal* is a business no, shown to people. *Missing* is what one may not see or what
            does not exist. *Contended* asks the caller to try again. *Broken* is a bug.
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


class Told(Exception, metaclass=Leaf):  # noqa: N818 - a state of the world, not an "Error"
    """What people are told: a stable code and facts. Base of Refusal and Missing."""

    code: ClassVar[str] = ""
    path: str | None = None
    retry_at: datetime | None = None

    def facts(self) -> dict[str, str | int | bool | None]:
        """Give the leaf's fields as plain values, by name; ``path`` and ``retry_at`` travel apart."""
        if not is_dataclass(self):
            return {}
        names = [f.name for f in fields(self) if f.name not in {"path", "retry_at"}]
        return {name: _plain(getattr(self, name)) for name in names}

    def __str__(self) -> str:
        return f"{self.code} {self.facts()}"


class Refusal(Told):
    """A business no: rolls back, leaves no receipt, is shown to people as data."""


class Missing(Told):
    """The object does not exist for this actor: null in queries, a refusal in mutations."""


class Contended(Exception):  # noqa: N818 - a state of the world, not an "Error"
    """Another transaction was in the way; the same ask may be tried again."""


class Broken(Exception):  # noqa: N818 - a state of the world, not an "Error"
    """A bug of ours: masked with a trace id at the edge, never shown in words."""


@dataclass(frozen=True)
class Malformed(Refusal):
    """A value has the wrong shape; ``path`` names the field of the ask."""

    code = "kernel.malformed"
    reason: str
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


@dataclass(frozen=True)
class TooMany(Refusal):
    """One caller asked too often."""

    code = "kernel.too_many"
    wait_s: int


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


def _plain(value: Any) -> str | int | bool | None:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)
