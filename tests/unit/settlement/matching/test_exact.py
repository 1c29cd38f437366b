"""What a line and an item must share to be one, and what it is called when they do not."""

from datetime import date

import pytest
from tests.unit.settlement.sides import ItemKey, LineKey, frames

from largesse.settlement.matching.exact import TooAmbiguous, match
from largesse.settlement.matching.frames import Rules

D = date(2026, 3, 10)


def line(name="l1", ref="R1", amount=100, **more):
    base = {"type": "fulfilment", "platform_ref": "", "currency": "CNY", "day": D}
    return LineKey(id=name, provider_ref=ref, amount=amount, **(base | more))


def item(name="i1", ref="R1", amount=100, **more):
    return ItemKey(
        id=name, provider_ref=ref, amount=amount, **({"platform_ref": "", "currency": "CNY", "day": D} | more)
    )


def run(lines, items, settled=(), rules=None):
    found = match(*frames(lines, items), settled, rules or Rules())
    return [(p.line, p.item) for p in found.pairings], [(f.code, f.line, f.item) for f in found.findings]


def test_same_reference_amount_currency_and_day_match():
    assert run([line()], [item()]) == ([("l1", "i1")], [])


def test_our_own_order_reference_serves_where_theirs_is_absent():
    assert run([line(ref="", platform_ref="O1")], [item(ref="", platform_ref="O1")])[0] == [("l1", "i1")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"amount": 101}, "AMOUNT"), ({"day": date(2026, 3, 20)}, "CUTOFF")],
)
def test_a_shared_reference_that_disagrees_is_one_break_of_both_sides(changed, code):
    assert run([line(**changed)], [item()]) == ([], [(code, "l1", "i1")])


def test_a_pair_whose_other_references_clash_is_never_matched_by_itself():
    told = line(ref="R2", platform_ref="O1")
    kept = item(ref="R1", platform_ref="O1")
    assert run([told], [kept]) == ([], [("AMBIGUOUS", "l1", "i1")])
    silent = item("i2", ref="", platform_ref="O1", day=date(2026, 3, 12))
    assert run([told], [kept, silent]) == ([("l1", "i2")], [("MISSING_AT_PROVIDER", "", "i1")])


def test_what_only_one_side_has_is_named_by_the_side_that_lacks_it():
    assert run([line(ref="X")], [item()])[1] == [
        ("MISSING_AT_PLATFORM", "l1", ""),
        ("MISSING_AT_PROVIDER", "", "i1"),
    ]
    assert run([line(currency="HKD")], [item()])[0] == []


def test_a_second_bill_for_one_use_is_a_duplicate_also_after_the_first_was_settled():
    assert run([line(), line("l2")], [item()]) == ([("l1", "i1")], [("DUP_PROVIDER", "l2", "")])
    assert run([line()], [], settled=["R1"])[1] == [("DUP_PROVIDER", "l1", "")]


def test_refunds_and_fees_without_an_item_have_their_own_names():
    lines = [line("l1", "X", type="refund", amount=-100), line("l2", "Y", type="fee")]
    assert run(lines, [])[1] == [("FEE_UNEXPECTED", "l2", ""), ("REFUND_ORPHAN", "l1", "")]


def test_a_million_pairs_for_one_reference_are_refused_before_they_are_made():
    lines = [line(f"l{n}", "SAME") for n in range(40)]
    items = [item(f"i{n}", "SAME") for n in range(40)]
    assert len(run(lines, items)[0]) == 40
    with pytest.raises(TooAmbiguous):
        run(lines, items, rules=Rules(edges_max=1_000))
