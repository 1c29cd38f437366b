"""The lounge's daily statement: CSV in UTF-8, one line a visit, the last line the file's own totals. Pure.

Words       ``line_no,kind,order_no,partner_order,used_at,qty,gross,fee,net`` in yuan; last ``#TOTAL,lines,…``
Invariant   a row that cannot be read is named and the others stand; amounts become whole fen without rounding
"""

import csv
import hashlib
import io
import re
from datetime import datetime

from largesse_sdk import BadRow, CanonicalLine, ControlTotals, Declined, LineKind, LinePage, Money

HEADER = ["line_no", "kind", "order_no", "partner_order", "used_at", "qty", "gross", "fee", "net"]
PAGE_LINES = 500
_KINDS: dict[str, LineKind] = {"SALE": "sale", "REFUND": "refund", "FEE": "fee", "ADJUST": "adjust"}
_YUAN = re.compile(r"^-?\d{1,12}\.\d{2}$")


def parse(content: bytes, cursor: str | None) -> LinePage:
    """Give one page of lines; the totals come with every page.

    Raises:
        Declined: the file is no statement of the lounge.
    """
    rows = _rows(content)
    if not rows or next(csv.reader([rows[0]])) != HEADER:
        raise Declined("the first line is not the header of a statement", code="lounge.statement_header")
    body = [(number, row) for number, row in enumerate(rows[1:], start=2) if row and not row.startswith("#")]
    start = int(cursor) if cursor and cursor.isdigit() else 0
    lines: list[CanonicalLine] = []
    bad: list[BadRow] = []
    for number, row in body[start : start + PAGE_LINES]:
        try:
            lines.append(_line(number, row))
        except (ValueError, KeyError) as error:
            bad.append(BadRow(row=number, reason=str(error)[:200], raw_sha256=_sha(row)))
    more = start + PAGE_LINES < len(body)
    return LinePage(
        lines=tuple(lines),
        bad_rows=tuple(bad),
        totals=_totals(rows[-1]),
        next_cursor=str(start + PAGE_LINES) if more else None,
    )


def fen(text: str) -> Money:
    """Read an amount in yuan with two decimals as whole fen; ValueError where it is none."""
    if not _YUAN.match(text):
        raise ValueError(f"not an amount in yuan: {text[:40]}")
    return Money(amount_minor=int(text.replace(".", "")), currency="CNY")


def _rows(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Declined("the file is not UTF-8", code="lounge.statement_encoding") from error
    return [row for row in io.StringIO(text, newline="").read().splitlines() if row]


def _line(number: int, row: str) -> CanonicalLine:
    cells = dict(zip(HEADER, next(csv.reader([row])), strict=True))
    gross, fee, net = fen(cells["gross"]), fen(cells["fee"]), fen(cells["net"])
    if gross.amount_minor - fee.amount_minor != net.amount_minor:
        raise ValueError("gross less fee is not net")
    at = datetime.fromisoformat(cells["used_at"])
    if at.tzinfo is None:
        raise ValueError("used_at names no zone")
    return CanonicalLine(
        line_id=cells["line_no"],
        kind=_KINDS[cells["kind"]],
        provider_ref=cells["order_no"] or None,
        order_ref=cells["partner_order"] or None,
        at=at,
        qty=int(cells["qty"]),
        gross=gross,
        fee=fee,
        net=net,
        raw_sha256=_sha(row),
        row=number,
    )


def _totals(row: str) -> ControlTotals | None:
    cells = next(csv.reader([row]))
    if len(cells) != 5 or cells[0] != "#TOTAL":
        return None
    return ControlTotals(lines=int(cells[1]), gross=fen(cells[2]), fee=fen(cells[3]), net=fen(cells[4]))


def _sha(row: str) -> str:
    return hashlib.sha256(row.encode()).hexdigest()
