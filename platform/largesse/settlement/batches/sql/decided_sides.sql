-- Ids of the lines and items of a batch ($1) on whose breaks people have spoken, as one array of texts.
-- Locks       none; the caller holds the batch.
select array_agg(distinct side.id::text)
from settlement_break b
join settlement_disposition d on d.break = b.id and d.state in ('proposed', 'approved')
cross join lateral (values (b.line), (b.item)) as side(id)
where b.batch = $1 and b.state <> 'auto_closed' and side.id is not null
