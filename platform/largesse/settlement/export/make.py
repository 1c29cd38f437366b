"""Export an approved batch: made once, made again byte for byte, an entry exported exactly once."""

import asyncio
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.settlement.batches.row import BatchMissing, Row, check_state, lock_batch
from largesse.settlement.export.tables import sheets, voucher_table, word
from largesse.settlement.export.vouchers import vouchers
from largesse.settlement.export.workbook import workbook
from largesse.store import blobs
from largesse.store.work import Read, Tx, Work

Kind = Literal["workbook", "vouchers"]
_ENDINGS = {"workbook": "xlsx", "vouchers": "csv"}


@dataclass(frozen=True)
class ExportMissing(Missing):
    """No such export within reach."""

    code = "settlement.export_missing"
    batch: UUID


@dataclass(frozen=True)
class ExportChanged(Refusal):
    """The same batch no longer gives the bytes it gave: something was changed behind the ledger's back."""

    code = "settlement.export_changed"
    expected_sha: str
    found_sha: str


@dataclass(frozen=True, kw_only=True)
class ExportBatch(Ask):
    """One file of one approved batch."""

    batch: UUID
    kind: Kind


@dataclass(frozen=True)
class Exported:
    """A file as it was made; ``sha`` of its bytes."""

    export: UUID
    sha: str
    size: int
    file_name: str
    entries: int


async def export_batch(ask: ExportBatch, *, actor: Actor, work: Work) -> Exported:
    """Make a file, or make it again and compare.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``: only what is approved leaves the house.
        ExportChanged: ``settlement.export_changed``.
    """
    actor.must("settlement.export")
    async with work.begin(ask, actor, use="settlement.export", answer=Exported) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_batch(tx, ask.batch, actor)
        check_state(row, "approved", "invoiced", "instructed", "paid", "closed")
        entries = await entries_of(tx, row)
        data = await _bytes(tx, row, ask.kind, entries)
        kept = await tx.row(
            "select * from settlement_export where batch = $1 and kind = $2", ask.batch, ask.kind
        )
        sha = sha256_hex(data)
        if kept is not None and kept["sha"] != sha:
            raise ExportChanged(kept["sha"], sha)
        made = kept["id"] if kept is not None else await _keep(tx, row, ask.kind, data, entries)
        facts = {"kind": ask.kind, "sha256": sha, "again": kept is not None}
        tx.audit("settlement.batch_exported", str(ask.batch), facts, org_unit=row["org_unit"])
        return await tx.done(Exported(made, sha, len(data), _name(row, ask.kind), len(entries)))


async def file_of(read: Read, batch: UUID, kind: str, actor: Actor) -> tuple[str, bytes]:
    """Give a made file's name and bytes.

    Raises:
        ExportMissing: ``settlement.export_missing``.
    """
    actor.must("settlement.export")
    row = await read.row(
        "select x.file_name, x.sha, b.org_unit from settlement_export x join settlement_batch b on b.id"
        " = x.batch"
        " where x.batch = $1 and x.kind = $2",
        batch,
        kind,
    )
    if row is None:
        raise ExportMissing(batch)
    actor.reach(row["org_unit"], ExportMissing(batch))
    return row["file_name"], await asyncio.to_thread(blobs.get, row["sha"])


async def entries_of(tx: Read, row: Row) -> list[int]:
    """Give the entries that go out with a batch: the accruals it settles, its adjustments, its settlement.

    An entry that went out with another batch is not given again.
    """
    found = await tx.rows(
        "select e.id from settlement_entry e where (e.id = $2 or e.id in (select entry_id from"
        " settlement_item"
        " where settled_batch = $1) or e.id in (select d.entry_id from settlement_disposition d"
        " join settlement_break b on b.id = d.break where b.batch = $1 and d.state = 'approved'))"
        " and not exists (select from settlement_export_entry o join settlement_export x on x.id = o.export"
        " where o.entry_id = e.id and x.batch <> $1) order by e.id",
        row["id"],
        row["entry_id"],
    )
    return [one["id"] for one in found]


async def _bytes(tx: Read, row: Row, kind: str, entries: list[int]) -> bytes:
    exponent = await tx.value("select exponent from settlement_currency where code = $1", row["currency"])
    if row["content"] is None:
        raise BatchMissing(row["id"])
    if kind == "workbook":
        tables = await sheets(tx, row, entries)
        return await asyncio.to_thread(workbook, tables, row["approved_at"], word("total"), int(exponent))
    return await asyncio.to_thread(vouchers, await voucher_table(tx, entries), int(exponent))


async def _keep(tx: Tx[Any], row: Row, kind: str, data: bytes, entries: list[int]) -> UUID:
    made = new_id()
    await tx.run(
        "insert into settlement_export (id, batch, kind, sha, size, file_name, controls, made_by, made_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        made,
        row["id"],
        kind,
        await asyncio.to_thread(blobs.put, data),
        len(data),
        _name(row, kind),
        {"entries": len(entries), "net_payable_minor": row["net_payable_minor"]},
        tx.actor.id,
        tx.now,
    )
    if kind == "vouchers":
        await tx.run(
            "insert into settlement_export_entry (entry_id, export) select e, $2 from unnest($1::bigint[]) e",
            entries,
            made,
        )
    return made


def _name(row: Row, kind: str) -> str:
    return f"{row['number']}-{kind}.{_ENDINGS[kind]}"
