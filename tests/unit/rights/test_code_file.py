"""Files of codes as people have them: what spreadsheets did to a code is undone, or the row says so."""

import io
from datetime import date

import pytest
import xlsxwriter

from largesse.rights.code_lots.cells import BadCode, code_of, hidden, last_day_of, text_of
from largesse.rights.code_lots.code_file import Choice, codes_of
from largesse.store.tables.unreadable import Unreadable


def read(text, encoding="utf-8", **choice):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return codes_of(data, Choice(**choice))


def kept(found):
    return [row.code for row in found.rows]


def told(found):
    return [(row.line, row.field, row.reason) for row in found.bad]


def workbook(rows):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("券码")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell) if not isinstance(cell, str) else sheet.write_string(
                at, column, cell
            )
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_file_is_read_in_the_encoding_that_it_has(encoding):
    found = read("券码,密码,有效期至\nAB12CD34,7788,2027/6/30\n", encoding)
    (row,) = found.rows
    assert (row.code, row.pin, row.last_day) == ("AB12CD34", "7788", date(2027, 6, 30))
    assert found.sheet.encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_file_is_read_by_the_delimiter_that_it_has(mark):
    found = read(f"name{mark}code{mark}pin\nx{mark}AB12CD34{mark}1\n")
    assert (kept(found), found.sheet.delimiter) == (["AB12CD34"], mark)


def test_a_list_without_heads_is_a_list_of_codes():
    found = read("AB12CD34\nEF56GH78\n")
    assert (kept(found), found.sheet.heads) == (["AB12CD34", "EF56GH78"], False)


def test_the_code_column_can_be_chosen_and_must_be_where_it_cannot_be_told():
    text = "a,AB12CD34\nb,EF56GH78\n"
    with pytest.raises(Unreadable, match="code_column_missing"):
        read(text)
    assert kept(read(text, code=1)) == ["AB12CD34", "EF56GH78"]
    assert kept(read("x,y\na,AB12CD34\n", code=1, heads=True)) == ["AB12CD34"]


def test_digits_that_a_spreadsheet_turned_into_a_number_are_not_guessed_back():
    found = read("code\n1.23457E+15\n1,23E+15\n6901234567892.0\n0012345678\n")
    assert kept(found) == ["0012345678"]
    assert [(line, reason) for line, _, reason in told(found)] == [
        (2, "digits_lost"),
        (3, "cell_count"),
        (4, "digits_lost"),
    ]
    assert told(read("code;pin\n1,23E+15;\n")) == [(2, "code", "digits_lost")]


def test_a_number_of_a_workbook_that_lost_digits_is_told_and_text_keeps_its_zeros():
    found = read(workbook([["券码"], ["0012345678"], [1234567890123456789], [12345678]]))
    assert kept(found) == ["0012345678", "12345678"]
    assert told(found) == [(3, "code", "digits_lost")]
    assert (found.sheet.format, found.sheet.name) == ("xlsx", "券码")


def test_codes_that_lost_their_zeros_are_warned_of_and_left_out_by_length():
    text = "code\n0012345678\n0098765432\n12345678\n"
    found = read(text)
    assert (found.sheet.usual_length, found.sheet.shorter) == (10, 1)
    assert told(read(text, length=10)) == [(4, "code", "other_length")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (" AB12 ", "AB12"),
        ("\ufeffAB12", "AB12"),
        ("AB12\u200b\u00a0", "AB12"),
        ('="0012"', "0012"),
        ("'0012", "0012"),
        ("ＡＢ１２", "AB12"),
        ("a'b'c", "a'b'c"),
    ],
)
def test_what_stands_around_a_code_is_taken_off(cell, code):
    assert text_of(cell) == code


def test_a_code_is_there_once_whatever_its_case_unless_case_matters():
    text = "code\nabCD1234\nABcd1234\nAB CD1234\n"
    assert kept(read(text)) == ["abCD1234"]
    assert kept(read(text, case_matters=True)) == ["abCD1234", "ABcd1234", "AB CD1234"]


@pytest.mark.parametrize("cell", ["", "码在这里", "x" * 121, "A\ufffdB"])
def test_what_is_no_code_is_refused(cell):
    with pytest.raises(BadCode):
        code_of(cell, None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("", None),
        ("2027-06-30", date(2027, 6, 30)),
        ("2027年6月30日", date(2027, 6, 30)),
        ("20270630", date(2027, 6, 30)),
        ("2027-06-30 23:59:59", date(2027, 6, 30)),
        ("2027-06-30T00:00:00", date(2027, 6, 30)),
        ("2027-06-30 18:00", date(2027, 6, 29)),
    ],
)
def test_the_last_whole_day_of_a_code(cell, day):
    assert last_day_of(cell) == day


@pytest.mark.parametrize("cell", ["2027-02-30", "soon", "2027-06-30 25:00"])
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(BadCode, match="not_a_day"):
        last_day_of(cell)


def test_a_sample_shows_which_column_it_is_and_no_code():
    assert hidden("AB12CD34") == "AB*****4"
    assert hidden("7788") == "****"
    assert "AB12CD34" not in str(read("券码\nAB12CD34\n").sheet)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("code,券码\na,b\n", "column_twice"),
        ('code\n"never closed\n', "quote"),
        ("<html><table>", "web_page"),
    ],
)
def test_a_file_that_is_no_table_of_codes_says_why(text, why):
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert refused.value.why == why


def test_space_around_heads_and_cells_of_any_kind_is_no_part_of_them():
    heads = " 券码\u3000,\u00a0密码 , 有效期至\t\n"
    found = read(f"{heads} \tAB12CD34\u3000,\u00a07788\u200b , 2027/6/30 \n\u00a0EF56GH78 ,\t,\u3000\n")
    rows = [(row.code, row.pin, row.last_day) for row in found.rows]
    assert rows == [("AB12CD34", "7788", date(2027, 6, 30)), ("EF56GH78", "", None)]
    assert told(found) == []


@pytest.mark.parametrize("rest", ["", "\n", "\n\n,,\n \u3000, ,\n"])
def test_a_file_of_heads_alone_holds_no_code_and_nothing_that_is_wrong(rest):
    found = read(f"券码,密码,有效期至{rest}")
    assert (found.rows, told(found)) == ([], [])
