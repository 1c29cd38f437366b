"""What goes into the exports of a batch: rows read in fixed orders, headings from the copy files."""

from collections.abc import Iterable
from typing import Any

from largesse.kernel.clock import day_in
from largesse.kernel.copy import text
from largesse.settlement.batches.row import Row
from largesse.settlement.export.table import Column, Kind, Table
from largesse.store.work import Read

LOCALE = "zh-CN"
VOUCHER_COLUMNS = (
    ("date", "text"),
    ("voucher_type", "text"),
    ("voucher_number", "text"),
    ("voucher_line", "count"),
    ("summary_text", "text"),
    ("account", "text"),
    ("account_name", "text"),
    ("currency", "text"),
    ("rate", "text"),
    ("original_debit", "amount"),
    ("original_credit", "amount"),
    ("local_debit", "amount"),
    ("local_credit", "amount"),
    ("provider", "text"),
    ("branch", "text"),
    ("activity", "text"),
    ("sku", "text"),
    ("source_type", "text"),
    ("source", "text"),
    ("entry", "text"),
    ("made_by", "text"),
    ("approver", "text"),
)


def word(key: str) -> str:
    """Give a word of the workbook."""
    return text(f"settlement.workbook.{key}", LOCALE)


def _columns(*names: str | tuple[str, Kind]) -> tuple[Column, ...]:
    pairs = [(name, "text") if isinstance(name, str) else name for name in names]
    return tuple(Column(word(name), kind, 34 if kind == "text" else 16) for name, kind in pairs)  # type: ignore[arg-type] # kinds stand above


async def sheets(read: Read, row: Row, entries: list[int]) -> list[Table]:
    """Give the sheets of a batch's workbook."""
    content = row["content"]
    breaks = await _breaks(read, row)
    return [
        _summary(content),
        await _matched(read, row),
        _break_table("breaks", breaks),
        _break_table("only_platform", [one for one in breaks if one["line"] is None]),
        _break_table("only_provider", [one for one in breaks if one["item"] is None]),
        await voucher_table(read, await _beyond_uses(read, entries)),
        await _controls(read, row),
        await _method(read, row),
    ]


def _summary(content: dict[str, Any]) -> Table:
    rows: list[tuple[str | int | None, ...]] = [
        (word(f"step_{step['step']}"), step["amount_minor"]) for step in content["waterfall"]
    ]
    return Table(word("summary"), _columns("step", ("amount", "amount")), rows, steps=True)


async def _matched(read: Read, row: Row) -> Table:
    found = await read.rows(
        "select l.provider_ref, i.order_ref, i.sku_code, i.biz_date, l.gross_minor as line,"
        " i.gross_minor as item,"
        " s.file_name, l.row_no, i.entry_id from settlement_match m"
        " join settlement_match_member a on a.match = m.id and a.side = 'S' and a.active"
        " join settlement_match_member b on b.match = m.id and b.side = 'P' and b.active"
        " join settlement_line l on l.id = a.ref join settlement_item i on i.id = b.ref"
        " join settlement_statement s on s.id = l.statement where m.batch = $1 order by l.statement,"
        " l.line_no",
        row["id"],
    )
    columns = _columns(
        "provider_ref",
        "order_ref",
        "sku",
        "date",
        ("billed", "amount"),
        ("ours", "amount"),
        "file",
        ("row", "count"),
        "entry",
    )
    return Table(
        word("matched"),
        columns,
        [
            (
                one["provider_ref"],
                one["order_ref"],
                one["sku_code"],
                str(one["biz_date"]),
                one["line"],
                one["item"],
                one["file_name"],
                one["row_no"],
                str(one["entry_id"]),
            )
            for one in found
        ],
    )


async def _breaks(read: Read, row: Row) -> list[Row]:
    return await read.rows(
        "select b.*, l.provider_ref as line_ref, l.platform_ref as line_order_ref,"
        " i.provider_ref as item_ref, i.order_ref, d.kind, d.reason,"
        " d.pay_minor, d.adjust_minor, p.name as proposed_by, a.name as decided_by"
        " from settlement_break b left join settlement_line l on l.id = b.line"
        " left join settlement_item i on i.id = b.item"
        " left join settlement_disposition d on d.break = b.id and d.state = 'approved'"
        " left join identity_staff p on p.id = d.proposed_by left join identity_staff a on a.id ="
        " d.decided_by"
        " where b.batch = $1 and b.state <> 'auto_closed' order by b.code, b.id",
        row["id"],
    )


