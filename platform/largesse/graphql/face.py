"""One face over HTTP: POST JSON, ``{"id": sha256}`` or ``{"query": text}``, with ``variables``.

``"extensions": {"file": true}`` says that the answer goes into a file, not onto a screen.

Invariant   only JSON is taken and a foreign Origin is refused; bugs are masked with a trace id
Source      conventions: GraphQL
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
import strawberry
import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response

from largesse.faces.context import Context, locale_of, own_page
from largesse.graphql.assemble import executable
from largesse.graphql.documents import registered
from largesse.graphql.limits import BODY_MAX, TooMuch, check_nesting
from largesse.graphql.prepare import Prepared, prepared
from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.copy import told
from largesse.kernel.errors import Told, TooMany
from largesse.kernel.settings import settings
from largesse.store.work import Work

log = structlog.get_logger(__name__)
_TIMEOUT_S = 30.0
_BODY_S = 15.0

Identify = Callable[[Request], Awaitable[Actor | None]]
Fast = Callable[[dict[str, Any], Context], Awaitable[dict[str, Any] | None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as read."""

    text: str
    variables: dict[str, Any]
    operation: str | None
    for_file: bool


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
        """Answer one request."""
        turned_away = await self._at_the_door(request)
        if turned_away is not None:
            return turned_away
        try:
            async with asyncio.timeout(_BODY_S):
                body = await _body(request)
        except TimeoutError:
            return _problem(408, "kernel.too_slow", f"the body took longer than {_BODY_S:g} s")
        if body is None:
            return _problem(413, "kernel.too_large", f"more than {BODY_MAX} bytes")
        try:
            check_nesting(body)
            asked = self._read(orjson.loads(body))
        except TooMuch as error:
            return _problem(400, "kernel.too_much", str(error))
        except (orjson.JSONDecodeError, TypeError, ValueError, KeyError) as error:
            return _problem(400, "kernel.malformed", str(error))
        return await self._answer(request, asked)

    async def _at_the_door(self, request: Request) -> Response | None:
        """Turn away what needs no reading: foreign origins, other media types, callers who ask too often."""
        if not own_page(request):
            return _problem(403, "kernel.foreign_origin", "requests from other origins are refused")
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return _problem(415, "kernel.not_json", "only application/json is taken")
        wait_s = await self.pace(request) if self.pace else 0
        return _too_many(TooMany(wait_s), locale_of(request)) if wait_s else None

    def _read(self, body: Any) -> Asked:
        if not isinstance(body, dict):
            raise TypeError("a JSON object is expected")
        variables, extensions = body.get("variables") or {}, body.get("extensions") or {}
        operation = body.get("operationName")
        if not isinstance(variables, dict) or not isinstance(operation, str | None):
            raise TypeError("variables must be an object and operationName text")
        if not isinstance(extensions, dict):
            raise TypeError("extensions must be an object")
        return Asked(self._document(body), variables, operation, extensions.get("file") is True)

    def _document(self, asked: dict[str, Any]) -> str:
        """Find the document: by hash, or as text where unknown texts are allowed."""
        wanted = asked.get("id")
        if wanted is not None:
            found = registered(self.name).get(wanted) if isinstance(wanted, str) else None
            if found is None:
                raise ValueError("unknown document; reload the page")
            return found
        text = asked.get("query")
        if not isinstance(text, str):
            raise TypeError("id or query is expected")
        if settings().environment == "production" and sha256_hex(text.encode()) not in registered(self.name):
            raise ValueError("only registered documents are answered")
        return text

    async def _answer(self, request: Request, asked: Asked) -> Response:
        context = Context(
            request=request,
            work=self.work,
            actor=await self.identify(request),
            locale=locale_of(request),
            trace=request.state.trace,
            for_file=asked.for_file,
        )
        fast = self.fast.get(sha256_hex(asked.text.encode())) if self.fast else None
        data = await fast(asked.variables, context) if fast else None
        if data is None:
            try:
                document = self.prepare(asked.text)
                document.check(asked.variables)
            except TooMuch as error:
                return _problem(400, "kernel.too_much", str(error))
            data = await self._execute(document, asked, context)
        response = Response(orjson.dumps(data), media_type="application/json")
        for name, value, max_age in context.cookies_out:
            secure = request.url.scheme == "https"
            response.set_cookie(name, value, max_age=max_age, httponly=True, samesite="lax", secure=secure)
        return response

    async def _execute(self, document: Prepared, asked: Asked, context: Context) -> dict[str, Any]:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                result = await document.run(asked.variables, asked.operation, context)
        except TimeoutError:
            log.exception("face_timeout", face=self.name, trace=context.trace)
            return {"data": None, "errors": [_masked(context.trace)]}
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [_error(one, context) for one in result.errors]
        return answer


def _error(error: GraphQLError, context: Context) -> dict[str, Any]:
    original = error.original_error
    if original is None or error.path is None:  # of the document or its variables, not of a resolver
        return {"message": error.message, "path": error.path, "extensions": {"code": "kernel.invalid_query"}}
    if isinstance(original, Told):
        words = told(original, context.locale)
        return {"message": words, "path": error.path, "extensions": {"code": original.code}}
    log.error("resolver_failed", trace=context.trace, path=error.path, exc_info=original)
    return {**_masked(context.trace), "path": error.path}


def _masked(trace: str) -> dict[str, Any]:
    return {
        "message": f"Something broke. Trace {trace}",
        "extensions": {"code": "kernel.broken", "trace": trace},
    }


def _too_many(error: TooMany, locale: str) -> Response:
    answer = _problem(429, error.code, told(error, locale))
    answer.headers["retry-after"] = str(error.wait_s)
    return answer


def _problem(status: int, code: str, words: str) -> Response:
    body = {"errors": [{"message": words, "extensions": {"code": code}}]}
    return Response(orjson.dumps(body), status_code=status, media_type="application/json")


async def _body(request: Request) -> bytes | None:
    """Read at most ``BODY_MAX`` bytes; None when there are more."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_MAX:
            return None
        parts.append(part)
    return b"".join(parts)
