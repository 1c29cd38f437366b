"""Let codes into a pool: by a file that is kept sealed and read in the background, or by making them."""

import asyncio
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.rights.code_lots.code_file import Choice
from largesse.rights.code_lots.made_code import form_given
from largesse.rights.code_pools.open import pool_within_reach
from largesse.rights.code_pools.pool import LotMissing, LotWrongState
from largesse.rights.code_pools.records import LOT, POOL, CodeLot, CodePool, LotId, PoolId
from largesse.rights.reason import reason_of
from largesse.store.blobs import get, put
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Tx, Work

LOT_ASKED = "rights.code_lot_asked.v1"
NAME_MAX = 200
UNDER_WAY = frozenset({"waiting", "reading"})
_SEALED = "rights.code_lot"
_CLOSE = "update rights_code_cursor set next = hi + 1 where lot = $1 and next <= hi"
_REVOKE = """
update rights_pool_code set state = 'revoked', blind = null
where pool = $1 and number between $2 and $3 and lot = $4 and state in ('imported', 'available')
"""
_DROP = """
delete from rights_pool_code where pool = $1 and number between $2 and $3 and lot = $4 and state = 'imported'
"""


@dataclass(frozen=True, kw_only=True)
class ImportCodes(Ask):
    """A file of codes for a pool, and by which columns it is read."""

    pool: PoolId
    file_name: str
    data: bytes
    choice: Choice


@dataclass(frozen=True, kw_only=True)
class MakeCodes(Ask):
    """Codes that the house makes, for a provider that honours them."""

    pool: PoolId = asked("The pool, cpl_….", id=POOL)
    count: int = asked("How many, 1 to 200,000.")
    prefix: str = asked("What each begins with: capitals, digits, dashes; may be empty.", default="")
    length: int = asked("Random characters before the check character, 10 to 32.", default=12)


@dataclass(frozen=True, kw_only=True)
class CancelLot(Ask):
    """Stop a lot that is being read; nothing of it is kept."""

    lot: LotId = asked("The lot, lot_….", id=LOT)


@dataclass(frozen=True, kw_only=True)
class VoidLot(Ask):
    """End the codes of a lot that no right has."""

    lot: LotId = asked("The lot, lot_….", id=LOT)
    reason: str = asked("Why, 1 to 500 characters; kept in the audit.")


@dataclass(frozen=True)
class LotStanding:
    """A lot and where it stands; ``count`` of codes that were voided."""

    lot: LotId
    state: str
    count: int = 0


async def import_codes(ask: ImportCodes, *, actor: Actor, work: Work) -> LotStanding:
    """Keep a file and have it read in the background.

    Raises:
        PoolMissing: ``rights.code_pool_missing``.
    """
    actor.must("rights.import_codes")
    async with work.begin(ask, actor, use="rights.import_codes", answer=LotStanding) as tx:
        if tx.earlier:
            return tx.earlier
        pool = await pool_within_reach(tx, ask.pool, actor)
        sha = await asyncio.to_thread(_kept, ask.data)
        name = ask.file_name[:NAME_MAX]
        lot = await _begun(tx, pool, origin="file", file_name=name, file_sha=sha, choice=asdict(ask.choice))
        tx.audit(
            "rights.code_lot_asked", str(lot.lot), {"pool": pool.code, "file": name}, org_unit=pool.org_unit
        )
        return await tx.done(lot)


async def make_codes(ask: MakeCodes, *, actor: Actor, work: Work) -> LotStanding:
    """Have codes made in the background.

    Raises:
        PoolMissing: ``rights.code_pool_missing``.
        Malformed: ``kernel.malformed`` at ``count``, ``prefix`` or ``length``.
    """
    actor.must("rights.import_codes")
    form = form_given(ask.count, ask.prefix, ask.length)
    async with work.begin(ask, actor, use="rights.make_codes", answer=LotStanding) as tx:
        if tx.earlier:
            return tx.earlier
        pool = await pool_within_reach(tx, ask.pool, actor)
        lot = await _begun(tx, pool, origin="made", choice=asdict(form))
        facts = {"pool": pool.code, "count": form.count, "prefix": form.prefix}
        tx.audit("rights.codes_made", str(lot.lot), facts, org_unit=pool.org_unit)
        return await tx.done(lot)


