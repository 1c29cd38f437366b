"""A document that costs too much is refused before it is validated, however little text it needs."""

import time

import pytest
import strawberry

from largesse.graphql.assemble import executable
from largesse.graphql.limits import NESTING_MAX, TooMuch, check_nesting
from largesse.graphql.prepare import prepared


@strawberry.type
class Query:
    @strawberry.field
    def rows(self, first: int = 1) -> list[str]:
        return ["row"] * first

    @strawberry.field
    def inner(self) -> "Query":
        return self


@pytest.fixture
def prepare():
    return prepared(executable(strawberry.Schema(Query)))


def doubling(levels, last):
    spreads = "".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }} " for n in range(levels))
    return f"{{ ...f0 }} {spreads} {last}"


@pytest.mark.parametrize(
    ("text", "which"),
    [
        (doubling(40, "fragment f40 on Query { rows }"), "selections"),
        (doubling(40, ""), "selections"),
        ("{ a: rows " + " ".join(f"a{n}: rows" for n in range(15)) + " }", "aliases"),
        ("{" + "inner {" * 10 + "rows" + "}" * 10 + "}", "depth"),
        ("{ inner { rows(first: 1000000) } rows(first: 1000000) { x } }", "cost"),
    ],
)
def test_what_is_too_dear_is_refused_at_once_and_by_name(prepare, text, which):
    began = time.monotonic()
    with pytest.raises(TooMuch, match=rf"kernel\.reason\.{which}"):
        prepare(text)
    assert time.monotonic() - began < 1


def test_more_than_two_thousand_tokens_are_not_read(prepare):
    assert "2000 tokens" in str(prepare("{" + " rows" * 2100 + "}").errors[0])


@pytest.mark.parametrize("levels", [100, 180, 450])
def test_deep_nesting_fells_nothing(prepare, levels):
    prepare("{" + "...{" * levels + "rows" + "}" * levels + "}")
    chain = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} }}" for n in range(levels))
    prepare(f"{{ ...f0 }} {chain} fragment f{levels} on Query {{ rows }}")


def test_a_variable_cannot_make_a_checked_document_dear(prepare):
    document = prepare("query($n: Int) { inner { rows(first: $n) { x } } }")
    document.check({"n": 25})
    with pytest.raises(TooMuch):
        document.check({"n": 100_000})


async def test_a_document_is_prepared_once_and_executed_as_often_as_it_is_asked(prepare):
    text = "query Some($n: Int!) { rows(first: $n) }"
    assert prepare(text) is prepare(text)
    for count in (1, 2):
        assert (await prepare(text).run({"n": count}, "Some", None)).data == {"rows": ["row"] * count}


async def test_what_is_invalid_is_never_executed(prepare):
    for text in ("{ nothing }", "not graphql", "", "subscription { rows }"):
        result = await prepare(text).run({}, None, None)
        assert result.data is None
        assert result.errors


def test_deep_json_is_refused_and_brackets_in_text_are_not_depth():
    check_nesting(b'{"query": "' + b"{[" * 200 + b'"}')
    check_nesting(b'{"query": "\\"' + b"[" * 200 + b'", "x": [' + b"[]," * 100 + b"1]}")
    with pytest.raises(TooMuch):
        check_nesting(b"[" * (NESTING_MAX + 1))
