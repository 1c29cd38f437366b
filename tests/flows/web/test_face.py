"""The door of a face: what is refused before anything is executed."""

import json

import httpx
import pytest
from tests.kit.site import site

from largesse.graphql.limits import BODY_MAX
from largesse.identity.sessions.sessions import new_token

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
async def face(ground):
    with site(ground) as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            yield lambda body, path="/graphql/console", **kw: client.post(path, **_body(body), **kw)


def _body(body):
    return {"content": body} if isinstance(body, bytes) else {"json": body}


def code(answer):
    return answer.json()["errors"][0]["extensions"]["code"]


def nested(depth):
    inner = "version"
    for _ in range(depth):
        inner = f"a{{{inner}}}"
    return f"{{{inner}}}"


async def test_each_face_answers(face):
    for path in ("/graphql/console", "/graphql/client", "/open/graphql"):
        answer = await face({"query": "{version}"}, path)
        assert answer.json() == {"data": {"version": "1"}}


async def test_only_json_of_our_own_origin_is_taken(face):
    plain = {"content-type": "text/plain"}
    assert (await face(b'{"query":"{version}"}', headers=plain)).status_code == 415
    foreign = {"origin": "https://elsewhere.example", "content-type": "application/json"}
    assert (await face(b'{"query":"{version}"}', headers=foreign)).status_code == 403
    broken = foreign | {"origin": "http://[broken"}
    assert (await face(b'{"query":"{version}"}', headers=broken)).status_code == 403


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (b"{" * 70 + b"}" * 70, 400, "kernel.too_much"),
        (b'{"query": "{version}", "x": "' + b"y" * BODY_MAX + b'"}', 413, "kernel.too_large"),
        (b"not json", 400, "kernel.malformed"),
        (b"[]", 400, "kernel.malformed"),
        (json.dumps({"id": "0" * 64}).encode(), 400, "kernel.malformed"),
        (json.dumps({"query": nested(11)}).encode(), 400, "kernel.too_much"),
        (
            json.dumps({"query": "{" + " ".join(f"a{n}:version" for n in range(16)) + "}"}).encode(),
            400,
            "kernel.too_much",
        ),
    ],
)
async def test_what_is_too_much_or_not_understood_is_refused_by_name(face, body, status, expected):
    answer = await face(body, headers={"content-type": "application/json"})
    assert (answer.status_code, code(answer)) == (status, expected)


async def test_more_than_two_thousand_tokens_are_refused(face):
    answer = await face({"query": "{" + " version" * 2100 + "}"})
    assert "errors" in answer.json()
    assert answer.json().get("data") is None


async def test_in_production_only_registered_documents_are_answered(ground):
    with site(ground, LARGESSE_ENVIRONMENT="production", LARGESSE_DEMO="false") as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            answer = await client.post("/graphql/client", json={"query": "{version}"})
            assert (answer.status_code, code(answer)) == (400, "kernel.malformed")


async def test_a_caller_who_asks_too_often_is_told_when_to_come_back(ground):
    with site(ground) as address:
        async with httpx.AsyncClient(
            base_url=address, timeout=10, cookies={"lg_client": new_token()}
        ) as client:
            for _ in range(600):
                answer = await client.post("/graphql/client", json={"query": "{version}"})
                if answer.status_code == 429:
                    break
    assert code(answer) == "kernel.too_many"
    assert int(answer.headers["retry-after"]) >= 1
