"""What people type into a form, in any width, with anything around it, and what it is kept and shown as."""

import pytest

from largesse.kernel.errors import Malformed
from largesse.rights.forms.answer import masked_answer, read_answer, sent_answer
from largesse.rights.forms.form import asked_of, judged, unnamed

WORDS = {"zh-CN": "字"}


def field(key, kind="text", *, required=True, klass="C2", **more):
    return {
        "key": key,
        "label": WORDS,
        "type": kind,
        "required": required,
        "purpose": WORDS,
        "consent": WORDS,
        "class": klass,
        **more,
    }


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("mobile", "138 0013-8000", "13800138000"),
        ("mobile", "１３８００１３８０００", "13800138000"),
        ("mobile", "+86 138 0013 8000", "13800138000"),
        ("mobile", "0086-13800138000", "13800138000"),
        ("mobile", "\u202d138 0013 8000\u202c", "13800138000"),  # as phones copy it out of their contacts
        ("mobile", "1\ufe0d38 0013 8000", "13800138000"),  # as documents mark their digits
        ("id_number", "11010519491231002x", "11010519491231002X"),
        ("id_number", "１１０１０５ １９４９１２３１ ００２Ｘ", "11010519491231002X"),
        ("email", " ＷＡＮＧ＠bank.example ", "WANG@bank.example"),
        ("day", "1980年5月7日", "1980-05-07"),
        ("day", "19800507", "1980-05-07"),
        ("day", "１９８０／５／７", "1980-05-07"),
        ("day", "2024-02-29", "2024-02-29"),
        ("whole", "１,２００", "1200"),
        ("whole", "007", "7"),
        ("name", "  王  思远 ", "王 思远"),
        ("name", "O’Brien-Ñandú", "O’Brien-Ñandú"),
        ("address", "上海市浦东新区\n世纪大道 100 号", "上海市浦东新区 世纪大道 100 号"),
        ("long_text", "一行\r\n二行", "一行\n二行"),
        ("choice", "red", "red"),
        ("yes", "no", "no"),
        ("text", "   ", ""),
    ],
)
def test_what_is_typed_is_folded_before_it_is_judged(kind, typed, kept):
    assert read_answer(kind, typed, ["red"]) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("mobile", "12800138000"),
        ("mobile", "1380013800"),
        ("mobile", "138001380000"),
        ("id_number", "110105194912310021"),
        ("id_number", "11010519491331002X"),
        ("id_number", "E12345678"),
        ("email", "wang@bank"),
        ("day", "2023-02-29"),
        ("day", "1880-01-01"),
        ("day", "昨天"),
        ("whole", "1.5"),
        ("whole", "-1"),
        ("whole", "1234567890"),
        ("name", "王" * 61),
        ("name", "王\u200b明"),
        ("address", "12345 678"),
        ("address", "上海"),
        ("choice", "blue"),
        ("yes", "maybe"),
        ("text", "字" * 101),
    ],
)
def test_what_cannot_be_read_is_refused_and_never_cut(kind, typed):
    with pytest.raises(Malformed):
        read_answer(kind, typed, ["red"])


def test_all_that_is_wrong_is_told_at_once_and_a_consent_is_asked_apart():
    form = {
        "fields": [
            field("name", "name"),
            field("phone", "mobile"),
            field("id", "id_number", klass="C3", required=False),
            field("size", klass="C1"),
            field("note", required=False),
        ]
    }
    asked = asked_of(form)
    typed = {"phone": "1", "id": "11010519491231002X", "size": "M", "beyond": "x"}
    found = judged(asked, typed, {"name", "phone"})
    assert {key: why.key.rpartition(".")[2] for key, why in found.problems.items()} == {
        "name": "form_empty",
        "phone": "form_mobile",
        "id": "form_consent",
    }
    whole = judged(asked, typed | {"name": "王明", "phone": "13800138000"}, {"name", "phone", "id"})
    assert whole.problems == {}
    assert whole.values == {
        "name": "王明",
        "phone": "13800138000",
        "id": "11010519491231002X",
        "size": "M",
    }


def test_answers_are_masked_by_kind_and_class_and_sent_as_what_they_are():
    assert masked_answer("name", "C2", "王思远") == "王**"
    assert masked_answer("mobile", "C2", "13800138000") == "138****8000"
    assert masked_answer("address", "C2", "上海市浦东新区世纪大道") == "上海市****"
    assert masked_answer("id_number", "C3", "11010519491231002X") == "1****************X"
    assert masked_answer("text", "C1", "M") == "M"
    assert masked_answer("text", "C2", "M") == "****"
    assert [sent_answer("yes", "yes"), sent_answer("yes", "no"), sent_answer("whole", "12")] == [
        True,
        False,
        12,
    ]
    assert sent_answer("text", "12") == "12"


def test_a_manifest_names_a_field_by_the_last_word_of_its_name():
    form = {"fields": [field("phone"), field("address"), field("income")]}
    assert unnamed(form, ["recipient.phone", "recipient.address"]) == ["income"]
