"""Laws of rankings, each held against a plain reckoning of the same."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from largesse.kernel.clock import day_starts
from largesse.play.operators.later import Band, Ranking
from largesse.play.rankings.ranking import WHOLE, Ranked
from largesse.play.states.states import State

ZONE = "Asia/Shanghai"
START = datetime(2026, 1, 1, tzinfo=UTC)
SCORES = some.lists(some.integers(1, 12), min_size=0, max_size=12)
LASTS = some.lists(some.integers(1, 15), min_size=1, max_size=4, unique=True).map(sorted)


def ranked(cycle="activity", shared=False, lasts=(1,), end=START + timedelta(days=400)):
    bands, first = [], 1
    for last in lasts:
        bands.append(Band(f"b{last}", first, last))
        first = last + 1
    reset = {WHOLE: "never"}.get(cycle, cycle)
    ranking = Ranking("counted", "points", cycle, shared, tuple(bands))
    return Ranked("board", ranking, State("points", "sum", reset), ZONE, end)


def place(scores, mine, shared):
    """Reckon the place of one who has reached his score last of all."""
    ahead = sum(one > mine if shared else one >= mine for one in scores)
    return ahead + 1


@given(SCORES, some.integers(0, 12), some.booleans(), LASTS)
def test_what_is_missing_brings_the_next_band_and_one_less_does_not(scores, mine, shared, lasts):
    one = ranked(shared=shared, lasts=lasts)
    now = place(scores, mine, shared) if mine else None
    band = one.ranking.next_band(now)
    if band is None:
        assert now is not None
        assert now <= lasts[0]
        return
    order = sorted(scores + ([mine] if mine else []), reverse=True)
    needed = order[band.last - 1] if band.last <= len(order) else None
    more = one.missing(mine, needed)
    assert more >= 1
    assert place(scores, mine + more, shared) <= band.last
    if more > 1:
        assert place(scores, mine + more - 1, shared) > band.last


@given(some.sampled_from(("day", "week", "month")), some.integers(0, 24 * 390), some.integers(1, 400))
def test_every_instant_lies_in_one_cycle_that_ends_after_it(cycle, hours, days):
    one = ranked(cycle, end=START + timedelta(days=days))
    at = START + timedelta(hours=hours)
    if at >= one.end:
        return
    name, ends = one.cycle(at), one.ends(one.cycle(at))
    assert at < ends <= one.end
    if ends < one.end:
        assert one.cycle(ends) > name
        assert one.cycle(ends - timedelta(microseconds=1)) == name
        assert ends == day_starts(ends.astimezone(UTC).date() + timedelta(days=1), ZONE)
    assert ranked(end=one.end).ends(WHOLE) == one.end
