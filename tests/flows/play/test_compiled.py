"""The compiled path of the play mutation gives what the generic executor gives, to the byte."""

from dataclasses import replace

import orjson
import pytest
from starlette.requests import Request
from tests.flows.play.test_vocabulary import QUIZ, decided, questions
from tests.kit.application import APP

from largesse.faces.context import Context
from largesse.graphql.assemble import executable
from largesse.graphql.prepare import prepared
from largesse.kernel.settings import CHECKOUT
from largesse.play.groups.fast import compiled, mark_of, of_documents

DOCUMENTS = CHECKOUT / "widgets/apps/h5/documents"
DOCUMENT = (DOCUMENTS / "takePart.graphql").read_text("utf-8")
SAYING = (DOCUMENTS / "own/take-part.graphql").read_text("utf-8")
FULL = """mutation Play($a: TakePartAsk!) { won: takePart(ask: $a) {
  ... on Refusal { retryAt facts { value name } path message code __typename }
  kind: __typename
  ... on Played { commit chancesLeft prize { title id __typename } entitlement draw outcome } } }"""


def wheel(document):
    document["audience"]["rule"] = {"op": "always"}


@pytest.fixture(scope="module")
def schema():
    return APP.faces["client"]


async def both(fair, schema, asked: tuple[str, dict], actor, locale: str = "zh-CN") -> bytes:
    """Answer by both ways under the same key; they must agree."""
    text, variables = asked
    request = Request({"type": "http", "headers": []})
    context = Context(request=request, work=fair.house.work, actor=actor, locale=locale, trace="t")
    fast = await compiled(text)(variables, context)
    slow = await prepared(executable(schema))(text).run(variables, None, replace(context))
    assert slow.errors is None
    assert orjson.dumps(fast) == orjson.dumps({"data": slow.data})
    return orjson.dumps(fast)


@pytest.mark.parametrize(("text", "variable"), [(DOCUMENT, "ask"), (FULL, "a")])
async def test_every_answer_is_the_same_by_both_ways(fair, schema, text, variable):
    slug, _ = await fair.publish(fair.document(wheel))
    clients = await fair.clients(6)
    for n, client in enumerate(clients):
        ask = {"key": f"{variable}-{n}", "activity": slug, "play": "wheel"}
        locale = "en" if n % 2 else "zh-CN"
        assert b'"Played"' in await both(fair, schema, (text, {variable: ask}), client, locale)
    for n in range(2):
        again = {variable: {"key": f"m-{n}", "activity": slug, "play": "wheel"}}
        await both(fair, schema, (text, again), clients[0])
    refused = [
        (clients[0], {"key": "over", "activity": slug, "play": "wheel"}, b"play.no_chances"),
        (clients[1], {"key": "x", "activity": slug, "play": "none"}, b"play.play_missing"),
        (clients[1], {"key": "x", "activity": "nowhere", "play": "wheel"}, b"play.activity_missing"),
        (clients[1], {"key": "", "activity": slug, "play": "wheel"}, b"kernel.malformed"),
        (None, {"key": "x", "activity": slug, "play": "wheel"}, b"kernel.not_signed_in"),
    ]
    for actor, ask, code in refused:
        assert code in await both(fair, schema, (text, {variable: ask}), actor)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"q1": ["a"], "q2": ["a", "c"]}, b'"outcome":"win"'),
        ({"q1": ["b"], "q2": ["c"], "beside": ["x"]}, b'"outcome":"none"'),
        ({"q1": ["a"]}, b"kernel.malformed"),
        ({"q1": ["a"], "q2": ["z"]}, b"kernel.malformed"),
    ],
)
async def test_what_is_said_is_heard_the_same_by_both_ways(fair, schema, said, expected):
    slug, _ = await fair.publish(fair.document(decided(QUIZ, asks=questions())))
    (client,) = await fair.clients(1)
    words = [{"name": name, "values": values} for name, values in said.items()]
    ask = {"key": "k", "activity": slug, "play": "wheel", "said": words}
    assert expected in await both(fair, schema, (SAYING, {"ask": ask}), client)


@pytest.mark.parametrize(
    "text",
    [
        "query { version }",
        'mutation { takePart(ask: {key: "k", activity: "a", play: "p"}) { __typename } }',
        "mutation A($ask: TakePartAsk!) { takePart(ask: $ask) { __typename } } query B { version }",
        "mutation A($ask: TakePartAsk!) { takePart(ask: $ask) { __typename @skip(if: true) } }",
        "mutation A($ask: TakePartAsk!) { takePart(ask: $ask) { ...X } } fragment X on Played { draw }",
        "mutation A($ask: TakePartAsk!) { takePart(ask: $ask) { ... on Played { nothing } } }",
        "mutation A($ask: TakePartAsk!) { a: takePart(ask: $ask) { draw } b: version }",
        "not graphql",
    ],
)
def test_any_other_document_is_left_to_the_executor(text):
    assert compiled(text) is None
    assert of_documents({mark_of(text): text}) == {}


async def test_variables_of_another_form_are_left_to_the_executor():
    request = Request({"type": "http", "headers": []})
    context = Context(request=request, work=None, actor=None, locale="en", trace="t")
    for variables in (
        {},
        {"ask": None},
        {"ask": {"key": "k"}},
        {"ask": {"key": 1, "activity": "a", "play": "p"}},
        {"ask": {"key": "k", "activity": "a", "play": "p", "said": None}},
        {"ask": {"key": "k", "activity": "a", "play": "p", "said": [{"name": "q1", "values": "a"}]}},
    ):
        assert await compiled(DOCUMENT)(variables, context) is None
