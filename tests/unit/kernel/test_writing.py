"""Text that people write: names without what is not seen, codes of one form, numbers without marks."""

import pytest

from largesse.kernel.errors import Malformed
from largesse.kernel.writing import (
    code_given,
    document_given,
    name_given,
    number_text,
    plain_given,
    visible,
)

UNSEEN = [
    "\u202e",
    "\u202d",
    "\u2066",
    "\u200f",
    "\u061c",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\u3164",
    "\0",
    "\u2028",
]


@pytest.mark.parametrize("mark", UNSEEN)
def test_neither_a_name_nor_a_code_holds_what_is_not_seen(mark):
    for given in (name_given, code_given):
        with pytest.raises(Malformed) as refused:
            given(f"王{mark}思远", "where")
        assert refused.value.path == "where"
    assert visible(f"王{mark}思远") == "王思远"


def test_a_name_may_hold_dots_accents_and_emoji_and_has_one_form():
    assert name_given(" 阿依古丽·买买提 ", "x") == "阿依古丽·买买提"
    assert name_given("Jose\u0301", "x") == "José"
    for title in ("🎁 开门红", "👨\u200d👩\u200d👧 亲子日", "❤\ufe0f 礼遇", "全角（测试）ＡＢ"):
        assert name_given(title, "x") == title


def test_text_of_several_lines_keeps_them_and_turns_no_direction():
    assert plain_given("第一行\r\n\t第二行", "x") == "第一行\r\n\t第二行"
    for wrong in ("付款\u202e001", "a\x07b"):
        with pytest.raises(Malformed):
            plain_given(wrong, "reason")


def test_no_text_within_a_document_turns_the_direction():
    document = {"pages": [{"nodes": [{"props": {"text": {"zh-CN": "茶\u200b礼\n"}}}]}], "n": 1}
    assert document_given(document, "document") is document
    document["pages"][0]["nodes"][0]["props"]["text"]["en"] = "\u202etea"
    with pytest.raises(Malformed) as refused:
        document_given(document, "document")
    assert refused.value.path == "document"


def test_a_code_is_kept_in_one_width_with_plain_dashes():
    assert code_given("　ＧＩＦＴ－０１ ") == "GIFT-01"
    assert code_given("茶礼–2026") == "茶礼-2026"


def test_a_number_loses_width_marks_and_spaces_around_it():
    assert number_text("\u202d１３９１２３４０００１\u202c\u00a0") == "13912340001"
