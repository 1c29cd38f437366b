"""Points decided purely: how long they last, what an act writes, what is refused, a file's lines."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest

from largesse.kernel.errors import Broken, Malformed
from largesse.rights.points import ledger
from largesse.rights.points.award_file import Line, lines_of
from largesse.rights.points.kind import grace_given, points_given, within_hand
from largesse.rights.points.lasting import Lasts, Rule, ends_at, last_day, rule_given
from largesse.rights.points.ledger import (
    Account,
    Award,
    AwardTaken,
    Books,
    Entry,
    PointsNotEnough,
    Posting,
    Return,
    Until,
)
from largesse.rights.points_mall.offer import OfferClosed, OfferLimit, Terms, expect_open

NOW = datetime(2027, 1, 25, 4, tzinfo=UTC)
DAY = timedelta(days=1)
BOOKS = Books(*(UUID(int=n) for n in range(1, 7)))
SOON, LATE = Until(date(2027, 1, 26), NOW + DAY), Until(date(2027, 3, 1), NOW + 30 * DAY)


def account(balance=0, owed=0):
    return Account(UUID(int=11), UUID(int=12), BOOKS.kind, UUID(int=13), balance, owed)


def award(nr, unused, until=LATE, points=None, *, lapsed=0, taken=None):
    return Award(UUID(int=nr), points or unused, unused, lapsed, until.last_day, until.ends_at, taken)


def ids():
    numbers = count(500)
    return lambda: UUID(int=next(numbers))


@pytest.mark.parametrize(
    ("lasts", "n", "last"),
    [
        (Lasts.DAYS, 1, date(2027, 1, 26)),
        (Lasts.MONTHS, 1, date(2027, 2, 25)),
        (Lasts.YEAR_END, 0, date(2027, 12, 31)),
        (Lasts.YEAR_END, 1, date(2028, 12, 31)),
        (Lasts.NEVER, 0, None),
    ],
)
def test_a_rule_says_the_last_day(lasts, n, last):
    assert last_day(rule_given(lasts, n), NOW, "Asia/Shanghai") == last


def test_the_day_is_that_of_the_institutions_zone():
    late = datetime(2027, 1, 30, 16, 30, tzinfo=UTC)
    assert last_day(Rule(Lasts.MONTHS, 1), late, "Asia/Shanghai") == date(2027, 2, 28)
    assert last_day(Rule(Lasts.MONTHS, 1), late, "UTC") == date(2027, 2, 28)
    assert last_day(Rule(Lasts.DAYS, 1), late, "UTC") == date(2027, 1, 31)
    assert last_day(Rule(Lasts.DAYS, 1), late, "Asia/Shanghai") == date(2027, 2, 1)
    assert ends_at(date(2027, 2, 28), "Asia/Shanghai") == datetime(2027, 2, 28, 16, tzinfo=UTC)
    assert ends_at(None, "Asia/Shanghai") is None


@pytest.mark.parametrize(
    ("lasts", "n"), [(Lasts.DAYS, 0), (Lasts.MONTHS, 121), (Lasts.NEVER, 1), (Lasts.YEAR_END, 11)]
)
def test_a_rule_out_of_bounds_is_refused(lasts, n):
    with pytest.raises(Malformed):
        rule_given(lasts, n)


def test_spending_takes_what_ends_first_and_what_has_no_end_last():
    endless = Award(UUID(int=3), 10, 10, 0, None, None, None)
    what = ledger.spend(account(30), BOOKS, [endless, award(2, 10), award(1, 10, SOON)], 25, NOW)
    assert [(one.award.int, one.points) for one in what.entries[:-1]] == [(1, -10), (2, -10), (3, -5)]
    assert what.entries[-1] == Entry(BOOKS.spent, 25)


def test_spending_more_than_is_usable_is_refused_with_the_gap():
    over = award(1, 50, Until(date(2027, 1, 24), NOW))
    with pytest.raises(PointsNotEnough) as no:
        ledger.spend(account(60), BOOKS, [over, award(2, 10)], 11, NOW)
    assert (no.value.needed, no.value.usable, no.value.gap) == (11, 10, 1)
    assert ledger.usable([over, award(2, 10)], NOW) == 10
    with pytest.raises(Broken):
        ledger.spend(account(60), BOOKS, [award(2, 10)], 0, NOW)


def test_what_comes_in_settles_what_is_owed_first():
    what = ledger.award(account(owed=60), BOOKS.issued, 80, LATE, ids())
    assert [one.points for one in what.entries] == [-80, 60, 20]
    all_of_it = ledger.award(account(owed=60), BOOKS.issued, 60, LATE, ids())
    assert [one.points for one in all_of_it.entries] == [-60, 60]


def test_a_transfer_settles_what_the_getter_owes_and_keeps_the_last_day():
    getter = Account(UUID(int=21), UUID(int=22), BOOKS.kind, UUID(int=23), 0, 5)
    awards = [award(1, 10, SOON), award(2, 10)]
    what = ledger.transfer((account(20), getter), BOOKS, awards, ledger.Gift(15, NOW), ids())
    assert [(one.points, one.until) for one in what.awards] == [(10, SOON), (5, LATE)]
    assert [one.came_from for one in what.awards] == [UUID(int=1), UUID(int=2)]
    assert sum(one.points for one in what.entries if one.account == getter.id) == 10
    assert sum(one.points for one in what.entries if one.account == getter.owes) == 5


def test_what_comes_back_goes_where_it_came_from_or_beside_it():
    gone = Until(date(2027, 1, 20), NOW - DAY)
    alive, taken, over = award(1, 0, points=10), award(2, 0, points=10, taken=NOW), award(3, 0, gone, 10)
    grace = Until(date(2027, 2, 1), NOW + 7 * DAY)
    parts = [(alive, 10), (taken, 10), (over, 10)]
    with_grace = ledger.give_back(account(), BOOKS, parts, Return(NOW, grace), ids())
    assert {one.came_from.int: one.until for one in with_grace.awards} == {2: LATE, 3: grace}
    at_once = ledger.give_back(account(), BOOKS, parts, Return(NOW, None), ids())
    assert at_once.facts == {"settled": 0, "lapsed": 10}
    assert sum(one.points for one in at_once.entries if one.account == BOOKS.expired) == 10
    owing = ledger.give_back(account(owed=12), BOOKS, parts, Return(NOW, None), ids())
    assert owing.facts == {"settled": 12, "lapsed": 0}


def test_taking_back_takes_the_award_then_others_and_the_rest_is_owed():
    one = award(1, 40, points=100)
    what = ledger.take_back(account(70), BOOKS.adjusted, one, [one, award(2, 30, SOON)], NOW)
    assert what.facts == {"owed": 30}
    assert what.points == 100
    partly = award(1, 0, points=100, lapsed=40)
    assert ledger.take_back(account(), BOOKS.adjusted, partly, [], NOW).points == 60
    for gone in (award(1, 0, points=9, taken=NOW), award(1, 0, points=9, lapsed=9)):
        with pytest.raises(AwardTaken):
            ledger.take_back(account(), BOOKS.adjusted, gone, [], NOW)


def test_what_has_ended_expires_and_nothing_else():
    over = award(1, 5, Until(date(2027, 1, 24), NOW))
    assert ledger.expire(account(15), BOOKS, [over, award(2, 10)], NOW).points == 5
    assert ledger.expire(account(10), BOOKS, [award(2, 10)], NOW) is None


def test_entries_that_do_not_sum_or_are_nothing_are_a_bug():
    for entries in ((Entry(BOOKS.spent, 1),), (Entry(BOOKS.spent, 0),)):
        with pytest.raises(Broken):
            Posting("spend", BOOKS.kind, UUID(int=1), 1, entries)


def test_numbers_are_within_bounds():
    assert points_given(1) == 1
    assert grace_given(0) == 0
    for wrong in (0, 10**9 + 1):
        with pytest.raises(Malformed):
            points_given(wrong)
    with pytest.raises(Malformed):
        grace_given(367)
    assert within_hand(100, 70, 30)
    assert not within_hand(100, 70, 31)


def test_a_files_lines_are_read_with_head_tabs_and_full_width_digits():
    text = "客户号,积分,参考\nC1,100\n\nC2\t２００\tSecond\n"
    assert lines_of(text) == [Line("C1", 100, "C1"), Line("C2", 200, "C2:Second")]


@pytest.mark.parametrize("text", ["", "C1", "C1,0", "C1,-1", "C1,1.5", "C1,9999999999", ",5", "C1,5\nC1,6"])
def test_a_file_that_does_not_fit_is_refused(text):
    with pytest.raises(Malformed):
        lines_of(text)


def test_an_offer_is_had_within_its_time_and_limit():
    terms = Terms("active", NOW, NOW + DAY, 2)
    expect_open(terms, 1, NOW)
    with pytest.raises(OfferLimit):
        expect_open(terms, 2, NOW)
    for closed in (Terms("stopped", NOW, NOW + DAY, None), Terms("active", NOW - DAY, NOW, None)):
        with pytest.raises(OfferClosed):
            expect_open(closed, 0, NOW)
