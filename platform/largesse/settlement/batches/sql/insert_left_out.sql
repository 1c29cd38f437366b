-- Leave sides out of a batch ($1) for one reason ($2), by one person ($3) at $4, from arrays: ids, lines and items, of
-- which each id has one.
-- Locks       none; the caller holds the batch.
insert into settlement_left_out (id, batch, line, item, reason, left_by, left_at)
select s.id, $1, s.line, s.item, $2, $3, $4
from unnest($5::uuid[], $6::uuid[], $7::uuid[]) as s(id, line, item)
