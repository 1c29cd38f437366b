"""A provider's file is believed only where it proves itself."""

import io
import zipfile
from datetime import UTC, date, datetime
from functools import partial

import pytest
import xlsxwriter

from largesse.settlement.statements import reading
from largesse.settlement.statements.built_in import FORMATS
from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.profile import GENERIC, LOUNGE, profile_of

read = partial(reading.read, formats=FORMATS)
HEAD = "供应商订单号,商户订单号,商品编码,数量,结算金额,核销时间\n"
TWO = (
    HEAD
    + 'SKY-1,ent-1,LOUNGE,1,100.00,2026-03-01 10:00:00\nSKY-2,ent-2,LOUNGE,2,"1,200.50",2026-03-02 09:30:00\n'
)
TRAILER = "合计,2笔,,,1300.50,\n"


def codes(found):
    return [p.code for p in found.reasons]


def workbook(rows, *, sheets=1):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    for _ in range(sheets):
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def test_a_file_whose_own_totals_agree_is_loadable():
    found = read((TWO + TRAILER).encode(), GENERIC)
    assert found.loadable
    assert found.controls.declared == Totals(2, 130050)
    assert [line.gross_minor for line in found.lines] == [10000, 120050]
    assert found.lines[1].qty_milli == 2000
    assert found.lines[0].occurred_at == datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
    assert found.lines[0].biz_date == date(2026, 3, 1)


def test_a_file_cut_in_transit_is_quarantined_by_its_trailer():
    whole = TWO + TRAILER
    without_a_line = HEAD + TWO.splitlines()[2] + "\n" + TRAILER
    assert read(whole.encode(), GENERIC).loadable
    assert codes(read(without_a_line.encode(), GENERIC)) == ["count_differs", "sum_differs"]
    strict = profile_of({**_builtins(), "trailer": {"words": ["合计"], "required": True}})
    assert read(whole.encode(), strict).loadable
    assert codes(read(TWO.encode(), strict)) == ["trailer_missing"]


def test_totals_typed_beside_the_file_control_it_too():
    assert read(TWO.encode(), GENERIC, Totals(2, 130050)).loadable
    assert codes(read(TWO.encode(), GENERIC, Totals(2, 130051))) == ["sum_differs"]
    assert "totals_disagree" in codes(read((TWO + TRAILER).encode(), GENERIC, Totals(3, None)))


@pytest.mark.parametrize(
    "trailer",
    [
        "合计,2笔,,,1300.50,",
        "合计,2笔,1300.50",
        "总计：2笔 金额：1300.50",
        "合计笔数,2,合计金额,1300.50",
        "合计,,,,1300.50,",
    ],
)
def test_a_totals_row_is_read_in_its_usual_forms(trailer):
    assert read((TWO + trailer + "\n").encode(), GENERIC).loadable, trailer
    wrong = trailer.replace("1300.50", "1300.51")
    assert codes(read((TWO + wrong + "\n").encode(), GENERIC)) == ["sum_differs"]


def test_gbk_is_read_as_declared_and_never_guessed():
    found = read((TWO + TRAILER).encode("gb18030"), GENERIC)
    assert found.loadable
    assert found.encoding == "gb18030"
    assert codes(read("가나다,라마바\n1,2\n".encode("cp949"), GENERIC)) == ["header_missing"]


def test_the_header_is_found_by_name_below_a_title_and_in_any_column_order():
    moved = (
        "机场贵宾厅对账单,,\n导出于 2026-03-03,,\n核销时间,结算金额（元）,供应商订单号\n2026/3/1,88,SKY-9\n"
    )
    found = read(moved.encode(), GENERIC)
    assert found.loadable
    assert (found.lines[0].gross_minor, found.lines[0].provider_ref, found.lines[0].row_no) == (
        8800,
        "SKY-9",
        4,
    )


def test_two_columns_with_the_same_name_are_not_chosen_between():
    twice = "供应商订单号,结算金额,结算金额,核销时间\nA,1,2,2026-03-01\n"
    assert codes(read(twice.encode(), GENERIC)) == ["header_ambiguous"]


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("1,234.50", 123450),
        ("¥88", 8800),
        ("(12.00)", -1200),
        ("-0.01", -1),
        ("１２．３０", 1230),
        ('="100.00"', 10000),
        ("`66.60", 6660),
        ("12.5元", 1250),
        ("0,005.00", 500),
    ],
)
def test_amounts_are_read_to_the_cent_however_they_are_written(cell, minor):
    found = read(f"供应商订单号\t结算金额\t核销时间\nA\t{cell}\t2026-03-01\n".encode(), GENERIC)
    assert [line.gross_minor for line in found.lines] == [minor]


