"""Stock and budget: what may be taken, and what refuses."""

from uuid import UUID

import pytest

from largesse.kernel.errors import Broken
from largesse.rights.batches import stock as units
from largesse.rights.batches.stock import Stock, StockExhausted
from largesse.rights.budgets import budget as money
from largesse.rights.budgets.budget import Budget, BudgetExhausted

ID = UUID(int=1)


def test_units_move_between_free_and_issued_and_those_held_stay():
    stock = Stock(ID, total=5, free=4, held=1, issued=0)
    issued = units.issue(stock, 3)
    assert (issued.free, issued.held, issued.issued) == (1, 1, 3)
    assert units.take_back(issued, 3) == stock


def test_more_than_there_is_cannot_be_taken():
    stock = Stock(ID, total=3, free=1, held=1, issued=1)
    with pytest.raises(StockExhausted) as no:
        units.issue(stock, 2)
    assert no.value.facts() == {"asked_units": 2, "free_units": 1}
    with pytest.raises(Broken):
        units.take_back(stock, 2)


@pytest.mark.parametrize("take", [units.issue, units.take_back])
def test_units_are_whole_and_at_least_one(take):
    with pytest.raises(Broken):
        take(Stock(ID, 3, 1, 1, 1), 0)


@pytest.mark.parametrize("row", [(3, 1, 1, 2), (3, 4, -1, 0), (3, -1, 2, 2)])
def test_a_row_that_does_not_add_up_is_a_bug(row):
    with pytest.raises(Broken):
        Stock(ID, *row)


def test_money_is_promised_then_spent_or_given_back():
    budget = Budget(ID, "CNY", 100, 0, 0)
    promised = money.reserve(budget, 60)
    assert promised.left_minor == 40
    spent = money.spend(promised, 60)
    assert (spent.reserved_minor, spent.spent_minor) == (0, 60)
    assert money.unspend(spent, 60) == promised
    assert money.release(promised, 60) == budget


def test_a_budget_refuses_what_it_has_not_left():
    with pytest.raises(BudgetExhausted) as no:
        money.reserve(Budget(ID, "CNY", 100, 60, 30), 11)
    assert no.value.facts() == {"needed": "CNY 0.11", "left": "CNY 0.10"}


def test_money_that_was_not_promised_cannot_be_spent():
    with pytest.raises(Broken):
        money.spend(Budget(ID, "CNY", 100, 10, 0), 11)
