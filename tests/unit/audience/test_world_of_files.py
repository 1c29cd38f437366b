"""Files as the world writes them: encodings, delimiters, workbooks, heads; and what is refused whole."""

import io

import pytest
import xlsxwriter

from largesse.audience.imports.client_file import sheet_of
from largesse.audience.imports.fields import Known, read_cell
from largesse.audience.imports.preview import described, why_in_words
from largesse.store.tables.unreadable import Unreadable

HEAD = ["客户号", "姓名", "等级", "机构号", "手机号码", "备注"]
ROW = ["C1000", "王思远", "金卡", "SH", "13912340001", "老客户"]
NAMES = ["王思远", "陈婉清", "刘子墨", "欧阳澈", "徐若兰", "宋嘉树"]
TRADITIONAL = ["王思遠", "陳婉清", "劉子墨", "歐陽澈", "徐若蘭", "宋嘉樹"]


def text(*rows, mark=",", head=HEAD):
    return "".join(f"{mark.join(row)}\n" for row in (head, *rows))


def named(names):
    return text(*([f"C{n:04}", name, "金卡", "SH", "", ""] for n, name in enumerate(names)))


def book(draw, **options):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        draw(workbook)
    return made.getvalue()


def why(data):
    with pytest.raises(Unreadable) as refused:
        sheet_of(data)
    return ":".join(filter(None, (refused.value.why, refused.value.what)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_every_encoding_and_delimiter_gives_the_same_cells(encoding, mark):
    sheet = sheet_of(text(ROW, mark=mark).encode(encoding))
    assert sheet.rows == [(2, ROW)]
    assert sheet.columns == ("ext_id", "name", "tier", "unit", "mobile")
    assert (sheet.format, sheet.heads[-1].text, sheet.heads[-1].field) == ("csv", "备注", "")


def test_a_first_line_that_states_the_delimiter_is_believed_and_is_no_row():
    sheet = sheet_of(("sep=;\r\n" + text(ROW, mark=";")).encode("utf-8-sig"))
    assert (sheet.line, sheet.rows) == (2, [(3, ROW)])


def test_commas_in_cells_and_a_short_first_line_do_not_change_the_delimiter():
    rows = [["C1000", "王思远", "金卡", "SH", "", "a,b,c,d,e,f,g"] for _ in range(3)]
    short = "客户号;姓名;等级;机构号;手机号码\n" + "".join(f"{';'.join(row)}\n" for row in rows)
    assert [len(cells) for _, cells in sheet_of(short.replace("号码", "号码;备注").encode()).rows] == [6] * 3
    assert sheet_of(short.encode()).columns == ("ext_id", "name", "tier", "unit", "mobile")


@pytest.mark.parametrize(
    "head",
    [
        ["客户号*", "姓名（必填）", "等级 ", "机构号", "手机号码", "备注"],
        ["\u200b客户号", "姓 名", "客户等级", "所属机构", "移动电话", "备注"],
        ["EXT_ID", "Name", "Tier", "Unit", "Mobile", "Note"],
        ["客户编号", "客户姓名", "客户等级", "归属机构", "手机号码"],
    ],
)
def test_heads_are_known_however_they_are_dressed(head):
    assert sheet_of(text(ROW, head=head).encode()).columns == ("ext_id", "name", "tier", "unit", "mobile")


def test_titles_second_heads_and_empty_rows_are_no_clients():
    second = ["ext_id", "name", "tier", "unit", "mobile", "note"]
    file = "客户清单,,,,,\n,,,,,\n" + text(second, ROW, [""] * 6, HEAD, ROW)
    sheet = sheet_of(file.encode())
    assert (sheet.line, sheet.rows) == (3, [(5, ROW), (8, ROW)])


def test_heads_over_two_rows_are_read_together():
    file = "客户号,姓名,归属,,联系方式,备注\n,,等级,机构号,手机号码,\n" + ",".join(ROW) + "\n"
    sheet = sheet_of(file.encode())
    assert (sheet.columns, sheet.rows) == (("ext_id", "name", "tier", "unit", "mobile"), [(3, ROW)])


def test_a_column_that_stands_twice_is_refused_when_it_is_used_and_not_when_it_is_unused():
    assert (
        why(text(head=["客户号", "姓名", "等级", "机构号", "手机号", "手机号码"]).encode())
        == "column_twice:手机号码"
    )
    twice = [*HEAD[:5], "备注", "备注"]
    assert len(sheet_of(text([*ROW, "x"], head=twice).encode()).heads) == 7


def test_a_quotation_mark_that_is_never_closed_is_told_by_its_line():
    assert why(text(ROW, ["C1001", '"李', "金卡", "SH", "", ""], ROW).encode()) == "quote:3"
    loose = text(["C1001", '"李" 四', "金卡", "SH", "", ""]).encode()
    assert sheet_of(loose).rows[0][1][1] == "李 四"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (named(["王思远", "陈\ufffd清"]).encode(), 3),
        (named(["锟斤拷"]).encode(), 2),
        (named(["???", "??"]).encode(), 2),
        (named([name.encode().decode("latin-1") for name in NAMES]).encode(), 2),
        (named([name.encode("gbk").decode("latin-1") for name in NAMES]).encode(), 2),
        (named([name.encode().decode("gb18030", "ignore") for name in NAMES]).encode(), 3),
        (named([name.encode("big5").decode("gb18030") for name in TRADITIONAL]).encode("gb18030"), 3),
        (named([name.encode("shift-jis").decode("gb18030") for name in ["山田太郎"] * 3]).encode("gbk"), 2),
    ],
)
def test_a_file_of_garbled_names_is_refused_with_the_line_that_shows_it(data, line):
    assert why(data) in {f"garbled:{line}", f"garbled:{line - 1}"}


