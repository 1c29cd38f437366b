-- Mark the lines that a batch ($1) has settled: those matched, and those of its posted breaks.
-- Locks       those lines; the caller holds the batch.
-- Invariant   a line is settled once, by trigger settlement_line_settled_once.
update settlement_line t set settled_batch = $1
from (
  select x.ref as id from settlement_match m
  join settlement_match_member x on x.match = m.id and x.active and x.side = 'S' where m.batch = $1
  union all
  select b.line from settlement_break b where b.batch = $1 and b.state = 'posted' and b.line is not null
) settled
where t.id = settled.id
