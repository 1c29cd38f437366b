"""Read a table of events: which column is what, each row an event or why not. Pure, for the child."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from largesse.kernel.writing import number_text
from largesse.rights.code_lots.cells import BadCode, code_of, text_of
from largesse.store.tables.delimited import Rows
from largesse.store.tables.table_file import SEARCHED_ROWS, table_of
from largesse.store.tables.unreadable import Unreadable

BYTES_MAX, ROWS_MAX, CELL_MAX = 10_000_000, 10_000, 200
REQUIRED = {"id": "事件编号 / id", "name": "事件 / event", "at": "发生时间 / time"}
CLIENTS = ("number", "mobile", "bank_app", "wechat", "wecom")
_HEADS = {
    "id": ("id", "event id", "事件编号", "编号", "流水号", "唯一编号"),
    "name": ("event", "name", "event name", "事件", "事件名", "事件名称"),
    "at": ("at", "time", "happened at", "发生时间", "时间", "日期时间", "日期"),
    "number": ("number", "client number", "client", "客户号", "客户编号", "客户"),
    "mobile": ("mobile", "phone", "手机号", "手机", "手机号码"),
    "bank_app": ("bank_app", "手机银行号"),
    "wechat": ("wechat", "openid", "微信"),
    "wecom": ("wecom", "external_userid", "企业微信"),
}
_AROUND = re.compile(r"[*\s_:：]|\((?:必填|选填|required|optional)\)")


@dataclass(frozen=True)
class EventRow:
    """What a row says; ``cells`` are its other columns by their heads, empty ones left out."""

    line: int
    id: str
    name: str
    at: str
    kind: str
    client: str
    cells: dict[str, str]


@dataclass(frozen=True)
class BadRow:
    """Why a row is no event; ``reference`` is its id as far as it was read."""

    line: int
    verdict: str
    reference: str = ""


@dataclass
class Events:
    """A file of events that was read."""

    format: str
    encoding: str
    rows: list[EventRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def events_of(data: bytes) -> Events:
    """Decode a file, find its columns and read each row.

    Raises:
        Unreadable: as ``table_of``, and ``empty``, ``event_column_missing``, ``column_twice``,
            ``heads_only``.
    """
    table = table_of(data, BYTES_MAX, ROWS_MAX + SEARCHED_ROWS, _score)
    if not table.rows:
        raise Unreadable("empty")
    at = max(range(min(SEARCHED_ROWS, len(table.rows))), key=lambda one: (_score(table.rows[one][1]), -one))
    heads, body = table.rows[at][1], table.rows[at + 1 :]
    where, others = _columns(heads)
    if not body:
        raise Unreadable("heads_only")
    if len(body) > ROWS_MAX:
        raise Unreadable("too_many_rows")
    found = Events(table.format, table.encoding)
    for row in _read(body, where, others):
        if isinstance(row, EventRow):
            found.rows.append(row)
        else:
            found.bad.append(row)
    return found


def _read(body: Rows, where: dict[str, int], others: dict[str, int]) -> Iterator[EventRow | BadRow]:
    for line, cells in body:
        texts = {name: text_of(cells[at]) if at < len(cells) else "" for name, at in where.items()}
        said = texts.get
        reference = said("id", "")[:CELL_MAX]
        named = [kind for kind in CLIENTS if texts.get(kind)]
        if not named or not all(texts[name] for name in REQUIRED):
            yield BadRow(line, "missing", reference)
            continue
        try:
            ident, client = code_of(said("id", ""), None), code_of(said(named[0], ""), None)
        except BadCode as wrong:
            yield BadRow(line, wrong.reason, reference)
            continue
        more = {head: text_of(cells[at]) for head, at in others.items() if at < len(cells)}
        cells_of = {head: text for head, text in more.items() if text}
        yield EventRow(line, ident, said("name", ""), said("at", ""), named[0], client, cells_of)


def _columns(cells: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    where: dict[str, int] = {}
    others: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = _NAMES.get(_folded(cell), "")
        known, key = (where, name) if name else (others, cell.strip()[:60])
        if key in known:
            raise Unreadable("column_twice", cell.strip()[:60])
        if key:
            known[key] = at
    for name, heads in REQUIRED.items():
        if name not in where:
            raise Unreadable("event_column_missing", heads)
    if not set(CLIENTS) & where.keys():
        raise Unreadable("event_column_missing", "客户号 / client number")
    return where, others


def _score(cells: Sequence[str]) -> int:
    return len({_NAMES.get(_folded(cell), "") for cell in cells} - {""})


def _folded(head: str) -> str:
    return _AROUND.sub("", number_text(head).casefold())


_NAMES = {_folded(alias): name for name, aliases in _HEADS.items() for alias in aliases}
