"""The register's rows, read under their locks and kept with a guard.

Invariant   lock order: budget, batch, entitlement; a row is kept only if its version is the one that was read
"""

from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.rights.batches.stock import Stock
from largesse.rights.budgets.budget import Budget
from largesse.rights.entitlements.entitlement import Entitlement, EntitlementMissing, State
from largesse.store.work import Tx

Row = dict[str, Any]

_RIGHT = """
select e.*, s.code as sku_code, s.title as sku_title, s.fulfil_mode, s.provider, s.provider_sku, s.income_tax,
       s.borne_by, s.vat_treatment, s.vat_rate_ppm, p.slug as provider_slug, p.name as provider_name,
       p.installation, b.budget, b.code as batch_code
from rights_entitlement e
join rights_sku s on s.id = e.sku
join rights_batch b on b.id = e.batch
left join rights_provider p on p.id = s.provider
where e.id = $1
"""


async def find_right(tx: Tx[Any], entitlement: UUID) -> Row | None:
    """Read a right with its SKU and provider, without a lock."""
    return await tx.row(_RIGHT, entitlement)


async def lock_right(tx: Tx[Any], entitlement: UUID) -> tuple[Entitlement, Row]:
    """Lock a right and read it with its SKU and provider.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
    """
    row = await tx.row(f"{_RIGHT} for no key update of e", entitlement)
    if row is None:
        raise EntitlementMissing(entitlement)
    right = Entitlement(
        id=row["id"],
        state=State(row["state"]),
        units=row["units"],
        units_used=row["units_used"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        version=row["version"],
    )
    return right, row


async def keep_right(tx: Tx[Any], before: Entitlement, after: Entitlement) -> None:
    """Keep a right as decided."""
    count = await tx.run(
        "update rights_entitlement set state = $3, units_used = $4, version = $5"
        " where id = $1 and version = $2",
        before.id,
        before.version,
        after.state.value,
        after.units_used,
        after.version,
    )
    if count != 1:
        raise Contended


async def lock_budget(tx: Tx[Any], budget: UUID) -> Budget:
    """Lock a budget and read it."""
    row = await tx.row(
        "select id, currency, cap_minor, reserved_minor, spent_minor from rights_budget"
        " where id = $1 for no key update",
        budget,
    )
    if row is None:
        raise Contended
    return Budget(**row)


async def keep_budget(tx: Tx[Any], after: Budget) -> None:
    """Keep a budget as decided; the cap stands again in the guard."""
    count = await tx.run(
        "update rights_budget set reserved_minor = $2, spent_minor = $3 where id = $1"
        " and $2::bigint + $3::bigint <= cap_minor",
        after.id,
        after.reserved_minor,
        after.spent_minor,
    )
    if count != 1:
        raise Contended


async def lock_stock(tx: Tx[Any], batch: UUID) -> tuple[Stock, Row]:
    """Lock a batch and read its stock; the budget was locked before."""
    row = await tx.row("select * from rights_batch where id = $1 for no key update", batch)
    if row is None:
        raise Contended
    return Stock(row["id"], row["total"], row["free"], row["held"], row["issued"]), row


async def keep_stock(tx: Tx[Any], after: Stock) -> None:
    """Keep a batch's stock as decided; the CHECK behind it adds it up again."""
    await tx.run(
        "update rights_batch set total = $2, free = $3, held = $4, issued = $5 where id = $1",
        after.batch,
        after.total,
        after.free,
        after.held,
        after.issued,
    )
