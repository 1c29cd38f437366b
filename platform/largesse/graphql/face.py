"""One face over HTTP: ``{"id": sha256}`` or ``{"query": text}``, with ``variables``, by POST or GET.

``"extensions": {"file": true}`` says that the answer goes into a file, not onto a screen.

Invariant   only JSON is posted, a foreign Origin is refused, a GET changes nothing; a bug shows its trace id
Source      conventions: GraphQL
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import strawberry
import structlog
from starlette.requests import Request
from starlette.responses import Response

from largesse.faces.context import Context, locale_of, own_page
from largesse.faces.form import Form
from largesse.graphql.answered import form_of, refused, respond, result_of, shown
from largesse.graphql.asked import Asked, read_asked
from largesse.graphql.assemble import executable
from largesse.graphql.prepare import Prepared, prepared
from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import ForeignOrigin, TooMany, WrongMethod
from largesse.store.work import Work

log = structlog.get_logger(__name__)
METHODS = ("GET", "POST")
_TIMEOUT_S = 30.0

Identify = Callable[[Request], Awaitable[Actor | None]]
Fast = Callable[[dict[str, Any], Context], Awaitable[dict[str, Any] | None]]


@dataclass
class Face:
    """One schema on one path. ``fast`` maps a document's hash to a compiled path."""

    name: str
    schema: strawberry.Schema
    work: Work
    identify: Identify
    fast: dict[str, Fast] = field(default_factory=dict)
    pace: Callable[[Request], Awaitable[int]] | None = None
    prepare: Callable[[str], Prepared] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the schema's prepared documents."""
        self.prepare = prepared(executable(self.schema))

    async def answer(self, request: Request) -> Response:
        """Answer one request; what stands in its way is an error of GraphQL's envelope."""
        try:
            return await self._answered(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets the envelope
            return refused(error, request)

    async def _answered(self, request: Request) -> Response:
        if not own_page(request):
            raise ForeignOrigin
        wait_s = await self.pace(request) if self.pace else 0
        if wait_s:
            raise TooMany(wait_s)
        asked = await read_asked(request, self.name)
        context = Context(
            request=request,
            work=self.work,
            actor=await self.identify(request),
            locale=locale_of(request),
            trace=request.state.trace,
            for_file=asked.for_file,
        )
        data, status = await self._answer(asked, context, form_of(request))
        response = respond(data, status, form_of(request))
        for name, value, max_age in context.cookies_out:
            secure = request.url.scheme == "https"
            response.set_cookie(name, value, max_age=max_age, httponly=True, samesite="lax", secure=secure)
        return response

    async def _answer(self, asked: Asked, context: Context, form: Form) -> tuple[dict[str, Any], int]:
        fast = self.fast.get(sha256_hex(asked.text.encode())) if self.fast and not asked.reads else None
        data = await fast(asked.variables, context) if fast else None
        if data is not None:
            return data, 200
        document = self.prepare(asked.text)
        document.check(asked.variables)
        if asked.reads and document.changes(asked.operation):
            raise WrongMethod
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                result = await document.run(asked.variables, asked.operation, context)
        except TimeoutError as error:
            log.exception("face_timeout", face=self.name, trace=context.trace)
            return {"data": None, "errors": [shown(error, context.locale, context.trace)]}, 200
        return result_of(result, form, context.locale, context.trace)
