"""Cells of a bank's file become fields, or problems that never repeat the personal value."""

import pytest

from largesse.audience.imports.client_file import Bad, Good, read_rows, sheet_of
from largesse.audience.imports.fields import Known
from largesse.kernel.ids import new_id
from largesse.store.tables.unreadable import Unreadable

UNIT, ADVISER = new_id(), new_id()
KNOWN = Known({"gold": "gold", "金卡": "gold"}, {"SH": UNIT}, {"10006": ADVISER})


def rows(text):
    return list(read_rows(sheet_of(text.encode()), KNOWN))


def one(column, cell):
    return rows(f"ext_id,name,tier,unit,{column}\nC1000,王,gold,SH,{cell}\n")[0]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("手机号", "+86 138-1234-1234", "13812341234"),
        ("手机号", "", ""),
        ("手机号码", "\u202d13812341234\u202c", "13812341234"),
        ("联系电话", "１３８\u00a01234\u200b1234", "13812341234"),
        ("手机号", "(+86)138–1234–1234", "13812341234"),
        ("手机号", "'13812341234", "13812341234"),
        ("手机号", '"=""13812341234"""', "13812341234"),
        ("手机号", "13812341234.0", "13812341234"),
        ("手机号", "\t13812341234", "13812341234"),
        ("生日", "1980-05-07 00:00:00", "1980-05-07"),
        ("生日", "１９８０/５/７", "1980-05-07"),
        ("标签", "茶；高尔夫|茶 健康", ["茶", "高尔夫", "健康"]),
        ("生命周期", "成熟", "mature"),
        ("lifecycle", "dormant", "dormant"),
        ("city", " 广东省　深圳市 ", "深圳"),
        ("city", "上海市浦东新区", "上海"),
        ("city", "香港特别行政区", "香港"),
        ("city", "津市市", "津市"),
        ("city", "Ｓhanghai", "Shanghai"),
        ("city", "", ""),
        ("客户经理工号", "10006", ADVISER),
        ("客户经理工号", "", None),
        ("生日", "1980年5月7日", "1980-05-07"),
        ("生日", "19800507", "1980-05-07"),
        ("生日", "1980/5/7", "1980-05-07"),
        ("生日", "", None),
        ("本行员工", "是", True),
        ("本行员工", "", False),
        ("资产段", "300-600万", "300-600万"),
        ("wechat", "oX_1234", "oX_1234"),
    ],
)
def test_a_cell_becomes_its_field(column, cell, value):
    good = one(column, cell)
    assert isinstance(good, Good)
    assert value in good.fields.values()


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("mobile", "23812341234", "not_a_mobile"),
        ("mobile", "1.39E+10", "rounded"),
        ("mobile", "1.39e10", "rounded"),
        ("household", "6.22202E+18", "rounded"),
        ("birth_date", "1980115", "not_a_day"),
        ("wecom", "x", "not_a_wecom"),
        ("lifecycle", "新", "unknown_lifecycle"),
        ("city", "310000", "not_a_city"),
        ("city", "上" * 61, "not_a_city"),
        ("adviser", "99999", "unknown_adviser"),
        ("birth_date", "1980-02-30", "not_a_day"),
        ("birth_date", "1880-02-03", "not_a_day"),
        ("birth_date", "soon", "not_a_day"),
        ("is_staff", "maybe", "not_yes_or_no"),
        ("tags", " ".join(f"t{n}" for n in range(51)), "too_long"),
        ("wealth_band", "x" * 33, "too_long"),
    ],
)
def test_a_wrong_cell_is_told_by_its_reason(column, cell, reason):
    assert one(column, cell) == [Bad(2, column, reason)]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("  欧阳\u3000澈 ", "欧阳 澈"),
        ("José Müller", "José Müller"),
        ("王\u202e思远", "not_a_name"),
        ("王\u200b思远", "not_a_name"),
        ("王?", "not_a_name"),
        ("12345", "not_a_name"),
        ("\u00a0", "missing"),
        ("王" * 61, "too_long"),
    ],
)
def test_a_name_is_letters_that_one_sees(name, read):
    (found,) = rows(f"ext_id,name,tier,unit\nC1000,{name},gold,SH\n")
    told = found.fields["name"] if isinstance(found, Good) else found[0].reason
    assert told == read


def test_a_client_stands_in_a_file_once_however_his_number_is_written():
    first, second = rows("ext_id,name,tier,unit\nC1000,王,gold,SH\nｃ1000,李,gold,SH\n")
    assert isinstance(first, Good)
    assert second == [Bad(3, "ext_id", "twice_in_file")]


def test_required_cells_and_known_numbers_are_asked_for():
    assert rows("ext_id,name,tier,unit\n,,,\n") == []
    assert rows("ext_id,name,tier,unit\n!,王,银卡,SH\n") == [
        [Bad(2, "ext_id", "not_a_number"), Bad(2, "tier", "unknown_tier")]
    ]
    assert [bad.reason for bad in rows("ext_id,name,tier,unit,tags\n,,,,x\n")[0]] == ["missing"] * 4


def test_quoted_cells_may_hold_commas_and_lines_and_the_line_told_is_the_files():
    text = 'ext_id,name,tier,unit,tags\r\nC1000,王,gold,SH,"a,\r\nb"\r\nC1001,李,gold,SH,,x\r\n'
    good, bad = rows(text)
    assert good.fields["tags"] == ["a", "b"]
    assert bad == [Bad(4, "", "cell_count")]


def test_cells_that_are_missing_at_the_end_of_a_row_are_empty():
    good, same = rows("ext_id,name,tier,unit,mobile,tags\nC1000,王,gold,SH\nC1001,李,gold,SH,,,,\n")
    assert (good.fields["mobile"], good.fields["tags"]) == ("", [])
    assert same.fields | {"ext_id": "C1000", "name": "王"} == good.fields


def test_a_file_too_large_or_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("largesse.audience.imports.client_file.BYTES_MAX", 10)
    with pytest.raises(Unreadable) as refused:
        sheet_of(b"x" * 11)
    assert refused.value.why == "too_large"
    monkeypatch.undo()
    monkeypatch.setattr("largesse.audience.imports.client_file.ROWS_MAX", 1)
    with pytest.raises(Unreadable) as refused:
        rows("ext_id,name,tier,unit\nC1000,王,gold,SH\nC1001,王,gold,SH\n")
    assert refused.value.why == "too_many_rows"
