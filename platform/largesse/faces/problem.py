"""What every edge says when it does not do what was asked: one shape, one status per family.

Words       a *problem* is a refusal, something missing, contended or broken, as an edge shows it
Invariant   the status follows from the family alone, never from the route; a bug is masked with a trace id
Source      docs/explanation/errors.md
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response

from largesse.faces.context import locale_of
from largesse.kernel.clock import now
from largesse.kernel.copy import text, told
from largesse.kernel.errors import (
    Broken,
    Contended,
    ForeignHost,
    ForeignOrigin,
    Malformed,
    Missing,
    NotAllowed,
    NotJson,
    NotSignedIn,
    Plain,
    Refusal,
    Told,
    TooLarge,
    TooMany,
    TooOften,
    TooSlow,
    WithoutZone,
    WrongMethod,
)

MEDIA_TYPE = "application/problem+json"
_BROKEN = 500
_STATUS: Mapping[type[Exception], int] = {
    Malformed: 400,
    WithoutZone: 400,
    NotSignedIn: 401,
    NotAllowed: 403,
    ForeignOrigin: 403,
    Missing: 404,
    WrongMethod: 405,
    TooSlow: 408,
    TooLarge: 413,
    NotJson: 415,
    ForeignHost: 421,
    Refusal: 422,
    TooOften: 429,
    Contended: 503,
}
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Problem:
    """A problem on the wire. ``path``: the field of the ask; ``trace``: as in the request's log lines."""

    code: str
    message: str
    path: str | None = None
    facts: Mapping[str, Plain] = field(default_factory=dict)
    retry_at: datetime | None = None
    trace: str | None = None


def status_of(error: BaseException | type[BaseException]) -> int:
    """Give the HTTP status of an error's family; what has no family is a bug."""
    kind = error if isinstance(error, type) else type(error)
    return next((status for one in kind.__mro__ if (status := _STATUS.get(one))), _BROKEN)


def is_bug(error: BaseException) -> bool:
    """Tell whether an error has no family: it is logged, and masked with a trace id."""
    return status_of(error) == _BROKEN


def problem_of(error: BaseException, locale: str, trace: str | None = None) -> Problem:
    """Say what stands in the way, in the reader's language; nothing of a bug but its trace."""
    if isinstance(error, Told):
        return Problem(error.code, told(error, locale), error.path, error.facts(), error.retry_at, trace)
    if isinstance(error, Contended):
        return Problem(error.code, text(error.code, locale), trace=trace)
    return Problem(Broken.code, text(Broken.code, locale, {"trace": trace}), trace=trace)


def retry_after_s(error: BaseException) -> int | None:
    """Give after how many seconds trying again makes sense; None: it does not, or nobody knows."""
    if isinstance(error, TooMany):
        return error.wait_s
    if isinstance(error, Contended):
        return error.wait_s
    if isinstance(error, Told) and error.retry_at is not None:
        return max(1, math.ceil((error.retry_at - now()).total_seconds()))
    return None


def headers_of(error: BaseException) -> dict[str, str]:
    """Give the headers that belong to a problem."""
    wait_s = retry_after_s(error)
    found = {} if wait_s is None else {"retry-after": str(wait_s)}
    return found | {"connection": "close"} if isinstance(error, TooSlow) else found


def problem_response(error: BaseException, request: Request) -> Response:
    """Answer a request with its problem; a bug is logged with the trace that the answer carries."""
    trace = trace_of(request)
    if is_bug(error):
        log.error("request_failed", path=request.url.path, trace=trace, exc_info=error)
    problem = problem_of(error, locale_of(request), trace)
    headers = {"vary": "accept", **headers_of(error)}
    if _wants_text(request):
        return Response(plain(problem), status_of(error), headers, "text/plain; charset=utf-8")
    return Response(orjson.dumps(asdict(problem)), status_of(error), headers, MEDIA_TYPE)


def plain(problem: Problem) -> str:
    """Write a problem as lines for people: the message, then code, field, facts and the rest by name."""
    retry_at = problem.retry_at.isoformat() if problem.retry_at else None
    first, last = {"code": problem.code, "path": problem.path}, {"retry_at": retry_at, "trace": problem.trace}
    known = {**first, **problem.facts, **last}
    told = [f"{name}: {value}" for name, value in known.items() if value is not None]
    return "\n".join([problem.message, "", *told, ""])


def _wants_text(request: Request) -> bool:
    """Tell whether plain text is asked for by name, and JSON is not."""
    accepted = request.headers.get("accept", "").lower()
    return "text/plain" in accepted and "json" not in accepted


def trace_of(request: Request) -> str | None:
    """Give the trace id that this request's log lines carry."""
    trace: str | None = getattr(request.state, "trace", None)
    return trace
