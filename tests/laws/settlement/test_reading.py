"""Laws of reading: no bytes crash it, a row is a line or a finding, and nothing is lost when lines move."""

import io
import random
from datetime import date
from functools import partial

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.settlement.statements import reading
from largesse.settlement.statements.built_in import FORMATS
from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.profile import GENERIC

read = partial(reading.read, formats=FORMATS)
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


FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
REF = st.text("ABCXYZ0123456789-", min_size=1, max_size=20).filter(lambda ref: not ref.startswith("-"))
LINES = st.lists(
    st.tuples(REF, st.integers(-(10**11), 10**11), st.dates(date(2000, 1, 1), date(2099, 12, 31))),
    min_size=1,
    max_size=12,
)


def money(fen, dice):
    """One of the ways in which providers write an amount."""
    whole, part = divmod(abs(fen), 100)
    plain = f"{whole:,}.{part:02d}" if dice.random() < 0.3 else f"{whole}.{part:02d}"
    signed = f"({plain})" if fen < 0 and dice.random() < 0.3 else f"-{plain}" if fen < 0 else plain
    return signed.translate(FULL_WIDTH) if dice.random() < 0.2 else dice.choice(["", "¥"]) + signed


def table(lines, dice):
    """The rows of a file in some column order, with its totals at the end."""
    order = dice.sample(range(3), 3)
    rows = [("供应商订单号", "结算金额", "核销时间")]
    for ref, fen, day in lines:
        written = dice.choice([ref, f"`{ref}", f'="{ref}"', f"{ref}\t"])
        how = dice.choice(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%Y-%m-%d 23:59:59"])
        rows.append((written, money(fen, dice), day.strftime(how)))
    moved = [[row[at] for at in order] for row in rows]
    return [*moved, [f"合计：{len(lines)}笔，金额：{sum(fen for _, fen, _ in lines) / 100:.2f}"]]


def as_text(rows, dice):
    mark = dice.choice(",;\t|")
    quoted = "\r\n".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return quoted.encode(dice.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))


def as_workbook(rows, dice):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("草稿").hide()
    sheet = book.add_worksheet("明细")
    sheet.activate()
    top = dice.randrange(3)
    for at, row in enumerate(rows, top):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    book.close()
    return out.getvalue()


@settings(max_examples=120, deadline=None)
@given(LINES, st.randoms(use_true_random=False), st.sampled_from([as_text, as_workbook]))
def test_what_was_written_is_what_is_read(lines, dice, form):
    found = read(form(table(lines, dice), dice), GENERIC)
    assert found.loadable, found.reasons
    assert found.controls.ties
    assert [(one.provider_ref, one.gross_minor, one.biz_date) for one in found.lines] == lines