@pytest.mark.parametrize(
    "names",
    [
        NAMES,
        TRADITIONAL,
        ["王喆", "李四"],
        ["陈堃", "马骉", *NAMES],
        ["José", "Müller", "Zoë"],
        ["联通", "王"],
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_that_people_have_are_never_taken_for_garbled(names, encoding):
    assert len(sheet_of(named(names).encode(encoding)).rows) == len(names)


def test_a_workbook_gives_its_first_visible_sheet_with_numbers_and_days_as_they_are_shown():
    def draw(workbook):
        workbook.add_worksheet("说明").hide()
        sheet = workbook.add_worksheet("客户")
        sheet.activate()
        sheet.merge_range(0, 0, 0, 5, "客户清单")
        for row, label in ((1, "客户号"), (1, "姓名")):
            at = ["客户号", "姓名"].index(label)
            sheet.merge_range(row, at, row + 1, at, label)
        sheet.merge_range(1, 2, 1, 3, "归属")
        sheet.write_row(2, 2, ["等级", "机构号", "手机号码", "出生日期", "家庭号"])
        sheet.set_column(6, 6, None, None, {"hidden": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(4, 0, ["C1000", "王思远", "金卡", "SH", 13912340001])
        sheet.write_number(4, 5, 29_348, day)
        sheet.write_number(4, 6, 6_222_020_000_000_000_123)

    sheet = sheet_of(book(draw))
    assert (sheet.format, sheet.name, sheet.line) == ("xlsx", "客户", 3)
    ((line, cells),) = sheet.rows
    assert (line, cells[:6]) == (5, ["C1000", "王思远", "金卡", "SH", "13912340001", "1980-05-07"])
    with pytest.raises(Exception, match="rounded"):
        read_cell("household", cells[6], Known({}, {}, {}))


def test_a_workbook_that_would_grow_too_large_is_refused_before_it_is_read():
    assert why(book(lambda workbook: workbook.add_worksheet().write(1_048_000, 200, "x"))) == "too_many_rows"


def test_a_preview_names_what_is_used_and_unused_and_masks_what_is_personal():
    seen = described(sheet_of(text(ROW).encode("gbk")))
    assert [column["sample"] for column in seen["columns"][2:4]] == ["金卡", "SH"]
    assert (seen["encoding"], seen["rowCount"], seen["line"]) == ("gb18030", 1, 1)
    assert seen["columns"][1] == {"head": "姓名", "field": "name", "sample": "王**"}
    assert seen["columns"][4] == {"head": "手机号码", "field": "mobile", "sample": "139****0001"}
    assert seen["columns"][5] == {"head": "备注", "field": "", "sample": "****"}
    marked = described(sheet_of(text([*ROW[:4], "\u202d13912340001\u202c"]).encode()))["columns"]
    assert marked[4]["sample"] == "139****0001"
    assert why_in_words(*why("客户号\n".encode()).split(":"), "zh-CN") == "缺少必填列：姓名。"


def test_fifty_thousand_rows_are_taken_and_one_more_is_not():
    most = text(*([ROW] * 50_000)).encode()
    assert len(sheet_of(most).rows) == 50_000
    assert why(most + most.splitlines(keepends=True)[-1]) == "too_many_rows"


def test_twenty_megabytes_are_taken_and_one_byte_more_is_not():
    row = text([*ROW[:-1], "x" * 9_000], head=[])[1:].encode()
    most = text().encode() + row * 2_000
    most += b"," * 5 + b"\n" + b"\n" * (20_000_000 - len(most) - 6)
    assert (len(most), len(sheet_of(most).rows)) == (20_000_000, 2_000)
    assert why(most + b"\n") == "too_large"
