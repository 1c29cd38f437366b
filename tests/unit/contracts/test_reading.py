"""Reading and validating what strangers wrote."""

import json
import re
import time

import pytest

from largesse.contracts.reading import DEPTH_MAX, INTEGER_MAX, Unreadable, plain, pointer, read
from largesse.contracts.registry import FORMATS, folder, is_date, is_instant, is_uuid
from largesse.contracts.validate import FINDINGS_MAX, validate
from largesse.kernel.copy import LOCALES

FORMAT = re.compile(r'"format": ?"([a-z-]+)"')


def refused(call, *args):
    with pytest.raises(Unreadable) as why:
        call(*args)
    assert all(why.value.code not in why.value.message(locale) for locale in LOCALES)
    return why.value.code.partition(".")[2], why.value.path


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a": [1, 2.5, true, null, "x"]}', {"a": [1, 2.5, True, None, "x"]}),
        (b'\xef\xbb\xbf"bom"', "bom"),
        (b'"[[[[ \\" [[["', '[[[[ " [[['),
        (b"[" * DEPTH_MAX + b"]" * DEPTH_MAX, None),
    ],
)
def test_plain_json_is_read_exactly(data, value):
    got = read(data)
    assert value is None or got == value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"a":1,"a":2}', "not_json"),
        (b"[NaN]", "not_json"),
        (b"[-Infinity]", "not_json"),
        (b"9" * 5000, "not_json"),
        (b"\xff", "not_utf8"),
        (b"[" * (DEPTH_MAX + 1), "too_deep"),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "too_deep"),
        (b"[1e999]", "not_plain"),
        (b'["\\u0000"]', "not_plain"),
        (b'["\\ud800"]', "not_plain"),
        (b'{"\\u0000": 1}', "not_plain"),
        (b"9007199254740992", "not_plain"),
        (b" " * 2_000_000, "too_large"),
    ],
)
def test_what_cannot_be_kept_exactly_is_refused_with_its_reason(data, why):
    assert refused(read, data)[0] == why


def test_values_from_elsewhere_are_held_to_the_same_bounds():
    assert plain({"a": [INTEGER_MAX, -INTEGER_MAX]}) == {"a": [INTEGER_MAX, -INTEGER_MAX]}
    deep = []
    for _ in range(DEPTH_MAX):
        deep = [deep]
    assert refused(plain, deep)[0] == "too_deep"
    assert refused(plain, {"a/b": {"c~d": [float("nan")]}}) == ("not_plain", "/a~1b/c~0d/0")
    assert refused(plain, {1: 2})[0] == "not_plain"
    assert refused(plain, {"a": {1, 2}}) == ("not_plain", "/a")


def test_a_pointer_escapes_what_a_pointer_must():
    assert pointer("a/b", 0, "c~d") == "/a~1b/0/c~0d"
    assert pointer() == ""


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("2026-09-18T10:00:00+08:00", True),
        ("2026-09-18T02:00:00Z", True),
        ("2026-09-18T10:00:00", False),
        ("2026-09-18 10:00:00+08:00", False),
        ("2026-09-31T10:00:00Z", False),
        ("soon", False),
        (5, True),
    ],
)
def test_an_instant_has_its_offset(text, fits):
    assert is_instant(text) is fits


def found(name, document):
    return [(finding.code.partition(".")[2], finding.path) for finding in validate(name, document)]


