"""What is asked of a face: read out of a POST's JSON, or out of a GET's query string.

Invariant   a document is found by its hash, or taken as text where unknown texts may come; a GET only reads
Source      GraphQL over HTTP, sections 4 and 5 (the request)
"""

from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request

from largesse.graphql.documents import registered
from largesse.graphql.limits import BODY_MAX, check_nesting
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import ForeignOrigin, Malformed, NotJson, TooLarge
from largesse.kernel.reasons import because
from largesse.kernel.settings import settings

_IN_QUERY_STRING = ("id", "query", "operationName", "variables", "extensions")
_WRITTEN_AS_JSON = frozenset({"variables", "extensions"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as read. ``reads``: nothing but a query may be executed."""

    text: str
    variables: dict[str, Any]
    operation: str | None
    for_file: bool
    reads: bool


async def read_asked(request: Request, face: str) -> Asked:
    """Read a request.

    Raises:
        Malformed: ``kernel.malformed``: not of this shape, or a document that is not registered.
        TooMuch: ``kernel.too_much``: nested too deeply.
        NotJson, TooLarge: as a body may be refused.
        ForeignOrigin: ``kernel.foreign_origin``: another site leads a browser to a GET.
    """
    gets = request.method == "GET"
    body = _of_query_string(request) if gets else await _of_body(request)
    if not isinstance(body, dict):
        raise Malformed(because("kernel.reason.json_object"))
    extensions, operation = _object(body, "extensions"), body.get("operationName")
    if not isinstance(operation, str | None):
        raise Malformed(because("kernel.reason.text"), "operationName")
    for_file = extensions.get("file") is True
    if gets and for_file:
        raise Malformed(because("kernel.reason.by_post"), "extensions")
    return Asked(_document(body, face), _object(body, "variables"), operation, for_file, reads=gets)


def _of_query_string(request: Request) -> dict[str, Any]:
    if request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise ForeignOrigin
    asked: dict[str, Any] = {}
    for name in _IN_QUERY_STRING:
        value = request.query_params.get(name)
        if value is not None:
            asked[name] = _json(value.encode()) if name in _WRITTEN_AS_JSON else value
    return asked


async def _of_body(request: Request) -> Any:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise NotJson
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_MAX:
            raise TooLarge(BODY_MAX)
        parts.append(part)
    return _json(b"".join(parts))


def _json(text: bytes) -> Any:
    check_nesting(text)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Malformed(because("kernel.reason.json", detail=str(error))) from error


def _object(body: dict[str, Any], name: str) -> dict[str, Any]:
    found = body.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Malformed(because("kernel.reason.json_object"), name)
    return found


def _document(body: dict[str, Any], face: str) -> str:
    wanted, text = body.get("id"), body.get("query")
    if wanted is not None:
        found = registered(face).get(wanted) if isinstance(wanted, str) else None
        if found is None:
            raise Malformed(because("kernel.reason.unknown_document"), "id")
        return found
    if not isinstance(text, str):
        raise Malformed(because("kernel.reason.document"), "query")
    if settings().production and sha256_hex(text.encode("utf-8", "replace")) not in registered(face):
        raise Malformed(because("kernel.reason.registered"), "query")
    return text