def test_a_third_decimal_that_is_nought_is_read_where_another_amount_proves_the_dot():
    rows = "A\t100.000\t2026-03-01\nB\t12.50\t2026-03-02\n"
    found = read(f"供应商订单号\t结算金额\t核销时间\n{rows}".encode(), GENERIC)
    assert [line.gross_minor for line in found.lines] == [10000, 1250]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("131.77(已退款89.84)", "amount_unreadable"),
        ("1234.005", "amount_precision"),
        ("0,500", "amount_unreadable"),
        ("1,23.00", "amount_unreadable"),
        ("1e5", "amount_unreadable"),
        ("NaN", "amount_unreadable"),
        ("99999999999999999999", "amount_range"),
        ("", "cell_missing"),
    ],
)
def test_an_amount_that_is_not_exact_is_a_reason_with_its_row(cell, code):
    found = read(f"供应商订单号\t结算金额\t核销时间\nA\t{cell}\t2026-03-01\n".encode(), GENERIC)
    assert [(p.code, p.row, p.column) for p in found.reasons if p.code != "no_lines"] == [
        (code, 2, "结算金额")
    ]


def test_an_order_number_that_a_spreadsheet_rounded_is_refused():
    rounded = HEAD + "4.20000123E+27,ent-1,L,1,100.00,2026-03-01\n"
    assert codes(read(rounded.encode(), GENERIC))[0] == "reference_lost_digits"
    numbers = workbook([["供应商订单号", "结算金额", "核销时间"], [6688.0, 100.1, "2026-03-01"]])
    found = read(numbers, GENERIC)
    assert (found.lines[0].provider_ref, found.lines[0].gross_minor) == ("6688", 10010)
    long = workbook([["供应商订单号", "结算金额", "核销时间"], [4200001234567890123, 100, "2026-03-01"]])
    assert codes(read(long, GENERIC))[0] == "reference_lost_digits"


def test_a_workbook_and_a_csv_of_the_same_lines_have_one_fingerprint():
    day = datetime(2026, 3, 1, 10, 0)  # noqa: DTZ001 - a spreadsheet cell has no zone
    book = workbook([["供应商订单号", "结算金额", "核销时间"], ["SKY-1", 100, day]])
    text = "供应商订单号,结算金额,核销时间\nSKY-1,100.00,2026-03-01 10:00:00\n"
    one, two = read(book, GENERIC), read(text.encode(), GENERIC)
    assert (one.format, two.format) == ("xlsx", "csv")
    assert one.sha256 != two.sha256
    assert one.fingerprint == two.fingerprint
    assert one.lines[0].line_sha == two.lines[0].line_sha


def test_equal_lines_are_kept_apart_by_their_ordinal():
    same = HEAD + "SKY-1,ent-1,L,1,100.00,2026-03-01\n" * 3
    found = read(same.encode(), GENERIC)
    assert [line.occ for line in found.lines] == [1, 2, 3]
    assert len({line.line_sha for line in found.lines}) == 1


def test_refunds_written_positive_are_turned_where_the_profile_says_so():
    text = "类型,供应商订单号,结算金额,核销时间\n核销,A,100,2026-03-01\n退款,A,40,2026-03-02\n合计,,60,\n"
    profile = profile_of({**_builtins(), "refunds": "positive"})
    found = read(text.encode(), profile)
    assert found.loadable
    assert [(x.line_type, x.gross_minor) for x in found.lines] == [("fulfilment", 10000), ("refund", -4000)]
    assert codes(read(text.encode(), GENERIC)) == ["refund_positive", "sum_differs"]


def test_rows_after_the_trailer_and_rows_that_do_not_add_up_block_the_file():
    assert codes(read((TWO + TRAILER + "SKY-3,e,L,1,5.00,2026-03-03\n").encode(), GENERIC)) == [
        "rows_after_trailer"
    ]
    text = "供应商订单号,结算金额,税额,净额,核销时间\nA,106.00,6.00,99.00,2026-03-01\n"
    assert "row_sum_differs" in codes(read(text.encode(), GENERIC))


def test_a_date_without_a_year_in_front_needs_the_profile_to_say_its_order():
    text = "供应商订单号,结算金额,核销时间\nA,1,03/04/2026\n".encode()
    assert "date_unreadable" in codes(read(text, GENERIC))
    assert read(text, profile_of({**_builtins(), "date_order": "dmy"})).lines[0].biz_date == date(2026, 4, 3)


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 2**20 * 600)
    return out.getvalue()


