"""Read a file of rights: which column is what, each line a right or why not. Pure, for the child."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from largesse.kernel.writing import number_text
from largesse.rights.elsewhere.grant_row import BadGrant, GrantRow, Verdict, row_of
from largesse.store.tables.table_file import SEARCHED_ROWS, table_of
from largesse.store.tables.unreadable import Unreadable

BYTES_MAX = 20_000_000
ROWS_MAX = 20_000
REQUIRED = ("reference", "sku", "valid_to")
_HEADS = {
    "reference": (
        *("reference", "ref", "external reference", "external id", "voucher id", "grant id"),
        *("来源凭证号", "凭证号", "来源编号", "外部编号", "权益编号", "流水号"),
    ),
    "client": ("client", "client number", "customer", "customer number", "客户号", "客户编号", "客户"),
    "mobile": ("mobile", "phone", "phone number", "手机号", "手机", "手机号码"),
    "sku": ("sku", "sku code", "权益代码", "权益规格代码", "sku代码", "规格代码", "SKU 编码"),
    "code": (
        *("code", "voucher code", "coupon code", "gift code", "card number"),
        *("券码", "兑换码", "激活码", "卡号", "卡券码", "串码", "券号"),
    ),
    "units": ("units", "quantity", "qty", "数量", "份数", "次数"),
    "valid_from": ("valid from", "from", "start", "生效日", "生效日期", "开始日期", "有效期起"),
    "valid_to": ("valid to", "until", "to", "expires", "expiry", "失效日", "到期日", "到期日期", "有效期止"),
    "face": ("face", "face value", "面值", "面额"),
    "cost": ("cost", "unit cost", "成本", "单位成本"),
}
_AROUND = re.compile(r"[*\s_:：]|\((?:必填|选填|required|optional)\)")


@dataclass(frozen=True)
class Column:
    """A column that was known, and what it is."""

    head: str
    field: str


@dataclass
class Grants:
    """A file that was read."""

    format: str
    encoding: str
    columns: list[Column] = field(default_factory=list)
    rows: list[GrantRow] = field(default_factory=list)
    bad: list[BadGrant] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Lines in all."""
        return len(self.rows) + len(self.bad)


def grants_of(data: bytes) -> Grants:
    """Decode a file, find its columns and read each line; a reference that comes again is bad.

    Raises:
        Unreadable: as ``table_of``, and ``empty``, ``column_missing``, ``column_twice``, ``heads_only``,
            ``too_many_rows``.
    """
    table = table_of(data, BYTES_MAX, ROWS_MAX + SEARCHED_ROWS, _score)
    if not table.rows:
        raise Unreadable("empty")
    at = max(range(min(SEARCHED_ROWS, len(table.rows))), key=lambda one: (_score(table.rows[one][1]), -one))
    heads, body = table.rows[at][1], table.rows[at + 1 :]
    where = _columns(heads)
    if not body:
        raise Unreadable("heads_only")
    if len(body) > ROWS_MAX:
        raise Unreadable("too_many_rows")
    found = Grants(
        table.format, table.encoding, [Column(heads[one][:60], name) for name, one in where.items()]
    )
    seen: set[str] = set()
    for line, cells in body:
        row = row_of(line, {name: cells[one] if one < len(cells) else "" for name, one in where.items()})
        if isinstance(row, BadGrant):
            found.bad.append(row)
        elif row.reference in seen:
            found.bad.append(BadGrant(line, Verdict.TWICE_IN_FILE, row.reference))
        else:
            seen.add(row.reference)
            found.rows.append(row)
    return found


def parted(found: Grants, rows_a_part: int) -> Iterator[tuple[list[GrantRow], list[BadGrant]]]:
    """Yield the lines of a file in small parts."""
    for start in range(0, max(len(found.rows), len(found.bad)), rows_a_part):
        yield found.rows[start : start + rows_a_part], found.bad[start : start + rows_a_part]


def _columns(cells: Sequence[str]) -> dict[str, int]:
    where: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = _NAMES.get(_folded(cell), "")
        if name in where:
            raise Unreadable("column_twice", cell.strip()[:60])
        if name:
            where[name] = at
    for name in REQUIRED:
        if name not in where:
            raise Unreadable("column_missing", name)
    if "client" not in where and "mobile" not in where:
        raise Unreadable("column_missing", "client")
    return where


def _score(cells: Sequence[str]) -> int:
    return len({_NAMES.get(_folded(cell), "") for cell in cells} - {""})


def _folded(head: str) -> str:
    return _AROUND.sub("", number_text(head).casefold())


_NAMES = {_folded(alias): name for name, aliases in _HEADS.items() for alias in aliases}
