"""Every refusal can be read without GraphQL: as a problem in JSON and as plain text, in both languages."""

from dataclasses import fields, is_dataclass

import orjson
import pytest
from starlette.requests import Request
from tests.kit.application import APP

from largesse.faces.problem import MEDIA_TYPE, problem_response, status_of
from largesse.kernel.copy import LOCALES
from largesse.kernel.errors import registry

assert APP.rooms, "whose codes are asked for"
CODES = {code: kind for code, kind in registry().items() if not kind.__module__.startswith("tests.")}
TEXT = "text/plain; charset=utf-8"


def met(kind):
    """Give a refusal of this kind whose facts are told as they are named."""
    error = kind.__new__(kind)
    for one in fields(kind) if is_dataclass(kind) else ():
        if one.name not in {"path", "retry_at"}:
            object.__setattr__(error, one.name, f"<{one.name}>")
    return error


def answered(error, accept, locale):
    headers = [(b"accept", accept.encode()), (b"accept-language", locale.encode())]
    return problem_response(
        error, Request({"type": "http", "path": "/", "headers": headers, "query_string": b""})
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_is_plain_text_and_json_with_the_same_message_code_and_facts(locale):
    for code, kind in CODES.items():
        error = met(kind)
        plain, data = (answered(error, accept, locale) for accept in ("text/plain", "*/*"))
        assert (plain.media_type, data.media_type) == (TEXT, MEDIA_TYPE), code
        assert plain.status_code == data.status_code == status_of(error), code
        problem, lines = orjson.loads(data.body), plain.body.decode().splitlines()
        assert lines[0] == problem["message"], code
        assert problem["message"] not in {"", code}, code
        assert "{" not in problem["message"], code
        assert f"code: {code}" in lines, code
        assert {f"{name}: {value}" for name, value in problem["facts"].items()} <= set(lines), code


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/plain", TEXT),
        ("text/plain, text/html;q=0.5", TEXT),
        ("text/plain, application/json", MEDIA_TYPE),
        ("application/problem+json, text/plain;q=0.1", MEDIA_TYPE),
        ("*/*", MEDIA_TYPE),
    ],
)
def test_text_is_for_who_names_it_and_no_json(accept, kind):
    assert answered(met(CODES["kernel.nothing_here"]), accept, "en").media_type == kind
