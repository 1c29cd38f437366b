-- End the codes that lapsed by $1 and were never given, with the cursors that lead to them; gives how many.
-- Locks: the cursors, then their codes.
with over as (
  update rights_code_cursor c set next = c.hi + 1
  from (select id, next, hi from rights_code_cursor where expires_at <= $1 and next <= hi order by id for update) old
  where c.id = old.id returning c.pool, old.next as lo, old.hi
), ended as (
  update rights_pool_code k set state = 'expired' from over o
  where k.pool = o.pool and k.number between o.lo and o.hi and k.state = 'available' returning 1
)
select count(*) from ended