async def cancel_lot(ask: CancelLot, *, actor: Actor, work: Work) -> LotStanding:
    """Stop a lot that is being read, and drop what was staged of it.

    Raises:
        LotMissing: ``rights.code_lot_missing``.
        LotWrongState: ``rights.code_lot_wrong_state``.
    """
    actor.must("rights.import_codes")
    async with work.begin(ask, actor, use="rights.cancel_code_lot", answer=LotStanding) as tx:
        if tx.earlier:
            return tx.earlier
        lot = await locked_lot(tx, ask.lot, actor)
        if lot.state not in UNDER_WAY:
            raise LotWrongState(lot.state)
        lot.state, lot.done_at = "cancelled", tx.now
        await lot.save(using_db=tx.conn, update_fields=["state", "done_at"])
        await drop_staged(tx, lot)
        tx.audit("rights.code_lot_cancelled", str(lot.id), {"read": lot.read_count}, org_unit=lot.org_unit)
        return await tx.done(LotStanding(ask.lot, lot.state))


async def void_lot(ask: VoidLot, *, actor: Actor, work: Work) -> LotStanding:
    """End the codes of a lot that no right has; what was given stays with its right.

    Raises:
        LotMissing: ``rights.code_lot_missing``.
        LotWrongState: ``rights.code_lot_wrong_state``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("rights.void_codes")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.void_code_lot", answer=LotStanding) as tx:
        if tx.earlier:
            return tx.earlier
        lot = await locked_lot(tx, ask.lot, actor)
        if lot.state != "done" or lot.origin == "elsewhere":
            raise LotWrongState(lot.state)
        await tx.run(_CLOSE, lot.id)
        count = await tx.run(_REVOKE, lot.pool, lot.first_number, lot.last_number, lot.id)
        lot.state, lot.void_reason, lot.voided_at = "voided", reason, tx.now
        lot.voided_count = count
        await lot.save(using_db=tx.conn, update_fields=["state", "void_reason", "voided_at", "voided_count"])
        facts = {"reason": reason, "codes": count}
        tx.audit("rights.code_lot_voided", str(lot.id), facts, org_unit=lot.org_unit)
        return await tx.done(LotStanding(ask.lot, lot.state, count))


async def locked_lot(tx: Tx[Any], lot: UUID, actor: Actor) -> CodeLot:
    """Lock a lot that the actor reaches.

    Raises:
        LotMissing: ``rights.code_lot_missing``.
    """
    row = await CodeLot.filter(id=lot).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise LotMissing(lot)
    actor.reach(row.org_unit, LotMissing(lot))
    return row


async def drop_staged(tx: Tx[Any], lot: CodeLot) -> None:
    """Drop what was staged of a lot that is not done."""
    await tx.run(_DROP, lot.pool, lot.first_number, lot.last_number, lot.id)


def kept_file(file_sha: str) -> bytes:
    """Open a kept file; blocking."""
    return open_sealed(get(file_sha).decode(), _SEALED)


def _kept(data: bytes) -> str:
    return put(seal(data, _SEALED).encode())


async def _begun(tx: Tx[Any], pool: CodePool, **fields: Any) -> LotStanding:
    ident = LotId(new_id())
    await CodeLot.create(
        using_db=tx.conn,
        id=ident,
        pool=pool.id,
        state="waiting",
        by_staff=tx.actor.id,
        org_unit=pool.org_unit,
        asked_at=tx.now,
        **fields,
    )
    tx.emit(LOT_ASKED, str(ident), {"lot": str(ident)})
    return LotStanding(ident, "waiting")
