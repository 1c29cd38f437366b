"""Laws of the money in settlement: tax splits, accruals and dispositions lose no cent and make none."""

from hypothesis import given
from hypothesis import strategies as st

from largesse.settlement.dispositions.disposition import (
    Difference,
    DispositionKind,
    DispositionUnfit,
    ItemFacts,
    accrued_minor,
    plan,
)
from largesse.settlement.items.accrual import Costs, accrual
from largesse.settlement.items.tax import price
from largesse.settlement.ledger.chart import chart, names

AMOUNT = st.integers(1, 10**12)
RATE = st.sampled_from([0, 10_000, 30_000, 60_000, 130_000])
TREATMENT = st.sampled_from(["deduct_and_deem", "no_deduct", "prepaid_card_non_taxable", "discount"])


def moved(pairs, code):
    """What an account gains on its debit side."""
    return sum(p.amount_minor * ((p.debit == code) - (p.credit == code)) for p in pairs)


@given(AMOUNT, RATE, TREATMENT)
def test_net_and_tax_are_the_gross_and_what_is_accrued_and_pending_is_it_too(gross, rate, treatment):
    one = price(gross, rate, treatment)
    assert one.net_minor + one.tax_minor == gross
    assert one.accrued_minor + one.pending_vat_minor == gross
    assert 0 <= one.tax_minor <= gross


@given(AMOUNT, RATE, TREATMENT)
def test_a_negative_price_is_the_mirror_of_the_positive_one(gross, rate, treatment):
    one, back = price(gross, rate, treatment), price(-gross, rate, treatment)
    assert (back.gross_minor, back.net_minor, back.tax_minor) == (
        -one.gross_minor,
        -one.net_minor,
        -one.tax_minor,
    )
    for policy in (chart(name).policy for name in names()):
        there = accrual(Costs(price=one, currency="CNY", provider="p"), policy)
        again = accrual(Costs(price=back, currency="CNY", provider="p"), policy)
        assert [pair.turned() for pair in there] == list(again)


@given(AMOUNT, RATE, TREATMENT)
def test_an_accrual_expenses_the_cost_once_in_every_chart(gross, rate, treatment):
    one = price(gross, rate, treatment)
    for name in names():
        book = chart(name)
        pairs = accrual(Costs(price=one, currency="CNY", provider="p"), book.policy)
        for pair in pairs:
            assert book.account(pair.debit).book == book.account(pair.credit).book
        expense = book.policy.expense[treatment]
        assert moved(pairs, expense) == one.accrued_minor + one.deemed_vat_minor
        assert -moved(pairs, book.policy.accrued) == one.accrued_minor
        assert moved(pairs, "M.used") == gross


SIDES = st.one_of(
    st.tuples(AMOUNT, AMOUNT),
    st.tuples(st.none(), AMOUNT),
    st.tuples(st.integers(-(10**9), 10**12), st.none()),
)


@given(SIDES, RATE, TREATMENT, st.sampled_from(DispositionKind))
def test_after_a_disposition_what_stands_accrued_is_what_is_paid(sides, rate, treatment, kind):
    line, ours = sides
    item = None if ours is None else ItemFacts(price(ours, rate, treatment), rate)
    facts = Difference("AMOUNT", line, item)
    try:
        done = plan(facts, kind)
    except DispositionUnfit:
        assert kind is DispositionKind.SHORT_PAY
        return
    if kind is DispositionKind.CARRY_FORWARD:
        assert (done.pay_minor, done.adjust_minor) == (0, 0)
        return
    if kind is DispositionKind.ACCEPT_PROVIDER:
        assert done.pay_minor == (line or 0)
        assert (ours or 0) + done.adjust_minor == done.pay_minor
    else:
        assert done.pay_minor == (ours or 0) <= (line or 0)
        assert done.adjust_minor == 0
    base = item.price.accrued_minor if item and done.pay_minor else 0
    change = done.adjust.accrued_minor if done.adjust and done.pay_minor else 0
    assert accrued_minor(facts, done) == base + change + (done.unknown_minor if done.pay_minor else 0)
