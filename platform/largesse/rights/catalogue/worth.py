"""What a right of a SKU of points awards; whoever signs a batch of it signs that too.

Invariant   what was said of a SKU stays while a transaction that read it here goes on
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.store.work import Tx

_KEPT = "select fulfil_mode = 'points' from rights_sku where id = $1 for share"
_SAID = """
select k.id as kind, k.name as kind_name, p.points
from rights_points_sku p join rights_points_kind k on k.id = p.kind where p.sku = $1
"""


@dataclass(frozen=True)
class SkuPointsUnsaid(Refusal):
    """A SKU of points of which nobody has said how many points it is gives nothing that could be signed."""

    code = "rights.sku_points_unsaid"
    path: str | None = "sku"


@dataclass(frozen=True)
class Worth:
    """How many points of which kind a right awards when it is claimed."""

    kind: UUID
    kind_name: dict[str, str]
    points: int


async def worth_of(tx: Tx[Any], sku: UUID) -> Worth | None:
    """Read what a right of a SKU awards; None: it is not fulfilled by points.

    Raises:
        SkuPointsUnsaid: ``rights.sku_points_unsaid``.
    """
    if not await tx.value(_KEPT, sku):
        return None
    said = await tx.one(Worth, _SAID, sku)
    if said is None:
        raise SkuPointsUnsaid
    return said
