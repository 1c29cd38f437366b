"""What rooms above ask of the register: offers of batches, and what one client holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.store.work import Read


@dataclass(frozen=True, slots=True)
class Offer:
    """What a batch can give now. Money in minor units of ``currency``."""

    batch: UUID
    code: str
    title: dict[str, str]
    category: str
    market_value_minor: int
    unit_cost_minor: int
    currency: str
    state: str
    free: int
    total: int
    org_unit: UUID
    budget: UUID
    budget_left_minor: int
    starts_at: datetime
    ends_at: datetime


async def offers(read: Read, batches: Sequence[UUID]) -> dict[UUID, Offer]:
    """Read the offers of some batches; one that is not there is left out."""
    rows = await read.rows(
        "select b.id as batch, b.code, b.title, p.category, s.market_value_minor, b.unit_cost_minor,"
        " b.currency, b.state, b.free, b.total, b.org_unit, b.budget,"
        " u.cap_minor - u.reserved_minor - u.spent_minor as budget_left_minor, b.starts_at, b.ends_at"
        " from rights_batch b join rights_sku s on s.id = b.sku join rights_product p on p.id = s.product"
        " join rights_budget u on u.id = b.budget where b.id = any($1::uuid[])",
        list(batches),
    )
    return {row["batch"]: Offer(**row) for row in rows}


_HELD = """
select e.id, e.state, e.units, e.units_used, e.valid_from, e.valid_to, e.claimed_at, e.created_at, e.activity,
       e.holder, e.beneficiary, s.title, s.terms, s.fulfil_mode, s.market_value_minor, s.currency, p.category,
       v.name as provider_name, v.slug as provider_slug, o.id as order_id, o.state as order_state,
       o.voucher_sealed, o.code as order_code,
       (select max(r.at) from rights_redemption r where r.entitlement = e.id and r.kind = 'use') as used_at
from rights_entitlement e
join rights_sku s on s.id = e.sku
join rights_product p on p.id = s.product
left join rights_provider v on v.id = s.provider
left join lateral (select id, state, voucher_sealed, code from rights_order where entitlement = e.id
                   order by placed_at desc limit 1) o on true
"""
HELD_MAX = 100


async def held(read: Read, client: UUID, activity: UUID | None = None) -> list[dict[str, Any]]:
    """Read a client's own rights, of one activity or all: usable ones first; at most 100."""
    return await read.rows(
        f"{_HELD} where e.holder = $1"
        " and ($3::uuid is null or e.activity = $3)"
        " order by array_position(array['issued', 'active', 'reserved', 'pending', 'suspended'], e.state)"
        " nulls last, e.valid_to, e.id limit $2",
        client,
        HELD_MAX,
        activity,
    )


async def held_one(read: Read, client: UUID, entitlement: UUID) -> dict[str, Any] | None:
    """Read one right of a client's own."""
    return await read.row(f"{_HELD} where e.id = $1 and e.holder = $2", entitlement, client)


@dataclass(frozen=True, slots=True)
class Unused:
    """How many rights of a client wait to be used, and how many of them end within thirty days."""

    unused: int
    expiring: int


async def unused_of(read: Read, clients: Sequence[UUID]) -> dict[UUID, Unused]:
    """Count unused rights by client, for the adviser's own book."""
    rows = await read.rows(
        "select holder, count(*) as unused,"
        " count(*) filter (where valid_to < now() + interval '30 days') as expiring"
        " from rights_entitlement where holder = any($1::uuid[])"
        " and state in ('issued', 'active', 'reserved')"
        " group by holder",
        list(clients),
    )
    return {row["holder"]: Unused(row["unused"], row["expiring"]) for row in rows}
