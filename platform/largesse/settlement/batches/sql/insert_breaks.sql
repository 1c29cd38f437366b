-- Write breaks of a run ($2) of a batch ($1) in a currency ($9) from arrays: ids, codes, lines, items, amounts of
-- both sides; found at $10.
-- Locks       none; the caller holds the batch.
-- Invariant   what was open before, here or in an earlier batch, keeps its age.
insert into settlement_break (id, batch, run, code, state, line, item, line_minor, item_minor, currency, opened_at)
select r.id, $1, $2, r.code, 'open', r.line, r.item, r.line_minor, r.item_minor, $9, least($10,
  (select min(o.opened_at) from settlement_break o where o.line = r.line),
  (select min(o.opened_at) from settlement_break o where o.item = r.item))
from unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[])
  as r(id, code, line, item, line_minor, item_minor)
