"""The application around the routes: every request traced, every problem answered in the one shape.

Invariant   a route raises what stands in the way; only here it becomes an answer. A page for people answers
            as a page what people can do something about, and leaves the rest to this place
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from html import escape

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from largesse.faces.context import locale_of
from largesse.faces.problem import headers_of, problem_of, problem_response, status_of, trace_of
from largesse.kernel.errors import Malformed, NothingHere, Told, WrongMethod
from largesse.web.tracing import Tracing

_OF_STATUS: dict[int, type[Told]] = {404: NothingHere, 405: WrongMethod}
_PAGE = "<!doctype html><html lang={locale}><meta charset=utf-8><title>Largesse</title><p>{message}"
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def application(routes: Sequence[BaseRoute], lifespan: Lifespan | None = None) -> Starlette:
    """Build an application whose routes may raise whatever stands in the way."""
    return Starlette(
        routes=list(routes),
        middleware=[Middleware(Tracing), Middleware(Answering)],
        exception_handlers={HTTPException: _of_router},
        lifespan=lifespan,
    )


class Answering:
    """ASGI middleware: whatever a route raises becomes its answer, unless an answer has begun."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and answer for what it raises."""
        begun = scope["type"] != "http"

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if begun:
                raise
            await _answer(Request(scope, receive), error)(scope, receive, send)


def _answer(request: Request, error: Exception) -> Response:
    answer = problem_response(error, request)
    if not _wants_page(request):
        return answer
    locale = locale_of(request)
    problem = problem_of(error, locale, trace_of(request))
    page = _PAGE.format(locale=locale, message=escape(problem.message))
    return HTMLResponse(page, status_of(error), headers_of(error))


async def _of_router(request: Request, error: Exception) -> Response:
    """Say in our words what the router says: no such address, another method."""
    if not isinstance(error, HTTPException):
        return _answer(request, error)
    kind = _OF_STATUS.get(error.status_code)
    answer = _answer(request, kind() if kind else Malformed(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def _wants_page(request: Request) -> bool:
    """Tell whether a person's browser opens the address: a script's own ``accept`` does not ask for HTML."""
    return "text/html" in request.headers.get("accept", "")
