"""How a face answers: the media type that was asked for, the status that belongs to it, errors as data.

Invariant   a document or variables that do not fit are not executed, and their answer has no ``data``
Source      GraphQL over HTTP, section 6 (the response); RFC 9110 section 12.5.1 (accept)
"""

from typing import Any

import orjson
import structlog
from graphql import ExecutionResult, GraphQLError, GraphQLSyntaxError
from starlette.requests import Request
from starlette.responses import Response

from largesse.faces.context import locale_of
from largesse.faces.form import Form, form_named
from largesse.faces.inputs import outside
from largesse.faces.problem import headers_of, is_bug, problem_of, status_of, trace_of
from largesse.kernel.copy import text
from largesse.kernel.errors import Told, WrongMethod
from largesse.kernel.settings import settings

log = structlog.get_logger(__name__)
_INVALID = "kernel.invalid_query"


def form_of(request: Request) -> Form:
    """Give the form that a caller prefers."""
    return form_named(request.headers.get("accept", "*/*"))


def respond(data: dict[str, Any], status: int, form: Form, headers: dict[str, str] | None = None) -> Response:
    """Make the answer; what one caller may read is kept by nobody on the way."""
    known = {"cache-control": "no-store", "vary": "accept", **(headers or {})}
    return Response(orjson.dumps(data), status, known, form.media_type)


def result_of(result: ExecutionResult, form: Form, locale: str, trace: str) -> tuple[dict[str, Any], int]:
    """Give the body and the status of what was executed, or stands in the way of executing it."""
    errors = result.errors or []
    if result.data is None and errors and all(one.path is None for one in errors):
        return {"errors": [_of_document(one, locale) for one in errors]}, _invalid_status(errors, form)
    answer: dict[str, Any] = {"data": result.data}
    if errors:
        answer["errors"] = [_of_resolver(one, locale, trace) for one in errors]
    return answer, 200


def refused(error: Exception, request: Request) -> Response:
    """Answer a request that was not executed, or not to its end."""
    trace = trace_of(request)
    if is_bug(error):
        log.error("face_failed", path=request.url.path, trace=trace, exc_info=error)
    body = {"errors": [shown(error, locale_of(request), trace)]}
    allowed = {"allow": "POST"} if isinstance(error, WrongMethod) else {}
    return respond(body, status_of(error), form_of(request), headers_of(error) | allowed)


def shown(error: BaseException, locale: str, trace: str | None) -> dict[str, Any]:
    """Give a problem as an error of GraphQL: the message, and the rest of it as extensions."""
    problem = problem_of(error, locale, trace if is_bug(error) else None)
    more = {
        "facts": dict(problem.facts),
        "path": outside(problem.path),
        "retryAt": problem.retry_at,
        "trace": problem.trace,
    }
    extensions = {"code": problem.code} | {name: value for name, value in more.items() if value}
    return {"message": problem.message, "extensions": extensions}


def _invalid_status(errors: list[GraphQLError], form: Form) -> int:
    if form.older:
        return 200
    unparsed = any(isinstance(one, GraphQLSyntaxError) for one in errors)
    return 422 if settings().graphql_newer_draft and not unparsed else 400


def _of_document(error: GraphQLError, locale: str) -> dict[str, Any]:
    """Give an error of the document or its variables; what we refuse ourselves is told in our words."""
    told = _told_in(error)
    found = shown(told, locale, None) if told else _plain(error, locale)
    where = [{"line": one.line, "column": one.column} for one in error.locations or ()]
    return found | ({"locations": where} if where else {})


def _plain(error: GraphQLError, locale: str) -> dict[str, Any]:
    """Say that a document or its variables do not fit; the library says what, in English only."""
    message = error.message if locale == "en" else text(_INVALID, locale)
    return {"message": message, "extensions": {"code": _INVALID, "facts": {"detail": error.message}}}


def _told_in(error: GraphQLError) -> Told | None:
    """Find the refusal of ours inside the executor's errors around it."""
    inner: BaseException | None = error
    while isinstance(inner, GraphQLError):
        inner = inner.original_error
    return inner if isinstance(inner, Told) else None


def _of_resolver(error: GraphQLError, locale: str, trace: str) -> dict[str, Any]:
    original = error.original_error
    if original is None:
        return _plain(error, locale) | {"path": error.path}
    if is_bug(original):
        log.error("resolver_failed", trace=trace, path=error.path, exc_info=original)
    return shown(original, locale, trace) | {"path": error.path}
