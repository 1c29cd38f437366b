-- Note which pools have fewer codes left than their threshold, or enough again; gives those where that is new.
-- Locks: the pools that crossed.
update rights_code_pool p set is_low = not p.is_low
from (select p.id, coalesce(sum(c.hi - c.next + 1), 0)::bigint as "left"
      from rights_code_pool p left join rights_code_cursor c on c.pool = p.id group by p.id) now_
where now_.id = p.id and p.is_low <> (now_."left" < p.low_at)
returning p.id, p.sku, p.provider, p.org_unit, p.low_at, p.is_low, now_."left"
