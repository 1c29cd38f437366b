"""A caller who sends slowly holds a request for a while, never for good."""

import asyncio

import orjson
import strawberry
from starlette.requests import Request

from largesse.graphql import face
from largesse.store.house import House
from largesse.store.work import Work
from largesse.web.parts import nobody


@strawberry.type
class Query:
    @strawberry.field
    def version(self) -> str:
        return "1"


async def test_a_body_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(face, "BODY_S", 0.05)
    pieces = [{"type": "http.request", "body": b'{"query":', "more_body": True}]

    async def receive():
        if not pieces:
            await asyncio.Event().wait()
        return pieces.pop()

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    answer = await face.Face("tests", strawberry.Schema(Query), Work(House()), nobody).answer(
        Request(scope, receive)
    )
    assert answer.status_code == 408
    assert orjson.loads(answer.body)["errors"][0]["extensions"] == {
        "code": "kernel.too_slow",
        "facts": {"wait_s": "0.05"},
    }
