"""What a line and an item must share to be one, and what it is called when they do not."""

import random
from collections import Counter
from datetime import date

import pytest
from tests.unit.settlement.sides import ItemKey, LineKey, frames

from largesse.settlement.matching.exact import match
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


SIZE = 800
ONE = ("SAME", "", 100)


def crowd(line_of, item_of, size=SIZE):
    """Lines and items of one reference; ``line_of`` and ``item_of`` give reference, our reference, amount."""
    lines, items = [], []
    for n in range(size):
        (ref, ours, amount), (kept, order, cost) = line_of(n), item_of(n)
        lines.append(line(f"l{n:05}", ref, amount, platform_ref=ours))
        items.append(item(f"i{n:05}", kept, cost, platform_ref=order))
    return lines, items


CROWDS = {
    "all alike": (lambda _: ONE, lambda _: ONE),
    "all dearer": (lambda _: ("SAME", "", 101), lambda _: ONE),
    "each its own amount": (lambda n: ("SAME", "", 101 + n), lambda _: ONE),
    "our reference on one side": (lambda n: ("SAME", f"P{n}", 100), lambda _: ONE),
    "our reference on both": (lambda n: ("SAME", f"P{n}", 100), lambda n: ("SAME", f"P{n}", 100)),
    "our references clash": (lambda n: ("SAME", f"P{n}", 100), lambda n: ("SAME", f"Q{n}", 100)),
    "ours is the shared one": (lambda n: (f"R{n}", "SAME", 100), lambda _: ("", "SAME", 100)),
}
MATCHED = {"all alike", "our reference on one side", "our reference on both", "ours is the shared one"}


@pytest.mark.parametrize("crowd_name", CROWDS)
def test_one_shared_reference_costs_no_more_than_its_rows(crowd_name):
    lines, items = crowd(*CROWDS[crowd_name])
    found = match(*frames(lines, items), [], Rules())
    rows = len(lines) + len(items)
    assert found.steps <= Rules().dense * rows
    assert len(found.pairings) == (SIZE if crowd_name in MATCHED else 0)
    assert len(found.findings) == (0 if crowd_name in MATCHED else SIZE)
    assert all(one.line and one.item for one in found.findings), "each line stands against one item"
    random.Random(7).shuffle(lines)
    random.Random(8).shuffle(items)
    again = match(*frames(lines, items), [], Rules())
    assert again.sha == found.sha


def test_equal_lines_and_items_are_paired_in_their_order():
    found = match(*frames(*crowd(*CROWDS["all alike"], size=5)), [], Rules())
    assert [(one.line[1:], one.item[1:]) for one in found.pairings] == [
        (f"{n:05}", f"{n:05}") for n in range(5)
    ]


def test_twice_the_rows_are_twice_the_steps():
    small, large = (match(*frames(*crowd(*CROWDS["all alike"], size)), [], Rules()) for size in (400, 800))
    assert large.steps <= 2 * small.steps


def test_of_a_crowd_what_one_side_has_more_is_told():
    lines, items = crowd(*CROWDS["our references clash"])
    pairs, findings = run(lines, items[:700])
    assert pairs == []
    codes = Counter(code for code, _, _ in findings)
    assert codes == {"AMBIGUOUS": 700, "DUP_PROVIDER": 100}
