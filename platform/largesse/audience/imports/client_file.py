"""Read a file of clients: every row becomes fields that can be written, or problems by line and field.

Words       sheet (columns, rows) -> row (line, ext_id, fields) | bad (line, field, reason)
Invariant   pure; a row is good as a whole or bad as a whole; reasons never repeat the personal value
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from largesse.audience.clients.identities import KINDS, normal
from largesse.kernel.errors import Malformed

BYTES_MAX = 20_000_000
ROWS_MAX = 50_000
CELL_MAX = 10_000
ENCODINGS = ("utf-8-sig", "gb18030")
REQUIRED = ("ext_id", "name", "tier", "unit")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ext_id": ("ext_id", "客户号", "客户编号"),
    "name": ("name", "姓名", "客户姓名"),
    "tier": ("tier", "等级", "客户等级"),
    "unit": ("unit", "机构号", "所属机构"),
    "mobile": ("mobile", "手机号", "手机"),
    "bank_app": ("bank_app", "手机银行号"),
    "wechat": ("wechat", "微信openid", "微信"),
    "wecom": ("wecom", "企业微信id", "企业微信"),
    "class": ("class", "分类", "客户分类"),
    "grade": ("grade", "分级"),
    "lifecycle": ("lifecycle", "生命周期"),
    "tags": ("tags", "标签"),
    "adviser": ("adviser", "客户经理工号", "客户经理"),
    "wealth_band": ("wealth_band", "资产段"),
    "birth_date": ("birth_date", "出生日期", "生日"),
    "household": ("household", "家庭号"),
    "is_staff": ("is_staff", "本行员工"),
    "joined_on": ("joined_on", "开户日期"),
}
_NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
_STAGES = {"引入": "new", "成长": "growing", "成熟": "mature", "休眠": "dormant", "流失": "lost"}
_YES, _NO = {"1", "true", "yes", "y", "是"}, {"", "0", "false", "no", "n", "否"}
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


@dataclass(frozen=True)
class Known:
    """What rows may name: tiers by code or name, units and advisers within the importer's reach."""

    tiers: Mapping[str, str]
    units: Mapping[str, UUID]
    advisers: Mapping[str, UUID]


@dataclass(frozen=True)
class Bad:
    """Why a row was left out. ``line`` counts from 1, the header being line 1."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True)
class Good:
    """A row that can be written."""

    line: int
    ext_id: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A file that is a table of clients."""

    encoding: str
    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


@dataclass(eq=False)
class Unreadable(Exception):  # noqa: N818 - an outcome of reading, translated by the caller
    """The file as a whole is no table of clients: why, in a word, and about which column."""

    why: str
    what: str = ""


