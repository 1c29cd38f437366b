"""Whether a dot or a comma stands before decimals is proved by the file, said by the mapping, or in doubt."""

import pytest
from tests.unit.settlement.statements.papers import grosses, profile, read, text, told, verdict, workbook

from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.layout import find_layout
from largesse.settlement.statements.profile import GENERIC, LOUNGE
from largesse.settlement.statements.report import report
from largesse.settlement.statements.separator import separator_problems
from largesse.settlement.statements.sheet import Row

REF, SUM, WHEN = "供应商订单号", "结算金额", "核销时间"
COMMA = profile(decimal_mark=",")
DOT = profile(decimal_mark=".")


def bill(*cells, end=()):
    rows = [(f"A{at}", cell, "2026-03-01") for at, cell in enumerate(cells)]
    return text((REF, SUM, WHEN), *rows, *end)


@pytest.mark.parametrize(
    "cell", ["1.000", "12.500", "-1.000", "¥1.000", "(999.000)", "１．０００", "1.000元", "1.005"]
)
def test_a_dot_that_may_mark_thousands_keeps_the_file_out_by_heading_and_cell(cell):
    found = read(bill("100", cell), GENERIC)
    assert verdict(found) == [("amount_separator", SUM)]
    assert not found.lines
    assert (found.reasons[0].row, found.reasons[0].facts) == (3, {"value": cell})


@pytest.mark.parametrize(
    "proof", ["12.50", "0.500", "1234.000", "1,234.000", "8.5", "0.00", "1,234,567", "0,005.00"]
)
def test_another_amount_of_the_file_proves_the_dot(proof):
    assert grosses(read(bill("1.000", proof), GENERIC))[0] == 100
    assert grosses(read(bill(proof, "1.000"), GENERIC))[1] == 100


@pytest.mark.parametrize("other", ["12", "12.500", "1,234"])
def test_an_amount_that_is_open_itself_or_has_no_dot_proves_nothing(other):
    assert verdict(read(bill("1.000", other), GENERIC)) == [("amount_separator", SUM)]


def test_a_price_or_a_last_row_proves_the_dot_of_the_sums_and_each_open_column_is_named():
    def priced(price, tax="0"):
        return text((REF, "单价", SUM, "税额", WHEN), ("A1", price, "1.000", tax, "2026-03-01"))

    said = {
        "gross": [SUM],
        "tax": ["税额"],
        "unit_price": ["单价"],
        "occurred_at": [WHEN],
        "provider_ref": [REF],
    }
    both = profile(columns=said)
    assert grosses(read(priced("0.50"), both)) == [100]
    assert sorted(verdict(read(priced("2.000"), both))) == [
        ("amount_separator", "单价"),
        ("amount_separator", SUM),
    ]
    assert grosses(read(bill("1.000", "2.000", end=[("合计", "3.00", "")]), GENERIC)) == [100, 200]


def test_a_number_of_a_workbook_has_no_doubtful_dot():
    rows = [[REF, SUM, WHEN], ["A1", 1.125, "2026-03-01"]]
    assert verdict(read(workbook(rows), GENERIC)) == [("amount_precision", SUM)]
    rows = [[REF, SUM, WHEN], ["A1", 1.5, "2026-03-01"], ["A2", "1.000", "2026-03-01"], ["合计", 1001.5, ""]]
    assert verdict(read(workbook(rows), GENERIC)) == [("amount_separator", SUM)]
    whole = read(workbook(rows), COMMA)
    assert grosses(whole) == [150, 100_000]
    assert whole.controls.declared == Totals(None, 100_150)


@pytest.mark.parametrize("currency", ["CNY", "JPY"])
def test_the_dot_is_open_in_a_currency_of_two_decimals_and_of_none(currency):
    rows = ((REF, SUM, "币种", WHEN), ("A1", "1.000", currency, "2026-03-01"))
    assert verdict(read(text(*rows), GENERIC)) == [("amount_separator", SUM)]


def dinars(*cells):
    rows = [(f"A{at}", cell, "KWD", "2026-03-01") for at, cell in enumerate(cells)]
    return text((REF, SUM, "币种", WHEN), *rows)


