"""A bug is never shown in words: the caller gets a trace id, the log has the rest."""

import httpx
import pytest
import strawberry
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from strawberry.schema.config import StrawberryConfig

from largesse.faces.scalars import SCALARS
from largesse.graphql.face import Face
from largesse.kernel.errors import NotSignedIn
from largesse.kernel.money import Long
from largesse.store.house import House
from largesse.store.work import Work
from largesse.web.parts import nobody
from largesse.web.tracing import Tracing


@strawberry.type
class Query:
    @strawberry.field
    def broken(self) -> str:
        raise ZeroDivisionError("the password is hunter2")

    @strawberry.field
    def counted(self, rows: Long) -> Long:
        return rows

    @strawberry.field
    def closed(self) -> str:
        raise NotSignedIn


async def ask(query, variables=None, **headers):
    schema = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS))
    face = Face("tests", schema, Work(House()), nobody)
    app = Starlette(routes=[Route("/", face.answer, methods=["POST"])], middleware=[Middleware(Tracing)])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        return await client.post("/", json={"query": query, "variables": variables}, headers=headers)


async def test_a_bug_is_masked_and_carries_the_trace_of_its_answer():
    answer = await ask("{ broken }")
    error = answer.json()["errors"][0]
    assert "hunter2" not in answer.text
    assert error["extensions"] == {"code": "kernel.broken", "trace": answer.headers["x-trace-id"]}
    assert answer.headers["x-trace-id"] in error["message"]


async def test_a_refusal_of_a_query_is_told_in_the_callers_language():
    chinese, english = await ask("{ closed }"), await ask("{ closed }", **{"accept-language": "en-GB"})
    assert [one.json()["errors"][0]["message"] for one in (chinese, english)] == [
        "请先登录",
        "Please sign in first",
    ]


@pytest.mark.parametrize("rows", ["many", 2**60, True, None])
async def test_a_variable_of_another_kind_is_the_callers_mistake_and_no_bug_of_ours(rows):
    answer = await ask("query($rows: Long!) { counted(rows: $rows) }", {"rows": rows})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (400, "kernel.invalid_query")
    assert "$rows" in error["extensions"]["facts"]["detail"]


@pytest.mark.parametrize(
    "query", [f"{{ counted(rows: {2**60}) }}", "{ nothing }", "{ counted", "{ closed { more } }"]
)
async def test_a_document_that_does_not_fit_is_the_callers_mistake_too(query):
    chinese, english = await ask(query), await ask(query, **{"accept-language": "en"})
    (error,) = chinese.json()["errors"]
    assert (chinese.status_code, error["extensions"]["code"]) == (400, "kernel.invalid_query")
    assert error["message"].startswith("请求的内容不合要求")
    assert english.json()["errors"][0]["message"] == error["extensions"]["facts"]["detail"]


async def test_what_fails_while_it_is_executed_answers_200_with_what_could_be_read():
    answer = await ask("{ counted(rows: 7) broken }")
    assert answer.status_code == 200