def sheet_of(data: bytes) -> Sheet:
    """Decode a file and find its columns.

    Raises:
        Unreadable: ``too_large``, ``encoding``, ``form``, ``empty``, ``column_missing``, ``column_twice``,
            ``too_many_rows``.
    """
    if len(data) > BYTES_MAX:
        raise Unreadable("too_large")
    encoding, text = _decoded(data)
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        header = next(lines, None)
        if not header:
            raise Unreadable("empty")
        columns = tuple(_NAMES.get(cell.strip().lower(), "") for cell in header)
        _check_columns(columns)
        rows = [(lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise Unreadable("form") from error
    if len(rows) > ROWS_MAX:
        raise Unreadable("too_many_rows")
    if any(len(cell) > CELL_MAX for _, cells in rows for cell in cells):
        raise Unreadable("form")
    return Sheet(encoding, columns, rows)


def read_rows(sheet: Sheet, known: Known) -> Iterator[Good | list[Bad]]:
    """Yield each row as good, or as its problems; a second row of the same client or identity is bad."""
    seen: set[tuple[str, str]] = set()
    for line, cells in sheet.rows:
        good, bad = _row(sheet, line, cells, known)
        for name in ("ext_id", *KINDS):
            value = good.get(name)
            if value and not bad:
                if (name, value) in seen:
                    bad.append(Bad(line, name, "twice_in_file"))
                seen.add((name, value))
        yield bad or Good(line, good["ext_id"], good)


def _decoded(data: bytes) -> tuple[str, str]:
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding.removesuffix("-sig"), text
    raise Unreadable("encoding")


def _check_columns(columns: tuple[str, ...]) -> None:
    for name in REQUIRED:
        if name not in columns:
            raise Unreadable("column_missing", name)
    named = [name for name in columns if name]
    if len(named) != len(set(named)):
        raise Unreadable("column_twice")


def _row(sheet: Sheet, line: int, cells: list[str], known: Known) -> tuple[dict[str, Any], list[Bad]]:
    fields: dict[str, Any] = {}
    if len(cells) != len(sheet.columns):
        return fields, [Bad(line, "", "cell_count")]
    bad: list[Bad] = []
    for name, cell in zip(sheet.columns, cells, strict=True):
        if name:
            try:
                fields[name] = _READ[name](cell.strip(), known)
            except Malformed as wrong:
                bad.append(Bad(line, name, wrong.reason))
    return fields, bad


def _text(most: int, least: int = 0) -> Callable[[str, Known], str]:
    def read(cell: str, _known: Known) -> str:
        if not least <= len(cell) <= most:
            raise Malformed("too_long" if cell else "missing")
        return cell

    return read


def _ext_id(cell: str, _known: Known) -> str:
    if not re.fullmatch(r"[0-9A-Za-z_-]{3,40}", cell):
        raise Malformed("not_a_number" if cell else "missing")
    return cell


def _identity(kind: Any) -> Callable[[str, Known], str]:
    def read(cell: str, _known: Known) -> str:
        try:
            return normal(kind, cell) if cell else ""
        except Malformed as wrong:
            raise Malformed(f"not_a_{kind}") from wrong

    return read


def _one_of(names: Callable[[Known], Mapping[str, Any]], wrong: str) -> Callable[[str, Known], Any]:
    def read(cell: str, known: Known) -> Any:
        if cell not in names(known):
            raise Malformed(wrong if cell else "missing")
        return names(known)[cell]

    return read


def _adviser(cell: str, known: Known) -> UUID | None:
    if not cell:
        return None
    if cell not in known.advisers:
        raise Malformed("unknown_adviser")
    return known.advisers[cell]


def _tags(cell: str, _known: Known) -> list[str]:
    tags = list(dict.fromkeys(tag for tag in re.split(r"[;；,，|\s]+", cell) if tag))
    if len(tags) > 50 or any(len(tag) > 64 for tag in tags):
        raise Malformed("too_long")
    return tags


def _stage(cell: str, _known: Known) -> str:
    stage = _STAGES.get(cell, cell)
    if stage and stage not in _STAGES.values():
        raise Malformed("unknown_lifecycle")
    return stage


def _flag(cell: str, _known: Known) -> bool:
    if cell.lower() not in _YES | _NO:
        raise Malformed("not_yes_or_no")
    return cell.lower() in _YES


def _day(cell: str, _known: Known) -> str | None:
    if not cell:
        return None
    parts = _DAY.fullmatch(cell)
    try:
        day = date(*map(int, parts.groups())) if parts else None
    except ValueError:
        day = None
    if day is None or not date(1900, 1, 1) <= day <= date(2100, 1, 1):
        raise Malformed("not_a_day")
    return day.isoformat()


_READ: dict[str, Callable[[str, Known], Any]] = {
    "ext_id": _ext_id,
    "name": _text(60, 1),
    "tier": _one_of(lambda known: known.tiers, "unknown_tier"),
    "unit": _one_of(lambda known: known.units, "unknown_unit"),
    **{kind: _identity(kind) for kind in KINDS},
    "class": _text(32),
    "grade": _text(32),
    "lifecycle": _stage,
    "tags": _tags,
    "adviser": _adviser,
    "wealth_band": _text(32),
    "birth_date": _day,
    "household": _text(40),
    "is_staff": _flag,
    "joined_on": _day,
}
