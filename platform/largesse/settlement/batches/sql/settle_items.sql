-- Mark the items that a batch ($1) has settled: those matched, and those of its posted breaks.
-- Locks       those items; the caller holds the batch.
-- Invariant   an item is settled or reversed, never both.
update settlement_item t set settled_batch = $1
from (
  select x.ref as id from settlement_match m
  join settlement_match_member x on x.match = m.id and x.active and x.side = 'P' where m.batch = $1
  union all
  select b.item from settlement_break b where b.batch = $1 and b.state = 'posted' and b.item is not null
) settled
where t.id = settled.id
