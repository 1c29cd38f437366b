"""A list that leaves as a file is on the audit trail, masked as it is on the screen."""

import json

import orjson
import pytest
from starlette.requests import Request
from tests.kit.application import APP

from largesse.graphql.face import Face

LIST = """query($first: Int, $after: String, $search: String, $sort: String) {
  clients(first: $first, after: $after, search: $search, sort: $sort) { countAtLeast
  edges { node { id maskedName maskedMobile } } pageInfo { hasNextPage endCursor } } }"""
TRAIL = "{ auditRows(first: 10) { edges { node { actorName action subject facts names { id name } } } } }"


@pytest.fixture(scope="session")
def schema():
    return APP.faces["console"]


@pytest.fixture
def ask(bank, schema):
    """Post a document to the console's face, as its pages do."""

    async def run(query, who, extensions=None, **variables):
        async def identify(_request):
            return bank.who(who)

        body = orjson.dumps({"query": query, "variables": variables, "extensions": extensions})
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/graphql/console",
            "query_string": b"",
            "headers": [(b"content-type", b"application/json")],
            "state": {"trace": "t"},
        }

        async def receive():
            return {"type": "http.request", "body": body}

        answer = await Face("console", schema, bank.work, identify).answer(Request(scope, receive))
        return json.loads(answer.body)

    return run


async def taken(ask):
    """Give what the auditor sees of lists that left."""
    rows = (await ask(TRAIL, "auditor"))["data"]["auditRows"]["edges"]
    return [edge["node"] for edge in rows if edge["node"]["action"] == "kernel.list_exported"]


FILE = {"file": True}


async def test_the_auditor_sees_who_took_which_list_and_how_much_of_it(ask, bank):
    await ask(LIST, "operator", FILE, first=100, sort="-tier")
    assert await taken(ask) == [
        {
            "actorName": bank.who("operator").name,
            "action": "kernel.list_exported",
            "subject": "clients",
            "facts": {"list": "clients", "rows": 10, "sort": "-tier", "searched": False},
            "names": [],
        }
    ]


async def test_a_list_on_the_screen_is_no_export(ask):
    await ask(LIST, "operator", None, first=100)
    await ask(LIST, "operator", {"file": False}, first=100)
    assert await taken(ask) == []


async def test_a_file_is_masked_as_its_list_is(ask):
    screen = (await ask(LIST, "operator", None, first=100))["data"]["clients"]["edges"]
    file = (await ask(LIST, "operator", FILE, first=100))["data"]["clients"]["edges"]
    assert file == screen
    assert all("*" in one["node"]["maskedName"] and "****" in one["node"]["maskedMobile"] for one in file)


async def test_a_file_of_many_pages_is_one_export_with_all_its_rows(ask):
    first = (await ask(LIST, "operator", FILE, first=5))["data"]["clients"]
    after = first["pageInfo"]["endCursor"]
    second = (await ask(LIST, "operator", FILE, first=5, after=after))["data"]["clients"]
    assert len(second["edges"]) == 5
    assert [one["facts"]["rows"] for one in await taken(ask)] == [10]


async def test_a_file_begins_at_its_first_page(ask):
    """A page of the screen leads to no page of a file: one would be read that nobody recorded."""
    first = (await ask(LIST, "operator", None, first=5))["data"]["clients"]
    answer = await ask(LIST, "operator", FILE, first=5, after=first["pageInfo"]["endCursor"])
    assert answer["errors"][0]["extensions"]["code"] == "kernel.malformed"
    assert await taken(ask) == []


async def test_what_was_searched_for_stays_unwritten(ask):
    await ask(LIST, "operator", FILE, search="13900010001")
    (one,) = await taken(ask)
    assert one["facts"]["searched"] is True
    assert "13900010001" not in str(one)


async def test_who_may_not_read_a_list_takes_nothing_and_leaves_no_row(ask):
    answer = await ask(LIST, "finance", FILE, first=5)
    assert answer["errors"][0]["extensions"]["code"] == "kernel.not_allowed"
    assert await taken(ask) == []


async def test_extensions_that_are_no_object_are_refused(ask):
    answer = await ask(LIST, "operator", ["file"])
    assert answer["errors"][0]["extensions"]["code"] == "kernel.malformed"
