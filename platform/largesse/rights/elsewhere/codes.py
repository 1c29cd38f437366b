"""The codes that rights from elsewhere bring: into the pool of their SKU, each to its own right.

Words       the codes of a file that belong to one pool are one *lot* of it, of origin ``elsewhere``
Invariant   such a code is its right's from the first and goes to nobody else: who has the right has had the
            code, so it counts as delivered; one that its provider has by now is not kept again
"""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from largesse.kernel.ids import new_id, text_id
from largesse.rights.code_lots.read_lot import RESERVE, STAGE, Numbered
from largesse.rights.code_pools.pool import sealed_for
from largesse.rights.code_pools.records import CodeLot, CodePool, LotId
from largesse.rights.elsewhere.grant_row import Verdict
from largesse.rights.elsewhere.judge import CodeInPool, Judged
from largesse.rights.elsewhere.records import ELSEWHERE, ElsewhereFile
from largesse.store.sealing_many import seal_many
from largesse.store.work import Tx

ORIGIN = "elsewhere"
_LOT = "select id from rights_code_lot where pool = $1 and origin = $2 and choice->>'file' = $3"
_COUNTED = """
update rights_code_lot set last_number = $2, read_count = read_count + $3, total_count = total_count + $3,
  kept_count = kept_count + $3, done_at = $4 where id = $1
"""
_GIVEN = """
update rights_pool_code set state = 'delivered', entitlement = $2, allocated_at = $3, delivered_at = $3
where provider = $4 and blind = $1 and state = 'imported'
"""
_DROPPED = "delete from rights_pool_code where provider = $1 and blind = $2 and state = 'imported'"


async def keep_codes(tx: Tx[Any], file: ElsewhereFile, found: Sequence[Judged]) -> list[Judged]:
    """Seal the codes of good lines into their pools, for ``give_codes``; gives the lines as they stand now.

    A code that came to its provider meanwhile, by another file, makes its line ``code_taken``.
    """
    coded = sorted(((one.code.pool, one) for one in found if one.code), key=lambda pair: str(pair[0]))
    lost: set[int] = set()
    for pool, pairs in groupby(coded, key=lambda pair: pair[0]):
        lost |= await _staged(tx, file, pool, [one for _, one in pairs])
    return [Judged(one.row, Verdict.CODE_TAKEN) if one.row.line in lost else one for one in found]


async def give_codes(tx: Tx[Any], given: Sequence[tuple[CodeInPool, UUID]]) -> None:
    """Give each code that was kept to its right, which is there by now."""
    await tx.many(_GIVEN, [(code.blind, right, tx.now, code.provider) for code, right in given])


async def drop_codes(tx: Tx[Any], codes: Sequence[CodeInPool]) -> None:
    """Take codes back that were kept for lines that give nothing after all."""
    await tx.many(_DROPPED, [(code.provider, code.blind) for code in codes])


async def _staged(tx: Tx[Any], file: ElsewhereFile, pool: UUID, lines: Sequence[Judged]) -> set[int]:
    """Keep the codes of one pool; gives the lines whose code the provider has by now."""
    owner = await CodePool.get(id=pool, using_db=tx.conn)
    codes = [(one.row.code, one.code.blind) for one in lines if one.code]
    sealed = await asyncio.to_thread(
        seal_many, [(text.encode(), sealed_for(pool, blind)) for text, blind in codes]
    )
    first = int(await tx.value(RESERVE, pool, len(lines)))
    lot = await _lot(tx, file, owner, first)
    columns = [blind for _, blind in codes], sealed, [None] * len(lines), [None] * len(lines)
    kept = await tx.all(Numbered, STAGE, pool, lot, owner.provider, first, *columns)
    await tx.run(_COUNTED, lot, first + len(lines) - 1, len(kept), tx.now)
    there = {one.number - first for one in kept}
    return {one.row.line for at, one in enumerate(lines) if at not in there}


async def _lot(tx: Tx[Any], file: ElsewhereFile, pool: CodePool, first: int) -> UUID:
    """Give the file's lot of a pool, whose row is locked."""
    name = text_id(ELSEWHERE, file.id)
    found: UUID | None = await tx.value(_LOT, pool.id, ORIGIN, name)
    if found is not None:
        return found
    made = await CodeLot.create(
        using_db=tx.conn,
        id=LotId(new_id()),
        pool=pool.id,
        origin=ORIGIN,
        file_name=file.file_name,
        choice={"file": name},
        format=file.format,
        encoding=file.encoding,
        state="done",
        first_number=first,
        by_staff=file.by_staff,
        org_unit=pool.org_unit,
        asked_at=file.asked_at,
    )
    return made.id
