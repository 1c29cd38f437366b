"""A workbook is looked at in one pass, whatever the edges of its pieces and the encoding of its members."""

import pytest
from tests.kit import hostile

from largesse.store.archive import check_archive
from largesse.store.workbook_bounds import Unfit

LONG = 3 * 2**20


def finding(book):
    with pytest.raises(Unfit) as told:
        check_archive(book)
    return told.value.code, told.value.facts.get("detail")


def test_text_in_utf_16_is_added_up_like_any_other():
    texts = f"<sst><si><t>{'礼' * 4_000}</t></si></sst>".encode("utf-16")
    named = hostile.rows([[0] * 100] * 250)
    assert finding(hostile.workbook(named, more={"xl/sharedStrings.xml": texts})) == ("too_much_text", None)


def test_a_text_or_a_tag_that_is_longer_than_a_piece_is_told_apart():
    text = hostile.workbook("<sheetData/>", f"<sst><si><t>{'x' * LONG}</t></si></sst>")
    assert finding(text) == ("too_much_text", None)
    tag = hostile.workbook(f"<sheetData><row {' ' * LONG}r='1'/></sheetData>")
    assert finding(tag) == ("workbook_unreadable", "tag")


def test_what_stands_on_the_edge_of_a_piece_counts_once():
    far = '<row r="1"><c r="A1"><f>1</f></c></row>' * 60_000
    assert check_archive(hostile.workbook(f"<sheetData>{far}</sheetData>")) == 60_000


def test_an_archive_that_is_no_workbook_is_not_unpacked():
    book = hostile.workbook("<sheetData/>").replace(b"xl/workbook.xml", b"xl/w0rkbook.xml")
    with pytest.raises(Unfit, match="format_unsupported"):
        check_archive(book)
