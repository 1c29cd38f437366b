"""Laws of compiling: what is made ready once answers as the expression itself, whatever it is asked of."""

from hypothesis import example, given
from hypothesis import strategies as st
from tests.laws.audience.questions import FEW, NAMES, TEXTS, VALUES, expressions
from tests.laws.audience.test_expression import ANYTHING

from largesse.kernel.compiling import compiled
from largesse.kernel.expression import Facts, evaluate, facts_named

OF_A_PLAY = ["state.stamps", "state.done", "count.plays_today"]
ASKED = st.sampled_from([*OF_A_PLAY, *OF_A_PLAY, *NAMES, "nobody.knows"])
EXPRESSIONS = st.one_of(expressions(ASKED), expressions(st.sampled_from(OF_A_PLAY), FEW, max_leaves=3))
# A caller may bring what is no value at all; no answer may fail for it.
ODD = st.one_of(VALUES, st.none(), st.floats(), st.lists(st.integers(), max_size=1))
FACTS = st.builds(
    Facts,
    TEXTS,
    st.dictionaries(st.sampled_from([*NAMES, *OF_A_PLAY]), FEW | ODD),
    st.frozensets(TEXTS),
    st.just({"classic": 0, "gold": 10, "black": 30, "None": 5}),
)


@given(EXPRESSIONS, FACTS)
@example({"op": "in", "fact": "state.stamps", "values": [True, 2, "x"]}, Facts("c", {"state.stamps": 2}))
@example({"op": "in", "fact": "state.stamps", "values": [True, 2, "x"]}, Facts("c", {"state.stamps": 1}))
@example({"op": "between", "fact": "state.stamps", "low": 1, "high": 2}, Facts("c", {"state.stamps": True}))
@example({"op": "between", "fact": "state.stamps", "low": 1, "high": 2}, Facts("c", {"state.stamps": 2}))
def test_compiled_and_evaluated_are_one_answer(expression, facts):
    assert compiled(expression)(facts) is evaluate(expression, facts)


@given(ANYTHING, FACTS)
@example({"op": "not", "of": {"op": "sql"}}, Facts("c"))
@example({"op": "or", "of": [{"op": "always"}, {"op": "not", "of": 7}]}, Facts("c"))
@example({"op": "tier_at_least", "tier": "None"}, Facts("c", {}, tier_ranks={"None": 5}))
@example({"op": "bucket", "salt": "\ud800", "from_ppm": 0, "to_ppm": 1_000_000}, Facts("\udfff"))
def test_what_is_no_expression_is_false_as_a_whole_compiled_too(document, facts):
    assert compiled(document)(facts) is evaluate(document, facts)


@given(EXPRESSIONS, FACTS, st.dictionaries(st.sampled_from(OF_A_PLAY), VALUES))
def test_facts_that_a_play_brings_are_asked_like_the_clients_own(expression, facts, brought):
    whole = facts.knowing(brought)
    assert compiled(expression)(whole) is evaluate(expression, whole)
    assert {**whole.values} == {**facts.values, **brought}


@given(EXPRESSIONS, FACTS, VALUES)
def test_only_the_facts_that_are_named_change_an_answer(expression, facts, value):
    others = {name: value for name in [*NAMES, *OF_A_PLAY] if name not in facts_named(expression)}
    assert compiled(expression)(facts.knowing(others)) is compiled(expression)(facts)
