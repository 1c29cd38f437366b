"""The lounge's statement is read to the fen."""

import pytest
from lp_largesse_lounge.statement import HEADER, fen, parse

from largesse_sdk import Declined

ROW = "L1,SALE,LG1,ord_1,2026-01-02T10:00:00+08:00,1,120.00,0.00,120.00"


def statement(*rows: str, total: str = "") -> bytes:
    return "\r\n".join([",".join(HEADER), *rows, *([total] if total else [])]).encode("utf-8-sig")


def test_a_line_keeps_both_references_and_its_amounts():
    (line,) = parse(statement(ROW), None).lines
    assert (line.line_id, line.kind, line.provider_ref, line.order_ref) == ("L1", "sale", "LG1", "ord_1")
    assert (line.gross.amount_minor, line.fee.amount_minor, line.net.amount_minor) == (12_000, 0, 12_000)


def test_the_files_own_totals_are_given_beside_the_lines():
    page = parse(statement(ROW, total="#TOTAL,1,120.00,0.00,120.00"), None)
    assert page.totals is not None
    assert (page.totals.lines, page.totals.gross.amount_minor) == (1, 12_000)
    assert parse(statement(ROW), None).totals is None


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("120.00,0.00", "120.0,0.00"),
        ROW.replace("120.00,0.00", "120.005,0.00"),
        ROW.replace("0.00,120.00", "1.00,120.00"),
        ROW.replace("+08:00", ""),
        ROW.replace("SALE", "GIFT"),
        ROW + ",more",
        "spoiled",
    ],
)
def test_a_row_that_cannot_be_read_stands_alone(row):
    page = parse(statement(row, ROW.replace("L1", "L2")), None)
    assert [line.line_id for line in page.lines] == ["L2"]
    assert [bad.row for bad in page.bad_rows] == [2]


def test_amounts_are_never_rounded():
    assert fen("-0.05").amount_minor == -5
    for wrong in ("1", "1.5", "1,000.00", "1.005", "NaN", ""):
        with pytest.raises(ValueError, match="yuan"):
            fen(wrong)


@pytest.mark.parametrize("content", [b"", b"no,statement\r\n", "表头\r\n".encode("gbk")])
def test_what_is_no_statement_is_declined(content):
    with pytest.raises(Declined):
        parse(content, None)


def test_pages_join_to_the_whole():
    rows = [ROW.replace("L1", f"L{n}") for n in range(1201)]
    content, cursor, seen = statement(*rows), None, []
    while True:
        page = parse(content, cursor)
        seen += [line.line_id for line in page.lines]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [f"L{n}" for n in range(1201)]
