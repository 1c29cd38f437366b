"""Read a file of codes: which column is the code, each row a code or why not. Pure, for the child.

Invariant   a row is good as a whole or bad as a whole; the second row of a code is bad
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from largesse.kernel.writing import number_text
from largesse.rights.code_lots.cells import BadCode, code_of, hidden, last_day_of, pin_of
from largesse.rights.code_pools.pool import compared
from largesse.store.tables.delimited import Rows
from largesse.store.tables.table_file import Table, table_of
from largesse.store.tables.unreadable import Unreadable

BYTES_MAX = 20_000_000
ROWS_MAX = 200_000
COLUMNS_MAX = 60
HEAD_MAX = 60
_CODE = "code"
_HEADS = {
    "code": (
        *("code", "码", "券码", "卡号", "兑换码", "激活码", "串码", "券号", "权益码", "卡券码", "序列号"),
        *("voucher", "voucher code", "coupon", "coupon code", "gift code", "card number", "serial"),
    ),
    "pin": ("pin", "密码", "卡密", "口令", "校验码", "pin code", "password", "secret"),
    "expires": (
        *("expires", "有效期", "有效期至", "到期日", "失效日期", "截止日期", "到期时间", "有效截止日期"),
        *("expires at", "expiry", "expiry date", "expiration", "valid until", "valid to"),
    ),
}
_AROUND = re.compile(r"[*\s_:：]|\((?:必填|选填|required|optional)\)")


@dataclass(frozen=True)
class Choice:
    """By which columns a file is read, the first being 0; None: found by its heads.

    ``heads`` says whether the first row names the columns, None: seen from it; ``length`` of each code.
    """

    code: int | None = None
    pin: int | None = None
    expires: int | None = None
    heads: bool | None = None
    length: int | None = None
    case_matters: bool = False


@dataclass(frozen=True)
class BadRow:
    """Why a row was left out; ``line`` is the one on which it begins, the file's first being 1."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True)
class CodeRow:
    """A row that can be kept."""

    line: int
    code: str
    pin: str
    last_day: date | None


@dataclass(frozen=True)
class Column:
    """A column: what stands above it, what it is read as, and a cell of it of which most is hidden."""

    head: str
    field: str
    sample: str


@dataclass(frozen=True)
class CodeSheet:
    """What a file is; ``shorter`` codes have fewer digits than most, as if a spreadsheet had cut zeros."""

    format: str
    encoding: str
    delimiter: str
    name: str
    heads: bool
    row_count: int
    columns: tuple[Column, ...] = ()
    usual_length: int = 0
    shorter: int = 0


