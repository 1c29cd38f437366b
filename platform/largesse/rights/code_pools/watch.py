"""Look after pools by the clock: codes that lapsed end, and people are told once that a pool runs low.

Invariant   a crossing is told once, by the guard of the write that notes it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.store.outbox import Tick
from largesse.store.sql import statement
from largesse.store.work import Read, Tx, Work

EVERY_S = 10.0
LOW = "rights.pool_low.v1"
_LAPSED = statement(__name__, "lapsed")
_CROSSED = statement(__name__, "crossed")
_SPENT = "delete from rights_code_cursor where next > hi"
_WAITING = """
select count(*) from rights_code_pool where is_low and ($1::uuid[] is null or org_unit = any($1))
"""


@dataclass(frozen=True)
class _Crossed:
    id: UUID
    sku: UUID
    provider: UUID
    org_unit: UUID
    low_at: int
    is_low: bool
    left: int


async def watch_pools(work: Work) -> None:
    """End what lapsed, then see which pools crossed their threshold."""
    async with work.job() as tx:
        await tx.value(_LAPSED, tx.now)
        await tx.run(_SPENT)
        for one in await tx.all(_Crossed, _CROSSED):
            if one.is_low:
                _tell(tx, one)


def _tell(tx: Tx[Any], one: _Crossed) -> None:
    payload = {
        "pool": str(one.id),
        "sku": str(one.sku),
        "provider": str(one.provider),
        "org_unit": str(one.org_unit),
        "left": one.left,
        "low_at": one.low_at,
        "at": tx.now.isoformat(),
    }
    tx.emit(LOW, str(one.id), payload)


async def low_pools(read: Read, units: list[UUID] | None) -> int:
    """Count the pools of some org units that run low."""
    return int(await read.value(_WAITING, units))


WATCH = Tick("rights.watch_pools", EVERY_S, watch_pools)
