"""The application around the routes: every request traced, every problem answered in the one shape.

Invariant   a route raises what stands in the way; only here it becomes an answer. A page for people answers
            as a page what people can do something about, and leaves the rest to this place
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from largesse.faces.context import locale_of
from largesse.faces.problem import headers_of, problem_of, problem_response, status_of, trace_of
from largesse.kernel.copy import text
from largesse.kernel.errors import Malformed, NothingHere, Told, WrongMethod
from largesse.kernel.reasons import because
from largesse.kernel.settings import settings
from largesse.web.hosts import Hosts, served_by
from largesse.web.https import Https
from largesse.web.patience import Patience
from largesse.web.plain import plain_page
from largesse.web.scopes import is_request
from largesse.web.tracing import Tracing

_OF_STATUS: dict[int, type[Told]] = {404: NothingHere, 405: WrongMethod}
_TITLES = {404: "kernel.page_missing", 500: "kernel.page_broken"}
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[dict[str, Any]]]


def application(routes: Sequence[BaseRoute], lifespan: Lifespan | None = None) -> Starlette:
    """Build an application whose routes may raise whatever stands in the way."""
    return Starlette(
        routes=list(routes),
        middleware=[
            Middleware(Tracing),
            Middleware(Https, hsts_s=settings().hsts_s),
            Middleware(Answering),
            Middleware(Hosts, served=served_by(settings())),
            Middleware(Patience, body_s=settings().body_s),
        ],
        exception_handlers={HTTPException: _of_router},
        lifespan=lifespan,
    )


class Answering:
    """ASGI middleware: whatever a route raises becomes its answer, unless an answer has begun."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and answer for what it raises."""
        begun = not is_request(scope)

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
    locale, status = locale_of(request), status_of(error)
    title = text(_TITLES.get(status, "kernel.page_refused"), locale)
    message = problem_of(error, locale, trace_of(request)).message
    if isinstance(error, NothingHere):
        message = text("kernel.page_missing_note", locale)
    page = plain_page(request, "problem.html", status, {"status": status, "title": title, "message": message})
    page.headers.update(headers_of(error))
    return page


async def _of_router(request: Request, error: Exception) -> Response:
    """Say in our words what the router says: no such address, another method."""
    if not isinstance(error, HTTPException):
        return _answer(request, error)
    kind = _OF_STATUS.get(error.status_code)
    told = kind() if kind else Malformed(because("kernel.reason.request", detail=error.detail))
    answer = _answer(request, told)
    answer.headers.update(error.headers or {})
    return answer


def _wants_page(request: Request) -> bool:
    """Tell whether a person's browser opens the address: a script's own ``accept`` does not ask for HTML."""
    return "text/html" in request.headers.get("accept", "")
