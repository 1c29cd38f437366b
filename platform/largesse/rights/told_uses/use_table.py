"""Read a provider's file of uses: which column is what, each row a use or why not. Pure, for the child."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from largesse.kernel.writing import number_text
from largesse.rights.code_lots.cells import BadCode, code_of, text_of
from largesse.rights.told_uses.use_row import UNITS_MAX, NotATime, UseRow, Verdict, instant_of
from largesse.store.tables.delimited import Rows
from largesse.store.tables.table_file import SEARCHED_ROWS, Table, table_of
from largesse.store.tables.unreadable import Unreadable

BYTES_MAX = 20_000_000
ROWS_MAX = 10_000
PLACE_MAX = 120
# What a file must have, with the heads that somebody is told to write.
REQUIRED = {"ref": "券码 / code", "used_at": "核销时间 / used at"}
_HEADS = {
    "ref": (
        *("ref", "reference", "code", "券码", "核销码", "码", "兑换码", "卡号", "券号", "权益码", "权益编号"),
        *("订单号", "order", "order ref", "voucher", "voucher code", "coupon", "coupon code", "凭证号"),
    ),
    "used_at": (
        "time",
        "at",
        "used at",
        "核销时间",
        "使用时间",
        "交易时间",
        "时间",
        "redeemed at",
        "date time",
    ),
    "units": ("units", "数量", "份数", "次数", "quantity", "qty"),
    "place": ("place", "门店", "门店名称", "网点", "地点", "核销门店", "store", "shop", "location"),
    "provider_ref": ("provider ref", "流水号", "交易流水号", "核销流水号", "serial", "transaction id"),
}
_AROUND = re.compile(r"[*\s_:：]|\((?:必填|选填|required|optional)\)")


@dataclass(frozen=True)
class BadUse:
    """Why a row says no use."""

    line: int
    verdict: str


@dataclass
class Uses:
    """A file of uses that was read."""

    format: str
    encoding: str
    rows: list[UseRow] = field(default_factory=list)
    bad: list[BadUse] = field(default_factory=list)


def uses_of(data: bytes, zone: str) -> Uses:
    """Decode a file, find its columns and read each row; ``zone`` is that of times without an offset.

    Raises:
        Unreadable: as ``table_of``, and ``empty``, ``use_column_missing``, ``column_twice``, ``heads_only``.
    """
    table, heads, body = _headed(data)
    where = _columns(heads)
    if not body:
        raise Unreadable("heads_only")
    if len(body) > ROWS_MAX:
        raise Unreadable("too_many_rows")
    found = Uses(table.format, table.encoding)
    _read(body, where, zone, found)
    return found


def rows_at(data: bytes, lines: Collection[int]) -> Rows:
    """Give some rows of a file as they stand in it, by their lines; the first is that of its heads.

    Raises:
        Unreadable: as ``table_of``, and ``empty``.
    """
    _, heads, body = _headed(data)
    return [(0, heads), *((line, cells) for line, cells in body if line in lines)]


def _headed(data: bytes) -> tuple[Table, list[str], Rows]:
    """Give the table, its heads, and the rows below them."""
    table = table_of(data, BYTES_MAX, ROWS_MAX + SEARCHED_ROWS, _score)
    if not table.rows:
        raise Unreadable("empty")
    at = max(range(min(SEARCHED_ROWS, len(table.rows))), key=lambda one: (_score(table.rows[one][1]), -one))
    return table, table.rows[at][1], table.rows[at + 1 :]


def _read(body: Rows, where: dict[str, int], zone: str, found: Uses) -> None:
    for line, cells in body:
        texts = {name: text_of(cells[at]) if at < len(cells) else "" for name, at in where.items()}
        try:
            found.rows.append(_row(line, texts, zone))
        except NotATime:
            found.bad.append(BadUse(line, Verdict.NOT_A_TIME))
        except BadCode as wrong:
            lost = wrong.reason == "digits_lost"
            verdict = Verdict.DIGITS_LOST if lost else Verdict(wrong.reason)
            found.bad.append(BadUse(line, verdict))


def _row(line: int, texts: dict[str, str], zone: str) -> UseRow:
    said = texts.get
    try:
        ref = code_of(said("ref", ""), None)
    except BadCode as wrong:
        raise BadCode(wrong.reason if wrong.reason in {"missing", "digits_lost"} else "unknown") from wrong
    units = said("units", "") or "1"
    if not (units.isascii() and units.isdigit()) or not 1 <= int(units) <= UNITS_MAX:
        raise BadCode("not_a_number")
    at = instant_of(said("used_at", ""), zone)
    return UseRow(
        line, ref, at, int(units), said("place", "")[:PLACE_MAX], said("provider_ref", "")[:PLACE_MAX]
    )


def _columns(cells: Sequence[str]) -> dict[str, int]:
    where: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = _NAMES.get(_folded(cell), "")
        if name in where:
            raise Unreadable("column_twice", cell.strip()[:60])
        if name:
            where[name] = at
    for name, heads in REQUIRED.items():
        if name not in where:
            raise Unreadable("use_column_missing", heads)
    return where


def _score(cells: Sequence[str]) -> int:
    return len({_NAMES.get(_folded(cell), "") for cell in cells} - {""})


def _folded(head: str) -> str:
    return _AROUND.sub("", number_text(head).casefold())


def parted(found: Uses, rows_a_part: int) -> Iterator[tuple[list[UseRow], list[BadUse]]]:
    """Yield the rows of a file in small parts."""
    for start in range(0, max(len(found.rows), len(found.bad)), rows_a_part):
        yield found.rows[start : start + rows_a_part], found.bad[start : start + rows_a_part]


_NAMES = {_folded(alias): name for name, aliases in _HEADS.items() for alias in aliases}
