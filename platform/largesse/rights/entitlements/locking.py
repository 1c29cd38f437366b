"""Rights read under their lock and kept with a guard.

Invariant   lock order of the room: budget, batch, entitlement;
            a right is kept only if its version is the one that was read
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.rights.batches.records import BatchId
from largesse.rights.budgets.records import BudgetId
from largesse.rights.catalogue.records import ProviderId, SkuId
from largesse.rights.catalogue.validity import Validity, validity_of
from largesse.rights.entitlements.entitlement import Entitlement, EntitlementMissing, State
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.sql import statement
from largesse.store.work import Read, Tx

_RIGHT = statement(__name__, "right")
_SPENT = """
select coalesce(sum(case kind when 'use' then amount_minor else -amount_minor end), 0)
from rights_redemption where entitlement = $1
"""


@dataclass(frozen=True)
class Right:
    """One right with its SKU, provider and batch; money in minor units of ``currency``."""

    id: EntitlementId
    batch: BatchId
    batch_code: str
    batch_title: dict[str, str]
    budget: BudgetId
    sku: SkuId
    sku_code: str
    sku_title: dict[str, str]
    fulfil_mode: str
    provider: ProviderId | None
    provider_sku: str | None
    installation: UUID | None
    vat_treatment: str
    vat_rate_ppm: int
    holder: UUID
    activity: UUID | None
    org_unit: UUID
    state: State
    units: int
    units_used: int
    unit_cost_minor: int
    currency: str
    valid_from: datetime
    valid_to: datetime
    validity: dict[str, Any] | None
    zone: str | None
    created_at: datetime
    version: int
    previous: State | None
    hands: int
    beneficiary: UUID
    transfer: str
    elsewhere: bool
    valid_if_claimed: datetime | None = None

    @property
    def rule(self) -> Validity | None:
        """Its rule of validity, as its batch was approved with; None: the batch is older than rules."""
        return validity_of(self.validity) if self.validity else None

    @property
    def entitlement(self) -> Entitlement:
        """What decides over its next move."""
        return Entitlement(
            id=self.id,
            state=self.state,
            units=self.units,
            units_used=self.units_used,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            version=self.version,
            previous=self.previous,
            elsewhere=self.elsewhere,
        )


async def find_right(read: Read, entitlement: UUID) -> Right:
    """Read a right without a lock.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
    """
    found = await read.one(Right, _RIGHT, entitlement)
    if found is None:
        raise EntitlementMissing(entitlement)
    return found


async def lock_right(tx: Tx[Any], entitlement: UUID) -> Right:
    """Lock a right and read it.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
    """
    found = await tx.one(Right, f"{_RIGHT} for no key update of e", entitlement)
    if found is None:
        raise EntitlementMissing(entitlement)
    return found


async def spent_on(read: Read, entitlement: UUID) -> int:
    """Give what the uses of a right that stand have cost, in minor units."""
    return int(await read.value(_SPENT, entitlement))


async def keep_right(tx: Tx[Any], before: Right, after: Entitlement) -> None:
    """Keep a right as decided."""
    count = await tx.run(
        "update rights_entitlement set state = $3, units_used = $4, version = $5, previous = $6"
        " where id = $1 and version = $2",
        before.id,
        before.version,
        after.state.value,
        after.units_used,
        after.version,
        after.previous,
    )
    if count != 1:
        raise Contended
