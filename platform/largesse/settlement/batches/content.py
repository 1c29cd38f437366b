"""The content of a batch: everything its approver stands for, as one document with one hash.

Invariant   the document is built from rows in fixed orders; the same rows give the same bytes
"""

from typing import Any

from largesse.kernel.canonical import digest
from largesse.settlement.batches.row import Row
from largesse.settlement.batches.tally import Tally
from largesse.store.work import Read


async def content_of(read: Read, row: Row, sums: Tally) -> dict[str, Any]:
    """Build the document."""
    statements = await read.rows(
        "select id, file_name, file_sha, line_count, gross_minor from settlement_statement where batch ="
        " $1 order by id",
        row["id"],
    )
    matches = await read.rows(
        "select s.ref as line, p.ref as item, m.amount_minor, m.rule from settlement_match m"
        " join settlement_match_member s on s.match = m.id and s.side = 'S' and s.active"
        " join settlement_match_member p on p.match = m.id and p.side = 'P' and p.active"
        " join settlement_item i on i.id = p.ref and i.reversed_entry_id is null"
        " where m.batch = $1 order by s.ref",
        row["id"],
    )
    breaks = await read.rows(
        "select b.id, b.code, b.line, b.item, b.line_minor, b.item_minor, d.kind, d.reason, d.pay_minor,"
        " d.adjust_minor, d.proposed_by, d.decided_by, d.entry_id from settlement_break b"
        " join settlement_disposition d on d.break = b.id and d.state = 'approved'"
        " where b.batch = $1 and b.state <> 'auto_closed' order by b.id",
        row["id"],
    )
    run = await read.row(
        "select run_hash, result_hash, algorithm from settlement_run where id = $1", row["run_id"]
    )
    return {
        "spec": "settlement_batch.v1",
        "batch": str(row["id"]),
        "number": row["number"],
        "provider": str(row["provider"]),
        "entity": row["entity_id"],
        "currency": row["currency"],
        "as_of": str(row["as_of"]),
        "run": run,
        "statements": _plain(statements),
        "matches_sha": digest(_plain(matches)),
        "match_count": len(matches),
        "breaks": _plain(breaks),
        "waterfall": waterfall(sums),
    }


def waterfall(sums: Tally) -> list[dict[str, str | int]]:
    """Give the steps from what is billed to what is paid; they add up to the last figure.

    ``undecided``, what no match and no disposition covers yet, is a step only while there is any.
    """
    others = sums.net_payable_minor - sums.items_matched_minor
    steps: dict[str, int] = {
        "billed": sums.lines_minor,
        "carried": -sums.lines_carried_minor,
        "refused": -(sums.lines_disposed_minor - others),
    }
    if sums.lines_undecided_minor:
        steps["undecided"] = -sums.lines_undecided_minor
    steps["payable"] = sums.net_payable_minor
    return [{"step": step, "amount_minor": amount} for step, amount in steps.items()]


def _plain(rows: list[Row]) -> list[dict[str, Any]]:
    keep = (int, str, type(None))
    return [{k: v if isinstance(v, keep) else str(v) for k, v in row.items()} for row in rows]
