"""Whether a SKU's codes are enough for the rights that may be given of it.

Words       *promised* units are those of live batches that nobody has yet and rights that wait to be claimed
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.rights.code_pools.pool import PoolTooSmall, short_of
from largesse.store.sql import statement
from largesse.store.work import Read, Tx

_COVER = statement(__name__, "cover")


@dataclass(frozen=True)
class Cover:
    """The free codes of a SKU, and how many units other batches and rights may still take of them."""

    pool: UUID | None
    free_codes: int
    promised: int

    def short_of(self, units: int) -> int:
        """Count the codes that so many more units would lack."""
        return short_of(units, self.free_codes, self.promised)


async def cover_of(read: Read, sku: UUID, batch: UUID | None = None) -> Cover | None:
    """Read the cover of a SKU, a batch itself not counted; None: its codes come in another way."""
    return await read.one(Cover, _COVER, sku, batch)


async def expect_covered(tx: Tx[Any], sku: UUID, batch: UUID, units: int) -> None:
    """Refuse more units than there are codes.

    Raises:
        PoolTooSmall: ``rights.code_pool_too_small``.
    """
    cover = await cover_of(tx, sku, batch)
    if cover is not None and cover.short_of(units):
        raise PoolTooSmall(units, max(0, cover.free_codes - cover.promised))
