-- The free codes of a SKU ($1) that is fulfilled from a pool, and the units that are promised of it: what other
-- batches than $2 may still give, and rights without a code that wait to be claimed. No row: its codes come in another way.
-- Locks: none.
select p.id as pool,
  coalesce((select sum(c.hi - c.next + 1) from rights_code_cursor c
            where c.pool = p.id and (c.expires_at is null or c.expires_at > now())), 0)::bigint as free_codes,
  (coalesce((select sum(b.free + b.held) from rights_batch b where b.sku = s.id and b.id is distinct from $2::uuid
             and b.state in ('active', 'paused')), 0)
   + (select count(*) from rights_entitlement e join rights_batch b on b.id = e.batch
      where b.sku = s.id and e.state in ('pending', 'issued')
      and not exists (select from rights_pool_code k where k.entitlement = e.id)))::bigint as promised
from rights_sku s left join rights_code_pool p on p.sku = s.id
where s.id = $1 and s.fulfil_mode = 'pool'
