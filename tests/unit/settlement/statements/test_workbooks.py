"""A workbook is read as a person sees it: its days, its hidden rows, its numbers as they are shown."""

import io
import zipfile
from datetime import date

import pytest
from tests.unit.settlement.statements.papers import grosses, profile, read, verdict, workbook

from largesse.settlement.statements.profile import GENERIC

HEAD = ["供应商订单号", "结算金额", "核销时间"]
ROWS = [HEAD, ["A1", 100, "2026-03-01"], ["A2", 40, "2026-03-02"]]


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_day_that_is_a_plain_number_counts_from_the_workbooks_own_year(from_1904):
    number = (date(2026, 3, 1) - (date(1904, 1, 1) if from_1904 else date(1899, 12, 30))).days
    found = read(workbook([HEAD, ["A1", 100, number]], date_1904=from_1904), GENERIC)
    assert [line.biz_date for line in found.lines] == [date(2026, 3, 1)]


@pytest.mark.parametrize("how", [{"hidden": True}, {"collapsed": True, "hidden": True, "level": 1}])
def test_rows_that_nobody_sees_keep_the_file_out(how):
    data = workbook(ROWS, write=lambda _, sheet: sheet.set_row(2, None, None, how))
    found = read(data, GENERIC)
    assert [(one.code, one.facts) for one in found.reasons] == [("rows_hidden", {"rows": 1, "first": 3})]


def test_rows_that_a_filter_takes_away_are_rows_that_nobody_sees():
    def filtered(_, sheet):
        sheet.autofilter(0, 0, 2, 2)
        sheet.filter_column(0, "x == A1")
        sheet.set_row(2, options={"hidden": True})

    assert verdict(read(workbook(ROWS, write=filtered), GENERIC)) == [("rows_hidden", "")]
    shown = workbook(ROWS, write=lambda _, sheet: sheet.autofilter(0, 0, 2, 2))
    assert grosses(read(shown, GENERIC)) == [10_000, 4_000]


def test_a_column_of_amounts_that_nobody_sees_keeps_the_file_out():
    def hide(at):
        return workbook(ROWS, write=lambda _, sheet: sheet.set_column(at, at, None, None, {"hidden": True}))

    assert verdict(read(hide(1), GENERIC)) == [("column_hidden", "结算金额")]
    assert grosses(read(hide(0), GENERIC)) == [10_000, 4_000]


def shown_as(at, value, code):
    row = ["A1", 100, "2026-03-01"]

    def write(book, sheet):
        sheet.write_number(1, at, value, book.add_format({"num_format": code}))

    return read(workbook([HEAD, row], write=write), GENERIC)


@pytest.mark.parametrize(
    ("code", "ref"), [("00000", "00123"), ('"SKY-"0', "SKY-123"), ("0", "123"), ("General", "123")]
)
def test_an_order_number_is_the_one_that_is_shown(code, ref):
    assert shown_as(0, 123, code).lines[0].provider_ref == ref


def test_an_order_number_that_is_shown_as_another_is_refused():
    assert verdict(shown_as(0, 123, '0.00"次"')) == [("reference_displayed", "供应商订单号")]


@pytest.mark.parametrize(
    "code", ["#,##0.00", '0.00"元"', '"¥"#,##0.00', "[$¥-804]#,##0.00", "0.00;[Red]-0.00", "00000"]
)
def test_an_amount_shown_in_the_usual_ways_is_read(code):
    assert grosses(shown_as(1, 12_000, code)) == [1_200_000]


@pytest.mark.parametrize(
    "code", ["#,##0,", '0.0,,"百万"', '0.00"万元"', "0.00%", "[$$-409]#,##0.00", '0"万元"']
)
def test_an_amount_shown_in_another_unit_or_currency_is_refused(code):
    assert verdict(shown_as(1, 12_000, code))[0][0] in {
        "amount_displayed",
        "amount_unreadable",
        "amount_marked",
    }


def test_dollars_shown_as_dollars_are_dollars():
    def write(book, sheet):
        sheet.write_number(1, 1, 12.5, book.add_format({"num_format": "[$$-409]#,##0.00"}))

    assert grosses(read(workbook(ROWS[:2], write=write), profile(currency="USD"))) == [1_250]


def test_what_a_query_left_beside_the_sheets_is_no_reason():
    out = io.BytesIO(workbook(ROWS))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "customXml/item1.xml", '<?xml version="1.0" encoding="utf-16"?><DataMashup/>'.encode("utf-16")
        )
    assert grosses(read(out.getvalue(), GENERIC)) == [10_000, 4_000]


def test_a_sheet_in_utf_16_is_measured_like_any_other():
    out = io.BytesIO(workbook(ROWS))
    far = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("customXml/item1.xml", far.encode("utf-16"))
    assert verdict(read(out.getvalue(), GENERIC))[0][0] in {"too_many_columns", "too_many_rows"}
