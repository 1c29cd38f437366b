"""Read or make the codes of a lot in the background, with progress; all of them can be given, or none.

Words       waiting -> reading (codes sealed, progress seen) -> done | refused | cancelled
Invariant   a code that the provider has in any pool is not kept again; a lot that was cancelled keeps nothing
"""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.clock import day_starts
from largesse.kernel.settings import settings
from largesse.rights.code_lots.apart import codes_apart
from largesse.rights.code_lots.code_file import BadRow, Choice, CodeRow
from largesse.rights.code_lots.fill import UNDER_WAY, drop_staged, kept_file
from largesse.rights.code_lots.made_code import Form, made_code
from largesse.rights.code_pools.pool import BLIND, compared, pin_sealed_for, sealed_for
from largesse.rights.code_pools.records import CodeLot, CodePool, LotId
from largesse.store.outbox import Event
from largesse.store.sealing_many import blind_many, seal_many
from largesse.store.sql import statement
from largesse.store.tables.unreadable import Unreadable
from largesse.store.work import Tx, Work

CHUNK = 5_000
BAD_KEPT = 10_000
STAGE = statement(__name__, "stage")
_CURSORS = statement(__name__, "cursors")
RESERVE = """
update rights_code_pool set last_number = last_number + $2 where id = $1 returning last_number - $2 + 1
"""
_NUMBERED = "update rights_code_lot set first_number = $2, last_number = $3, total_count = $4 where id = $1"
_PROGRESS = """
update rights_code_lot set read_count = read_count + $2 where id = $1 and state = 'reading'
"""
_RELEASE = """
update rights_pool_code set state = 'available'
where pool = $1 and number between $2 and $3 and lot = $4 and state = 'imported'
"""


@dataclass(frozen=True)
class Filling:
    """What ``read_lot`` needs, prepared in a transaction."""

    lot: LotId
    pool: UUID
    provider: UUID
    origin: str
    file_sha: str
    choice: dict[str, Any]
    case_matters: bool


@dataclass
class Filled:
    """What reading came to; ``why``: refused as a whole; ``stopped``: somebody cancelled it."""

    format: str = ""
    encoding: str = ""
    kept: int = 0
    bad: list[BadRow] = field(default_factory=list)
    why: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of a code that was staged."""

    number: int


async def prepare(event: Event, tx: Tx[Any]) -> Filling | None:
    """Take the lot up, unless it is finished; what an earlier try staged is dropped."""
    lot = await _locked(tx, UUID(event.key))
    if lot is None or lot.state not in UNDER_WAY:
        return None
    await drop_staged(tx, lot)
    lot.state, lot.read_count = "reading", 0
    await lot.save(using_db=tx.conn, update_fields=["state", "read_count"])
    pool = await CodePool.get(id=lot.pool, using_db=tx.conn)
    return Filling(
        LotId(lot.id), pool.id, pool.provider, lot.origin, lot.file_sha, lot.choice, pool.case_matters
    )


async def read_lot(asked: Filling, _request: str, work: Work) -> Filled:
    """Seal and stage the codes, noting the progress after every chunk."""
    filled = Filled()
    try:
        rows = await _rows(asked, filled, work)
    except Unreadable as wrong:
        return Filled(why=":".join(filter(None, (wrong.why, wrong.what))))
    # Codes that lapse together have neighbouring numbers, so that a cursor leads to one day's codes.
    rows.sort(key=lambda one: (one.last_day or date.max, one.line))
    number = await _reserve(asked, len(rows), work)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        sealed = await asyncio.to_thread(_sealed, asked, chunk)
        async with work.job() as tx:
            if not await tx.run(_PROGRESS, asked.lot, len(chunk)):
                filled.stopped = True
                return filled
            kept = await tx.all(
                Numbered, STAGE, asked.pool, asked.lot, asked.provider, number + start, *sealed
            )
        there = {one.number - number - start for one in kept}
        filled.kept += len(there)
        if asked.origin == "file":
            lost = (row for at, row in enumerate(chunk) if at not in there)
            filled.bad += [BadRow(row.line, "code", "in_a_pool") for row in lost]
    return filled


async def finish(asked: Filling, filled: Filled, tx: Tx[Any]) -> None:
    """Let the staged codes be given, all in this one transaction, or note why none is."""
    lot = await _locked(tx, asked.lot)
    if lot is None or lot.state != "reading":
        return
    if filled.stopped:
        return
    if not filled.why:
        numbers = (lot.pool, lot.first_number, lot.last_number, lot.id)
        lot.kept_count = await tx.run(_RELEASE, *numbers)
        await tx.value(_CURSORS, *numbers)
    lot.state, lot.why, lot.done_at = "refused" if filled.why else "done", filled.why, tx.now
    lot.format, lot.encoding = filled.format, filled.encoding
    lot.bad_count = len(filled.bad)
    kept = sorted(filled.bad, key=lambda one: one.line)[:BAD_KEPT]
    lot.bad = [asdict(one) for one in kept]
    await lot.save(using_db=tx.conn)
    facts = {"kept": lot.kept_count, "bad": lot.bad_count, "why": filled.why}
    tx.audit("rights.code_lot_finished", str(lot.id), facts, org_unit=lot.org_unit)


async def _rows(asked: Filling, filled: Filled, work: Work) -> list[CodeRow]:
    """Read the file, or make codes; two that are made alike are one, and another is made."""
    if asked.origin == "made":
        form = msgspec.convert(asked.choice, Form)
        made: set[str] = set()
        while len(made) < form.count:
            made.add(made_code(form))
        return [CodeRow(line, code, "", None) for line, code in enumerate(made, 1)]
    data = await asyncio.to_thread(kept_file, asked.file_sha)
    found = await codes_apart(data, msgspec.convert(asked.choice, Choice), work.house)
    filled.format, filled.encoding, filled.bad = found.sheet.format, found.sheet.encoding, found.bad
    return found.rows


async def _reserve(asked: Filling, count: int, work: Work) -> int:
    async with work.job() as tx:
        first = int(await tx.value(RESERVE, asked.pool, count))
        await tx.run(_NUMBERED, asked.lot, first, first + count - 1, count)
    return first


def _sealed(asked: Filling, rows: Sequence[CodeRow]) -> tuple[list[Any], ...]:
    """Give the columns blind, sealed, pin_sealed and expires_at of some rows; blocking."""
    blinds = blind_many([compared(one.code, case_matters=asked.case_matters) for one in rows], BLIND)
    pairs = list(zip(rows, blinds, strict=True))
    sealed = seal_many([(row.code.encode(), sealed_for(asked.pool, blind)) for row, blind in pairs])
    with_pin = [(row.pin.encode(), pin_sealed_for(asked.pool, blind)) for row, blind in pairs if row.pin]
    pins = iter(seal_many(with_pin))
    return (
        blinds,
        sealed,
        [next(pins) if row.pin else None for row in rows],
        [_ends(row.last_day) for row in rows],
    )


def _ends(last_day: date | None) -> datetime | None:
    """Give the instant at which a code's last day is over, where the institution is."""
    return day_starts(last_day + timedelta(days=1), settings().zone).astimezone(UTC) if last_day else None


async def _locked(tx: Tx[Any], lot: UUID) -> CodeLot | None:
    return await CodeLot.filter(id=lot).using_db(tx.conn).select_for_update(no_key=True).first()
