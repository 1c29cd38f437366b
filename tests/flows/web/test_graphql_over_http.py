"""The three faces as the public specification wants them, audited by its own list, and beyond it."""

import json
import shutil
import subprocess

import httpx
import pytest
from tests.kit.site import site

from largesse.app import FACES
from largesse.faces.form import OURS, PLAIN
from largesse.graphql.documents import registered
from largesse.kernel.settings import CHECKOUT

pytestmark = pytest.mark.slow
AUDITS = 61
MISFIT = {"query": "{ nothing }"}
MISTYPED = {"query": "query($name: String!) { __type(name: $name) { name } }", "variables": {"name": None}}
UNPARSED = {"query": "{"}


@pytest.fixture(scope="module")
async def address(ground):
    with site(ground) as address:
        yield address


@pytest.fixture
async def asks(address):
    async with httpx.AsyncClient(base_url=address, timeout=10) as client:
        yield client


def test_each_face_passes_the_whole_audit(address):
    urls = [f"{address}{path}" for path in FACES.values()]
    done = subprocess.run(
        [shutil.which("node"), "tools/audit-graphql.mjs", *urls],
        cwd=CHECKOUT / "widgets",
        capture_output=True,
        check=True,
        timeout=120,
    )
    found = json.loads(done.stdout)
    missed = {url: [one for one in told if one["status"] != "ok"] for url, told in found.items()}
    assert missed == {url: [] for url in urls}
    assert {url: len(told) for url, told in found.items()} == dict.fromkeys(urls, AUDITS)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (f"{OURS}, application/graphql+json, {PLAIN}, text/event-stream", OURS),
        (f"{PLAIN};q=0.5, {OURS};q=0.9", OURS),
        (f"{PLAIN}, {OURS}", PLAIN),
        (f"{OURS};q=0, */*", PLAIN),
        ("text/html", PLAIN),
        (f"{OURS};q=much", PLAIN),
    ],
)
async def test_the_answer_has_the_media_type_that_was_preferred(asks, accept, kind):
    answer = await asks.post(FACES["client"], json={"query": "{ version }"}, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.json() == {"data": {"version": "1"}}


@pytest.mark.parametrize("body", [MISFIT, MISTYPED, UNPARSED])
@pytest.mark.parametrize(("accept", "status"), [(OURS, 400), ("*/*", 400), (PLAIN, 200)])
async def test_what_does_not_fit_is_400_and_200_only_for_who_names_the_older_contract(
    asks, body, accept, status
):
    answer = await asks.post(FACES["console"], json=body, headers={"accept": accept})
    assert answer.status_code == status
    assert set(answer.json()) == {"errors"}


async def test_a_get_reads_and_never_writes(asks):
    path = FACES["client"]
    both = "query V { version } mutation M { leave(ask: {}) { __typename } }"
    read = await asks.get(path, params={"query": both, "operationName": "V"})
    assert (read.status_code, read.json()) == (200, {"data": {"version": "1"}})
    assert read.headers["cache-control"] == "no-store"
    write = await asks.get(path, params={"query": "mutation { leave(ask: {}) { __typename } }"})
    assert (write.status_code, write.json()["errors"][0]["extensions"]["code"]) == (
        405,
        "kernel.wrong_method",
    )
    assert write.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("params", "headers", "code"),
    [
        ({"query": "{ version }", "extensions": '{"file": true}'}, {}, "kernel.malformed"),
        ({"query": "{ version }", "variables": "[" * 70 + "]" * 70}, {}, "kernel.too_much"),
        ({"query": "{ version }", "variables": "{"}, {}, "kernel.malformed"),
        ({"id": "0" * 64}, {}, "kernel.malformed"),
        ({}, {}, "kernel.malformed"),
        ({"query": "{ version }"}, {"sec-fetch-site": "cross-site"}, "kernel.foreign_origin"),
    ],
)
async def test_a_get_is_refused_as_a_post_is_and_when_another_site_leads_to_it(asks, params, headers, code):
    answer = await asks.get(FACES["console"], params=params, headers=headers)
    assert answer.status_code in {400, 403}
    assert answer.json()["errors"][0]["extensions"]["code"] == code


@pytest.mark.parametrize("at", ["2026-10-01T08:00:00", "2026-10-01"])
@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN", "没有写明时区"), ("en", "does not say its time zone")]
)
async def test_a_time_without_its_zone_is_refused_in_words_wherever_it_stands(asks, at, language, words):
    found = []
    by_variable = "mutation($ask: ExtendActivityAsk!) { extendActivity(ask: $ask) { __typename } }"
    ask = {"key": "k", "activity": "act_1", "endsAt": at}
    found.append({"query": by_variable, "variables": {"ask": ask}})
    literal = f'{{key: "k", activity: "act_1", endsAt: "{at}"}}'
    found.append({"query": f"mutation {{ extendActivity(ask: {literal}) {{ __typename }} }}"})
    for body in found:
        answer = await asks.post(FACES["console"], json=body, headers={"x-locale": language})
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["extensions"]["code"]) == (400, "kernel.without_zone")
        assert words in error["message"]
        assert at in error["message"]


async def test_production_gets_what_is_registered_and_says_422_where_the_newer_draft_is_set(ground):
    env = {"LARGESSE_ENVIRONMENT": "production", "LARGESSE_DEMO": "false"}
    named = {text.split("(")[0].split(" {")[0]: (ident, text) for ident, text in registered("client").items()}
    (ident, text), (right, _) = named["query DemoClients"], named["query Right"]
    path = FACES["client"]
    with site(ground, LARGESSE_GRAPHQL_NEWER_DRAFT="true", **env) as address:
        async with httpx.AsyncClient(base_url=address, timeout=10, headers={"accept": OURS}) as client:
            for params in ({"id": ident}, {"query": text}):
                answer = await client.get(path, params=params)
                assert (answer.status_code, answer.json()) == (200, {"data": {"demoClients": []}})
            assert (await client.get(path, params={"query": "{ version }"})).status_code == 400
            mistyped = {"id": right, "variables": {"id": None}}
            assert (await client.post(path, json=mistyped)).status_code == 422
            params = {"id": right, "variables": '{"id": null}'}
            assert (await client.get(path, params=params)).status_code == 422
