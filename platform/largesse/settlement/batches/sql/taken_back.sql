-- Uses of a batch ($1) that were taken back, and what they cost: reversed while it waits, or owed back since it paid.
-- Locks       none.
select count(*)::int as uses, coalesce(sum(t.gross_minor), 0)::bigint as amount_minor
from (
  select i.gross_minor from settlement_match m
  join settlement_match_member x on x.match = m.id and x.side = 'P' and x.active
  join settlement_item i on i.id = x.ref and i.reversed_entry_id is not null
  where m.batch = $1
  union all
  select i.gross_minor from settlement_break b
  join settlement_item i on i.id = b.item and i.reversed_entry_id is not null
  where b.batch = $1 and b.state not in ('auto_closed', 'carried')
  union all
  select -n.gross_minor from settlement_item i join settlement_item n on n.takes_back = i.id
  where i.settled_batch = $1
) t
