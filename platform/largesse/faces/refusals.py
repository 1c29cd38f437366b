"""Refusals as data: a business no is half of a mutation's union, what is missing is null in a query.

Invariant   a resolver translates and never decides; a refusal is data, a bug is masked
"""

import functools
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import ParamSpec, TypeVar

import strawberry

from largesse.faces.context import Info
from largesse.faces.inputs import outside
from largesse.faces.problem import problem_of
from largesse.kernel.errors import Missing, Told
from largesse.store.retry import retried

P = ParamSpec("P")
R = TypeVar("R")


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
    def of(cls, error: Told, locale: str, asked: type | None = None) -> "RefusalType":
        """Show a refusal as the problem that every edge shows, its field as the ask's input calls it."""
        problem = problem_of(error, locale)
        facts = [Fact(name=name, value=_text(value)) for name, value in problem.facts.items()]
        return cls(
            code=problem.code,
            message=problem.message,
            path=outside(problem.path, asked),
            facts=facts,
            retry_at=problem.retry_at,
        )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def refusals_as_data(
    resolve: Callable[P, Awaitable[R]], asked: type | None = None
) -> Callable[P, Awaitable[R]]:
    """Give a mutation's refusals as union data and try again when it was contended.

    The resolver's parameters must include ``info``; its declared result must be a union with RefusalType.
    ``asked``: the ask whose fields its refusals name.
    """

    @functools.wraps(resolve)
    async def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        info: Info = kwargs["info"] if "info" in kwargs else args[1]  # type: ignore[assignment]  # strawberry passes it by name
        try:
            return await retried(lambda: resolve(*args, **kwargs))
        except Told as error:
            return RefusalType.of(error, info.context.locale, asked)  # type: ignore[return-value]  # the union's other half

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
