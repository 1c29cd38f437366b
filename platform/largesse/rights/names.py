"""What providers, products, SKUs, budgets, batches, rights, their orders and uses are called."""

from collections.abc import Sequence
from uuid import UUID

from largesse.identity.names import Names, named_by
from largesse.store.work import Read

_NAMES = """
select id, name from rights_provider where id = any($1::uuid[])
union all select id, title from rights_product where id = any($1::uuid[])
union all select id, title from rights_node where id = any($1::uuid[])
union all select id, title from rights_sku where id = any($1::uuid[])
union all select id, title from rights_budget where id = any($1::uuid[])
union all select id, title from rights_batch where id = any($1::uuid[])
union all select id, title from rights_code_pool where id = any($1::uuid[])
union all select l.id, p.title from rights_code_lot l join rights_code_pool p on p.id = l.pool
  where l.id = any($1::uuid[])
union all select id, jsonb_build_object('zh-CN', file_name) from rights_use_file where id = any($1::uuid[])
union all select id, title from rights_package where id = any($1::uuid[])
union all select e.id, s.title from rights_entitlement e join rights_sku s on s.id = e.sku
  where e.id = any($1::uuid[])
union all select r.id, s.title from rights_redemption r join rights_entitlement e on e.id = r.entitlement
  join rights_sku s on s.id = e.sku where r.id = any($1::uuid[])
union all select id, name from rights_points_kind where id = any($1::uuid[])
union all select w.id, k.name from rights_points_award w join rights_points_account a on a.id = w.account
  join rights_points_kind k on k.id = a.kind where w.id = any($1::uuid[])
union all select q.id, k.name from rights_points_request q join rights_points_kind k on k.id = q.kind
  where q.id = any($1::uuid[])
union all select c.id, s.title from rights_compensation c join rights_entitlement e on e.id = c.original
  join rights_sku s on s.id = e.sku where c.id = any($1::uuid[])
union all select q.id, s.title from rights_handing_request q join rights_batch b on b.id = q.batch
  join rights_sku s on s.id = b.sku where q.id = any($1::uuid[])
union all select id, jsonb_build_object('zh-CN', file_name) from rights_elsewhere_file
  where id = any($1::uuid[])
union all select f.id, s.title from rights_points_offer f join rights_batch b on b.id = f.batch
  join rights_sku s on s.id = b.sku where f.id = any($1::uuid[])
union all select o.id, s.title from rights_order o join rights_entitlement e on e.id = o.entitlement
  join rights_sku s on s.id = e.sku where o.id = any($1::uuid[])
"""


async def names(read: Read, ids: Sequence[UUID]) -> Names:
    """Give what this room's things are called; ids of other rooms are left out."""
    return await named_by(read, _NAMES, ids)
