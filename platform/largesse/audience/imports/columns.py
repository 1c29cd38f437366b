"""Which column of a file is which field: heads are known by many names, what is unknown is named as unused.

Words       *head* (what the file writes above a column, the field it is, empty where it is unused)
Invariant   a field is read from one column; every required field has one
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from largesse.kernel.writing import number_text
from largesse.store.tables.table_file import SEARCHED_ROWS
from largesse.store.tables.unreadable import Unreadable

HEAD_MAX = 60
REQUIRED = ("ext_id", "name", "tier", "unit")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ext_id": ("ext_id", "客户号", "客户编号", "客户代码", "核心客户号", "client number", "customer number"),
    "name": ("name", "姓名", "客户姓名", "客户名称", "名称"),
    "tier": ("tier", "等级", "客户等级", "客户级别", "级别"),
    "unit": (
        *("unit", "机构号", "所属机构", "机构", "机构编号", "机构代码", "所属机构号", "开户机构", "网点"),
        *("归属机构", "归属机构号", "管户机构", "管户机构号", "所属网点", "branch", "branch code"),
    ),
    "mobile": (
        *("mobile", "手机号", "手机", "手机号码", "移动电话", "联系电话", "电话", "电话号码"),
        *("联系手机", "客户手机", "客户手机号", "mobile number", "mobile phone", "phone"),
    ),
    "bank_app": ("bank_app", "手机银行号", "手机银行", "手机银行客户号"),
    "wechat": ("wechat", "微信openid", "微信", "openid"),
    "wecom": ("wecom", "企业微信id", "企业微信"),
    "class": ("class", "分类", "客户分类"),
    "grade": ("grade", "分级"),
    "lifecycle": ("lifecycle", "生命周期"),
    "tags": ("tags", "标签", "客户标签"),
    "adviser": ("adviser", "客户经理工号", "客户经理", "管户经理", "管户经理工号", "理财经理工号"),
    "wealth_band": ("wealth_band", "资产段", "资产区间"),
    "city": (
        *(
            "city",
            "城市",
            "所在城市",
            "居住城市",
            "居住地",
            "常住城市",
            "客户所在城市",
            "地市",
            "city of residence",
        ),
    ),
    "birth_date": ("birth_date", "出生日期", "生日", "date of birth", "birthday"),
    "household": ("household", "家庭号", "家庭编号"),
    "is_staff": ("is_staff", "本行员工", "是否本行员工", "是否员工"),
    "joined_on": ("joined_on", "开户日期", "开户日", "入行日期"),
}
_AROUND = re.compile(r"[*\s_:：]|\((?:必填|选填|required|optional)\)")


@dataclass(frozen=True)
class Head:
    """What stands above a column, and the field it is read as; empty: the column is unused."""

    text: str
    field: str


@dataclass(frozen=True)
class Headed:
    """The heads of a table, the line they stand on, and how many rows end with them."""

    heads: tuple[Head, ...]
    line: int
    rows: int


def field_of(head: str) -> str:
    """Give the field that a head names; empty: none."""
    return _NAMES.get(_folded(head), "")


def known_count(cells: Sequence[str]) -> int:
    """Count how many fields a row names."""
    return len({field_of(cell) for cell in cells} - {""})


def headed(rows: Sequence[tuple[int, list[str]]]) -> Headed:
    """Find the heads: below titles, over two rows where heads are merged, with a second row of heads skipped.

    Raises:
        Unreadable: ``empty``, ``column_missing`` and the field, ``column_twice`` and the head.
    """
    if not rows:
        raise Unreadable("empty")
    found = _found(rows[:SEARCHED_ROWS])
    fields = [head.field for head in found.heads]
    for name in REQUIRED:
        if name not in fields:
            raise Unreadable("column_missing", name)
    for at, head in enumerate(found.heads):
        if head.field and head.field in fields[:at]:
            raise Unreadable("column_twice", head.text)
    return found


def repeats_heads(cells: Sequence[str], heads: Sequence[Head]) -> bool:
    """Tell whether a row is the heads once more: of another page, or in another language."""
    filled = [cell for cell in cells if cell.strip()]
    same = sum(
        1 for cell, head in zip(cells, heads, strict=False) if cell and field_of(cell) == head.field != ""
    )
    return same >= 2 and same * 2 >= len(filled)


def _found(rows: Sequence[tuple[int, list[str]]]) -> Headed:
    """Give the first row, or pair of rows, with all required fields; else the row that names most."""
    best = Headed((), rows[0][0], 1)
    for at, (line, cells) in enumerate(rows):
        heads = _heads(cells)
        if _complete(heads):
            return Headed(heads, line, at + 1)
        if at + 1 < len(rows) and known_count(rows[at + 1][1]):
            pair = _heads(_over(cells, rows[at + 1][1]))
            if _complete(pair) and not _complete(_heads(rows[at + 1][1])):
                return Headed(pair, rows[at + 1][0], at + 2)
        if not best.heads or _named(heads) > _named(best.heads):
            best = Headed(heads, line, at + 1)
    return best


def _heads(cells: Sequence[str]) -> tuple[Head, ...]:
    texts = [" ".join(cell.split()) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(Head(text[:HEAD_MAX], field_of(text)) for text in texts)


def _over(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Join two rows of merged heads: the lower one says it, and where it says nothing the upper one."""
    width = max(len(upper), len(lower))
    above, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    return [low if low.strip() else high for high, low in zip(above, below, strict=True)]


def _complete(heads: Sequence[Head]) -> bool:
    return set(REQUIRED) <= {head.field for head in heads}


def _named(heads: Sequence[Head]) -> int:
    return len({head.field for head in heads} - {""})


def _folded(head: str) -> str:
    return _AROUND.sub("", number_text(head).casefold())


_NAMES = {_folded(alias): name for name, aliases in COLUMNS.items() for alias in aliases}
