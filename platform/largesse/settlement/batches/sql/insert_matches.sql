-- Write matches of a run ($2) of a batch ($1) from arrays: ids, rules, amounts in minor units.
-- Locks       none; the caller holds the batch.
insert into settlement_match (id, run, batch, rule, confidence, amount_minor)
select g.id, $2, $1, g.rule, 'exact', g.amount
from unnest($3::uuid[], $4::text[], $5::bigint[]) as g(id, rule, amount)
