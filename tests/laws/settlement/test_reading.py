"""Laws of reading: no bytes crash it, a row is a line or a finding, and nothing is lost when lines move."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.profile import GENERIC
from largesse.settlement.statements.reading import read

HEAD = "供应商订单号,结算金额,核销时间\n"
CELL = st.text(st.characters(codec="utf-8", exclude_characters='\n\r,"\x00'), max_size=20)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_verdict(data):
    found = read(data, GENERIC)
    assert found.loadable or found.reasons


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_any_rows_under_a_true_header_give_a_verdict(rows):
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    found = read(text.encode("utf-8", "replace"), GENERIC)
    assert found.loadable or found.reasons


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_sums_and_fingerprint_do_not_depend_on_the_order_of_the_lines(fen, dice):
    lines = [
        f"R{at},{'-' if f < 0 else ''}{abs(f) // 100}.{abs(f) % 100:02d},2026-03-01"
        for at, f in enumerate(fen)
    ]
    one = read((HEAD + "\n".join(lines) + "\n").encode(), GENERIC)
    random.Random(dice.random()).shuffle(lines)
    two = read((HEAD + "\n".join(lines) + "\n").encode(), GENERIC)
    assert one.controls.computed == two.controls.computed == Totals(len(fen), sum(fen))
    assert one.fingerprint == two.fingerprint
    assert {line.line_sha for line in one.lines} == {line.line_sha for line in two.lines}
