"""What rooms above ask of batches: what each can give now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.store.work import Read

_OFFERS = """
select b.id as batch, b.code, b.title, p.category,
       coalesce(b.market_value_minor, s.market_value_minor) as market_value_minor,
       b.unit_cost_minor, b.currency,
       b.state, b.free, b.total, b.org_unit, b.budget, b.starts_at, b.ends_at,
       case when b.validity is null or b.validity @> '{"ends": {"kind": "issue", "unit": "day"}}'
         then b.valid_days end as valid_days,
       case when f.runs is null then case when v.state = 'paused' then v.name end
            when not f.runs then f.name end as paused_provider,
       u.cap_minor - u.reserved_minor - u.spent_minor as budget_left_minor
from rights_batch b
join rights_sku s on s.id = b.sku
join rights_product p on p.id = s.product
join rights_budget u on u.id = b.budget
left join rights_provider v on v.id = s.provider
left join lateral (
  select bool_or(o.state = 'active' and w.state = 'active') as runs,
    (array_agg(w.name order by o.preference))[1] as name
  from rights_offer o join rights_provider w on w.id = o.provider where o.sku = s.id and o.state <> 'ended'
) f on true
where b.id = any($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a batch can give now. Money in minor units; a right lasts ``valid_days`` once it is given, None
    where its rule counts otherwise.

    ``paused_provider`` names who would serve it and is paused; None where nobody is.
    """

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
    valid_days: int | None
    paused_provider: dict[str, str] | None


async def offers(read: Read, batches: Sequence[UUID]) -> dict[UUID, Offer]:
    """Read the offers of some batches; one that is not there is left out."""
    return {one.batch: one for one in await read.all(Offer, _OFFERS, list(batches))}