def _break_table(name: str, breaks: Iterable[Row]) -> Table:
    columns = _columns(
        "code",
        "opened",
        "line_ref",
        "line_order_ref",
        "item_ref",
        "order_ref",
        ("billed", "amount"),
        ("ours", "amount"),
        ("difference", "amount"),
        "disposition",
        "reason",
        ("paid", "amount"),
        ("adjusted", "amount"),
        "proposed_by",
        "approved_by",
    )
    rows = [
        (
            text(f"settlement.break.{one['code']}", LOCALE),
            str(day_in(one["opened_at"])),
            one["line_ref"],
            one["line_order_ref"],
            one["item_ref"],
            one["order_ref"],
            one["line_minor"],
            one["item_minor"],
            one["line_minor"] - one["item_minor"],
            text(f"settlement.disposition.{one['kind']}", LOCALE) if one["kind"] else None,
            one["reason"],
            one["pay_minor"],
            one["adjust_minor"],
            one["proposed_by"],
            one["decided_by"],
        )
        for one in breaks
    ]
    return Table(word(name), columns, rows)


async def _controls(read: Read, row: Row) -> Table:
    found = await read.rows(
        "select * from settlement_statement where batch = $1 order by loaded_at, id", row["id"]
    )
    columns = _columns(
        "file",
        "sha256",
        ("declared_count", "count"),
        ("line_count", "count"),
        ("declared_sum", "amount"),
        ("line_sum", "amount"),
        ("overlap_count", "count"),
        ("overlap_sum", "amount"),
    )
    rows = [
        (
            one["file_name"],
            one["file_sha"],
            one["declared_count"],
            one["line_count"],
            one["declared_gross_minor"],
            one["gross_minor"],
            one["overlap_count"],
            one["overlap_minor"],
        )
        for one in found
    ]
    return Table(word("controls"), columns, rows)


async def _method(read: Read, row: Row) -> Table:
    run = await read.row("select * from settlement_run where id = $1", row["run_id"])
    facts = {
        "number": row["number"],
        "as_of": str(row["as_of"]),
        "algorithm": run["algorithm"] if run else "",
        "rules": word("rules_a"),
        "run_hash": run["run_hash"] if run else "",
        "result_hash": run["result_hash"] if run else "",
        "content_hash": row["content_hash"],
        "approved_at": row["approved_at"].isoformat(),
    }
    return Table(
        word("method"), _columns("item", "value"), [(word(key), value) for key, value in facts.items()]
    )


async def _beyond_uses(read: Read, entries: list[int]) -> list[int]:
    """Give the entries that finance made; those of uses stand beside each match and in the vouchers."""
    found = await read.rows(
        "select id from settlement_entry where id = any($1::bigint[]) and kind <> 'accrual' order by id",
        entries,
    )
    return [one["id"] for one in found]


def _voucher_columns() -> tuple[Column, ...]:
    return _columns(*VOUCHER_COLUMNS)  # type: ignore[arg-type] # kinds stand above


async def voucher_table(read: Read, entries: list[int]) -> Table:
    """Give the vouchers of entries."""
    return Table(word("entries"), _voucher_columns(), await voucher_rows(read, entries))


async def voucher_rows(read: Read, entries: list[int]) -> list[tuple[str | int | None, ...]]:
    """Give two rows per posting of the general ledger, in entry order; the memo book stays inside."""
    found = await read.rows(
        "select p.*, e.kind, e.source_type, e.source_id, e.reason, e.made_by, e.approved_by,"
        " d.code as debit, d.name as debit_name, c.code as credit, c.name as credit_name"
        " from settlement_posting p join settlement_entry e on e.id = p.entry_id"
        " join settlement_account d on d.id = p.dr join settlement_account c on c.id = p.cr"
        " where p.entry_id = any($1::bigint[]) and p.book = 'gl' order by p.entry_id, p.seq",
        entries,
    )
    rows: list[tuple[str | int | None, ...]] = []
    line, last = 0, None
    for one in found:
        line = line if one["entry_id"] == last else 0
        last = one["entry_id"]
        for side in ("debit", "credit"):
            line += 1
            rows.append(_voucher_row(one, side, line))
    return rows


def _voucher_row(one: Row, side: str, line: int) -> tuple[str | int | None, ...]:
    amount: int = one["amount_minor"]
    debit, credit = (amount, None) if side == "debit" else (None, amount)
    dims = one["dims_dr"] if side == "debit" else one["dims_cr"]
    kind = text(f"settlement.entry_kind.{one['kind']}", LOCALE)
    return (
        str(one["biz_date"]),
        word("voucher"),
        f"{one['period_id']}-{one['entry_id']}",
        line,
        one["summary"] or " ".join(filter(None, (kind, one["reason"]))),
        one[side],
        one[f"{side}_name"].get(LOCALE, ""),
        one["currency"],
        "1",
        debit,
        credit,
        debit,
        credit,
        dims.get("provider"),
        dims.get("org_unit"),
        dims.get("activity"),
        dims.get("sku"),
        one["source_type"],
        one["source_id"],
        str(one["entry_id"]),
        one["made_by"],
        one["approved_by"],
    )
