-- What a batch ($1) leaves out, by id: a signature covers that it is not settled here.
-- Locks       none; the caller holds the batch.
select o.id, o.line, o.item, coalesce(l.gross_minor, i.gross_minor) as amount_minor, o.reason, o.left_by
from settlement_left_out o
left join settlement_line l on l.id = o.line
left join settlement_item i on i.id = o.item
where o.batch = $1 and o.back_at is null order by o.id
