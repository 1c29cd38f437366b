"""Laws of stock, budget and the right's machine, whatever happens in whatever order."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from largesse.kernel.errors import Broken, Refusal
from largesse.rights.batches import stock
from largesse.rights.batches.stock import Stock
from largesse.rights.budgets import budget as money
from largesse.rights.budgets.budget import Budget
from largesse.rights.codes import code12
from largesse.rights.entitlements import entitlement
from largesse.rights.entitlements.entitlement import Entitlement, State

NOW = datetime(2026, 9, 20, tzinfo=UTC)
STOCK_MOVES = (stock.issue, stock.take_back)
MONEY_MOVES = (money.reserve, money.spend, money.unspend, money.release)


@given(
    some.integers(1, 50),
    some.lists(some.tuples(some.sampled_from(STOCK_MOVES), some.integers(1, 9)), max_size=40),
)
def test_stock_always_adds_up_and_never_goes_below_nothing(total, moves):
    one = Stock(UUID(int=1), total, total, 0, 0)
    for move, units in moves:
        before = one
        try:
            one = move(one, units)
        except (Refusal, Broken):
            assert one is before
        assert one.free + one.held + one.issued == one.total
        assert min(one.free, one.held, one.issued) >= 0
        assert one.total == before.total


@given(
    some.integers(1, 10_000),
    some.lists(some.tuples(some.sampled_from(MONEY_MOVES), some.integers(1, 2_000)), max_size=40),
)
def test_a_budget_never_promises_more_than_its_cap(cap, moves):
    one = Budget(UUID(int=1), "CNY", cap, 0, 0)
    for move, minor in moves:
        try:
            one = move(one, minor)
        except (Refusal, Broken):
            continue
        assert 0 <= one.reserved_minor + one.spent_minor <= cap
        assert min(one.reserved_minor, one.spent_minor) >= 0


@given(
    some.integers(1, 4),
    some.lists(
        some.tuples(some.sampled_from(["use", "reverse", *State]), some.integers(1, 3), some.integers(-3, 3)),
        max_size=40,
    ),
)
def test_a_right_moves_only_along_its_arrows_and_is_never_used_more_than_given(units, steps):
    day = timedelta(days=1)
    one = Entitlement(UUID(int=1), State.ISSUED, units, 0, NOW - day, NOW + day, 1)
    for step, many, days in steps:
        before, at = one, NOW + days * day
        try:
            if step == "use":
                one = entitlement.use(one, many, at)
            elif step == "reverse":
                one = entitlement.reverse_use(one, many, at)
            else:
                one = entitlement.move(one, step)
        except (Refusal, Broken):
            assert one is before
            continue
        assert 0 <= one.units_used <= one.units
        assert one.version > before.version
        assert before.state not in entitlement.OVER
        if step == "use":
            assert before.valid_from <= at < before.valid_to
            assert one.units_used > before.units_used


@given(some.integers(0, 10**11 - 1))
def test_every_code_carries_its_own_check_digit(number):
    code = code12.with_check(number)
    assert code12.plausible(code)
    assert int(code[:-1]) == number


@given(
    some.integers(0, 500),
    some.integers(1, 12),
    some.lists(some.tuples(some.booleans(), some.integers(1, 3), some.integers(0, 30)), max_size=40),
)
def test_the_uses_of_a_right_never_cost_more_than_it_and_all_of_them_as_much(cost, units, moves):
    standing = []
    for reversing, more, at in moves:
        used, spent = sum(one for one, _ in standing), sum(minor for _, minor in standing)
        if reversing and standing:
            standing.pop(at % len(standing))
        elif not reversing and used + more <= units:
            standing.append((more, entitlement.use_cost(cost, units, used + more, spent)))
        spent = sum(minor for _, minor in standing)
        assert 0 <= spent <= cost
        if sum(one for one, _ in standing) == units:
            assert spent == cost
