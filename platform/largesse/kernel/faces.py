"""What every GraphQL face shares: scalars, refusals as data, fields added from above.

Words       A *face* is one schema for one kind of people: console, client, partner.
Invariant   a resolver translates and never decides; a refusal is data, a bug is masked
"""

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NewType, ParamSpec, TypeVar

import strawberry
from starlette.requests import Request
from strawberry.types.base import StrawberryObjectDefinition, get_object_definition

from largesse.kernel.actor import Actor
from largesse.kernel.copy import told
from largesse.kernel.errors import Broken, Contended, Missing, NotSignedIn, Told
from largesse.kernel.money import SAFE_MAX, Money
from largesse.kernel.work import Work

LOCALE_COOKIE = "lg_lang"
_ATTEMPTS = 4
P = ParamSpec("P")
R = TypeVar("R")

Long = NewType("Long", int)


def _long(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > SAFE_MAX:
        raise ValueError("Long is an integer between -(2^53-1) and 2^53-1")
    return value


LONG = strawberry.scalar(
    name="Long",
    description="An integer between -(2^53-1) and 2^53-1.",
    serialize=_long,
    parse_value=_long,
)
JSON_DOCUMENT = strawberry.scalar(
    name="JSONDocument",
    description="A JSON document whose shape a schema in schemas/ says.",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)
JsonDocument = NewType("JsonDocument", object)
SCALARS: dict[object, Any] = {Long: LONG, JsonDocument: JSON_DOCUMENT}


@dataclass
class Context:
    """One request of one face.

    ``actor`` None: nobody signed in. ``locale``: zh-CN or en. ``for_file``: the answer goes into a file.
    """

    request: Request
    work: Work
    actor: Actor | None
    locale: str
    trace: str
    ports: dict[str, Any] = field(default_factory=dict)
    loaders: dict[str, Any] = field(default_factory=dict)
    cookies_out: list[tuple[str, str, int]] = field(default_factory=list)
    for_file: bool = False

    def who(self) -> Actor:
        """Give the one who asks.

        Raises:
            NotSignedIn: ``kernel.not_signed_in``.
        """
        if self.actor is None:
            raise NotSignedIn
        return self.actor


def own_page(request: Request) -> bool:
    """Tell whether a request comes from a page of ours, or from none: asked before a cookie counts."""
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")


def locale_of(request: Request) -> str:
    """Give the request's language: the page's own choice, else the browser's; Chinese first.

    A script chooses by ``x-locale``, a page without one by ``?lang``, which a cookie may remember.
    """
    chosen = (
        request.headers.get("x-locale")
        or request.query_params.get("lang")
        or request.cookies.get(LOCALE_COOKIE)
    )
    asked = chosen or request.headers.get("accept-language") or ""
    return "en" if asked.strip().lower().startswith("en") else "zh-CN"


Info = strawberry.Info[Context, None]


def named(description: str) -> Any:
    """Declare a field with its description."""
    return strawberry.field(description=description)


@strawberry.type(name="Money", description="An amount of money in the currency's smallest unit.")
class MoneyType:
    """Money on the wire."""

    amount_minor: Long = strawberry.field(description="Whole minor units, for example fen.")
    currency: str = strawberry.field(description="ISO 4217 code.")


def money(minor: int, currency: str) -> MoneyType:
    """Show an amount; it must be one that the house allows."""
    amount = Money(minor, currency)
    return MoneyType(amount_minor=Long(amount.amount_minor), currency=amount.currency)


@strawberry.type(description="One named fact of a refusal.")
class Fact:
    """A fact as text; the message has it filled in already."""

    name: str = strawberry.field(description="The fact's name.")
    value: str = strawberry.field(description="The fact as text.")


@strawberry.type(name="Refusal", description="A business no: what stood in the way, as data.")
class RefusalType:
    """A refusal on the wire."""

    code: str = strawberry.field(description="Stable code, for example rights.stock_exhausted.")
    message: str = strawberry.field(description="The refusal in words, in the request's language.")
    path: str | None = strawberry.field(description="The field of the ask that it is about.")
    facts: list[Fact] = strawberry.field(description="The facts behind it.")
    retry_at: datetime | None = strawberry.field(description="When trying again makes sense.")

    @classmethod
    def of(cls, error: Told, locale: str) -> "RefusalType":
        """Translate."""
        facts = [Fact(name=name, value=_text(value)) for name, value in error.facts().items()]
        return cls(
            code=error.code,
            message=told(error, locale),
            path=error.path,
            facts=facts,
            retry_at=error.retry_at,
        )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def refusals_as_data(resolve: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Give a mutation's refusals as union data and try again when it was contended.

    The resolver's parameters must include ``info``; its declared result must be a union with RefusalType.
    """

    @functools.wraps(resolve)
    async def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        info: Info = kwargs["info"] if "info" in kwargs else args[1]  # type: ignore[assignment]  # strawberry passes it by name
        for attempt in range(_ATTEMPTS):
            try:
                return await resolve(*args, **kwargs)
            except Told as error:
                return RefusalType.of(error, info.context.locale)  # type: ignore[return-value]  # the union's other half
            except Contended:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise Broken("unreachable")

    return answer


def missing_as_null(resolve: Callable[P, Awaitable[R | None]]) -> Callable[P, Awaitable[R | None]]:
    """Give null in a query for what is missing or out of reach."""

    @functools.wraps(resolve)
    async def answer(*args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return await resolve(*args, **kwargs)
        except Missing:
            return None

    return answer


_extensions: list[tuple[type, type]] = []
_own_fields: dict[type, list[Any]] = {}
C = TypeVar("C", bound=type)


def extends(target: type) -> Callable[[C], C]:
    """Add a higher room's fields to a lower room's type; resolvers take plain ``self``, the parent.

    Use it on a class decorated with ``@strawberry.type``: its fields move over when the face is assembled.
    """

    def note(extension: C) -> C:
        _extensions.append((target, extension))
        return extension

    return note


def apply_extensions() -> None:
    """Give every target its own fields and those of its extensions, in one order whenever it is called."""
    for target in {target for target, _ in _extensions}:
        definition = _definition(target)
        own = _own_fields.setdefault(target, list(definition.fields))
        definition.fields[:] = own
        for _, extension in sorted((pair for pair in _extensions if pair[0] is target), key=_place):
            known = {one.python_name for one in definition.fields}
            more = [one for one in _definition(extension).fields if one.python_name not in known]
            for one in more:
                one.origin = target
            definition.fields += more


def _place(pair: tuple[type, type]) -> tuple[str, str]:
    """Give the order of extensions: by their room, never by who was imported first."""
    return pair[1].__module__, pair[1].__qualname__


def _definition(cls: type) -> StrawberryObjectDefinition:
    definition = get_object_definition(cls)
    if definition is None:
        raise Broken(f"{cls.__name__} is not a strawberry type")
    return definition
