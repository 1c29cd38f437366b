"""Laws of documents: costs are bounded, a change there and back is none, a restock is never a detriment."""

import json
from copy import deepcopy
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kit.standard import GRAMMAR, STANDARD
from tests.kit.telling import told

from largesse.activities.documents.document import hash_of
from largesse.activities.guard.check import check
from largesse.activities.guard.problem import stops
from largesse.activities.revisions.detriment import worsens
from largesse.activities.revisions.difference import difference
from largesse.activities.revisions.expectation import expect_cost
from largesse.activities.revisions.restock import RestockActivity, restocked
from largesse.contracts.registry import folder, guard
from largesse.contracts.telling import teller

EXAMPLE = json.loads((folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


def parts(document):
    """Give every container of a document with its keys, for damaging it."""
    waiting = [document]
    while waiting:
        one = waiting.pop()
        items = one.items() if isinstance(one, dict) else enumerate(one)
        for key, inner in items:
            yield one, key
            if isinstance(inner, dict | list):
                waiting.append(inner)


@st.composite
def documents(draw):
    """Draw lawful documents that differ in odds, stock, costs and budget."""
    document = deepcopy(EXAMPLE)
    items = document["plays"][0]["decide"]["items"]
    first, second = draw(st.integers(0, 500_000)), draw(st.integers(0, 500_000))
    for item, ppm in zip(items, (first, second, 1_000_000 - first - second), strict=True):
        item["ppm"] = ppm
    for item in items[:2]:
        item["stock"] = draw(st.integers(0, 10_000))
    for right in document["rights"]:
        right["unit_cost_minor"] = draw(st.integers(0, 1_000_000))
    document["budget"]["cap_minor"] = draw(st.integers(0, 10**12))
    return told(document)


@settings(deadline=None)
@given(documents())
def test_the_worst_case_is_within_the_budget_and_an_attempt_never_costs_more_than_its_dearest_prize(document):
    cost = expect_cost(document, GRAMMAR)
    dearest = max(right["unit_cost_minor"] for right in document["rights"])
    assert 0 <= cost.worst_minor <= cost.cap_minor
    assert cost.worst_minor <= cost.stock_minor
    assert 0 <= cost.attempts[0].expected_minor <= dearest
    assert not stops(check(document, STANDARD))


@settings(deadline=None)
@given(documents(), documents())
def test_a_difference_is_empty_exactly_when_the_hash_is_the_same(one, other):
    changes = difference(one, other, GRAMMAR)
    silent = not any(changes[part] for part in ("odds", "stock", "rights", "plays", "disclosure", "parts"))
    assert silent == (hash_of(one) == hash_of(other))


@settings(deadline=None)
@given(documents(), st.sampled_from(["lounge", "tea"]), st.integers(1, 10_000))
def test_a_restock_favours_clients_and_taking_it_back_does_not(document, item, units):
    ask = RestockActivity(key="restock", activity=UUID(int=1), play="wheel", item=item, units=units)
    more = restocked(document, ask, GRAMMAR)
    assert worsens(document, more, GRAMMAR) == []
    assert [one.what for one in worsens(more, document, GRAMMAR)] in (["stock"], ["prize"])


@settings(deadline=None)
@given(JSON)
def test_any_json_gets_problems_and_never_an_exception(value):
    assert check(value, STANDARD)


@settings(deadline=None)
@given(st.data())
def test_a_document_damaged_anywhere_is_checked_without_an_exception(data):
    document = deepcopy(EXAMPLE)
    places = list(parts(document))
    holder, key = places[data.draw(st.integers(0, len(places) - 1))]
    if data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(JSON)
    for problem in check(document, STANDARD):
        assert problem.told("zh-CN")["message"]


@settings(deadline=None)
@given(st.data())
def test_the_fast_and_the_telling_validator_agree_on_every_damaged_document(data):
    document = deepcopy(EXAMPLE)
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(parts(document))
        holder, key = places[data.draw(st.integers(0, len(places) - 1))]
        holder[key] = data.draw(
            JSON | st.sampled_from(["op", "and", "grant", "weighted", {}, [], {"op": "always"}])
        )
    assert guard("activity.v1").is_valid(document) == teller("activity.v1").is_valid(document)
