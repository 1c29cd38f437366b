"""Each operator asks what it says, and what is no expression asks nothing."""

import pytest

from largesse.kernel.expression import (
    DEPTH_MAX,
    NODES_MAX,
    Facts,
    Problem,
    bucket_ppm,
    check,
    evaluate,
    facts_named,
)
from largesse.kernel.reasons import because

WANG = Facts(
    "wang",
    {"tier": "platinum", "visits": 3, "blocked": False, "joined_on": "2020-05-01"},
    frozenset({"golf"}),
    {"gold": 10, "platinum": 20, "black": 30},
)
ALWAYS = {"op": "always"}
REASON = "kernel.reason.expression"


def leaf(op, fact="visits", value=3):
    return {"op": op, "fact": fact, "value": value}


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        (ALWAYS, True),
        (leaf("eq"), True),
        (leaf("eq", value=4), False),
        (leaf("eq", "blocked", value=False), True),
        (leaf("eq", "blocked", value=0), False),
        (leaf("eq", "unknown"), False),
        (leaf("lt", value=4), True),
        (leaf("lt", value="4"), False),
        (leaf("lte"), True),
        (leaf("gt"), False),
        (leaf("gte"), True),
        (leaf("gt", "joined_on", "2019-12-31"), True),
        ({"op": "in", "fact": "tier", "values": ["gold", "platinum"]}, True),
        ({"op": "in", "fact": "tier", "values": ["gold", 20]}, False),
        ({"op": "in", "fact": "unknown", "values": ["gold"]}, False),
        ({"op": "between", "fact": "visits", "low": 1, "high": 3}, True),
        ({"op": "between", "fact": "visits", "low": 4, "high": 9}, False),
        ({"op": "between", "fact": "visits", "low": "1", "high": 9}, False),
        ({"op": "has_tag", "tag": "golf"}, True),
        ({"op": "has_tag", "tag": "tea"}, False),
        ({"op": "tier_at_least", "tier": "gold"}, True),
        ({"op": "tier_at_least", "tier": "platinum"}, True),
        ({"op": "tier_at_least", "tier": "black"}, False),
        ({"op": "tier_at_least", "tier": "diamond"}, False),
        ({"op": "bucket", "salt": "s", "from_ppm": 0, "to_ppm": 1_000_000}, True),
        ({"op": "bucket", "salt": "s", "from_ppm": 0, "to_ppm": 0}, False),
        ({"op": "not", "of": leaf("eq", "unknown")}, True),
        ({"op": "and", "of": [ALWAYS, leaf("eq")]}, True),
        ({"op": "and", "of": [ALWAYS, leaf("gt")]}, False),
        ({"op": "or", "of": [leaf("gt"), ALWAYS]}, True),
        ({"op": "or", "of": [leaf("gt"), leaf("lt")]}, False),
    ],
)
def test_an_expression_answers_for_one_client(expression, answer):
    assert check(expression) == []
    assert evaluate(expression, WANG) is answer


MALFORMED = [
    None,
    [],
    "always",
    {},
    {"op": "sql", "of": []},
    {"op": ["and"]},
    {"op": "always", "more": 1},
    {"op": "and", "of": []},
    {"op": "and", "of": {}},
    {"op": "and", "of": [ALWAYS] * 51},
    {"op": "not", "of": [ALWAYS]},
    {"op": "eq", "fact": "tier"},
    {"op": "eq", "fact": "", "value": 1},
    {"op": "eq", "fact": 7, "value": 1},
    {"op": "eq", "fact": "tier", "value": 1.5},
    {"op": "eq", "fact": "tier", "value": None},
    {"op": "in", "fact": "tier", "values": []},
    {"op": "in", "fact": "tier", "values": "gold"},
    {"op": "in", "fact": "tier", "values": [[]]},
    {"op": "bucket", "salt": "s", "from_ppm": -1, "to_ppm": 5},
    {"op": "bucket", "salt": "s", "from_ppm": True, "to_ppm": 5},
]


@pytest.mark.parametrize("expression", MALFORMED)
def test_what_is_no_expression_is_false_also_inside_not_and_or(expression):
    assert check(expression)
    for whole in (
        expression,
        {"op": "not", "of": expression},
        {"op": "or", "of": [ALWAYS, expression]},
        {"op": "or", "of": [expression, ALWAYS]},
    ):
        assert evaluate(whole, WANG) is False


def nested(depth):
    inner = ALWAYS
    for _ in range(depth - 1):
        inner = {"op": "and", "of": [inner]}
    return inner


def test_depth_is_bounded():
    assert evaluate(nested(DEPTH_MAX), WANG)
    assert check(nested(DEPTH_MAX)) == []
    assert not evaluate(nested(DEPTH_MAX + 1), WANG)
    assert check(nested(DEPTH_MAX + 1))[0].reason == because(f"{REASON}.depth", most=DEPTH_MAX)
    assert not evaluate(nested(50_000), WANG)
    assert check(nested(50_000))


def test_size_is_bounded():
    def wide(count):
        groups = [{"op": "or", "of": [ALWAYS] * 50} for _ in range(3)]
        return {"op": "and", "of": [*groups, *[ALWAYS] * (count - 1 - 3 * 51)]}

    assert evaluate(wide(NODES_MAX), WANG)
    assert check(wide(NODES_MAX)) == []
    assert not evaluate(wide(NODES_MAX + 1), WANG)
    assert check(wide(NODES_MAX + 1))[-1].reason == because(f"{REASON}.nodes", most=NODES_MAX)


def test_only_declared_facts_of_the_right_kind_pass_the_check():
    kinds = {"tier": "text", "visits": "number", "blocked": "flag", "joined_on": "day"}
    assert check({"op": "and", "of": [leaf("eq"), leaf("eq", "tier", "gold"), ALWAYS]}, kinds) == []
    wrong = {"op": "and", "of": [leaf("eq", "salary"), {"op": "not", "of": leaf("eq", "visits", "3")}]}
    assert check(wrong, kinds) == [
        Problem("/of/0", because(f"{REASON}.fact", fact="salary")),
        Problem("/of/1/of", because(f"{REASON}.kind", fact="visits", kind="number")),
    ]
    assert check({"op": "in", "fact": "blocked", "values": [True, 1]}, kinds)
    assert check({"op": "between", "fact": "visits", "low": 1, "high": "9"}, kinds)


def test_the_facts_that_are_asked_can_be_told():
    asked = {"op": "or", "of": [leaf("eq"), {"op": "not", "of": leaf("eq", "tier", "gold")}, ALWAYS]}
    assert facts_named(asked) == {"visits", "tier"}
    assert facts_named(["rubbish"]) == frozenset()
    assert facts_named({"op": "not", "of": {"op": "tier_at_least", "tier": "gold"}}) == {"tier"}


def test_a_bucket_is_stable_and_moves_with_its_salt():
    assert bucket_ppm("a", "wang") == bucket_ppm("a", "wang")
    places = [bucket_ppm("autumn", f"client-{n}") for n in range(2_000)]
    assert 0.45 < sum(place < 500_000 for place in places) / 2_000 < 0.55
    assert places != [bucket_ppm("winter", f"client-{n}") for n in range(2_000)]