@dataclass
class Codes:
    """A file of codes that was read."""

    sheet: CodeSheet
    rows: list[CodeRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def codes_of(data: bytes, choice: Choice) -> Codes:
    """Decode a file, find its columns and read each row.

    Raises:
        Unreadable: as ``table_of``, and ``empty``, ``code_column_missing``, ``column_twice``.
    """
    table = table_of(data, BYTES_MAX, ROWS_MAX + 1, _score)
    if not table.rows:
        raise Unreadable("empty")
    first = table.rows[0][1]
    named = any(_field(cell) for cell in first)
    heads = named if choice.heads is None else choice.heads
    body = table.rows[1:] if heads else table.rows
    if len(body) > ROWS_MAX:
        raise Unreadable("too_many_rows")
    where = _columns(first if heads else [], body, choice)
    found = Codes(_described(table, first if heads else [], body, where))
    _read(body, where, choice, found, len(first) if heads else COLUMNS_MAX)
    return _with_lengths(found)


def _read(body: Rows, where: dict[str, int], choice: Choice, found: Codes, width: int) -> None:
    seen: set[str] = set()
    for line, cells in body:
        if any(cell.strip() for cell in cells[width:]):
            found.bad.append(BadRow(line, "code", "cell_count"))
            continue
        row = _row(line, cells, where, choice.length)
        if isinstance(row, BadRow):
            found.bad.append(row)
            continue
        one = compared(row.code, case_matters=choice.case_matters)
        if one in seen:
            found.bad.append(BadRow(line, "code", "twice_in_file"))
            continue
        seen.add(one)
        found.rows.append(row)


def _row(line: int, cells: Sequence[str], where: dict[str, int], length: int | None) -> CodeRow | BadRow:
    def cell(name: str) -> str:
        at = where.get(name)
        return cells[at] if at is not None and at < len(cells) else ""

    reading = "code"
    try:
        code = code_of(cell("code"), length)
        reading = "pin"
        pin = pin_of(cell("pin"))
        reading = "expires"
        return CodeRow(line, code, pin, last_day_of(cell("expires")))
    except BadCode as wrong:
        return BadRow(line, reading, wrong.reason)


def _columns(first: Sequence[str], body: Rows, choice: Choice) -> dict[str, int]:
    """Say which column is which field: as chosen, else by the heads, else the only one is the code."""
    chosen = {"code": choice.code, "pin": choice.pin, "expires": choice.expires}
    if any(at is not None for at in chosen.values()):
        where = {name: at for name, at in chosen.items() if at is not None}
    else:
        where = {}
        for at, cell in enumerate(first):
            name = _field(cell)
            if name in where:
                raise Unreadable("column_twice", cell.strip()[:HEAD_MAX])
            if name:
                where[name] = at
        if not where and _width(body) == 1:
            where |= {_CODE: 0}
    if _CODE not in where:
        raise Unreadable("code_column_missing")
    if len(set(where.values())) < len(where):
        raise Unreadable("column_twice", str(where[_CODE] + 1))
    return where


def _described(table: Table, first: Sequence[str], body: Rows, where: dict[str, int]) -> CodeSheet:
    by_column = {at: name for name, at in where.items()}
    width = min(COLUMNS_MAX, max(len(first), _width(body)))
    columns = tuple(
        Column(
            " ".join(first[at].split())[:HEAD_MAX] if at < len(first) else "",
            by_column.get(at, ""),
            _sample(body, at, by_column.get(at, "")),
        )
        for at in range(width)
    )
    return CodeSheet(
        table.format, table.encoding, table.delimiter, table.name, bool(first), len(body), columns
    )


def _with_lengths(found: Codes) -> Codes:
    """Note how long most codes are, and how many that are digits alone are shorter than that."""
    usual, shorter = lengths_of([row.code for row in found.rows])
    sheet = found.sheet
    found.sheet = CodeSheet(
        *(sheet.format, sheet.encoding, sheet.delimiter, sheet.name, sheet.heads, sheet.row_count),
        sheet.columns,
        usual,
        shorter,
    )
    return found


def lengths_of(codes: Sequence[str]) -> tuple[int, int]:
    """Give how long most codes are, and how many that are digits alone are shorter, as if zeros were cut."""
    lengths = Counter(len(code) for code in codes)
    usual = lengths.most_common(1)[0][0] if lengths else 0
    return usual, sum(1 for code in codes if len(code) < usual and code.isdigit())


def _sample(body: Rows, at: int, name: str) -> str:
    cells = (number_text(cells[at]) for _, cells in body[:50] if at < len(cells))
    found = next((cell for cell in cells if cell), "")[:HEAD_MAX]
    return found if name == "expires" else hidden(found)


def _width(body: Rows) -> int:
    return max((len(cells) for _, cells in body[:1000]), default=0)


def _score(cells: Sequence[str]) -> int:
    return 100 * len({_field(cell) for cell in cells} - {""}) + len(cells)


def _field(head: str) -> str:
    return _NAMES.get(_folded(head), "")


def _folded(head: str) -> str:
    return _AROUND.sub("", number_text(head).casefold())


def parted(found: Codes, rows_a_part: int) -> Iterator[tuple[list[CodeRow], list[BadRow]]]:
    """Yield the rows of a file in small parts."""
    for start in range(0, max(len(found.rows), len(found.bad)), rows_a_part):
        end = start + rows_a_part
        yield found.rows[start:end], found.bad[start:end]


_NAMES = {_folded(alias): name for name, aliases in _HEADS.items() for alias in aliases}
