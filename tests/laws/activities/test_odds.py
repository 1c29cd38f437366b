"""Laws of chance: every number means one item, as often as its share says."""

import itertools
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.activities.operators.odds import WHOLE_PPM, is_whole, pick, spans


@st.composite
def whole_odds(draw):
    """Draw 1 to 20 non-negative shares that make a million."""
    cuts = sorted(draw(st.lists(st.integers(0, WHOLE_PPM), max_size=19)))
    edges = [0, *cuts, WHOLE_PPM]
    return [end - begin for begin, end in itertools.pairwise(edges)]


@settings(deadline=None)
@given(whole_odds())
def test_spans_cover_the_million_without_gap_or_overlap(shares):
    assert is_whole(shares)
    edges = list(spans(shares))
    assert edges[0][0] == 0
    assert edges[-1][1] == WHOLE_PPM
    assert all(before[1] == after[0] for before, after in itertools.pairwise(edges))


@settings(deadline=None)
@given(whole_odds(), st.integers(0, WHOLE_PPM - 1))
def test_a_number_means_exactly_the_item_whose_span_holds_it(shares, number):
    index = pick(shares, number)
    begin, end = list(spans(shares))[index]
    assert begin <= number < end
    assert shares[index] > 0


@settings(deadline=None)
@given(whole_odds(), st.integers(-5, 5))
def test_odds_off_by_anything_are_not_whole(shares, change):
    shares[0] += change
    assert is_whole(shares) == (change == 0 and min(shares) >= 0)


@settings(deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=6).filter(sum))
def test_over_all_numbers_each_item_comes_as_often_as_its_share(weights):
    """On a thousandth of the million, so that all numbers can be counted."""
    total = sum(weights)
    unit = WHOLE_PPM // total
    shares = [weight * unit for weight in weights]
    shares[-1] += WHOLE_PPM - sum(shares)
    counted = Counter(pick(shares, number) for number in range(0, WHOLE_PPM, 1_000))
    for index, (begin, end) in enumerate(spans(shares)):
        assert counted[index] == len(range(-(-begin // 1_000), -(-end // 1_000)))
