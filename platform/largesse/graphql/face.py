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
from largesse.faces.problem import headers_of, is_bug, problem_of, status_of, trace_of
from largesse.graphql.assemble import executable
from largesse.graphql.documents import registered
from largesse.graphql.limits import BODY_MAX, check_nesting
from largesse.graphql.prepare import Prepared, prepared
from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import ForeignOrigin, Malformed, NotJson, TooLarge, TooMany, TooSlow
from largesse.kernel.settings import settings
from largesse.store.work import Work

log = structlog.get_logger(__name__)
_TIMEOUT_S = 30.0
_INVALID = "kernel.invalid_query"
BODY_S = 15

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
        """Answer one request; what stands in its way is an error of GraphQL's envelope."""
        try:
            return await self._answered(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets the envelope
            return _refused(error, request)

    async def _answered(self, request: Request) -> Response:
        if not own_page(request):
            raise ForeignOrigin
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            raise NotJson
        wait_s = await self.pace(request) if self.pace else 0
        if wait_s:
            raise TooMany(wait_s)
        body = await _body(request)
        check_nesting(body)
        try:
            asked = self._read(orjson.loads(body))
        except (orjson.JSONDecodeError, TypeError, ValueError, KeyError) as error:
            raise Malformed(str(error)) from error
        return await self._answer(request, asked)

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
            document = self.prepare(asked.text)
            document.check(asked.variables)
            data = await self._execute(document, asked, context)
        response = Response(orjson.dumps(data), _status(data), media_type="application/json")
        for name, value, max_age in context.cookies_out:
            secure = request.url.scheme == "https"
            response.set_cookie(name, value, max_age=max_age, httponly=True, samesite="lax", secure=secure)
        return response

    async def _execute(self, document: Prepared, asked: Asked, context: Context) -> dict[str, Any]:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                result = await document.run(asked.variables, asked.operation, context)
        except TimeoutError as error:
            log.exception("face_timeout", face=self.name, trace=context.trace)
            return {"data": None, "errors": [_shown(error, context.locale, context.trace)]}
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [_error(one, context) for one in result.errors]
        return answer


def _status(answer: dict[str, Any]) -> int:
    """Give 400 for what was not executed because the document or its variables do not fit the schema."""
    codes = {one["extensions"]["code"] for one in answer.get("errors", ())}
    return 400 if answer["data"] is None and _INVALID in codes else 200


def _error(error: GraphQLError, context: Context) -> dict[str, Any]:
    original = error.original_error
    if original is None or error.path is None:  # of the document or its variables, not of a resolver
        return {"message": error.message, "path": error.path, "extensions": {"code": _INVALID}}
    if is_bug(original):
        log.error("resolver_failed", trace=context.trace, path=error.path, exc_info=original)
    return {**_shown(original, context.locale, context.trace), "path": error.path}


def _refused(error: Exception, request: Request) -> Response:
    """Answer a request that was not executed, or not to its end."""
    trace = trace_of(request)
    if is_bug(error):
        log.error("face_failed", path=request.url.path, trace=trace, exc_info=error)
    body = orjson.dumps({"errors": [_shown(error, locale_of(request), trace)]})
    return Response(body, status_of(error), headers_of(error), "application/json")


def _shown(error: BaseException, locale: str, trace: str | None) -> dict[str, Any]:
    """Give a problem as an error of GraphQL: the message, and the rest of it as extensions."""
    problem = problem_of(error, locale, trace if is_bug(error) else None)
    more = {
        "facts": dict(problem.facts),
        "path": problem.path,
        "retryAt": problem.retry_at,
        "trace": problem.trace,
    }
    extensions = {"code": problem.code} | {name: value for name, value in more.items() if value}
    return {"message": problem.message, "extensions": extensions}


async def _body(request: Request) -> bytes:
    """Read at most ``BODY_MAX`` bytes within ``BODY_S`` seconds.

    Raises:
        TooLarge: ``kernel.too_large``.
        TooSlow: ``kernel.too_slow``.
    """
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_S):
            async for part in request.stream():
                size += len(part)
                if size > BODY_MAX:
                    raise TooLarge(BODY_MAX)
                parts.append(part)
    except TimeoutError as error:
        raise TooSlow(BODY_S) from error
    return b"".join(parts)
