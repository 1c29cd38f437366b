"""What screens show of uses and their reversals."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.redemptions.records import RedemptionId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read


@dataclass(frozen=True)
class RedemptionRow:
    """One use or reversal; ``amount_minor`` in minor units of ``currency``."""

    id: RedemptionId
    kind: str
    entitlement: EntitlementId
    sku_title: dict[str, str]
    provider_name: dict[str, str] | None
    channel: str
    units: int
    amount_minor: int
    currency: str
    provider_ref: str | None
    order_ref: str | None
    reversed: bool
    org_unit: UUID
    at: datetime
    mark: str | None
    booked_at: datetime | None
    place_name: dict[str, str] | None
    counter_name: str | None
    offline: bool


def _redemptions() -> List:
    return List(
        "r.*, s.title as sku_title, v.name as provider_name, e.org_unit,"
        " p.name as place_name, k.name as counter_name,"
        " exists (select 1 from rights_redemption x where x.reverses = r.id) as reversed",
        "rights_redemption r join rights_entitlement e on e.id = r.entitlement"
        " join rights_sku s on s.id = e.sku left join rights_provider v on v.id = r.provider"
        " left join rights_place p on p.id = r.place left join rights_provider_key k on k.id = r.counter",
        "r.id",
    )


async def redemptions_page(read: Read, actor: Actor, wish: Wish) -> Paged[RedemptionRow]:
    """List uses and reversals within reach."""
    asked = _redemptions()
    asked.within(actor.units, "e.org_unit")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "r.provider_ref", "r.order_ref")
    sorts = {"at": Sort("r.at", "timestamptz"), "amount": Sort("r.amount_minor", "bigint")}
    return await paged(read, RedemptionRow, asked, chosen(wish.sort, sorts, "-at"), wish.page)


async def uses_of(read: Read, entitlement: UUID) -> list[RedemptionRow]:
    """Read the uses and reversals of a right, oldest first."""
    asked = _redemptions()
    sql = f"select {asked.columns} from {asked.source} where r.entitlement = $1 order by r.at, r.id limit 200"  # noqa: S608 - constants
    return await read.all(RedemptionRow, sql, entitlement)


async def redeemed_since(read: Read, actor: Actor, since: datetime) -> int:
    """Count uses since an instant that were not reversed, within reach."""
    sql = """select count(*) from rights_redemption r join rights_entitlement e on e.id = r.entitlement
             where r.kind = 'use' and r.at >= $1 and ($2::uuid[] is null or e.org_unit = any($2))
               and not exists (select 1 from rights_redemption x where x.reverses = r.id)"""
    return int(await read.value(sql, since, None if actor.units is None else list(actor.units)))
