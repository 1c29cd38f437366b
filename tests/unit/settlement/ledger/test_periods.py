"""Periods: which day an entry falls on, and how little is asked to know it."""

from datetime import date

import pytest
from tests.unit.settlement.conftest import DAY, draft, pair

from largesse.settlement.ledger import period
from largesse.settlement.ledger.entity import open_entity
from largesse.settlement.ledger.post import post

APRIL = date(2026, 4, 1)


class Listening:
    """A connection, and what it is asked."""

    def __init__(self, conn):
        self.conn, self.asked = conn, []

    def __getattr__(self, name):
        found = getattr(self.conn, name)
        if not name.startswith("execute"):
            return found

        def noting(query, *args, **more):
            self.asked.append(query)
            return found(query, *args, **more)

        return noting

    def about(self, table):
        return [one for one in self.asked if table in one]


@pytest.fixture
async def two(books):
    """Head office, and a branch with books of its own."""
    async with books.house.work.job() as tx:
        branch = await open_entity(tx, "BJ", {"zh-CN": "北京分行", "en": "Beijing"})
        await post(tx, draft(branch, idem="first"))
    await books.post(pair(), idem="first")
    return books.entity, branch


def across(branch):
    """Pairs in the books of both."""
    return pair(credit="3001.inter"), pair(debit="3001.inter", entity=branch)


async def asked(books, table, *pairs, idem):
    async with books.house.work.job() as tx:
        listening = tx.conn = Listening(tx.conn)
        await post(tx, draft(books.entity, *pairs, idem=idem))
    return len(listening.about(table))


async def test_a_period_of_an_entry_is_asked_for_once_however_many_entities_it_has(books, two):
    _, branch = two
    assert await asked(books, "settlement_period", pair(), idem="one") == 1
    assert await asked(books, "settlement_period", *across(branch), idem="two") == 1


async def test_a_closed_month_costs_one_question_more_and_a_new_one_is_made(books, two):
    _, branch = two
    async with books.house.work.job() as tx:
        await period.set_status(tx, branch, 202603, "closed", "staff:closer")
    # March is known; April is not: it is looked for, made for both at once, and read.
    assert await asked(books, "settlement_period", *across(branch), idem="late") == 1 + 3
    found = await books.house.rows(
        "select distinct biz_date from settlement_posting where biz_date > $1", DAY
    )
    assert [row["biz_date"] for row in found] == [APRIL]


async def test_an_entry_falls_on_the_first_day_that_all_its_entities_take(books, two):
    head, branch = two
    async with books.house.work.job() as tx:
        await period.set_status(tx, head, 202603, "closed", "staff:closer")
        await period.set_status(tx, branch, 202604, "closed", "staff:closer")
        assert await period.open_day(tx, [head, branch], DAY, four_eyes=False) == date(2026, 5, 1)
        assert await period.open_day(tx, [head], DAY, four_eyes=False) == APRIL
        assert await period.open_day(tx, [branch], DAY, four_eyes=False) == DAY


async def test_no_open_month_within_two_years_is_a_refusal_of_the_month_asked_for(books):
    async with books.house.work.job() as tx:
        for month in range(period.AHEAD_MAX):
            year, of_year = divmod(DAY.month - 1 + month, 12)
            known = (DAY.year + year) * 100 + of_year + 1
            await period.set_status(tx, books.entity, known, "closed", "staff:closer")
        with pytest.raises(period.PeriodClosed) as refused:
            await period.open_day(tx, [books.entity], DAY, four_eyes=True)
    assert refused.value.period == 202603