def test_in_a_currency_of_three_decimals_it_is_the_lone_comma_that_is_open():
    assert grosses(read(dinars("1.250"), GENERIC)) == [1_250]
    assert verdict(read(dinars("1,250", "2.500"), GENERIC)) == [("amount_separator", SUM)]
    assert grosses(read(dinars("1,250", "1,250.500"), GENERIC)) == [1_250_000, 1_250_500]
    assert grosses(read(dinars("1,250"), COMMA)) == [1_250]
    assert grosses(read(dinars("1,250"), DOT)) == [1_250_000]
    assert verdict(read(dinars("0,250"), DOT)) == [("amount_unreadable", SUM)]


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("1.488,69", 148_869),
        ("-236,48", -23_648),
        ("1.000", 100_000),
        ("（１．２３４，５０）", -123_450),
        ("¥12,5", 1_250),
        ("88", 8_800),
        ("1.234.567,00", 123_456_700),
    ],
)
def test_a_mapping_that_says_comma_reads_commas_before_decimals(cell, minor):
    assert grosses(read(bill(cell), COMMA)) == [minor]


@pytest.mark.parametrize("cell", ["12.50", "1,234.50", "0.500", "1234.000", "1,234,567", "1.23,00"])
def test_what_contradicts_the_mappings_comma_is_refused(cell):
    assert verdict(read(bill(cell), COMMA)) == [("amount_unreadable", SUM)]


def test_a_mapping_that_says_dot_ends_the_doubt():
    assert grosses(read(bill("1.000"), DOT)) == [100]
    assert verdict(read(bill("1.488,69"), DOT)) == [("amount_unreadable", SUM)]


def test_price_tax_net_and_quantity_follow_the_mappings_comma():
    head = (REF, "数量", "单价", "税额", "净额", "价税合计", WHEN)
    row = ("A1", "2,5", "424,00", "60,00", "1.000,00", "1.060,00", "2026-03-01")
    line = read(text(head, row), COMMA).lines[0]
    amounts = (line.qty_milli, line.unit_price_minor, line.tax_minor, line.net_minor, line.gross_minor)
    assert amounts == (2_500, 42_400, 6_000, 100_000, 106_000)


@pytest.mark.parametrize(
    "end",
    [
        ("合计", "1.036,50", ""),
        ("合计 2笔 金额：1.036,50", "", ""),
        ("合计笔数", "2", "合计金额", "1.036,50"),
    ],
)
def test_a_last_row_is_read_with_the_mappings_comma(end):
    head = (REF, SUM, WHEN, "备注")
    rows = [("A1", "1.000", "2026-03-01", ""), ("A2", "36,50", "2026-03-02", "")]
    whole = read(text(head, *rows, end), COMMA)
    assert whole.loadable, whole.reasons
    assert whole.controls.declared.gross_minor == 103_650
    wrong = [cell.replace("1.036,50", "1.036,51") for cell in end]
    assert [one.code for one in read(text(head, *rows, wrong), COMMA).reasons] == ["sum_differs"]


@pytest.mark.parametrize("above", [("总笔数：2", "总金额：1.036,50"), ("合计金额", "1.036,50元")])
def test_totals_above_the_header_are_read_with_the_mappings_comma(above):
    whole = read(text(above) + bill("1.000", "36,50"), COMMA)
    assert whole.loadable, whole.reasons
    assert whole.controls.declared.gross_minor == 103_650
    other = tuple(one.replace("1.036", "1.037") for one in above)
    assert [one.code for one in read(text(other) + bill("1.000", "36,50"), COMMA).reasons] == ["sum_differs"]


def test_a_column_beside_it_that_says_the_sum_again_is_read_with_the_mappings_comma():
    rows = text((REF, SUM, "实付金额", WHEN), ("A1", "1.000", "1.000,00", "2026-03-01"))
    assert grosses(read(rows, COMMA)) == [100_000]
    assert "column_unmapped" not in told(read(rows, COMMA))


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_the_finding_names_the_cell_and_the_way_out(locale):
    said = report(read(bill("1.000"), GENERIC), "a.csv", locale)["reasons"][0]["message"]
    assert "1.000" in said
    assert "decimal_mark" in said


def test_a_mapping_that_does_not_say_its_mark_keeps_the_digest_it_had():
    assert LOUNGE.sha == "sha256:2872a3b152f8286c5a41df3c503f59fb8f2b0281bf6711646a1edd40f0f5477b"
    assert len({GENERIC.sha, COMMA.sha, DOT.sha}) == 3


def test_a_file_is_searched_no_further_than_its_first_proof():
    cells = ["1.000", "12.50", *["1.000"] * 60_000]
    rows = [Row(at, [f"A{at}", cell, "2026-03-01"]) for at, cell in enumerate(cells, 2)]
    layout = find_layout([Row(1, [REF, SUM, WHEN])], GENERIC)
    unread = iter(rows)
    assert list(separator_problems(unread, layout)) == []
    assert len(list(unread)) == 60_000
