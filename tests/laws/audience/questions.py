"""Questions and clients as no form would make them: odd letters, wrong kinds, facts that nobody knows."""

from hypothesis import strategies as st

from largesse.kernel.expression import PPM, check

# Letters that sort, quote or are stored in their own way; the last two no database keeps.
KEPT = [
    *("vip", "VIP", "vip ", "v", "金卡", "金", "👩‍👩‍👧", "é", "e\u0301", "a'b", '{"x"}', "a,b", "\\", "NULL"),
    *(
        "%",
        "$1",
        "--",
        "\x01",
        "v\x01",
        "v\ue000",
        "金\ud7ff",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "😀",
        "gold",
        "black",
        "mature",
        "2020-02-29",
    ),
    *("", "0", "1", "true", "SH", "10006"),
]
UNKEPT = ["\x00", "v\x00", "金\x00卡", "\ud800", "v\udfff", "金\ud83d"]
KEPT_TEXTS = st.one_of(
    st.sampled_from(KEPT), st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=4)
)
TEXTS = st.one_of(st.sampled_from([*KEPT, *UNKEPT]), KEPT_TEXTS)
EDGES = [-1, 2**31, -(2**31) - 1, 2**63, -(2**63) - 1, 10**40, -(10**40)]
NUMBERS = st.one_of(st.integers(0, 13), st.sampled_from(EDGES))
FEW = st.sampled_from(["", "gold", "金", "v\x00", 0, 1, 2, 10**40, True, False])  # so that many are equal
VALUES = st.one_of(FEW, TEXTS, NUMBERS, st.booleans())
NAMES = [
    *("tier", "class", "grade", "lifecycle", "org_unit", "adviser", "has_adviser", "wealth_band"),
    *("birth_month", "joined_on", "is_staff", "blocked"),
]


def expressions(facts, values=VALUES, max_leaves=8):
    """Give strategies of expressions that may be asked, over these names of facts."""
    leaves = st.one_of(
        st.just({"op": "always"}),
        st.fixed_dictionaries(
            {"op": st.sampled_from(["eq", "lt", "lte", "gt", "gte"]), "fact": facts, "value": values}
        ),
        st.fixed_dictionaries(
            {"op": st.just("in"), "fact": facts, "values": st.lists(values, min_size=1, max_size=4)}
        ),
        st.fixed_dictionaries({"op": st.just("between"), "fact": facts, "low": values, "high": values}),
        st.fixed_dictionaries({"op": st.just("has_tag"), "tag": TEXTS.filter(bool)}),
        st.fixed_dictionaries(
            {
                "op": st.just("tier_at_least"),
                "tier": st.sampled_from(["classic", "gold", "black", "None", "x"]),
            }
        ),
        st.fixed_dictionaries(
            {
                "op": st.just("bucket"),
                "salt": TEXTS.filter(bool),
                "from_ppm": st.one_of(st.sampled_from([0, 1, PPM // 2, PPM]), st.integers(0, PPM)),
                "to_ppm": st.one_of(st.sampled_from([0, 1, PPM // 2, PPM]), st.integers(0, PPM)),
            }
        ),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.fixed_dictionaries({"op": st.just("not"), "of": inner}),
            st.fixed_dictionaries(
                {"op": st.sampled_from(["and", "or"]), "of": st.lists(inner, min_size=1, max_size=3)}
            ),
        ),
        max_leaves=max_leaves,
    ).filter(lambda one: not check(one))
