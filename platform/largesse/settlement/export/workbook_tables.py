"""The eight tables of a batch's workbook: rows read in fixed orders, headings from the copy files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from largesse.kernel.clock import day_in, moment_in
from largesse.kernel.copy import text
from largesse.kernel.settings import settings
from largesse.settlement.batches.records import BatchId
from largesse.settlement.export.ledger_export import ApprovedBatch
from largesse.settlement.export.table import Table, Value
from largesse.settlement.export.voucher_table import voucher_table
from largesse.settlement.export.words import LOCALE, columns, word
from largesse.settlement.ledger.records import EntryId
from largesse.settlement.matching.records import Run
from largesse.settlement.people import Names, names_of
from largesse.settlement.statements.records import Statement
from largesse.store.sql import statement
from largesse.store.work import Read

_MATCHES = statement(__name__, "exported_matches")
_BREAKS = statement(__name__, "exported_breaks")
_BEYOND_USES = """
select array_agg(id order by id) from settlement_entry where id = any($1::bigint[]) and kind <> 'accrual'
"""


@dataclass(frozen=True)
class _Match:
    """A line and its item."""

    provider_ref: str
    order_ref: str
    sku_code: str
    biz_date: date
    line_minor: int
    item_minor: int
    file_name: str
    row_no: int
    entry_id: EntryId


@dataclass(frozen=True)
class _Break:
    """A break with what each side states and what was approved for it."""

    code: str
    opened_at: datetime
    line: UUID | None
    item: UUID | None
    line_ref: str | None
    line_order_ref: str | None
    item_ref: str | None
    order_ref: str | None
    line_minor: int
    item_minor: int
    kind: str | None
    reason: str | None
    pay_minor: int | None
    adjust_minor: int | None
    proposed_by: UUID | None
    decided_by: UUID | None


async def workbook_tables(read: Read, given: ApprovedBatch) -> list[Table]:
    """Give the sheets of a batch's workbook, in their order."""
    breaks = await read.all(_Break, _BREAKS, given.batch.id)
    names = await names_of(read, (one for row in breaks for one in (row.proposed_by, row.decided_by)))
    return [
        _summary(given),
        await _matched(read, given.batch.id),
        _break_table("breaks", breaks, names),
        _break_table("only_platform", [one for one in breaks if one.line is None], names),
        _break_table("only_provider", [one for one in breaks if one.item is None], names),
        await voucher_table(read, await _beyond_uses(read, given.entries)),
        await _controls(read, given.batch.id),
        await _method(read, given),
    ]


def _summary(given: ApprovedBatch) -> Table:
    rows = [(word(f"step_{step['step']}"), step["amount_minor"]) for step in given.content["waterfall"]]
    return Table(word("summary"), columns("step", "amount", amounts=("amount",)), rows, steps=True)


async def _matched(read: Read, batch: BatchId) -> Table:
    names = ("provider_ref", "order_ref", "sku", "date", "billed", "ours", "file", "row", "entry")
    found = await read.all(_Match, _MATCHES, batch)
    rows = [
        (
            one.provider_ref,
            one.order_ref,
            one.sku_code,
            str(one.biz_date),
            one.line_minor,
            one.item_minor,
            one.file_name,
            one.row_no,
            str(one.entry_id),
        )
        for one in found
    ]
    return Table(word("matched"), columns(*names, amounts=("billed", "ours"), counts=("row",)), rows)


def _break_table(name: str, breaks: Iterable[_Break], names: Names) -> Table:
    amounts = ("billed", "ours", "difference", "paid", "adjusted")
    headings = (
        *("code", "opened", "line_ref", "line_order_ref", "item_ref", "order_ref"),
        *("billed", "ours", "difference", "disposition", "reason", "paid", "adjusted"),
        *("proposed_by", "approved_by"),
    )
    rows = [_break_row(one, names) for one in breaks]
    return Table(word(name), columns(*headings, amounts=amounts), rows)


def _break_row(one: _Break, names: Names) -> tuple[Value, ...]:
    return (
        text(f"settlement.break.{one.code}", LOCALE),
        str(day_in(one.opened_at, settings().zone)),
        one.line_ref,
        one.line_order_ref,
        one.item_ref,
        one.order_ref,
        one.line_minor,
        one.item_minor,
        one.line_minor - one.item_minor,
        text(f"settlement.disposition.{one.kind}", LOCALE) if one.kind else None,
        one.reason,
        one.pay_minor,
        one.adjust_minor,
        names.of(one.proposed_by) or None,
        names.of(one.decided_by) or None,
    )


async def _controls(read: Read, batch: BatchId) -> Table:
    names = ("file", "sha256", "declared_count", "line_count", "declared_sum", "line_sum")
    overlap = ("overlap_count", "overlap_sum")
    rows = [
        (
            one.file_name,
            one.file_sha,
            one.declared_count,
            one.line_count,
            one.declared_gross_minor,
            one.gross_minor,
            one.overlap_count,
            one.overlap_minor,
        )
        for one in await Statement.filter(batch=batch).using_db(read.conn).order_by("loaded_at", "id")
    ]
    heads = columns(
        *names,
        *overlap,
        amounts=("declared_sum", "line_sum", "overlap_sum"),
        counts=("declared_count", "line_count", "overlap_count"),
    )
    return Table(word("controls"), heads, rows)


async def _method(read: Read, given: ApprovedBatch) -> Table:
    batch = given.batch
    run = await Run.get_or_none(id=batch.run_id, using_db=read.conn)
    facts = {
        "number": batch.number,
        "as_of": str(batch.as_of),
        "algorithm": run.algorithm if run else "",
        "rules": word("rules_a"),
        "run_hash": run.run_hash if run else "",
        "result_hash": run.result_hash if run else "",
        "content_hash": batch.content_hash,
        "approved_at": f"{moment_in(given.approved_at, settings().zone)} ({settings().zone})",
    }
    rows = [(word(key), value) for key, value in facts.items()]
    return Table(word("method"), columns("item", "value"), rows)


async def _beyond_uses(read: Read, entries: Sequence[EntryId]) -> list[EntryId]:
    """Give the entries that finance made; those of uses stand beside each match and in the vouchers."""
    return await read.value(_BEYOND_USES, list(entries)) or []
