"""Laws of audience expressions: total, bounded, pure, and the logic of yes and no."""

from hypothesis import given
from hypothesis import strategies as st

from largesse.kernel.expression import Facts, bucket_ppm, check, evaluate

NAMES = st.sampled_from(["tier", "visits", "blocked", "unknown"])
VALUES = st.one_of(st.sampled_from(["gold", "black"]), st.integers(-5, 5), st.booleans())
LEAVES = st.one_of(
    st.just({"op": "always"}),
    st.fixed_dictionaries(
        {"op": st.sampled_from(["eq", "lt", "lte", "gt", "gte"]), "fact": NAMES, "value": VALUES}
    ),
    st.fixed_dictionaries(
        {"op": st.just("in"), "fact": NAMES, "values": st.lists(VALUES, min_size=1, max_size=4)}
    ),
    st.fixed_dictionaries({"op": st.just("has_tag"), "tag": st.sampled_from(["golf", "tea"])}),
    st.fixed_dictionaries(
        {"op": st.just("tier_at_least"), "tier": st.sampled_from(["gold", "black", "none"])}
    ),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"op": st.just("not"), "of": inner}),
        st.fixed_dictionaries(
            {"op": st.sampled_from(["and", "or"]), "of": st.lists(inner, min_size=1, max_size=3)}
        ),
    ),
    max_leaves=8,
).filter(lambda one: not check(one))
FACTS = st.builds(
    Facts,
    st.text(min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(["tier", "visits", "blocked"]), VALUES),
    st.frozensets(st.sampled_from(["golf", "tea"])),
    st.just({"gold": 10, "black": 30}),
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["op", "of", "fact", "value", "values", "tag"]), inner, max_size=4),
        st.fixed_dictionaries(
            {"op": st.sampled_from(["and", "or", "not", "eq", "in"])}, optional={"of": inner, "fact": inner}
        ),
    ),
    max_leaves=20,
)


@given(ANYTHING, FACTS)
def test_every_document_gets_an_answer_and_only_expressions_a_yes(document, facts):
    answer = evaluate(document, facts)
    assert answer in {True, False}
    if check(document):
        assert answer is False


@given(EXPRESSIONS, FACTS)
def test_the_same_question_gets_the_same_answer_and_changes_nothing(expression, facts):
    before = repr((expression, facts))
    assert evaluate(expression, facts) == evaluate(expression, facts)
    assert repr((expression, facts)) == before


@given(EXPRESSIONS, FACTS)
def test_not_is_the_other_answer(expression, facts):
    turned = {"op": "not", "of": expression}
    if not check(turned):
        assert evaluate(turned, facts) is not evaluate(expression, facts)


@given(st.lists(EXPRESSIONS, min_size=1, max_size=4), FACTS)
def test_and_is_all_and_or_is_any_in_whatever_order(parts, facts):
    every, some = {"op": "and", "of": parts}, {"op": "or", "of": parts}
    if not check(every):
        answers = [evaluate(part, facts) for part in parts]
        assert evaluate(every, facts) is all(answers)
        assert evaluate(some, facts) is any(answers)
        assert evaluate({"op": "and", "of": parts[::-1]}, facts) is all(answers)


@given(st.text(min_size=1, max_size=10), st.text(max_size=10), st.integers(0, 1_000_000))
def test_a_cut_puts_every_client_on_exactly_one_side(salt, client, cut):
    low = {"op": "bucket", "salt": salt, "from_ppm": 0, "to_ppm": cut}
    high = {"op": "bucket", "salt": salt, "from_ppm": cut, "to_ppm": 1_000_000}
    assert 0 <= bucket_ppm(salt, client) < 1_000_000
    assert evaluate(low, Facts(client)) is not evaluate(high, Facts(client))
