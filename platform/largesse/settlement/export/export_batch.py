"""Export an approved batch: made once, made again byte for byte, an entry handed over exactly once."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.settlement.batches.batch import SIGNED
from largesse.settlement.batches.lock import BatchMissing, check_state, lock_batch
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.export.ledger_export import ApprovedBatch, LedgerExport, exports_of
from largesse.settlement.export.records import Export, ExportId
from largesse.settlement.ids import BATCH
from largesse.settlement.ledger.currency import exponent_of
from largesse.store import blobs
from largesse.store.house import House
from largesse.store.sql import statement
from largesse.store.work import Read, Tx, Work

_ENTRIES = statement(__name__, "entries_of_batch")
_HAND_OVER = """
insert into settlement_export_entry (entry_id, export) select e, $2 from unnest($1::bigint[]) e
"""


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

    batch: BatchId = asked("The batch, bch_….", id=BATCH)
    kind: str = asked("Which file: workbook, vouchers, or the kind of an export that was added.")


@dataclass(frozen=True)
class Exported:
    """A file as it was made; ``sha`` of its bytes."""

    export: ExportId
    batch: BatchId
    kind: str
    sha: str
    size: int
    file_name: str
    entries: int


@dataclass(frozen=True)
class MadeFile:
    """A made file, to be given away."""

    name: str
    media_type: str
    data: bytes


async def export_batch(ask: ExportBatch, *, actor: Actor, work: Work) -> Exported:
    """Make a file, or make it again and compare.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``: only what is approved leaves the house.
        ExportChanged: ``settlement.export_changed``.
        Malformed: ``kernel.malformed`` at ``kind``: no export is called so.
    """
    actor.must("settlement.export")
    how = _called(work.house, ask.kind)
    async with work.begin(ask, actor, use="settlement.export", answer=Exported) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        check_state(batch, SIGNED)
        given = await _given(tx, batch)
        data = await how.make(tx, given)
        sha = sha256_hex(data)
        kept = await Export.get_or_none(batch=batch.id, kind=how.kind, using_db=tx.conn)
        if kept is not None and kept.sha != sha:
            raise ExportChanged(kept.sha, sha)
        made = kept or await _keep(tx, how, given, data)
        facts = {"kind": how.kind, "sha256": sha, "again": kept is not None}
        tx.audit("settlement.batch_exported", str(batch.id), facts, org_unit=batch.org_unit)
        return await tx.done(
            Exported(made.id, batch.id, how.kind, sha, len(data), made.file_name, len(given.entries))
        )


async def file_of(read: Read, batch: UUID, kind: str, actor: Actor) -> MadeFile:
    """Give a made file.

    Raises:
        ExportMissing: ``settlement.export_missing``.
    """
    actor.must("settlement.export")
    made = await Export.get_or_none(batch=batch, kind=kind, using_db=read.conn)
    owner = await Batch.get_or_none(id=batch, using_db=read.conn)
    if made is None or owner is None:
        raise ExportMissing(batch)
    actor.reach(owner.org_unit, ExportMissing(batch))
    data = await asyncio.to_thread(blobs.get, made.sha)
    return MadeFile(made.file_name, _called(read.house, kind).media_type, data)


def _called(house: House, kind: str) -> LedgerExport:
    exports = exports_of(house)
    if kind not in exports:
        raise Malformed(f"one of {', '.join(sorted(exports))}", "kind")
    return exports[kind]


async def _given(tx: Tx[Any], batch: Batch) -> ApprovedBatch:
    """Gather what an export is made of."""
    if batch.content is None or batch.approved_at is None:
        raise BatchMissing(batch.id)
    return ApprovedBatch(
        batch=batch,
        content=batch.content,
        approved_at=batch.approved_at,
        entries=tuple(await tx.value(_ENTRIES, batch.id, batch.entry_id) or ()),
        exponent=await exponent_of(tx, batch.currency),
    )


async def _keep(tx: Tx[Any], how: LedgerExport, given: ApprovedBatch, data: bytes) -> Export:
    batch = given.batch
    made = await Export.create(
        using_db=tx.conn,
        id=new_id(),
        batch=batch.id,
        kind=how.kind,
        sha=await asyncio.to_thread(blobs.put, data),
        size=len(data),
        file_name=f"{batch.number}-{how.kind}.{how.ending}",
        controls={"entries": len(given.entries), "net_payable_minor": batch.net_payable_minor},
        made_by=tx.actor.id,
        made_at=tx.now,
    )
    if how.hands_over:
        await tx.run(_HAND_OVER, list(given.entries), made.id)
    return made
