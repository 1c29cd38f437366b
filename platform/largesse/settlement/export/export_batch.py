"""Files of an approved batch: made and kept at its approval, given as kept; an entry goes out once."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.currency import decimals
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import one_of
from largesse.settlement.batches.batch import SIGNED
from largesse.settlement.batches.lock import BatchMissing, check_state, lock_batch
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.export.ledger_export import ApprovedBatch, LedgerExport, exports_of
from largesse.settlement.export.records import Export, ExportId
from largesse.settlement.ids import BATCH
from largesse.store import blobs
from largesse.store.house import House
from largesse.store.sql import statement
from largesse.store.work import Read, Tx, Work

_ENTRIES = statement(__name__, "entries_of_batch")
_HAND_OVER = """
insert into settlement_export_entry (entry_id, export) select e, $2 from unnest($1::bigint[]) e
on conflict do nothing
"""


@dataclass(frozen=True)
class ExportMissing(Missing):
    """No such export within reach."""

    code = "settlement.export_missing"
    batch: UUID


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
    """Give the kept file of an approved batch; a kind that it does not have yet is made and kept.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``: only what is approved leaves the house.
        RateMissing: ``settlement.rate_missing``.
        Malformed: ``kernel.malformed`` at ``kind``: no export is called so.
    """
    actor.must("settlement.export")
    how = _called(work.house, ask.kind)
    async with work.begin(ask, actor, use="settlement.export", answer=Exported) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        check_state(batch, SIGNED)
        kept = await Export.get_or_none(batch=batch.id, kind=how.kind, using_db=tx.conn)
        made = kept or await _make(tx, how, await _given(tx, batch))
        facts = {"kind": how.kind, "sha256": made.sha, "again": kept is not None}
        tx.audit("settlement.batch_exported", str(batch.id), facts, org_unit=batch.org_unit)
        entries = int(made.controls["entries"])
        return await tx.done(
            Exported(made.id, batch.id, how.kind, made.sha, made.size, made.file_name, entries)
        )


async def keep_files(tx: Tx[Any], batch: BatchId) -> Mapping[str, str]:
    """Make and keep every file of a batch that was just approved; gives their SHA-256 by kind.

    Raises:
        RateMissing: ``settlement.rate_missing``.
    """
    given = await _given(tx, await Batch.get(id=batch, using_db=tx.conn))
    ways = exports_of(tx.house)
    return {kind: (await _make(tx, ways[kind], given)).sha for kind in sorted(ways)}


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
        raise Malformed(one_of(sorted(exports)), "kind")
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
        exponent=decimals(batch.currency),
    )


async def _make(tx: Tx[Any], how: LedgerExport, given: ApprovedBatch) -> Export:
    batch, data = given.batch, await how.make(tx, given)
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
