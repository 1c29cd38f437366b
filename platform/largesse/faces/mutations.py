"""Mutations derived from use cases: input, union and resolver come from the frozen ask.

Words       a *use case* is ``use(ask, *, actor, work)``; a *step of a face* is ``step(ask, info)``, for what
            only a request knows (its address, its cookies). ``shows`` makes the answer a type of the face.
Invariant   a mutation takes one ask and may always be refused
"""

import inspect
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Annotated, Any, get_type_hints

import strawberry

from largesse.faces.context import Info
from largesse.faces.inputs import ask_of, input_of
from largesse.faces.refusals import RefusalType, refusals_as_data
from largesse.kernel.errors import Broken

UseCase = Callable[..., Awaitable[Any]]


def mutation(
    use_case: UseCase, says: str, *, shows: Callable[..., Any] | None = None, name: str = "", result: str = ""
) -> Any:
    """Declare a mutation ``name(ask: <Name>Ask!): <Name>Result!``.

    Args:
        use_case: ``use(ask, *, actor, work)`` or ``step(ask, info)``; its ask declares its fields.
        says: the description of mutation and input.
        shows: makes the answer a type of the face, given ``(answer)`` or ``(answer, info)``, awaited where it
            is a coroutine; None: the use case gives that type itself.
        name: snake_case; the use case's own name where none is given.
        result: the union's name, where several mutations share one.
    """
    called = name or use_case.__name__
    title = "".join(word.capitalize() for word in called.split("_"))
    kind = get_type_hints(use_case)["ask"]
    given = input_of(kind, f"{title}Ask", says)
    answer = _union(result or f"{title}Result", _success(shows or use_case))
    act, show = _act(use_case), _show(shows)

    async def resolve(info: Info, ask: Any) -> Any:
        return await show(await act(ask_of(kind, ask), info), info)

    resolve.__name__ = resolve.__qualname__ = called
    resolve.__annotations__ = {"info": Info, "ask": given, "return": answer}
    return strawberry.mutation(resolver=refusals_as_data(resolve, kind), description=says)


@cache
def _union(name: str, success: Any) -> Any:
    """Give the union of a success type and a refusal; one object a name, so that mutations can share it."""
    return Annotated[success | RefusalType, strawberry.union(name)]


def _success(gives: Callable[..., Any]) -> Any:
    """Give the face's type that a function makes."""
    owner = getattr(gives, "__self__", None)
    if isinstance(owner, type):
        return owner
    if isinstance(gives, type):
        return gives
    found = get_type_hints(gives).get("return")
    if found is None:
        raise Broken(f"{gives} does not say what it gives")
    return found


def _act(use_case: UseCase) -> Callable[[Any, Info], Awaitable[Any]]:
    if "info" in inspect.signature(use_case).parameters:
        return use_case

    async def act(ask: Any, info: Info) -> Any:
        return await use_case(ask, actor=info.context.who(), work=info.context.work)

    return act


def _show(shows: Callable[..., Any] | None) -> Callable[[Any, Info], Awaitable[Any]]:
    takes_info = shows is not None and len(inspect.signature(shows).parameters) > 1

    async def show(answer: Any, info: Info) -> Any:
        if shows is None:
            return answer
        shown = shows(answer, info) if takes_info else shows(answer)
        return await shown if inspect.isawaitable(shown) else shown

    return show