@pytest.mark.parametrize(
    ("name", "document", "expected"),
    [
        ("money.v1", {"amount_minor": 1}, ("field_missing", "/currency")),
        ("money.v1", {"amount_minor": 1, "currency": "CNY", "x": 1}, ("unknown_field", "")),
        ("money.v1", {"amount_minor": "1", "currency": "CNY"}, ("wrong_type", "/amount_minor")),
        ("money.v1", {"amount_minor": 2**60, "currency": "CNY"}, ("too_great", "/amount_minor")),
        ("money.v1", {"amount_minor": 1, "currency": "cny"}, ("wrong_form", "/currency")),
        ("text.v1", {"zh-CN": ""}, ("too_short", "/zh-CN")),
        ("text.v1", {"zh-CN": "长" * 4001}, ("too_long", "/zh-CN")),
        (
            "limit.v1",
            {"count": "attempt", "scope": "client", "period": "day", "max": 0, "on_exceed": "reject"},
            ("too_small", "/max"),
        ),
        ("expression.v1", {"op": "and", "of": []}, ("too_few", "/of")),
        ("expression.v1", {"op": "and", "of": [{"op": "always"}] * 51}, ("too_many", "/of")),
        ("expression.v1", {"op": "xor"}, ("unknown_choice", "")),
        ("expression.v1", {"op": "not", "of": {"op": "eq", "fact": "tier"}}, ("field_missing", "/of/value")),
        ("expression.v1", [], ("wrong_type", "")),
        (
            "node.v1",
            {"id": "a", "type": "b", "v": 1, "props": {}, "slots": {"No": []}},
            ("wrong_form", "/slots"),
        ),
    ],
)
def test_a_finding_names_the_place_and_the_kind_of_fault(name, document, expected):
    assert expected in found(name, document)
    for finding in validate(name, document):
        assert all("{" not in finding.message(locale) for locale in LOCALES)


def test_a_flood_of_findings_is_cut():
    document = {"op": "and", "of": [{"op": "not", "of": {"op": "in", "fact": "A", "values": [1.5] * 150}}]}
    assert 1 <= len(validate("expression.v1", document)) <= FINDINGS_MAX


def test_a_document_of_a_megabyte_is_told_quickly():
    document = {"zh-CN": json.dumps(["x" * 900_000])}
    assert found("text.v1", document) == [("too_long", "/zh-CN")]
    assert all(len(finding.message("en")) < 400 for finding in validate("text.v1", document))


def wide(leaf, width, depth):
    for _ in range(depth):
        leaf = {"op": "and", "of": [leaf] * width}
    return leaf


def test_a_hostile_choice_of_choices_is_told_in_seconds_not_minutes():
    begin = time.perf_counter()
    findings = validate("expression.v1", wide({"op": "eq", "fact": "A", "value": 1.5}, 27, 3))
    assert time.perf_counter() - begin < 20
    assert findings[0].path.startswith("/of/0/of/0/of/0/")
    assert len(findings) == FINDINGS_MAX


def test_a_choice_that_nobody_meant_is_told_where_it_stands():
    deep = {"op": "not", "of": {"op": "or", "of": [{"op": "always"}, {"op": "perhaps"}]}}
    assert found("expression.v1", deep) == [("unknown_choice", "/of/of/1")]
    assert found("effect.v1", {"do": ["grant"]}) == [("unknown_choice", "")]
    assert ("wrong_type", "/on") in found(
        "play.v1", {"id": "a", "title": {"zh-CN": "x"}, "on": 3, "decide": {}}
    )
    assert ("unknown_choice", "/decide") in found(
        "play.v1", {"id": "a", "title": {"zh-CN": "x"}, "on": {}, "decide": {}}
    )


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("01939d6e-7b1a-7c3e-8f00-000000000001", True),
        ("01939d6e7b1a7c3e8f00000000000001", False),
        ("{01939d6e-7b1a-7c3e-8f00-000000000001}", False),
        ("", False),
        (7, True),
    ],
)
def test_a_uuid_has_its_dashes(text, fits):
    assert is_uuid(text) is fits


@pytest.mark.parametrize(
    ("text", "fits"), [("2026-02-28", True), ("2026-02-29", False), ("20260228", False), (None, True)]
)
def test_a_date_is_in_the_calendar(text, fits):
    assert is_date(text) is fits


def test_every_format_that_a_schema_uses_is_one_that_both_validators_know():
    used = {
        name for path in folder().rglob("*.schema.json") for name in FORMAT.findall(path.read_text("utf-8"))
    }
    assert used == set(FORMATS)
