"""Hand the codes that the house made over to their provider, as one file.

Invariant   only codes that the house made leave; who took how many, and what for, is audited in the commit
            that read them; the file's SHA-256 stands there too, so that a file that turns up can be told
"""

import asyncio
import csv
import io
from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because
from largesse.rights.code_lots.fill import locked_lot
from largesse.rights.code_pools.allocate import PoolCodeOfRight
from largesse.rights.code_pools.pool import LotWrongState
from largesse.rights.code_pools.records import LotId
from largesse.rights.code_pools.reveal import PURPOSE_MIN
from largesse.store.work import Work

_CODES = """
select pool, number, blind, sealed, pin_sealed, expires_at, state from rights_pool_code
where pool = $1 and number between $2 and $3 and lot = $4 and blind is not null order by number
"""


@dataclass(frozen=True)
class CodesFile:
    """A file of codes in clear."""

    name: str
    data: bytes


async def hand_over(lot: UUID, purpose: str, *, actor: Actor, work: Work) -> CodesFile:
    """Give the codes of a lot that the house made, as CSV of one column.

    Raises:
        LotMissing: ``rights.code_lot_missing``.
        LotWrongState: ``rights.code_lot_wrong_state``: it is not done, or came from a file.
        Malformed: ``kernel.malformed`` at ``purpose``.
    """
    actor.must("rights.export_codes")
    said = purpose.strip()
    if not PURPOSE_MIN <= len(said) <= 500:
        raise Malformed(because("rights.reason.purpose"), "purpose")
    async with work.job(actor) as tx:
        row = await locked_lot(tx, lot, actor)
        if row.state != "done" or row.origin != "made":
            raise LotWrongState(row.state)
        codes = await tx.all(
            PoolCodeOfRight, _CODES, row.pool, row.first_number, row.last_number, LotId(row.id)
        )
        data = await asyncio.to_thread(_written, codes)
        facts = {"codes": len(codes), "purpose": said, "sha256": sha256_hex(data)}
        tx.audit("rights.codes_handed_over", str(row.id), facts, org_unit=row.org_unit)
    return CodesFile(f"codes-{row.asked_at:%Y%m%d}-{len(codes)}.csv", data)


def _written(codes: list[PoolCodeOfRight]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(["code"])
    table.writerows([one.code] for one in codes)
    return text.getvalue().encode("utf-8-sig")
