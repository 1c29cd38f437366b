-- Count anew, for the loaded statements of a provider ($1), the lines that another file holds.
-- Locks       the statements whose count has changed; the caller holds the provider's file lock.
update settlement_statement s set overlap_count = o.n, overlap_minor = o.sum
from (
  select l.statement, count(*) filter (where not l.live) as n,
    coalesce(sum(l.gross_minor) filter (where not l.live), 0)::bigint as sum
  from settlement_line l join settlement_statement k on k.id = l.statement and k.state = 'loaded'
  where l.provider = $1 group by 1
) o
where s.id = o.statement and s.overlap_count <> o.n