def far_cell(far=b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', member="sheet1.xml"):
    plain = workbook([["供应商订单号", "结算金额", "核销时间"], ["A", 1, "2026-03-01"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name).replace(b"sheet1.xml", member.encode())
            if name.endswith("sheet1.xml"):
                data = data.replace(b"</row></sheetData>", b"</row>" + far + b"</sheetData>")
                assert far in data
            new.writestr(name.replace("sheet1.xml", member), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n  \n", "file_empty"),
        (b"\x00\x01\x02\x03" * 50, "encoding_unreadable"),
        (b"\xff\xfd\xfe" * 40, "encoding_unreadable"),
        (b"\xff\xfe\xfd" * 40, "header_missing"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "format_unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "format_unsupported"),
        (b"PK\x03\x04 not really", "workbook_unreadable"),
        (b"a,b\n1,2\n", "header_missing"),
        (('"' + "x" * 2_000_000).encode(), "text_unreadable"),
        ((",".join("c" * 1 for _ in range(5000))).encode(), "too_many_columns"),
    ],
)
def test_a_hostile_file_is_a_reason_and_never_a_crash(data, code):
    assert codes(read(data, GENERIC)) == [code]


def test_a_workbook_that_would_unpack_without_end_is_refused_before_it_is_read():
    assert codes(read(bomb(), GENERIC))[0] in {"packed_too_tight", "file_too_large"}
    assert codes(read(far_cell(), GENERIC))[0] in {"too_many_columns", "too_many_rows"}


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="1048576"><c r="IV1048576"><v>1</v></c></row>',
        b'<row r="4000000000"><c><v>1</v></c></row>',
        b"<row>" + b"<c><v>1</v></c>" * 300 + b'</row><row r="1048576"><c><v>1</v></c></row>',
        b'<row r="1048576"><c t=">" r' + b" " * 2**20 + b'="IV1048576"><v>1</v></c></row>',
    ],
    ids=["both far", "a far row", "uncounted cells", "an address over two chunks"],
)
@pytest.mark.parametrize("member", ["sheet1.xml", "sheet1.dat"])
def test_few_cells_far_apart_never_reach_the_reader_that_would_lay_them_out(far, member):
    assert codes(read(far_cell(far, member), GENERIC))[0] in {"too_many_columns", "too_many_rows"}


def test_a_workbook_whose_calculation_chain_is_long_is_read():
    plain = workbook([["供应商订单号", "结算金额", "核销时间"], ["A", 1, "2026-03-01"]])
    out = io.BytesIO(plain)
    with zipfile.ZipFile(out, "a") as book:
        chain = b"".join(b'<c r="B%d" i="1"/>' % row for row in range(1, 1_000))
        book.writestr("xl/calcChain.xml", b"<calcChain>" + chain + b"</calcChain>")
    assert len(read(out.getvalue(), GENERIC).lines) == 1


def _builtins():
    return {
        "name": "lounge",
        "columns": {key: list(words) for key, words in GENERIC.columns.items()},
        "line_types": dict(GENERIC.line_types),
    }


def test_the_lounges_own_statement_is_read_and_proved_by_its_trailer():
    head = "line_no,kind,order_no,partner_order,used_at,qty,gross,fee,net\r\n"
    line = "20260301-00001,SALE,LG1,ent_1,2026-03-01T20:00:00+08:00,1,120.00,0.00,120.00\r\n"
    whole = head + line + "#TOTAL,1,120.00,0.00,120.00\r\n"
    found = read(whole.encode("utf-8-sig"), LOUNGE)
    assert found.loadable
    assert (found.lines[0].provider_ref, found.lines[0].platform_ref) == ("LG1", "ent_1")
    assert codes(read((head + line).encode(), LOUNGE)) == ["trailer_missing"]


def warned(reading):
    return {p.code for p in reading.problems if p.severity == "warn"}


def two_sheets(*, hidden):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, ref in (("草稿", "DRAFT"), ("明细", "SKY-1")):
        sheet = book.add_worksheet(name)
        for at, row in enumerate([HEAD.strip().split(","), [ref, "", "L", 1, 10, "2026-03-01"]]):
            sheet.write_row(at, 0, row)
    if hidden:
        book.worksheets()[1].activate()
        book.worksheets()[0].hide()
    book.close()
    return out.getvalue()


def test_a_hidden_sheet_is_never_taken_for_the_bill():
    found = read(two_sheets(hidden=True), GENERIC)
    assert [line.provider_ref for line in found.lines] == ["SKY-1"]
    assert "sheets_unread" not in warned(found)


def test_a_second_sheet_that_is_shown_and_not_read_is_told():
    found = read(two_sheets(hidden=False), GENERIC)
    told = next(p for p in found.problems if p.code == "sheets_unread")
    assert (told.severity, told.facts) == ("warn", {"sheet": "草稿", "others": "明细"})


def test_amounts_that_are_formulas_are_told_for_they_are_as_last_saved():
    rows = [HEAD.strip().split(","), ["A", "", "L", 1, "=5+5", "2026-03-01"]]
    assert "formulas_present" in warned(read(workbook(rows), GENERIC))
    assert "formulas_present" not in warned(read(two_sheets(hidden=True), GENERIC))


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rows_below():
    rows = 'SKY-1,,L,1,10.00,2026-03-01,"oops\nSKY-2,,L,1,10.00,2026-03-02,x\n'
    assert "text_unreadable" in codes(read((HEAD.strip() + ",备注\n" + rows).encode(), GENERIC))


def test_utf_16_is_believed_by_its_mark_only():
    text = TWO + TRAILER
    assert read(text.encode("utf-16"), GENERIC).loadable
    assert codes(read(text.encode("utf-16-le"), GENERIC)) == ["encoding_unreadable"]
