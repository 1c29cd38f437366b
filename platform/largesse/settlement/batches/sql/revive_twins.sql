-- Let, for each line that a superseded statement ($1) held, the same line of the oldest other loaded file count.
-- Locks       those lines; the caller holds the provider's file lock.
-- Invariant   a line counts once, by settlement_line_once
update settlement_line set live = true where id in (
  select distinct on (t.line_sha, t.occ) t.id
  from settlement_line l
  join settlement_line t on t.provider = l.provider and t.line_sha = l.line_sha and t.occ = l.occ and not t.live
    and t.statement <> l.statement
  join settlement_statement s on s.id = t.statement and s.state = 'loaded'
  where l.statement = $1
    and not exists (select from settlement_line o where o.provider = l.provider and o.line_sha = l.line_sha
      and o.occ = l.occ and o.live)
  order by t.line_sha, t.occ, s.loaded_at, s.id
)
